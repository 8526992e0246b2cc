//! What the end of a sentence, and the end of the text, tell of the numbers before.

use rustc_hash::FxHashMap;

use super::super::cells::count_in;
use super::super::paragraphs;
use super::super::silence::{Silence, Silent};
use super::super::{Fact, ListedSum, Narrative, Said, Sum};
use super::SentenceReader;
use crate::form::Relation;
use crate::form::phrases::Needs;
use crate::words::{CueSet, Lexis};

impl SentenceReader<'_> {
    pub(super) fn close_sentence(&mut self) {
        let first = self.sentence.first_fact;
        self.sort_facts(first);
        if self.sentence.includes {
            self.count_in_carried(first);
        }
        self.drop_parts_of_ways();
        self.drop_shared(first);
        self.drop_incomplete(first);
        self.drop_lists_of_bodies(first);
        if self.sentence.was_foreign {
            (self.disclosure, self.may_disclose) = (false, false);
        }
        // What others did is not what the next sentence goes on with.
        let sentence = &self.sentence;
        let is_apart = sentence.elsewhere.is_some() || sentence.as_of;
        if is_apart || sentence.other_year || sentence.part_of_year {
            self.topic = self.heading_topic;
        }
        self.list_ways(first);
    }

    /// Brackets are read behind the clauses they stand in.
    fn sort_facts(&mut self, first: usize) {
        let facts = self.out.facts.get(first..).unwrap_or_default();
        if facts.is_sorted_by_key(|fact| fact.span) {
            return;
        }
        let facts = self.out.facts.drain(first..);
        let mut said: Vec<(Fact, CueSet)> = facts.zip(self.cues.drain(first..)).collect();
        said.sort_by_key(|(fact, _)| fact.span);
        let (facts, cues): (Vec<Fact>, Vec<CueSet>) = said.into_iter().unzip();
        self.out.facts.extend(facts);
        self.cues.extend(cues);
    }

    /// Lets the numbers from `first` on count in what was carried in. One that is said to be new does so only if no other may.
    fn count_in_carried(&mut self, first: usize) {
        let lexis = self.lexis;
        let may = |cues: CueSet, fresh: bool| {
            let mut cues = cues.iter().filter_map(|at| lexis.cue(at));
            cues.any(|cue| !cue.including.is_empty() && cue.fresh == fresh)
        };
        let said = self.cues.get(first..).unwrap_or_default();
        let only_fresh = !said.iter().any(|&cues| may(cues, false));
        for (fact, &cues) in self.out.facts.iter_mut().zip(&self.cues).skip(first) {
            if may(cues, only_fresh) {
                count_in(self.edition, lexis, fact, cues);
            }
        }
    }

    /// 信息不存在 5 件，本机关不掌握 2 件: the row of the second may hold the first as well.
    fn drop_shared(&mut self, first: usize) {
        let shared = self.sentence.shared;
        if shared.is_empty() {
            return;
        }
        let said = self.out.facts.iter_mut().zip(&self.cues).skip(first);
        let is_shared = |cues: &CueSet| !cues.is_apart_from(shared);
        let unsure = said.filter(|(fact, cues)| fact.said == Said::Number && is_shared(cues));
        unsure.for_each(|(fact, _)| fact.readings.clear());
    }

    /// 网络、邮寄 12 件，当面 3 件: a number of several ways is a part if there are others.
    fn drop_parts_of_ways(&mut self) {
        let in_many_ways = std::mem::take(&mut self.sentence.in_many_ways);
        // 书面申请 3 件，网上申请 4 件: a number less than a part of it is no whole.
        if let [(_, _, part)] = self.sentence.parts.as_slice() {
            let first = self.sentence.first_fact;
            let said = self.out.facts.iter_mut().zip(&self.cues).skip(first);
            let is_less = |fact: &Fact| fact.said == Said::Number && fact.value < *part;
            let wholes = said.filter(|(_, cues)| cues.is_within(self.lexis.ways_of));
            let wholes = wholes.filter(|(fact, _)| is_less(fact));
            wholes.for_each(|(fact, _)| fact.readings.clear());
        }
        if self.sentence.parts.is_empty() && in_many_ways.len() < 2 {
            return;
        }
        for at in in_many_ways {
            if let Some(fact) = self.out.facts.get_mut(at) {
                fact.readings.clear();
            }
        }
    }

    /// 收到 75 件，办结 72 件，结转下年度 3 件: the text proves that the first number counts in what was carried in.
    pub(super) fn close_paragraph(&mut self) {
        let first = std::mem::replace(&mut self.first_of_paragraph, self.out.facts.len());
        self.drop_disputes_told_again(first);
        if self.out.facts.len() < first + 3 {
            return;
        }
        let tables = self.edition.tables.iter().enumerate();
        let mut balances = tables.flat_map(|(table, spec)| {
            let balances = spec.relations.iter().filter(|relation| !relation.fills);
            balances.map(move |relation| (table, relation))
        });
        let said = self.out.facts.get(first..).unwrap_or_default();
        if balances.any(|(table, relation)| counts_in_carried(said, table, relation)) {
            self.count_in_carried(first);
        }
    }

    /// 因信息公开被申请行政复议 3 件。全年行政复议 21 件。 What is said again with another number is said of all disputes.
    fn drop_disputes_told_again(&mut self, first: usize) {
        let mut told = FxHashMap::default();
        let mut again = Vec::new();
        let said = self.out.facts.iter().zip(&self.cues).enumerate();
        for (at, (fact, cues)) in said.skip(first) {
            if fact.said == Said::Number && fact.is_certain() && self.is_of_disputes(*cues) {
                let cells = (fact.table, fact.readings.as_slice());
                let before = *told.entry(cells).or_insert(fact.value);
                again.extend((before != fact.value).then_some(at));
            }
        }
        for at in again {
            self.out.facts[at].readings.clear();
        }
    }

    /// Whether cues are those of a subject that is compared only where disclosure is spoken of.
    pub(super) fn is_of_disputes(&self, cues: CueSet) -> bool {
        let mut subjects = cues
            .iter()
            .filter_map(|at| Some(self.lexis.cue(at)?.subject));
        let subject = subjects.next().and_then(|at| self.lexis.subjects.get(at));
        subject.is_some_and(|subject| subject.needs == Needs::Disclosure)
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
            self.out.listings.push(ListedSum { whole, parts });
        }
    }

    /// 教育局收到 3 件，民政局收到 2 件: different numbers for one cell are those of several bodies.
    fn drop_lists_of_bodies(&mut self, first: usize) {
        // For each sum of cells, with all that it may be as well, the first number, and whether another one follows.
        let mut said: FxHashMap<(usize, Vec<Sum>), (i64, bool)> = FxHashMap::default();
        let plain = |fact: &Fact| {
            let is_number = fact.said == Said::Number;
            let is_known = is_number && !fact.readings.is_empty();
            is_known.then(|| (fact.table, fact.readings.clone()))
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
}

/// Everything that was understood, of what was read paragraph by paragraph.
pub(in crate::narrative) fn finished(said: &paragraphs::SoFar, lexis: &Lexis) -> Narrative {
    let mut out = said.out.clone();
    let carried_out = CueSet::one(lexis.carried_out);
    drop_hasty_ends(&mut out, &said.cues, carried_out);
    prune(&mut out);
    out
}

/// Whether what came in, as the facts of a paragraph state it, is all that was done and all that was left.
fn counts_in_carried(said: &[Fact], table: usize, balance: &Relation) -> bool {
    let value_of = |cell: usize| -> Option<i64> {
        let is_meant = |fact: &&Fact| {
            let plain = fact.readings.first();
            fact.table == table
                && plain.is_some_and(|sum| sum.plus == [cell] && sum.minus.is_empty())
        };
        let mut values = said.iter().filter(is_meant).map(|fact| fact.value);
        let first = values.next()?;
        values.all(|value| value == first).then_some(first)
    };
    let ([new, carried], [done]) = (balance.parts.as_slice(), balance.minus.as_slice()) else {
        return false;
    };
    let went = value_of(*done).zip(value_of(balance.total));
    let carried = value_of(*carried);
    went.is_some_and(|(done, left)| value_of(*new) == done.checked_add(left))
        && carried.is_none_or(|carried| carried > 0)
}

/// Who states what is left to the next year has not said that nothing is left.
fn drop_hasty_ends(out: &mut Narrative, cues: &[CueSet], carried_out: CueSet) {
    let left_over = out.facts.iter().zip(cues).any(|(fact, cues)| {
        carried_out.is_within(*cues) && fact.value > 0 && fact.said == Said::Number
    });
    if left_over {
        let hasty = out
            .facts
            .iter_mut()
            .filter(|fact| fact.said == Said::All && fact.value == 0);
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
