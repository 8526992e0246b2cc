//! Lines of words: title, headings and paragraphs, cut where findings begin and end.

use super::marks::FindingMarks;
use super::zones::Zones;
use super::{Drawer, SheetBlock, SheetLine, SheetRun};
use crate::chars::is_space;
use crate::lines::is_line_end;
use crate::numerals::is_ordinal;
use crate::span::Span;
use crate::syntax::Row;

/// What a stretch of a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineKind {
    Title,
    Section,
    Words,
}

/// A heading within a section has no more characters.
const MAX_HEADING: usize = 30;

impl Drawer<'_> {
    /// Draws what a row says beside the cells of tables.
    pub(super) fn lines_of_row(
        &self,
        at: usize,
        row: &Row,
        zones: &Zones,
        marks: &mut FindingMarks,
        blocks: &mut Vec<SheetBlock>,
    ) {
        let first = row.first_cell as usize;
        let is_spaced = row.surface == crate::syntax::Surface::Spaced;
        if is_spaced && !zones.holds(at) {
            return self.cut_line(row.span, marks, blocks);
        }
        for (cell, written) in self.document.cells_of(row).iter().enumerate() {
            if !zones.is_consumed(first + cell) {
                self.cut_line(written.span, marks, blocks);
            }
        }
    }

    /// Draws a cell, cut at the title and the headings in it.
    fn cut_line(&self, cell: Span, marks: &mut FindingMarks, blocks: &mut Vec<SheetBlock>) {
        let mut at = cell.start;
        for (known, kind) in self.known_lines(cell) {
            // A title goes on over several rows: it was drawn with its first.
            let (from, to) = (known.start.max(cell.start), known.end.min(cell.end));
            if from > at {
                self.line(Span::over(at, from), marks, blocks);
            }
            if known.start >= cell.start {
                self.push_line(known, kind, marks, blocks);
            }
            at = at.max(to);
        }
        if at < cell.end {
            self.line(Span::over(at, cell.end), marks, blocks);
        }
    }

    /// The title and the headings that a cell holds, in order.
    fn known_lines(&self, cell: Span) -> Vec<(Span, LineKind)> {
        let Some(aligned) = self.aligned else {
            return Vec::new();
        };
        let title = aligned.title.iter();
        let title = title.map(|title| (title.span, LineKind::Title));
        let headings = aligned.headings.main.iter();
        let headings = headings.chain(&aligned.headings.repeated);
        let headings = headings.map(|heading| (heading.span, LineKind::Section));
        let is_here =
            |&(span, _): &(Span, LineKind)| span.start < cell.end && cell.start < span.end;
        let mut all: Vec<_> = title.chain(headings).filter(is_here).collect();
        all.sort_by_key(|(span, _)| span.start);
        all
    }

    /// Draws words that are neither title nor heading of a section.
    pub(super) fn line(&self, span: Span, marks: &mut FindingMarks, blocks: &mut Vec<SheetBlock>) {
        self.push_line(span, LineKind::Words, marks, blocks);
    }

    fn push_line(
        &self,
        span: Span,
        kind: LineKind,
        marks: &mut FindingMarks,
        blocks: &mut Vec<SheetBlock>,
    ) {
        let written = self.document.at(span);
        let text = written.trim_start_matches(is_space);
        let n_hashes = text.len() - text.trim_start_matches('#').len();
        let words = text[n_hashes..].trim_start_matches(is_space);
        let is_marked = n_hashes > 0 && words.len() < text.len() - n_hashes;
        let text = if is_marked { words } else { text };
        if text
            .chars()
            .all(|c| c == '#' || is_space(c) || is_line_end(c))
        {
            return;
        }
        let start = span.end as usize - text.len();
        let line = self.runs(Span::new(start, span.end as usize), marks);
        blocks.push(match kind {
            LineKind::Title => SheetBlock::Title(line),
            LineKind::Section => SheetBlock::Section(line),
            LineKind::Words if is_marked || is_heading(text) => SheetBlock::Heading(line),
            LineKind::Words => SheetBlock::Paragraph(line),
        });
    }

    /// The words of a line, cut where findings begin and end and where bold print does.
    fn runs(&self, span: Span, marks: &mut FindingMarks) -> SheetLine {
        let place = self.origin.place(span);
        let findings = marks.take(place);
        let text = self.document.at(span);
        let strong = strong_stretches(text);
        let mut runs: Vec<SheetRun> = Vec::new();
        for piece in pieces(text) {
            let start = span.start as usize + piece.at;
            let here = self
                .origin
                .place(Span::new(start, start + piece.written.len()));
            let covers = |&&finding: &&usize| {
                let found = marks.place_of(finding);
                found.start < here.end && here.start < found.end
            };
            // Most lines bear nothing, and no place of theirs is asked for.
            let about: Vec<usize> = findings.iter().filter(covers).copied().collect();
            let (is_mark, is_strong) = strong.iter().fold((false, false), |now, stretch| {
                let is_in = stretch.contains(&piece.at);
                let is_edge =
                    is_in && (piece.at < stretch.start + 2 || piece.at + 2 >= stretch.end);
                (now.0 || is_edge, now.1 || is_in)
            });
            if is_mark {
                continue;
            }
            match runs.last_mut() {
                Some(last) if last.findings == about && last.is_strong == is_strong => {
                    last.text.push_str(piece.shown);
                }
                _ => runs.push(SheetRun {
                    text: piece.shown.to_owned(),
                    is_strong,
                    findings: about,
                }),
            }
        }
        mark_the_unseen(&mut runs, &findings);
        SheetLine { runs, span: place }
    }
}

