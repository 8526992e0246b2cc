//! One report of a run beside those that belong to it: what is found then, and said anew.

use std::borrow::Cow;
use std::sync::{Arc, PoisonError};

use super::beside::Other;
use super::{Across, AnalysedBeside, MOST_WHOLE};
use crate::analysis::{Memory, analyze_across, analyze_again};
use crate::cli::batch::{Job, Worked};
use crate::cli::documents::Seen;
use crate::cli::load::{Contents, load};
use crate::dossier::{Dossier, Member, ReportId};
use crate::finding::DocumentId;
use crate::say;

/// Where the text of a document of the dossier comes from.
enum TextHome<'a> {
    Job(&'a Job),
    Beside(&'a Other),
}

impl<T> Across<'_, T> {
    pub(super) fn look_again(
        &self,
        jobs: &[Job],
        job: &Job,
        document: DocumentId,
        worked: &mut Worked<T>,
    ) {
        let done = job.guarded(|job| self.judge_again(jobs, job, document));
        match done.and_then(|done| done) {
            Ok(Some(again)) => {
                worked.outcome.tally = again.outcome.tally;
                worked.yields = again.yields;
            }
            Ok(None) => {}
            Err(sentence) => *worked = job.broken(sentence).into(),
        }
        if self.verbose {
            let used = self.used(jobs, job, document);
            let detail = worked.outcome.detail.take().into_iter().chain(used);
            let detail: Vec<String> = detail.collect();
            worked.outcome.detail = (!detail.is_empty()).then(|| detail.join("\n"));
        }
    }

    /// A document with all that is kept of it.
    fn whole(&self, document: DocumentId) -> Result<Arc<Member>, String> {
        let known = || self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(member) = known().get(&document) {
            return Ok(Arc::clone(member));
        }
        let slip = self.slips.get(&document);
        let bytes = slip.map(|slip| self.spool.look(slip));
        let bytes = bytes.transpose().map_err(|error| error.to_string())?;
        let member = bytes.and_then(|bytes| self.archive.whole(document, &bytes));
        let member = Arc::new(member.ok_or_else(|| format!("{document:?}"))?);
        let mut known = known();
        if known.len() >= MOST_WHOLE {
            known.clear();
        }
        known.insert(document, Arc::clone(&member));
        Ok(member)
    }

    fn source<'s>(&'s self, jobs: &'s [Job], document: DocumentId) -> Option<TextHome<'s>> {
        let at = usize::try_from(document.0).ok()?.checked_sub(1)?;
        match jobs.get(at) {
            Some(job) => Some(TextHome::Job(job)),
            None => self.beside.get(at - jobs.len()).map(TextHome::Beside),
        }
    }

    /// The outcome of a report in which something is found beside others; `None` if nothing is, or the file cannot be read any more.
    fn judge_again(
        &self,
        jobs: &[Job],
        job: &Job,
        document: DocumentId,
    ) -> Result<Option<Worked<T>>, String> {
        let Some(dossier) = self.archive.around(document, |other| self.whole(other))? else {
            return Ok(None);
        };
        let settings = job.settings();
        if analyze_across(&dossier, document, None, &settings).is_empty() {
            return Ok(None);
        }
        let read;
        let seen = match self.contents.get(&document) {
            Some(contents) => contents.seen(),
            None => match job.load() {
                Ok(contents) => {
                    read = contents;
                    read.seen()
                }
                Err(_) => return Ok(None),
            },
        };
        Ok(Some(self.said_anew(jobs, (job, document), seen, &dossier)))
    }

    fn said_anew(
        &self,
        jobs: &[Job],
        (job, document): (&Job, DocumentId),
        seen: Seen<'_>,
        dossier: &Dossier,
    ) -> Worked<T> {
        let (settings, mut memory) = (job.settings(), Memory::default());
        let mut analysis = analyze_again(seen.text, &job.loaded.forms, &settings, &mut memory);
        let reading = &memory.reading;
        let found = analyze_across(dossier, document, Some(reading), &settings);
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
                let (path, contents) = self.contents_of(jobs, job, other)?;
                Some((other, path, contents))
            })
            .collect();
        analysis.add(found, reading);
        (self.anew)(&AnalysedBeside {
            job,
            seen,
            analysis: &analysis,
            reading,
            others: &texts,
        })
    }

    /// The path of a document, and what was read of it.
    fn contents_of(
        &self,
        jobs: &[Job],
        of: &Job,
        document: DocumentId,
    ) -> Option<(String, Cow<'_, Contents>)> {
        let (shown, contents) = match self.source(jobs, document)? {
            TextHome::Job(job) => (job.shown().into_owned(), job.load().ok()?),
            TextHome::Beside(other) => {
                let read = load(&other.path, &of.loaded.forms, of.locale());
                (other.shown.clone(), read.ok()?)
            }
        };
        Some((shown, Cow::Owned(contents)))
    }

    fn shown(&self, jobs: &[Job], report: ReportId) -> Option<String> {
        match self.source(jobs, report.document)? {
            TextHome::Job(job) => Some(job.shown().into_owned()),
            TextHome::Beside(other) => Some(other.shown.clone()),
        }
    }

    /// For a curious user: which report is taken for last year's, and which others claim to be it.
    fn used(&self, jobs: &[Job], job: &Job, document: DocumentId) -> Vec<String> {
        let path = job.shown();
        let units = self.archive.units();
        let mut said = Vec::new();
        for report in units.reports_of(document) {
            let claims = units.claims_of_last_year(report);
            let mut claims = claims
                .into_iter()
                .filter_map(|claim| self.shown(jobs, claim));
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
