//! Files that a check of the workspace has found, looked at again once they, or what is set for them, may be other ones.
//!
//! In: what has changed. Out: the findings of those files as they are now. Like the check itself, one file between two events.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tower_lsp::lsp_types::Url;

use super::Engine;
use super::sweep::CheckedFile;
use crate::lsp::uri::file_path;

/// What tells that a file was written: when, and how long it is. `None` if it is gone.
pub(in crate::lsp) type Stamp = Option<(SystemTime, u64)>;

/// The stamp of a file as it is now.
pub(in crate::lsp) fn stamp(path: &Path) -> Stamp {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// The stamps of files as they were checked.
pub(super) fn stamps(checked: &HashMap<Url, CheckedFile>) -> Vec<(PathBuf, Stamp)> {
    let checked = checked.iter();
    let on_disk = checked.filter_map(|(uri, file)| Some((file_path(uri)?, file.stamp)));
    on_disk.collect()
}

impl Engine {
    /// Has those files looked at again that are not as they were checked.
    pub(super) fn recheck_written(&mut self) {
        let is_written = |uri: &Url| file_path(uri).map(|path| stamp(&path));
        let checked = self.checked.iter();
        let written =
            checked.filter(|(uri, file)| is_written(uri).is_some_and(|now| now != file.stamp));
        // Others may still wait for their turn.
        self.outdated.extend(written.map(|(uri, _)| uri.clone()));
    }

    /// Has all files looked at again: other settings may apply to them, or none.
    pub(super) fn recheck_all(&mut self) {
        self.outdated = self.checked.keys().cloned().collect();
    }

    /// Looks at one of those files; false if there is none.
    pub(super) fn recheck_next(&mut self) -> bool {
        let Some(uri) = self.outdated.pop_first() else {
            return false;
        };
        // What has been opened meanwhile speaks for itself.
        if self.checked.remove(&uri).is_some() {
            let checked = file_path(&uri).map(|path| self.check_file(&path));
            if !self.checked.contains_key(&uri) {
                self.publish_closed(uri);
            }
            if let Some(Err(breakdown)) = checked {
                self.broke_down(&breakdown);
            }
        }
        if self.outdated.is_empty() {
            self.ask_to_ask_for_findings();
        }
        true
    }
}
