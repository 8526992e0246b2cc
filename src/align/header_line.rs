//! Headers whose words stand in one line, set apart by spaces.
//!
//! In: a cell of words. Out: the words in it that head columns, as cells of their own. What holds anything else is left as one cell.

use super::records::{Piece, first_cell_of};
use super::site::Site;
use crate::chars::is_space;
use crate::form::lexicon::Name;
use crate::span::Span;

impl Site<'_> {
    /// Whether the words of a cell that spaces set apart head columns, so that they are several cells.
    pub(super) fn is_header_line(&self, row_at: usize, at: usize) -> bool {
        let row = &self.document.rows[row_at];
        let cell = first_cell_of(row) + at;
        let words = || {
            self.document
                .at(self.document.cells[cell].span)
                .split(is_space)
        };
        !row.surface.keeps_blanks()
            && words().nth(1).is_some()
            && self.named(self.hashes.of(cell)).is_none()
            // What heads the labels is worded as one likes.
            && words().skip(1).all(|word| word.is_empty() || self.heads_columns(word))
            && self.header_words(row_at, at).nth(1).is_some()
    }

    /// The words of a cell that head columns, each with its place.
    pub(super) fn header_words(&self, row_at: usize, at: usize) -> impl Iterator<Item = Piece> {
        let cell = first_cell_of(&self.document.rows[row_at]) + at;
        let span = self.document.cells[cell].span;
        let text = self.document.at(span);
        let words = text.split(is_space).filter(|word| self.heads_columns(word));
        words.map(move |word| {
            let from = span.start as usize + word.as_ptr().addr() - text.as_ptr().addr();
            let named = self.named(self.fold.hash(word));
            Piece::new(Span::new(from, from + word.len()), named, row_at)
        })
    }

    fn heads_columns(&self, word: &str) -> bool {
        let named = self.named(self.fold.hash(word)).map(|named| named.name);
        matches!(named, Some(Name::Column(..) | Name::Header(..)))
    }
}
