//! Last year's reports that the workspace does not hold: beside its folders, or in them and not checked.
//!
//! In: the reports that lack one once the workspace has been looked through. Out: what is looked for the next time, and watched until then. Where it is
//! looked for is no business of the editor's: the terminal says the same.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{Files, Lacking, OnDisk};
use super::engine::Engine;
use super::workspace::Workspace;
use crate::config::{Disk, Look};
use crate::dossier::{Member, Unit};
use crate::finding::DocumentId;

/// What is looked for.
#[derive(Debug, Default)]
pub(super) struct Sought {
    pub(super) lacking: Vec<Lacking>,
    /// Folders whose files the client watches.
    watched: Vec<PathBuf>,
}

impl Sought {
    /// Whether the same is found for both, if the disk is as it was.
    fn is_like(&self, other: &Sought) -> bool {
        let are_alike = |(one, other): (&Lacking, &Lacking)| {
            (&one.file, one.is_named, &one.unit, one.year)
                == (&other.file, other.is_named, &other.unit, other.year)
                && Arc::ptr_eq(&one.loaded, &other.loaded)
        };
        self.watched == other.watched
            && self.lacking.len() == other.lacking.len()
            && self.lacking.iter().zip(&other.lacking).all(are_alike)
    }
}

/// The files that may be last year's reports, as they were listed where no client watches.
#[derive(Clone, Debug)]
pub(super) struct NearListing {
    files: Files,
    sought: Arc<Sought>,
    looks: Arc<HashMap<PathBuf, Look>>,
}

impl NearListing {
    /// What lies there now; `None` if nothing is looked for.
    pub(super) fn of(files: Files, sought: &Arc<Sought>) -> Option<NearListing> {
        (!sought.lacking.is_empty()).then(|| NearListing {
            files,
            sought: Arc::clone(sought),
            looks: Arc::new(looks(files, sought)),
        })
    }

    /// Whether other files lie there now, or the same with other contents: what is copied from far away has its name before it has its text.
    pub(super) fn has_changed(&self) -> bool {
        looks(self.files, &self.sought) != *self.looks
    }
}

fn looks(files: Files, sought: &Sought) -> HashMap<PathBuf, Look> {
    let likely = (files.likely)(&sought.lacking, &sought.watched).into_iter();
    let looks = likely.map(|path| {
        let look = OnDisk.look(&path);
        (path, look)
    });
    looks.collect()
}

impl Engine {
    /// Has last year's reports looked for that the workspace does not hold, unless the user has had enough of looking.
    pub(super) fn seek_last_years(&mut self) {
        let wanted = match self.workspace.is_given_up {
            true => Vec::new(),
            false => self.workspace.without_last_year(),
        };
        let folders = self.configuration.folders().to_vec();
        let lacking = wanted.into_iter().map(|(file, unit, year)| Lacking {
            // A folder of the workspace is checked as a whole.
            is_named: !folders.iter().any(|folder| file.starts_with(folder)),
            loaded: self.configuration.loaded(&file),
            file,
            unit,
            year,
        });
        let lacking: Vec<Lacking> = lacking.collect();
        let is_watching = self.client.register_watch;
        let watched = folders.into_iter().filter(|_| is_watching).collect();
        self.workspace.seek(Sought { lacking, watched });
    }
}

impl Workspace {
    /// Has something else looked for than before.
    fn seek(&mut self, sought: Sought) {
        if !self.sought.is_like(&sought) {
            self.sought = Arc::new(sought);
            self.is_outdated = true;
        }
    }

    /// Whether a file is only last year's report of others.
    pub(super) fn is_beside(&self, path: &Path) -> bool {
        self.known.get(path).is_some_and(|known| known.is_beside)
    }

    /// The reports that have none of the year before among those that are looked at for their own sake, each with its unit and that year.
    fn without_last_year(&mut self) -> Vec<(PathBuf, Unit, u16)> {
        // Whether a report lacks one must not hang on what was found for others.
        let beside = self.known.values().filter(|known| known.is_beside);
        let beside: Vec<DocumentId> = beside.map(|known| known.id).collect();
        let dossier = &mut self.dossier;
        let aside = beside.into_iter();
        let aside = aside.filter_map(|id| Some((id, dossier.remove(id)?)));
        let aside: Vec<(DocumentId, Arc<Member>)> = aside.collect();
        let mut lacking = Vec::new();
        for (id, member) in self.dossier.members() {
            for report in self.dossier.reports_of(id) {
                let digest = self.dossier.digest(report);
                let named = digest.and_then(|digest| Some((digest.unit.clone()?, digest.year?)));
                let Some((unit, year)) = named else { continue };
                if self.dossier.claims_of_last_year(report).is_empty() {
                    lacking.push((member.path.clone(), unit, year.wrapping_sub(1)));
                }
            }
        }
        for (id, member) in aside {
            self.dossier.insert(id, member);
        }
        lacking
    }
}
