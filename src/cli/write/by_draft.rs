//! A file that is there, given other contents, whatever it said before: it stays the file it was.

#[cfg(target_os = "linux")]
use std::fs;
use std::fs::File;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

#[cfg(target_os = "linux")]
use super::aside::folder_of;
use super::in_place::{self, Expected};
#[cfg(target_os = "linux")]
use super::replacement;
use super::{Trouble, WriteRefusal, contents, refusal, writable};
use crate::cli::interrupt;
use crate::locale::Locale;

/// How often a file is opened anew whose place another has taken.
const TRIES: usize = 5;

/// Gives the file at `path` what `draft` says.
pub(in crate::cli) fn replace_by(
    path: &Path,
    draft: NamedTempFile,
    locale: Locale,
) -> Result<(), WriteRefusal> {
    let _whole = interrupt::whole();
    let (target, file) = writable(path, locale)?;
    let mut draft = draft;
    // One that lies elsewhere cannot take its place, and what is private to a folder is not to be read there.
    #[cfg(target_os = "linux")]
    if is_beside(&target, &draft) {
        let put = replacement::put_draft(&target, &file, draft);
        match put.map_err(|error| refusal(error.into(), path, locale))? {
            Some(unused) => draft = unused,
            None => {
                interrupt::written();
                return Ok(());
            }
        }
    }
    // Only what is written in place is held in memory. It is not opened again: it may have the mode of the file by now, and on Windows a lock of ours.
    let after = contents(draft.as_file_mut());
    let after = after.map_err(|error| refusal(error.into(), path, locale))?;
    put_over(path, (target, file), &after, locale)
}

/// Gives the file at `path` these bytes. A file that says them already is as wanted.
pub(in crate::cli) fn replace_by_bytes(
    path: &Path,
    bytes: &[u8],
    locale: Locale,
) -> Result<(), WriteRefusal> {
    let _whole = interrupt::whole();
    let refused = |trouble: Trouble| refusal(trouble, path, locale);
    let (target, mut file) = writable(path, locale)?;
    let now = contents(&mut file).map_err(|error| refused(error.into()))?;
    if now == bytes {
        return Ok(());
    }
    #[cfg(target_os = "linux")]
    if replacement::put_anyway(&target, &file, bytes).map_err(|error| refused(error.into()))? {
        interrupt::written();
        return Ok(());
    }
    put_over(path, (target, file), bytes, locale)
}

#[cfg(target_os = "linux")]
fn is_beside(target: &Path, draft: &NamedTempFile) -> bool {
    let real = |path| fs::canonicalize(folder_of(path)).ok();
    real(target) == real(draft.path())
}

/// Writes the file itself.
fn put_over(
    path: &Path,
    (mut target, mut file): (PathBuf, File),
    after: &[u8],
    locale: Locale,
) -> Result<(), WriteRefusal> {
    for _ in 0..TRIES {
        match in_place::put(&target, &mut file, Expected::Anything, after) {
            // The results of another run have taken its place.
            Err(Trouble::Changed) => (target, file) = writable(path, locale)?,
            put => {
                put.map_err(|trouble| refusal(trouble, path, locale))?;
                interrupt::written();
                return Ok(());
            }
        }
    }
    Err(WriteRefusal::Changed)
}
