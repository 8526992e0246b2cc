//! The reports that lie beside the open ones, kept so that these can be compared with them.
//!
//! In: folders, looked through beside the engine's thread, and the readings of open documents, which count before what lies on the disk. Out: a
//! dossier, and which of its documents are which files. A file is read again only if its length or time has changed.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::task::spawn_blocking;
use tower_lsp::lsp_types::{Diagnostic, Url};

use super::discovery::{DiskSearch, FolderEditions, Looking, discovered};
use super::disk::{Files, TitlesRead};
use super::elsewhere::{NearListing, Sought};
use super::index::Index;
use super::lookout::{Listing, Watched};
pub(super) use super::texts::TextBeside;
use super::texts::{TextsRead, TextsUnderWay};
use crate::config::{Config, Loaded, Look};
use crate::dossier::{Dossier, KnownReport, Member};
use crate::finding::DocumentId;
use crate::kit::Forms;
use crate::reading::Reading;
use crate::text::Text;

/// Files that are looked at from time to time, for clients that do not tell of changes.
const MOST_WATCHED: usize = 500;

/// A file that is known.
#[derive(Debug, Default)]
pub(super) struct KnownFile {
    pub(super) id: DocumentId,
    /// As it was when it was read; `None` while an editor holds it.
    pub(super) look: Option<Look>,
    /// Whether it is only last year's report of others, and not looked at for its own sake.
    pub(super) is_beside: bool,
    /// What was set when the units of its reports were told by it; `None` while an editor holds it.
    pub(super) assigned_by: Option<Arc<Loaded>>,
    /// What saves work while an editor holds it.
    reports: Vec<KnownReport>,
}

/// The reports that open ones can be compared with.
#[derive(Debug)]
pub(super) struct Workspace {
    pub(super) files: Files,
    pub(super) dossier: Dossier,
    pub(super) known: HashMap<PathBuf, KnownFile>,
    pub(super) paths: HashMap<DocumentId, PathBuf>,
    /// No other file gets the id of one that is gone: what was found beside the one is not what is found beside the other.
    last_id: u32,
    /// An open document that was alone when it was looked at last, so that nothing of it was taken in.
    pub(super) alone: Option<Url>,
    /// The texts that editors hold.
    pub(super) open: HashMap<DocumentId, (Url, Text)>,
    /// The texts of files that findings point into.
    pub(super) texts: TextsRead,
    /// Files that are not open of which something can be shown when such texts have been read.
    pub(super) waiting: BTreeSet<DocumentId>,
    /// Counts what has changed, so that what rests on it is known to be out of date.
    pub(super) turn: u64,
    /// Whether the disk has to be looked at again.
    pub(super) is_outdated: bool,
    looking: Looking,
    pub(super) editions: FolderEditions,
    /// The reports that lack last year's among the files of the folders.
    pub(super) sought: Arc<Sought>,
    /// The titles that were read to find it, and what is watched where it may lie.
    pub(super) titles: TitlesRead,
    pub(super) near: Option<NearListing>,
    /// The folders that were looked through last, and the files in them.
    folders: Arc<Vec<(PathBuf, bool)>>,
    pub(super) listed: Arc<HashSet<PathBuf>>,
    /// How far that has come, while it goes on.
    pub(super) index: Option<Index>,
    /// Whether the user has stopped the look through the folders of the workspace; only what lies beside open reports is looked at then.
    pub(super) is_given_up: bool,
    /// What is found beside others in files that are not open.
    pub(super) shown: HashMap<PathBuf, Vec<Diagnostic>>,
}

impl Workspace {
    /// Of which nothing is known yet.
    pub(super) fn new(files: Files) -> Self {
        Workspace {
            files,
            dossier: Dossier::default(),
            known: HashMap::new(),
            paths: HashMap::new(),
            last_id: 0,
            alone: None,
            open: HashMap::new(),
            texts: TextsRead::default(),
            waiting: BTreeSet::new(),
            turn: 0,
            is_outdated: true,
            looking: Looking::default(),
            editions: FolderEditions::default(),
            sought: Arc::default(),
            titles: TitlesRead::default(),
            near: None,
            folders: Arc::default(),
            listed: Arc::default(),
            index: None,
            is_given_up: false,
            shown: HashMap::new(),
        }
    }

    /// Something has changed on the disk.
    pub(super) fn forget(&mut self) {
        self.is_outdated = true;
    }

    /// Looks through all folders again, even if the user had stopped that.
    pub(super) fn look_at_all(&mut self) {
        self.is_given_up = false;
        self.is_outdated = true;
    }

    /// Reads a file anew the next time, as an editor has let go of it.
    pub(super) fn let_go(&mut self, path: &Path) {
        if let Some(known) = self.known.get_mut(path) {
            self.texts.forget(known.id);
            known.look = None;
            known.reports = Vec::new();
            self.open.remove(&known.id);
        }
        self.is_outdated = true;
    }

