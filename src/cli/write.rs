//! Writing a file back: whole or not at all, and never over somebody else's change.

use std::fs::{self, Metadata};
use std::io::Write;
use std::path::Path;

use crate::locale::Locale;
use crate::say;

/// Replaces the contents of `path`, which were `before`, by `after`. `Err` is a sentence, and then the file is as it was.
pub(super) fn replace(
    path: &Path,
    before: &[u8],
    after: &[u8],
    locale: Locale,
) -> Result<(), String> {
    let shown = path.display();
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::PermissionDenied => {
            say!(
                locale,
                "没有写入 {shown} 的权限",
                "no permission to write {shown}"
            )
        }
        _ => say!(
            locale,
            "写不了 {shown}：{error}",
            "cannot write {shown}: {error}"
        ),
    };
    // A link stays a link: what it points to is replaced.
    let target = fs::canonicalize(path).map_err(failed)?;
    let metadata = fs::metadata(&target).map_err(failed)?;
    if metadata.permissions().readonly() {
        return Err(say!(
            locale,
            "{shown} 是只读文件，没有修改",
            "{shown} is read-only and was not changed"
        ));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut fresh = tempfile::Builder::new()
        .prefix(".nianbao-")
        .tempfile_in(folder)
        .map_err(failed)?;
    fresh.write_all(after).map_err(failed)?;
    fs::set_permissions(fresh.path(), metadata.permissions()).map_err(failed)?;
    keep_owner(fresh.path(), &metadata);
    fresh.as_file().sync_all().map_err(failed)?;
    if fs::read(&target).map_err(failed)? != before {
        return Err(say!(
            locale,
            "{shown} 在核对期间被其他程序修改，没有写入",
            "{shown} was changed by another program meanwhile and was not written"
        ));
    }
    fresh
        .persist(&target)
        .map_err(|error| failed(error.error))?;
    Ok(())
}

/// Only an administrator can give files away; for everybody else the new file is his own, as after saving in an editor.
#[cfg(unix)]
fn keep_owner(path: &Path, metadata: &Metadata) {
    use std::os::unix::fs::{MetadataExt, chown};
    let _ = chown(path, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_path: &Path, _metadata: &Metadata) {}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("年报.txt");
        fs::write(&path, "old").unwrap();
        replace(&path, b"old", b"new", Locale::English).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_change_by_somebody_else_is_respected() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "theirs").unwrap();
        let said = replace(&path, b"old", b"new", Locale::English).unwrap_err();
        assert!(said.contains("changed by another program"), "{said}");
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&file, &link).unwrap();
        replace(&link, b"old", b"new", Locale::English).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o640
        );
        fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).unwrap();
        assert!(replace(&file, b"new", b"newer", Locale::English).is_err());
        assert_eq!(fs::read(&file).unwrap(), b"new");
    }
}
