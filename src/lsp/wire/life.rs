//! How long the process lives: shared between all that may learn of its end.
//!
//! In: `shutdown`, `exit` and the end of stdin. Out: the moment to end, and the exit code. A server that outlives its editor is the
//! commonest complaint about servers, so every way of ending sets a deadline that nothing can prolong.

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

/// The end of the process, as far as it is known.
#[derive(Debug)]
pub(in crate::lsp) struct Life {
    /// Whether the client asked for a shutdown, as it should before it leaves.
    shut_down: AtomicBool,
    deadline: watch::Sender<Option<Instant>>,
    /// Whether it is the life of this process, which may be ended from outside.
    of_process: bool,
}

impl Default for Life {
    fn default() -> Self {
        Life {
            shut_down: AtomicBool::new(false),
            deadline: watch::Sender::new(None),
            of_process: false,
        }
    }
}

impl Life {
    /// The life of this process.
    pub(in crate::lsp) fn of_process() -> Self {
        Life {
            of_process: true,
            ..Life::default()
        }
    }

    /// Whether it is the life of this process.
    pub(in crate::lsp) fn is_of_process(&self) -> bool {
        self.of_process
    }

    /// The client has sent `shutdown`.
    pub(in crate::lsp) fn shut_down(&self) {
        self.shut_down.store(true, Ordering::Relaxed);
    }

    /// Ends the process after `grace` at the latest, so that the last answers still get out. An earlier deadline stays.
    pub(in crate::lsp) fn end_within(&self, grace: Duration) {
        let asked = Instant::now() + grace;
        self.deadline.send_if_modified(|deadline| {
            let sooner = deadline.is_none_or(|set| asked < set);
            if sooner {
                *deadline = Some(asked);
            }
            sooner
        });
    }

    /// Waits for the deadline.
    pub(in crate::lsp) async fn over(&self) {
        let mut watched = self.deadline.subscribe();
        loop {
            let deadline = *watched.borrow_and_update();
            match deadline {
                Some(deadline) => tokio::select! {
                    () = sleep_until(deadline) => return,
                    _ = watched.changed() => {}
                },
                None => {
                    if watched.changed().await.is_err() {
                        return;
                    }
                }
            }
        }
    }

    /// Whether the client asked for a shutdown before it left, as the protocol says.
    pub(in crate::lsp) fn is_shut_down(&self) -> bool {
        self.shut_down.load(Ordering::Relaxed)
    }

    /// Success for a client that leaves as it should.
    pub(in crate::lsp) fn exit_code(&self) -> ExitCode {
        if self.is_shut_down() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "current_thread", start_paused = true)]
    async fn the_earliest_deadline_ends_it() {
        let life = Life::default();
        let start = Instant::now();
        life.end_within(Duration::from_millis(500));
        life.end_within(Duration::from_millis(100));
        life.end_within(Duration::from_millis(900));
        life.over().await;
        assert_eq!(start.elapsed().as_millis(), 100);
    }
}
