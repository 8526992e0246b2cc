//! Last year's reports looked for on the disk, for the terminal and the editor alike.
//!
//! Only the beginnings of files are read; each folder is looked at once in a search, and a file that has not changed is not read again in the next.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{self, AtomicBool};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::folders::{ReportFolder, reports_in};
use super::places::LikelyPlaces;
use super::titles::titles_of;
use crate::config::{Disk, Loaded};
use crate::dossier::{MOST_LIKE, NameBearers, Unit, is_rival, lie_together, steps_between};
use crate::lsp::{Lacking, OnDisk, SeenTitles, TitlesRead};

/// The reports in some folders: by year, and by the names of their units.
type ByYear = HashMap<u16, NameBearers<(Unit, PathBuf)>>;

/// A folder, and the settings by which its reports are assigned to units.
type PlaceKey = (ReportFolder, Option<PathBuf>);

/// A search.
#[derive(Debug, Default)]
pub(super) struct Seeking {
    /// The files that are looked at anyway.
    held: FxHashSet<PathBuf>,
    /// The reports of folders that were looked through, beside those.
    folders: HashMap<ReportFolder, Vec<PathBuf>>,
    titles: TitlesRead,
    /// The same, sorted.
    sorted: HashMap<PlaceKey, ByYear>,
    likely: LikelyPlaces,
    /// Whether nobody wants the rest any more.
    is_cut: Arc<AtomicBool>,
}

/// Last year's reports of these, each with the settings of the first report that it is for, beside the files that are `held` anyway.
pub(super) fn last_years(
    lacking: &[Lacking],
    held: FxHashSet<PathBuf>,
    titles: &mut TitlesRead,
    is_cut: Arc<AtomicBool>,
) -> HashMap<PathBuf, Arc<Loaded>> {
    let mut seeking = Seeking {
        held,
        titles: std::mem::take(titles),
        is_cut,
        ..Seeking::default()
    };
    let mut found = HashMap::new();
    for lacking in lacking {
        for file in seeking.find(lacking) {
            found
                .entry(file)
                .or_insert_with(|| Arc::clone(&lacking.loaded));
        }
    }
    *titles = seeking.titles;
    let there: FxHashSet<&PathBuf> = seeking.folders.values().flatten().collect();
    titles.retain(|file, _| there.contains(file));
    found
}

impl Seeking {
    /// Leaves files alone that are looked at anyway.
    pub fn pass_over(&mut self, files: FxHashSet<PathBuf>) {
        self.held = files;
    }

    /// The nearest report of a unit on a year, others that lie as near, and for each of them one that may claim the shorter of both names for another
    /// unit.
    pub fn find(&mut self, lacking: &Lacking) -> Vec<PathBuf> {
        let Some(folder) = lacking.file.parent() else {
            return Vec::new();
        };
        let mut found: Vec<(usize, PathBuf, Unit)> = Vec::new();
        let places = self.likely.of(lacking);
        for place in &places {
            self.look_through(lacking, place);
            let of_unit = self.like(lacking, place, &lacking.unit, lacking.year);
            if of_unit.len() > MOST_LIKE {
                return Vec::new();
            }
            let of_unit = of_unit.into_iter();
            let of_unit = of_unit.filter(|(other, _)| lacking.unit.may_be(other));
            let far = of_unit.map(|(other, file)| {
                let own = file.parent().unwrap_or(Path::new(""));
                (steps_between(folder, own), file, other)
            });
            found.extend(far);
            if found.iter().any(|(steps, ..)| *steps == 0) {
                break;
            }
        }
        let nearest = found.iter().map(|(steps, ..)| *steps).min();
        found.retain(|(steps, ..)| Some(*steps) == nearest);
        let has_another_name =
            |(.., other): &(usize, PathBuf, Unit)| other.name() != lacking.unit.name();
        if found.iter().any(has_another_name) {
            places
                .iter()
                .for_each(|place| self.look_through(lacking, place));
        }
        let rivals = found
            .iter()
            .filter_map(|(_, file, other)| self.rival(lacking, &places, (other, file)));
        let mut files: Vec<PathBuf> = rivals.collect();
        files.extend(found.into_iter().map(|(_, file, _)| file));
        files.sort();
        files.dedup();
        files
    }

