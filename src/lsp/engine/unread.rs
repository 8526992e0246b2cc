//! Files that a check of the workspace comes across and cannot read.
//!
//! In: paths, and why they are not read. Out: texts, and how many have none, with the reason for the first of them.

use std::path::Path;

use crate::config::{Disk, Unread, read_text};
use crate::locale::{Locale, counted};
use crate::lsp::disk::OnDisk;
use crate::say;

/// So many files are named.
const NAMED: usize = 3;

/// What came of a file.
pub(in crate::lsp) enum FileOutcome {
    /// It was checked.
    Checked,
    /// Nobody wants it checked here.
    Passed,
    /// It could not be read.
    Unread(Unread),
}

/// The text of a file that is not open.
pub(in crate::lsp) fn text_of_file(path: &Path) -> Result<String, Unread> {
    read_text(&OnDisk, path, &OnDisk.look(path))
}

/// The files that could not be read.
#[derive(Default)]
pub(super) struct UnreadFiles {
    count: usize,
    named: Vec<(String, Unread)>,
}

impl UnreadFiles {
    /// One more.
    pub(super) fn add(&mut self, name: String, reason: Unread) {
        // A folder has no text, nor has a file that has gone meanwhile.
        if matches!(reason, Unread::Folder | Unread::Absent) {
            return;
        }
        self.count += 1;
        if self.named.len() < NAMED {
            self.named.push((name, reason));
        }
    }

    /// What is said of them behind what came of the others; `None` if there are none.
    pub(super) fn clause(&self, locale: Locale) -> Option<String> {
        if self.count == 0 {
            return None;
        }
        let named = self.named.iter();
        let mut named: Vec<String> = named
            .map(|(name, reason)| format!("{name} {}", reason.clause(locale)))
            .collect();
        if let Some(more @ 1..) = self.count.checked_sub(self.named.len()) {
            named.push(say!(locale, "还有 {more} 个", "and {more} more"));
        }
        let (count, files) = (self.count, counted(self.count, "file"));
        let named = named.join(&say!(locale, "；", "; "));
        Some(say!(
            locale,
            "；没有核对的文件 {count} 个：{named}",
            "; {files} not checked: {named}"
        ))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_first_are_named_and_the_others_counted() {
        let mut files = UnreadFiles::default();
        files.add("d".to_owned(), Unread::Folder);
        assert_eq!(files.clause(Locale::English), None);
        for name in ["a", "b", "c", "d", "e"] {
            files.add(format!("{name}.md"), Unread::Forbidden);
        }
        assert_eq!(
            files.clause(Locale::English).unwrap(),
            "; 5 files not checked: a.md may not be read by you; b.md may not be read by you; c.md may not be read by you; and 2 more"
        );
        assert!(
            files
                .clause(Locale::Chinese)
                .unwrap()
                .ends_with("；还有 2 个")
        );
    }
}
