//! Rows whose cells are separated by tabs, and cells on lines of their own that begin with one tab.

use super::{Cell, Reader, Row, Surface};
use crate::numerals::is_ordinal;
use crate::span::Span;
use crate::syntax::value::Value;

/// Longest part of a cell that is broken over lines, in bytes.
const MAX_PIECE: usize = 120;

impl Reader<'_> {
    pub(super) fn read_tabs(&mut self, start: usize, end: usize) {
        let bytes = &self.text.as_bytes()[start..end];
        if self.follows_line() {
            match self.text[start..end].trim_matches([' ', '\u{a0}']) {
                // A cell's own paragraph ends its line, and the tab behind the cell stands on the next.
                "\t" => return,
                line if memchr::memchr(b'\t', line.as_bytes()) == Some(line.len() - 1) => {
                    let line = line.as_ptr() as usize - self.text.as_ptr() as usize..;
                    return self.read_plain_line(line.start, end);
                }
                _ => {}
            }
        }
        if bytes[0] == b'\t' && memchr::memchr(b'\t', &bytes[1..]).is_none() {
            self.read_indented(start, end);
            return;
        }
        let first_cell = self.cells.len();
        let mut cell_start = start;
        for at in memchr::memchr_iter(b'\t', bytes) {
            self.push_tabbed(cell_start, start + at);
            cell_start = start + at + 1;
        }
        self.push_tabbed(cell_start, end);
        self.push_row(Surface::Tabs, start, end, first_cell);
    }

    /// Whether the last row is a cell on a line of its own, or the number of a page between such cells (`— 4 —`).
    fn follows_line(&self) -> bool {
        let is_page = |row: &Row| {
            let cells = self
                .cells
                .get(row.first_cell as usize..)
                .unwrap_or_default();
            let is_dash = |cell: &Cell| cell.value == Value::Dash;
            matches!(cells, [first, number, last] if is_dash(first) && is_dash(last)
                && matches!(number.value, Value::Number(_)))
        };
        self.rows.last().is_some_and(|row| {
            row.surface == Surface::Line || row.surface == Surface::Spaced && is_page(row)
        })
    }

    /// A cell between tabs, without the quotation marks that a spreadsheet writes round it.
    fn push_tabbed(&mut self, start: usize, end: usize) {
        let inner = self.text[start..end]
            .strip_prefix('"')
            .and_then(|cell| cell.strip_suffix('"'));
        match inner.filter(|inner| !inner.contains('"')) {
            Some(_) => self.push_cell(start + 1, end - 1),
            None => self.push_cell(start, end),
        }
    }

    /// `\t0`: the next cell of the row that the lines before have begun.
    fn read_indented(&mut self, start: usize, end: usize) {
        let first_cell = self.cells.len();
        self.push_cell(start + 1, end);
        if self.indented_open
            && let Some(row) = self.rows.last_mut()
        {
            row.n_cells += 1;
            row.span = row.span.to(Span::new(start, end));
            self.gap = 0;
        } else {
            self.push_row(Surface::Indented, start, end, first_cell);
        }
    }

    /// Joins a line without a tab to the indented cell above it (`商业`, `企业`). True if it was such a line.
    pub(super) fn continue_indented_cell(&mut self, start: usize, end: usize) -> bool {
        if !self.indented_open
            || self.gap != 1
            || end - start > MAX_PIECE
            || starts_like_heading(&self.text[start..end])
        {
            return false;
        }
        let (Some(Row { span, .. }), Some(cell)) = (self.rows.last_mut(), self.cells.last_mut())
        else {
            return false;
        };
        if cell.value != Value::Words || cell.span.len() > MAX_PIECE {
            return false;
        }
        let added = Span::new(start, end);
        cell.span = cell.span.to(added);
        *span = span.to(added);
        self.gap = 0;
        true
    }
}

/// `二、…` is a heading after a table, never the rest of a cell.
fn starts_like_heading(line: &str) -> bool {
    let mut chars = line.chars();
    chars.next().is_some_and(is_ordinal) && matches!(chars.next(), Some('、' | '．' | '.'))
        || line.starts_with('#')
}
