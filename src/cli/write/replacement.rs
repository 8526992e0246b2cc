//! A fresh file in the place of the old one, in one step: at no moment is there half a file. Only where it can be given everything that
//! belongs to the old one.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, fchown};
use std::path::Path;

use tempfile::NamedTempFile;
use xattr::FileExt;

use super::Trouble;
use super::aside::{Readers, draft, folder_of};

/// Access lists of Windows shares and other foreign file systems: they are kept there, and no listing of attributes names them.
const FOREIGN_LISTS: &[&str] = &[
    "system.cifs_acl",
    "system.nfs4_acl",
    "system.ntfs_acl",
    "system.ntfs_security",
];

/// Puts a file that says `after` in the place of `target`, open as `old`. `false`: this way will not do, nothing has happened.
pub(super) fn put(target: &Path, old: &File, before: &[u8], after: &[u8]) -> Result<bool, Trouble> {
    let metadata = old.metadata()?;
    if !may_be_replaced(old, &metadata) {
        return Ok(false);
    }
    let Ok(mut fresh) = draft(folder_of(target), Readers::UserAlone) else {
        return Ok(false);
    };
    fresh.write_all(after)?;
    if !give_all(fresh.as_file(), old, &metadata) {
        return Ok(false);
    }
    fresh.as_file().sync_all()?;
    if fs::read(target)? != before {
        return Err(Trouble::Changed);
    }
    // A folder may forbid to replace the files of others, a file may be a mount of its own.
    Ok(fresh.persist(target).is_ok())
}

/// Puts a file that says `after` in the place of `target`, open as `old`, whatever that says. `false`: this way will not do, nothing has happened.
pub(super) fn put_anyway(target: &Path, old: &File, after: &[u8]) -> io::Result<bool> {
    if !may_be_replaced(old, &old.metadata()?) {
        return Ok(false);
    }
    let Ok(mut fresh) = draft(folder_of(target), Readers::UserAlone) else {
        return Ok(false);
    };
    fresh.write_all(after)?;
    Ok(put_draft(target, old, fresh)?.is_none())
}

/// Puts a draft that is whole in the place of `target`, open as `old`. `Ok(Some)`: this way will not do, and the draft is given back.
pub(super) fn put_draft(
    target: &Path,
    old: &File,
    fresh: NamedTempFile,
) -> io::Result<Option<NamedTempFile>> {
    let metadata = old.metadata()?;
    if !may_be_replaced(old, &metadata) || !give_all(fresh.as_file(), old, &metadata) {
        return Ok(Some(fresh));
    }
    fresh.as_file().sync_all()?;
    Ok(fresh.persist(target).err().map(|refused| refused.file))
}

/// Whether all that belongs to a file can be seen, and it has no other name.
fn may_be_replaced(old: &File, metadata: &Metadata) -> bool {
    let mut lists = FOREIGN_LISTS.iter();
    metadata.nlink() == 1 && !lists.any(|name| matches!(old.get_xattr(name), Ok(Some(_))))
}

/// Gives `fresh` owner, group, permissions and attributes (access lists are among them) of `old`, and says whether it has them all.
fn give_all(fresh: &File, old: &File, wanted: &Metadata) -> bool {
    // Apart: whoever may not give a file away may still give it to a group of his.
    let _ = fchown(fresh, None, Some(wanted.gid()));
    let _ = fchown(fresh, Some(wanted.uid()), None);
    let same_attributes = give_attributes(fresh, old).unwrap_or(false);
    let same_mode = fresh.set_permissions(wanted.permissions()).is_ok();
    same_attributes
        && same_mode
        && give_flags(fresh, old)
        && fresh.metadata().is_ok_and(|has| {
            (has.uid(), has.gid(), has.mode()) == (wanted.uid(), wanted.gid(), wanted.mode())
        })
}

/// What `chattr` sets, as far as it says how a file is kept and not who may write it.
#[cfg(target_os = "linux")]
fn give_flags(fresh: &File, old: &File) -> bool {
    use rustix::fs::{IFlags, ioctl_getflags, ioctl_setflags};

    let kept = IFlags::NOATIME
        | IFlags::NODUMP
        | IFlags::SYNC
        | IFlags::SECURE_REMOVAL
        | IFlags::UNRM
        | IFlags::COMPRESSED
        | IFlags::NOCOW
        | IFlags::JOURNALING
        | IFlags::NOTAIL;
    // A file system that knows none has none.
    let (Ok(wanted), Ok(has)) = (ioctl_getflags(old), ioctl_getflags(fresh)) else {
        return true;
    };
    let all = wanted & kept | has.difference(kept);
    let is_given = |has: IFlags| has & kept == wanted & kept;
    is_given(has) || ioctl_setflags(fresh, all).is_ok() && ioctl_getflags(fresh).is_ok_and(is_given)
}

#[cfg(not(target_os = "linux"))]
fn give_flags(_: &File, _: &File) -> bool {
    true
}

fn give_attributes(fresh: &File, old: &File) -> io::Result<bool> {
    let wanted = attributes(old)?;
    for (name, _) in attributes(fresh)? {
        // A folder may hand down an access list that the old file does not have.
        if !wanted.iter().any(|(known, _)| *known == name) {
            fresh.remove_xattr(&name)?;
        }
    }
    for (name, value) in &wanted {
        if fresh.get_xattr(name)?.as_ref() != Some(value) {
            fresh.set_xattr(name, value)?;
        }
    }
    Ok(attributes(fresh)? == wanted)
}

/// All attributes of a file, by name. A file system that knows none has none.
fn attributes(file: &File) -> io::Result<Vec<(OsString, Vec<u8>)>> {
    let names = match file.list_xattr() {
        Ok(names) => names,
        Err(error) if error.kind() == io::ErrorKind::Unsupported => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut all = Vec::new();
    for name in names {
        let value = file.get_xattr(OsStr::new(&name))?.unwrap_or_default();
        all.push((name, value));
    }
    all.sort();
    Ok(all)
}
