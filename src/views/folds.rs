//! What can be folded away: sections, tables, their header rows, runs of rows that state nothing but 0, and what stands round the report.

use super::extent;
use super::memory::{AskedTable, TableMemory};
use crate::door::{Origin, Span};
use crate::lines::has_line_end;
use crate::reading::{Reading, ReportReading, TableReading};
use crate::span;

/// What a fold hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoldKind {
    /// A section under its heading.
    Section,
    /// A table with its header rows.
    Table,
    /// The header rows of a table.
    Header,
    /// Rows that follow each other and state nothing but 0.
    Zeros,
    /// What stands before the title or behind the signature, such as the menus of a page.
    Around,
}

/// A stretch that can be folded away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoldedRange {
    /// From the first to the last character, in bytes of the opened text. What stands on the line of its first character stays visible.
    pub span: Span,
    /// What it hides.
    pub kind: FoldKind,
}

/// Rows of zeros that are worth a fold.
const MIN_ZEROS: usize = 3;

/// Everything that can be folded away, sorted; the stretches nest and never cross.
pub fn folds(reading: &Reading) -> Vec<FoldedRange> {
    folds_again(reading, &mut TableMemory::default())
}

pub(super) fn folds_again(
    reading: &Reading,
    known: &mut TableMemory<Vec<FoldedRange>>,
) -> Vec<FoldedRange> {
    let mut all = Vec::new();
    known.each(reading, folds_of, |_, folds, moved| {
        all.extend(folds.iter().map(|fold| FoldedRange {
            span: moved.place(fold.span),
            ..*fold
        }));
    });
    for (report, origin) in reading.reports() {
        let around = [extent::before(report), extent::behind(report)];
        let around = around.into_iter().flatten();
        all.extend(around.filter_map(|around| fold(report, origin, FoldKind::Around, around)));
        let sections = report.aligned.headings.main.iter();
        let sections = sections.map(|heading| heading.span.to(heading.body));
        all.extend(sections.filter_map(|span| fold(report, origin, FoldKind::Section, span)));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The folds of a table.
fn folds_of(asked: AskedTable<'_>) -> Vec<FoldedRange> {
    let AskedTable {
        report,
        table,
        origin,
    } = asked;
    let header = extent::header(report, table);
    let whole = header.map_or(table.span, |header| header.to(table.span));
    let header = header.map(|header| (FoldKind::Header, header));
    let zeros = runs_of_zeros(table).into_iter();
    let zeros = zeros.map(|zeros| (FoldKind::Zeros, zeros));
    let all = [(FoldKind::Table, whole)].into_iter();
    all.chain(header)
        .chain(zeros)
        .filter_map(|(kind, span)| fold(report, origin, kind, span))
        .collect()
}

/// The fold over a stretch; `None` if that is but one line.
fn fold(
    report: &ReportReading,
    origin: Origin<'_>,
    kind: FoldKind,
    span: span::Span,
) -> Option<FoldedRange> {
    let text = report.aligned.document.at(span);
    // What marks the next heading stands in front of it.
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || c == '#');
    let start = span.start as usize;
    let span = span::Span::new(start, start + text.len());
    has_line_end(text).then(|| FoldedRange {
        span: origin.place(span),
        kind,
    })
}

/// The runs of rows that state nothing but 0, where they stand one below the other.
fn runs_of_zeros(table: &TableReading) -> Vec<span::Span> {
    let spec = table.spec();
    let is_zero = |row: usize| {
        let cells =
            spec.rows[row].first_cell..spec.rows[row].first_cell + spec.rows[row].columns.len();
        let slots = table.slots.get(cells).unwrap_or_default();
        slots
            .iter()
            .all(|slot| slot.is_placed() && slot.whole() == Some(0))
    };
    let mut rows: Vec<usize> = (0..spec.rows.len()).filter(|&row| is_zero(row)).collect();
    rows.sort_by_key(|&row| table.rows[row].span.start);
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for row in rows {
        match runs
            .last_mut()
            .filter(|run| run.last().is_some_and(|last| last + 1 == row))
        {
            Some(run) => run.push(row),
            None => runs.push(vec![row]),
        }
    }
    let long = runs.into_iter().filter(|run| run.len() >= MIN_ZEROS);
    long.filter_map(|run| {
        let spans = run.iter().map(|&row| table.rows[row].span);
        spans.reduce(|a, b| a.to(b)).filter(|span| !span.is_empty())
    })
    .collect()
}
