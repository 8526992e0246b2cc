//! Title, sections, tables and rows of a report, for an outline view.

use crate::align::RowState;
use crate::door::{self, Origin};
use crate::reading::{Reading, ReportReading, TableReading};
use crate::span::Span;

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineItem {
    /// What it is.
    pub kind: OutlineKind,
    /// As written in the text.
    pub name: String,
    /// The whole thing, in bytes.
    pub span: door::Span,
    /// Its heading or label, inside `span`.
    pub name_span: door::Span,
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
    let reports = reading.reports();
    reports
        .flat_map(|(report, origin)| Outline { report, origin }.items())
        .collect()
}

/// A report whose outline is drawn.
struct Outline<'r> {
    report: &'r ReportReading,
    origin: Origin<'r>,
}

impl Outline<'_> {
    fn items(&self) -> Vec<OutlineItem> {
        let aligned = &self.report.aligned;
        let headings = aligned.headings.main.iter();
        let sections: Vec<OutlineItem> = headings
            .map(|heading| {
                let tables = self.report.found_tables();
                let tables = tables.filter(|table| table.spec().section == heading.section);
                let whole = heading.span.to(heading.body);
                let tables = tables.map(|table| self.table(table)).collect();
                self.item(OutlineKind::Section, heading.span, whole, tables)
            })
            .collect();
        match &aligned.title {
            Some(title) => {
                let whole = title.span.to(Span::at(aligned.document.text.len()));
                vec![self.item(OutlineKind::Report, title.span, whole, sections)]
            }
            None => sections,
        }
    }

    fn table(&self, table: &TableReading) -> OutlineItem {
        let section = &self.report.aligned.edition().sections[table.spec().section];
        let rows = table
            .rows
            .iter()
            .filter(|row| row.state != RowState::Missing);
        let rows = rows
            .filter_map(|row| Some(self.item(OutlineKind::Row, row.label?, row.span, Vec::new())))
            .collect();
        let front = Span::at(table.span.start as usize);
        OutlineItem {
            name: section.title.clone(),
            ..self.item(OutlineKind::Table, front, table.span, rows)
        }
    }

    fn item(
        &self,
        kind: OutlineKind,
        name: Span,
        whole: Span,
        children: Vec<OutlineItem>,
    ) -> OutlineItem {
        let words = self.report.aligned.document.at(name).split_whitespace();
        let name_text = words.collect::<Vec<_>>().join(" ");
        let span = self.origin.place(whole.to(name));
        // Where text would be written in front of a table may lie outside it.
        let name_span = match name.is_empty() {
            true => door::Span::at(span.start as usize),
            false => self.origin.place(name),
        };
        OutlineItem {
            kind,
            name: name_text,
            span,
            name_span,
            children,
        }
    }
}
