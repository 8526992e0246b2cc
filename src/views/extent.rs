//! How far a report and its tables reach: the header rows over a table, what stands round the report on its page, lines that number pages.
//!
//! In: what was read of a report. Out: spans of what was read, which views fold away, colour and select.

use crate::align::is_page_line;
use crate::form::lexicon::Name;
use crate::narrative::{body, date_at_end};
use crate::reading::{ReportReading, TableReading};
use crate::span::Span;
use crate::words::folded;

/// A signature is short, in bytes.
const MAX_SIGNATURE: usize = 240;

/// The rows over the first row of a table that name its columns; `None` if there are none.
pub fn header(report: &ReportReading, table: &TableReading) -> Option<Span> {
    let aligned = &report.aligned;
    let document = &aligned.document;
    let heading = aligned.heading(table.spec().section)?;
    let is_word_of_table = |cell: &crate::syntax::Cell| {
        let hash = aligned.fold().hash(document.at(cell.span));
        let names = aligned.kit().lexicon.exact(hash);
        !cell.span.is_empty()
            && names.iter().any(|label| {
                let is_over = matches!(label.name, Name::Header(..) | Name::Column(..));
                is_over && label.name.table() == Some(table.spec)
            })
    };
    let above = document.rows.get(heading.row + 1..)?;
    let above = above
        .iter()
        .take_while(|row| row.span.end <= first_label(table));
    let mut header = above.skip_while(|row| !document.cells_of(row).iter().any(is_word_of_table));
    let first = header.next()?.span;
    Some(first.to(header.last().map_or(first, |row| row.span)))
}

/// A table with its header rows.
pub fn whole(report: &ReportReading, table: &TableReading) -> Span {
    let header = header(report, table);
    header.map_or(table.span, |header| header.to(table.span))
}

/// Where the first row that has a label of its own, or its first value, begins.
fn first_label(table: &TableReading) -> u32 {
    let rows = table.rows.iter().filter(|row| !row.span.is_empty());
    let starts = rows.map(|row| row.span.start);
    starts.min().unwrap_or(table.span.start)
}

/// What stands before a report on its page; `None` if it begins with its title.
pub fn before(report: &ReportReading) -> Option<Span> {
    let aligned = &report.aligned;
    let title = aligned.title.as_ref()?;
    let rows = aligned.document.rows.get(..title.first_row)?;
    rows.first()?;
    let name = body::name(aligned);
    // The title may name nobody: then the line over it does.
    let is_name = |line: &str| Some(folded(line, aligned.fold())) == name;
    let last = rows
        .iter()
        .rev()
        .find(|row| !is_name(aligned.document.at(aligned.document.line_span(row))))?;
    Some(rows.first()?.span.to(last.span))
}

/// What stands behind the signature of a report on its page; `None` if nothing does, or it is not signed.
pub fn behind(report: &ReportReading) -> Option<Span> {
    let aligned = &report.aligned;
    let document = &aligned.document;
    let tables = report.found_tables().map(|table| table.span.end);
    let last = aligned.headings.main.last()?;
    let from = tables.max().unwrap_or(0).max(last.span.end);
    let first = document.rows.partition_point(|row| row.span.start < from);
    let rows = document.rows.get(first..)?;
    let signed = rows.iter().position(|row| {
        row.span.len() <= MAX_SIGNATURE
            && date_at_end(document.at(document.line_span(row))).is_some()
    })?;
    let rows = rows.get(signed + 1..)?;
    rows.first()?;
    let name = body::name(aligned);
    let is_name = |line: &str| Some(folded(line, aligned.fold())) == name;
    // Some sign below the date.
    let mut rest = rows
        .iter()
        .skip_while(|row| is_name(document.at(document.line_span(row))));
    let first = rest.next()?.span;
    Some(first.to(rest.last().map_or(first, |row| row.span)))
}

/// The lines that belong to the page and not to the report: what stands round it, and the numbers of pages.
pub fn furniture(report: &ReportReading) -> impl Iterator<Item = Span> {
    let document = &report.aligned.document;
    let around = [before(report), behind(report)];
    document.rows.iter().filter_map(move |row| {
        let line = document.line_span(row);
        let is_around = around
            .iter()
            .flatten()
            .any(|around| around.start <= row.span.start && row.span.end <= around.end);
        (is_around || is_page_line(document.at(line))).then_some(row.span)
    })
}
