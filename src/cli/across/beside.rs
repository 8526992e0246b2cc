//! Last year's report of a file of the run, looked for on the disk.
//!
//! Only the beginnings of files are read, for a file that was named itself until one fits; each file is looked at once in a run.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Keepsake;
use super::folders::{MOST, folders_before, folders_of_year, reports_in};
use super::titles::titles_of;
use crate::cli::batch::Job;
use crate::cli::configs::from_here;
use crate::cli::load::load;
use crate::cli::spool::Spool;
use crate::dossier::{MOST_LIKE, Member, NameBearers, Unit, is_rival, lie_together, steps_between};
use crate::reading::Reading;

/// A report that is no job of the run.
pub(super) struct Other {
    pub shown: String,
    pub path: PathBuf,
}

/// The reports in some folders: by year, and by the names of their units.
type ByYear = HashMap<u16, NameBearers<(Unit, PathBuf)>>;

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

    /// The nearest report of a unit on a year, others that lie as near, and for each of them one that may claim the shorter of both names for another
    /// unit, by their numbers.
    pub fn find(&mut self, job: &Job, unit: &Unit, year: u16) -> Vec<usize> {
        let Some(folder) = job.input.absolute.parent() else {
            return Vec::new();
        };
        let mut found: Vec<(usize, PathBuf, Unit)> = Vec::new();
        let places = self.places_near(job, folder, year);
        for place in &places {
            self.look_through(job, place);
            let of_unit = self.like(job, place, unit, year);
            if of_unit.len() > MOST_LIKE {
                return Vec::new();
            }
            let of_unit = of_unit.into_iter().filter(|(other, _)| unit.may_be(other));
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
        if found.iter().any(|(.., other)| other.name() != unit.name()) {
            places
                .iter()
                .for_each(|place| self.look_through(job, place));
        }
        let rivals = found
            .iter()
            .filter_map(|(_, file, other)| self.rival(job, &places, (unit, year), (other, file)));
        let mut files: Vec<PathBuf> = rivals.collect();
        files.extend(found.into_iter().map(|(_, file, _)| file));
        files.sort();
        files.dedup();
        files.into_iter().map(|file| self.number(file)).collect()
    }

    /// A report on either year that lies where the shorter-named of two does, and whose name fits that one's only.
    fn rival(
        &self,
        job: &Job,
        places: &[(PathBuf, bool)],
        (own, year): (&Unit, u16),
        (other, file): (&Unit, &PathBuf),
    ) -> Option<PathBuf> {
        let (short, long, bare) = match own.name().len().cmp(&other.name().len()) {
            Ordering::Equal => return None,
            Ordering::Less => (own, other, &job.input.absolute),
            Ordering::Greater => (other, own, file),
        };
        let years = [year, year.saturating_add(1)];
        let mut near = places.iter().flat_map(|place| {
            let of_years = years.iter();
            of_years.flat_map(move |year| self.like(job, place, short, *year))
        });
        let is_rival = |(unit, file): &(Unit, PathBuf)| {
            is_rival(unit, short, long) && lie_together(bare, file)
        };
        near.find(is_rival).map(|(_, file)| file)
    }

    /// What is kept of a report that was found, once it is read whole.
    pub fn read(&self, job: &Job, at: usize, spool: &Spool) -> Option<Keepsake> {
        let path = &self.others.get(at)?.path;
        let contents = load(path, &job.loaded.forms, job.locale()).ok()?;
        let reading = Reading::of(&contents.text, &job.loaded.forms, &job.settings());
        let mut member = Member::of(path, &reading);
        job.loaded.config.assign(&mut member);
        Some(Keepsake::beside(member, spool))
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

    /// Reads the titles in a folder, beside those of the run.
    fn look_through(&mut self, job: &Job, (place, whole): &(PathBuf, bool)) {
        let key = (place.clone(), *whole, job.loaded.file.clone());
        if !self.places.contains_key(&key) {
            let sorted = self.sorted(job, place, *whole);
            self.places.insert(key, sorted);
        }
    }

    /// The reports on a year in a folder that was looked through whose names end like a unit's, with their units; of too many, one more.
    fn like(
        &self,
        job: &Job,
        (place, whole): &(PathBuf, bool),
        unit: &Unit,
        year: u16,
    ) -> Vec<(Unit, PathBuf)> {
        let key = (place.clone(), *whole, job.loaded.file.clone());
        let of_year = self.places.get(&key).and_then(|years| years.get(&year));
        let near = of_year.into_iter().flat_map(|names| names.like(unit));
        near.take(MOST_LIKE + 1).cloned().collect()
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
                let of_year = sorted.entry(*year).or_default();
                of_year.insert(&unit, (unit.clone(), file.clone()));
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
