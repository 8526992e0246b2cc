//! The one owner of all open documents.
//!
//! In: events in the order in which the client sent them. Out: answers, and findings in the outbox. What has arrived is taken in first, then
//! the newest text is analysed once; so a burst of edits costs one analysis. Nothing here waits for the client.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::mpsc::UnboundedReceiver;
use tower_lsp::lsp_types::{MessageType, Url};

use super::Options;
use super::abilities::Abilities;
use super::configuration::{Configuration, section};
use super::document::{Breakdown, Checker, Document};
use super::event::Event;
use super::features::Open;
use super::lookout::Lookout;
use super::notices::{Change, Opened};
use super::outbox::{Message, Outbox};
use super::uri::{DocumentKey, file_path, is_mirror, readable};
use super::workspace::{Files, Workspace};
use crate::locale::Locale;
use crate::say;

/// How long events are taken in before findings are shown in between: someone holding a key down wants to see something.
const MAX_DRAIN: Duration = Duration::from_millis(100);

/// Owns the documents.
pub(super) struct Engine {
    checker: Checker,
    pub(super) client: Abilities,
    pub(super) configuration: Configuration,
    lookout: Lookout,
    /// What the open documents are compared with.
    pub(super) workspace: Workspace,
    /// By the names under which the client has opened them.
    pub(super) documents: HashMap<Url, Document>,
    outbox: Arc<Outbox>,
    /// Counts what the client says about settings, so that an answer that was overtaken by later words is known.
    settings_turn: u32,
    /// Whether the user has been told that the analysis broke down.
    told_breakdown: bool,
}

impl Engine {
    /// An engine that speaks through `outbox`.
    pub(super) fn new(checker: Checker, options: Options, outbox: Arc<Outbox>) -> Self {
        Engine {
            checker,
            client: Abilities::default(),
            configuration: Configuration::new(options),
            lookout: Lookout::default(),
            workspace: Workspace::new(Files::NONE),
            documents: HashMap::new(),
            outbox,
            settings_turn: 0,
            told_breakdown: false,
        }
    }

    /// The same with files on a disk.
    pub(super) fn with_files(self, files: Files) -> Self {
        Engine {
            workspace: Workspace::new(files),
            ..self
        }
    }

    /// Works until nobody can send events any more.
    pub(super) async fn run(mut self, mut events: UnboundedReceiver<Event>) {
        while let Some(first) = self.wait(&mut events).await {
            let started = Instant::now();
            let mut next = first;
            while let Some(event) = next {
                self.take_in(event);
                next = if started.elapsed() < MAX_DRAIN {
                    events.try_recv().ok()
                } else {
                    None
                };
            }
            self.check_next();
            self.look_through();
            // What has been posted is sent, and what has arrived is read, before the next document is looked at.
            tokio::task::yield_now().await;
        }
    }

    /// The next event; `Some(None)` when a document is due first, `None` at the end.
    async fn wait(&mut self, events: &mut UnboundedReceiver<Event>) -> Option<Option<Event>> {
        let due = self.documents.values().filter_map(|document| document.due);
        let due = due.min();
        if due.is_some_and(|due| due <= Instant::now()) {
            return Some(events.try_recv().ok());
        }
        let pause = async {
            match due {
                Some(due) => tokio::time::sleep_until(due.into()).await,
                None => std::future::pending().await,
            }
        };
        let has_documents = !self.documents.is_empty();
        let (configuration, workspace) = (&self.configuration, &mut self.workspace);
        let mut seen = configuration.seen();
        seen.extend(workspace.seen());
        let seen = || seen.clone();
        tokio::select! {
            biased;
            event = events.recv() => event.map(Some),
            () = pause => Some(None),
            found = workspace.looked() => Some(Some(Event::LookedThrough(found))),
            () = self.lookout.changed(seen), if has_documents => Some(Some(Event::FilesChanged)),
        }
    }

