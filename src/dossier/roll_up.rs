//! A report that is the sum of others, as somebody declared it.

use super::{Digest, Dossier, ReportId};

/// A declaration, with the reports that it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollUp {
    /// The report that is the sum.
    pub whole: ReportId,
    /// Those that are added up.
    pub parts: Vec<ReportId>,
    /// The tables, by the first parts of their cells' names or by ids; empty for all that have totals.
    pub tables: Vec<String>,
}

/// Why a report is not added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is on another year, or on none.
    OtherYear,
    /// It is written on another edition of the form.
    OtherEdition,
    /// The report of the same unit lies nearer.
    Another,
}

/// The parts that are added up, and those that are not.
#[derive(Debug, Default)]
pub struct Parts<'d> {
    /// Those that are.
    pub added: Vec<(ReportId, &'d Digest)>,
    /// Those that are not.
    pub unfit: Vec<(ReportId, Unfit)>,
}

impl RollUp {
    /// Whether a table is added up.
    pub fn covers(&self, digest: &Digest, table: usize) -> bool {
        let Some(spec) = digest.spec(table) else {
            return false;
        };
        match self.tables.is_empty() {
            true => !spec.relations.is_empty(),
            false => {
                let mut named = self.tables.iter();
                named.any(|name| *name == spec.short || *name == spec.id)
            }
        }
    }

    /// The parts that are of the year and the edition of the whole, each unit once.
    pub fn parts<'d>(&self, dossier: &'d Dossier) -> Parts<'d> {
        let mut parts = Parts::default();
        let Some(whole) = dossier.digest(self.whole) else {
            return parts;
        };
        let mut sorted: Vec<ReportId> = self.parts.clone();
        sorted.retain(|part| *part != self.whole);
        sorted.sort_by_key(|part| (dossier.distance(self.whole, *part), *part));
        sorted.dedup();
        for report in sorted {
            let Some(digest) = dossier.digest(report) else {
                continue;
            };
            let is_same = |(_, other): &(ReportId, &Digest)| {
                digest.unit.is_some() && digest.unit == other.unit
            };
            if digest.year.is_none() || digest.year != whole.year {
                parts.unfit.push((report, Unfit::OtherYear));
            } else if digest.edition().id != whole.edition().id {
                parts.unfit.push((report, Unfit::OtherEdition));
            } else if parts.added.iter().any(is_same) {
                parts.unfit.push((report, Unfit::Another));
            } else {
                parts.added.push((report, digest));
            }
        }
        parts.added.sort_by_key(|(report, _)| *report);
        parts
    }
}
