//! Whether a name of which a part is left out can be that of one unit only: 教育局 beside the reports of 甲县教育局 and 乙县教育局 is nobody's.

use std::cmp::Ordering;

use super::{Dossier, ReportId, Unit};

/// So many reports with such names are looked at.
const MOST_BEARERS: usize = 512;

impl Dossier {
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
        let of_years = years.flat_map(|year| self.of_core(short.core(), year));
        let mut bearers = of_years.take(MOST_BEARERS);
        !bearers.any(|bearer| {
            let unit = self.digest(*bearer).and_then(|digest| digest.unit.as_ref());
            let is_another = |unit: &Unit| unit.may_be(short) && !unit.may_be(long);
            unit.is_some_and(is_another) && self.lie_together(bare, *bearer)
        })
    }
}
