//! The sentences of a report as one folded text.
//!
//! In: an aligned report. Out: its paragraphs without spaces, in half-width digits and marks, lines broken by a page width joined again, and the way
//! back to the report's own bytes. Deliberately absent: tables; a cell is no sentence.

mod lines;
mod places;

pub(super) use lines::is_line;

use std::ops::Range;

use crate::align::{AlignedReport, AlignedTable};
use crate::form::fold::Fold;
use crate::span::Span;
use crate::syntax::{Damage, Document};
use crate::words::{HEADING, Lexis, PARAGRAPH, fold_char};
use lines::{sentence_lines, starts_paragraph};

/// The folded sentences of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Prose {
    /// Paragraphs, each ended by [`PARAGRAPH`] or [`HEADING`].
    pub text: String,
    /// In order, without gaps between them.
    pub paragraphs: Vec<Paragraph>,
    /// The stretches of `text` in order, without gaps between them.
    stretches: Vec<Stretch>,
    /// What was folded of each line, in order.
    pieces: Vec<FoldedLine>,
    /// Where the open paragraph last shows a sign that something is stated.
    last_statement: Option<usize>,
}

/// A paragraph of the folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// To the end of its last sentence that states something. Nothing behind it says anything, or is referred to by what does.
    pub telling: Range<usize>,
    /// The byte of the mark that ends it.
    pub end: usize,
}

/// A part of the folded text that comes from one place of the report.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stretch {
    /// Its first byte in the folded text.
    at: u32,
    /// Its first byte in the report.
    from: u32,
    /// Whether it is the same in both; otherwise all of it stands for one character of the report.
    is_same: bool,
}

/// What was folded of one line.
#[derive(Clone, Copy, Debug, PartialEq)]
struct FoldedLine {
    /// Where it comes from, in bytes of the report.
    from: Span,
    /// Its first byte in the folded text, and the byte behind it.
    text: (u32, u32),
    /// Its first stretch, and the one behind it.
    stretches: (u32, u32),
    /// Where it last shows a sign that something is stated, from its first byte.
    states: Option<u32>,
}

/// The marks at which a reader ends a sentence.
const SENTENCE_ENDS: [char; 3] = ['。', '!', '?'];
/// A line of fewer characters is not broken by the width of a page.
const FULL_LINE: usize = 20;
/// A line of more characters is no heading.
const MAX_HEADING: usize = 30;

impl Prose {
    /// The sentences of a report: everything between title and end that is in no table.
    /// `earlier` are those of the document that has become this one.
    pub(super) fn of(
        report: &AlignedReport,
        tables: &[AlignedTable],
        lexis: &Lexis,
        earlier: Option<(&Prose, &Damage)>,
    ) -> Prose {
        let document = &report.document;
        let title = report.title.as_ref();
        let first = title.map_or(0, |title| title.last_row);
        let title_end = title.map_or(0, |title| title.span.end);
        let mut prose = Prose {
            text: String::with_capacity(document.text.len() / 2),
            stretches: Vec::with_capacity(document.text.len() / 32),
            ..Prose::default()
        };
        let lost: Vec<Span> = (tables.iter().filter_map(|table| table.run_together)).collect();
        let mut tables = tables.iter().filter(|table| table.is_found);
        let mut table = tables.next();
        let mut headings = report.headings.main.iter().peekable();
        let mut is_open = false;
        // Sentences may stand between the rows of a table, and above the first one.
        let mut prose_until = 0;
        for (at, row) in document.rows.iter().enumerate().skip(first) {
            while table.is_some_and(|table| table.span.end <= row.span.start) {
                table = tables.next();
            }
            let in_table = table.is_some_and(|table| table.span.touches(row.span));
            if in_table && at >= prose_until {
                prose_until = at + sentence_lines(document, at);
            }
            if in_table && at >= prose_until || !is_line(document, row) {
                prose.close(&mut is_open, PARAGRAPH);
                continue;
            }
            let line = document.line_span(row);
            let mut start = line.start.max(title_end);
            while let Some(heading) = headings.next_if(|heading| heading.row <= at) {
                if heading.row == at {
                    // A page whose line ends are lost has text between the headings of one line.
                    let before = Span::over(start, heading.span.start.max(start));
                    if document.at(before).contains(char::is_alphanumeric) {
                        prose.push_between(&lost, before, (report, lexis), earlier);
                        is_open = true;
                    }
                    prose.close(&mut is_open, PARAGRAPH);
                    prose.add(document, heading.span, (report.fold(), lexis), earlier);
                    prose.end(HEADING);
                    start = heading.span.end.max(start);
                }
            }
            let span = Span::over(start, line.end.max(start));
            let text = document.at(span);
            if text.is_empty() {
                continue;
            }
            if is_open && (row.gap > 1 || starts_paragraph(text)) {
                prose.close(&mut is_open, PARAGRAPH);
            }
            let begin = prose.text.len();
            let opens = !is_open;
            prose.push_between(&lost, span, (report, lexis), earlier);
            is_open = true;
            let pushed = prose.text.get(begin..).unwrap_or_default();
            let length = pushed.chars().count();
            let ends = pushed.ends_with(['。', ';', '!', '?', ':']);
            if ends || length < FULL_LINE {
                // 主动公开： says what the lines below it are about.
                let is_lead = opens && prose.last_statement.is_none() && pushed.ends_with(':');
                // ①新收：18 件 states a number.
                let is_item = prose.ends_in_count(lexis);
                let is_heading = (is_lead || !ends && !is_item && starts_paragraph(pushed))
                    && length <= MAX_HEADING
                    && !pushed.contains(',');
                prose.close(&mut is_open, if is_heading { HEADING } else { PARAGRAPH });
            }
        }
        prose.close(&mut is_open, PARAGRAPH);
        prose.text.shrink_to_fit();
        prose.stretches.shrink_to_fit();
        prose
    }

