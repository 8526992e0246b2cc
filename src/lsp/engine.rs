//! The one owner of all open documents.
//!
//! In: events in the order in which the client sent them. Out: answers, and findings in the outbox. What has arrived is taken in first, then
//! the newest text is analysed once; so a burst of edits costs one analysis. Nothing here waits for the client.

mod checking;
mod documents;
mod questions;
pub(super) mod rechecking;
pub(super) mod sweep;
pub(super) mod unread;

use std::collections::{BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::UnboundedReceiver;
use tower_lsp::lsp_types::{MessageType, Url};

use super::Options;
use super::abilities::Abilities;
use super::configuration::{Configuration, section};
use super::disk::Files;
use super::document::{Checker, OpenDocument};
use super::event::Event;
use super::lookout::{Lookout, Watched};
use super::outbox::{Outbox, OutboxMessage};
use super::uri::DocumentKey;
use super::workspace::Workspace;
use crate::locale::Locale;
use crate::say;

use rechecking::stamps;
use sweep::{CheckedFile, Sweep};

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
    pub(super) documents: HashMap<Url, OpenDocument>,
    outbox: Arc<Outbox>,
    /// Counts what the client says about settings, so that an answer that was overtaken by later words is known.
    settings_turn: u32,
    /// Whether the user has been told that the analysis broke down.
    told_breakdown: bool,
    /// The check of the workspace that is under way.
    sweep: Option<Sweep>,
    /// Counts those checks.
    n_sweeps: u32,
    /// What such a check has found in files that are not open.
    pub(super) checked: HashMap<Url, CheckedFile>,
    /// Those of these files that are to be looked at again.
    outdated: BTreeSet<Url>,
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
            sweep: None,
            n_sweeps: 0,
            checked: HashMap::new(),
            outdated: BTreeSet::new(),
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
            if !self.check_next() && !self.look_beside_next() && !self.recheck_next() {
                self.go_on_checking();
            }
            self.tell_of_index();
            self.look_through();
            self.workspace.read_wanted();
            // What has been posted is sent, and what has arrived is read, before the next document is looked at.
            tokio::task::yield_now().await;
        }
    }

    /// The next event; `Some(None)` when a document is due first, `None` at the end.
    async fn wait(&mut self, events: &mut UnboundedReceiver<Event>) -> Option<Option<Event>> {
        let documents = self.documents.values();
        let due = documents.flat_map(|document| [document.due, document.beside.due]);
        let due = due
            .flatten()
            .chain(self.sweep.as_ref().map(|sweep| sweep.begins))
            .chain(self.workspace.index.as_ref().and_then(|index| index.due))
            .chain((!self.outdated.is_empty()).then(Instant::now))
            .min();
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
        let (configuration, lists) = (&self.configuration, !self.client.register_watch);
        let (checked, keeps_checked) = (&self.checked, lists && !self.checked.is_empty());
        let ((looking, texts), reports) = self.workspace.watched(lists);
        let watched = || {
            // Without a document the folders are not looked through, and would stay other ones.
            let mut watched = match has_documents {
                true => reports(),
                false => Watched::default(),
            };
            if keeps_checked {
                watched.checked = stamps(checked);
            }
            watched.seen.extend(configuration.seen());
            watched
        };
        tokio::select! {
            biased;
            event = events.recv() => event.map(Some),
            () = pause => Some(None),
            found = looking.over() => Some(Some(Event::LookedThrough(found))),
            found = texts.over() => Some(Some(Event::TextsRead(found))),
            change = self.lookout.changed(watched), if has_documents || keeps_checked => Some(Some(change)),
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
                .post(OutboxMessage::Show(MessageType::WARNING, mistake));
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
                    .post(OutboxMessage::Register(self.client.registrations()));
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
                self.workspace.look_at_all();
                self.look_again_at_all();
            }
            Event::LookedThrough(found) => self.take_found(found),
            Event::TextsRead(found) => self.take_texts(found),
            Event::ReportsChanged => {
                self.workspace.forget();
                self.recheck_written();
            }
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
            Event::Doubled(name) => {
                let text = say!(
                    self.locale(),
                    "一条消息中“{name}”出现了两次，以后一次为准",
                    "a message says “{name}” twice; the last one counts"
                );
                self.log(MessageType::WARNING, text);
            }
            Event::ProgressMade(token) => {
                if !self.show_index(&token) {
                    self.show_sweep(&token);
                }
            }
            Event::Cancelled(token) => {
                self.cancel_index(&token);
                self.cancel(&token);
            }
            Event::Asked(question) => question.answer(self),
        }
    }

    /// Has something sent to the client; findings not, if it asks for them.
    pub(super) fn post(&self, message: OutboxMessage) {
        if self.client.pulls_findings && matches!(message, OutboxMessage::Publish { .. }) {
            return;
        }
        self.outbox.post(message);
    }

    /// The names of the open documents, in order.
    pub(super) fn open_documents(&self) -> Vec<Url> {
        let mut names: Vec<Url> = self.documents.keys().cloned().collect();
        names.sort();
        names
    }

    /// The name under which a document is open: this one, or another spelling of it.
    pub(super) fn name(&self, uri: &Url) -> Option<Url> {
        if self.documents.contains_key(uri) {
            return Some(uri.clone());
        }
        let key = DocumentKey::from(uri);
        let mut names = self.documents.keys();
        names.find(|name| DocumentKey::from(*name) == key).cloned()
    }

    /// The language of what is said outside of any document.
    pub(super) fn locale(&self) -> Locale {
        self.configuration.locale()
    }

    fn log(&self, kind: MessageType, text: String) {
        self.outbox.post(OutboxMessage::Log(kind, text));
    }
}
