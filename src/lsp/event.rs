//! What the engine is told and asked, in the order in which the client said it.
//!
//! Events are made and sent before anything is waited for: that is what keeps edits in order. A question carries the way back for its answer;
//! when the client cancels, nobody waits at its end any more.

use std::fmt;
use std::path::PathBuf;

use serde_json::Value;
use tokio::sync::{mpsc, oneshot};
use tower_lsp::jsonrpc::Error;
use tower_lsp::lsp_types::{ProgressToken, Url};

use super::abilities::Start;
use super::discovery::Discoveries;
use super::engine::Engine;
use super::features::{Answer, Params, Question, Unanswered};
use super::notices::{Change, Opened};
use super::texts::TextsFound;

/// The way to the engine. Sending never waits.
pub(super) type EventSender = mpsc::UnboundedSender<Event>;

/// One thing that the engine is told or asked.
#[derive(Debug)]
pub(super) enum Event {
    /// The client has introduced itself.
    Start(Box<Start>),
    /// The client is ready for requests of ours.
    Initialized,
    /// A document is shown.
    Open(Opened),
    /// A document was edited.
    Change(Change),
    /// What was told of this document's text, or of nobody knows whose, cannot be decoded.
    Lost(Option<Url>),
    /// A document was written to the disk.
    Saved(Url),
    /// A document is no longer shown.
    Closed(Url),
    /// The client says that settings have changed, and perhaps what they are.
    SettingsPushed(Value),
    /// The client's answer to our asking for settings at a turn.
    SettingsPulled(u32, Value),
    /// Folders were added to the workspace or taken out of it.
    FoldersChanged {
        added: Vec<PathBuf>,
        removed: Vec<PathBuf>,
    },
    /// A file that settings are read from has changed.
    FilesChanged,
    /// Files that may be reports have changed.
    ReportsChanged,
    /// The workspace has been looked through.
    LookedThrough(Discoveries),
    /// Texts of other files have been read.
    TextsRead(TextsFound),
    /// The client shows how something of this name goes on.
    ProgressMade(ProgressToken),
    /// The user does not want what goes by this name any more.
    Cancelled(ProgressToken),
    /// A message was left out because it cannot be decoded, for this reason.
    Refused(String),
    /// A message says this name twice; the last counts.
    Doubled(String),
    /// Something that is to be answered.
    Asked(Box<dyn Asked>),
}

/// A question on its way to the engine, of whatever kind.
pub(super) trait Asked: Send + fmt::Debug {
    /// Answers it, unless it was cancelled while it waited.
    fn answer(self: Box<Self>, engine: &mut Engine);
}

/// A question of one kind, with the way back for its answer.
pub(super) struct Asking<Q: Question> {
    pub(super) params: Params<Q>,
    pub(super) reply: oneshot::Sender<Result<Answer<Q>, Error>>,
}

impl<Q: Question> Asked for Asking<Q> {
    fn answer(self: Box<Self>, engine: &mut Engine) {
        if self.reply.is_closed() {
            return;
        }
        let answer = match Q::answer(self.params, engine) {
            Ok(answer) => Ok(answer),
            Err(Unanswered::Refused(reason)) => Err(Error::invalid_params(reason)),
            Err(Unanswered::Breakdown(breakdown)) => {
                engine.broke_down(&breakdown);
                Err(Error::internal_error())
            }
        };
        // The other end is gone if the question was cancelled just now.
        let _ = self.reply.send(answer);
    }
}

impl<Q: Question> fmt::Debug for Asking<Q> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(std::any::type_name::<Q>())
    }
}