/// A finding about a place between characters is borne by the last words of its line.
fn mark_the_unseen(runs: &mut [SheetRun], findings: &[usize]) {
    for &finding in findings {
        let is_seen = runs.iter().any(|run| run.findings.contains(&finding));
        if let (false, Some(last)) = (is_seen, runs.last_mut()) {
            last.findings.push(finding);
        }
    }
}

/// A character of a line as written and as shown.
struct ShownChar<'t> {
    at: usize,
    written: &'t str,
    shown: &'t str,
}

/// The characters of a line; line ends and spaces in a row become one space, or nothing between words that are written without.
fn pieces(text: &str) -> impl Iterator<Item = ShownChar<'_>> {
    let text = text.trim_end_matches(|c| is_space(c) || is_line_end(c));
    let mut before: Option<char> = None;
    text.char_indices().filter_map(move |(at, c)| {
        let written = &text[at..at + c.len_utf8()];
        let is_gap = is_line_end(c) || c == '\t';
        let shown = match (is_gap, before) {
            (false, _) => written,
            (true, Some(before)) if before.is_ascii_graphic() => " ",
            (true, _) => "",
        };
        before = if is_gap { Some('\u{3000}') } else { Some(c) };
        (!shown.is_empty()).then_some(ShownChar { at, written, shown })
    })
}

/// The stretches between two pairs of asterisks, with the asterisks.
fn strong_stretches(text: &str) -> Vec<std::ops::Range<usize>> {
    let marks: Vec<usize> = text.match_indices("**").map(|(at, _)| at).collect();
    let pairs = marks.chunks_exact(2).filter(|pair| pair[0] + 2 < pair[1]);
    pairs.map(|pair| pair[0]..pair[1] + 2).collect()
}

/// Whether a line is a heading within a section: short, numbered in brackets, and no sentence.
fn is_heading(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['（', '(']) else {
        return false;
    };
    let number = rest.trim_start_matches(is_ordinal);
    let is_numbered = number.len() < rest.len() && number.starts_with(['）', ')']);
    let ends = ['。', '，', '；', '：', ',', ';', ':', '！', '？'];
    is_numbered && text.chars().count() <= MAX_HEADING && !text.contains(ends)
}

/// Words of a cell on one line.
pub(super) fn on_one_line(text: &str) -> String {
    pieces(text.trim_start_matches(is_space))
        .map(|piece| piece.shown)
        .collect()
}
