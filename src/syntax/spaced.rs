//! Lines of a PDF: a label and numbers, or numbers alone, set apart by spaces.

use super::value::{Value, is_dash, read_value};
use super::{Reader, Surface};
use crate::chars::is_space;

/// A line with more bytes between its spaces is a sentence.
const MAX_LINE: usize = 260;

impl Reader<'_> {
    /// Reads `start..end` (trimmed) if it ends in numbers set apart by spaces. True if it was such a line.
    pub(super) fn read_spaced(&mut self, start: usize, end: usize) -> bool {
        let line = &self.text[start..end];
        if !ends_like_value(line) || !line.contains(is_space) || is_sentence(line) {
            return false;
        }
        // Tokens from the end, as long as they are values.
        let mut numbers_from = line.len();
        let mut n_values = 0;
        while let Some(token) = line[..numbers_from]
            .trim_end_matches(is_space)
            .rsplit(is_space)
            .next()
        {
            if token.is_empty() || !matches!(read_value(token), Value::Number(_) | Value::Dash) {
                break;
            }
            numbers_from = line[..numbers_from].trim_end_matches(is_space).len() - token.len();
            n_values += 1;
        }
        let label = line[..numbers_from].trim_end_matches(is_space);
        if n_values == 0 || (label.is_empty() && n_values < 2) {
            return false;
        }
        let first_cell = self.cells.len();
        // Group and label stand in one line; a label broken by spaces is joined when it is looked up.
        for token in line.split(is_space).filter(|token| !token.is_empty()) {
            let at = token.as_ptr() as usize - self.text.as_ptr() as usize;
            self.push_cell(at, at + token.len());
        }
        self.push_row(Surface::Spaced, start, end, first_cell);
        true
    }
}

/// Whether a line says more than labels and numbers do; what a page sets them apart with does not count.
fn is_sentence(line: &str) -> bool {
    let n_spaces = || line.bytes().filter(|&byte| byte == b' ').count();
    line.len() > MAX_LINE && line.len() - n_spaces() > MAX_LINE
}

/// Whether a line may end in a number, an amount of money, or what stands for none.
fn ends_like_value(line: &str) -> bool {
    line.chars().next_back().is_some_and(|last| {
        matches!(last, '0'..='9' | '０'..='９' | '元') || is_dash(last.encode_utf8(&mut [0; 4]))
    })
}
