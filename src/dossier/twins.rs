//! Which passages of other units say the same.

use super::{Digest, Dossier, Passage, ReportId};

/// So many texts that share a print are looked at.
pub(super) const MOST_BEARERS: usize = 24;

impl Dossier {
    /// Passages of other units in the same folder that are found by what a passage of a report says, on no later year, with how much of the passage
    /// stands in them; the likest first.
    pub fn twins(&self, report: ReportId, passage: &Passage) -> Vec<(ReportId, usize, usize)> {
        let Some(own) = self.digest(report) else {
            return Vec::new();
        };
        let bearers = passage
            .keys()
            .iter()
            .filter_map(|print| self.by_print.get(print));
        let mut twins: Vec<(ReportId, usize, usize)> = Vec::new();
        for (other, number) in bearers.flat_map(|bearers| bearers.iter().take(MOST_BEARERS)) {
            let known = |(twin, at, _): &(ReportId, usize, usize)| twin == other && at == number;
            let Some(digest) = self.digest(*other) else {
                continue;
            };
            if !self.may_be_from((report, own), (*other, digest)) || twins.iter().any(known) {
                continue;
            }
            let Some(twin) = digest.passages.get(*number) else {
                continue;
            };
            twins.push((*other, *number, passage.share_in([twin])));
        }
        twins.sort_by_key(|(report, number, share)| (std::cmp::Reverse(*share), *report, *number));
        twins
    }

    /// Whether the text of a report may be a copy of another's: that of another unit in the same folder, on no later year.
    pub(super) fn may_be_copied(&self, report: ReportId, other: ReportId) -> bool {
        let digests = self.digest(report).zip(self.digest(other));
        digests.is_some_and(|(own, others)| self.may_be_from((report, own), (other, others)))
    }

    fn may_be_from(
        &self,
        (report, own): (ReportId, &Digest),
        (other, others): (ReportId, &Digest),
    ) -> bool {
        let units = own.unit.as_ref().zip(others.unit.as_ref());
        let is_later = others.year > own.year;
        report != other
            && !is_later
            && units.is_some_and(|(own, others)| !own.may_be(others))
            && self.lie_beside(report, other)
    }

    /// Whether two reports lie in the same folder.
    fn lie_beside(&self, one: ReportId, other: ReportId) -> bool {
        let folder = |report: ReportId| Some(self.member(report.document)?.path.parent());
        one.document == other.document || folder(one) == folder(other)
    }
}
