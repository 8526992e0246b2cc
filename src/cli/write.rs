//! Writing a file back: whole or not at all, never over somebody else's change, and so that it stays the file it was, with its owner,
//! group, permissions, access lists, attributes and other names.
//!
//! Two ways. A fresh file takes the place of the old one in one step, where everything that belongs to the old one can be given to it
//! ([`replacement`]). Where it cannot, the file itself is written, with a copy beside it until that is done ([`in_place`]).

mod aside;
mod by_draft;
mod elsewhere;
mod fresh;
mod in_place;
#[cfg(target_os = "linux")]
mod replacement;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use super::Stop;
use super::interrupt::{self, StopManner};
use super::load::not_a_file;
use super::new_file::no_folder_name;
use super::print::shown;
use super::streams::Streams;
use crate::locale::Locale;
use crate::say;
use in_place::Expected;

/// Why a file was not written. It is as it was, unless the sentence says otherwise.
#[derive(Debug)]
pub(super) enum WriteRefusal {
    /// Somebody else changed it since it was read.
    Changed,
    /// Anything else, in one sentence.
    Sentence(String),
}

/// What went wrong, before it has words.
#[derive(Debug)]
enum Trouble {
    Changed,
    Io(io::Error),
    /// An earlier run left its copy here when it was killed.
    OldCopy(PathBuf),
    /// The file is half written; the copy is whole.
    Torn(PathBuf),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Trouble::Io(error)
    }
}

/// Replaces the contents of `path`, which were `before`, by `after`. A file that says `after` already is as wanted.
pub(super) fn replace(
    path: &Path,
    before: &[u8],
    after: &[u8],
    locale: Locale,
) -> Result<(), WriteRefusal> {
    let _whole = interrupt::whole();
    let refused = |trouble| refusal(trouble, path, locale);
    let (target, mut file) = writable(path, locale)?;
    put(&target, &mut file, before, after).map_err(refused)?;
    interrupt::written();
    Ok(())
}

/// The file behind `path`, opened to be written, or why it is not to be.
pub(super) fn writable(path: &Path, locale: Locale) -> Result<(PathBuf, File), WriteRefusal> {
    let refused = |error: io::Error| refusal(error.into(), path, locale);
    let target = target_of(path).map_err(refused)?;
    // Before it is opened: what we have open passes for being written.
    if let Some(copy) = left_copy(&target) {
        // What is there now may be half of what it was.
        return Err(refusal(Trouble::OldCopy(copy), path, locale));
    }
    let file = open_patiently(&target).map_err(refused)?;
    let metadata = file.metadata().map_err(refused)?;
    if !metadata.is_file() {
        return Err(WriteRefusal::Sentence(not_a_file(path, &metadata, locale)));
    }
    if metadata.permissions().readonly() {
        return Err(WriteRefusal::Sentence(say!(
            locale,
            "{path} 是只读文件，没有修改",
            "{path} is read-only and was not changed",
            path = path.display()
        )));
    }
    Ok((target, file))
}

/// Writes a file that is not there yet; an existing one is never touched.
pub(super) fn create(
    path: &Path,
    text: &str,
    locale: Locale,
    streams: &mut Streams,
) -> Result<(), Stop> {
    interrupt::expect(StopManner::End, locale);
    no_folder_name(path, locale)?;
    let name = path.display();
    match fresh::put(path, text.as_bytes()) {
        Ok(()) => {
            streams.notice(&say!(locale, "已新建 {name}", "wrote {name}"));
            Ok(())
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Stop::Failed(say!(
            locale,
            "{name} 已存在，没有改动",
            "{name} exists and was left as it is"
        ))),
        Err(error) => Err(Stop::Failed(say!(
            locale,
            "写不了 {name}：{error}",
            "cannot write {name}: {error}"
        ))),
    }
}

fn put(target: &Path, file: &mut File, before: &[u8], after: &[u8]) -> Result<(), Trouble> {
    match contents(file)? {
        now if now == after => return Ok(()),
        now if now != before => return Err(Trouble::Changed),
        _ => {}
    }
    #[cfg(target_os = "linux")]
    if replacement::put(target, file, before, after)? {
        return Ok(());
    }
    in_place::put(target, file, Expected::This(before), after)
}

/// The copy that a run left of `file` when it was cut off, if the file says something else.
pub(super) fn left_copy(file: &Path) -> Option<PathBuf> {
    match copy_state(file) {
        CopyState::Left => Some(copy_of(file)),
        _ => elsewhere::left(file),
    }
}

