//! Lines of words: title, headings and paragraphs, cut where findings begin and end.

use super::marks::FindingMarks;
use super::zones::Zones;
use super::{Drawer, SheetBlock, SheetLine, SheetRun};
use crate::chars::is_space;
use crate::lines::is_line_end;
use crate::numerals::is_ordinal;
use crate::span::Span;
use crate::syntax::Row;
use crate::syntax::escapes::is_escape;

/// What a stretch of a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
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
        let known = self.known_lines(cell);
        // 【三、……】: what sets a heading off is none of it, and no line by itself.
        let is_said =
            |span: Span| known.is_empty() || self.document.at(span).contains(char::is_alphanumeric);
        for &(known, kind) in &known {
            // A title goes on over several rows: it was drawn with its first.
            let (from, to) = (known.start.max(cell.start), known.end.min(cell.end));
            let before = Span::over(at, from.max(at));
            if from > at && is_said(before) {
                self.line(before, marks, blocks);
            }
            if known.start >= cell.start {
                self.push_line(known, kind, marks, blocks);
            }
            at = at.max(to);
        }
        let behind = Span::over(at, cell.end.max(at));
        if at < cell.end && is_said(behind) {
            self.line(behind, marks, blocks);
        }
    }

    /// The title and the headings that a cell holds, in order.
    fn known_lines(&self, cell: Span) -> Vec<(Span, LineKind)> {
        let known = &self.known;
        let first = known.partition_point(|(span, _)| span.end <= cell.start);
        let here = known[first..].iter();
        let here = here.take_while(|(span, _)| span.start < cell.end);
        here.copied().collect()
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
        let mut strong = strong_stretches(text).into_iter().peekable();
        let mut bearing = Bearing::of(&findings);
        let mut runs: Vec<SheetRun> = Vec::new();
        for piece in pieces(text) {
            while strong.next_if(|stretch| stretch.end <= piece.at).is_some() {}
            let stretch = strong.peek().filter(|stretch| stretch.contains(&piece.at));
            let is_asterisk = stretch
                .is_some_and(|stretch| piece.at < stretch.start + 2 || piece.at + 2 >= stretch.end);
            if is_asterisk {
                continue;
            }
            let start = span.start as usize + piece.at;
            let here = Span::new(start, start + piece.written.len());
            // Most lines bear nothing, and no place in them is asked for.
            let has_changed = !findings.is_empty() && bearing.go_to(self.origin.place(here), marks);
            let is_strong = stretch.is_some();
            match runs.last_mut() {
                Some(last) if !has_changed && last.is_strong == is_strong => {
                    last.text.push_str(piece.shown);
                }
                _ => runs.push(SheetRun {
                    text: piece.shown.to_owned(),
                    is_strong,
                    findings: bearing.about.clone(),
                }),
            }
        }
        // A finding about a place between characters is borne by the last words of its line.
        if let Some(last) = runs.last_mut() {
            last.findings.extend(bearing.unseen());
        }
        SheetLine { runs, span: place }
    }
}

/// The findings about the character that a walk along a line has come to.
struct Bearing<'m> {
    /// Sorted by where they begin.
    findings: &'m [usize],
    next: usize,
    about: Vec<usize>,
    passed_over: Vec<usize>,
}

/// More findings about one word are borne by the last words of its line.
const MAX_ABOUT: usize = 16;

impl<'m> Bearing<'m> {
    fn of(findings: &'m [usize]) -> Self {
        Bearing {
            findings,
            next: 0,
            about: Vec::new(),
            passed_over: Vec::new(),
        }
    }

    /// Goes on to a character; whether other findings are about it than about the one before.
    fn go_to(&mut self, here: crate::door::Span, marks: &FindingMarks) -> bool {
        let n_before = self.about.len();
        self.about
            .retain(|&finding| marks.place_of(finding).end > here.start);
        let mut has_changed = self.about.len() < n_before;
        while let Some(&finding) = self.findings.get(self.next) {
            let place = marks.place_of(finding);
            if place.start >= here.end {
                break;
            }
            self.next += 1;
            if place.end > here.start && self.about.len() < MAX_ABOUT {
                self.about.push(finding);
                has_changed = true;
            } else {
                self.passed_over.push(finding);
            }
        }
        has_changed
    }

    /// The findings that no character has borne.
    fn unseen(self) -> impl Iterator<Item = usize> {
        let rest = self.findings[self.next..].to_vec();
        self.passed_over.into_iter().chain(rest)
    }
}

/// A character of a line as written and as shown.
struct ShownChar<'t> {
    at: usize,
    written: &'t str,
    shown: &'t str,
}

/// The characters of a line; line ends and spaces in a row become one space, or nothing between words that are written without. A backslash that only
/// keeps a bar or a tag from being one is none of them.
fn pieces(text: &str) -> impl Iterator<Item = ShownChar<'_>> {
    let text = text.trim_end_matches(|c| is_space(c) || is_line_end(c));
    let mut before: Option<char> = None;
    text.char_indices().filter_map(move |(at, c)| {
        let (written, behind) = text[at..].split_at(c.len_utf8());
        if is_escape(c, behind) {
            return None;
        }
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
