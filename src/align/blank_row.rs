//! A row of the form without its numbers, laid out as its neighbours are.

use super::{AlignedTable, RowState};
use crate::edit::{Edit, apply};
use crate::form::TableSpec;
use crate::span::Span;
use crate::syntax::{Cell, Document};

impl AlignedTable {
    /// The line of a row with blank cells, by number, laid out as the row before or behind it is, rather a sister than a stranger; without a line end. `None`
    /// where a line is no row, or neither of the two is in its place.
    pub fn blank_row(&self, document: &Document, spec: &TableSpec, row: usize) -> Option<String> {
        if !self.surface.takes_lines() || !document.map.is_identity() {
            return None;
        }
        let is_there = |row: &usize| self.rows[*row].state == RowState::Placed;
        let is_sister = |other: &usize| spec.rows[*other].group == spec.rows[row].group;
        let before = row.checked_sub(1).filter(is_there);
        let after = Some(row + 1).filter(|&after| after < spec.rows.len());
        let after = after.filter(is_there);
        let sister = before.filter(is_sister).or(after.filter(is_sister));
        let model = sister.or(before).or(after)?;
        blank_like(document, self.rows[model].label?, &spec.rows[row].label)
    }
}

/// The line that `model` stands in, with `label` in its place and nothing in the other cells; `None` if no cell of the line has the whole of it.
fn blank_like(document: &Document, model: Span, label: &str) -> Option<String> {
    let line = document.line_of(model)?;
    let cells = document.cells_of(line);
    // A number that is stuck to the label stands in the same cell.
    let has_label = |cell: &Cell| cell.span.start <= model.start && model.end <= cell.span.end;
    cells.iter().find(|cell| has_label(cell))?;
    let edits = cells.iter().map(|cell| {
        let start = cell.span.start.checked_sub(line.span.start)? as usize;
        let text = if has_label(cell) { label } else { "" };
        Some(Edit {
            span: Span::new(start, start + cell.span.len()),
            text: text.to_string(),
        })
    });
    let edits: Option<Vec<Edit>> = edits.collect();
    Some(apply(document.at(line.span), &edits?))
}
