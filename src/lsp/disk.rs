//! The real disk, as configurations are looked for on it, and how reports are.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::config::{Disk, Look, Unread};
use crate::kit::Forms;

/// How reports are found and read on the disk.
#[derive(Clone, Copy, Debug)]
pub struct Files {
    /// The files in a folder that may be reports, and those in the folders below it if so wished.
    pub list: fn(&Path, bool) -> Vec<PathBuf>,
    /// The text of a file; `None` if it has none that can be read.
    pub read: fn(&Path, &Forms) -> Option<String>,
}

impl Files {
    /// A disk with nothing on it.
    pub(super) const NONE: Files = Files {
        list: |_, _| Vec::new(),
        read: |_, _| None,
    };
}

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
