//! Last year's report of a file of the run, looked for on the disk.
//!
//! Only the beginnings of files are read, for a file that was named itself until one fits; each file is looked at once in a run.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use rayon::prelude::*;

use crate::cli::batch::Job;
use crate::cli::configs::from_here;
use crate::cli::documents::is_read;
use crate::cli::encoding::decode;
use crate::cli::files::{Entry, absolute, treated};
use crate::cli::load::{Contents, ending_of, load, open};
use crate::dossier::{Digest, Member, Unit, steps_between};
use crate::kit::Forms;
use crate::locale::Locale;
use crate::reading::Reading;
use crate::settings::Settings;

/// So much of a file is read to see whose report it is, in bytes. The heads of web pages are long.
const BEGINNING: u64 = 4 << 10;
/// The same for web pages.
const BEGINNING_OF_PAGE: u64 = 32 << 10;
/// More files than this are not looked at.
pub(super) const MOST: usize = 20_000;

/// So far above a file of a folder lies, at most, the folder that is named after its year.
const LEVELS: usize = 4;

/// A report that is no job of the run.
pub(super) struct Other {
    pub shown: String,
    pub contents: Contents,
    path: PathBuf,
}

/// What was found beside the named files so far.
#[derive(Default)]
pub(super) struct Beside {
    others: Vec<Other>,
    /// The files that the run works on.
    known: HashSet<PathBuf>,
    /// The reports of folders that were looked through, the paths in their order.
    folders: HashMap<(PathBuf, bool), Vec<PathBuf>>,
    /// Whose reports files are, by their beginnings.
    titles: HashMap<PathBuf, Vec<(Option<Unit>, u16)>>,
    /// The reports on a year in a folder and below it, beside those of the run.
    collections: HashMap<(PathBuf, u16), Vec<PathBuf>>,
}

impl Beside {
    /// Leaves these files alone.
    pub fn pass_over(&mut self, known: &[&Path]) {
        self.known = known.iter().map(|path| path.to_path_buf()).collect();
    }

    /// A report that was found, by its number.
    pub fn get(&self, at: usize) -> Option<&Other> {
        self.others.get(at)
    }

    /// The parts of the sums that a job's file is declared to be, with their numbers.
    pub fn parts(&mut self, job: &Job) -> Vec<(usize, Member)> {
        let config = &job.loaded.config;
        let mut found = Vec::new();
        for entry in config.roll_ups.iter().map(|setting| &setting.value) {
            if !entry.whole.matches(&job.input.absolute) {
                continue;
            }
            let folder = (entry.folder.clone(), true);
            let files = self.folders.entry(folder);
            let files = files.or_insert_with_key(|(place, whole)| reports_in(place, *whole, MOST));
            let is_wanted = |file: &&PathBuf| !self.known.contains(*file) && entry.is_part(file);
            let files: Vec<PathBuf> = files.iter().filter(is_wanted).cloned().collect();
            found.extend(files.into_iter().filter_map(|file| self.read(job, file)));
        }
        found
    }

    /// The nearest report of a unit on a year, and others that lie as near, with their numbers.
    pub fn find(&mut self, job: &Job, unit: &Unit, year: u16) -> Vec<(usize, Member)> {
        let Some(folder) = job.input.absolute.parent() else {
            return Vec::new();
        };
        let candidates = match job.input.named {
            true => self.candidates(job, folder, year),
            false => self.candidates_of_folder(job, folder, year),
        };
        let mut found: Vec<(usize, PathBuf)> = Vec::new();
        for (steps, path) in candidates {
            let nearest = found.first().map_or(usize::MAX, |(nearest, _)| *nearest);
            if steps <= nearest && self.is_report_of(job, &path, unit, year) {
                found.retain(|(other, _)| *other == steps);
                found.push((steps, path));
            }
        }
        let read = found
            .into_iter()
            .filter_map(|(_, path)| self.read(job, path));
        read.collect()
    }

    fn is_report_of(&mut self, job: &Job, path: &Path, unit: &Unit, year: u16) -> bool {
        let config = &job.loaded.config;
        let titles = self.titles(path, &job.loaded.forms);
        titles.iter().any(|(other, of)| {
            let other = config.unit_of(path, other.as_ref()).or(other.clone());
            *of == year && other.is_some_and(|other| unit.may_be(&other))
        })
    }

    /// The same for a file of a folder that was named: the reports on that year under the folder of `nianbao.toml`, or in those beside the folder of
    /// its own year that are named after that one. They are gathered once for all files, in no order.
    fn candidates_of_folder(
        &mut self,
        job: &Job,
        folder: &Path,
        year: u16,
    ) -> Vec<(usize, PathBuf)> {
        let configured = job.loaded.file.as_deref().and_then(Path::parent);
        let places = match configured {
            Some(root) if folder.starts_with(root) => vec![root.to_path_buf()],
            _ => folders_before(folder, year),
        };
        let mut candidates = Vec::new();
        for place in places {
            let key = (place, year);
            if !self.collections.contains_key(&key) {
                let gathered = self.gathered(job, &key.0, year);
                self.collections.insert(key.clone(), gathered);
            }
            let files = self.collections.get(&key).into_iter().flatten();
            candidates.extend(files.map(|file| {
                let own = file.parent().unwrap_or(Path::new(""));
                (steps_between(folder, own), file.clone())
            }));
        }
        candidates
    }

