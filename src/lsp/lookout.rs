//! Whether files have changed on the disk, for all that no client watches: configuration files above the workspace or without one, included
//! editions, folders on a share; and for clients that watch nothing, which reports lie in the workspace, and whether those that were checked with it are as
//! they were.
//!
//! A look costs a few file attributes and is taken beside the engine's thread: a share that has gone away does not hold up anybody.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::{JoinHandle, spawn_blocking};

use super::disk::Files;
use super::disk::OnDisk;
use super::elsewhere::NearListing;
use super::engine::rechecking::{Stamp, stamp};
use super::event::Event;
use crate::config::{Disk, Look};

/// How long nobody looks.
const REST: Duration = Duration::from_secs(1);
/// So many times as long as a look takes nobody looks after it.
const CALM: u32 = 20;

/// What is looked at.
#[derive(Debug, Default)]
pub(super) struct Watched {
    /// Files as they were seen.
    pub(super) seen: Vec<(PathBuf, Look)>,
    /// The reports in folders as they were come across.
    pub(super) listing: Option<Listing>,
    /// What lies where last year's reports may lie.
    pub(super) near: Option<NearListing>,
    /// Files that were checked with the workspace.
    pub(super) checked: Vec<(PathBuf, Stamp)>,
}

/// The reports that lay in folders.
#[derive(Clone, Debug)]
pub(super) struct Listing {
    pub(super) files: Files,
    pub(super) folders: Arc<Vec<(PathBuf, bool)>>,
    pub(super) paths: Arc<HashSet<PathBuf>>,
}

impl Watched {
    /// What has changed, as far as that is told apart.
    fn change(&self) -> Option<Event> {
        let mut seen = self.seen.iter();
        let is_other = |listing: &Listing| listing.has_changed();
        let have_files_changed = seen.any(|(path, look)| OnDisk.look(path) != *look)
            || self.listing.as_ref().is_some_and(is_other)
            || self.near.as_ref().is_some_and(NearListing::has_changed);
        if have_files_changed {
            return Some(Event::FilesChanged);
        }
        let mut checked = self.checked.iter();
        let is_other = checked.any(|(path, seen)| stamp(path) != *seen);
        is_other.then_some(Event::ReportsChanged)
    }
}

impl Listing {
    /// Whether other files lie there now.
    fn has_changed(&self) -> bool {
        let folders = self.folders.iter();
        let now = folders.flat_map(|(folder, whole)| (self.files.list)(folder, *whole));
        let now: HashSet<PathBuf> = now.collect();
        now != *self.paths
    }
}

/// Looks from time to time.
#[derive(Debug)]
pub(super) struct Lookout {
    next: Instant,
    looking: Option<(Instant, JoinHandle<Option<Event>>)>,
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
    /// Waits until something is not as it was `seen`, and tells what. May be given up at any time and asked again.
    pub(super) async fn changed(&mut self, watched: impl Fn() -> Watched) -> Event {
        loop {
            if let Some((begun, looking)) = &mut self.looking {
                let change = looking.await.unwrap_or(None);
                self.next = Instant::now() + REST.max(begun.elapsed() * CALM);
                self.looking = None;
                if let Some(change) = change {
                    return change;
                }
            }
            tokio::time::sleep_until(self.next.into()).await;
            let watched = watched();
            let looking = spawn_blocking(move || watched.change());
            self.looking = Some((Instant::now(), looking));
        }
    }
}
