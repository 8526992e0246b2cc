//! Where one table of the form is looked for: what is written, and the words to find it by.

use super::hashes::{CellHashes, Named, label_of};
use crate::form::fold::{Fold, LabelHash};
use crate::form::lexicon::{Lexicon, TableWords};
use crate::form::{Layout, TableSpec};
use crate::span::Span;
use crate::syntax::Document;

/// A document and one table of the form.
#[derive(Clone, Copy)]
pub(super) struct Site<'a> {
    pub document: &'a Document,
    pub lexicon: &'a Lexicon,
    pub fold: &'a Fold,
    pub hashes: &'a CellHashes,
    /// The table, an index into the edition's.
    pub table: usize,
    pub spec: &'a TableSpec,
    /// The table's own words.
    pub words: &'a TableWords,
}

impl Site<'_> {
    /// What the label with this hash names in the table.
    pub fn named(&self, hash: LabelHash) -> Option<Named> {
        label_of(self.lexicon, hash, self.table)
    }

    /// The characters of a span, folded.
    pub fn folded(&self, span: Span) -> Vec<char> {
        self.fold.fold(self.document.at(span))
    }

    /// Whether the table's values stand in one line without a label of its own.
    pub fn is_one_line(&self) -> bool {
        self.spec.layout == Layout::OneLine
    }
}
