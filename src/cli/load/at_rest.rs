//! A file that another run of this program is just writing is waited for: half of what it will say is nothing that anybody said.

use std::fs::{File, Metadata, TryLockError};
use std::io::ErrorKind;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// A file that was written longer ago is at rest. No run takes as long from the first byte of a file to the last.
const RECENT: Duration = Duration::from_secs(60);
/// How often is looked whether others have done with a file, and how long is waited in between.
const TRIES: u32 = 500;
const PAUSE: Duration = Duration::from_millis(20);

/// Asks until nobody else is at work with a file, but not for ever.
pub(in crate::cli) fn patiently(
    ask: impl Fn() -> Result<(), TryLockError>,
) -> Result<(), TryLockError> {
    for _ in 1..TRIES {
        match ask() {
            Err(TryLockError::WouldBlock) => sleep(PAUSE),
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Interrupted => {}
            answered => return answered,
        }
    }
    ask()
}

/// Waits until no other run is writing `file`, and keeps such runs waiting until it is closed. What has been at rest for long is read without a lock:
/// on network disks locks take time.
#[cfg(unix)]
pub(super) fn settle(file: &File, _path: &Path, metadata: &Metadata) {
    if is_recent(metadata) {
        // Some disks have no locks, and who has held one for so long may have other reasons.
        let _ = patiently(|| file.try_lock_shared());
    }
}

/// Waits until no other run is writing the file at `path`. Locks of Windows keep out everybody, so none is taken: where a copy lies beside a file,
/// it is asked whether somebody has the file open to write.
#[cfg(not(unix))]
pub(super) fn settle(_file: &File, path: &Path, metadata: &Metadata) {
    if is_recent(metadata) && crate::cli::write::copy_of(path).exists() {
        // Who has held it for so long may have other reasons.
        let _ = patiently(|| ask_whether_written(path));
    }
}

#[cfg(not(unix))]
fn ask_whether_written(path: &Path) -> Result<(), TryLockError> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true);
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;
        // FILE_SHARE_READ and FILE_SHARE_DELETE: refused as long as somebody writes.
        options.share_mode(1 | 4);
    }
    match options.open(path) {
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

/// Length in bytes and time of the last writing: whoever finds them as they were before he read a file knows that nobody wrote meanwhile. What is not
/// at rest is read under a lock; what is, has its time changed by any writing.
pub(super) fn look(file: &File) -> Option<(u64, SystemTime)> {
    let metadata = file.metadata().ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs;

    use super::*;
    use crate::cli::load::open;
    use crate::locale::Locale;

    #[test]
    fn only_what_was_written_a_moment_ago_is_held_while_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "text").unwrap();
        let writing = File::options().write(true).open(&path).unwrap();
        let may_be_written = || {
            let _reading = open(&path, Locale::English).unwrap();
            let answer = writing.try_lock();
            writing.unlock().unwrap();
            answer.is_ok()
        };
        assert!(!may_be_written());
        writing
            .set_modified(SystemTime::now() - 2 * RECENT)
            .unwrap();
        assert!(may_be_written());
        // By the clock of the disk it is now, by ours it is not yet.
        writing
            .set_modified(SystemTime::now() + 2 * RECENT)
            .unwrap();
        assert!(!may_be_written());
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
        let before = look(&reading);
        assert_eq!(look(&reading), before);
        fs::write(&path, "5678").unwrap();
        assert_ne!(look(&reading), before);
    }
}
