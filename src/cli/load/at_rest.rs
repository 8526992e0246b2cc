//! A file that another run of this program is just writing in place is waited for: half of what it will say is nothing that anybody said.
//!
//! Such a run holds the file by a lock, and a copy lies beside it. Others lock files too, for reasons of their own, and are not waited for: only where a
//! copy may lie elsewhere, nobody knows who it is, and a moment is waited.

use std::fs::{File, Metadata, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use super::open_without_waiting;
use crate::cli::interrupt::is_asked_to_stop;
use crate::cli::write::is_written_in_place;

/// What was written longer ago is at rest, if no copy beside it says otherwise.
#[cfg(unix)]
const RECENT: Duration = Duration::from_secs(60);
/// How long is waited as long as a copy shows that a run is writing.
const PATIENCE_WITH_RUNS: Duration = Duration::from_secs(10);
/// How long is waited for whoever holds a file without a copy beside it.
pub(in crate::cli) const PATIENCE_WITH_OTHERS: Duration = Duration::from_secs(2);
/// How long is waited between two questions.
const PAUSE: Duration = Duration::from_millis(20);

/// Length in bytes and time of the last writing.
type FileLook = (u64, Option<SystemTime>);

/// Asks until nobody else is at work with the file at `path`, but not for ever: not longer than `others` once no copy is seen beside it.
pub(in crate::cli) fn patiently(
    path: &Path,
    others: Duration,
    ask: impl Fn() -> Result<(), TryLockError>,
) -> Result<(), TryLockError> {
    let begun = Instant::now();
    let mut seen = begun;
    loop {
        match ask() {
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Interrupted => continue,
            answered => return answered,
        }
        // Who takes the lock makes his copy a moment later.
        let is_over = match is_written_in_place(path) {
            true => {
                seen = Instant::now();
                false
            }
            false => seen.elapsed() >= others,
        };
        if is_over || begun.elapsed() > PATIENCE_WITH_RUNS || is_asked_to_stop() {
            return Err(TryLockError::WouldBlock);
        }
        sleep(PAUSE);
    }
}

/// Waits until no run is writing `file`, which lies at `path`, any more, and says what it looks like. Fails with `WouldBlock` if one still is.
pub(super) fn settled(file: &File, path: &Path) -> io::Result<FileLook> {
    let metadata = file.metadata()?;
    let others = match may_have_hidden_copy(path, &metadata) {
        true => PATIENCE_WITH_OTHERS,
        false => Duration::ZERO,
    };
    // What is at rest is not asked for a lock: on network disks that takes time.
    if !others.is_zero() || is_written_in_place(path) {
        let held = patiently(path, others, || ask(file, path));
        if is_busy(&held) && is_written_in_place(path) {
            return Err(ErrorKind::WouldBlock.into());
        }
    }
    look(file)
}

/// Whether a file that looked like this before it was read has been written since, or is being written.
pub(super) fn is_disturbed(file: &File, path: &Path, before: FileLook) -> bool {
    look(file).ok() != Some(before) || is_written_in_place(path) && is_busy(&ask(file, path))
}

/// Whether a run is writing the file at `path` in place.
pub(in crate::cli) fn is_being_written(path: &Path) -> bool {
    is_written_in_place(path)
        && open_without_waiting(path).is_ok_and(|file| is_busy(&ask(&file, path)))
}

fn is_busy(answered: &Result<(), TryLockError>) -> bool {
    matches!(answered, Err(TryLockError::WouldBlock))
}

/// Whether nobody holds `file` to write it.
#[cfg(unix)]
fn ask(file: &File, _path: &Path) -> Result<(), TryLockError> {
    file.try_lock_shared()?;
    // Nobody who wants to write it is kept waiting.
    file.unlock().map_err(TryLockError::Error)
}

/// Whether nobody has the file open to write it. A lock of Windows would keep others from it.
#[cfg(not(unix))]
fn ask(_file: &File, path: &Path) -> Result<(), TryLockError> {
    match crate::cli::write::open_while_unwritten(path) {
        Ok(_) => Ok(()),
        Err(error) if crate::cli::write::is_held(&error) => Err(TryLockError::WouldBlock),
        Err(error) => Err(TryLockError::Error(error)),
    }
}

/// Whether a run that is writing a file in place may have its copy under another name of the file, or elsewhere because its folder takes none.
#[cfg(unix)]
fn may_have_hidden_copy(path: &Path, metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;

    use rustix::fs::{Access, access};

    use crate::cli::write::folder_of;

    is_recent(metadata)
        && (metadata.nlink() > 1 || access(folder_of(path), Access::WRITE_OK).is_err())
}

/// Whether a run that is writing a file in place may have its copy elsewhere. On Windows who writes a file cannot be told from who only has it open.
#[cfg(not(unix))]
fn may_have_hidden_copy(_path: &Path, _metadata: &Metadata) -> bool {
    false
}

#[cfg(unix)]
fn is_recent(metadata: &Metadata) -> bool {
    let Ok(written) = metadata.modified() else {
        return true;
    };
    // What comes from the future was written by another clock.
    SystemTime::now()
        .duration_since(written)
        .map_or(true, |age| age < RECENT)
}

fn look(file: &File) -> io::Result<FileLook> {
    let metadata = file.metadata()?;
    Ok((metadata.len(), metadata.modified().ok()))
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs;

    use super::*;
    use crate::cli::write::copy_of;

    #[test]
    fn a_file_is_asked_for_only_where_it_may_be_in_the_making() {
        let folder = tempfile::tempdir().unwrap();
        let (path, also) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        fs::write(&path, "text").unwrap();
        let file = File::options().write(true).open(&path).unwrap();
        let hides = || may_have_hidden_copy(&path, &file.metadata().unwrap());
        assert!(!hides());
        fs::hard_link(&path, also).unwrap();
        assert!(hides());
        file.set_modified(SystemTime::now() - 2 * RECENT).unwrap();
        assert!(!hides());
        // By the clock of the disk it is now, by ours it is not yet.
        file.set_modified(SystemTime::now() + 2 * RECENT).unwrap();
        assert!(hides());
    }

    #[test]
    fn a_file_is_disturbed_by_being_written_and_by_whoever_is_about_to() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "1234").unwrap();
        let reading = File::options().write(true).open(&path).unwrap();
        reading
            .set_modified(SystemTime::now() - 2 * RECENT)
            .unwrap();
        let before = settled(&reading, &path).unwrap();
        assert!(!is_disturbed(&reading, &path, before));
        let writing = File::open(&path).unwrap();
        writing.lock().unwrap();
        // Another program, for all that is known.
        assert!(!is_disturbed(&reading, &path, before));
        fs::write(copy_of(&path), "1234").unwrap();
        assert!(is_disturbed(&reading, &path, before));
        writing.unlock().unwrap();
        // The run was killed before it wrote anything.
        assert!(!is_disturbed(&reading, &path, before));
        fs::write(&path, "5678").unwrap();
        assert!(is_disturbed(&reading, &path, before));
    }

    #[test]
    fn what_others_hold_is_read_all_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let (path, also) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        fs::write(&path, "text").unwrap();
        let theirs = File::open(&path).unwrap();
        theirs.lock().unwrap();
        let reading = File::open(&path).unwrap();
        settled(&reading, &path).unwrap();
        fs::hard_link(&path, also).unwrap();
        settled(&reading, &path).unwrap();
    }
}
