//! Last year's report of a file of the run, looked for on the disk.
//!
//! Only the beginnings of files are read, for a file that was named itself until one fits; each file is looked at once in a run.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use rayon::prelude::*;

use super::Keepsake;
use super::titles::titles_of;
use crate::cli::batch::Job;
use crate::cli::configs::from_here;
use crate::cli::files::{Entry, treated};
use crate::cli::load::load;
use crate::cli::spool::Spool;
use crate::dossier::{Member, Unit, steps_between};
use crate::reading::Reading;

/// More files than this are not looked at.
pub(super) const MOST: usize = 20_000;

/// So far above a file of a folder lies, at most, the folder that is named after its year.
const LEVELS: usize = 4;

/// A report that is no job of the run.
pub(super) struct Other {
    pub shown: String,
    pub path: PathBuf,
}

/// The reports in some folders: by year, and by what the names of one unit have in common.
type ByYear = HashMap<u16, HashMap<String, Vec<(Unit, PathBuf)>>>;

/// A folder, whether those below it count, and the settings by which its reports are assigned to units.
type PlaceKey = (PathBuf, bool, Option<PathBuf>);

/// What was found beside the named files so far.
#[derive(Default)]
pub(super) struct Beside {
    others: Vec<Other>,
    /// The numbers of the others.
    numbers: HashMap<PathBuf, usize>,
    /// The files that the run works on.
    known: HashSet<PathBuf>,
    /// The reports of folders that were looked through, beside those of the run.
    folders: HashMap<(PathBuf, bool), Vec<PathBuf>>,
    /// Whose reports files are, by their beginnings.
    titles: HashMap<PathBuf, Vec<(Option<Unit>, u16)>>,
    /// The same, sorted.
    places: HashMap<PlaceKey, ByYear>,
    /// The folders of a year, as seen from a folder.
    years: HashMap<(PathBuf, u16, bool), Vec<(PathBuf, bool)>>,
}

impl Beside {
    /// Leaves the files of the run alone.
    pub fn pass_over(&mut self, jobs: &[Job]) {
        self.known = jobs.iter().map(|job| job.input.absolute.clone()).collect();
    }

    /// A report that was found, by its number.
    pub fn get(&self, at: usize) -> Option<&Other> {
        self.others.get(at)
    }

    /// The parts of the sums that a job's file is declared to be, with their numbers.
    pub fn parts(&mut self, job: &Job) -> Vec<usize> {
        let config = &job.loaded.config;
        let mut found = Vec::new();
        for entry in config.roll_ups.iter().map(|setting| &setting.value) {
            if !entry.whole.matches(&job.input.absolute) {
                continue;
            }
            let files = self.others_in(&entry.folder, true);
            let files = files.into_iter().filter(|file| entry.is_part(file));
            found.extend(files.map(|file| self.number(file)));
        }
        found
    }

    /// The nearest report of a unit on a year, and others that lie as near, by their numbers.
    pub fn find(&mut self, job: &Job, unit: &Unit, year: u16) -> Vec<usize> {
        let Some(folder) = job.input.absolute.parent() else {
            return Vec::new();
        };
        let mut found: Vec<(usize, PathBuf)> = Vec::new();
        for (place, whole) in self.places_near(job, folder, year) {
            let of_unit = self.of_unit(job, (place, whole), unit, year);
            let far = of_unit.into_iter().map(|file| {
                let own = file.parent().unwrap_or(Path::new(""));
                (steps_between(folder, own), file)
            });
            found.extend(far);
            if found.iter().any(|(steps, _)| *steps == 0) {
                break;
            }
        }
        let nearest = found.iter().map(|(steps, _)| *steps).min();
        found.retain(|(steps, _)| Some(*steps) == nearest);
        found.sort();
        found.dedup();
        found
            .into_iter()
            .map(|(_, file)| self.number(file))
            .collect()
    }

    /// What is kept of a report that was found, once it is read whole.
    pub fn read(&self, job: &Job, at: usize, spool: &Spool) -> Option<Keepsake> {
        let path = &self.others.get(at)?.path;
        let contents = load(path, &job.loaded.forms, job.locale()).ok()?;
        let reading = Reading::of(&contents.text, &job.loaded.forms, &job.settings());
        let mut member = Member::of(path, &reading);
        job.loaded.config.assign(&mut member);
        Some(Keepsake::of(member, spool))
    }

    fn number(&mut self, path: PathBuf) -> usize {
        if let Some(known) = self.numbers.get(&path) {
            return *known;
        }
        let number = self.others.len();
        self.numbers.insert(path.clone(), number);
        self.others.push(Other {
            shown: from_here(&path.to_string_lossy()),
            path,
        });
        number
    }

