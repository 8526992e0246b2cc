//! What the end of a sentence, and the end of the text, tell of the numbers before.

use rustc_hash::FxHashMap;

use super::super::cells::count_in;
use super::super::silence::{Silence, Silent};
use super::super::{Fact, Listing, Narrative, Said, Sum};
use super::Reader;
use crate::words::CueSet;

impl Reader<'_> {
    pub(super) fn close_sentence(&mut self) {
        let first = self.sentence.first_fact;
        if self.sentence.includes {
            for (fact, &cues) in self.out.facts.iter_mut().zip(&self.cues).skip(first) {
                count_in(self.edition, self.lexis, fact, cues);
            }
        }
        self.drop_lists_of_bodies(first);
        if self.sentence.was_foreign {
            self.disclosure = false;
        }
        // What others did is not what the next sentence goes on with.
        if self.sentence.elsewhere || self.sentence.other_year {
            self.topic = self.heading_topic;
        }
        self.list_ways(first);
    }

    /// Numbers by the way they came make up the only whole of their sentence.
    fn list_ways(&mut self, first: usize) {
        let parts = std::mem::take(&mut self.sentence.parts);
        if parts.len() < 2 {
            return;
        }
        let mut ways: Vec<u8> = parts.iter().map(|(way, ..)| *way).collect();
        ways.sort_unstable();
        ways.dedup();
        let is_whole = |at: &usize| {
            let cues = self.cues.get(*at).copied().unwrap_or_default();
            let fact = self.out.facts.get(*at);
            !cues.is_empty()
                && cues.is_within(self.lexis.ways_of)
                && fact.is_some_and(|fact| fact.said == Said::Number)
        };
        let mut wholes = (first..self.out.facts.len()).filter(is_whole);
        if let (Some(whole), None) = (wholes.next(), wholes.next())
            && ways.len() == parts.len()
        {
            let parts = parts.into_iter().map(|(_, span, value)| (span, value));
            let parts = parts.collect();
            self.out.listings.push(Listing { whole, parts });
        }
    }

    /// 教育局收到 3 件，民政局收到 2 件: different numbers for one cell are those of several bodies.
    fn drop_lists_of_bodies(&mut self, first: usize) {
        // For each sum of cells the first number, and whether another one follows.
        let mut said: FxHashMap<(usize, Sum), (i64, bool)> = FxHashMap::default();
        let plain = |fact: &Fact| {
            let is_number = fact.said == Said::Number;
            let sum = fact.readings.first().filter(|_| is_number)?;
            Some((fact.table, sum.clone()))
        };
        let facts = self.out.facts.get_mut(first..).unwrap_or_default();
        for fact in facts.iter() {
            let Some(sum) = plain(fact) else { continue };
            let (value, quarrels) = said.entry(sum).or_insert((fact.value, false));
            *quarrels |= *value != fact.value;
        }
        for fact in facts {
            let known = plain(fact).and_then(|sum| said.get(&sum));
            if known.is_some_and(|(_, quarrels)| *quarrels) {
                fact.readings.clear();
            }
        }
    }

    /// Everything that was understood.
    pub(super) fn finish(mut self) -> Narrative {
        let carried_out = CueSet::one(self.lexis.carried_out);
        drop_hasty_ends(&mut self.out, &self.cues, carried_out);
        prune(&mut self.out);
        self.out
    }
}

/// Who states what is left to the next year has not said that nothing is left.
fn drop_hasty_ends(out: &mut Narrative, cues: &[CueSet], carried_out: CueSet) {
    let left_over = out.facts.iter().zip(cues).any(|(fact, cues)| {
        carried_out.is_within(*cues) && fact.value > 0 && fact.said == Said::Number
    });
    if left_over {
        let hasty = out.facts.iter_mut().filter(|fact| fact.said == Said::All);
        hasty.for_each(|fact| fact.readings.clear());
    }
}

/// Drops the facts that have turned out to name nothing.
fn prune(out: &mut Narrative) {
    let mut kept = 0;
    let is_kept = |fact: &Fact| !fact.readings.is_empty();
    let places: Vec<Option<usize>> = out
        .facts
        .iter()
        .map(|fact| {
            let place = is_kept(fact).then_some(kept);
            kept += usize::from(place.is_some());
            place
        })
        .collect();
    if kept == out.facts.len() {
        return;
    }
    let dropped = out
        .facts
        .iter()
        .filter(|fact| !is_kept(fact) && fact.said == Said::Number);
    out.silent.extend(dropped.map(|fact| Silent {
        span: fact.span,
        clause: fact.clause,
        value: Some(fact.value),
        why: Silence::Quarrel,
    }));
    out.silent.sort_by_key(|silent| silent.span);
    out.facts.retain(is_kept);
    out.listings.retain_mut(|listing| {
        let place = places.get(listing.whole).copied().flatten();
        listing.whole = place.unwrap_or_default();
        place.is_some()
    });
}
