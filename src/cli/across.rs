//! `check` over several reports: which of them belong together, and what is found in one beside another.
//!
//! The reports of a run are compared with each other. Last year's report is looked for on the disk too where the run holds none: under the folder of
//! `nianbao.toml`, or in the folders that are named after the year; for a file that was named itself also beside it and in the folder above. The editor
//! has it looked for by the same: a folder of its workspace is a folder that is checked, a file outside of all of them one that was named itself.

mod beside;
mod folders;
mod found;
mod judging;
mod places;
mod recent;
mod seeking;
mod titles;
mod unmatched;

use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::batch::{Job, SecondLook, Worked};
use super::documents::Seen;
use super::load::{Contents, load};
use super::spool::{Spool, SpoolSlip};
use crate::analysis::Analysis;
use crate::config::Loaded;
use crate::dossier::{Archive, Card, Member};
use crate::finding::DocumentId;
use crate::locale::Locale;
use crate::lsp::Files;
use crate::reading::Reading;
use beside::Beside;
use found::FoundAlone;
use recent::Recent;

/// How the server finds and reads what lies beside an open report.
pub(super) const FILES: Files = Files {
    list: |folder, is_whole| {
        folders::reports_in(&folders::ReportFolder {
            folder: folder.to_path_buf(),
            is_whole,
            heeds_git: true,
        })
    },
    read: |path, forms| {
        let loaded = load(path, forms, Locale::default());
        loaded.ok().map(|contents| contents.text)
    },
    likely: places::likely_files,
    last_years: seeking::last_years,
};

/// What is kept of a report that was checked, so that others can be compared with it.
#[derive(Debug)]
pub(super) struct Keepsake {
    card: Card,
    slips: KeptSlips,
    /// What was read of it, if it cannot be read again or is held.
    pub contents: Option<Contents>,
}

/// Where what is kept of a report lies.
#[derive(Debug)]
struct KeptSlips {
    /// What others are compared with.
    body: SpoolSlip,
    /// What was found in it by itself; `None` if it is only compared with.
    found: Option<SpoolSlip>,
}

impl Keepsake {
    /// Puts away a document that others are compared with.
    fn beside(member: Member, spool: &Spool) -> Keepsake {
        let (card, bytes) = member.put_away();
        let body = spool.put(bytes);
        Keepsake {
            card,
            slips: KeptSlips { body, found: None },
            contents: None,
        }
    }

    /// Puts a document away with what was found in it.
    pub fn of(
        member: Member,
        text: &str,
        (analysis, reading): (&Analysis, &Reading),
        spool: &Spool,
    ) -> Keepsake {
        let mut kept = Keepsake::beside(member, spool);
        let found = FoundAlone::put(text, analysis, reading);
        kept.slips.found = Some(spool.put(found));
        kept
    }
}

/// The name of a job's document.
fn id_of(job: usize) -> DocumentId {
    DocumentId(u32::try_from(job + 1).unwrap_or(u32::MAX))
}

/// A file of a run with all that was found in it, alone and beside others.
pub(super) struct AnalysedBeside<'a> {
    pub job: &'a Job,
    pub seen: Seen<'a>,
    pub analysis: &'a Analysis,
    /// Where its reports begin.
    pub starts: &'a [usize],
    /// The other files that findings rest on, each with its path.
    pub others: &'a [(DocumentId, String, Arc<Contents>)],
}

/// Says anew what came of a job, which yielded something before.
pub(super) type Anew<'a, T> = dyn Fn(&AnalysedBeside<'_>, Option<T>) -> Worked<T> + Sync + 'a;

/// So many documents that others are compared with are held whole.
const MOST_WHOLE: usize = 256;
/// So many texts are held that others are quoted beside.
const MOST_TEXTS: usize = 64;
/// None of them is longer than this, in bytes.
const LONGEST_TEXT: usize = 256 << 10;

/// Adds to what came of all jobs what is found in each report beside others: those of the run and those that lie beside it.
pub(super) struct Across<'a, T> {
    spool: &'a Spool,
    anew: &'a Anew<'a, T>,
    /// Whether the texts of the other files are asked for.
    quotes_others: bool,
    /// Whether it is to be said which reports are taken for last year's.
    verbose: bool,
    archive: Archive,
    beside: Beside,
    slips: FxHashMap<DocumentId, KeptSlips>,
    /// What is to be said of sums that are none, each with the number of a job.
    one_sided: Vec<(usize, String)>,
    /// What cannot be read again, or is held.
    contents: FxHashMap<DocumentId, Arc<Contents>>,
    whole: Recent<Member>,
    texts: Recent<Contents>,
}

