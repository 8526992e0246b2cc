//! stdout, shared by all that have something to send, and the one task that writes it.
//!
//! In: messages, from anybody at any time. Out: the same in their order, each whole. Nobody who posts waits for the client: one that does not
//! read while it writes would otherwise never be read itself. A client that takes nothing for long, or has closed its end, is taken to be gone.

use std::fs::File;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::io::AsyncWriteExt;
use tokio::sync::{Notify, watch};

use super::framing::empty;
use super::life::Life;
use super::transport::Outgoing;

/// How long a client may take nothing at all while something is to be written. Long enough for one that is held in a debugger for a moment or
/// on a machine that swaps.
const PATIENCE: Duration = Duration::from_secs(60);

/// A handle to stdout.
#[derive(Clone, Debug, Default)]
pub(in crate::lsp) struct Outlet {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    pending: Mutex<Pending>,
    filled: Notify,
    /// How many messages are written.
    written: watch::Sender<u64>,
    /// Takes what it can take at once and never waits: a message that stands in no line is written by who posts it, which spares waking the writer.
    at_once: OnceLock<File>,
}

#[derive(Debug, Default)]
struct Pending {
    /// Whole messages that are to be written.
    bytes: Vec<u8>,
    /// How many have ever been posted.
    posted: u64,
    /// Whether the writer has taken messages that are not written yet.
    is_writing: bool,
    /// Where messages are put into bytes.
    body: Vec<u8>,
}

impl Outlet {
    /// Puts a message in line.
    pub(in crate::lsp) fn post(&self, message: &impl Serialize) {
        let mut pending = self.pending();
        let Pending { bytes, body, .. } = &mut *pending;
        empty(body);
        // Serialising fails for no message that can be built.
        if serde_json::to_writer(&mut *body, message).is_err() {
            return;
        }
        let has_to_wait = !bytes.is_empty();
        // Writing to memory does not fail.
        let _ = write!(bytes, "Content-Length: {}\r\n\r\n", body.len());
        bytes.extend_from_slice(body);
        pending.posted += 1;
        if !has_to_wait && self.write_at_once(&mut pending) {
            self.shared.written.send_replace(pending.posted);
            return;
        }
        drop(pending);
        self.shared.filled.notify_one();
    }

    /// Writes what is pending if that goes without waiting; whether all of it was written. What goes wrong here goes wrong for the writer too, who
    /// knows what to do.
    fn write_at_once(&self, pending: &mut Pending) -> bool {
        let Some(mut to) = self.shared.at_once.get().filter(|_| !pending.is_writing) else {
            return false;
        };
        match to.write(&pending.bytes) {
            Ok(count) if count == pending.bytes.len() => empty(&mut pending.bytes),
            Ok(count) => drop(pending.bytes.drain(..count)),
            Err(_) => {}
        }
        pending.bytes.is_empty()
    }

    /// Waits until everything posted so far is written.
    pub(in crate::lsp) async fn drained(&self) {
        let posted = self.pending().posted;
        if *self.shared.written.borrow() >= posted {
            return;
        }
        let mut written = self.shared.written.subscribe();
        // The sender lives as long as `self` does.
        let _ = written.wait_for(|&written| written >= posted).await;
    }

    /// Writes what is posted for as long as the client takes it; its end is told to `life`.
    pub(in crate::lsp) async fn write_to(self, mut to: Outgoing, life: Arc<Life>) {
        let mut bytes = Vec::new();
        if let Some(file) = to.at_once.take() {
            // There is one writer only.
            let _ = self.shared.at_once.set(file);
        }
        loop {
            self.shared.filled.notified().await;
            let posted = {
                let mut pending = self.pending();
                std::mem::swap(&mut bytes, &mut pending.bytes);
                pending.is_writing = true;
                pending.posted
            };
            if write(&mut to, &bytes).await.is_err() {
                life.end_within(Duration::ZERO);
                return;
            }
            empty(&mut bytes);
            self.pending().is_writing = false;
            self.shared.written.send_replace(posted);
        }
    }

    fn pending(&self) -> MutexGuard<'_, Pending> {
        let pending = self.shared.pending.lock();
        pending.unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes all of `rest`, with patience for each portion.
async fn write(to: &mut Outgoing, mut rest: &[u8]) -> io::Result<()> {
    while !rest.is_empty() {
        let count = tokio::time::timeout(PATIENCE, to.stream.write(rest)).await??;
        if count == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        rest = rest.get(count..).unwrap_or_default();
    }
    tokio::time::timeout(PATIENCE, to.stream.flush()).await?
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;
    use tokio::io::AsyncReadExt;

    fn writing(width: usize) -> (Outlet, tokio::io::DuplexStream, Arc<Life>) {
        let (narrow, other_end) = tokio::io::duplex(width);
        let (outlet, life) = (Outlet::default(), Arc::<Life>::default());
        tokio::spawn(outlet.clone().write_to(narrow.into(), Arc::clone(&life)));
        (outlet, other_end, life)
    }

    #[tokio::test]
    async fn messages_stay_whole_and_in_order_through_a_narrow_pipe() {
        let (outlet, mut other_end, _) = writing(7);
        let posting = outlet.clone();
        let reader = tokio::spawn(async move {
            let (mut all, mut portion) = (Vec::new(), [0; 5]);
            while !all.ends_with(b"49}") {
                let count = other_end.read(&mut portion).await.unwrap();
                all.extend_from_slice(&portion[..count]);
            }
            String::from_utf8(all).unwrap()
        });
        for number in 0..50 {
            posting.post(&json!({ "number": number }));
            if number % 9 == 0 {
                posting.drained().await;
            }
        }
        outlet.drained().await;
        let all = reader.await.unwrap();
        let bodies: Vec<&str> = all
            .split("Content-Length: ")
            .skip(1)
            .map(|message| message.split_once("\r\n\r\n").unwrap())
            .inspect(|(length, body)| assert_eq!(length.parse(), Ok(body.len())))
            .map(|(_, body)| body)
            .collect();
        let expected: Vec<String> = (0..50)
            .map(|n| json!({ "number": n }).to_string())
            .collect();
        assert_eq!(bodies, expected);
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_reads_no_more_ends_the_server() {
        let (outlet, _other_end, life) = writing(7);
        outlet.post(&json!("more than the pipe holds"));
        let start = tokio::time::Instant::now();
        life.over().await;
        assert_eq!(start.elapsed(), PATIENCE);
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_reads_slowly_is_waited_for() {
        let (outlet, mut other_end, life) = writing(7);
        outlet.post(&json!("more than the pipe holds, and more than that"));
        let slow = tokio::spawn(async move {
            let mut portion = [0; 5];
            for _ in 0..8 {
                tokio::time::sleep(PATIENCE / 2).await;
                other_end.read_exact(&mut portion).await.unwrap();
            }
            tokio::time::Instant::now()
        });
        let last_read = slow.await.unwrap();
        life.over().await; // its end was dropped with the task
        assert!(tokio::time::Instant::now() - last_read < PATIENCE);
    }

    #[tokio::test]
    async fn a_client_that_has_closed_its_end_ends_the_server() {
        let (outlet, other_end, life) = writing(7);
        drop(other_end);
        outlet.post(&json!({}));
        life.over().await;
        assert!(!life.is_shut_down());
    }
}
