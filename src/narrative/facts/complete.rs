//! Numbers that are those of their cells only where all of a whole has been told: 行政复议 3 件，维持 2 件，撤回 1 件.

use super::super::{Fact, Said};
use super::SentenceReader;
use crate::words::CueSet;

impl SentenceReader<'_> {
    /// Drops the facts from `first` on that may be parts of their cells, unless the numbers beside them make up a number that was told.
    pub(super) fn drop_incomplete(&mut self, first: usize) {
        let told = self.out.facts.iter().zip(&self.cues).skip(first);
        let is_unsure = |at: usize| self.lexis.cue(at).is_some_and(|cue| cue.if_complete);
        let unsure = told.enumerate().filter(|(_, (fact, cues))| {
            // 行政复议 1 件，已撤回: said of all of it.
            fact.said != Said::All && cues.iter().any(is_unsure)
        });
        let is_part = |(at, (_, cues)): (usize, (&Fact, &CueSet))| {
            (!self.makes_up_a_whole(first, *cues)).then_some(first + at)
        };
        let parts: Vec<usize> = unsure.filter_map(is_part).collect();
        for part in parts {
            if let Some(fact) = self.out.facts.get_mut(part) {
                fact.readings.clear();
            }
        }
    }

    /// Whether the numbers of columns that divide the same rows as `own`, each another column's, are together a number of these rows.
    fn makes_up_a_whole(&self, first: usize, own: CueSet) -> bool {
        let divides = |at: &usize| {
            let cue = self.lexis.cue(*at);
            cue.is_some_and(|cue| !cue.columns.is_empty())
        };
        let rows_of = |cues: CueSet| -> CueSet { cues.iter().filter(|at| !divides(at)).collect() };
        let rows = rows_of(own);
        let told = || {
            let told = self.out.facts.iter().zip(&self.cues).skip(first);
            told.filter(|(fact, cues)| fact.said != Said::All && rows_of(**cues) == rows)
        };
        let parts: Vec<&Fact> = told()
            .filter(|(_, cues)| **cues != rows)
            .map(|(fact, _)| fact)
            .collect();
        let cells = |fact: &&Fact| fact.readings.first().map(|sum| sum.plus.clone());
        let mut named: Vec<_> = parts.iter().filter_map(cells).collect();
        named.sort_unstable();
        named.dedup();
        let sum = parts
            .iter()
            .try_fold(0_i64, |sum, part| sum.checked_add(part.value));
        let mut wholes = told().filter(|(_, cues)| **cues == rows);
        named.len() == parts.len() && wholes.any(|(whole, _)| Some(whole.value) == sum)
    }
}
