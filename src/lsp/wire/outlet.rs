//! stdout, shared by the library and by what is sent past it.
//!
//! In: whole messages from both. Out: the same, one after the other. The library turns every notification into a tree of values before it
//! writes it; for findings, which are most of what is ever sent, that would cost more than finding them.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};

use serde::Serialize;
use tokio::io::AsyncWrite;

use super::framing::empty;
use super::transport::Outgoing;

/// A handle to stdout. What is written in one piece stays in one piece, and the library writes whole messages.
#[derive(Clone)]
pub(in crate::lsp) struct Outlet {
    stream: Arc<Mutex<Stream>>,
}

struct Stream {
    to: Outgoing,
    /// Whole messages, of which the first `written` bytes are gone.
    pending: Vec<u8>,
    written: usize,
    /// Who waits for `pending` to be written. The stream itself wakes only the last one that asked.
    waiting: Vec<Waker>,
}

impl Outlet {
    /// Writes to `to`.
    pub(in crate::lsp) fn new(to: Outgoing) -> Self {
        let stream = Stream {
            to,
            pending: Vec::new(),
            written: 0,
            waiting: Vec::new(),
        };
        Outlet {
            stream: Arc::new(Mutex::new(stream)),
        }
    }

    /// Sends a message past the library, and waits until it is written.
    pub(in crate::lsp) async fn send(&self, message: &impl Serialize) -> io::Result<()> {
        let body = serde_json::to_vec(message)?;
        self.stream().append(&body);
        std::future::poll_fn(|context| self.stream().poll_drain(context)).await
    }

    fn stream(&self) -> MutexGuard<'_, Stream> {
        self.stream.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Stream {
    fn append(&mut self, body: &[u8]) {
        let header = format!("Content-Length: {}\r\n\r\n", body.len());
        self.pending.extend_from_slice(header.as_bytes());
        self.pending.extend_from_slice(body);
    }

    /// Writes all that is pending.
    fn poll_drain(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let drained = self.poll_write_pending(context);
        let known = |waker: &Waker| waker.will_wake(context.waker());
        if drained.is_ready() {
            self.waiting.drain(..).for_each(Waker::wake);
        } else if !self.waiting.iter().any(known) {
            self.waiting.push(context.waker().clone());
        }
        drained
    }

    fn poll_write_pending(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while let Some(rest @ [_, ..]) = self.pending.get(self.written..) {
            match ready!(Pin::new(&mut self.to).poll_write(context, rest))? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                count => self.written += count,
            }
        }
        empty(&mut self.pending);
        self.written = 0;
        Pin::new(&mut self.to).poll_flush(context)
    }
}

/// The library's side: takes everything at once, and lets a flush wait until it is written.
impl AsyncWrite for Outlet {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.stream().pending.extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_drain(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_drain(context)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    #[tokio::test]
    async fn messages_of_both_sides_stay_whole_through_a_narrow_pipe() {
        let (narrow, mut other_end) = tokio::io::duplex(7);
        let outlet = Outlet::new(Box::new(narrow));
        let past = outlet.clone();
        let sender = tokio::spawn(async move {
            for number in 0..50 {
                past.send(&json!({ "past": number })).await.unwrap();
            }
        });
        let mut library = outlet;
        let writer = tokio::spawn(async move {
            for number in 0..50 {
                let body = json!({ "library": number }).to_string();
                let message = format!("Content-Length: {}\r\n\r\n{body}", body.len());
                library.write_all(message.as_bytes()).await.unwrap();
                library.flush().await.unwrap();
            }
        });
        let mut all = String::new();
        other_end.read_to_string(&mut all).await.unwrap();
        sender.await.unwrap();
        writer.await.unwrap();

        let bodies: Vec<&str> = all
            .split("Content-Length: ")
            .skip(1)
            .map(|message| message.split_once("\r\n\r\n").unwrap())
            .inspect(|(length, body)| assert_eq!(length.parse(), Ok(body.len())))
            .map(|(_, body)| body)
            .collect();
        for side in ["past", "library"] {
            let expected: Vec<String> = (0..50)
                .map(|number| json!({ side: number }).to_string())
                .collect();
            let seen: Vec<&str> = bodies
                .iter()
                .filter(|body| body.contains(side))
                .copied()
                .collect();
            assert_eq!(seen, expected);
        }
    }
}
