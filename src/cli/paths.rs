//! Paths as they are written, without a look at the disk.

use std::path::{Component, Path, PathBuf};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_made_absolute_without_looking() {
        let root = absolute(Path::new("/"));
        let expected = root.join("r").join("b.txt");
        assert_eq!(absolute(Path::new("/r/./a/../b.txt")), expected);
    }
}
