//! The engine's work on several reports at once: what is found in a document beside others, open or not.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use tower_lsp::lsp_types::Url;

use super::discovery::Discoveries;
use super::engine::Engine;
use super::outbox::{OutboxMessage, Refresh};
use super::texts::{NotReadYet, TextBeside, TextsFound};
use super::uri::shown_path;
use crate::analysis::{analyze_across, looks_across};
use crate::door::Finding;
use crate::finding::DocumentId;

impl Engine {
    /// Looks through the workspace if that is due and somebody has a report open.
    pub(super) fn look_through(&mut self) {
        if !self.workspace.is_outdated {
            return;
        }
        let open = self.documents.values();
        let reports = open.filter(|document| document.analysis().is_some());
        let places: Vec<PathBuf> = reports
            .filter_map(|document| shown_path(&document.uri))
            .collect();
        let Some(first) = places.first() else {
            return self.hide_all_closed();
        };
        let is_given_up = self.workspace.is_given_up;
        let forms = self.configuration.effective(Some(first)).shared_forms();
        let mut folders: Vec<(PathBuf, bool)> = self
            .configuration
            .folders()
            .iter()
            .filter(|_| !is_given_up)
            .map(|folder| (folder.clone(), true))
            .collect();
        for place in &places {
            let is_inside = folders.iter().any(|(folder, _)| place.starts_with(folder));
            if let Some(folder) = place.parent().filter(|_| !is_inside) {
                folders.push((folder.to_path_buf(), false));
            }
        }
        self.workspace.look(folders, places, &forms);
    }

    /// Takes in what the workspace holds.
    pub(super) fn take_found(&mut self, found: Discoveries) {
        self.end_index(found.files.len());
        self.take_in_alone();
        // What is open and not checked may be last year's report, as it is on the disk.
        let documents = self.documents.values();
        let checked = documents.filter(|document| document.effective.enabled);
        let open = checked.filter_map(|document| shown_path(&document.uri));
        let open: HashSet<PathBuf> = open.collect();
        let configuration = &mut self.configuration;
        let config = |path: &Path| configuration.checked(path);
        self.workspace.take(found, &open, config);
        self.seek_last_years();
        let names: Vec<Url> = self.documents.keys().cloned().collect();
        for name in &names {
            if let Some(path) = shown_path(name) {
                let config = self.configuration.effective(Some(&path)).config();
                self.workspace.declare(&config.config);
            }
        }
        self.look_beside_again(None);
        let closed = self.workspace.dossier.members().map(|(id, _)| id);
        let closed: Vec<DocumentId> = closed.collect();
        self.tell_of_closed(closed);
    }

    pub(super) fn open_paths(&self) -> HashSet<PathBuf> {
        self.documents.keys().filter_map(shown_path).collect()
    }

    /// Adds to what is known of an open document what is found in it beside others, and tells which these are; whether something else is found
    /// than before.
    pub(super) fn look_beside(&mut self, name: &Url) -> bool {
        let document = self.documents.get(name);
        let is_known =
            document.is_some_and(|known| known.beside.compared == Some(self.workspace.turn));
        let has_changed = self.find_beside(name);
        if !is_known {
            self.tell_last_year(name);
            self.want_last_year(name);
        }
        has_changed
    }

    /// Has the reports of the year before read, as the next question may be about them.
    fn want_last_year(&self, name: &Url) {
        let last = shown_path(name).map(|path| self.workspace.last_years(&path));
        for (_, report) in last.into_iter().flatten() {
            // What has not been read is wanted from now on.
            let _ = self.workspace.text_at_hand(report.document);
        }
    }

    /// Takes in texts of other files, and adds the findings that waited for them.
    pub(super) fn take_texts(&mut self, found: TextsFound) {
        self.workspace.take_texts(found);
        self.look_beside_again(None);
        let waiting = std::mem::take(&mut self.workspace.waiting);
        self.tell_of_closed(waiting.into_iter().collect());
    }

