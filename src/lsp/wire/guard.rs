//! What stands between the transport and the library's service: every message passes here before the library's types see it.
//!
//! In: requests and notifications, as JSON. Out: the service's answers. Notifications go straight to the engine; requests are pruned, panics
//! become errors, needless parameters are dropped, documents are named as the client names them, nothing is left unanswered, and `exit`
//! ends the process.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures::FutureExt;
use futures::future::{BoxFuture, ready};
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Request, Response};
use tower_service::Service;

use super::life::Life;
use super::spellings::Spellings;
use crate::lsp::abilities::carried;
use crate::lsp::event::{Event, EventSender};
use crate::lsp::features::prune;
use crate::lsp::notices::notice;

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
}

impl<S> Service<Request> for Guard<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Option<Response>;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<Option<Response>, S::Error>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let nothing = &Value::Null;
        match request.method() {
            "initialize" => self.introduced |= request.id().is_some(),
            "shutdown" => self.life.shut_down(),
            "exit" => self.life.end_within(GRACE_AFTER_EXIT),
            "textDocument/didOpen" => self.spellings.learn(request.params().unwrap_or(nothing)),
            _ => {}
        }
        if request.id().is_none() && self.introduced && self.hear(&request) {
            return ready(Ok(None)).boxed();
        }
        self.ask(request)
    }
}

impl<S> Guard<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    /// Passes a notification on to the engine. Whether it is one of the engine's.
    fn hear(&self, notification: &Request) -> bool {
        let params = notification.params().unwrap_or(&Value::Null);
        let Some(heard) = notice(notification.method(), params) else {
            return false;
        };
        // Without an engine there is nothing left to tell: the process is ending.
        let _ = self.events.send(heard.unwrap_or_else(Event::Refused));
        true
    }

    /// Has the library's service answer a request, which it begins with at once: what comes next must find it in the engine's hands.
    fn ask(&mut self, request: Request) -> BoxFuture<'static, Result<Option<Response>, S::Error>> {
        let (id, method) = (request.id().cloned(), request.method().to_owned());
        let spellings = Arc::clone(&self.spellings);
        let answer = AssertUnwindSafe(self.inner.call(admitted(request))).catch_unwind();
        let mut mended = async move {
            match answer.await {
                Ok(Ok(Some(response))) => {
                    let (id, mut body) = response.into_parts();
                    if let Ok(answer) = &mut body {
                        spellings.restore(answer);
                    }
                    Ok(Some(Response::from_parts(id, body)))
                }
                // The library leaves what it does not know unanswered if its name begins with `$/`.
                Ok(Ok(None)) => Ok(id.map(|id| Response::from_error(id, unknown(method)))),
                Ok(Err(error)) => Err(error),
                Err(_) => Ok(id.map(|id| Response::from_error(id, Error::internal_error()))),
            }
        }
        .boxed();
        match (&mut mended).now_or_never() {
            Some(answer) => ready(answer).boxed(),
            None => mended,
        }
    }
}

fn unknown(method: String) -> Error {
    let mut error = Error::method_not_found();
    error.data = Some(Value::from(method));
    error
}

/// A request as the library's types can take it. They refuse parameters where a method takes none, even `null`, and do so after having acted.
fn admitted(request: Request) -> Request {
    let (method, id, params) = request.into_parts();
    let is_bare = matches!(&*method, "shutdown" | "exit");
    let params = params.filter(|params| !is_bare && !params.is_null());
    let params = match &*method {
        "initialize" => Some(carried(params.unwrap_or_default())),
        method => params.map(|mut params| {
            prune(method, &mut params);
            params
        }),
    };
    let rebuilt = Request::build(method);
    let rebuilt = match params {
        Some(params) => rebuilt.params(params),
        None => rebuilt,
    };
    match id {
        Some(id) => rebuilt.id(id).finish(),
        None => rebuilt.finish(),
    }
}
