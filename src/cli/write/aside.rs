//! Files that lie for a moment beside those that are written: how they are named, and what becomes of them when the run that made them was killed.
//!
//! A draft is held by a lock as long as its run lives, so one that nobody holds is stale, on whatever machine its run was. What a draft says was
//! never in the place of anything, so it is swept up. The copy of a file that is written in place may be all that is left whole: it goes only when
//! the file says the same, and is named otherwise.

use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::super::load::open_without_waiting;

/// What the name of a draft begins with. No folder walk takes it for a report.
pub(super) const DRAFT: &str = ".nianbao-";
/// How many letters and digits follow.
const LETTERS: usize = 6;
/// What the name of a copy ends with. No folder walk takes it for a report.
pub(super) const COPY: &str = ".nianbao-original";

/// How often a draft is made anew that another run has just swept up.
const TRIES: usize = 5;

/// Who may read a draft before it has its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Readers {
    /// Whoever may read a new file of this user.
    AsOfAnyNewFile,
    /// The user alone.
    UserAlone,
}

/// A draft in `folder`.
pub(in crate::cli) fn draft(folder: &Path, readers: Readers) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(DRAFT).rand_bytes(LETTERS);
    #[cfg(unix)]
    if readers == Readers::AsOfAnyNewFile {
        use std::os::unix::fs::PermissionsExt;
        // The user's mask takes its part of them.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = readers;
    for _ in 0..TRIES {
        let made = builder.tempfile_in(folder)?;
        match made.as_file().try_lock() {
            // Another run may have taken it for stale before it was held.
            Ok(()) if fs::symlink_metadata(made.path()).is_err() => {}
            Err(TryLockError::WouldBlock) => {}
            // Some network disks have no locks; there nobody sweeps either.
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(made),
        }
    }
    Err(io::ErrorKind::WouldBlock.into())
}

/// The folder in which a file lies.
pub(in crate::cli) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Where the copy of a file lies while the file is written in place.
pub(in crate::cli) fn copy_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(COPY);
    path.with_file_name(name)
}

/// The file of which `copy` is the copy, by its name.
pub(in crate::cli) fn copied(copy: &Path) -> Option<PathBuf> {
    let name = copy.file_name()?.as_encoded_bytes();
    let length = name.strip_suffix(COPY.as_bytes())?.len();
    // The ending is ASCII, so what stands before it is whole.
    let name = copy.file_name()?.to_str()?.get(..length)?;
    (!name.is_empty()).then(|| copy.with_file_name(name))
}

/// What a copy is to the file that it was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum CopyState {
    /// There is none, or a run is at work with it.
    InUse,
    /// It says what the file says.
    Needless,
    /// They differ, or the file is gone. Nobody but the user knows which is wanted.
    Left,
}

/// What the copy beside `file` is.
pub(in crate::cli) fn copy_state(file: &Path) -> CopyState {
    examined(file, &copy_of(file)).0
}

/// What `copy` is to `file`, and the file, which no run writes as long as it is held.
pub(super) fn examined(file: &Path, copy: &Path) -> (CopyState, Option<File>) {
    if !fs::symlink_metadata(copy).is_ok_and(|found| found.is_file()) {
        return (CopyState::InUse, None);
    }
    let (mut held, is_sure) = match open_to_hold(file) {
        Ok(Some(held)) => held,
        Ok(None) => return (CopyState::InUse, None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (CopyState::Left, None),
        // Another program holds it, or it may not be read: reading it says so.
        Err(_) => return (CopyState::InUse, None),
    };
    let mut now = Vec::new();
    match (fs::read(copy), held.read_to_end(&mut now)) {
        (Ok(kept), Ok(_)) if kept != now => (CopyState::Left, None),
        // Where there are no locks, nobody knows whether it is needed.
        (Ok(_), Ok(_)) if is_sure => (CopyState::Needless, Some(held)),
        // The run that made it has just taken it away, or reading the file says what is wrong.
        _ => (CopyState::InUse, None),
    }
}

/// Opens `file` so that no run writes it as long as it is open, and says whether that is sure. `None`: a run is at work with it.
#[cfg(unix)]
fn open_to_hold(file: &Path) -> io::Result<Option<(File, bool)>> {
    let held = open_without_waiting(file)?;
    // Shared: others who look at it do not take each other for writers.
    Ok(match held.try_lock_shared() {
        Err(TryLockError::WouldBlock) => None,
        locked => Some((held, locked.is_ok())),
    })
}

/// Opens `file` so that nobody writes it as long as it is open.
#[cfg(not(unix))]
fn open_to_hold(file: &Path) -> io::Result<Option<(File, bool)>> {
    match open_while_unwritten(file) {
        Err(error) if super::is_held(&error) => Ok(None),
        opened => Ok(Some((opened?, true))),
    }
}

/// Opens `file` to read it, if nobody has it open to write. A lock of Windows would keep others from reading.
#[cfg(not(unix))]
pub(in crate::cli) fn open_while_unwritten(file: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;
        // FILE_SHARE_READ and FILE_SHARE_DELETE.
        options.share_mode(1 | 4);
    }
    options.open(file)
}

