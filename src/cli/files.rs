//! Which files a command looks at: named ones always, in folders those whose ending a report may have.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use ignore::WalkBuilder;

use super::streams::Streams;
use crate::locale::Locale;
use crate::say;

/// The endings looked at in folders. Whether a file is a report at all, its content tells.
const ENDINGS: &[&str] = &["txt", "md", "html", "htm"];

/// One file to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Input {
    /// As it is opened and shown: the way the user wrote it.
    pub path: PathBuf,
    /// From the root, for configuration.
    pub absolute: PathBuf,
    /// Whether the user named the file itself.
    pub named: bool,
    /// The named folders it was found in, as indices into the paths of the command line.
    pub folders: Vec<usize>,
}

/// What the paths of a command line stand for.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Sorted by path, each file once.
    pub inputs: Vec<Input>,
    /// The named folders, as indices into the paths.
    pub folders: Vec<usize>,
    /// Whether some path could not be read; it has been said.
    pub failed: bool,
}

/// Lists the files behind `paths`. What cannot be read is said at once, and the rest is listed.
pub(super) fn list(paths: &[PathBuf], locale: Locale, streams: &mut Streams) -> Listing {
    let mut listing = Listing::default();
    let mut found: BTreeMap<PathBuf, Input> = BTreeMap::new();
    for (index, path) in paths.iter().enumerate() {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                listing.folders.push(index);
                for entry in walk(path) {
                    match entry {
                        Ok(path) => add(&mut found, path, Some(index)),
                        Err(error) => {
                            listing.failed = true;
                            let sentence = say!(
                                locale,
                                "文件夹读不了：{error}",
                                "cannot read a folder: {error}"
                            );
                            streams.failure(&sentence, locale);
                        }
                    }
                }
            }
            Ok(_) => add(&mut found, path.clone(), None),
            Err(error) => {
                listing.failed = true;
                streams.failure(&unreadable(path, &error, locale), locale);
            }
        }
    }
    listing.inputs = found.into_values().collect();
    listing
        .inputs
        .sort_by(|one, other| one.path.cmp(&other.path));
    listing
}

fn add(found: &mut BTreeMap<PathBuf, Input>, path: PathBuf, folder: Option<usize>) {
    let path = without_dot(&path);
    let absolute = absolute(&path);
    let input = found.entry(absolute.clone()).or_insert_with(|| Input {
        path: path.clone(),
        absolute,
        named: false,
        folders: Vec::new(),
    });
    match folder {
        Some(folder) => input.folders.push(folder),
        None => {
            input.named = true;
            input.path = path;
        }
    }
}

fn walk(folder: &Path) -> impl Iterator<Item = Result<PathBuf, ignore::Error>> {
    WalkBuilder::new(folder)
        .follow_links(false)
        .build()
        .filter_map(|entry| match entry {
            Ok(entry) => {
                // A link to a file counts as one; linked folders are not followed.
                let is_file = entry.file_type().is_some_and(|kind| {
                    kind.is_file() || (kind.is_symlink() && entry.path().is_file())
                });
                (is_file && may_be_report(entry.path())).then(|| Ok(entry.into_path()))
            }
            // A broken line in an ignore file is the business of whoever keeps that file.
            Err(error) if error.is_partial() => None,
            Err(error) => Some(Err(error)),
        })
}

fn may_be_report(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| {
        ENDINGS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(ending))
    })
}

/// The path from the root, without `.` and `..`, without asking the file system.
pub(super) fn absolute(path: &Path) -> PathBuf {
    let from_root = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut out = PathBuf::new();
    for part in from_root.components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            Component::CurDir => {}
            part => out.push(part),
        }
    }
    out
}

/// `./a.txt` as `a.txt`.
fn without_dot(path: &Path) -> PathBuf {
    match path.strip_prefix(".") {
        Ok(rest) if !rest.as_os_str().is_empty() => rest.to_path_buf(),
        _ => path.to_path_buf(),
    }
}

/// Opening a FIFO must not wait for somebody who writes to it.
#[cfg(unix)]
pub(super) const NO_WAITING: i32 = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();

/// Reads a file, once. `Err` is a sentence.
pub(super) fn read(path: &Path, locale: Locale) -> Result<Vec<u8>, String> {
    let failed = |error: io::Error| unreadable(path, &error, locale);
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(not_a_file(path, &metadata, locale));
    }
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(NO_WAITING);
    }
    let mut file = options.open(path).map_err(failed)?;
    // It may have been replaced meanwhile.
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return Err(not_a_file(path, &metadata, locale));
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Says what something is that is no file.
pub(super) fn not_a_file(path: &Path, metadata: &Metadata, locale: Locale) -> String {
    let path = path.display();
    if metadata.is_dir() {
        return say!(locale, "{path} 是文件夹", "{path} is a folder");
    }
    let kind = special_kind(metadata, locale);
    say!(
        locale,
        "{path} 是{kind}，不是文件；程序的输出请用 - 从标准输入读取",
        "{path} is a {kind}, not a file; use - to read what a program prints"
    )
}

#[cfg(unix)]
fn special_kind(metadata: &Metadata, locale: Locale) -> String {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    if kind.is_fifo() {
        say!(locale, "管道", "pipe")
    } else if kind.is_socket() {
        say!(locale, "套接字", "socket")
    } else {
        say!(locale, "设备", "device")
    }
}

#[cfg(not(unix))]
fn special_kind(_metadata: &Metadata, locale: Locale) -> String {
    say!(locale, "设备", "device")
}

/// Which file a path stands for, whatever other names it has: disk, number on the disk, and size and time in case the disk's numbers
/// are not to be relied on.
pub(super) type Identity = (u64, u64, u64, Option<SystemTime>);

#[cfg(unix)]
pub(super) fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::metadata(path).ok()?;
    let time = metadata.modified().ok();
    Some((metadata.dev(), metadata.ino(), metadata.len(), time))
}

#[cfg(windows)]
pub(super) fn identity(path: &Path) -> Option<Identity> {
    let file = fs::File::open(path).ok()?;
    let information = winapi_util::file::information(&file).ok()?;
    Some((
        information.volume_serial_number(),
        information.file_index(),
        information.file_size(),
        file.metadata().ok()?.modified().ok(),
    ))
}

#[cfg(not(any(unix, windows)))]
pub(super) fn identity(_path: &Path) -> Option<Identity> {
    None
}

/// Says why a file cannot be read.
pub(super) fn unreadable(path: &Path, error: &std::io::Error, locale: Locale) -> String {
    let path = path.display();
    match error.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => {
            say!(locale, "{path} 不存在", "{path} does not exist")
        }
        std::io::ErrorKind::PermissionDenied => {
            say!(
                locale,
                "没有读取 {path} 的权限",
                "no permission to read {path}"
            )
        }
        std::io::ErrorKind::IsADirectory => {
            say!(locale, "{path} 是文件夹", "{path} is a folder")
        }
        _ => say!(
            locale,
            "读不了 {path}：{error}",
            "cannot read {path}: {error}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_endings_of_reports_are_looked_at() {
        for (name, expected) in [
            ("a.txt", true),
            ("a.HTM", true),
            ("年报.md", true),
            ("a.rs", false),
            ("txt", false),
        ] {
            assert_eq!(may_be_report(Path::new(name)), expected, "{name}");
        }
    }

    #[test]
    fn a_path_is_made_absolute_without_looking() {
        assert_eq!(
            absolute(Path::new("/r/./a/../b.txt")),
            Path::new("/r/b.txt")
        );
    }
}
