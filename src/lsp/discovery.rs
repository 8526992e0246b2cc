//! The look through folders, beside the engine's thread: which reports lie there, and what is kept of those that have changed.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashSet;
use tokio::task::JoinHandle;

use super::disk::{Files, OnDisk, TitlesRead};
use super::elsewhere::{NearListing, Sought};
use super::index::Way;
use crate::config::{Disk, Loaded, Look};
use crate::dossier::{Member, steps_between};
use crate::kit::Forms;
use crate::reading::Reading;
use crate::settings::Settings;

/// A file that was come across.
#[derive(Debug)]
pub(super) struct Discovered {
    pub(super) path: PathBuf,
    pub(super) look: Look,
    /// What is kept of its reports; `None` if the file is as it was, or open.
    pub(super) member: Option<Member>,
}

/// What was come across.
#[derive(Debug, Default)]
pub(super) struct Discoveries {
    pub(super) files: Vec<Discovered>,
    /// The files that lie in the folders.
    pub(super) listed: HashSet<PathBuf>,
    /// Last year's reports that lie elsewhere or are not checked, each with the settings by which it is read.
    pub(super) beside: HashMap<PathBuf, Arc<Loaded>>,
    /// What is watched there.
    pub(super) near: Option<NearListing>,
    /// The titles that were read for that.
    pub(super) titles: TitlesRead,
    /// Whether everything was looked at: what was not come across is not there.
    pub(super) is_whole: bool,
    /// Whether files that lie elsewhere are kept.
    pub(super) keeps: bool,
}

/// The editions by which the reports of a folder are read.
#[derive(Clone, Debug, Default)]
pub(super) struct FolderEditions {
    /// Those of the first open report.
    pub(super) usual: Option<Arc<Forms>>,
    /// Folders whose settings turned out to name others.
    pub(super) others: HashMap<PathBuf, Arc<Forms>>,
}

impl FolderEditions {
    /// Those for a file.
    pub(super) fn of(&self, file: &Path) -> &Forms {
        let own = file.parent().and_then(|folder| self.others.get(folder));
        let forms = own.or(self.usual.as_ref());
        forms.map_or(Forms::builtin(), |forms| forms)
    }

    /// Whether the settings of a file name other editions than those by which it was read. Its folder is read by them from now on.
    pub(super) fn are_others(&mut self, file: &Path, own: &Arc<Forms>) -> bool {
        let are_others = !std::ptr::eq(self.of(file), &**own);
        if let Some(folder) = file.parent().filter(|_| are_others) {
            self.others.insert(folder.to_path_buf(), Arc::clone(own));
        }
        are_others
    }
}

/// What is to be looked at.
#[derive(Debug)]
pub(super) struct DiskSearch {
    pub(super) editions: FolderEditions,
    /// Folders, each with those below it if so wished.
    pub(super) folders: Vec<(PathBuf, bool)>,
    /// The open reports: what lies near them comes first.
    pub(super) open: Vec<PathBuf>,
    /// Files as they were seen before: those that have not changed are not read again.
    pub(super) seen: HashMap<PathBuf, Look>,
    /// Whether those that lie elsewhere are looked at too.
    pub(super) keeps: bool,
    /// The reports whose last year's lies elsewhere, if anywhere.
    pub(super) sought: Arc<Sought>,
    /// The files that are compared for their own sake.
    pub(super) held: FxHashSet<PathBuf>,
    /// The titles that were read before.
    pub(super) titles: TitlesRead,
}

impl DiskSearch {
    /// The files in the folders.
    fn listed(&self, files: Files) -> HashSet<PathBuf> {
        let folders = self.folders.iter();
        let listed = folders.flat_map(|(folder, whole)| (files.list)(folder, *whole));
        listed.collect()
    }

    /// The files to be looked at, the nearest first.
    fn paths(&self, found: &Discoveries) -> Vec<PathBuf> {
        let (listed, beside) = (&found.listed, &found.beside);
        let known = self.seen.keys().filter(|_| self.keeps);
        let known = known.filter(|path| !beside.contains_key(*path));
        let elsewhere = known.chain(beside.keys());
        let elsewhere = elsewhere.filter(|path| !listed.contains(*path));
        let mut paths: Vec<PathBuf> = listed.iter().chain(elsewhere).cloned().collect();
        paths.sort_by_cached_key(|path| {
            let open = self.open.iter().take(MOST_OPEN);
            let nearest = open.map(|open| steps_between(open, path)).min();
            (nearest, path.clone())
        });
        paths
    }
}

/// Nearness is asked of so many open reports.
const MOST_OPEN: usize = 8;

/// The reports that are looked at.
pub(super) fn discovered(files: Files, mut search: DiskSearch, way: &Way) -> Discoveries {
    let mut found = Discoveries {
        listed: search.listed(files),
        near: NearListing::of(files, &search.sought),
        titles: std::mem::take(&mut search.titles),
        is_whole: true,
        keeps: search.keeps,
        ..Discoveries::default()
    };
    if !search.sought.lacking.is_empty() {
        let held = std::mem::take(&mut search.held);
        let (lacking, titles) = (&search.sought.lacking, &mut found.titles);
        found.beside = (files.last_years)(lacking, held, titles, way.cut_flag());
    }
    let paths = search.paths(&found);
    let open: HashSet<&PathBuf> = search.open.iter().collect();
    way.is_long(paths.len());
    for path in paths {
        if way.is_cut() {
            found.is_whole = false;
            break;
        }
        way.step();
        let look = OnDisk.look(&path);
        if look == Look::Absent {
            continue;
        }
        // What an editor holds is taken from there.
        let is_known = open.contains(&path) || search.seen.get(&path) == Some(&look);
        let member = (!is_known).then(|| {
            let of_other = found.beside.get(&path).map(|loaded| &*loaded.forms);
            let forms = of_other.unwrap_or_else(|| search.editions.of(&path));
            let text = (files.read)(&path, forms).unwrap_or_default();
            let reading = Reading::of(&text, forms, &Settings::default());
            Member::of(&path, &reading)
        });
        found.files.push(Discovered { path, look, member });
    }
    found
}

/// A look through folders, while it goes on.
#[derive(Debug, Default)]
pub(super) struct Looking(pub(super) Option<JoinHandle<Discoveries>>);

impl Looking {
    /// Waits for what was come across. May be given up and asked again.
    pub(super) async fn over(&mut self) -> Discoveries {
        let Some(looking) = &mut self.0 else {
            return std::future::pending().await;
        };
        let found = looking.await.unwrap_or_default();
        self.0 = None;
        found
    }
}
