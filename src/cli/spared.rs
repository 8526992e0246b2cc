//! The files that a run reads: none of them is written over by what the run makes, by whatever name, and no other report is without a word.
//!
//! In: the files that are read. Out: whether a file may be written. Deliberately absent: writing.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::Stop;
use super::identity::{Identity, identity};
use super::left_out::Reason;
use super::load::{is_being_written, load};
use super::paths::absolute;
use super::write::unwritable;
use crate::kit::Forms;
use crate::locale::Locale;
use crate::reading::Reading;
use crate::say;
use crate::settings::Settings;

/// The files that a run reads.
#[derive(Debug, Default)]
pub(super) struct SparedFiles {
    n_reports: usize,
    by_identity: HashMap<Identity, PathBuf>,
    /// Those that are no reports.
    settings: HashSet<PathBuf>,
    /// Those of which the system does not tell which they are, by their real names.
    by_name: HashSet<PathBuf>,
}

impl SparedFiles {
    /// These reports, as far as they are there.
    pub fn of<P: AsRef<Path>>(reports: impl IntoIterator<Item = P>) -> SparedFiles {
        let mut spared = SparedFiles::default();
        for report in reports {
            spared.add(report.as_ref());
            spared.n_reports += 1;
        }
        spared
    }

    /// With files that are no reports: settings, and what was found before.
    pub fn and<P: AsRef<Path>>(mut self, files: impl IntoIterator<Item = P>) -> SparedFiles {
        for file in files {
            self.add(file.as_ref());
            self.settings.insert(file.as_ref().to_path_buf());
        }
        self
    }

    fn add(&mut self, file: &Path) {
        match identity(file) {
            Some(identity) => {
                let known = self.by_identity.entry(identity);
                known.or_insert_with(|| file.to_path_buf());
            }
            None => self.by_name.extend(fs::canonicalize(file)),
        }
    }

    /// The file among them that a path stands for, as it was named when it was read.
    pub fn file_at(&self, path: &Path) -> Option<&Path> {
        let known = identity(path).and_then(|identity| self.by_identity.get(&identity));
        known.map(PathBuf::as_path).or_else(|| {
            let real = fs::canonicalize(path).ok()?;
            self.by_name.get(&real).map(PathBuf::as_path)
        })
    }

    /// Refuses to write one of them.
    pub fn refuse(&self, path: &Path, locale: Locale) -> Result<(), Stop> {
        let Some(file) = self.file_at(path) else {
            return Ok(());
        };
        let (shown, read) = (path.display(), file.display());
        Err(Stop::Failed(match absolute(path) == absolute(file) {
            true if self.n_reports == 1 && !self.settings.contains(file) => say!(
                locale,
                "{shown} 就是报告本身，没有改动；请换一个输出文件名",
                "{shown} is the report itself and was left as it is; name another file"
            ),
            true => say!(
                locale,
                "{shown} 是要读取的文件之一，不能同时用来保存结果",
                "{shown} is one of the files to be read and cannot hold the results as well"
            ),
            false => say!(
                locale,
                "{shown} 与要读取的 {read} 是同一个文件，不能同时用来保存结果",
                "{shown} is the same file as {read}, which is to be read, and cannot hold the results as well"
            ),
        }))
    }
}

/// Refuses to write over a report, which nobody has asked for.
pub(super) fn no_report(path: &Path, forms: &Forms, locale: Locale) -> Result<(), Stop> {
    let shown = path.display();
    Err(Stop::Failed(match holding(path, forms) {
        Holding::NoReport => return Ok(()),
        Holding::Report => say!(
            locale,
            "{shown} 是一份报告，没有改动；请换一个输出文件名",
            "{shown} is a report and was left as it is; name another file"
        ),
        Holding::Unfinished => {
            unwritable(&shown.to_string(), &ErrorKind::WouldBlock.into(), locale)
        }
    }))
}

/// What a file holds that might be written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holding {
    Report,
    /// Nothing, or what this program has made of reports: pages of a review and data.
    NoReport,
    /// Nobody knows yet: another run is still writing it, and has not been asked.
    Unfinished,
}

fn holding(path: &Path, forms: &Forms) -> Holding {
    let is_report = |text: &str| Reading::of(text, forms, &Settings::default()).is_report();
    match load(path, forms, Locale::default()) {
        Ok(contents) if is_report(&contents.text) => Holding::Report,
        Err(refused) if refused.reason == Reason::Unreadable && is_being_written(path) => {
            Holding::Unfinished
        }
        Ok(_) | Err(_) => Holding::NoReport,
    }
}

/// Whether a file is there and holds a report, or may hold one when another run has written it.
pub(super) fn holds_report(path: &Path, forms: &Forms) -> bool {
    holding(path, forms) != Holding::NoReport
}

/// What is said of a report that was written over as it was asked for.
pub(super) fn was_replaced(path: &Path, locale: Locale) -> String {
    say!(
        locale,
        "{path} 里原有的报告已被替换",
        "the report that was in {path} has been written over",
        path = path.display()
    )
}
