//! Where the configuration file of a report lies: the nearest one upward.

use std::path::{Path, PathBuf};

/// The name of the configuration file.
pub const FILE_NAME: &str = "nianbao.toml";

/// The nearest `nianbao.toml` in `folder` or above it. The search ends at the root of a repository (a folder that holds `.git`).
/// `exists` says whether a path is there.
pub fn find(folder: &Path, exists: &dyn Fn(&Path) -> bool) -> Option<PathBuf> {
    for folder in folder.ancestors() {
        let candidate = folder.join(FILE_NAME);
        if exists(&candidate) {
            return Some(candidate);
        }
        if exists(&folder.join(".git")) {
            return None;
        }
    }
    None
}
