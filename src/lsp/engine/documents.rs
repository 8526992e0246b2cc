//! What the client tells of documents and settings, taken in.

use serde_json::Value;
use tower_lsp::lsp_types::{MessageType, Url};

use super::{Engine, OpenDocument};
use crate::lsp::notices::{Change, Opened};
use crate::lsp::outbox::{OutboxMessage, Refresh};
use crate::lsp::uri::{DocumentKey, file_path, is_mirror, place_on_disk, readable, shown_path};
use crate::say;

impl Engine {
    pub(super) fn open(&mut self, opened: Opened) {
        if is_mirror(&opened.uri) {
            return;
        }
        let path = place_on_disk(&opened.uri);
        if let Some(path) = shown_path(&opened.uri) {
            self.hide_closed(&path);
            self.workspace.forget();
        }
        if let Some(path) = &path
            && self.configuration.look_again_for(path)
        {
            self.look_again_at_all();
        }
        let effective = self.configuration.effective(path.as_deref());
        let name = opened.uri.clone();
        let key = DocumentKey::from(&name);
        let of_file = |uri: &&Url| DocumentKey::from(*uri) == key;
        if let Some(uri) = self.checked.keys().find(of_file).cloned() {
            self.checked.remove(&uri);
            self.publish_closed(uri);
        }
        let mut document = OpenDocument::new(opened, effective);
        document.showing = self.documents.get(&name).is_some_and(|older| older.showing);
        self.documents.insert(name, document);
    }

    pub(super) fn change(&mut self, change: Change) {
        let Some(name) = self.name(&change.uri) else {
            return;
        };
        let encoding = self.client.encoding;
        self.doubting(&name, |document| {
            document.change(change.version, change.edits, encoding);
        });
    }

    /// What was told of a text is lost: it may be another one now.
    pub(super) fn lose(&mut self, uri: Option<&Url>) {
        let key = uri.map(DocumentKey::from);
        let is_lost = |name: &&Url| {
            key.as_ref()
                .is_none_or(|key| DocumentKey::from(*name) == *key)
        };
        let lost: Vec<Url> = self.documents.keys().filter(is_lost).cloned().collect();
        for name in lost {
            self.doubting(&name, |document| document.doubtful = true);
        }
    }

    /// Does something to a document, and says so if that makes it doubtful.
    pub(super) fn doubting(&mut self, name: &Url, act: impl FnOnce(&mut OpenDocument)) {
        let Some(document) = self.documents.get_mut(name) else {
            return;
        };
        let doubted = document.doubtful;
        act(document);
        if document.doubtful && !doubted {
            let (locale, uri) = (self.locale(), readable(name));
            let text = say!(
                locale,
                "{uri}：收到的改动无法解读，或超出文件末尾，与编辑器中的内容可能不一致；重新打开前不提供修正",
                "{uri}: an edit cannot be decoded or lies past the end of the text, which may differ from the editor's; nothing is fixed until it is opened again"
            );
            self.log(MessageType::WARNING, text);
        }
    }

    /// Whatever was saved, and whether the client watches files or not: what is on the disk now applies.
    pub(super) fn saved(&mut self, uri: &Url) {
        self.workspace.forget();
        if self.configuration.look_again(file_path(uri).as_deref()) {
            self.look_again_at_all();
        }
    }

    pub(super) fn close(&mut self, uri: &Url) {
        let Some(name) = self.name(uri) else { return };
        if let Some(path) = shown_path(&name) {
            self.workspace.let_go(&path);
        }
        if let Some(document) = self
            .documents
            .remove(&name)
            .filter(|document| document.showing)
        {
            let OpenDocument { uri, version, .. } = document;
            self.post(OutboxMessage::Publish {
                uri,
                version,
                diagnostics: Vec::new(),
            });
        }
    }

    /// Asks for the user's settings, if the client answers that.
    pub(super) fn pull_settings(&mut self) {
        if self.client.pull_settings {
            self.settings_turn += 1;
            self.outbox
                .post(OutboxMessage::PullSettings(self.settings_turn));
        }
    }

    pub(super) fn set_editor(&mut self, value: &Value) {
        if self.configuration.set_editor(value) {
            self.workspace.forget();
            self.look_again_at_all();
        }
    }

    pub(super) fn look_again_at_all(&mut self) {
        for document in self.documents.values_mut() {
            document.reset(
                self.configuration
                    .effective(place_on_disk(&document.uri).as_deref()),
            );
        }
        self.recheck_all();
        self.ask_to_ask_again();
    }

    /// Has the client ask anew for what it shows.
    pub(super) fn ask_to_ask_again(&self) {
        let can = self.client.refreshes;
        let known = [
            (
                can.findings && self.client.pulls_findings,
                Refresh::Findings,
            ),
            (can.hints, Refresh::Hints),
            (can.lenses, Refresh::Lenses),
            (can.colours, Refresh::Colours),
        ];
        for (_, what) in known.into_iter().filter(|(can, _)| *can) {
            self.outbox.post(OutboxMessage::Refresh(what));
        }
    }
}