    /// Whether the text so far ends in a measure word behind a number.
    fn ends_in_count(&self, lexis: &Lexis) -> bool {
        let last = self.last_statement.unwrap_or(self.text.len());
        let rest = self.text.get(last..).unwrap_or_default();
        let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let at = self.text.len() - unit.len();
        let first = unit.chars().next();
        let word = first.and_then(|first| lexis.word(&self.text, at, first));
        word.is_some_and(|(entry, end)| !entry.unit_of.is_empty() && end == self.text.len())
    }

    fn close(&mut self, is_open: &mut bool, mark: char) {
        if std::mem::take(is_open) {
            self.end(mark);
        }
    }

    fn end(&mut self, mark: char) {
        let from = self.place(self.text.len().saturating_sub(1));
        self.stretch(from, false);
        let start = self.paragraphs.last().map_or(0, |last| last.end + 1);
        let end = self.text.len();
        let told = match self.last_statement.take() {
            // What paragraphs are about is said by the headings above them.
            _ if mark == HEADING => end,
            None => start,
            Some(last) => {
                let rest = self.text.get(last..).unwrap_or_default();
                let ends = rest.match_indices(SENTENCE_ENDS).next();
                ends.map_or(end, |(more, mark)| last + more + mark.len())
            }
        };
        self.paragraphs.push(Paragraph {
            telling: start..told,
            end,
        });
        self.text.push(mark);
    }

    /// Begins a stretch behind what is there.
    fn stretch(&mut self, from: u32, is_same: bool) {
        let at = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        self.stretches.push(Stretch { at, from, is_same });
    }

    fn push(&mut self, document: &Document, span: Span, fold: &Fold, lexis: &Lexis) {
        let source = document.at(span);
        let place = |at: usize| span.start.saturating_add(at as u32);
        // Most characters stand for themselves and are taken over by the run.
        let (mut run, mut before) = (0, ' ');
        let mut last_statement = None;
        for (at, c) in source.char_indices() {
            if at < run {
                continue;
            }
            if let Some(states) = lexis.stays_and_states(before, c) {
                if states {
                    last_statement = Some(at);
                }
                before = c;
                continue;
            }
            self.push_run(source.get(run..at), place(run), &mut last_statement, run);
            run = at + c.len_utf8();
            let rest = source.get(run..).unwrap_or_default();
            run += fold_char(c, rest, fold, |c| {
                self.stretch(place(at), false);
                if lexis.states(before, c) {
                    self.last_statement = Some(self.text.len());
                }
                before = c;
                self.text.push(c);
            });
        }
        self.push_run(source.get(run..), place(run), &mut last_statement, run);
    }

    /// Adds a run that begins at byte `first` of a line, and takes note of the last statement in it, by its byte of the line.
    fn push_run(&mut self, run: Option<&str>, from: u32, states: &mut Option<usize>, first: usize) {
        if let Some(run) = run.filter(|run| !run.is_empty()) {
            if let Some(at) = states.take() {
                self.last_statement = Some(self.text.len() + at - first);
            }
            self.stretch(from, true);
            self.text.push_str(run);
        }
    }
}
