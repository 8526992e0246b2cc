//! Sets of cues and of subjects, by their index.

use serde::{Deserialize, Serialize};

/// A set of cues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CueSet(u128);

impl CueSet {
    /// No cue.
    pub(crate) const EMPTY: CueSet = CueSet(0);

    /// One cue.
    pub(crate) fn one(cue: usize) -> CueSet {
        CueSet(u32::try_from(cue).map_or(0, |cue| 1_u128.checked_shl(cue).unwrap_or(0)))
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) fn contains(self, cue: usize) -> bool {
        !self.is_apart_from(CueSet::one(cue))
    }

    /// Whether all its cues are among those of `other`.
    pub(crate) fn is_within(self, other: CueSet) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether it shares no cue with `other`.
    pub(crate) fn is_apart_from(self, other: CueSet) -> bool {
        self.0 & other.0 == 0
    }

    /// The cues of both.
    #[must_use]
    pub(crate) fn and(self, other: CueSet) -> CueSet {
        CueSet(self.0 | other.0)
    }

    /// Without those of `other`.
    #[must_use]
    pub(crate) fn without(self, other: CueSet) -> CueSet {
        CueSet(self.0 & !other.0)
    }

    /// Its cues, ascending.
    pub(crate) fn iter(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let first = rest.trailing_zeros();
            rest &= rest.checked_sub(1)?;
            Some(first as usize)
        })
    }
}

impl FromIterator<usize> for CueSet {
    fn from_iter<I: IntoIterator<Item = usize>>(cues: I) -> Self {
        let cues = cues.into_iter().map(CueSet::one);
        cues.fold(CueSet::EMPTY, CueSet::and)
    }
}

/// A set of subjects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct SubjectSet(u64);

impl SubjectSet {
    /// Every subject.
    pub(crate) const ALL: SubjectSet = SubjectSet(u64::MAX);

    pub(crate) fn insert(&mut self, subject: usize) {
        self.0 |= SubjectSet::bit(subject);
    }

    pub(crate) fn contains(self, subject: usize) -> bool {
        self.0 & SubjectSet::bit(subject) != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn bit(subject: usize) -> u64 {
        u32::try_from(subject).map_or(0, |subject| 1_u64.checked_shl(subject).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_what_was_put_in_and_nothing_else() {
        let set: CueSet = [3, 0, 127, 128].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 3, 127]);
        assert!(set.contains(127) && !set.contains(128) && !set.contains(1));
        assert!(CueSet::one(3).is_within(set) && CueSet::one(4).is_apart_from(set));
        let rest = set.without(CueSet::one(3)).and(CueSet::one(5));
        assert_eq!(rest.iter().collect::<Vec<_>>(), [0, 5, 127]);
        assert!(CueSet::EMPTY.is_empty() && CueSet::EMPTY.is_within(set));
    }

    #[test]
    fn no_two_subjects_share_a_place() {
        let mut set = SubjectSet::default();
        assert!(set.is_empty());
        set.insert(8);
        assert!(set.contains(8) && !set.contains(7) && !set.contains(64));
        assert!(SubjectSet::ALL.contains(63));
    }
}
