//! The real disk, as configurations are looked for on it.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;

use crate::config::{Disk, Look, Unread};

/// The disk of this computer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OnDisk;

impl Disk for OnDisk {
    fn look(&self, path: &Path) -> Look {
        let Ok(entry) = fs::symlink_metadata(path) else {
            return Look::Absent;
        };
        let target = if entry.is_symlink() {
            fs::metadata(path)
        } else {
            Ok(entry)
        };
        match target {
            Ok(target) if target.is_file() => Look::File {
                length: target.len(),
                changed: target.modified().ok(),
            },
            Ok(target) if target.is_dir() => Look::Folder,
            Ok(_) => Look::Device,
            Err(_) => Look::Dangling,
        }
    }

    /// No more than `length`: what grows meanwhile, or has no end and yet a length, is cut short.
    fn read(&self, path: &Path, length: u64) -> Result<Vec<u8>, Unread> {
        let mut bytes = Vec::new();
        let file = File::open(path);
        let read = file.and_then(|file| file.take(length).read_to_end(&mut bytes));
        match read {
            Ok(_) => Ok(bytes),
            Err(error) => Err(match error.kind() {
                ErrorKind::NotFound => Unread::Absent,
                ErrorKind::PermissionDenied => Unread::Forbidden,
                _ => Unread::Failed(error.to_string()),
            }),
        }
    }
}
