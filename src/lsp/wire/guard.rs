//! What stands between the transport and the library's service: every message passes here before the library's types see it.
//!
//! In: requests and notifications, as JSON. Out: answers. Notifications go straight to the engine; requests are pruned, panics become errors,
//! needless parameters are dropped, documents are named as the client names them, nothing is left unanswered, and `exit` ends the process.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use futures::future::{BoxFuture, ready};
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};
use tower_service::Service;

use super::common::CommonChange;
use super::life::Life;
use super::message::{Lost, Refused};
use super::spellings::Spellings;
use super::watch::watch_client;
use crate::lsp::abilities::carried;
use crate::lsp::event::{Event, EventSender};
use crate::lsp::features::prune;
use crate::lsp::notices::{TELLS_TEXT, notice, unreadable, unreadable_change};

/// What `exit` leaves for answers that are still being written.
const GRACE_AFTER_EXIT: Duration = Duration::from_millis(200);

/// A service with the mends around it.
pub(in crate::lsp) struct Guard<S> {
    pub(in crate::lsp) inner: S,
    pub(in crate::lsp) life: Arc<Life>,
    pub(in crate::lsp) spellings: Arc<Spellings>,
    pub(in crate::lsp) events: EventSender,
    /// Whether the client has introduced itself; what it tells before is not heard.
    pub(in crate::lsp) introduced: bool,
    /// Whether it has asked for a shutdown; what it asks then is not answered any more.
    pub(in crate::lsp) leaving: bool,
}

