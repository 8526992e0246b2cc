//! What came of a run: counted for its last lines, its exit status and the end of its results.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::batch::{Job, Outcome, Run};
use super::left_out::{LeftOut, Reason, counted};
use super::paths::absolute;
use super::print::tally::Tally;
use super::streams::Streams;
use super::worst::Worst;
use crate::locale::Locale;
use crate::say;

/// What came of all jobs.
#[derive(Debug, Default)]
pub(super) struct Summary {
    pub tally: Tally,
    /// Changes made or shown.
    pub changes: usize,
    /// Files with changes.
    pub changed_files: usize,
    /// Whether something could not be done; it has been said.
    pub failed: bool,
    /// Whether the settings ask for what is found in reports beside others.
    pub looks_across: bool,
    /// Files that an interrupted run did not come to.
    pub not_reached: usize,
    /// The reports with the worst findings.
    pub worst: Worst,
    /// What was not checked.
    pub left_out: Vec<LeftOut>,
    /// Whether files were left out of which nothing has been said yet.
    unsaid: bool,
    /// The named folders that hold a report, as indices into the paths.
    with_reports: BTreeSet<usize>,
}

impl Summary {
    /// Adds what came of one job, and says what is to be said about it.
    pub fn add(&mut self, job: &Job, outcome: Outcome, run: &Run<'_>, streams: &mut Streams) {
        if let Some(detail) = outcome.detail {
            detail.lines().for_each(|line| streams.detail(line));
        }
        for notice in &outcome.notices {
            streams.notice(notice);
        }
        self.tally.add(&outcome.tally);
        self.worst.add(job, &outcome.tally);
        self.changes += outcome.changes;
        self.changed_files += usize::from(outcome.changes > 0);
        if let Some(failure) = outcome.failure {
            self.failed = true;
            streams.failure(&failure, job.locale());
        }
        match outcome.left_out {
            Some(left_out) => self.leave_out(*left_out, job.input.named, run, streams),
            None => self.with_reports.extend(&job.input.folders),
        }
    }

    /// Adds a file that was not checked. Failures, and what somebody named, are said whatever the options.
    pub fn leave_out(
        &mut self,
        mut left_out: LeftOut,
        named: bool,
        run: &Run<'_>,
        streams: &mut Streams,
    ) {
        let is_demanded = named && left_out.reason == Reason::NotAReport;
        left_out.failed |= is_demanded && run.selection.require_report;
        self.failed |= left_out.failed;
        if left_out.failed {
            streams.failure(&left_out.sentence, run.locale);
        } else if named {
            streams.warning(&left_out.sentence, run.locale);
        } else {
            self.unsaid |= left_out.reason != Reason::SameFile;
            streams.detail(&left_out.sentence);
        }
        self.left_out.push(left_out);
    }

    /// Says that a named folder holds no report, if so. To leave out what one was told to leave out is no failure.
    pub fn empty_folder(
        &mut self,
        folder: usize,
        path: &Path,
        locale: Locale,
        streams: &mut Streams,
    ) {
        if self.with_reports.contains(&folder) {
            return;
        }
        let inside = absolute(path);
        let here = self
            .left_out
            .iter()
            .filter(|left_out| left_out.absolute.starts_with(&inside));
        let here: Vec<LeftOut> = here.cloned().collect();
        let path = path.display();
        let counts = counted(&here, locale);
        let is_nothing_wrong =
            |left_out: &LeftOut| left_out.reason.is_wish() || left_out.reason == Reason::Document;
        if here.iter().any(is_nothing_wrong) {
            let counts = counts.unwrap_or_default();
            streams.warning(
                &say!(
                    locale,
                    "文件夹 {path} 中没有可核对的年度报告；{counts}",
                    "no annual report was left to check in the folder {path}; {counts}"
                ),
                locale,
            );
            return;
        }
        self.failed = true;
        let why = counts.map_or_else(
            || {
                say!(
                    locale,
                    "（只看 .txt、.md、.html 等文本文件，和 Word、Excel、OpenDocument、PDF 文件）",
                    " (only text files such as .txt, .md and .html, and those of Word, Excel, OpenDocument and PDF are looked at)"
                )
            },
            |counts| say!(locale, "；{counts}", "; {counts}"),
        );
        let sentence = say!(
            locale,
            "文件夹 {path} 中没有年度报告{why}",
            "there is no annual report in the folder {path}{why}"
        );
        streams.failure(&sentence, locale);
    }

    /// Sorted by path, for machines.
    pub fn sort(&mut self) {
        self.left_out
            .sort_by_cached_key(|left_out| PathBuf::from(&left_out.path));
    }

    /// The last lines of the output; empty if nothing is left to say.
    pub fn lines(&self, locale: Locale, verbose: bool) -> String {
        let further = self.further_lines(locale, verbose);
        match self.tally.reports {
            0 => further,
            _ => self.tally.summary(locale) + "\n" + &further,
        }
    }

    /// Those after the first: findings by rule, and what was left out.
    pub fn further_lines(&self, locale: Locale, verbose: bool) -> String {
        let rules = self.tally.by_rule(locale);
        rules.map(|rules| rules + "\n").unwrap_or_default() + &self.left_out_line(locale, verbose)
    }

    /// What was left out, counted; empty if nothing is left to say.
    pub fn left_out_line(&self, locale: Locale, verbose: bool) -> String {
        let mut out = String::new();
        if self.tally.reports == 0 && !self.unsaid {
            return out;
        }
        if let Some(counts) = counted(&self.left_out, locale) {
            let hint = match verbose {
                true => String::new(),
                false => say!(locale, "（用 -v 逐个列出）", " (-v lists them)"),
            };
            out += &format!("{counts}{hint}\n");
        }
        out
    }
}
