//! A file that was not there: written aside and then given its name, so that nobody who looks meets an empty one or half of it.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::aside::{Readers, draft, folder_of};
use crate::cli::interrupt;

/// Writes a file that is not there yet. An existing one is left as it is, and `AlreadyExists` says so.
pub(in crate::cli) fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let _whole = interrupt::whole();
    put_aside(path, bytes)?;
    interrupt::written();
    Ok(())
}

fn put_aside(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    // A folder that has no room for a second file, or is not there, says so again below.
    if let Ok(mut aside) = draft(folder_of(path), Readers::AsOfAnyNewFile) {
        aside.write_all(bytes)?;
        aside.as_file().sync_all()?;
        match aside.persist_noclobber(path) {
            Ok(_) => return Ok(()),
            Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => {
                return Err(refused.error);
            }
            // Some file systems cannot give a name without taking one away.
            Err(_) => {}
        }
    }
    at_once(path, bytes)
}

fn at_once(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.inspect_err(|_| {
        // Half a file is worse than none; what went wrong is said.
        let _ = fs::remove_file(path);
    })
}