/// The file behind `path`: a link stays a link, what it points to is written.
fn target_of(path: &Path) -> io::Result<PathBuf> {
    // Some virtual drives of Windows have no canonical names, so only links are followed.
    match fs::symlink_metadata(path)?.is_symlink() {
        true => fs::canonicalize(path),
        false => Ok(path.to_path_buf()),
    }
}

/// Whether a run is writing the file at `path` in place, or was cut off when it did.
pub(super) fn is_written_in_place(path: &Path) -> bool {
    target_of(path).is_ok_and(|target| copy_of(&target).exists())
}

/// Opens a file to read and write it. Virus scanners and indexers hold files for moments.
fn open_patiently(path: &Path) -> io::Result<File> {
    let mut tries = if cfg!(windows) { 5 } else { 1 };
    loop {
        tries -= 1;
        match open(path) {
            Err(error) if tries > 0 && is_held(&error) => {
                std::thread::sleep(std::time::Duration::from_millis(120));
            }
            done => return done,
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // The opening of a FIFO that nobody reads would wait for ever.
        options.custom_flags(super::load::NO_WAITING);
    }
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;
        // FILE_SHARE_READ: nobody else writes meanwhile.
        options.share_mode(1);
    }
    options.open(path)
}

/// Whether another program holds the file: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION.
pub(super) fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

fn contents(file: &mut File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn refusal(trouble: Trouble, path: &Path, locale: Locale) -> WriteRefusal {
    let path = path.display();
    let sentence = match trouble {
        Trouble::Changed => return WriteRefusal::Changed,
        Trouble::Io(error) => unwritable(&path.to_string(), &error, locale),
        Trouble::OldCopy(copy) => say!(
            locale,
            "{copy} 是上一次写入中断时留下的 {path} 的原文，没有修改；请对照两个文件，再删除其中多余的一个",
            "{copy} holds {path} as it was before a run that was cut off, so nothing was changed; compare the two, then delete the one that is not needed",
            copy = copy.display()
        ),
        Trouble::Torn(copy) => say!(
            locale,
            "{path} 只写入了一部分，原文完整保存在 {copy}",
            "{path} is only half written; its contents from before are whole in {copy}",
            copy = copy.display()
        ),
    };
    WriteRefusal::Sentence(sentence)
}

pub(super) fn unwritable(path: &str, error: &io::Error, locale: Locale) -> String {
    match error.kind() {
        _ if is_held(error) => say!(
            locale,
            "{path} 正被其他程序打开，没有修改；请关闭后重试",
            "{path} is open in another program and was not changed; close it there and try again"
        ),
        io::ErrorKind::WouldBlock => say!(
            locale,
            "{path} 正被另一个程序占用，没有修改",
            "{path} is in use by another program and was not changed"
        ),
        io::ErrorKind::PermissionDenied => {
            say!(
                locale,
                "没有写入 {path} 的权限",
                "no permission to write {path}"
            )
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => say!(
            locale,
            "磁盘空间不足，{path} 没有修改",
            "the disk is full; {path} was not changed"
        ),
        io::ErrorKind::ReadOnlyFilesystem => say!(
            locale,
            "{path} 所在的磁盘只读，没有修改",
            "{path} is on a read-only disk and was not changed"
        ),
        io::ErrorKind::NotFound => say!(
            locale,
            "{path} 已不存在，没有写入",
            "{path} is gone and was not written"
        ),
        _ => say!(
            locale,
            "写不了 {path}：{error}",
            "cannot write {path}: {error}",
            error = shown(&error.to_string())
        ),
    }
}

#[cfg(not(unix))]
pub(super) use aside::open_while_unwritten;
pub(super) use aside::{CopyState, Readers, copied, copy_of, copy_state, draft, folder_of, sweep};
pub(super) use by_draft::{replace_by, replace_by_bytes};
pub(super) use elsewhere::{left as left_elsewhere, sweep_copies_of};
pub(super) use fresh::put as put_new;

/// Said when a file never rests.
pub(super) fn changed_meanwhile(path: &str, locale: Locale) -> String {
    say!(
        locale,
        "{path} 在核对期间被其他程序修改，没有写入",
        "{path} was changed by another program meanwhile and was not written"
    )
}

#[cfg(test)]
mod tests;
