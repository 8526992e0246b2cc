//! Which file a path stands for, whatever other names it has: links of both kinds, and spellings that the disk does not tell apart.

use std::path::Path;
use std::time::SystemTime;

/// Disk and number on the disk; size and time in case the disk's numbers are not to be relied on.
pub(super) type Identity = (u64, u64, u64, Option<SystemTime>);

/// `None` if the file is not there or the system does not tell.
#[cfg(unix)]
pub(super) fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = std::fs::metadata(path).ok()?;
    let time = metadata.modified().ok();
    Some((metadata.dev(), metadata.ino(), metadata.len(), time))
}

/// `None` if the file is not there or the system does not tell.
#[cfg(windows)]
pub(super) fn identity(path: &Path) -> Option<Identity> {
    let file = std::fs::File::open(path).ok()?;
    let information = winapi_util::file::information(&file).ok()?;
    Some((
        information.volume_serial_number(),
        information.file_index(),
        information.file_size(),
        file.metadata().ok()?.modified().ok(),
    ))
}

/// `None`: the system does not tell.
#[cfg(not(any(unix, windows)))]
pub(super) fn identity(_path: &Path) -> Option<Identity> {
    None
}
