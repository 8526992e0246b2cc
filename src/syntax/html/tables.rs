//! The part of the projector that knows tables: one line for each row, a tab between its cells.
//!
//! End tags may be missing, and rows may stand without a table. A cell that holds a table, and a table of one cell, only frame a page: what
//! stands in them is written as lines.

mod in_cell;

use super::projector::{Extent, Projector, StartTag};
use super::{CELL_BREAK, ProjectedRow};
use crate::span::Span;

/// A table whose end has not been seen.
pub(super) struct OpenTable {
    number: u32,
    /// Made up for rows that stand outside any table.
    implied: bool,
    /// Inside `thead`.
    header: bool,
    row: Option<OpenRow>,
    /// Rows closed so far.
    n_rows: u32,
    /// How many `pre` elements were open where the table begins.
    preformatted_outside: u32,
}

/// A row whose end has not been seen.
struct OpenRow {
    /// Where its line begins in the projected text.
    start: usize,
    cells: Vec<Span>,
    extents: Vec<Extent>,
    /// All cells so far are header cells.
    header: bool,
    /// Holds a table: its cells are no cells but lines.
    dissolved: bool,
    cell: Option<OpenCell>,
}

/// A cell whose end has not been seen, or whose end tag could still be followed by stray text.
struct OpenCell {
    /// Where its text begins in the projected text.
    start: usize,
    extent: Extent,
    /// Whether its end tag has been seen.
    left: bool,
    /// Elements open inside it.
    depth: u32,
    /// The most elements that were open inside it at one place.
    deepest: u32,
    /// That place, the first if there are several: where a value would be written, in bytes of the source.
    innermost: usize,
}

impl Projector {
    pub(super) fn open_table(&mut self) {
        if self
            .tables
            .last()
            .is_some_and(|table| !table.is_inside_cell())
        {
            self.close_table();
        }
        self.dissolve_row();
        self.push_table(false);
    }

    fn push_table(&mut self, implied: bool) {
        self.end_line();
        self.tables.push(OpenTable {
            number: self.n_tables,
            implied,
            header: false,
            row: None,
            n_rows: 0,
            preformatted_outside: std::mem::take(&mut self.preformatted),
        });
        self.n_tables += 1;
    }

    pub(super) fn close_table(&mut self) {
        self.close_row();
        let Some(table) = self.tables.pop() else {
            return;
        };
        self.end_line();
        self.preformatted = table.preformatted_outside;
        if table.n_rows == 1
            && let Some(row) = self.rows.last()
            && row.table == table.number
            && let [cell] = row.cells.as_slice()
        {
            let cell = *cell;
            self.rows.pop();
            self.break_lines(cell.range().start, cell.range().end);
        }
    }

    /// Whether the rows of a table that was made up for them may have ended.
    pub(super) fn has_bare_rows(&self) -> bool {
        self.tables
            .last()
            .is_some_and(|table| table.implied && table.row.is_none())
    }

    pub(super) fn open_row_group(&mut self, header: bool) {
        self.close_row();
        if let Some(table) = self.tables.last_mut() {
            table.header = header;
        }
    }

    /// A row begins with the tag at byte `tag_start`.
    pub(super) fn open_row(&mut self, tag_start: usize) {
        if self.tables.is_empty() {
            self.push_table(true);
        }
        self.close_row();
        self.end_line();
        // What is inserted in front of the first row goes in front of the table.
        if self.tables.last().is_some_and(|table| table.n_rows > 0) {
            self.block_place = tag_start;
        }
        let start = self.text.len();
        // Most rows of a table have as many cells as the one before.
        let n_cells = self.rows.last().map_or(0, |row| row.cells.len());
        if let Some(table) = self.tables.last_mut() {
            let cells = Vec::with_capacity(n_cells);
            table.row = Some(OpenRow {
                start,
                cells,
                extents: Vec::new(),
                header: true,
                dissolved: false,
                cell: None,
            });
        }
    }

    pub(super) fn close_row(&mut self) {
        self.close_cell();
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let Some(row) = table.row.take() else { return };
        table.n_rows = table.n_rows.saturating_add(1);
        if row.dissolved || row.cells.is_empty() {
            return self.end_line();
        }
        let is_header = table.header || row.header;
        self.rows.push(ProjectedRow {
            cells: row.cells,
            table: table.number,
            is_header,
            extents: row.extents,
        });
        self.text.push('\n');
        self.begin_line();
    }

    pub(super) fn open_cell(&mut self, tag: &StartTag, header: bool) {
        if self.tables.last().is_none_or(|table| table.row.is_none()) {
            self.open_row(tag.start);
        }
        self.close_cell();
        if !self.is_in_dissolved_row() {
            if self.has_cells() {
                self.text.push('\t');
            } else {
                self.end_line();
            }
            self.begin_line();
        }
        let start = self.text.len();
        let block_place = self.block_place;
        let Some(row) = self.open_row_mut() else {
            return;
        };
        let begins_row = row.cells.is_empty() && !row.dissolved;
        if begins_row {
            row.start = start;
        }
        row.header &= header;
        row.cell = Some(OpenCell {
            start,
            extent: tag.extent,
            left: false,
            depth: 0,
            deepest: 0,
            innermost: tag.end,
        });
        if begins_row {
            self.map.push_line(start, block_place);
        }
        self.block_place = tag.end;
    }

    /// The end tag of a cell: what follows until the next cell is stray text.
    pub(super) fn leave_cell(&mut self) {
        if let Some(cell) = self.open_row_mut().and_then(|row| row.cell.as_mut()) {
            cell.left = true;
        }
    }

    fn close_cell(&mut self) {
        let end = self.text.len();
        let Some(row) = self.open_row_mut() else {
            return;
        };
        let Some(cell) = row.cell.take() else { return };
        if row.dissolved {
            return;
        }
        let span = Span::new(cell.start, end);
        row.cells.push(span);
        if cell.extent != Extent::default() || !row.extents.is_empty() {
            row.extents.resize(row.cells.len() - 1, Extent::default());
            row.extents.push(cell.extent);
        }
        if span.is_empty() {
            self.map.push_blank(end, cell.innermost);
        } else if span.of(&self.text).chars().all(char::is_whitespace) {
            // Pages fill blank cells with `&nbsp;`, which a value takes the place of.
            self.map.push_filled_blank(span);
        }
    }

    /// Turns the cells of the innermost open row into lines.
    fn dissolve_row(&mut self) {
        let end = self.text.len();
        let Some(row) = self.open_row_mut() else {
            return;
        };
        if row.dissolved {
            return;
        }
        row.dissolved = true;
        row.cells.clear();
        let start = row.start;
        self.break_lines(start, end);
        self.unit_start = match self.text.get(start..).and_then(|line| line.rfind('\n')) {
            Some(line_end) => start + line_end + 1,
            None => start,
        };
    }

    /// Turns the separators between two places of the projected text into line ends.
    fn break_lines(&mut self, start: usize, end: usize) {
        let Some(part) = self.text.get(start..end) else {
            return;
        };
        let separators: Vec<usize> =
            memchr::memchr2_iter(b'\t', CELL_BREAK as u8, part.as_bytes()).collect();
        for at in separators {
            self.text.replace_range(start + at..start + at + 1, "\n");
        }
    }
}
