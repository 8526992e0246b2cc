//! A file that another run of this program is just writing is waited for: half of what it will say is nothing that anybody said.
//!
//! Such a run holds the file by a lock, and a copy lies beside it. Others hold files too, for reasons of their own; they are not waited for as long.

use std::fs::{File, Metadata, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use crate::cli::interrupt::is_asked_to_stop;
use crate::cli::write::is_written_in_place;

/// What was written longer ago is at rest, if no copy says otherwise.
const RECENT: Duration = Duration::from_secs(60);
/// How long is waited for a run of this program.
const LONG: Duration = Duration::from_secs(10);
/// How long is waited for others.
const SHORT: Duration = Duration::from_secs(2);
/// How long is waited between two questions.
const PAUSE: Duration = Duration::from_millis(20);

/// What a file looked like: length in bytes and time of the last writing.
pub(super) type FileLook = (u64, Option<SystemTime>);

/// Asks until nobody else is at work with the file at `path`, but not for ever.
pub(in crate::cli) fn patiently(
    path: &Path,
    ask: impl Fn() -> Result<(), TryLockError>,
) -> Result<(), TryLockError> {
    let begun = Instant::now();
    loop {
        match ask() {
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Interrupted => continue,
            answered => return answered,
        }
        let patience = match is_written_in_place(path) {
            true => LONG,
            false => SHORT,
        };
        if begun.elapsed() > patience || is_asked_to_stop() {
            return Err(TryLockError::WouldBlock);
        }
        sleep(PAUSE);
    }
}

/// Waits until no other run is writing `file`, and keeps such runs waiting until it is closed. What is at rest is read without a lock: on network disks
/// locks take time. Fails with `WouldBlock` if a run is still writing it.
pub(super) fn settle(file: &File, path: &Path, metadata: &Metadata) -> io::Result<()> {
    if !(cfg!(unix) && is_recent(metadata) || is_written_in_place(path)) {
        return Ok(());
    }
    match patiently(path, || hold(file, path)) {
        Err(TryLockError::WouldBlock) if is_written_in_place(path) => {
            Err(ErrorKind::WouldBlock.into())
        }
        // Some disks have no locks, and whoever else holds one need not be writing.
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(unix)]
fn hold(file: &File, _path: &Path) -> Result<(), TryLockError> {
    file.try_lock_shared()
}

/// Locks of Windows would keep others from the file, so it is only asked whether somebody has it open to write.
#[cfg(not(unix))]
fn hold(_file: &File, path: &Path) -> Result<(), TryLockError> {
    match crate::cli::write::open_while_unwritten(path) {
        Ok(_) => Ok(()),
        Err(error) if crate::cli::write::is_held(&error) => Err(TryLockError::WouldBlock),
        Err(error) => Err(TryLockError::Error(error)),
    }
}

fn is_recent(metadata: &Metadata) -> bool {
    let Ok(written) = metadata.modified() else {
        return true;
    };
    // What comes from the future was written by another clock.
    SystemTime::now()
        .duration_since(written)
        .map_or(true, |age| age < RECENT)
}

/// Whoever finds a file to look as it did before he read it, knows that nobody wrote meanwhile: what has been at rest has its time changed by any
/// writing, and what has not is held.
pub(super) fn look(metadata: &Metadata) -> FileLook {
    (metadata.len(), metadata.modified().ok())
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs;

    use super::*;
    use crate::cli::write::copy_of;

    #[test]
    fn what_has_been_at_rest_is_not_held_while_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "text").unwrap();
        let writing = File::options().write(true).open(&path).unwrap();
        let is_held = || {
            let reading = File::open(&path).unwrap();
            settle(&reading, &path, &reading.metadata().unwrap()).unwrap();
            let answer = writing.try_lock();
            writing.unlock().unwrap();
            answer.is_err()
        };
        let written_at = |time| writing.set_modified(time).unwrap();
        assert!(is_held());
        written_at(SystemTime::now() - 2 * RECENT);
        assert!(!is_held());
        fs::write(copy_of(&path), "text").unwrap();
        assert!(is_held());
        fs::remove_file(copy_of(&path)).unwrap();
        // By the clock of the disk it is now, by ours it is not yet.
        written_at(SystemTime::now() + 2 * RECENT);
        assert!(is_held());
    }

    #[test]
    fn what_others_hold_is_read_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "text").unwrap();
        let theirs = File::open(&path).unwrap();
        theirs.lock().unwrap();
        let reading = File::open(&path).unwrap();
        settle(&reading, &path, &reading.metadata().unwrap()).unwrap();
    }

    #[test]
    fn writing_changes_how_a_file_looks_that_was_at_rest() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "1234").unwrap();
        let reading = File::options().write(true).open(&path).unwrap();
        reading
            .set_modified(SystemTime::now() - 2 * RECENT)
            .unwrap();
        let look = || look(&reading.metadata().unwrap());
        let before = look();
        assert_eq!(look(), before);
        fs::write(&path, "5678").unwrap();
        assert_ne!(look(), before);
    }
}
