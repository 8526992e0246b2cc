//! Texts of other files that findings point into, kept for the edits to come: a file is read once, not once for every key.

use std::cell::RefCell;
use std::collections::HashMap;

use tower_lsp::lsp_types::Url;

use crate::finding::DocumentId;
use crate::text::Text;

/// So many texts of files are kept.
const MOST: usize = 16;

/// The text of another file that findings point into.
#[derive(Clone, Debug)]
pub(super) struct TextBeside {
    pub(super) document: DocumentId,
    pub(super) uri: Url,
    pub(super) text: Text,
}

/// Texts that were read of files lately, as they were when their reports were.
#[derive(Debug, Default)]
pub(super) struct TextsRead(RefCell<HashMap<DocumentId, TextBeside>>);

impl TextsRead {
    /// A text, read if it is not kept.
    pub(super) fn get(
        &self,
        document: DocumentId,
        read: impl FnOnce() -> Option<TextBeside>,
    ) -> Option<TextBeside> {
        if let Some(kept) = self.0.borrow().get(&document) {
            return Some(kept.clone());
        }
        let text = read()?;
        let mut kept = self.0.borrow_mut();
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(document, text.clone());
        Some(text)
    }

    /// Whatever was read may be another text now.
    pub(super) fn forget(&mut self) {
        self.0.get_mut().clear();
    }
}
