//! What was shown of each table, kept for the next time that it is asked for.
//!
//! In: a reading, and what was shown of the one before. Out: what each view shows of it afresh. A table that an edit has left as it was keeps its
//! figures, the very same; what was shown of it is true of it still, moved by as much as the table has moved. What stands between the tables is little
//! and looked at each time.

use std::sync::Arc;

use super::folds::{FoldedRange, folds_again};
use super::hints::{ColumnNames, Hint, hints_again};
use super::summary::{TableSummary, summaries_again};
use super::tokens::{ColouredToken, tokens_again};
use crate::door::{Origin, Span};
use crate::figures::Figures;
use crate::reading::{Reading, ReportReading, TableReading};

/// What the views that editors ask for after each keystroke have shown of a text that is edited. It belongs to the readings of that text.
#[derive(Debug, Default)]
pub struct ViewMemory {
    tokens: TableMemory<Vec<ColouredToken>>,
    folds: TableMemory<Vec<FoldedRange>>,
    dues: TableMemory<Vec<(usize, i64)>>,
    summaries: TableMemory<TableSummary>,
}

impl ViewMemory {
    /// The same as [`tokens`](super::tokens::tokens).
    pub fn tokens(&mut self, reading: &Reading, within: Option<Span>) -> Vec<ColouredToken> {
        tokens_again(reading, within, &mut self.tokens)
    }

    /// The same as [`folds`](super::folds::folds).
    pub fn folds(&mut self, reading: &Reading) -> Vec<FoldedRange> {
        folds_again(reading, &mut self.folds)
    }

    /// The same as [`hints`](super::hints::hints).
    pub fn hints(&mut self, reading: &Reading, within: Span, columns: ColumnNames) -> Vec<Hint> {
        hints_again(reading, (within, columns), &mut self.dues)
    }

    /// The same as [`summaries`](super::summary::summaries).
    pub fn summaries(&mut self, reading: &Reading) -> Vec<TableSummary> {
        summaries_again(reading, &mut self.summaries)
    }
}

/// A table of a report, as a view is asked about it.
#[derive(Clone, Copy)]
pub(super) struct AskedTable<'r> {
    pub report: &'r ReportReading,
    pub table: &'r TableReading,
    pub origin: Origin<'r>,
}

impl AskedTable<'_> {
    /// Where it begins, in bytes of the opened text.
    fn start(&self) -> u32 {
        self.origin.place(self.table.span).start
    }

    /// Whether its section has a heading: that stands outside of it.
    fn has_heading(&self) -> bool {
        let section = self.table.spec().section;
        self.report.aligned.heading(section).is_some()
    }
}

/// What a view has said of each table of a text, by their order.
#[derive(Debug)]
pub(super) struct TableMemory<T>(Vec<Option<ToldTable<T>>>);

impl<T> Default for TableMemory<T> {
    fn default() -> Self {
        TableMemory(Vec::new())
    }
}

/// What was said last of a table.
#[derive(Debug)]
struct ToldTable<T> {
    /// The figures of the table that it was said of.
    figures: Arc<Figures>,
    has_heading: bool,
    start: u32,
    answer: T,
}

impl<T> TableMemory<T> {
    /// Tells what is to be said of each table that a text has, in order, and by how many bytes that has moved since it was said; asks for what is
    /// not known.
    pub(super) fn each<'r>(
        &mut self,
        reading: &'r Reading,
        ask: impl Fn(AskedTable<'r>) -> T,
        mut tell: impl FnMut(AskedTable<'r>, &T, Moved),
    ) {
        let mut n = 0;
        for (report, origin) in reading.reports() {
            for table in &report.tables {
                if self.0.len() == n {
                    self.0.push(None);
                }
                let known = &mut self.0[n];
                n += 1;
                if !table.is_found {
                    *known = None;
                    continue;
                }
                let asked = AskedTable {
                    report,
                    table,
                    origin,
                };
                let last = ToldTable::of(known.take(), asked, &ask);
                let moved = Moved(asked.start().wrapping_sub(last.start));
                tell(asked, &last.answer, moved);
                *known = Some(last);
            }
        }
        self.0.truncate(n);
    }
}

impl<T> ToldTable<T> {
    fn of<'r>(
        known: Option<ToldTable<T>>,
        asked: AskedTable<'r>,
        ask: &impl Fn(AskedTable<'r>) -> T,
    ) -> Self {
        let (figures, has_heading) = (&asked.table.figures, asked.has_heading());
        let is_the_same = |last: &ToldTable<T>| {
            Arc::ptr_eq(&last.figures, figures) && last.has_heading == has_heading
        };
        known.filter(is_the_same).unwrap_or_else(|| ToldTable {
            figures: Arc::clone(figures),
            has_heading,
            start: asked.start(),
            answer: ask(asked),
        })
    }
}

/// By how many bytes something has moved; backwards round the end of the numbers.
#[derive(Clone, Copy)]
pub(super) struct Moved(u32);

impl Moved {
    /// Where a place is now.
    pub(super) fn place(self, span: Span) -> Span {
        Span::over(
            span.start.wrapping_add(self.0),
            span.end.wrapping_add(self.0),
        )
    }
}