impl<T: Send> SecondLook<T> for Across<'_, T> {
    fn gather(&mut self, jobs: &[Job], worked: &mut [Option<Worked<T>>]) {
        for (at, worked) in worked.iter_mut().enumerate() {
            if let Some(kept) = worked
                .as_mut()
                .and_then(|worked| worked.outcome.kept.take())
            {
                let Keepsake {
                    card,
                    slips,
                    contents,
                } = *kept;
                self.keep(id_of(at), card, slips);
                self.contents
                    .extend(contents.map(|contents| (id_of(at), Arc::new(contents))));
            }
        }
        self.look_beside(jobs);
        self.declare(jobs);
        self.archive.sort();
    }

    fn look(&self, jobs: &[Job], first: usize, worked: &mut [Option<Worked<T>>]) {
        let of = jobs.get(first..).unwrap_or_default();
        let numbered = worked.par_iter_mut().zip(of).enumerate();
        numbered.for_each(|(at, (worked, job))| {
            let document = id_of(first + at);
            let Some(worked) = worked else { return };
            if self.slips.contains_key(&document) {
                self.look_again(jobs, job, document, worked);
            }
            let of_job = self.one_sided.iter().filter(|(job, _)| *job == first + at);
            for (_, sentence) in of_job {
                worked.outcome.notices.push(sentence.clone());
            }
        });
    }
}

impl<'a, T> Across<'a, T> {
    /// With a place for what is not held, and how to say anew what came of a job, for which the texts of the other files are not asked for.
    pub fn new(spool: &'a Spool, anew: &'a Anew<'a, T>, verbose: bool) -> Self {
        Across {
            spool,
            anew,
            quotes_others: false,
            verbose,
            archive: Archive::default(),
            beside: Beside::default(),
            slips: FxHashMap::default(),
            one_sided: Vec::new(),
            contents: FxHashMap::default(),
            whole: Recent::new(MOST_WHOLE),
            texts: Recent::new(MOST_TEXTS),
        }
    }

    /// The same where places in the other files are quoted.
    pub fn quoting_others(self) -> Self {
        Across {
            quotes_others: true,
            ..self
        }
    }

    fn keep(&mut self, id: DocumentId, card: Card, slips: KeptSlips) {
        self.archive.add(id, card);
        self.slips.insert(id, slips);
    }

    /// Looks on the disk for what the files lack.
    fn look_beside(&mut self, jobs: &[Job]) {
        self.beside.pass_over(jobs);
        let mut found: Vec<(usize, &Job)> = Vec::new();
        for (at, job) in jobs.iter().enumerate() {
            if job.input.named {
                found.extend(self.beside.parts(job).into_iter().map(|other| (other, job)));
            }
            let units = self.archive.units();
            for report in units.reports_of(id_of(at)) {
                if !units.claims_of_last_year(report).is_empty() {
                    continue;
                }
                let Some(digest) = units.digest(report) else {
                    continue;
                };
                if let (Some(unit), Some(year)) = (&digest.unit, digest.year) {
                    let last = self.beside.find(job, unit, year.wrapping_sub(1));
                    found.extend(last.into_iter().map(|other| (other, job)));
                }
            }
        }
        found.sort_by_key(|(other, _)| *other);
        found.dedup_by_key(|(other, _)| *other);
        let (beside, spool) = (&self.beside, self.spool);
        let read = found.par_iter().filter_map(|&(other, job)| {
            let Keepsake { card, slips, .. } = beside.read(job, other, spool)?;
            Some((id_of(jobs.len() + other), card, slips))
        });
        let read: Vec<(DocumentId, Card, KeptSlips)> = read.collect();
        for (id, card, slips) in read {
            self.keep(id, card, slips);
        }
    }

    /// Tells the archive which reports are the sums of which.
    fn declare(&mut self, jobs: &[Job]) {
        let mut configs: Vec<&Arc<Loaded>> = Vec::new();
        for job in jobs {
            let is_known = configs.iter().any(|known| Arc::ptr_eq(known, &job.loaded));
            if !is_known && !job.loaded.config.roll_ups.is_empty() {
                configs.push(&job.loaded);
            }
        }
        if configs.is_empty() {
            return;
        }
        let members = self.archive.units().members();
        let documents: Vec<(DocumentId, PathBuf, usize)> = members
            .map(|(id, member)| (id, member.path.clone(), member.digests.len()))
            .collect();
        let (mut roll_ups, mut said) = (Vec::new(), Vec::new());
        for loaded in configs {
            // Folders with the same file have settings of their own.
            for roll_up in loaded.config.roll_ups_among(&documents) {
                if !roll_ups.contains(&roll_up) {
                    roll_ups.push(roll_up);
                }
            }
            said.extend(self.beside.one_sided(loaded, jobs));
        }
        self.archive.declare(roll_ups);
        said.sort();
        said.dedup_by(|(_, one), (_, other)| one == other);
        self.one_sided = said;
    }
}
