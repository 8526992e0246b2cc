//! The rows that a table lacks, offered where a label is due.

use super::{Caret, Offer, OfferKind};
use crate::align::RowState;
use crate::chars::is_space;
use crate::door::{Edit, Span};
use crate::form::lexicon::{Name, is_subsequence};
use crate::reading::TableReading;
use crate::skeleton::Skeleton;
use crate::syntax::Surface;

impl<'r> Caret<'r> {
    /// The table that the place's line belongs to or goes on, if a mark sets cells apart on it.
    pub(super) fn table_of_line(&self) -> Option<&'r TableReading> {
        let line = self.text.get(self.line.clone())?;
        if !line.contains(Surface::is_any_mark) {
            return None;
        }
        let section = self.section();
        let mut tables = self.report.found_tables();
        tables.find(|table| Some(table.spec().section) == section)
    }

    /// The rows that a table lacks, those that belong here first.
    pub(super) fn rows(&self, table: &'r TableReading) -> Vec<Offer> {
        let Some(cell) = self.label_cell() else {
            return Vec::new();
        };
        let typed = self
            .text
            .get(cell.start as usize..self.at)
            .unwrap_or_default();
        let typed = typed.trim_start_matches(is_space);
        let spec = table.spec();
        let lacks = |row: &usize| {
            let row = &table.rows[*row];
            let is_this = self
                .place(row.span)
                .touches(Span::new(self.line.start, self.line.end));
            row.state == RowState::Missing || (row.label.is_none() && is_this)
        };
        let fits = |row: &usize| is_subsequence(typed.chars(), spec.rows[*row].label.chars());
        let mut rows: Vec<usize> = (0..spec.rows.len()).filter(lacks).filter(fits).collect();
        let above = self.rows_above(table);
        // Behind the row above comes the next one; what belongs further up comes last.
        rows.sort_by_key(|&row| (row < above, row));
        rows.into_iter()
            .map(|row| self.row(table, row, cell))
            .collect()
    }

    /// How many rows of the form come to their end above the place.
    fn rows_above(&self, table: &TableReading) -> usize {
        let is_above = |row: &usize| {
            let row = &table.rows[*row];
            let is_there = row.state != RowState::Missing && row.label.is_some();
            is_there && self.place(row.span).end as usize <= self.line.start
        };
        let rows = (0..table.rows.len()).rev();
        rows.into_iter().find(is_above).map_or(0, |row| row + 1)
    }

    /// The cell round the place, without the spaces round its words, if nothing but labels and blank cells stand in front of it on the line, and no number in it.
    fn label_cell(&self) -> Option<Span> {
        let before = self.before();
        let has_number = |cell: &str| {
            cell.contains(|c: char| c.is_ascii_digit()) && !cell.contains(char::is_alphabetic)
        };
        let mut cells: Vec<&str> = before.split(Surface::is_any_mark).collect();
        let own = cells.pop()?;
        if cells.into_iter().any(has_number) {
            return None;
        }
        let start = self.at - own.len() + (own.len() - own.trim_start_matches(is_space).len());
        let after = self.after();
        let rest = after.split(Surface::is_any_mark).next().unwrap_or_default();
        let end = self.at + rest.trim_end_matches(is_space).len();
        Some(Span::new(start, end))
    }

    fn row(&self, table: &TableReading, row: usize, cell: Span) -> Offer {
        let spec = table.spec();
        let label = spec.rows[row].label.clone();
        let line = self.text.get(self.line.clone()).unwrap_or_default();
        let own = cell.of(self.text);
        let rest = line.replacen(own, "", usize::from(!own.is_empty()));
        let is_bare = rest.chars().all(|c| is_space(c) || Surface::is_any_mark(c));
        let is_marked = rest.chars().filter(|c| Surface::is_any_mark(*c)).count()
            < spec.rows[row].columns.len();
        let edit = match is_bare && is_marked {
            // The line holds nothing else: all of the row is written.
            true => Edit {
                span: Span::new(self.line.start, self.line.end),
                text: self.blank_row(table, row),
            },
            false => Edit {
                span: cell.to(Span::at(self.at)),
                text: label.clone(),
            },
        };
        let path = spec.row_path(row);
        Offer {
            kind: OfferKind::Row,
            label,
            detail: path[..path.len() - 1].join(" / "),
            edit,
            about: Some(Name::Row(table.spec, row)),
        }
    }

    /// A row with blank cells, as its neighbours are written.
    fn blank_row(&self, table: &TableReading, row: usize) -> String {
        let (aligned, spec) = (&self.report.aligned, table.spec());
        let like = table.blank_row(&aligned.document, spec, row);
        like.unwrap_or_else(|| {
            let blanks = vec![String::new(); spec.rows[row].columns.len()];
            let skeleton = Skeleton::for_report(aligned);
            let line = skeleton.row(&spec.rows[row].label, &blanks);
            line.trim_end_matches(crate::lines::is_line_end).to_owned()
        })
    }
}
