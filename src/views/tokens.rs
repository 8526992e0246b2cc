//! What stands where, for colours: headings, labels, totals, numbers, zeros, numbers of sentences that are compared, what belongs to the page.
//!
//! In: a reading. Out: [`ColouredToken`]s, sorted, apart from each other and each within one line. In plain text there is no other colour.

use super::extent;
use super::memory::{AskedTable, TableMemory};
use crate::door::{Origin, Span};
use crate::lines::{is_line_end, is_plainly_one_word};
use crate::reading::{Reading, ReportReading};
use crate::span;
use crate::syntax::value::Value;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// The title, or the heading of a section.
    Heading,
    /// The label of a row.
    Label,
    /// A number of a table, or what stands in the place of one.
    Number,
    /// A number of a sentence that is compared with the tables.
    Mention,
    /// What belongs to the page and not to the report: menus round it, numbers of pages.
    Furniture,
}

/// Something that has a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ColouredToken {
    /// In bytes of the opened text; no line ends within it.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it is a total.
    pub is_total: bool,
    /// Whether it is 0.
    pub is_zero: bool,
    /// Whether some relation that it is the total of is broken, or the table says something else.
    pub is_broken: bool,
}

/// The tokens of a text, or of the stretch of it that `within` covers.
pub fn tokens(reading: &Reading, within: Option<Span>) -> Vec<ColouredToken> {
    tokens_again(reading, within, &mut TableMemory::default())
}

pub(super) fn tokens_again(
    reading: &Reading,
    within: Option<Span>,
    known: &mut TableMemory<Vec<ColouredToken>>,
) -> Vec<ColouredToken> {
    let mut all = Vec::new();
    known.each(reading, tokens_of, |_, tokens, moved| {
        all.extend(tokens.iter().map(|token| ColouredToken {
            span: moved.place(token.span),
            ..*token
        }));
    });
    // Tables may stand in another order than the form has them.
    if !all.is_sorted() {
        all.sort();
    }
    let (mut between, mut rest) = (Vec::new(), Vec::new());
    for (report, origin) in reading.reports() {
        let mut collector = Collector::new(report, origin);
        collector.headings();
        collector.mentions();
        between.append(&mut collector.tokens);
        collector.furniture();
        rest.append(&mut collector.tokens);
    }
    let mut all = merged(&all, between);
    if !rest.is_empty() {
        // What is part of the report is no part of the page.
        rest.retain(|token| {
            let next = all.partition_point(|other| other.span.end <= token.span.start);
            all.get(next)
                .is_none_or(|other| token.span.end <= other.span.start)
        });
        all = merged(&all, rest);
    }
    let mut all = apart(all);
    if let Some(within) = within {
        all.retain(|token| within.touches(token.span));
    }
    all
}

/// Sorted tokens, and a few more among them.
fn merged(mut all: &[ColouredToken], mut few: Vec<ColouredToken>) -> Vec<ColouredToken> {
    few.sort();
    let mut merged = Vec::with_capacity(all.len() + few.len());
    for token in few {
        let (before, behind) = all.split_at(all.partition_point(|other| *other <= token));
        merged.extend_from_slice(before);
        merged.push(token);
        all = behind;
    }
    merged.extend_from_slice(all);
    merged
}

/// Those of sorted tokens that no earlier one reaches into.
fn apart(mut all: Vec<ColouredToken>) -> Vec<ColouredToken> {
    let mut end = 0;
    all.retain(|token: &ColouredToken| {
        let is_clear = token.span.start >= end;
        if is_clear {
            end = token.span.end;
        }
        is_clear
    });
    all
}

struct Collector<'r> {
    report: &'r ReportReading,
    origin: Origin<'r>,
    tokens: Vec<ColouredToken>,
}

/// What stands in a table, sorted.
fn tokens_of(asked: AskedTable<'_>) -> Vec<ColouredToken> {
    let AskedTable { report, table, .. } = asked;
    let mut collector = Collector::new(report, asked.origin);
    let spec = table.spec();
    for (row, aligned) in spec.rows.iter().zip(&table.rows) {
        if let Some(label) = aligned.label {
            collector.push(label, TokenKind::Label, [row.is_total, false, false]);
        }
    }
    let breaches = table.figures.breaches(spec);
    let broken: Vec<usize> = breaches.iter().map(|b| b.relation.total).collect();
    for (cell, slot) in table.slots.iter().enumerate() {
        if !slot.is_placed() || slot.span().is_empty() {
            continue;
        }
        let is_zero = matches!(slot.value(), Some(Value::Number(_))) && slot.whole() == Some(0);
        let is_total = table.system().is_total(cell);
        let marks = [is_total, is_zero, broken.contains(&cell)];
        collector.push(slot.span(), TokenKind::Number, marks);
    }
    collector.tokens.sort();
    collector.tokens
}

impl<'r> Collector<'r> {
    fn new(report: &'r ReportReading, origin: Origin<'r>) -> Self {
        Collector {
            report,
            origin,
            tokens: Vec::new(),
        }
    }

    fn headings(&mut self) {
        let aligned = &self.report.aligned;
        let title = aligned.title.iter().map(|title| title.span);
        let headings = aligned.headings.main.iter().map(|heading| heading.span);
        for span in title.chain(headings) {
            self.push(span, TokenKind::Heading, [false; 3]);
        }
    }

    fn mentions(&mut self) {
        use crate::narrative::compare::{Verdict, verdict};
        for fact in &self.report.narrative.facts {
            let Some(table) = self.report.table(fact.table) else {
                continue;
            };
            let differs = matches!(verdict(fact, &table.figures), Verdict::Differs(_));
            self.push(
                fact.span,
                TokenKind::Mention,
                [false, fact.value == 0, differs],
            );
        }
    }

    fn furniture(&mut self) {
        for span in extent::furniture(self.report) {
            self.push(span, TokenKind::Furniture, [false; 3]);
        }
    }

    /// Adds the lines of a span, each by itself.
    fn push(&mut self, span: span::Span, kind: TokenKind, marks: [bool; 3]) {
        let text = self.report.aligned.document.at(span);
        if is_plainly_one_word(text) {
            return self.push_line(span, kind, marks);
        }
        let mut start = span.start as usize;
        for line in text.split(is_line_end_or_tab) {
            let trimmed = line.trim();
            let from = start + (line.len() - line.trim_start().len());
            // Behind the line comes a separator of one character or none.
            let rest = text
                .get(start - span.start as usize + line.len()..)
                .unwrap_or_default();
            start += line.len() + rest.chars().next().map_or(0, char::len_utf8);
            if !trimmed.is_empty() {
                self.push_line(span::Span::new(from, from + trimmed.len()), kind, marks);
            }
        }
    }

    fn push_line(
        &mut self,
        span: span::Span,
        kind: TokenKind,
        [is_total, is_zero, is_broken]: [bool; 3],
    ) {
        let place = self.origin.place(span);
        if !place.is_empty() {
            self.tokens.push(ColouredToken {
                span: place,
                kind,
                is_total,
                is_zero,
                is_broken,
            });
        }
    }
}

/// A tab ends a piece of a label as a line end does.
fn is_line_end_or_tab(c: char) -> bool {
    c == '\t' || is_line_end(c)
}