impl<S> Guard<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
{
    /// Takes a message in. What comes of it is the answer, if there is to be one.
    pub(in crate::lsp) fn call(
        &mut self,
        request: Request,
    ) -> BoxFuture<'static, Option<Response>> {
        let (method, id, params) = request.into_parts();
        let mut params = params.unwrap_or_default();
        self.spellings.intern_in(&mut params);
        let (introduced, leaving) = (self.introduced, self.leaving);
        match &*method {
            "initialize" if id.is_some() => self.meet(&params),
            "shutdown" => {
                self.life.shut_down();
                self.leaving |= introduced && id.is_some();
                // Told rather than asked, it is for nobody to answer, and what is asked later still is.
                if id.is_none() {
                    return ready(None).boxed();
                }
            }
            "exit" => self.life.end_within(GRACE_AFTER_EXIT),
            _ => {}
        }
        // An id that is null is no id for anything that is told rather than asked.
        let tells = id.as_ref().is_none_or(|id| *id == Id::Null);
        if tells && self.introduced && self.hear(&method, &params) {
            return ready(None).boxed();
        }
        if self.introduced && TELLS_TEXT.contains(&&*method) {
            return ready(self.refuse_question(&method, &params, id)).boxed();
        }
        match id {
            // The library has these answers for the methods that it knows.
            Some(id) if leaving => refusal(id, Error::invalid_request()),
            Some(id) if !introduced && method != "initialize" => refusal(id, not_introduced()),
            id => self.ask(admitted(method.into_owned(), id, params)),
        }
    }

    /// What tells a text is asked as a question: the client does not take it for told, or does. In doubt, the text is not the editor's any more.
    fn refuse_question(&self, method: &str, params: &Value, id: Option<Id>) -> Option<Response> {
        for event in unreadable(method, params) {
            // Without an engine there is nothing left to tell: the process is ending.
            let _ = self.events.send(event);
        }
        Some(Response::from_error(id?, Error::invalid_request()))
    }

    /// The client introduces itself.
    fn meet(&mut self, introduction: &Value) {
        let process = introduction.get("processId").and_then(Value::as_i64);
        let process = process.and_then(|process| i32::try_from(process).ok());
        if let Some(process @ 1..) = process
            && !self.introduced
            && self.life.is_of_process()
        {
            watch_client(process, Arc::clone(&self.life));
        }
        self.introduced = true;
    }

    /// Passes what is told on to the engine. Whether it is one of the engine's concerns.
    fn hear(&self, method: &str, params: &Value) -> bool {
        let Some(heard) = notice(method, params) else {
            return false;
        };
        // Without an engine there is nothing left to tell: the process is ending.
        for event in heard {
            let _ = self.events.send(event);
        }
        true
    }

    /// Passes the edit of a keystroke on to the engine.
    pub(in crate::lsp) fn hear_change(&self, change: CommonChange) {
        if !self.introduced {
            return;
        }
        let event = match self.spellings.name(&change.uri) {
            Some(uri) => vec![Event::Change(change.named(uri))],
            None => unreadable_change(),
        };
        for event in event {
            // Without an engine there is nothing left to tell: the process is ending.
            let _ = self.events.send(event);
        }
    }

    /// Passes on that a message says a name twice.
    pub(in crate::lsp) fn hear_doubled(&self, name: String) {
        if self.introduced {
            // Without an engine there is nothing left to tell: the process is ending.
            let _ = self.events.send(Event::Doubled(name));
        }
    }

    /// Tells the engine of a message that was left out; the answer for whoever waits for one.
    pub(in crate::lsp) fn refuse(&self, refused: Refused) -> Option<Response> {
        if self.introduced {
            // Without an engine there is nothing left to tell: the process is ending.
            let lost = refused.lost.map(|lost| match lost {
                Lost::Of(uri) => Event::Lost(Some(*uri)),
                Lost::OfSome => Event::Lost(None),
            });
            let said = (!refused.reason.is_empty()).then_some(Event::Refused(refused.reason));
            for event in lost.into_iter().chain(said) {
                let _ = self.events.send(event);
            }
        }
        let error = match refused.is_readable {
            true => Error::invalid_request(),
            false => Error::parse_error(),
        };
        Some(Response::from_error(refused.id?, error))
    }

    /// Has the library's service answer a request.
    fn ask(&mut self, request: Request) -> BoxFuture<'static, Option<Response>> {
        let (id, method) = (request.id().cloned(), request.method().to_owned());
        let spellings = Arc::clone(&self.spellings);
        let answer = AssertUnwindSafe(self.inner.call(request)).catch_unwind();
        async move {
            match answer.await {
                Ok(Ok(Some(response))) => {
                    let (id, mut body) = response.into_parts();
                    if let Ok(answer) = &mut body {
                        spellings.restore(answer);
                    }
                    Some(Response::from_parts(id, body))
                }
                // The library leaves what it does not know unanswered if its name begins with `$/`.
                Ok(Ok(None)) => Some(Response::from_error(id?, unknown(method))),
                Ok(Err(_)) => Some(Response::from_error(id?, Error::invalid_request())),
                Err(_) => Some(Response::from_error(id?, Error::internal_error())),
            }
        }
        .boxed()
    }
}

fn refusal(id: Id, error: Error) -> BoxFuture<'static, Option<Response>> {
    ready(Some(Response::from_error(id, error))).boxed()
}

/// `ServerNotInitialized`.
fn not_introduced() -> Error {
    Error {
        code: ErrorCode::ServerError(-32002),
        message: "Server not initialized".into(),
        data: None,
    }
}

fn unknown(method: String) -> Error {
    let mut error = Error::method_not_found();
    error.data = Some(Value::from(method));
    error
}

/// A request as the library's types can take it. They refuse parameters where a method takes none, even `null`, and do so after having acted.
fn admitted(method: String, id: Option<Id>, mut params: Value) -> Request {
    match &*method {
        "initialize" => params = carried(params),
        "shutdown" | "exit" => params = Value::Null,
        method => prune(method, &mut params),
    }
    let request = Request::build(method);
    let request = match params {
        Value::Null => request,
        params => request.params(params),
    };
    match id {
        Some(id) => request.id(id).finish(),
        None => request.finish(),
    }
}
