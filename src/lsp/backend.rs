//! The server as the library sees it: it introduces itself, and hands every question to the engine.
//!
//! In: requests, decoded. Out: events for the engine, and its answers. Which requests there are is [`super::features`]'s; notifications do not
//! come here, but by way of [`super::notices`].

use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::lsp_types::{InitializeParams, InitializeResult};

use super::abilities::Start;
use super::event::{Asking, Event, EventSender};
use super::features::{Answer, Params, Question};

/// The server as the library sees it.
#[derive(Debug)]
pub(super) struct Backend {
    pub(super) events: EventSender,
}

impl Backend {
    /// Without an engine there is nothing left to tell: the process is ending.
    fn tell(&self, event: Event) {
        let _ = self.events.send(event);
    }

    /// Our side of the introduction.
    pub(super) fn introduce(&self, params: InitializeParams) -> Result<InitializeResult> {
        let start = Start::from_library(params);
        let answer = start.abilities.answer();
        self.tell(Event::Start(Box::new(start)));
        Ok(answer)
    }

    /// Sends a question and only then waits for its answer, which takes every earlier edit into account.
    pub(super) async fn ask<Q: Question>(&self, params: Params<Q>) -> Result<Answer<Q>> {
        let (reply, answer) = oneshot::channel();
        self.tell(Event::Asked(Box::new(Asking::<Q> { params, reply })));
        answer
            .await
            .unwrap_or_else(|_| Err(Error::internal_error()))
    }
}
