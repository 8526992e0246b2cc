//! The number cells of a row, as stated.

use super::grid::{spread, written};
use super::lines::on_one_line;
use super::official::{Drawn, Painter};
use super::{CellRole, SheetCell};
use crate::align::Slot;
use crate::span::Span;

impl Painter<'_, '_> {
    /// The values of a row, over `n` columns from `first` on.
    pub(super) fn values(&mut self, drawn: Drawn<'_>, first: usize, n: usize) -> Vec<SheetCell> {
        let row = match drawn {
            Drawn::Official(row) => row,
            Drawn::Own(own) if own.values.len() > n => {
                return vec![self.unplaced(&own.values, first, n)];
            }
            Drawn::Own(own) => {
                let document = &self.report.aligned.document;
                let cells = own.values.iter().map(|&cell| {
                    let span = document.cells[cell].span;
                    let cell = SheetCell::of(CellRole::Value, 0, String::new());
                    written(document, self.origin, cell, span, self.marks)
                });
                let mut cells: Vec<SheetCell> = cells.collect();
                if cells.is_empty() {
                    cells.push(SheetCell::of(CellRole::Value, 0, String::new()));
                }
                spread(&mut cells, first, n);
                return cells;
            }
        };
        if let Some((_, values)) = self.zone.unplaced.iter().find(|(at, _)| *at == row) {
            return vec![self.unplaced(values, first, n)];
        }
        let spec = &self.spec.rows[row];
        let slots = spec.first_cell..spec.first_cell + spec.columns.len();
        let slots = slots.map(|at| self.value(at, &self.table.slots[at], first));
        let mut cells: Vec<SheetCell> = slots.collect();
        spread(&mut cells, first, n);
        cells
    }

    pub(super) fn value(&mut self, at: usize, slot: &Slot, column: usize) -> SheetCell {
        let cell = SheetCell {
            path: Some(self.spec.cell_name(at)),
            ..SheetCell::of(CellRole::Value, column, String::new())
        };
        if matches!(slot, Slot::Absent(_)) {
            return cell;
        }
        let document = &self.report.aligned.document;
        written(document, self.origin, cell, slot.span(), self.marks)
    }

    /// Values that cannot be told from each other, side by side in one cell.
    pub(super) fn unplaced(
        &mut self,
        cells: &[usize],
        column: usize,
        n_columns: usize,
    ) -> SheetCell {
        let document = &self.report.aligned.document;
        let spans = cells.iter().map(|&cell| document.cells[cell].span);
        let texts = spans.clone().map(|span| on_one_line(document.at(span)));
        let texts: Vec<String> = texts.collect();
        let span = spans.reduce(Span::to).map(|span| self.origin.place(span));
        SheetCell {
            n_columns,
            span,
            findings: span.map_or_else(Vec::new, |span| self.marks.take(span)),
            pieces: texts.clone(),
            ..SheetCell::of(CellRole::Unplaced, column, texts.join(" / "))
        }
    }
}
