//! Where last year's reports lie: the files of a folder, and the folders that are named after a year.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::cli::files::{Entry, treated};

/// More files than this are not looked at.
const MOST: usize = 20_000;

/// A walk ends after so many files and folders of any kind.
const MOST_ENTRIES: usize = 500_000;

/// So far above a file of a folder lies, at most, the folder that is named after its year.
const LEVELS: usize = 4;

/// A folder in which reports may lie.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct ReportFolder {
    pub folder: PathBuf,
    /// Whether the folders below it count.
    pub is_whole: bool,
    /// Whether what git ignores is passed over.
    pub heeds_git: bool,
}

/// The files in a folder that may be reports; not all, if there are very many.
pub(super) fn reports_in(place: &ReportFolder) -> Vec<PathBuf> {
    let depth = (!place.is_whole).then_some(1);
    let walk = WalkBuilder::new(&place.folder)
        .follow_links(false)
        .ignore(false)
        .git_ignore(place.heeds_git)
        .git_exclude(place.heeds_git)
        .git_global(place.heeds_git)
        .max_depth(depth)
        .build();
    let entries = walk
        .take(MOST_ENTRIES)
        .filter_map(Result::ok)
        .filter(|entry| entry.depth() > 0);
    let files = entries.filter_map(|entry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let path = entry.into_path();
        matches!(treated(&path, is_folder), Entry::File).then_some(path)
    });
    files.take(MOST).collect()
}

/// The folders in a folder that are named after a year: `2023`, `2023年报`.
pub(super) fn folders_of_year(folder: &Path, year: u16) -> Vec<PathBuf> {
    let year = year.to_string();
    let Ok(entries) = std::fs::read_dir(folder) else {
        // What cannot be listed holds nothing that anybody expects to be found.
        return Vec::new();
    };
    let named = entries.flatten().filter(|entry| {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        is_folder && entry.file_name().to_string_lossy().contains(&year)
    });
    named.map(|entry| entry.path()).collect()
}

/// The folders named after a year beside the nearest one above that is named after the next: `2023` beside `2024` of `2024/县区`.
pub(super) fn folders_before(folder: &Path, year: u16) -> Vec<PathBuf> {
    let next = year.saturating_add(1).to_string();
    let is_of_next = |folder: &&Path| {
        let name = folder.file_name();
        name.is_some_and(|name| name.to_string_lossy().contains(&next))
    };
    let own = folder.ancestors().take(LEVELS).find(is_of_next);
    let Some(above) = own.and_then(Path::parent) else {
        return Vec::new();
    };
    folders_of_year(above, year)
}
