//! What is open in the innermost table: its row, its cell, and the elements inside that.

use super::super::projector::Projector;
use super::{OpenRow, OpenTable};

impl Projector {
    /// An element begins; its inside begins at byte `tag_end`.
    pub(in crate::syntax::html) fn open_in_cell(&mut self, tag_end: usize) {
        // What is written where nothing is shown would not be seen.
        let is_shown = !self.hidden;
        if let Some(cell) = self.open_row_mut().and_then(|row| row.cell.as_mut())
            && !cell.left
        {
            cell.depth += 1;
            if is_shown && cell.depth > cell.deepest {
                cell.deepest = cell.depth;
                cell.innermost = tag_end;
            }
        }
    }

    /// An element ends.
    pub(in crate::syntax::html) fn close_in_cell(&mut self) {
        if let Some(cell) = self.open_row_mut().and_then(|row| row.cell.as_mut()) {
            cell.depth = cell.depth.saturating_sub(1);
        }
    }

    /// Whether text belongs to a cell, and not to a line.
    pub(in crate::syntax::html) fn is_in_cell(&self) -> bool {
        self.tables
            .last()
            .and_then(|table| table.row.as_ref())
            .is_some_and(|row| row.cell.is_some() && !row.dissolved)
    }

    pub(super) fn is_in_dissolved_row(&self) -> bool {
        self.tables
            .last()
            .and_then(|table| table.row.as_ref())
            .is_some_and(|row| row.dissolved)
    }

    pub(super) fn has_cells(&self) -> bool {
        self.tables
            .last()
            .and_then(|table| table.row.as_ref())
            .is_some_and(|row| !row.cells.is_empty())
    }

    pub(super) fn open_row_mut(&mut self) -> Option<&mut OpenRow> {
        self.tables.last_mut().and_then(|table| table.row.as_mut())
    }
}

impl OpenTable {
    pub(super) fn is_inside_cell(&self) -> bool {
        self.row
            .as_ref()
            .and_then(|row| row.cell.as_ref())
            .is_some_and(|cell| !cell.left)
    }
}
