//! Workbooks: the cells of each visible sheet.

use std::sync::Arc;

use super::super::ink::Ink;
use super::super::manuscript::{Manuscript, Passed};
use super::super::sheets::grid::{Corner, Grid, GridCell};
use super::super::unread::NotRead;
use super::walk::OdfWalk;

/// Columns of the widest sheet that programs make.
const COLUMNS: u32 = 16_384;
/// What is drawn over sheets and cells and may hold text.
const DRAWN: [&str; 6] = [
    "custom-shape",
    "text-box",
    "rect",
    "ellipse",
    "caption",
    "polygon",
];
/// So many blank cells side by side say that a row is one of a table.
const BLANKS: u32 = 3;

/// A cell of a row on its way into the grid.
struct OdsCell {
    column: u32,
    ink: Ink,
    /// Columns that it covers.
    width: u32,
    /// Rows that it covers.
    height: u32,
}

impl OdfWalk<'_, '_> {
    /// Reads the sheets of a workbook.
    pub(super) fn workbook(mut self, body: usize) -> Result<Manuscript, NotRead> {
        let tree = self.tree;
        for table in tree.children(body).filter(|&at| tree.is(at, "table")) {
            if self.is_hidden(table) {
                continue;
            }
            let name = tree.attribute(table, "name").unwrap_or_default();
            if self.has_drawn_text(table) {
                self.passed.push(Passed::TextBox);
            }
            let grid = self.grid(table)?;
            grid.write(&Arc::from(name.as_ref()), &mut self.pen)?;
        }
        Ok(self.finish())
    }

    /// Whether anything is written in what is drawn over a sheet.
    fn has_drawn_text(&self, table: usize) -> bool {
        let tree = self.tree;
        let says_something = |at: usize| {
            let mut paragraphs = tree.inside(at, "p").filter_map(|at| tree.get(at));
            paragraphs.any(|paragraph| {
                let inside = tree.xml.get(paragraph.inner_start..paragraph.inner_end);
                inside.is_some_and(|inside| !inside.trim().is_empty())
            })
        };
        let end = tree.get(table).map_or(table, |element| element.next);
        let is_drawn = |&at: &usize| DRAWN.iter().any(|name| tree.is(at, name));
        (table..end).filter(is_drawn).any(says_something)
    }

    fn grid(&mut self, table: usize) -> Result<Grid, NotRead> {
        let mut grid = Grid::default();
        let styled = self.styled_columns(table);
        let mut first: u32 = 1;
        for at in self.rows(table) {
            let times = self.times(at, "number-rows-repeated");
            let cells = self.sheet_cells(at, &styled)?;
            let len: usize = cells.iter().map(|cell| cell.ink.text.len() + 1).sum();
            let is_blank = cells.iter().all(|cell| cell.ink.is_blank());
            let written = if is_blank { 1 } else { times };
            self.spend(written - 1, len)?;
            for row in first..first.saturating_add(written) {
                for cell in &cells {
                    place(&mut grid, row, cell)?;
                }
            }
            first = first.saturating_add(times);
        }
        Ok(grid)
    }

    /// Up to which column cells have a look of their own, or not.
    fn styled_columns(&self, table: usize) -> Vec<(u32, bool)> {
        let tree = self.tree;
        let mut last: u32 = 0;
        let mut out = Vec::new();
        for at in tree.inside(table, "table-column") {
            last = last.saturating_add(self.times(at, "number-columns-repeated"));
            let style = tree.attribute(at, "default-cell-style-name");
            out.push((last, style.is_some_and(|style| style != "Default")));
        }
        out
    }

    fn sheet_cells(&mut self, row: usize, styled: &[(u32, bool)]) -> Result<Vec<OdsCell>, NotRead> {
        let tree = self.tree;
        let mut out = Vec::new();
        for cell in self.cells(row) {
            let mut ink = self.shown(cell.at);
            if ink.is_blank() && tree.child(cell.at, "p").is_none() {
                // Programs that write no text leave only the value.
                ink.make(&tree.attribute(cell.at, "value").unwrap_or_default());
            }
            ink.is_computed = tree.attribute(cell.at, "formula").is_some();
            let style = tree.attribute(cell.at, "style-name");
            let before = styled.partition_point(|(last, _)| *last < cell.column);
            let of_column = styled.get(before).is_some_and(|(_, is_styled)| *is_styled);
            let is_held = style.map_or(of_column, |style| style != "Default");
            let times = match (ink.is_blank(), is_held) {
                (false, _) => cell.times,
                (true, true) => cell.times.min(BLANKS),
                (true, false) => continue,
            };
            self.spend(times - 1, ink.text.len())?;
            for column in cell.column..cell.column.saturating_add(times) {
                if column > COLUMNS && !ink.is_blank() {
                    return Err(NotRead::TooLarge);
                }
                out.push(OdsCell {
                    column,
                    ink: ink.clone(),
                    width: self.times(cell.at, "number-columns-spanned"),
                    height: self.times(cell.at, "number-rows-spanned"),
                });
            }
        }
        Ok(out)
    }
}

fn place(grid: &mut Grid, row: u32, cell: &OdsCell) -> Result<(), NotRead> {
    let column = cell.column;
    grid.insert(
        row,
        GridCell {
            column,
            ink: cell.ink.clone(),
        },
    )?;
    if cell.width == 1 && cell.height == 1 {
        return Ok(());
    }
    let last = Corner {
        row: row.saturating_add(cell.height - 1),
        column: column.saturating_add(cell.width - 1),
    };
    grid.merge(Corner { row, column }, last)
}
