//! Title, sections, tables and rows of a report, for an outline view.

use crate::align::{AlignedReport, RowState};
use crate::reading::{Reading, ReportReading, TableReading};
use crate::several::of_each_report;
use crate::span::Span;

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineItem {
    /// What it is.
    pub kind: OutlineKind,
    /// As written in the text.
    pub name: String,
    /// The whole thing, in bytes.
    pub span: Span,
    /// Its heading or label, inside `span`.
    pub name_span: Span,
    /// What stands inside it.
    pub children: Vec<OutlineItem>,
}

/// What an outline entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutlineKind {
    /// The report, named by its title.
    Report,
    /// One of the official sections.
    Section,
    /// The official table of a section.
    Table,
    /// A row of a table.
    Row,
}

/// Title, sections, tables and rows of each report of a text; empty if the text is no report.
pub fn outline(reading: &Reading) -> Vec<OutlineItem> {
    of_each_report(reading, of_report)
}

fn of_report(reading: &ReportReading) -> Vec<OutlineItem> {
    let report = &reading.aligned;
    let sections: Vec<OutlineItem> = report
        .headings
        .main
        .iter()
        .map(|heading| {
            let tables = reading.found_tables();
            let tables = tables.filter(|table| table.spec().section == heading.section);
            item(
                report,
                OutlineKind::Section,
                heading.span,
                heading.span.to(heading.body),
                tables.map(|table| of_table(report, table)).collect(),
            )
        })
        .collect();
    match &report.title {
        Some(title) => {
            let whole = title.span.to(Span::at(report.document.text.len()));
            vec![item(
                report,
                OutlineKind::Report,
                title.span,
                whole,
                sections,
            )]
        }
        None => sections,
    }
}

fn of_table(report: &AlignedReport, table: &TableReading) -> OutlineItem {
    let spec = table.spec();
    let rows = table
        .rows
        .iter()
        .filter(|row| row.state != RowState::Missing);
    let rows = rows.filter_map(|row| {
        Some(item(
            report,
            OutlineKind::Row,
            row.label?,
            row.span,
            Vec::new(),
        ))
    });
    let mut of_table = item(
        report,
        OutlineKind::Table,
        Span {
            start: table.span.start,
            end: table.span.start,
        },
        table.span,
        rows.collect(),
    );
    of_table.name = report.edition().sections[spec.section].title.clone();
    of_table
}

fn item(
    report: &AlignedReport,
    kind: OutlineKind,
    name: Span,
    whole: Span,
    children: Vec<OutlineItem>,
) -> OutlineItem {
    let document = &report.document;
    let name_text: String = document
        .at(name)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let span = document.map.source(whole.to(name));
    // Where text would be written in front of a table may lie outside it.
    let name_span = match name.is_empty() {
        true => Span::at(span.start as usize),
        false => document.map.source(name),
    };
    OutlineItem {
        kind,
        name: name_text,
        span,
        name_span,
        children,
    }
}
