//! A page whose line ends were lost: a table and the sentences around it in one line, set apart by spaces.

use super::value::{Value, read_value};
use super::{Reader, Surface};
use crate::chars::{has_space, is_space};
use crate::numerals::is_ordinal;

/// A shorter line is a paragraph, in bytes.
const MIN_PAGE: usize = 1_000;
/// A longer line is no report.
const MAX_PAGE: usize = 200_000;
/// Numbers that directly follow another number. No paragraph has as many; the smallest of the official tables have more.
const MIN_NEIGHBOURS: usize = 30;

/// Labels that stand directly behind a number; with so many the ends of the rows are lost, and spaces set only their numbers apart.
const MIN_RUN_ON: usize = 10;

impl Reader<'_> {
    /// Reads `start..end` (trimmed) as one cell per line, a line ending at each run of spaces, if it is such a page.
    pub(super) fn read_unbroken(&mut self, start: usize, end: usize) -> bool {
        if !(MIN_PAGE..=MAX_PAGE).contains(&(end - start)) {
            return false;
        }
        let line = &self.text[start..end];
        if !has_space(line) {
            return false;
        }
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
        let run_on = pieces().filter(|piece| has_run_on(piece));
        if neighbours < MIN_NEIGHBOURS || run_on.take(MIN_RUN_ON).count() == MIN_RUN_ON {
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

/// Whether a piece is the last number of a row and the label of the next: `0（二）部分公开`, `02.重复申请`.
fn has_run_on(piece: &str) -> bool {
    let behind = piece.trim_start_matches(|c: char| c.is_ascii_digit());
    let n_digits = piece.len() - behind.len();
    let mut next = behind.chars();
    match next.next() {
        Some('（' | '(') => n_digits > 0,
        Some('.') => n_digits > 1 && next.next().is_some_and(|c| !c.is_ascii_digit()),
        Some(first) => n_digits > 0 && is_ordinal(first) && next.next() == Some('、'),
        None => false,
    }
}
