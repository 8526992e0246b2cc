//! Findings of files that are not open: what a check of the workspace has found in each by itself, and what is found in it beside other reports.
//! Clients that ask for findings are answered from here; others are sent them.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::lsp_types::{Diagnostic, Url};

use super::engine::Engine;
use super::outbox::OutboxMessage;
use super::to_proto::View;
use super::told::ToldFinding;
use super::uri::file_path;
use crate::analysis::analyze_across;
use crate::door::Finding;
use crate::finding::{DocumentId, Severity};

/// What is found beside others is shown of no more files than this without their being opened.
const MOST_CLOSED: usize = 200;

impl Engine {
    /// All files that are not open and have something to show.
    pub(super) fn closed_files(&self) -> Vec<(Url, Vec<Diagnostic>)> {
        let beside = self.workspace.shown.keys();
        let beside = beside.filter_map(|path| Url::from_file_path(path).ok());
        let all: BTreeSet<Url> = self.checked.keys().cloned().chain(beside).collect();
        let with_findings = |uri: Url| {
            let found = self.closed_findings(&uri);
            (uri, found)
        };
        all.into_iter().map(with_findings).collect()
    }

    fn closed_findings(&self, uri: &Url) -> Vec<Diagnostic> {
        let alone = self.checked.get(uri).map(|file| &file.diagnostics);
        let beside = file_path(uri).and_then(|path| self.workspace.shown.get(&path));
        alone.into_iter().chain(beside).flatten().cloned().collect()
    }

    /// Sends what is to be shown of a file that is not open.
    pub(super) fn publish_closed(&self, uri: Url) {
        let diagnostics = self.closed_findings(&uri).into_iter();
        let diagnostics = diagnostics.map(ToldFinding::from).map(Arc::new).collect();
        self.post(OutboxMessage::Publish {
            uri,
            version: None,
            diagnostics,
        });
    }

    /// Whether a report is open, or a text that may be one and has not been looked at.
    fn has_reports_open(&self) -> bool {
        let mut open = self.documents.values();
        open.any(|document| document.due.is_some() || document.analysis().is_some())
    }

    /// Takes back all that is found beside others in files that are not open, if no report is open: nothing would keep it right.
    pub(super) fn hide_all_closed(&mut self) {
        if self.has_reports_open() {
            return;
        }
        let shown: Vec<PathBuf> = self.workspace.shown.keys().cloned().collect();
        for path in &shown {
            self.hide_closed(path);
        }
        if !shown.is_empty() {
            // They come back with the next report that is open.
            self.workspace.forget();
            self.ask_to_ask_for_findings();
        }
    }

    /// Tells what is found beside others in files that are not open.
    pub(super) fn tell_of_closed(&mut self, ids: Vec<DocumentId>) {
        if !self.has_reports_open() {
            return self.hide_all_closed();
        }
        let mut has_changed = false;
        for (id, path, found) in self.found_in_closed(ids) {
            let was_shown = self.workspace.shown.contains_key(&path);
            let has_room = was_shown || self.workspace.shown.len() < MOST_CLOSED;
            if has_room {
                has_changed |= self.show_closed(id, path, &found);
            }
        }
        // What is gone from the disk has nothing to show any more.
        let gone = self.workspace.shown.keys();
        let is_gone = |path: &Path| self.workspace.document(path).is_none();
        let gone = gone.filter(|path| is_gone(path) || self.workspace.is_beside(path));
        let gone: Vec<PathBuf> = gone.cloned().collect();
        for path in gone {
            has_changed |= self.hide_closed(&path);
        }
        if has_changed {
            self.ask_to_ask_for_findings();
        }
    }

    /// What is found beside others in those of these documents that are not open: in all where that is shown or was, the gravest first.
    fn found_in_closed(
        &mut self,
        ids: Vec<DocumentId>,
    ) -> Vec<(DocumentId, PathBuf, Vec<Finding>)> {
        let open = self.open_paths();
        let mut all = Vec::new();
        for id in ids {
            let path = self.workspace.path(id).filter(|path| !open.contains(*path));
            let path = path.filter(|path| !self.workspace.is_beside(path));
            let Some(path) = path.map(Path::to_path_buf) else {
                continue;
            };
            let settings = self.configuration.effective(Some(&path)).settings;
            let found = analyze_across(&self.workspace.dossier, id, None, &settings);
            if !found.is_empty() || self.workspace.shown.contains_key(&path) {
                all.push((id, path, found));
            }
        }
        // There may not be room for all.
        all.sort_by_key(|(_, _, found)| Reverse(gravest(found)));
        all
    }

    /// Shows what was found in a file; whether that is another thing than before.
    fn show_closed(&mut self, id: DocumentId, path: PathBuf, found: &[Finding]) -> bool {
        if found.is_empty() {
            return self.hide_closed(&path);
        }
        let (own, others) = (self.workspace.text_at_hand(id), self.texts_beside(found));
        let (Ok(own), Ok(others)) = (own, others) else {
            self.workspace.waiting.insert(id);
            return false;
        };
        let Some(own) = own else {
            return self.hide_closed(&path);
        };
        let view = View {
            uri: &own.uri,
            text: &own.text,
            client: &self.client,
            locale: self.configuration.locale(),
            others: &others,
        };
        let diagnostics = found.iter().map(|finding| view.diagnostic(finding));
        let diagnostics: Vec<Diagnostic> = diagnostics.collect();
        let before = self.workspace.shown.get(&path);
        if before == Some(&diagnostics) {
            return false;
        }
        self.workspace.shown.insert(path, diagnostics);
        self.publish_closed(own.uri);
        true
    }

    /// Takes back what is found beside others in a file that is not open; whether there was anything.
    pub(super) fn hide_closed(&mut self, path: &Path) -> bool {
        let was_shown = self.workspace.shown.remove(path).is_some();
        if was_shown && let Ok(uri) = Url::from_file_path(path) {
            self.publish_closed(uri);
        }
        was_shown
    }
}

fn gravest(found: &[Finding]) -> Option<Severity> {
    found.iter().map(|finding| finding.severity).max()
}
