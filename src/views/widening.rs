//! The stretches round a place, from the smallest to the whole report: number, cell, row, group, table, section, report.

use super::extent;
use super::spot::spot_at;
use crate::chars::is_space;
use crate::door::Span;
use crate::reading::{Reading, ReportReading, TableReading};
use crate::span;
use crate::syntax::Surface;

/// The stretches that hold byte `at`, each within the next and none twice; empty outside a report.
pub fn widening(reading: &Reading, at: usize) -> Vec<Span> {
    let spot = spot_at(reading, at).map(|found| found.span);
    let holds = |span: &Span| span.start as usize <= at && at <= span.end as usize;
    for (report, origin) in reading.reports() {
        let around = stretches(report).into_iter().map(|span| origin.place(span));
        let mut all: Vec<Span> = around.chain(spot).filter(holds).collect();
        if all.is_empty() {
            continue;
        }
        all.sort_by_key(|span| (span.len(), span.start));
        let mut nested: Vec<Span> = Vec::new();
        for span in all {
            let fits =
                |inner: &Span| span.start <= inner.start && inner.end <= span.end && span != *inner;
            if nested.last().is_none_or(fits) {
                nested.push(span);
            }
        }
        return nested;
    }
    Vec::new()
}

/// Every stretch of a report that has a name.
fn stretches(report: &ReportReading) -> Vec<span::Span> {
    let aligned = &report.aligned;
    let mut all = Vec::new();
    for heading in &aligned.headings.main {
        all.push(heading.span);
        all.push(heading.span.to(heading.body));
    }
    for table in report.found_tables() {
        all.push(extent::whole(report, table));
        all.push(table.span);
        all.extend(padded_cells(report, table));
        all.extend(table.rows.iter().map(|row| row.span));
        all.extend(groups(table));
    }
    let facts = report.narrative.facts.iter();
    all.extend(facts.map(|fact| fact.clause));
    let start = aligned
        .title
        .as_ref()
        .map_or(0, |title| title.span.start as usize);
    all.extend(aligned.title.as_ref().map(|title| title.span));
    all.push(span::Span::new(start, aligned.document.text.len()));
    all.retain(|span| !span.is_empty());
    all
}

/// The number cells that are set apart by padded marks, with the spaces between mark and number, as far as their row reaches.
fn padded_cells<'r>(
    report: &'r ReportReading,
    table: &'r TableReading,
) -> impl Iterator<Item = span::Span> + 'r {
    let text = report.aligned.document.text.as_str();
    let spec = table.spec();
    let placed = table
        .slots
        .iter()
        .enumerate()
        .filter(|(_, slot)| slot.is_placed());
    placed.filter_map(move |(cell, slot)| {
        let (start, end) = (slot.span().start as usize, slot.span().end as usize);
        let before = text.get(..start)?.trim_end_matches(is_space);
        let after = text.get(end..)?.trim_start_matches(is_space);
        let is_mark = Surface::is_any_padded_mark;
        if !before.ends_with(is_mark) || !after.starts_with(is_mark) {
            return None;
        }
        let row = table.rows.get(spec.row_and_column(cell).0)?.span;
        let start = before.len().max(row.start as usize);
        let end = (text.len() - after.len()).min(row.end as usize);
        (start < end).then(|| span::Span::new(start, end))
    })
}

/// From the first to the last row of each group.
fn groups(table: &TableReading) -> impl Iterator<Item = span::Span> {
    let spec = table.spec();
    (0..spec.groups.len()).filter_map(move |group| {
        let rows = spec.rows.iter().zip(&table.rows);
        let members = rows.filter(|(row, _)| spec.group_path(row.group).contains(&group));
        let spans = members
            .map(|(_, row)| row.span)
            .filter(|span| !span.is_empty());
        spans.reduce(|a, b| a.to(b))
    })
}
