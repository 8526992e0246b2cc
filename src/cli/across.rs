//! `check` over several reports: which of them belong together, and what is found in one beside another.
//!
//! The reports of a run are compared with each other. Last year's report is looked for on the disk too where the run holds none: under the folder of
//! `nianbao.toml`, or in the folders that are named after the year; for a file that was named itself also beside it and in the folder above.

mod beside;

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::batch::{Job, Worked};
use super::documents::Seen;
use super::load::{Contents, load};
use crate::analysis::{Analysis, Memory, analyze_across, analyze_again};
use crate::config::Loaded;
use crate::dossier::{Dossier, Member, ReportId};
use crate::finding::DocumentId;
use crate::locale::Locale;
use crate::lsp::Files;
use crate::reading::Reading;
use crate::say;
use beside::Beside;

/// How the server finds and reads what lies beside an open report.
pub(super) const FILES: Files = Files {
    list: |folder, whole| beside::reports_in(folder, whole, beside::MOST),
    read: |path, forms| {
        let loaded = load(path, forms, Locale::default());
        loaded.ok().map(|contents| contents.text)
    },
};

/// What is kept of a report that was checked, so that others can be compared with it.
#[derive(Debug)]
pub(super) struct Keepsake {
    pub member: Member,
    /// What was read of it, if it cannot be read again.
    pub contents: Option<Contents>,
}

/// Where the text of a document of the dossier comes from.
enum TextHome<'a> {
    Job(&'a Job),
    Beside(&'a beside::Other),
}

/// The reports of a run and those beside it.
struct Gathering<'a> {
    jobs: &'a [Job],
    dossier: Dossier,
    beside: Beside,
}

/// The name of a job's document.
fn id_of(job: usize) -> DocumentId {
    DocumentId(u32::try_from(job + 1).unwrap_or(u32::MAX))
}

/// A report of a run with all that was found in it, alone and beside others.
pub(super) struct AnalysedBeside<'a> {
    pub job: &'a Job,
    pub seen: Seen<'a>,
    pub analysis: &'a Analysis,
    pub reading: &'a Reading,
    /// The other files that findings rest on, each with its path.
    pub others: &'a [(DocumentId, String, Cow<'a, Contents>)],
}

/// Says anew what came of a job.
pub(super) type Anew<'a, T> = dyn Fn(&AnalysedBeside<'_>) -> Worked<T> + Sync + 'a;

/// Adds to what came of all jobs what is found in each report beside others.
pub(super) fn complete<T: Send>(
    jobs: &[Job],
    worked: &mut [Option<Worked<T>>],
    anew: &Anew<'_, T>,
) {
    let mut collection = Gathering::of(jobs, worked);
    collection.look_beside();
    collection.declare();
    let collection = &collection;
    let numbered = worked.par_iter_mut().zip(jobs).enumerate();
    numbered.for_each(|(at, (worked, job))| {
        if let Some(worked) = worked
            && let Some(kept) = worked.outcome.kept.take()
        {
            let document = id_of(at);
            let done = job.guarded(|job| collection.judge_again(job, document, &kept, anew));
            match done {
                Ok(Some(again)) => {
                    worked.outcome.tally = again.outcome.tally;
                    worked.yields = again.yields;
                }
                Ok(None) => {}
                Err(sentence) => *worked = job.broken(sentence).into(),
            }
            let used = collection.used(job, document);
            if !used.is_empty() {
                let detail = worked.outcome.detail.take().into_iter().chain(used);
                worked.outcome.detail = Some(detail.collect::<Vec<_>>().join("\n"));
            }
        }
    });
}

impl<'a> Gathering<'a> {
    fn of<T>(jobs: &'a [Job], worked: &[Option<Worked<T>>]) -> Self {
        let mut dossier = Dossier::default();
        for (at, worked) in worked.iter().enumerate() {
            let kept = worked
                .as_ref()
                .and_then(|worked| worked.outcome.kept.as_ref());
            if let Some(kept) = kept {
                dossier.insert(id_of(at), kept.member.clone());
            }
        }
        Gathering {
            jobs,
            dossier,
            beside: Beside::default(),
        }
    }

    /// Looks on the disk for what the files lack.
    fn look_beside(&mut self) {
        let known: Vec<&std::path::Path> = self
            .jobs
            .iter()
            .map(|job| job.input.absolute.as_path())
            .collect();
        self.beside.pass_over(&known);
        for (at, job) in self.jobs.iter().enumerate() {
            if job.input.named {
                for (index, member) in self.beside.parts(job) {
                    self.dossier.insert(id_of(self.jobs.len() + index), member);
                }
            }
            for report in self.dossier.reports_of(id_of(at)) {
                if !self.dossier.claims_of_last_year(report).is_empty() {
                    continue;
                }
                let Some(digest) = self.dossier.digest(report) else {
                    continue;
                };
                let (Some(unit), Some(year)) = (digest.unit.clone(), digest.year) else {
                    continue;
                };
                for (index, member) in self.beside.find(job, &unit, year.wrapping_sub(1)) {
                    self.dossier.insert(id_of(self.jobs.len() + index), member);
                }
            }
        }
    }

