//! What waits to be sent to the client, and the one task that sends it.
//!
//! In: what the engine has to say. Out: notifications and requests to the client. Of the findings of one document only the newest wait, so
//! a slow client is never sent what is out of date, and versions only grow.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use tokio::sync::Notify;
use tokio::sync::mpsc::WeakUnboundedSender;
use tower_lsp::Client;
use tower_lsp::lsp_types::{
    Diagnostic, MessageType, ProgressParams, ProgressParamsValue, ProgressToken, Registration,
    ShowMessageParams, Url, WorkDoneProgress, WorkspaceEdit,
};

use super::event::Event;
use super::last_year::{LastYearFile, LastYearTold};
use super::requests::{apply_edit, make_progress, pull_settings, refresh, register, show_page};
use super::told::ToldFinding;
use super::wire::outlet::Outlet;
use super::wire::spellings::Spellings;

/// Something to tell the client.
#[derive(Debug)]
pub(super) enum OutboxMessage {
    /// The findings of one version of a document.
    Publish {
        uri: Url,
        version: Option<i32>,
        diagnostics: Vec<Arc<ToldFinding>>,
    },
    /// For the log.
    Log(MessageType, String),
    /// For the user's eyes.
    Show(MessageType, String),
    /// Ask to be told of these things.
    Register(Vec<Registration>),
    /// Ask for these edits to be made, under this name in the list of what can be undone.
    ApplyEdit(String, WorkspaceEdit),
    /// Ask for this page to be shown in a browser.
    ShowPage(Url),
    /// Ask the client to ask for something anew.
    Refresh(Refresh),
    /// The reports on the year before that a document is compared with.
    LastYear(Url, Vec<LastYearFile>),
    /// Ask the client to show how something of this name goes on; that it does comes back as an event.
    MakeProgress(ProgressToken),
    /// How something goes on.
    Progress(ProgressToken, WorkDoneProgress),
    /// Ask for the user's settings; the answer comes back as an event of this turn.
    PullSettings(u32),
}

/// What a client may ask for anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refresh {
    Findings,
    Hints,
    Lenses,
    Colours,
}

/// What waits to be sent.
#[derive(Debug, Default)]
pub(super) struct Outbox {
    waiting: Mutex<VecDeque<OutboxMessage>>,
    filled: Notify,
}

impl Outbox {
    /// Adds a message; findings take the place of older ones of the same document.
    pub(super) fn post(&self, message: OutboxMessage) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let OutboxMessage::Publish { uri, .. } = &message {
            waiting.retain(
                |older| !matches!(older, OutboxMessage::Publish { uri: other, .. } if other == uri),
            );
        }
        waiting.push_back(message);
        drop(waiting);
        self.filled.notify_one();
    }

    /// The oldest message, if there is one.
    pub(super) fn try_take(&self) -> Option<OutboxMessage> {
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front()
    }

    /// Waits until nothing waits.
    pub(super) async fn emptied(&self) {
        let is_empty = || {
            let waiting = self.waiting.lock();
            waiting.unwrap_or_else(PoisonError::into_inner).is_empty()
        };
        while !is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// Waits for a message.
    async fn take(&self) -> OutboxMessage {
        loop {
            let filled = self.filled.notified();
            if let Some(message) = self.try_take() {
                return message;
            }
            filled.await;
        }
    }
}

/// Sends what is posted, for as long as the client listens.
pub(super) async fn send_posted(
    outbox: Arc<Outbox>,
    client: Client,
    outlet: Outlet,
    spellings: Arc<Spellings>,
    events: WeakUnboundedSender<Event>,
) {
    loop {
        match outbox.take().await {
            OutboxMessage::Publish {
                uri,
                version,
                diagnostics,
            } => {
                let params = Published::new(&uri, version, diagnostics, &spellings);
                outlet.post(&Notification::new(
                    "textDocument/publishDiagnostics",
                    params,
                ));
                // While a slow client reads these, newer ones may take the place of those that wait.
                outlet.drained().await;
            }
            OutboxMessage::Log(typ, message) => {
                let said = ShowMessageParams { typ, message };
                outlet.post(&Notification::new("window/logMessage", said));
            }
            OutboxMessage::Show(typ, message) => {
                let said = ShowMessageParams { typ, message };
                outlet.post(&Notification::new("window/showMessage", said));
            }
            // In tasks of their own, because a client that never answers must not hold up the findings; and without a limit of time, because
            // the library panics at an answer that nobody waits for any more.
            OutboxMessage::Register(wanted) => {
                tokio::spawn(register(client.clone(), wanted));
            }
            OutboxMessage::ApplyEdit(label, edit) => {
                tokio::spawn(apply_edit(client.clone(), label, edit));
            }
            OutboxMessage::ShowPage(uri) => {
                tokio::spawn(show_page(client.clone(), uri));
            }
            OutboxMessage::Refresh(what) => {
                tokio::spawn(refresh(client.clone(), what));
            }
            OutboxMessage::MakeProgress(token) => {
                tokio::spawn(make_progress(token, client.clone(), events.clone()));
            }
            OutboxMessage::Progress(token, progress) => {
                let value = ProgressParamsValue::WorkDone(progress);
                let params = ProgressParams { token, value };
                outlet.post(&Notification::new("$/progress", params));
            }
            OutboxMessage::LastYear(uri, files) => {
                let told = LastYearTold::new(&uri, files, &spellings);
                outlet.post(&Notification::new("nianbao/lastYear", told));
            }
            OutboxMessage::PullSettings(turn) => {
                tokio::spawn(pull_settings(turn, client.clone(), events.clone()));
            }
        }
    }
}

/// A notification.
#[derive(Debug, Serialize)]
struct Notification<P> {
    jsonrpc: &'static str,
    method: &'static str,
    params: P,
}

impl<P> Notification<P> {
    fn new(method: &'static str, params: P) -> Self {
        Notification {
            jsonrpc: "2.0",
            method,
            params,
        }
    }
}

/// `textDocument/publishDiagnostics` with the document's name in the client's own spelling.
#[derive(Debug, Serialize)]
struct Published {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<i32>,
    diagnostics: Diagnostics,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Diagnostics {
    Typed(Vec<Arc<ToldFinding>>),
    /// With the client's spelling inside, for which the types have no room.
    Respelled(Value),
}

impl Published {
    fn new(
        uri: &Url,
        version: Option<i32>,
        diagnostics: Vec<Arc<ToldFinding>>,
        spellings: &Spellings,
    ) -> Self {
        let spelled = spellings.of(uri);
        let diagnostics = if spelled == uri.as_str() {
            Diagnostics::Typed(diagnostics)
        } else {
            // Serialising plain data fails for no list that can be built.
            let typed: Vec<&Diagnostic> = diagnostics.iter().map(|said| &***said).collect();
            let mut diagnostics = serde_json::to_value(&typed).unwrap_or_default();
            spellings.restore(&mut diagnostics);
            Diagnostics::Respelled(diagnostics)
        };
        Published {
            uri: spelled,
            version,
            diagnostics,
        }
    }
}
