//! The stretches round a place, from the smallest to the whole report: number, row, group, table, section, report.

use super::spot::spot_at;
use crate::door::Span;
use crate::reading::{Reading, ReportReading, TableReading};
use crate::span;

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
        all.push(table.span);
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