    /// Begins to look through folders, each with those below it if so wished, if that is due; what lies near the `open` files comes first.
    pub(super) fn look(
        &mut self,
        folders: Vec<(PathBuf, bool)>,
        open: Vec<PathBuf>,
        forms: &Arc<Forms>,
    ) {
        if !self.is_outdated || self.looking.0.is_some() || folders.is_empty() {
            return;
        }
        self.is_outdated = false;
        let known = self.known.iter();
        let held = known.filter(|(_, known)| !known.is_beside);
        let held = held.map(|(path, _)| path.clone()).collect();
        let seen = self.known.iter();
        let seen: HashMap<PathBuf, Look> = seen
            .filter_map(|(path, known)| Some((path.clone(), known.look.clone()?)))
            .collect();
        let files = self.files;
        self.editions.usual = Some(Arc::clone(forms));
        let index = Index::begun();
        let way = index.way();
        self.index = Some(index);
        self.folders = Arc::new(folders.clone());
        let search = DiskSearch {
            editions: self.editions.clone(),
            folders,
            open,
            seen,
            keeps: self.is_given_up,
            sought: Arc::clone(&self.sought),
            held,
            titles: std::mem::take(&mut self.titles),
        };
        self.looking.0 = Some(spawn_blocking(move || discovered(files, search, &way)));
    }

    /// What goes on, to be waited for, and what is to be watched meanwhile; with `lists` that other reports lie in the folders too.
    pub(super) fn watched(
        &mut self,
        lists: bool,
    ) -> ((&mut Looking, &mut TextsUnderWay), impl Fn() -> Watched) {
        let Workspace {
            looking,
            texts,
            known,
            folders,
            listed,
            files,
            near,
            ..
        } = self;
        let watched = move || Watched {
            seen: seen(known),
            listing: (lists && !folders.is_empty()).then(|| Listing {
                files: *files,
                folders: Arc::clone(folders),
                paths: Arc::clone(listed),
            }),
            near: near.clone(),
            checked: Vec::new(),
        };
        ((looking, texts.under_way()), watched)
    }

    /// Takes in what was read of an open document.
    pub(super) fn update(&mut self, path: &Path, reading: &Reading, config: &Config) -> DocumentId {
        let id = self.id_of(path);
        let known = self.known.entry(path.to_path_buf()).or_default();
        known.look = None;
        known.is_beside = false;
        let mut member = Member::of_edited(path, reading, &mut known.reports);
        config.assign(&mut member);
        let old = self.dossier.member(id);
        let same = old.is_some_and(|old| old.says_the_same(&member));
        if !same {
            // Another unit or year has another report of the year before.
            self.is_outdated |= !old.is_some_and(|old| are_of_the_same(old, &member));
            self.dossier.insert(id, member);
            self.turn += 1;
        }
        self.dossier.settle(id);
        id
    }

    /// Whether nothing is known of which a report of a file could be beside.
    pub(super) fn has_no_others(&self, path: &Path) -> bool {
        let own = self.document(path);
        let mut members = self.dossier.members();
        members.all(|(id, _)| Some(id) == own) && !self.dossier.has_roll_ups()
    }

    /// Tells the dossier which reports are the sums of which.
    pub(super) fn declare(&mut self, config: &Config) {
        let members = self.dossier.members();
        let documents: Vec<(DocumentId, PathBuf, usize)> = members
            .map(|(id, member)| (id, member.path.clone(), member.digests.len()))
            .collect();
        self.dossier.declare(config.roll_ups_among(&documents));
    }

    pub(super) fn id_of(&mut self, path: &Path) -> DocumentId {
        if let Some(known) = self.known.get(path) {
            return known.id;
        }
        self.last_id = self.last_id.saturating_add(1);
        let id = DocumentId(self.last_id);
        let known = self.known.entry(path.to_path_buf()).or_default();
        known.id = id;
        self.paths.insert(id, path.to_path_buf());
        id
    }

    /// The document of a file.
    pub(super) fn document(&self, path: &Path) -> Option<DocumentId> {
        self.known.get(path).map(|known| known.id)
    }

    /// The file of a document.
    pub(super) fn path(&self, id: DocumentId) -> Option<&Path> {
        self.paths.get(&id).map(PathBuf::as_path)
    }
}

/// Files whose changes matter to open documents, as they were when they were read.
fn seen(known: &HashMap<PathBuf, KnownFile>) -> Vec<(PathBuf, Look)> {
    let read = known
        .iter()
        .filter_map(|(path, known)| Some((path.clone(), known.look.clone()?)));
    read.take(MOST_WATCHED).collect()
}

/// Whether the reports of two are of the same units and years.
fn are_of_the_same(one: &Member, other: &Member) -> bool {
    let digests = one.digests.iter().zip(&other.digests);
    let mut digests =
        digests.map(|(one, other)| (&one.unit, one.year) == (&other.unit, other.year));
    one.digests.len() == other.digests.len() && digests.all(|is_same| is_same)
}
