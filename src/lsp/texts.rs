//! Texts of other files that findings point into, kept for the edits to come: a file is read once, not once for every key.

use std::cell::RefCell;
use std::collections::HashMap;

use tower_lsp::lsp_types::Url;

use super::workspace::Workspace;
use crate::finding::DocumentId;
use crate::kit::Forms;
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

impl Workspace {
    /// Takes in the text of an open document.
    pub(super) fn hold(&mut self, id: DocumentId, uri: &Url, text: &Text) {
        self.open.insert(id, (uri.clone(), text.clone()));
    }

    /// The text of a document, as an editor or the disk has it.
    pub(super) fn text(&self, document: DocumentId) -> Option<TextBeside> {
        if let Some((uri, text)) = self.open.get(&document) {
            return Some(TextBeside {
                document,
                uri: uri.clone(),
                text: text.clone(),
            });
        }
        self.read_lately.get(document, || {
            let path = self.path(document)?;
            let text = (self.files.read)(path, Forms::builtin())?;
            Some(TextBeside {
                document,
                uri: Url::from_file_path(path).ok()?,
                text: Text::from(text.as_str()),
            })
        })
    }
}
