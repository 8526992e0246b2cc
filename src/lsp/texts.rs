//! Texts of other files that findings point into: read beside the engine's thread, and kept for the edits to come.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

use tokio::task::{JoinHandle, spawn_blocking};
use tower_lsp::lsp_types::Url;

use super::disk::Files;
use super::workspace::Workspace;
use crate::finding::DocumentId;
use crate::kit::Forms;
use crate::text::Text;

/// So many texts of files are kept, or as many as were wanted at once.
const MOST: usize = 64;

/// The text of another file that findings point into.
#[derive(Clone, Debug)]
pub(super) struct TextBeside {
    pub(super) document: DocumentId,
    pub(super) uri: Url,
    pub(super) text: Text,
}

/// What came of reading files; nothing for those that cannot be read.
type TextsOfFiles = Vec<(DocumentId, Option<TextBeside>)>;

/// A text is not read yet. It will be.
#[derive(Clone, Copy, Debug)]
pub(super) struct NotReadYet;

/// Texts that were read of files, as they were when their reports were.
#[derive(Debug, Default)]
pub(super) struct TextsRead {
    /// Nothing for those that cannot be read.
    kept: RefCell<HashMap<DocumentId, Option<TextBeside>>>,
    /// Those that are to be read next.
    wanted: RefCell<BTreeSet<DocumentId>>,
    /// Counts how often some were forgotten.
    turn: u64,
    under_way: TextsUnderWay,
}

/// Texts that are being read.
#[derive(Debug, Default)]
pub(super) struct TextsUnderWay {
    task: Option<JoinHandle<TextsOfFiles>>,
    wanted: BTreeSet<DocumentId>,
    turn: u64,
}

/// Texts that were read, and the turn at which that was begun.
#[derive(Debug)]
pub(super) struct TextsFound {
    texts: TextsOfFiles,
    turn: u64,
}

impl TextsUnderWay {
    /// Waits for what is being read. May be given up and asked again.
    pub(super) async fn over(&mut self) -> TextsFound {
        let Some(task) = &mut self.task else {
            return std::future::pending().await;
        };
        let read = task.await;
        self.task = None;
        let wanted = std::mem::take(&mut self.wanted).into_iter();
        TextsFound {
            // What makes the reading break down cannot be read.
            texts: read.unwrap_or_else(|_| wanted.map(|document| (document, None)).collect()),
            turn: self.turn,
        }
    }
}

impl TextsRead {
    /// What is being read, to be waited for.
    pub(super) fn under_way(&mut self) -> &mut TextsUnderWay {
        &mut self.under_way
    }

    /// Whatever was read of a file may be another text now.
    pub(super) fn forget(&mut self, document: DocumentId) {
        self.kept.get_mut().remove(&document);
        self.turn += 1;
    }

    fn take_in(&mut self, found: TextsFound) {
        if found.turn != self.turn {
            // A text may have changed while it was read.
            let again = found.texts.into_iter().map(|(document, _)| document);
            self.wanted.get_mut().extend(again);
            return;
        }
        let kept = self.kept.get_mut();
        if kept.len() + found.texts.len() > MOST {
            kept.clear();
        }
        kept.extend(found.texts);
    }
}

impl Workspace {
    /// Takes in the text of an open document.
    pub(super) fn hold(&mut self, id: DocumentId, uri: &Url, text: &Text) {
        self.open.insert(id, (uri.clone(), text.clone()));
    }

    /// The text of a document, as an editor or the disk has it; one that has not been read yet is read at once, as somebody waits for an answer.
    pub(super) fn text(&self, document: DocumentId) -> Option<TextBeside> {
        if let Ok(text) = self.text_at_hand(document) {
            return text;
        }
        let text = self.path(document).map(PathBuf::from);
        let text = text.and_then(|path| read(self.files, document, path));
        let kept = &mut self.texts.kept.borrow_mut();
        kept.insert(document, text.clone());
        text
    }

    /// The same without reading: one that has not been read is read later, beside whatever else goes on. `None` if it cannot be read.
    pub(super) fn text_at_hand(
        &self,
        document: DocumentId,
    ) -> Result<Option<TextBeside>, NotReadYet> {
        if let Some((uri, text)) = self.open.get(&document) {
            return Ok(Some(TextBeside {
                document,
                uri: uri.clone(),
                text: text.clone(),
            }));
        }
        let kept = self.texts.kept.borrow();
        kept.get(&document).cloned().ok_or_else(|| {
            self.texts.wanted.borrow_mut().insert(document);
            NotReadYet
        })
    }

    /// Begins to read what is wanted, unless something is being read.
    pub(super) fn read_wanted(&mut self) {
        let wanted = std::mem::take(self.texts.wanted.get_mut());
        if self.texts.under_way.task.is_some() {
            self.texts.wanted.get_mut().extend(wanted);
            return;
        }
        if wanted.is_empty() {
            return;
        }
        let files = self.files;
        let paths = wanted.iter().map(|&document| {
            let path = self.path(document).map(PathBuf::from);
            (document, path)
        });
        let paths: Vec<(DocumentId, Option<PathBuf>)> = paths.collect();
        let read_all = move || {
            let texts = paths.into_iter().map(|(document, path)| {
                let text = path.and_then(|path| read(files, document, path));
                (document, text)
            });
            texts.collect()
        };
        self.texts.under_way = TextsUnderWay {
            task: Some(spawn_blocking(read_all)),
            wanted,
            turn: self.texts.turn,
        };
    }

    /// Takes in texts that were read.
    pub(super) fn take_texts(&mut self, found: TextsFound) {
        self.texts.take_in(found);
    }
}

fn read(files: Files, document: DocumentId, path: PathBuf) -> Option<TextBeside> {
    let text = (files.read)(&path, Forms::builtin())?;
    Some(TextBeside {
        document,
        uri: Url::from_file_path(path).ok()?,
        text: Text::from(text.as_str()),
    })
}
