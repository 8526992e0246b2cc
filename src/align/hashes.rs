//! The labels of cells as hashes, to be looked up.

use crate::form::fold::LabelHash;
use crate::form::lexicon::{Lexicon, Name};
use crate::kit::Forms;
use crate::syntax::value::Value;
use crate::syntax::{Cell, Damage, Document};

/// The folded hashes of all cells that hold words and may be labels.
#[derive(Debug, Default)]
pub(super) struct CellHashes(Vec<LabelHash>);

/// The longest label of the form has some 120 bytes; with a note, or spread by spaces, twice that.
pub(super) const MAX_LABEL: usize = 260;

/// What a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub name: Name,
    /// Whether it is worded as the form words it, rather than in a way that the form's data knows.
    pub is_official: bool,
}

impl CellHashes {
    pub(super) fn new(document: &Document, forms: &Forms) -> Self {
        let hash = |cell: &Cell| hash_of_cell(document, cell, forms);
        CellHashes(document.cells.iter().map(hash).collect())
    }

    /// The same for a document that has become another.
    pub(super) fn again(mut self, document: &Document, damage: &Damage, forms: &Forms) -> Self {
        let cells = document.cells.get(damage.cells.clone());
        let hash = |cell: &Cell| hash_of_cell(document, cell, forms);
        let new = cells.unwrap_or_default().iter().map(hash);
        self.0.splice(damage.old_cells.clone(), new);
        self
    }

    pub(super) fn of(&self, cell: usize) -> LabelHash {
        self.0.get(cell).copied().unwrap_or(LabelHash::EMPTY)
    }
}

fn hash_of_cell(document: &Document, cell: &Cell, forms: &Forms) -> LabelHash {
    match cell.value {
        Value::Words if cell.span.len() <= MAX_LABEL => {
            let text = document.at(cell.span);
            forms.openings().hash(text, forms.fold())
        }
        _ => LabelHash::EMPTY,
    }
}

/// What the label with this hash names in `table`, official wordings first.
pub(super) fn label_of(lexicon: &Lexicon, hash: LabelHash, table: usize) -> Option<Named> {
    let labels = lexicon.exact(hash).iter();
    let mut of_table = labels.filter(|label| label.name.table() == Some(table));
    of_table.next().map(|label| Named {
        name: label.name,
        is_official: label.is_official,
    })
}
