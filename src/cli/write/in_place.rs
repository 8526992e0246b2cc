//! Writing into the file itself. Everything that belongs to it stays because it stays the same file; in exchange there is a moment in which
//! it is half written, so a copy of what it said lies beside it until that is over.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::aside::{Readers, copy_of, draft, folder_of};
use super::{Trouble, contents, elsewhere};
use crate::cli::load::{PATIENCE_WITH_OTHERS, patiently};

/// What a file has to say to be written over.
#[derive(Clone, Copy, Debug)]
pub(super) enum Expected<'b> {
    /// These bytes, or what it is to say already.
    This(&'b [u8]),
    /// Whatever it says: results of a moment ago, for one.
    Anything,
}

/// Writes `after` over what `file` says.
pub(super) fn put(
    target: &Path,
    file: &mut File,
    expected: Expected<'_>,
    after: &[u8],
) -> Result<(), Trouble> {
    lock(target, file)?;
    // Who waited for the lock may find another file in the place of this one, or the work done.
    if is_elsewhere(file, target)? {
        return Err(Trouble::Changed);
    }
    let before = contents(file)?;
    if before == after {
        return Ok(());
    }
    if matches!(expected, Expected::This(this) if this != before) {
        return Err(Trouble::Changed);
    }
    let copy = keep_copy(target, &before)?;
    if let Err(error) = overwrite(file, &before, after) {
        if put_back(file, &before).is_err() {
            return Err(Trouble::Torn(copy));
        }
        remove(&copy);
        return Err(Trouble::Io(error));
    }
    remove(&copy);
    Ok(())
}

/// A copy that stays does no harm; that it is there, the next run says.
fn remove(copy: &Path) {
    let _ = fs::remove_file(copy);
}

/// Keeps other runs of this program out until the file is closed. On Windows it has been opened for us alone, and a lock would keep readers out.
fn lock(target: &Path, file: &File) -> io::Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    match patiently(target, PATIENCE_WITH_OTHERS, || file.try_lock()) {
        Err(TryLockError::WouldBlock) => Err(ErrorKind::WouldBlock.into()),
        // Some network disks have no locks.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}

/// Whether another file lies at `target` than `file`.
#[cfg(unix)]
fn is_elsewhere(file: &File, target: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (open, there) = (file.metadata()?, fs::metadata(target)?);
    let is_nameless = open.nlink() == 0 && there.nlink() > 0;
    let is_other = (open.dev(), open.ino()) != (there.dev(), there.ino());
    // Some disks number a file anew each time it is looked for.
    let looks_other = (open.len(), open.modified().ok()) != (there.len(), there.modified().ok());
    Ok(is_nameless || is_other && looks_other)
}

/// Nothing takes the place of a file that is open.
#[cfg(not(unix))]
fn is_elsewhere(_file: &File, _target: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Writes `before` to a file beside `target`, or among the temporary files if the folder takes none.
fn keep_copy(target: &Path, before: &[u8]) -> Result<PathBuf, Trouble> {
    let beside = copy_of(target);
    let is_there = |beside: PathBuf| match fs::read(&beside).is_ok_and(|kept| kept == before) {
        true => Ok(beside),
        false => Err(Trouble::OldCopy(beside)),
    };
    match whole_copy(&beside, before).or_else(|error| match error.kind() {
        ErrorKind::AlreadyExists | ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Err(error),
        // Some file systems cannot give a name without taking one away.
        _ => copy_at_once(&beside, before),
    }) {
        Ok(()) => Ok(beside),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => is_there(beside),
        Err(error) if is_full(&error) => Err(error.into()),
        Err(_) => Ok(elsewhere::keep(target, before)?),
    }
}

/// The copy has its name only when it is whole: one that is found with it can be relied on.
fn whole_copy(beside: &Path, before: &[u8]) -> io::Result<()> {
    if fs::symlink_metadata(beside).is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let mut draft = draft(folder_of(beside), Readers::UserAlone)?;
    draft.write_all(before)?;
    draft.as_file().sync_all()?;
    draft
        .persist_noclobber(beside)
        .map_err(|refused| refused.error)?;
    Ok(())
}

fn copy_at_once(beside: &Path, before: &[u8]) -> io::Result<()> {
    fill(create(beside)?, before).inspect_err(|_| remove(beside))
}

fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded
    )
}

/// Nobody may read in a copy what he may not read in the file.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

fn fill(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()
}

/// Writes from the first byte that differs. Room for a longer text is taken before any byte is changed, behind the end of the file: who reads it
/// meanwhile finds no zeros there.
fn overwrite(file: &mut File, before: &[u8], after: &[u8]) -> io::Result<()> {
    let same = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    reserve(file, before.len(), after.len())?;
    file.seek(SeekFrom::Start(same as u64))?;
    file.write_all(after.get(same..).unwrap_or_default())?;
    file.set_len(after.len() as u64)?;
    file.sync_all()
}

#[cfg(target_os = "linux")]
pub(super) fn reserve(file: &File, now: usize, then: usize) -> io::Result<()> {
    use rustix::fs::{FallocateFlags, fallocate};
    use rustix::io::Errno;
    if then <= now {
        return Ok(());
    }
    let (start, more) = (now as u64, (then - now) as u64);
    match fallocate(file, FallocateFlags::KEEP_SIZE, start, more) {
        Err(error @ (Errno::NOSPC | Errno::DQUOT | Errno::FBIG)) => Err(error.into()),
        // Not every file system can; then the writing itself shows whether there is room.
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn reserve(_file: &File, _now: usize, _then: usize) -> io::Result<()> {
    Ok(())
}

fn put_back(file: &mut File, before: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(before)?;
    file.set_len(before.len() as u64)?;
    file.sync_all()
}
