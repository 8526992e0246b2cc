//! What stands between the transport and the library's service, and mends how the library ends.
//!
//! In: requests. Out: the service's answers, with panics turned into errors, needless parameters dropped, document names spelled as the
//! client spells them, and an end to the process after `exit`.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Request, Response};
use tower_service::Service;

use super::life::Life;
use super::uri::Spellings;

/// What `exit` leaves for answers that are still being written.
const GRACE_AFTER_EXIT: Duration = Duration::from_millis(200);

/// A service with the mends around it.
pub(super) struct Guard<S> {
    pub(super) inner: S,
    pub(super) life: Arc<Life>,
    pub(super) spellings: Arc<Spellings>,
}

impl<S> Service<Request> for Guard<S>
where
    S: Service<Request, Response = Option<Response>>,
    S::Future: Send + 'static,
{
    type Response = Option<Response>;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<Option<Response>, S::Error>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        match request.method() {
            "shutdown" => self.life.shut_down(),
            "exit" => self.life.end_within(GRACE_AFTER_EXIT),
            "textDocument/didOpen" => self
                .spellings
                .learn(request.params().unwrap_or(&Value::Null)),
            _ => {}
        }
        let id = request.id().cloned();
        let spellings = Arc::clone(&self.spellings);
        let answer =
            AssertUnwindSafe(self.inner.call(without_needless_params(request))).catch_unwind();
        async move {
            match answer.await {
                Ok(Ok(Some(response))) => {
                    let (id, mut body) = response.into_parts();
                    if let Ok(answer) = &mut body {
                        spellings.restore(answer);
                    }
                    Ok(Some(Response::from_parts(id, body)))
                }
                Ok(other) => other,
                Err(_) => Ok(id.map(|id| Response::from_error(id, Error::internal_error()))),
            }
        }
        .boxed()
    }
}

/// The library refuses parameters where a method takes none, even `null`, and does so after having acted on it.
fn without_needless_params(request: Request) -> Request {
    let needless =
        matches!(request.method(), "shutdown" | "exit") || request.params() == Some(&Value::Null);
    if !needless {
        return request;
    }
    let (method, id, _) = request.into_parts();
    let rebuilt = Request::build(method);
    match id {
        Some(id) => rebuilt.id(id).finish(),
        None => rebuilt.finish(),
    }
}
