//! What lies beside the files of a run on the disk and belongs to them, by numbers: last year's reports, and the parts of sums.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::Keepsake;
use super::folders::ReportFolder;
use super::seeking::Seeking;
use super::unmatched;
use crate::cli::batch::Job;
use crate::cli::configs::from_here;
use crate::cli::load::load;
use crate::cli::spool::Spool;
use crate::config::Loaded;
use crate::dossier::{Member, Unit};
use crate::lsp::Lacking;
use crate::reading::Reading;

/// A report that is no job of the run.
pub(super) struct Other {
    pub shown: String,
    pub path: PathBuf,
}

/// What was found beside the files so far.
#[derive(Default)]
pub(super) struct Beside {
    others: Vec<Other>,
    /// The numbers of the others.
    numbers: HashMap<PathBuf, usize>,
    seeking: Seeking,
}

impl Beside {
    /// Leaves the files of the run alone.
    pub fn pass_over(&mut self, jobs: &[Job]) {
        let files = jobs.iter().map(|job| job.input.absolute.clone());
        self.seeking.pass_over(files.collect());
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
            let files = self.seeking.others_in(&ReportFolder {
                folder: entry.folder.clone(),
                is_whole: true,
                heeds_git: true,
            });
            let parts = files.iter().filter(|file| entry.is_part(file));
            let parts: Vec<PathBuf> = parts.cloned().collect();
            found.extend(parts.into_iter().map(|file| self.number(file)));
        }
        found
    }

    /// What is to be said of the sums of these settings that lack their whole or all parts.
    pub fn one_sided(&mut self, loaded: &Loaded, jobs: &[Job]) -> Vec<(usize, String)> {
        unmatched::one_sided(loaded, jobs, &mut self.seeking)
    }

    /// What is found of a unit's report on a year, by numbers.
    pub fn find(&mut self, job: &Job, unit: &Unit, year: u16) -> Vec<usize> {
        let found = self.seeking.find(&Lacking {
            file: job.input.absolute.clone(),
            is_named: job.input.named,
            loaded: Arc::clone(&job.loaded),
            unit: unit.clone(),
            year,
        });
        found.into_iter().map(|file| self.number(file)).collect()
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
}
