//! A page whose line ends were lost: a table and the sentences around it in one line, set apart by spaces.

use super::value::{Value, read_value};
use super::{Reader, Surface};
use crate::chars::is_space;

/// A shorter line is a paragraph, in bytes.
const MIN_PAGE: usize = 1_000;
/// A longer line is no report.
const MAX_PAGE: usize = 200_000;
/// Numbers that directly follow another number. No paragraph has as many; the smallest of the official tables have more.
const MIN_NEIGHBOURS: usize = 30;

impl Reader<'_> {
    /// Reads `start..end` (trimmed) as one cell per line, a line ending at each run of spaces, if it is such a page.
    pub(super) fn read_unbroken(&mut self, start: usize, end: usize) -> bool {
        if !(MIN_PAGE..=MAX_PAGE).contains(&(end - start)) {
            return false;
        }
        let line = &self.text[start..end];
        let pieces = || line.split(is_space).filter(|piece| !piece.is_empty());
        let is_value = |piece: &str| {
            // Most pieces are words, and none of those is as short as a number.
            piece.len() <= 16 && matches!(read_value(piece), Value::Number(_) | Value::Dash)
        };
        let (mut neighbours, mut was_value) = (0, false);
        for piece in pieces() {
            let is_value = is_value(piece);
            neighbours += usize::from(is_value && was_value);
            was_value = is_value;
            if neighbours == MIN_NEIGHBOURS {
                break;
            }
        }
        if neighbours < MIN_NEIGHBOURS {
            return false;
        }
        for piece in pieces() {
            let from = piece.as_ptr() as usize - self.text.as_ptr() as usize;
            let (to, first_cell) = (from + piece.len(), self.cells.len());
            self.push_trimmed_cell(from, to);
            self.push_row(Surface::Line, from, to, first_cell);
            self.gap = 1;
        }
        self.gap = 0;
        true
    }
}
