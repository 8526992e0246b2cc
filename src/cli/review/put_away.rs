//! What was gathered of a file, put away until all files have been looked at.

use std::io;
use std::sync::Arc;

use super::gather::{Gathered, ReviewedReport};
use crate::cli::batch::Worked;
use crate::cli::spool::{Spool, SpoolSlip};
use crate::kit::Kit;

/// The reports of one file, put away.
pub(super) struct PutReports {
    slip: SpoolSlip,
    /// Their editions.
    kits: Box<[Arc<Kit>]>,
}

/// Puts away what was gathered until all files have been looked at.
pub(super) fn put(gathered: Worked<Gathered>, spool: &Spool) -> Worked<PutReports> {
    let put = |reports| PutReports::of(reports, spool);
    Worked {
        outcome: gathered.outcome,
        yields: gathered.yields.map(put),
    }
}

impl PutReports {
    fn of(reports: Gathered, spool: &Spool) -> PutReports {
        let kits = reports.iter().map(|report| Arc::clone(&report.kit));
        let kits = kits.collect();
        let reports: Vec<ReviewedReport<()>> =
            reports.into_iter().map(|report| report.on(()).0).collect();
        // Plain values in memory are written without fail.
        let bytes = postcard::to_allocvec(&reports).unwrap_or_default();
        PutReports {
            slip: spool.put(bytes),
            kits,
        }
    }

    /// What was put away, once changed. What cannot be had back is missed by whoever takes it out.
    pub fn changed(self, spool: &Spool, change: impl FnOnce(&mut Gathered)) -> PutReports {
        let Ok(mut reports) = self.back(spool) else {
            return self;
        };
        change(&mut reports);
        PutReports::of(reports, spool)
    }

    /// What was put away.
    pub fn back(&self, spool: &Spool) -> io::Result<Gathered> {
        let bytes = spool.look(&self.slip)?;
        let reports: Result<Vec<ReviewedReport<()>>, _> = postcard::from_bytes(&bytes);
        let reports = reports.map_err(io::Error::other)?.into_iter();
        let kits = self.kits.iter().cloned();
        Ok(reports
            .zip(kits)
            .map(|(report, kit)| report.on(kit).0)
            .collect())
    }
}

impl<K> ReviewedReport<K> {
    /// The same report with another edition at hand, and the one it had.
    fn on<L>(self, kit: L) -> (ReviewedReport<L>, K) {
        let report = ReviewedReport {
            file: self.file,
            number: self.number,
            unit: self.unit,
            year: self.year,
            kind: self.kind,
            title: self.title,
            kit,
            values: self.values,
            findings: self.findings,
            applications: self.applications,
        };
        (report, self.kit)
    }
}
