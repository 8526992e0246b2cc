//! What the engine is told and asked, in the order in which the client said it.
//!
//! Handlers make events and send them before they wait for anything: that is what keeps edits in order. A question carries the way back for
//! its answer; when the client cancels, nobody waits at its end any more.

use serde_json::Value;
use tokio::sync::{mpsc, oneshot};
use tower_lsp::lsp_types::{
    CodeActionKind, CodeActionOrCommand, Diagnostic, DidChangeTextDocumentParams,
    DocumentSymbolResponse, Range, TextDocumentItem, TextDocumentSaveReason, TextEdit, Url,
};

use super::abilities::Start;

/// The way to the engine. Sending never waits.
pub(super) type EventSender = mpsc::UnboundedSender<Event>;

/// The way back to whoever asked.
pub(super) type Reply<T> = oneshot::Sender<T>;

/// One thing that the engine is told or asked.
#[derive(Debug)]
pub(super) enum Event {
    /// The client has introduced itself.
    Start(Box<Start>),
    /// The client is ready for requests of ours.
    Initialized,
    /// A document is shown.
    Open(TextDocumentItem),
    /// A document was edited.
    Change(DidChangeTextDocumentParams),
    /// A document was written to the disk.
    Saved(Url),
    /// A document is no longer shown.
    Closed(Url),
    /// The client says that settings have changed, and perhaps what they are.
    SettingsPushed(Value),
    /// The client's answer to our asking for settings.
    SettingsPulled(Value),
    /// A watched file has changed.
    FilesChanged,
    /// A message was left out because it cannot be decoded, for this reason.
    Refused(String),
    /// What can be done at a place.
    Actions(ActionsQuestion, Reply<Vec<CodeActionOrCommand>>),
    /// What a document consists of.
    Outline(Url, Reply<Option<DocumentSymbolResponse>>),
    /// What to change before a document is saved.
    WillSave(Url, TextDocumentSaveReason, Reply<Option<Vec<TextEdit>>>),
}

/// What a client asks of the changes that can be made at a place.
#[derive(Debug)]
pub(super) struct ActionsQuestion {
    /// The document.
    pub(super) uri: Url,
    /// The place.
    pub(super) range: Range,
    /// The findings that the client shows there. Some editors draw them wider than they are, or misplace the cursor.
    pub(super) shown: Vec<Diagnostic>,
    /// The kinds it wants; `None` leaves the choice to us.
    pub(super) only: Option<Vec<CodeActionKind>>,
}
