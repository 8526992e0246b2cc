//! Reviews and suits: whether they are about disclosure, and what their results are parts of.

use super::super::Said;
use super::super::cells::{NamedCells, sums};
use super::super::tokens::Token;
use super::SentenceReader;
use super::number::StatedNumber;
use super::refusals::is_no_count;
use super::state::Last;
use crate::form::phrases::Role;
use crate::words::{Cue, CueSet};

impl SentenceReader<'_> {
    /// 因工伤认定被诉 3 件: where only the heading tells of disclosure, a suit is about it if nothing unknown leads to it.
    pub(super) fn is_of_unknown_matter(&self, number: &StatedNumber<'_>, subject: usize) -> bool {
        let is_row = |token: &&Token| {
            let cue = token.cue().and_then(|cue| self.lexis.cue(cue));
            cue.is_some_and(|cue| !cue.rows.is_empty())
        };
        let is_supposed = self.may_disclose && !self.disclosure;
        // 不予公开 5 件中 2 件经复议改为公开: 复议 leads to something else.
        let is_bound = match number.has_cue(self) {
            true => number.goes_on(),
            false => number.ends_in_known_words(),
        };
        is_supposed
            && self.needs_disclosure(subject)
            && number.words.iter().any(is_row)
            && !is_bound
    }

    /// 诉讼 9 件，直接起诉 7 件、复议后起诉 2 件，维持 5 件: of the last, or of all, as far as they are so many.
    pub(super) fn count_parts_of_wholes(&self, named: &mut NamedCells, value: i64) {
        let columns = named.cues.without(named.row_cues);
        let told = self.out.facts.iter().zip(&self.cues);
        let told = told.skip(self.sentence.first_fact);
        let rows_of = |cues: CueSet| {
            let rows = cues.iter().filter_map(|at| self.lexis.cue(at));
            rows.flat_map(|cue| cue.rows.iter().copied())
                .collect::<Vec<usize>>()
        };
        let own = rows_of(named.row_cues);
        if columns.is_empty() || own.is_empty() || !self.needs_disclosure(named.subject) {
            return;
        }
        let mut is_too_many = false;
        for (fact, &cues) in told {
            let rows = rows_of(cues);
            if fact.said == Said::Number && cues == named.row_cues {
                is_too_many = fact.value < value;
            }
            let is_whole = rows.len() > own.len() && own.iter().all(|row| rows.contains(row));
            if !is_whole || fact.said != Said::Number || fact.value < value {
                continue;
            }
            let columns: Vec<usize> = columns.iter().collect();
            let (edition, lexis) = (self.edition, self.lexis);
            let more = sums(edition, lexis, named.subject, &columns, Some(cues), false);
            let more = more.map(|more| more.readings).unwrap_or_default();
            named.readings.extend(more);
        }
        if is_too_many && named.readings.len() > 1 {
            named.readings.remove(0);
        }
    }

    /// 行政复议 12 件，其中涉及政府信息公开的 2 件: the second number is that of the table.
    pub(super) fn part_about_disclosure(&self, number: &StatedNumber<'_>) -> Option<NamedCells> {
        let rows = self.sentence.of_all_kinds?;
        let is_light = |word: &&Token| word.cue().is_none() || word.has(Role::Filler);
        let names = |word: &&Token| word.has(Role::Disclosure);
        let is_part = number.says(Role::Among)
            && number.goes_on()
            && number.words.iter().any(names)
            && number.words.iter().all(is_light)
            && number.ends_in_known_words();
        if !is_part || self.elsewhere().is_some() || is_no_count(number).is_some() {
            return None;
        }
        let cues: Vec<usize> = rows.iter().collect();
        let subject = self.lexis.cue(*cues.first()?)?.subject;
        let is_measured = number.count.unit_of.contains(subject);
        let cells = || sums(self.edition, self.lexis, subject, &cues, None, false);
        is_measured.then(cells).flatten()
    }

    /// Remembers the rows of a number of disputes of all kinds, unless another has been told before.
    pub(super) fn note_disputes_of_all_kinds(&mut self, number: &StatedNumber<'_>) {
        let cues = number.words.iter().filter(|word| !word.has(Role::Filler));
        let cues: CueSet = cues.filter_map(|word| word.cue()).collect();
        let is_row = |at: usize| {
            let cue = self.lexis.cue(at);
            let is_certain = |cue: &Cue| !cue.rows.is_empty() && cue.or.is_empty();
            cue.is_some_and(|cue| is_certain(cue) && self.needs_disclosure(cue.subject))
        };
        let is_only = !number.says(Role::Among) && !self.sentence.has_disputes_of_all_kinds;
        let rows = (is_only && cues.iter().all(is_row)).then_some(cues);
        self.sentence.of_all_kinds = rows.filter(|rows| !rows.is_empty());
        self.sentence.has_disputes_of_all_kinds = true;
    }

    /// 行政复议 3 件，维持 2 件，撤回 1 件: whether a word that is an end of applications, too, is one of the dispute that was told last.
    pub(super) fn ends_dispute(&self, token: &Token) -> bool {
        let cue = token.cue().and_then(|cue| self.lexis.cue(cue));
        let Some(cue) = cue.filter(|cue| cue.if_complete) else {
            return false;
        };
        let last = self.last.iter().max_by_key(|last| last.fact);
        let goes_on =
            |last: &Last| last.subject == cue.subject && last.fact >= self.sentence.first_fact;
        self.needs_disclosure(cue.subject) && last.is_some_and(goes_on)
    }

    /// Whether the words of a number name reviews or suits.
    pub(super) fn is_dispute(&self, number: &StatedNumber<'_>) -> bool {
        let mut cues = number.words.iter().filter_map(|word| word.cue());
        cues.any(|at| {
            let cue = self.lexis.cue(at);
            cue.is_some_and(|cue| self.needs_disclosure(cue.subject))
        })
    }
}