    /// Handles one event. Should that panic, whoever asked gets an error and the rest goes on.
    pub(super) fn take_in(&mut self, event: Event) {
        if catch_unwind(AssertUnwindSafe(|| self.handle(event))).is_err() {
            let text = say!(
                self.locale(),
                "程序内部出错，有一个请求没有完成",
                "internal error: a request was not carried out"
            );
            self.log(MessageType::ERROR, text);
        }
        for mistake in self.configuration.take_mistakes() {
            self.outbox
                .post(Message::Show(MessageType::WARNING, mistake));
        }
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Start(start) => {
                self.client = start.abilities;
                self.configuration.start(&start);
            }
            Event::Initialized => {
                self.outbox
                    .post(Message::Register(self.client.registrations()));
                self.pull_settings();
            }
            Event::Open(opened) => self.open(opened),
            Event::Change(change) => self.change(change),
            Event::Lost(uri) => self.lose(uri.as_ref()),
            Event::Saved(uri) => self.saved(&uri),
            Event::Closed(uri) => self.close(&uri),
            Event::SettingsPushed(value) => match section(&value) {
                Some(ours) => {
                    self.settings_turn += 1;
                    self.set_editor(ours);
                }
                None => self.pull_settings(),
            },
            Event::SettingsPulled(turn, value) if turn == self.settings_turn => {
                self.set_editor(&value);
            }
            Event::SettingsPulled(..) => {}
            Event::FoldersChanged { added, removed } => {
                self.configuration.change_folders(&added, &removed);
                self.look_again_at_all();
            }
            Event::LookedThrough(found) => self.take_found(found),
            Event::ReportsChanged => self.workspace.forget(),
            Event::FilesChanged => {
                self.workspace.forget();
                self.configuration.forget_files();
                self.look_again_at_all();
            }
            Event::Refused(reason) => {
                let locale = self.locale();
                let text = say!(
                    locale,
                    "忽略了一条无法解读的消息：{reason}",
                    "ignored a message that cannot be decoded: {reason}"
                );
                self.log(MessageType::WARNING, text);
            }
            Event::Asked(question) => question.answer(self),
        }
    }

    /// Has something sent to the client.
    pub(super) fn post(&self, message: Message) {
        self.outbox.post(message);
    }

    /// An open document, for a question.
    pub(super) fn open_document(&mut self, uri: &Url) -> Option<Open<'_>> {
        let name = self.name(uri)?;
        let document = self.documents.get_mut(&name)?;
        // Whoever asks is told of a breakdown.
        if document.refresh(self.checker).is_ok() {
            self.look_beside(&name);
        }
        Some(Open {
            document: self.documents.get_mut(&name)?,
            client: &self.client,
            checker: self.checker,
            workspace: &self.workspace,
        })
    }

    /// The name under which a document is open: this one, or another spelling of it.
    fn name(&self, uri: &Url) -> Option<Url> {
        if self.documents.contains_key(uri) {
            return Some(uri.clone());
        }
        let key = DocumentKey::from(uri);
        let mut names = self.documents.keys();
        names.find(|name| DocumentKey::from(*name) == key).cloned()
    }

    fn open(&mut self, opened: Opened) {
        if is_mirror(&opened.uri) {
            return;
        }
        let path = file_path(&opened.uri);
        if let Some(path) = &path {
            self.hide_closed(path);
            self.workspace.forget();
        }
        if let Some(path) = &path
            && self.configuration.look_again_for(path)
        {
            self.look_again_at_all();
        }
        let effective = self.configuration.effective(path.as_deref());
        let name = opened.uri.clone();
        let mut document = Document::new(opened, effective);
        document.showing = self.documents.get(&name).is_some_and(|older| older.showing);
        self.documents.insert(name, document);
    }

    fn change(&mut self, change: Change) {
        let Some(name) = self.name(&change.uri) else {
            return;
        };
        let encoding = self.client.encoding;
        self.doubting(&name, |document| {
            document.change(change.version, change.edits, encoding);
        });
    }

    /// What was told of a text is lost: it may be another one now.
    fn lose(&mut self, uri: Option<&Url>) {
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
    fn doubting(&mut self, name: &Url, act: impl FnOnce(&mut Document)) {
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
    fn saved(&mut self, uri: &Url) {
        self.workspace.forget();
        if self.configuration.look_again(file_path(uri).as_deref()) {
            self.look_again_at_all();
        }
    }

    fn close(&mut self, uri: &Url) {
        let Some(name) = self.name(uri) else { return };
        if let Some(path) = file_path(&name) {
            self.workspace.let_go(&path);
        }
        if let Some(document) = self
            .documents
            .remove(&name)
            .filter(|document| document.showing)
        {
            let Document { uri, version, .. } = document;
            self.outbox.post(Message::Publish {
                uri,
                version,
                diagnostics: Vec::new(),
            });
        }
    }

    /// Asks for the user's settings, if the client answers that.
    fn pull_settings(&mut self) {
        if self.client.pull_settings {
            self.settings_turn += 1;
            self.outbox.post(Message::PullSettings(self.settings_turn));
        }
    }

    fn set_editor(&mut self, value: &Value) {
        if self.configuration.set_editor(value) {
            self.look_again_at_all();
        }
    }

    fn look_again_at_all(&mut self) {
        for document in self.documents.values_mut() {
            document.reset(
                self.configuration
                    .effective(file_path(&document.uri).as_deref()),
            );
        }
    }

    /// Looks at the document that was edited last, if it is due. Others that are due come next, unless something new arrives first.
    pub(super) fn check_next(&mut self) {
        let now = Instant::now();
        let due = |document: &Document| document.due.filter(|due| *due <= now);
        let newest = self
            .documents
            .values_mut()
            .filter(|document| due(document).is_some())
            .max_by_key(|document| due(document));
        let Some(document) = newest else { return };
        document.due = None;
        let checked = document.refresh(self.checker);
        let name = document.uri.clone();
        let turn = self.workspace.turn;
        self.look_beside(&name);
        self.publish(&name);
        if self.workspace.turn != turn {
            self.tell_of_neighbours(&name);
        }
        if let Err(breakdown) = checked {
            self.broke_down(&breakdown);
        }
    }

    /// Tells what was found in a document.
    pub(super) fn publish(&mut self, name: &Url) {
        let Some(document) = self.documents.get_mut(name) else {
            return;
        };
        let diagnostics = document
            .analysis()
            .map(|analysis| document.view(&self.client).diagnostics(analysis));
        let (uri, version) = (document.uri.clone(), document.version);
        // A text that is no report any more loses its findings; one that never was is left in peace.
        if diagnostics.is_some() || document.showing {
            document.showing = diagnostics.is_some();
            let diagnostics = diagnostics.unwrap_or_default();
            self.outbox.post(Message::Publish {
                uri,
                version,
                diagnostics,
            });
        }
    }

    /// The panic hook has said where; here is said for which file, and once that the list of problems is not to be trusted.
    pub(super) fn broke_down(&mut self, breakdown: &Breakdown) {
        let (locale, uri) = (self.locale(), readable(&breakdown.0));
        let text = say!(
            locale,
            "{uri}：核对时程序内部出错，问题列表不完整",
            "{uri}: internal error while checking; the list of problems is incomplete"
        );
        if !std::mem::replace(&mut self.told_breakdown, true) {
            self.outbox
                .post(Message::Show(MessageType::ERROR, text.clone()));
        }
        self.log(MessageType::ERROR, text);
    }

    fn locale(&self) -> Locale {
        self.configuration.locale()
    }

    fn log(&self, kind: MessageType, text: String) {
        self.outbox.post(Message::Log(kind, text));
    }
}
