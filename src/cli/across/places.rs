//! Where last year's report of a file may lie: one rule for the terminal and the editor.
//!
//! `exclude` and git's ignore files say what is not checked. Last year's report is looked up all the same where it is likely to lie: in folders named
//! after the year, and for a file that was named itself beside it. Under the folder of `nianbao.toml`, which is searched as a whole, what git ignores
//! is passed over: nobody wants every folder of a build read.

use std::collections::HashSet;
use std::env::home_dir;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use super::folders::{ReportFolder, folders_before, folders_of_year, reports_in};
use crate::lsp::Lacking;

/// The folders of a year, as seen from a folder; whether its files were named themselves.
type YearKey = (PathBuf, u16, bool);

/// Where last year's reports may lie, as far as that has been asked.
#[derive(Debug, Default)]
pub(super) struct LikelyPlaces {
    of_years: FxHashMap<YearKey, Vec<ReportFolder>>,
}

impl LikelyPlaces {
    /// Where last year's report of a file may lie: that which is found without a search first.
    pub fn of(&mut self, lacking: &Lacking) -> Vec<ReportFolder> {
        let Some(folder) = lacking.file.parent() else {
            return Vec::new();
        };
        let configured = lacking.loaded.file.as_deref().and_then(Path::parent);
        let root = configured
            .filter(|root| folder.starts_with(root) && !is_vast(root, home_dir().as_deref()));
        let own = [Some(folder), folder.parent()].into_iter().flatten();
        let own = own
            .filter(|_| lacking.is_named)
            .map(|folder| likely(folder.to_path_buf(), false));
        let mut places: Vec<ReportFolder> = own.collect();
        places.extend_from_slice(self.of_year(folder, lacking));
        if let Some(root) = root {
            places.retain(|place| place.folder.starts_with(root));
            places.push(ReportFolder {
                folder: root.to_path_buf(),
                is_whole: true,
                heeds_git: true,
            });
        }
        places
    }

    /// The folders named after the year beside the one of the file's own year; for a file that was named itself first those in the folder above that are
    /// named after the year or the next.
    fn of_year(&mut self, folder: &Path, lacking: &Lacking) -> &[ReportFolder] {
        let (year, is_named) = (lacking.year, lacking.is_named);
        let key = (folder.to_path_buf(), year, is_named);
        self.of_years.entry(key).or_insert_with(|| {
            let above = folder.parent().filter(|_| is_named);
            // A folder may be named after the year in which its reports were published.
            let of = |above, year| folders_of_year(above, year).into_iter();
            let beside = above.into_iter().flat_map(|above| {
                let published = of(above, year.saturating_add(1));
                of(above, year).chain(published)
            });
            let beside = beside.map(|folder| likely(folder, false));
            let before = folders_before(folder, year).into_iter();
            let before = before.map(|folder| likely(folder, true));
            beside.chain(before).collect()
        })
    }
}

/// A folder that is looked at whatever git ignores there.
fn likely(folder: PathBuf, is_whole: bool) -> ReportFolder {
    ReportFolder {
        folder,
        is_whole,
        heeds_git: false,
    }
}

/// Whether a folder holds all that a user or a disk has, so that nobody who put a configuration there meant it to be searched.
fn is_vast(folder: &Path, home: Option<&Path>) -> bool {
    folder.parent().is_none() || home == Some(folder)
}

/// The files that may be last year's reports of these, but for what lies in folders that somebody else watches.
pub(super) fn likely_files(lacking: &[Lacking], watched: &[PathBuf]) -> HashSet<PathBuf> {
    let mut likely = LikelyPlaces::default();
    let places = lacking.iter().flat_map(|lacking| likely.of(lacking));
    let is_watched = |place: &ReportFolder| {
        let mut watched = watched.iter();
        watched.any(|folder| place.folder.starts_with(folder))
    };
    let places: HashSet<ReportFolder> = places.filter(|place| !is_watched(place)).collect();
    places.iter().flat_map(reports_in).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_folder_and_a_disk_are_not_searched_and_folders_in_them_are() {
        let home = Path::new("/home/me");
        assert!(is_vast(home, Some(home)));
        assert!(is_vast(Path::new("/"), Some(home)) && is_vast(Path::new("/"), None));
        assert!(!is_vast(Path::new("/home/me/年报"), Some(home)));
        assert!(!is_vast(Path::new("/srv"), None));
    }
}
