//! All reports of a review: the worst one by one, the sums over all of them. Memory stays bounded, however many there are.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::gather::ReviewedReport;

/// All reports of a review.
pub(super) struct Survey {
    most: usize,
    /// Those that are told of one by one.
    pub kept: Vec<ReviewedReport>,
    /// Reports in all.
    pub n_reports: usize,
    /// Sums of each report year; `None` for reports that do not say which.
    pub years: BTreeMap<Option<u16>, YearSums>,
    /// How many reports have so many findings.
    pub by_number: BTreeMap<usize, usize>,
}

/// Sums over the reports on one year.
#[derive(Debug, Default)]
pub(super) struct YearSums {
    pub reports: usize,
    /// Applications received, over the reports that state them.
    pub received: i64,
    /// What became of applications, by the labels of the form in its order.
    pub results: Vec<(String, i64)>,
    /// Applications dealt with, over the reports that state both these and those granted.
    pub processed: i64,
    /// Of those, the ones granted.
    pub granted: i64,
}

impl Survey {
    /// Of which at most `most` reports are told of one by one, those with the worst findings.
    pub fn new(most: usize) -> Survey {
        Survey {
            most,
            kept: Vec::new(),
            n_reports: 0,
            years: BTreeMap::new(),
            by_number: BTreeMap::new(),
        }
    }

    /// Adds the reports of a file.
    pub fn add(&mut self, reports: Vec<ReviewedReport>) {
        for report in reports {
            self.n_reports += 1;
            *self.by_number.entry(report.findings.len()).or_default() += 1;
            self.years.entry(report.year).or_default().add(&report);
            self.kept.push(report);
        }
        if self.kept.len() > self.most.saturating_mul(2).max(512) {
            self.leave_the_worst();
        }
    }

    /// When all have been added: the kept ones are in the order of their files.
    pub fn finished(mut self) -> Survey {
        self.leave_the_worst();
        self.kept
            .sort_by(|a, b| (&a.file, a.number).cmp(&(&b.file, b.number)));
        self
    }

    fn leave_the_worst(&mut self) {
        if self.kept.len() > self.most {
            // Files of equal badness stay in their order.
            self.kept.sort_by_cached_key(|report| {
                (Reverse(report.counts()), report.file.clone(), report.number)
            });
            self.kept.truncate(self.most);
        }
    }
}

impl YearSums {
    fn add(&mut self, report: &ReviewedReport) {
        self.reports += 1;
        let Some(said) = &report.applications else {
            return;
        };
        self.received = self.received.saturating_add(said.received.unwrap_or(0));
        for (label, number) in &said.results {
            match self.results.iter_mut().find(|(known, _)| known == label) {
                Some((_, sum)) => *sum = sum.saturating_add(*number),
                None => self.results.push((label.clone(), *number)),
            }
        }
        if let Some((granted, processed)) = said.granted() {
            self.granted = self.granted.saturating_add(granted);
            self.processed = self.processed.saturating_add(processed);
        }
    }
}