    fn find_beside(&mut self, name: &Url) -> bool {
        let Some(path) = shown_path(name) else {
            return false;
        };
        if self.is_alone(name, &path) {
            self.workspace.alone = Some(name.clone());
            let turn = self.workspace.turn;
            let document = self.documents.get_mut(name);
            return document.is_some_and(|document| {
                document.beside.compared = Some(turn);
                document.add_across(Vec::new(), Vec::new())
            });
        }
        self.take_in_alone();
        let Some(document) = self.documents.get_mut(name) else {
            return false;
        };
        if document.beside.compared == Some(self.workspace.turn)
            || document.analysis().is_none()
            || !looks_across(&document.effective.settings)
        {
            return false;
        }
        let settings = &document.effective.settings;
        let (workspace, config) = (&mut self.workspace, document.effective.config());
        let before = workspace.turn;
        let found = document.with_reading(|reading| {
            let id = workspace.update(&path, reading, &config.config);
            workspace.hold(id, &document.uri, &document.text);
            analyze_across(&workspace.dossier, id, Some(reading), settings)
        });
        // The panic that this was has been told of.
        let Ok(found) = found else { return false };
        let turn = self.workspace.turn;
        if let Some(document) = self.documents.get_mut(name) {
            document.beside.is_news_to_others |= turn != before;
        }
        // Until they have been read, what is found in the text by itself is shown.
        let Ok(others) = self.texts_beside(&found) else {
            return false;
        };
        let Some(document) = self.documents.get_mut(name) else {
            return false;
        };
        document.beside.compared = Some(turn);
        document.add_across(found, others)
    }

    /// Whether a document holds one report and there is none beside it, so that nothing can be found between them.
    fn is_alone(&self, name: &Url, path: &Path) -> bool {
        let document = self.documents.get(name);
        let is_one = document.is_some_and(|document| {
            let n_reports = document.with_reading(|reading| reading.reports().take(2).count());
            document.analysis().is_some() && n_reports.is_ok_and(|n_reports| n_reports == 1)
        });
        self.documents.len() == 1 && is_one && self.workspace.has_no_others(path)
    }

    /// Takes in what was read of a document that is alone no more.
    fn take_in_alone(&mut self) {
        let Some(name) = self.workspace.alone.take() else {
            return;
        };
        let document = self.documents.get(&name);
        let document = document.filter(|document| document.analysis().is_some());
        let (Some(document), Some(path)) = (document, shown_path(&name)) else {
            return;
        };
        let (workspace, config) = (&mut self.workspace, document.effective.config());
        let taken = document.with_reading(|reading| {
            let id = workspace.update(&path, reading, &config.config);
            workspace.hold(id, &document.uri, &document.text);
        });
        // The panic that this was has been told of.
        drop(taken);
    }

    /// The texts that findings rest on beside their own.
    pub(super) fn texts_beside(&self, found: &[Finding]) -> Result<Vec<TextBeside>, NotReadYet> {
        let related = found.iter().flat_map(|finding| &finding.related);
        let mut ids: Vec<DocumentId> = related.map(|related| related.document).collect();
        ids.sort_unstable();
        ids.dedup();
        let others = ids.into_iter().filter(|id| *id != DocumentId::THIS);
        let texts = others.map(|id| self.workspace.text_at_hand(id));
        // All that are missing are wanted, not the first alone.
        let texts: Vec<Result<Option<TextBeside>, NotReadYet>> = texts.collect();
        texts.into_iter().filter_map(Result::transpose).collect()
    }

    /// Looks at the open documents again that rest on what has changed, and tells what has become of them.
    pub(super) fn look_beside_again(&mut self, except: Option<&Url>) {
        let names = self.documents.keys().filter(|name| Some(*name) != except);
        let names: Vec<Url> = names.cloned().collect();
        let mut has_changed = false;
        for name in names {
            if self.look_beside(&name) {
                self.publish(&name);
                has_changed = true;
            }
        }
        if has_changed {
            self.ask_to_ask_for_findings();
        }
    }

    /// Has a client that asks for findings ask anew.
    pub(super) fn ask_to_ask_for_findings(&self) {
        if self.client.pulls_findings && self.client.refreshes.findings {
            self.post(OutboxMessage::Refresh(Refresh::Findings));
        }
    }

    /// Tells what is found beside an open document that has changed: in open ones, and in files that rest on it.
    pub(super) fn tell_of_neighbours(&mut self, name: &Url) {
        self.look_beside_again(Some(name));
        let Some(id) = shown_path(name).and_then(|path| self.workspace.document(&path)) else {
            return;
        };
        let dossier = &self.workspace.dossier;
        let reports = dossier.reports_of(id);
        let next = reports.flat_map(|report| dossier.next_year(report));
        let shown = self.workspace.shown.keys();
        let shown = shown.filter_map(|path| self.workspace.document(path));
        let mut closed: Vec<DocumentId> = next.map(|report| report.document).chain(shown).collect();
        closed.sort_unstable();
        closed.dedup();
        self.tell_of_closed(closed);
    }
}
