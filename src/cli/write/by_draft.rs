//! A file that is there, given what was written aside, whatever it said before: it stays the file it was.

use std::fs;
use std::path::Path;

use tempfile::NamedTempFile;

use super::in_place::{self, Expected};
#[cfg(target_os = "linux")]
use super::replacement;
use super::{Trouble, WriteRefusal, refusal, writable};
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
    let refused = |trouble: Trouble| refusal(trouble, path, locale);
    let (mut target, mut file) = writable(path, locale)?;
    #[cfg(target_os = "linux")]
    let Some(draft) =
        replacement::put_draft(&target, &file, draft).map_err(|error| refused(error.into()))?
    else {
        interrupt::written();
        return Ok(());
    };
    // Only what is written in place is held in memory.
    let after = fs::read(draft.path()).map_err(|error| refused(error.into()))?;
    for _ in 0..TRIES {
        match in_place::put(&target, &mut file, Expected::Anything, &after) {
            // The results of another run have taken its place.
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
