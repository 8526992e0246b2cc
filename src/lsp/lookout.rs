//! Whether configuration files have changed on the disk, for all that no client watches: files above the workspace or without one, included
//! editions, folders on a share.
//!
//! A look costs a few file attributes and is taken beside the engine's thread: a share that has gone away does not hold up anybody.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use tokio::task::{JoinHandle, spawn_blocking};

use super::disk::OnDisk;
use crate::config::{Disk, Look};

/// How long nobody looks.
const REST: Duration = Duration::from_secs(1);

/// Looks from time to time.
#[derive(Debug)]
pub(super) struct Lookout {
    next: Instant,
    looking: Option<JoinHandle<bool>>,
}

impl Default for Lookout {
    fn default() -> Self {
        Lookout {
            next: Instant::now() + REST,
            looking: None,
        }
    }
}

impl Lookout {
    /// Waits until something is not as it was `seen`. May be given up at any time and asked again.
    pub(super) async fn changed(&mut self, seen: impl Fn() -> Vec<(PathBuf, Look)>) {
        loop {
            if let Some(looking) = &mut self.looking {
                let has_changed = looking.await.unwrap_or(false);
                self.looking = None;
                self.next = Instant::now() + REST;
                if has_changed {
                    return;
                }
            }
            tokio::time::sleep_until(self.next.into()).await;
            let seen = seen();
            self.looking = Some(spawn_blocking(move || {
                seen.iter().any(|(path, look)| OnDisk.look(path) != *look)
            }));
        }
    }
}