    /// The reports on a year in a folder and below it that are no jobs of the run.
    fn gathered(&mut self, job: &Job, place: &Path, year: u16) -> Vec<PathBuf> {
        let files = self.folders.entry((place.to_path_buf(), true));
        let files = files.or_insert_with(|| reports_in(place, true, MOST));
        let is_new = |file: &&PathBuf| !self.known.contains(*file);
        let files: Vec<PathBuf> = files.iter().filter(is_new).cloned().collect();
        let unread = files
            .par_iter()
            .filter(|file| !self.titles.contains_key(*file));
        let forms = &job.loaded.forms;
        let read: Vec<_> = unread
            .map(|file| (file.clone(), titles_of(file, forms)))
            .collect();
        self.titles.extend(read);
        let is_on = |file: &PathBuf| {
            let titles = self.titles.get(file);
            titles.is_some_and(|titles| titles.iter().any(|(_, of)| *of == year))
        };
        files.into_iter().filter(is_on).collect()
    }

    /// The files that may be it, the nearest first.
    fn candidates(&mut self, job: &Job, folder: &Path, year: u16) -> Vec<(usize, PathBuf)> {
        let configured = job.loaded.file.as_deref().and_then(Path::parent);
        let places: Vec<(PathBuf, bool)> = match configured {
            Some(root) if folder.starts_with(root) => vec![(root.to_path_buf(), true)],
            _ => {
                let above = folder.parent();
                // A folder may be named after the year in which its reports were published.
                let of_year = above.into_iter().flat_map(|above| {
                    let of = |year| folders_of_year(above, year);
                    of(year).into_iter().chain(of(year.saturating_add(1)))
                });
                let before = folders_before(folder, year).into_iter();
                let before = before.map(|folder| (folder, true));
                let above = above.map(|above| (above.to_path_buf(), false));
                let own = (folder.to_path_buf(), false);
                let near = std::iter::once(own).chain(above);
                near.chain(of_year).chain(before).collect()
            }
        };
        let mut candidates = Vec::new();
        for (place, whole) in places {
            let files = self.folders.entry((place, whole));
            let files = files.or_insert_with_key(|(place, whole)| reports_in(place, *whole, MOST));
            for file in files.iter().filter(|file| !self.known.contains(*file)) {
                let own = file.parent().unwrap_or(Path::new(""));
                candidates.push((steps_between(folder, own), file.clone()));
            }
        }
        candidates.sort();
        candidates.dedup();
        candidates
    }

    fn titles(&mut self, path: &Path, forms: &Forms) -> &[(Option<Unit>, u16)] {
        let titles = self.titles.entry(path.to_path_buf());
        titles.or_insert_with(|| titles_of(path, forms))
    }

    fn read(&mut self, job: &Job, path: PathBuf) -> Option<(usize, Member)> {
        let contents = load(&path, &job.loaded.forms, job.locale()).ok()?;
        let reading = Reading::of(&contents.text, &job.loaded.forms, &job.settings());
        let mut member = Member::of(&path, &reading);
        job.loaded.config.assign(&mut member);
        let known = self.others.iter().position(|other| other.path == path);
        let at = known.unwrap_or_else(|| {
            self.others.push(Other {
                shown: from_here(&path.to_string_lossy()),
                contents,
                path,
            });
            self.others.len() - 1
        });
        Some((at, member))
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
fn folders_of_year(folder: &Path, year: u16) -> Vec<(PathBuf, bool)> {
    let year = year.to_string();
    let Ok(entries) = std::fs::read_dir(folder) else {
        // What cannot be listed holds nothing that anybody expects to be found.
        return Vec::new();
    };
    let named = entries.flatten().filter(|entry| {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        is_folder && entry.file_name().to_string_lossy().contains(&year)
    });
    named.map(|entry| (entry.path(), false)).collect()
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
    let named = folders_of_year(above, year).into_iter();
    named.map(|(folder, _)| folder).collect()
}

/// Whose reports a file holds, as far as its beginning tells.
fn titles_of(path: &Path, forms: &Forms) -> Vec<(Option<Unit>, u16)> {
    let beginning = match is_read(&ending_of(path)) {
        // The beginning of a package tells nothing.
        true => load(path, forms, Locale::default())
            .ok()
            .map(|contents| contents.text),
        false => beginning_of(path),
    };
    let text = beginning.unwrap_or_default();
    let reading = Reading::of(&text, forms, &Settings::default());
    let digests = reading
        .reports()
        .map(|(report, origin)| Digest::of(report, origin));
    digests
        .filter_map(|digest| Some((digest.unit, digest.year?)))
        .collect()
}

fn beginning_of(path: &Path) -> Option<String> {
    let is_page = path
        .extension()
        .is_some_and(|ending| ending.to_string_lossy().to_lowercase().contains("htm"));
    let most = match is_page {
        true => BEGINNING_OF_PAGE,
        false => BEGINNING,
    };
    let file = open(&absolute(path), Locale::default()).ok()?;
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes).ok()?;
    // The last character may be cut.
    let decoded = (0..4).find_map(|less| {
        let kept = bytes.get(..bytes.len().saturating_sub(less))?;
        decode(kept).ok()
    });
    decoded.map(|(text, _)| text)
}
