//! What can be folded away: sections, tables, their header rows, runs of rows that state nothing but 0, and what stands round the report.

use super::extent;
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
    let mut all = Vec::new();
    for (report, origin) in reading.reports() {
        fold_report(report, origin, &mut all);
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn fold_report(report: &ReportReading, origin: Origin<'_>, all: &mut Vec<FoldedRange>) {
    let aligned = &report.aligned;
    let mut push = |kind: FoldKind, span: span::Span| {
        let text = aligned.document.at(span);
        // What marks the next heading stands in front of it.
        let text = text.trim_end_matches(|c: char| c.is_whitespace() || c == '#');
        let end = span.start as usize + text.len();
        let span = span::Span::new(span.start as usize, end);
        if has_line_end(text) {
            let span = origin.place(span);
            all.push(FoldedRange { span, kind });
        }
    };
    let around = [extent::before(report), extent::behind(report)];
    for around in around.into_iter().flatten() {
        push(FoldKind::Around, around);
    }
    for heading in &aligned.headings.main {
        push(FoldKind::Section, heading.span.to(heading.body));
    }
    for table in report.found_tables() {
        push(FoldKind::Table, extent::whole(report, table));
        if let Some(header) = extent::header(report, table) {
            push(FoldKind::Header, header);
        }
        for zeros in runs_of_zeros(table) {
            push(FoldKind::Zeros, zeros);
        }
    }
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
