//! The conversation: what arrives is handed on, what is answered is sent, until the client leaves.
//!
//! In: messages. Out: messages. Everything runs on one task, and nothing here waits for the client to read or for the engine to answer. It
//! stands where the library has `Server::serve`, which decodes every message once more, ends at the first that it cannot, and does not read
//! while its client does not.

use std::collections::HashSet;
use std::sync::Arc;
use std::task::Poll;

use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use futures::{SinkExt, StreamExt};
use serde_json::Value;
use tower_lsp::jsonrpc::{Id, Request, Response};
use tower_lsp::{ClientSocket, LspService};

use super::guard::Guard;
use super::life::Life;
use super::message::{Message, Refused};
use super::outlet::Outlet;
use super::spellings::Spellings;
use super::transport::Inlet;
use super::watch::GRACE;
use crate::lsp::backend::Backend;

/// Talks with the client until it has said its last word and been answered.
pub(in crate::lsp) async fn converse(
    mut inlet: Inlet,
    outlet: Outlet,
    mut guard: Guard<LspService<Backend>>,
    socket: ClientSocket,
    life: Arc<Life>,
) {
    let (mut questions, mut answered) = socket.split();
    let mut answers: FuturesUnordered<BoxFuture<'static, Option<Response>>> =
        FuturesUnordered::new();
    // What the client has not answered yet.
    let mut asked: HashSet<Id> = HashSet::new();
    let mut listening = true;
    while listening || !answers.is_empty() {
        tokio::select! {
            message = inlet.next(), if listening => match told(message, &guard) {
                Some(Ok(Message::Doubled(..))) => {}
                Some(Ok(Message::Request(request))) => {
                    let mut answer = guard.call(request);
                    // Begun at once: what comes next must find it in the engine's hands.
                    match futures::poll!(&mut answer) {
                        Poll::Ready(answer) => post(&outlet, answer),
                        Poll::Pending => answers.push(answer),
                    }
                }
                Some(Ok(Message::Number(id))) if !asked.contains(&id) => {
                    post(&outlet, guard.refuse(Refused::number(id)));
                }
                Some(Ok(Message::Number(id))) => {
                    asked.remove(&id);
                    let _ = answered.send(Response::from_ok(id, Value::Null)).await;
                }
                Some(Ok(Message::Response(response))) => {
                    asked.remove(response.id());
                    // It fails after `exit`, when nobody is waiting any more.
                    let _ = answered.send(response).await;
                }
                Some(Ok(Message::Change(change))) => guard.hear_change(change),
                Some(Err(refused)) => post(&outlet, guard.refuse(refused)),
                None => {
                    listening = false;
                    life.end_within(GRACE);
                }
            },
            Some(answer) = answers.next() => post(&outlet, answer),
            Some(question) = questions.next() => {
                asked.extend(question.id().cloned());
                outlet.post(&respelled(&question, &guard.spellings));
            }
        }
    }
    outlet.drained().await;
}

/// The message itself, after a word about a name in it that is said twice.
fn told(
    message: Option<Result<Message, Refused>>,
    guard: &Guard<LspService<Backend>>,
) -> Option<Result<Message, Refused>> {
    match message {
        Some(Ok(Message::Doubled(name, message))) => {
            guard.hear_doubled(name);
            Some(Ok(*message))
        }
        message => message,
    }
}

/// A question of ours in which documents are named as the client names them.
fn respelled(question: &Request, spellings: &Spellings) -> Value {
    // Serialising fails for no question that can be built.
    let mut question = serde_json::to_value(question).unwrap_or_default();
    spellings.restore(&mut question);
    question
}

fn post(outlet: &Outlet, answer: Option<Response>) {
    if let Some(answer) = answer {
        outlet.post(&answer);
    }
}
