//! One run at a time writes a file, and no other of this program reads it meanwhile.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use super::{Trouble, left_copy};
use crate::cli::load::patiently;

/// Keeps other runs of this program from `file` until it is closed. It is refused if a run was cut off that had held it.
pub(super) fn hold(target: &Path, file: &File) -> Result<(), Trouble> {
    // Before it is held: what somebody holds passes for being written.
    if let Some(copy) = left_copy(target) {
        // What is there now may be half of what it was.
        return Err(Trouble::OldCopy(copy));
    }
    lock(file)?;
    match is_at(file, target)? {
        true => Ok(()),
        false => Err(Trouble::Changed),
    }
}

/// On Windows the file has been opened for us alone, and a lock would keep others from reading it.
fn lock(file: &File) -> io::Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    match patiently(|| file.try_lock()) {
        Err(TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
        // Some network disks have no locks.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}

/// Whether `file` is what lies at `target`: another may have taken its place.
#[cfg(unix)]
pub(super) fn is_at(file: &File, target: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (open, there) = (file.metadata()?, std::fs::metadata(target)?);
    Ok((open.dev(), open.ino()) == (there.dev(), there.ino()))
}

/// Whether `file` is what lies at `target`. Nothing takes the place of a file that is open.
#[cfg(not(unix))]
pub(super) fn is_at(_file: &File, _target: &Path) -> io::Result<bool> {
    Ok(true)
}
