//! What is looked at on the disk, and remembered, so that a change can be seen.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::Config;
use super::super::disk::{self, Look};
use super::{FILE_NAME, Resolver};
use crate::say;
use crate::written::{Mistake, TextOrigin};

impl Resolver {
    /// The files that were read, by their paths from the root.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        let seen = self.seen.iter();
        let files = seen.filter(|(_, look)| matches!(look, Look::File { .. }));
        files.map(|(path, _)| path.as_path())
    }

    /// Everything that was looked at on the disk, as it was then.
    pub fn seen(&self) -> Vec<(PathBuf, Look)> {
        let seen = self.seen.iter();
        seen.map(|(path, look)| (path.clone(), look.clone()))
            .collect()
    }

    /// Whether the disk is another one than when it was last looked at.
    pub fn is_outdated(&self) -> bool {
        self.is_another(|_| true)
    }

    /// Whether it is another one as far as files in `folder` are concerned.
    pub fn is_outdated_for(&self, folder: &Path) -> bool {
        self.is_another(|path| {
            let is_found_upward = path.ends_with(FILE_NAME) || path.ends_with(".git");
            let concerns = |parent| folder.starts_with(parent);
            !is_found_upward || path.parent().is_some_and(concerns)
        })
    }

    fn is_another(&self, concerns: impl Fn(&Path) -> bool) -> bool {
        let mut seen = self.seen.iter().filter(|(path, _)| concerns(path));
        seen.any(|(path, look)| self.disk.look(path) != *look)
    }

    /// Whether `path` was looked at.
    pub fn knows(&self, path: &Path) -> bool {
        self.seen.contains_key(path)
    }

    fn look(&mut self, path: &Path) -> Look {
        let look = self.disk.look(path);
        self.seen.insert(path.to_path_buf(), look.clone());
        look
    }

    /// The configuration file that holds in a folder.
    pub(super) fn nearest(&mut self, folder: &Path) -> Option<PathBuf> {
        let mut passed = Vec::new();
        let mut found = None;
        for folder in folder.ancestors() {
            if let Some(known) = self.nearest.get(folder) {
                found.clone_from(known);
                break;
            }
            passed.push(folder.to_path_buf());
            let candidate = folder.join(FILE_NAME);
            if self.look(&candidate) != Look::Absent {
                found = Some(candidate);
                break;
            }
            if self.look(&folder.join(".git")) != Look::Absent {
                break;
            }
        }
        for folder in passed {
            self.nearest.insert(folder, found.clone());
        }
        found
    }

    /// The text of a configuration file, or that it cannot be read.
    pub(super) fn text(&mut self, path: &Path) -> Result<Arc<str>, Mistake> {
        let look = self.look(path);
        let text = disk::read_text(self.disk.as_ref(), path, &look);
        let locale = self.locale();
        text.map(Arc::from).map_err(|unread| Mistake {
            origin: TextOrigin::File {
                path: path.display().to_string(),
                line: None,
            },
            key: String::new(),
            message: say!(
                locale,
                "没有读取：{reason}",
                "not read: it {reason}",
                reason = unread.clause(locale)
            ),
        })
    }

    pub(super) fn read(&mut self, path: &Path, toml: &str) -> (Config, Vec<Mistake>) {
        let locale = self.locale();
        let seen = RefCell::new(Vec::new());
        let read_other = |other: &Path| {
            let look = self.disk.look(other);
            seen.borrow_mut().push((other.to_path_buf(), look.clone()));
            let text = disk::read_text(self.disk.as_ref(), other, &look);
            text.map_err(|unread| unread.clause(locale))
        };
        let read = Config::from_toml(toml, path, locale, &read_other);
        self.seen.extend(seen.into_inner());
        read
    }
}
