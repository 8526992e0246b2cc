//! A file that is there, given what was written aside, whatever it said before: it stays the file it was.

use std::fs;
use std::path::Path;

use tempfile::NamedTempFile;

#[cfg(target_os = "linux")]
use super::replacement;
use super::{Trouble, WriteRefusal, contents, in_place, refusal, writable};
use crate::cli::interrupt;
use crate::locale::Locale;

/// How often a file is written that others write too.
const TRIES: usize = 5;

/// Gives the file at `path` what `draft` says.
pub(in crate::cli) fn replace_by(
    path: &Path,
    draft: NamedTempFile,
    locale: Locale,
) -> Result<(), WriteRefusal> {
    let _whole = interrupt::whole();
    let refused = |trouble: Trouble| refusal(trouble, path, locale);
    let (mut target, mut file) = writable(path, locale)?;
    #[cfg(target_os = "linux")]
    let Some(draft) =
        replacement::put_draft(&target, &file, draft).map_err(|error| refused(error.into()))?
    else {
        interrupt::written();
        return Ok(());
    };
    for _ in 0..TRIES {
        // Only what is written in place is held in memory.
        let both = contents(&mut file).and_then(|before| Ok((before, fs::read(draft.path())?)));
        let (before, after) = both.map_err(|error| refused(error.into()))?;
        match in_place::put(&target, &mut file, &before, &after) {
            // They were another run's results.
            Err(Trouble::Changed) => (target, file) = writable(path, locale)?,
            put => {
                put.map_err(refused)?;
                interrupt::written();
                return Ok(());
            }
        }
    }
    Err(WriteRefusal::Changed)
}