/// Takes away what killed runs left in `folder` and nobody needs.
pub(in crate::cli) fn sweep(folder: &Path) {
    // A folder that cannot be listed has been told of.
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (name, path) = (entry.file_name(), entry.path());
        let is_file = || entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_draft(&name) && is_file() {
            let held = open_without_waiting(&path);
            if held.as_ref().is_ok_and(|held| held.try_lock().is_ok()) {
                // What may not be taken away stays.
                let _ = fs::remove_file(path);
            }
        } else if let Some(file) = copied(&path)
            && let (CopyState::Needless, _held) = examined(&file, &path)
        {
            let _ = fs::remove_file(path);
        }
    }
}

/// Whether a file of this name is a draft.
fn is_draft(name: &OsStr) -> bool {
    let letters = name.to_str().and_then(|name| name.strip_prefix(DRAFT));
    letters
        .and_then(letters_of)
        .is_some_and(|(_, rest)| rest.is_empty())
}

/// The letters by which a draft differs from others, and what stands behind them.
pub(super) fn letters_of(words: &str) -> Option<(&str, &str)> {
    let parts = words.split_at_checked(LETTERS);
    parts.filter(|(letters, _)| letters.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_swept_up_when_its_run_is_gone_and_not_before() {
        let folder = tempfile::tempdir().unwrap();
        let held = draft(folder.path(), Readers::UserAlone).unwrap();
        let killed = folder.path().join(".nianbao-aB3xyZ");
        fs::write(&killed, "half of a rep").unwrap();
        let others = [
            ".nianbao-aB3xy",
            ".nianbao-aB3xyZ.md",
            "nianbao-aB3xyZ",
            ".nianbao-报告十二",
        ];
        for other in others {
            fs::write(folder.path().join(other), "").unwrap();
        }
        fs::create_dir(folder.path().join(".nianbao-folder")).unwrap();
        sweep(folder.path());
        assert!(!killed.exists());
        assert!(held.path().exists());
        assert!(
            others
                .iter()
                .all(|other| folder.path().join(other).exists())
        );
        assert!(folder.path().join(".nianbao-folder").exists());
        let path = held.path().to_owned();
        drop(held);
        assert!(!path.exists());
    }

    #[test]
    fn a_copy_goes_only_when_the_file_says_the_same_and_nobody_writes_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("年报.md");
        let copy = copy_of(&path);
        assert_eq!(copied(&copy).as_ref(), Some(&path));
        assert_eq!(copy_state(&path), CopyState::InUse);
        fs::write(&copy, "whole").unwrap();
        assert_eq!(copy_state(&path), CopyState::Left, "the file is gone");
        fs::write(&path, "who\0\0").unwrap();
        sweep(folder.path());
        assert_eq!(copy_state(&path), CopyState::Left);
        fs::write(&path, "whole").unwrap();
        let writing = File::open(&path).unwrap();
        writing.lock().unwrap();
        sweep(folder.path());
        assert!(copy.exists());
        drop(writing);
        sweep(folder.path());
        assert!(!copy.exists() && path.exists());
    }
}
