//! Tables that the form does not have, and what the drawing of all tables shares.

use super::lines::on_one_line;
use super::marks::FindingMarks;
use super::{CellRole, SheetCell, SheetGrid, SheetRow};
use crate::door::Origin;
use crate::span::Span;
use crate::syntax::{Document, Row};

/// Rows of a report as a table of its own, each with the cells that it has.
pub(super) fn own(
    document: &Document,
    origin: Origin<'_>,
    rows: &[&Row],
    marks: &mut FindingMarks,
) -> SheetGrid {
    let n_columns = rows.iter().map(|row| row.n_cells as usize).max();
    let mut grid = SheetGrid {
        n_columns: n_columns.unwrap_or(1),
        n_header_rows: usize::from(rows.len() > 1),
        ..SheetGrid::default()
    };
    for row in rows {
        let cells = document.cells_of(row).iter().map(|cell| cell.span);
        let is_delimiter = |span: Span| {
            let text = document.at(span);
            text.contains("--") && text.chars().all(|c| matches!(c, '-' | ':'))
        };
        if cells.clone().all(is_delimiter) {
            continue;
        }
        let mut drawn = SheetRow::default();
        for (column, span) in cells.enumerate() {
            let cell = SheetCell::of(CellRole::Plain, column, String::new());
            drawn
                .cells
                .push(written(document, origin, cell, span, marks));
        }
        grid.rows.push(drawn);
    }
    let span = rows.iter().map(|row| row.span).reduce(Span::to);
    grid.span = origin.place(span.unwrap_or_default());
    grid
}

/// Gives short rows the blank cells that they lack.
pub(super) fn fill_up(grid: &mut SheetGrid) {
    for row in &mut grid.rows {
        for column in row.cells.len()..grid.n_columns {
            let cell = SheetCell::of(CellRole::Plain, column, String::new());
            row.cells.push(cell);
        }
    }
}

/// A cell that says what is written at a place.
pub(super) fn written(
    document: &Document,
    origin: Origin<'_>,
    cell: SheetCell,
    span: Span,
    marks: &mut FindingMarks,
) -> SheetCell {
    let place = origin.place(span);
    SheetCell {
        text: on_one_line(document.at(span)),
        span: Some(place),
        findings: marks.take(place),
        ..cell
    }
}

/// Puts cells side by side from column `first` on; the last covers what is left of `n` columns.
pub(super) fn spread(cells: &mut [SheetCell], first: usize, n: usize) {
    let n_cells = cells.len();
    for (at, cell) in cells.iter_mut().enumerate() {
        cell.column = first + at;
    }
    if let Some(last) = cells.last_mut() {
        last.n_columns = (n + 1).saturating_sub(n_cells).max(1);
    }
}
