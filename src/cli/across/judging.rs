//! One report of a run beside those that belong to it: what is found then, and said anew.

use std::sync::Arc;

use super::beside::Other;
use super::found::FoundAlone;
use super::{Across, AnalysedBeside, LONGEST_TEXT};
use crate::analysis::{analyze_across, leave_out_misread_again};
use crate::cli::batch::{Job, Worked};
use crate::cli::load::{Contents, load};
use crate::door::Finding;
use crate::dossier::{Member, ReportId};
use crate::finding::DocumentId;
use crate::reading::Reading;
use crate::rules::{FixKind, RULES};
use crate::say;

/// Whether a finding may come with a fix, once its report is at hand.
fn may_be_fixed(finding: &Finding) -> bool {
    let rule = RULES.iter().find(|rule| rule.code == finding.code);
    rule.is_some_and(|rule| rule.fixes != FixKind::None)
}

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
        let done = job.guarded(|job| self.judge_again(jobs, (job, document), worked));
        if let Err(sentence) = done.and_then(|done| done) {
            *worked = job.broken(sentence).into();
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
        let fetch = || {
            let slips = self.slips.get(&document);
            let bytes = slips.map(|slips| self.spool.look(&slips.body));
            let bytes = bytes.transpose().map_err(|error| error.to_string())?;
            let member = bytes.and_then(|bytes| self.archive.whole(document, &bytes));
            member.ok_or_else(|| format!("{document:?}"))
        };
        self.whole.get(document, fetch, |_| true)
    }

    fn source<'s>(&'s self, jobs: &'s [Job], document: DocumentId) -> Option<TextHome<'s>> {
        let at = usize::try_from(document.0).ok()?.checked_sub(1)?;
        match jobs.get(at) {
            Some(job) => Some(TextHome::Job(job)),
            None => self.beside.get(at - jobs.len()).map(TextHome::Beside),
        }
    }

    /// Adds to what came of a job what is found beside others; nothing, if the file cannot be read any more or says something else by now.
    fn judge_again(
        &self,
        jobs: &[Job],
        (job, document): (&Job, DocumentId),
        worked: &mut Worked<T>,
    ) -> Result<(), String> {
        let Some(dossier) = self.archive.around(document, |other| self.whole(other))? else {
            return Ok(());
        };
        let settings = job.settings();
        let mut found = analyze_across(&dossier, document, None, &settings);
        if found.is_empty() {
            return Ok(());
        }
        let Some(contents) = self.text(document, || job.load()) else {
            return Ok(());
        };
        let seen = contents.seen();
        let alone = self.found_alone(document)?;
        let Some(alone) = alone.filter(|alone| alone.is_of(seen.text)) else {
            return Ok(());
        };
        if found.iter().any(may_be_fixed) {
            let mut reading = Reading::of(seen.text, &job.loaded.forms, &settings);
            found = analyze_across(&dossier, document, Some(&reading), &settings);
            let forms = &job.loaded.forms;
            leave_out_misread_again(seen.text, forms, &settings, &mut reading, &mut found);
        }
        let others = self.others(jobs, job, &found);
        let (mut analysis, starts) = alone.analysis();
        analysis.add(found, &starts);
        let beside = AnalysedBeside {
            job,
            seen,
            analysis: &analysis,
            starts: &starts,
            others: &others,
        };
        let again = (self.anew)(&beside, worked.yields.take());
        worked.outcome.tally = again.outcome.tally;
        worked.yields = again.yields;
        Ok(())
    }

    /// What was found in a document by itself.
    fn found_alone(&self, document: DocumentId) -> Result<Option<FoundAlone>, String> {
        let slips = self.slips.get(&document);
        let slip = slips.and_then(|slips| slips.found.as_ref());
        let bytes = slip.map(|slip| self.spool.look(slip)).transpose();
        let bytes = bytes.map_err(|error| error.to_string())?;
        Ok(bytes.and_then(|bytes| FoundAlone::back(&bytes)))
    }

    /// The other files that findings rest on, if their texts are asked for.
    fn others(
        &self,
        jobs: &[Job],
        job: &Job,
        found: &[Finding],
    ) -> Vec<(DocumentId, String, Arc<Contents>)> {
        let related = found.iter().flat_map(|finding| &finding.related);
        let mut others: Vec<DocumentId> = related
            .map(|related| related.document)
            .filter(|other| *other != DocumentId::THIS && self.quotes_others)
            .collect();
        others.sort_unstable();
        others.dedup();
        let texts = others.into_iter().filter_map(|other| {
            let (path, contents) = self.contents_of(jobs, job, other)?;
            Some((other, path, contents))
        });
        texts.collect()
    }

    /// The path of a document, and what was read of it.
    fn contents_of(
        &self,
        jobs: &[Job],
        of: &Job,
        document: DocumentId,
    ) -> Option<(String, Arc<Contents>)> {
        Some(match self.source(jobs, document)? {
            TextHome::Job(job) => {
                let contents = self.text(document, || job.load())?;
                (job.shown().into_owned(), contents)
            }
            TextHome::Beside(other) => {
                let read = || load(&other.path, &of.loaded.forms, of.locale());
                (other.shown.clone(), self.text(document, read)?)
            }
        })
    }

    /// What is read of a document; of several that quote each other each is read once.
    fn text<E>(
        &self,
        document: DocumentId,
        read: impl FnOnce() -> Result<Contents, E>,
    ) -> Option<Arc<Contents>> {
        if let Some(held) = self.contents.get(&document) {
            return Some(Arc::clone(held));
        }
        let is_small = |contents: &Contents| contents.bytes.len() <= LONGEST_TEXT;
        self.texts.get(document, read, is_small).ok()
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
