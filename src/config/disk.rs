//! What is needed of a disk to find configurations, and why a file on it is not read. The doors have the disk.

use std::path::Path;
use std::time::SystemTime;

use crate::encoding::{Refusal, decode};
use crate::locale::Locale;
use crate::say;

/// The largest file that is read as a configuration or an edition, in bytes.
const LARGEST: u64 = 4 << 20;

/// What can be said of a path without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// Nothing is there.
    Absent,
    /// A link to nothing.
    Dangling,
    /// A folder.
    Folder,
    /// An ordinary file.
    File {
        /// Its length in bytes.
        length: u64,
        /// When it was last changed.
        changed: Option<SystemTime>,
    },
    /// Something that may never end, or wait for ever: a device, a pipe, a socket.
    Device,
}

/// A disk.
pub trait Disk: Send + Sync {
    /// What lies at a path; links are followed.
    fn look(&self, path: &Path) -> Look;

    /// The first `length` bytes of an ordinary file, or why they cannot be had.
    fn read(&self, path: &Path, length: u64) -> Result<Vec<u8>, Unread>;
}

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is not there.
    Absent,
    /// It is a link to nothing.
    Dangling,
    /// It is a folder.
    Folder,
    /// It is a device, a pipe or a socket.
    Device,
    /// It has so many bytes.
    Large(u64),
    /// The user may not read it.
    Forbidden,
    /// It is not text.
    NoText(Refusal),
    /// Whatever else the system says.
    Failed(String),
}

impl Unread {
    /// A clause that follows the file's name.
    pub fn clause(&self, locale: Locale) -> String {
        match self {
            Unread::Absent => say!(locale, "不存在", "does not exist"),
            Unread::Dangling => say!(
                locale,
                "是失效的链接，它指向的文件不存在",
                "is a link to a file that does not exist"
            ),
            Unread::Folder => say!(locale, "是文件夹", "is a folder"),
            Unread::Device => say!(
                locale,
                "是设备或管道，不是普通文件",
                "is a device or a pipe, no ordinary file"
            ),
            Unread::Large(bytes) => say!(
                locale,
                "太大（{size} MB，最多 {most} MB）",
                "is too large ({size} MB, at most {most} MB)",
                size = bytes.div_ceil(1 << 20),
                most = LARGEST >> 20
            ),
            Unread::Forbidden => say!(locale, "没有读取权限", "may not be read by you"),
            Unread::NoText(refusal) => refusal.sentence(locale),
            Unread::Failed(reason) => {
                say!(locale, "读不了（{reason}）", "cannot be read ({reason})")
            }
        }
    }
}

/// The text of a file of reasonable size, in any encoding that reports may have.
pub fn read_text(disk: &dyn Disk, path: &Path, look: &Look) -> Result<String, Unread> {
    let length = match look {
        Look::File { length, .. } if *length > LARGEST => return Err(Unread::Large(*length)),
        Look::File { length, .. } => *length,
        Look::Absent => return Err(Unread::Absent),
        Look::Dangling => return Err(Unread::Dangling),
        Look::Folder => return Err(Unread::Folder),
        Look::Device => return Err(Unread::Device),
    };
    let bytes = disk.read(path, length)?;
    let (text, _) = decode(&bytes).map_err(Unread::NoText)?;
    Ok(text)
}
