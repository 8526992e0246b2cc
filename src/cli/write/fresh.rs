//! A file that was not there: written aside and then given its name, so that nobody who looks meets an empty one or half of it.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use tempfile::NamedTempFile;

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
    if let Ok(mut aside) = aside(path) {
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

/// A file beside the one to come, with the permissions that a new file has.
fn aside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".nianbao-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The user's mask takes its part of them.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn at_once(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.inspect_err(|_| {
        // Half a file is worse than none; what went wrong is said.
        let _ = fs::remove_file(path);
    })
}