    /// Tells the dossier which reports are the sums of which.
    fn declare(&mut self) {
        let mut configs: Vec<&Arc<Loaded>> = Vec::new();
        for job in self.jobs {
            let is_known = configs.iter().any(|known| Arc::ptr_eq(known, &job.loaded));
            if !is_known && !job.loaded.config.roll_ups.is_empty() {
                configs.push(&job.loaded);
            }
        }
        if configs.is_empty() {
            return;
        }
        let members = self.dossier.members();
        let documents: Vec<(DocumentId, PathBuf, usize)> = members
            .map(|(id, member)| (id, member.path.clone(), member.digests.len()))
            .collect();
        let mut roll_ups = Vec::new();
        for loaded in configs {
            // Folders with the same file have settings of their own.
            for roll_up in loaded.config.roll_ups_among(&documents) {
                if !roll_ups.contains(&roll_up) {
                    roll_ups.push(roll_up);
                }
            }
        }
        self.dossier.declare(roll_ups);
    }

    fn source(&self, document: DocumentId) -> Option<TextHome<'_>> {
        let at = usize::try_from(document.0).ok()?.checked_sub(1)?;
        match self.jobs.get(at) {
            Some(job) => Some(TextHome::Job(job)),
            None => self.beside.get(at - self.jobs.len()).map(TextHome::Beside),
        }
    }

    /// The outcome of a report in which something is found beside others; `None` if nothing is, or the file cannot be read any more.
    fn judge_again<T>(
        &self,
        job: &Job,
        document: DocumentId,
        kept: &Keepsake,
        anew: &Anew<'_, T>,
    ) -> Option<Worked<T>> {
        let settings = job.settings();
        if analyze_across(&self.dossier, document, None, &settings).is_empty() {
            return None;
        }
        let read;
        let seen = match &kept.contents {
            Some(contents) => contents.seen(),
            None => {
                read = job.load().ok()?;
                read.seen()
            }
        };
        let mut memory = Memory::default();
        let mut analysis = analyze_again(seen.text, &job.loaded.forms, &settings, &mut memory);
        let reading = &memory.reading;
        let found = analyze_across(&self.dossier, document, Some(reading), &settings);
        let mut others: Vec<DocumentId> = found
            .iter()
            .flat_map(|finding| finding.related.iter().map(|related| related.document))
            .filter(|other| *other != DocumentId::THIS)
            .collect();
        others.sort_unstable();
        others.dedup();
        let texts: Vec<(DocumentId, String, Cow<'_, Contents>)> = others
            .into_iter()
            .filter_map(|other| {
                let (path, contents) = self.contents_of(other)?;
                Some((other, path, contents))
            })
            .collect();
        analysis.add(found, reading);
        Some(anew(&AnalysedBeside {
            job,
            seen,
            analysis: &analysis,
            reading,
            others: &texts,
        }))
    }

    /// The path of a document, and what was read of it.
    fn contents_of(&self, document: DocumentId) -> Option<(String, Cow<'_, Contents>)> {
        match self.source(document)? {
            TextHome::Job(job) => {
                let contents = Cow::Owned(job.load().ok()?);
                Some((job.shown().into_owned(), contents))
            }
            TextHome::Beside(other) => Some((other.shown.clone(), Cow::Borrowed(&other.contents))),
        }
    }

    fn shown(&self, report: ReportId) -> Option<String> {
        match self.source(report.document)? {
            TextHome::Job(job) => Some(job.shown().into_owned()),
            TextHome::Beside(other) => Some(other.shown.clone()),
        }
    }

    /// For a curious user: which report is taken for last year's, and which others claim to be it.
    fn used(&self, job: &Job, document: DocumentId) -> Vec<String> {
        let path = job.shown();
        let mut said = Vec::new();
        for report in self.dossier.reports_of(document) {
            let claims = self.dossier.claims_of_last_year(report);
            let mut claims = claims.into_iter().filter_map(|claim| self.shown(claim));
            let Some(taken) = claims.next() else { continue };
            let others: Vec<String> = claims.collect();
            said.push(match others.is_empty() {
                true => say!(
                    job.locale(),
                    "{path}：上一年的报告是 {taken}",
                    "{path}: last year's report is {taken}"
                ),
                false => say!(
                    job.locale(),
                    "{path}：上一年的报告取 {taken}，未取 {others}",
                    "{path}: last year's report is taken from {taken}, not from {others}",
                    others = others.join(&say!(job.locale(), "、", ", "))
                ),
            });
        }
        said
    }
}
