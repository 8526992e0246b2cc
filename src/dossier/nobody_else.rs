//! Whether a name of which a part is left out can be that of one unit only: 教育局 beside the reports of 甲县教育局 and 乙县教育局 is nobody's.

use std::cmp::Ordering;

use super::{Dossier, MOST_LIKE, ReportId, Unit};

/// Whether a unit's name fits the shorter one of two names that may be those of one unit and not the longer, so that the shorter may be this unit's.
pub fn is_rival(unit: &Unit, short: &Unit, long: &Unit) -> bool {
    unit.may_be(short) && !unit.may_be(long)
}

impl Dossier {
    /// Whether names of which a part is left out can be those of one unit only.
    pub(super) fn is_one_unit(&self, report: ReportId, claims: &[ReportId]) -> bool {
        let units = claims.iter().chain([&report]);
        let units: Vec<&Unit> = units
            .filter_map(|claim| self.digest(*claim)?.unit.as_ref())
            .collect();
        let Some(longest) = units.iter().max_by_key(|unit| unit.name().len()) else {
            return false;
        };
        units.iter().all(|unit| unit.may_be(longest))
    }

    /// Whether the shorter one of the names of two reports fits no other unit than that of the longer: no report on either year that lies where the
    /// shorter one's does bears a name that fits the shorter and not the longer.
    pub(super) fn is_only_one(&self, one: ReportId, other: ReportId) -> bool {
        let digests = self.digest(one).zip(self.digest(other));
        let Some((first, second)) = digests else {
            return false;
        };
        let (Some(own), Some(others)) = (&first.unit, &second.unit) else {
            return false;
        };
        let (bare, short, long) = match own.name().len().cmp(&others.name().len()) {
            Ordering::Equal => return true,
            Ordering::Less => (one, own, others),
            Ordering::Greater => (other, others, own),
        };
        let years = [first.year, second.year].into_iter().flatten();
        let is_another = |bearer: ReportId| {
            let unit = self.digest(bearer).and_then(|digest| digest.unit.as_ref());
            unit.is_some_and(|unit| is_rival(unit, short, long)) && self.lie_together(bare, bearer)
        };
        let of_years = years.flat_map(|year| self.bearers(short, year));
        // Of more than are looked at, one may be another.
        let mut seen = of_years.enumerate();
        !seen.any(|(n_seen, bearer)| n_seen == MOST_LIKE || is_another(bearer))
    }
}
