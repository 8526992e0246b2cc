//! Headers whose words stand in one line, set apart by spaces.
//!
//! In: a cell of words. Out: the words in it that head columns, as cells of their own; a word that the next line goes on with is known by its
//! beginning. What holds anything else is left as one cell.

use super::hashes::Named;
use super::records::{Piece, first_cell_of};
use super::site::Site;
use crate::chars::is_space;
use crate::form::lexicon::Name;
use crate::span::Span;

/// Characters of a beginning by which a header is known beside others.
const MIN_BEGINNING: usize = 2;

impl Site<'_> {
    /// Whether the words of a cell that spaces set apart head columns, so that they are several cells.
    pub(super) fn is_header_line(&self, row_at: usize, at: usize) -> bool {
        let row = &self.document.rows[row_at];
        let cell = first_cell_of(row) + at;
        let text = self.document.at(self.document.cells[cell].span);
        let words = || text.split(is_space).filter(|word| !word.is_empty());
        // What heads the labels is worded as one likes.
        let is_header = |word: &str| self.headed(word).is_some();
        let is_whole = |word: &str| self.named(self.fold.hash(word)).is_some();
        !row.surface.keeps_blanks()
            && self.named(self.hashes.of(cell)).is_none()
            && words().nth(1).is_some()
            && words().skip(1).all(is_header)
            && words()
                .filter(|word| is_header(word) && is_whole(word))
                .nth(1)
                .is_some()
    }

    /// The words of a cell that head columns, each with its place.
    pub(super) fn header_words(&self, row_at: usize, at: usize) -> impl Iterator<Item = Piece> {
        let cell = first_cell_of(&self.document.rows[row_at]) + at;
        let span = self.document.cells[cell].span;
        let text = self.document.at(span);
        let words = text.split(is_space).filter(|word| !word.is_empty());
        words.filter_map(move |word| {
            let from = span.start as usize + word.as_ptr().addr() - text.as_ptr().addr();
            let named = self.headed(word)?;
            Some(Piece::new(
                Span::new(from, from + word.len()),
                Some(named),
                row_at,
            ))
        })
    }

    /// What a word heads, or the only thing whose label begins with it.
    fn headed(&self, word: &str) -> Option<Named> {
        let named = self.named(self.fold.hash(word));
        if let Some(Named {
            name: Name::Column(..) | Name::Header(..),
            ..
        }) = named
        {
            return named;
        }
        let folded = self.fold.fold(word);
        let mut begun = self
            .words
            .headers
            .iter()
            .filter(|(_, label, _)| label.starts_with(&folded));
        let (name, ..) = begun.next().filter(|_| folded.len() >= MIN_BEGINNING)?;
        let is_only = begun.all(|(other, ..)| other == name);
        is_only.then_some(Named {
            name: *name,
            is_official: false,
        })
    }
}