    /// The reports in a folder, beside those that are looked at anyway.
    pub fn others_in(&mut self, place: &ReportFolder) -> &[PathBuf] {
        let held = &self.held;
        self.folders.entry(place.clone()).or_insert_with(|| {
            let mut files = reports_in(place);
            files.retain(|file| !held.contains(file));
            files
        })
    }

    /// A report on either year that lies where the shorter-named of two does, and whose name fits that one's only.
    fn rival(
        &self,
        lacking: &Lacking,
        places: &[ReportFolder],
        (other, file): (&Unit, &PathBuf),
    ) -> Option<PathBuf> {
        let (own, year) = (&lacking.unit, lacking.year);
        let (short, long, bare) = match own.name().len().cmp(&other.name().len()) {
            Ordering::Equal => return None,
            Ordering::Less => (own, other, &lacking.file),
            Ordering::Greater => (other, own, file),
        };
        let years = [year, year.saturating_add(1)];
        let mut near = places.iter().flat_map(|place| {
            let of_years = years.iter();
            of_years.flat_map(move |year| self.like(lacking, place, short, *year))
        });
        let is_rival = |(unit, file): &(Unit, PathBuf)| {
            is_rival(unit, short, long) && lie_together(bare, file)
        };
        near.find(is_rival).map(|(_, file)| file)
    }

    /// Reads the titles in a folder.
    fn look_through(&mut self, lacking: &Lacking, place: &ReportFolder) {
        let key = (place.clone(), lacking.loaded.file.clone());
        if !self.sorted.contains_key(&key) {
            let sorted = self.sorted(lacking, place);
            self.sorted.insert(key, sorted);
        }
    }

    /// The reports on a year in a folder that was looked through whose names end like a unit's, with their units; of too many, one more.
    fn like(
        &self,
        lacking: &Lacking,
        place: &ReportFolder,
        unit: &Unit,
        year: u16,
    ) -> Vec<(Unit, PathBuf)> {
        let key = (place.clone(), lacking.loaded.file.clone());
        let of_year = self.sorted.get(&key).and_then(|years| years.get(&year));
        let near = of_year.into_iter().flat_map(|names| names.like(unit));
        near.take(MOST_LIKE + 1).cloned().collect()
    }

    /// The reports in a folder by year and unit, as the settings of a report assign them.
    fn sorted(&mut self, lacking: &Lacking, place: &ReportFolder) -> ByYear {
        let files = self.others_in(place).to_vec();
        let (config, forms) = (&lacking.loaded.config, &lacking.loaded.forms);
        let (titles, is_cut) = (&self.titles, &self.is_cut);
        let read = files.par_iter().filter_map(|file| {
            let look = OnDisk.look(file);
            let known = titles.get(file);
            let is_known =
                known.is_some_and(|known| known.look == look && Arc::ptr_eq(&known.forms, forms));
            (!is_known && !is_cut.load(atomic::Ordering::Relaxed)).then(|| {
                let titles = titles_of(file, forms);
                let forms = Arc::clone(forms);
                (
                    file.clone(),
                    SeenTitles {
                        look,
                        forms,
                        titles,
                    },
                )
            })
        });
        let read: Vec<(PathBuf, SeenTitles)> = read.collect();
        self.titles.extend(read);
        let mut sorted = ByYear::new();
        for file in files {
            let titles = self.titles.get(&file).into_iter();
            for (stated, year) in titles.flat_map(|seen| &seen.titles) {
                let declared = config.unit_of(&file, stated.as_ref());
                let Some(unit) = declared.or_else(|| stated.clone()) else {
                    continue;
                };
                let of_year = sorted.entry(*year).or_default();
                of_year.insert(&unit, (unit.clone(), file.clone()));
            }
        }
        sorted
    }
}
