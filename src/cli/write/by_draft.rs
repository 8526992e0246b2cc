//! A file that is there, given what was written aside, whatever it said before: it stays the file it was.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::hold::hold;
#[cfg(target_os = "linux")]
use super::replacement;
use super::{Trouble, WriteRefusal, contents, in_place, refusal, writable};
use crate::cli::interrupt;
use crate::locale::Locale;

/// Gives the file at `path` what `draft` says.
pub(in crate::cli) fn replace_by(
    path: &Path,
    draft: NamedTempFile,
    locale: Locale,
) -> Result<(), WriteRefusal> {
    let _whole = interrupt::whole();
    let refused = |trouble: Trouble| refusal(trouble, path, locale);
    let (target, mut file) = held(path, locale)?;
    #[cfg(target_os = "linux")]
    let Some(draft) =
        replacement::put_draft(&target, &file, draft).map_err(|error| refused(error.into()))?
    else {
        interrupt::written();
        return Ok(());
    };
    // Only what is written in place is held in memory.
    let both = contents(&mut file).and_then(|before| Ok((before, fs::read(draft.path())?)));
    let (before, after) = both.map_err(|error| refused(error.into()))?;
    in_place::put(&target, &mut file, &before, &after).map_err(refused)?;
    interrupt::written();
    Ok(())
}

/// How often a file is opened anew whose place another has taken.
const TRIES: usize = 5;

/// The file behind `path`, held to be written. What it says is of no account: it may be another's results of a moment ago.
fn held(path: &Path, locale: Locale) -> Result<(PathBuf, File), WriteRefusal> {
    for _ in 0..TRIES {
        let (target, file) = writable(path, locale)?;
        match hold(&target, &file) {
            Err(Trouble::Changed) => {}
            held => {
                held.map_err(|trouble| refusal(trouble, path, locale))?;
                return Ok((target, file));
            }
        }
    }
    Err(WriteRefusal::Changed)
}
