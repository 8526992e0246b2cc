//! The files of a run, before they are worked on.

use std::path::Path;
use std::sync::Arc;

use super::Run;
use super::once::each_file_once;
use crate::analysis::looks_across;
use crate::cli::files::{FileListing, list};
use crate::cli::job::Job;
use crate::cli::left_out::Reason;
use crate::cli::spared::SparedFiles;
use crate::cli::streams::Streams;
use crate::cli::summary::Summary;
use crate::config::Loaded;
use crate::dossier::ComparedCells;
use crate::rules::RULES;

/// The files of a run, before they are worked on.
pub(in crate::cli) struct Prepared {
    pub jobs: Vec<Job>,
    /// The named folders, as indices into the paths.
    pub(super) folders: Vec<usize>,
    /// What is known of the run already: what is not looked at.
    pub(super) summary: Summary,
}

impl Prepared {
    /// Whether anything is to be said of a report beside others.
    pub fn looks_across(&self) -> bool {
        each_settings(&self.jobs).any(|job| looks_across(&job.settings()))
    }
}

/// The jobs whose settings are not those of the job before.
fn each_settings(jobs: &[Job]) -> impl Iterator<Item = &Job> {
    let mut known: Option<&Arc<Loaded>> = None;
    jobs.iter().filter(move |job| {
        let is_new = !known.is_some_and(|known| Arc::ptr_eq(known, &job.loaded));
        known = Some(&job.loaded);
        is_new
    })
}

/// The cells that jobs are compared by. All are, and none are told, where somebody adds reports up, asks for totals beside those of the year before, or
/// has editions of his own for some of them only.
fn compared_cells(jobs: &[Job]) -> Option<ComparedCells> {
    let forms = &jobs.first()?.loaded.forms;
    let looks_at_others = |job: &Job| {
        let settings = job.settings();
        let mut others = RULES.iter().filter(|rule| rule.compares_other_cells());
        !Arc::ptr_eq(&job.loaded.forms, forms)
            || !job.loaded.config.roll_ups.is_empty()
            || others.any(|rule| rule.is_on(&settings))
    };
    let is_more = each_settings(jobs).any(looks_at_others);
    (!is_more).then(|| ComparedCells::of(forms))
}

impl Run<'_> {
    /// Lists the files behind the paths.
    pub fn prepare(&mut self, streams: &mut Streams) -> Prepared {
        let listing = list(&self.paths, self.locale);
        let mut summary = Summary::default();
        for left_out in &listing.left_out {
            summary.leave_out(left_out.clone(), false, self, streams);
        }
        let jobs = self.jobs(&listing, &mut summary, streams);
        Prepared {
            jobs,
            folders: listing.folders,
            summary,
        }
    }

    /// The files of these jobs and the settings that they were read by, to be spared by what is written.
    pub fn spared(&self, jobs: &[Job]) -> SparedFiles {
        let reports = jobs.iter().map(|job| &job.input.path);
        SparedFiles::of(reports).and(self.configs.files())
    }

    /// The files to look at: not excluded, each of them once.
    fn jobs(
        &mut self,
        listing: &FileListing,
        summary: &mut Summary,
        streams: &mut Streams,
    ) -> Vec<Job> {
        let mut jobs = Vec::with_capacity(listing.inputs.len());
        for input in &listing.inputs {
            let folder = input.absolute.parent().unwrap_or(Path::new(""));
            let loaded = self.configs.for_folder(folder, streams);
            let free = input.named && !self.selection.force_exclude;
            let excluded = !free && loaded.config.excludes(&input.absolute);
            let input = input.clone();
            let job = Job {
                input,
                loaded,
                compared: None,
            };
            match excluded {
                true => summary.leave_out(*job.left_out_by(Reason::Excluded), false, self, streams),
                false => jobs.push(job),
            }
        }
        let (mut jobs, others) = each_file_once(jobs);
        let compared = compared_cells(&jobs).map(Arc::new);
        for job in &mut jobs {
            job.compared.clone_from(&compared);
        }
        for left_out in others {
            summary.leave_out(left_out, false, self, streams);
        }
        jobs
    }
}