    /// Where last year's report of a file may lie, the nearest first, and whether the folders below count.
    ///
    /// Under the folder of `nianbao.toml`; else in the folders named after the year that lie beside the one of the file's own year; for a file that was
    /// named itself first beside it, in the folder above, and in those there that are named after the year or the next.
    fn places_near(&mut self, job: &Job, folder: &Path, year: u16) -> Vec<(PathBuf, bool)> {
        let configured = job.loaded.file.as_deref().and_then(Path::parent);
        if let Some(root) = configured.filter(|root| folder.starts_with(root)) {
            return vec![(root.to_path_buf(), true)];
        }
        let named = job.input.named;
        let key = (folder.to_path_buf(), year, named);
        let of_year = self.years.entry(key).or_insert_with(|| {
            let above = folder.parent().filter(|_| named);
            // A folder may be named after the year in which its reports were published.
            let of = |above, year| folders_of_year(above, year).into_iter();
            let beside = above.into_iter().flat_map(|above| {
                let published = of(above, year.saturating_add(1));
                of(above, year).chain(published)
            });
            let beside = beside.map(|place| (place, false));
            let before = folders_before(folder, year).into_iter();
            beside.chain(before.map(|place| (place, true))).collect()
        });
        let near = [Some(folder), folder.parent()].into_iter().flatten();
        let near = near
            .filter(|_| named)
            .map(|place| (place.to_path_buf(), false));
        near.chain(of_year.iter().cloned()).collect()
    }

    /// The reports of a unit on a year in a folder, beside those of the run.
    fn of_unit(
        &mut self,
        job: &Job,
        (place, whole): (PathBuf, bool),
        unit: &Unit,
        year: u16,
    ) -> Vec<PathBuf> {
        let key = (place, whole, job.loaded.file.clone());
        if !self.places.contains_key(&key) {
            let sorted = self.sorted(job, &key.0, whole);
            self.places.insert(key.clone(), sorted);
        }
        let of_year = self.places.get(&key).and_then(|years| years.get(&year));
        let near = of_year.and_then(|units| units.get(unit.core()));
        let near = near.into_iter().flatten();
        let of_unit = near.filter(|(other, _)| unit.may_be(other));
        of_unit.map(|(_, file)| file.clone()).collect()
    }

    /// The reports in a folder by year and unit, as the settings of a job assign them.
    fn sorted(&mut self, job: &Job, place: &Path, whole: bool) -> ByYear {
        let files = self.others_in(place, whole);
        let unread = files
            .par_iter()
            .filter(|file| !self.titles.contains_key(*file));
        let (config, forms) = (&job.loaded.config, &job.loaded.forms);
        let read: Vec<_> = unread
            .map(|file| (file.clone(), titles_of(file, forms)))
            .collect();
        self.titles.extend(read);
        let mut sorted = ByYear::new();
        for file in files {
            for (stated, year) in self.titles.get(&file).into_iter().flatten() {
                let declared = config.unit_of(&file, stated.as_ref());
                let Some(unit) = declared.or_else(|| stated.clone()) else {
                    continue;
                };
                let units = sorted.entry(*year).or_default();
                let of_unit = units.entry(unit.core().to_owned()).or_default();
                of_unit.push((unit, file.clone()));
            }
        }
        sorted
    }

    /// The reports in a folder, and those below it if `whole`, beside those of the run.
    fn others_in(&mut self, place: &Path, whole: bool) -> Vec<PathBuf> {
        let key = (place.to_path_buf(), whole);
        let files = self.folders.entry(key).or_insert_with(|| {
            let mut files = reports_in(place, whole, MOST);
            files.retain(|file| !self.known.contains(file));
            files
        });
        files.clone()
    }
}

/// The files in a folder that may be reports, and those in the folders below it if `whole`; at most so many.
pub(super) fn reports_in(folder: &Path, whole: bool, most: usize) -> Vec<PathBuf> {
    let depth = (!whole).then_some(1);
    let walk = WalkBuilder::new(folder)
        .follow_links(false)
        .ignore(false)
        .max_depth(depth)
        .build();
    let entries = walk
        .filter_map(Result::ok)
        .filter(|entry| entry.depth() > 0);
    let files = entries.filter_map(|entry| {
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let path = entry.into_path();
        matches!(treated(&path, is_folder), Entry::File).then_some(path)
    });
    files.take(most).collect()
}

/// The folders in a folder that are named after a year: `2023`, `2023年报`.
fn folders_of_year(folder: &Path, year: u16) -> Vec<PathBuf> {
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
fn folders_before(folder: &Path, year: u16) -> Vec<PathBuf> {
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
