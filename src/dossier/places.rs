//! Where files lie, as far as that tells whose reports they hold.

use std::path::{Component, Path};

use super::{Dossier, ReportId};
use crate::form::UnitWords;

impl Dossier {
    /// Whether the files of two reports lie together.
    pub(super) fn lie_together(&self, one: ReportId, other: ReportId) -> bool {
        let path = |report: ReportId| Some(self.member(report.document)?.path.as_path());
        let paths = path(one).zip(path(other));
        paths.is_some_and(|(one, other)| lie_together(one, other))
    }

    /// How many folders lie between two reports.
    pub(super) fn distance(&self, one: ReportId, other: ReportId) -> usize {
        let folder = |report: ReportId| self.member(report.document)?.path.parent();
        match (folder(one), folder(other)) {
            _ if one.document == other.document => 0,
            (Some(one), Some(other)) => 1 + steps_between(one, other),
            _ => usize::MAX,
        }
    }
}

/// How many folders one goes up and down from one to the other.
pub fn steps_between(one: &Path, other: &Path) -> usize {
    let same = one.components().zip(other.components());
    let n_same = same.take_while(|(one, other)| one == other).count();
    one.components().count() + other.components().count() - 2 * n_same
}

/// Whether two files lie in one folder, or in folders that differ in years alone.
pub fn lie_together(one: &Path, other: &Path) -> bool {
    match (one.parent(), other.parent()) {
        (Some(one), Some(other)) => one == other || without_years(one) == without_years(other),
        _ => false,
    }
}

/// The folders of a path with the years in their names taken out, and the words that go with these; one that is nothing else is left out.
fn without_years(folder: &Path) -> Vec<String> {
    let named = folder.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    let without = named.map(|name| {
        let mut kept: String = name.chars().filter(|c| !c.is_ascii_digit()).collect();
        if kept.len() < name.len() {
            let words = UnitWords::builtin().of_years.iter();
            words.for_each(|word| kept = kept.replace(word.as_str(), ""));
        }
        kept
    });
    without.filter(|name| !name.is_empty()).collect()
}
