//! Reviews and suits: whether they are about disclosure, and what their results are parts of.

use super::super::Said;
use super::super::cells::{NamedCells, sums};
use super::super::tokens::{Token, TokenMeaning};
use super::SentenceReader;
use super::number::StatedNumber;
use super::refusals::is_no_count;
use super::state::Last;
use crate::form::phrases::{Needs, Role};
use crate::words::{Cue, CueSet};

impl SentenceReader<'_> {
    /// 因工伤认定、信息公开等被诉 3 件: not all of them are about disclosure.
    pub(super) fn is_of_many_matters(&self, number: &StatedNumber<'_>, subject: usize) -> bool {
        let lists = number
            .run
            .first()
            .is_some_and(|first| first.mark() == Some('、'));
        let names = |token: &Token| token.has(Role::Disclosure) || token.subject().is_some();
        lists && self.needs_disclosure(subject) && number.run.iter().any(names)
    }

    /// 因工伤认定被诉 3 件: where only the text above tells of disclosure, a suit is about it if nothing unknown leads to it.
    pub(super) fn is_of_unknown_matter(&self, number: &StatedNumber<'_>, subject: usize) -> bool {
        let is_row = |token: &&Token| {
            let cue = token.cue().and_then(|cue| self.lexis.cue(cue));
            cue.is_some_and(|cue| !cue.rows.is_empty())
        };
        // 因信息公开被诉 2 件；因土地纠纷被申请复议 9 件: a reason of its own.
        let gives_reason = number.far.iter().any(|token| token.has(Role::Because));
        let is_told = match gives_reason {
            true => self.clause.names_disclosure,
            false => self.sentence.names_disclosure,
        };
        let is_supposed = !is_told;
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

    /// 行政复议 46 件中涉及政府信息公开 31 件: the first number is that of all matters.
    pub(super) fn is_divided_by_matter(&self, number: &StatedNumber<'_>) -> bool {
        let mut right = number.right.iter();
        let names = |token: &Token| token.has(Role::Disclosure) || token.subject().is_some();
        number.is_divided() && self.is_dispute(number) && !number.is_last && right.any(names)
    }

    /// Whether a clause tells how many of the disputes before are about disclosure: 行政复议 12 件，其中维持 10 件，涉及政府信息公开的 2 件.
    pub(super) fn tells_part_of_disputes(&self, clause: &[Token]) -> bool {
        let sentence = &self.sentence;
        let is_told = sentence
            .disputes_from
            .or(sentence.disputes_before)
            .is_some();
        if !is_told || !self.clause.names_disclosure {
            return false;
        }
        let has = |role| clause.iter().any(|token| token.has(role));
        let divides = has(Role::Among) || sentence.divides;
        let before = sentence.disputes_before.filter(|_| divides);
        if sentence.disputes_from.or(before).is_none() {
            return false;
        }
        let counts = |token: &Token| {
            if matches!(token.kind, TokenMeaning::Percent(..)) {
                return true;
            }
            let units = token.count().map(|count| count.unit_of);
            let mut subjects =
                (0..self.lexis.subjects.len()).filter(|&at| self.needs_disclosure(at));
            units.is_some_and(|units| subjects.any(|at| units.contains(at)))
        };
        // 行政复议 12 件（政府信息公开 2 件）: a matter without a verb is that of the disputes.
        let says_why = has(Role::Because) || self.in_bracket || has(Role::Disclosure);
        let is_listed = has(Role::Deny) || says_why && clause.iter().any(counts);
        let names_row = clause.iter().any(|token| self.is_dispute_row(token));
        has(Role::Among) || !names_row && (divides || is_listed)
    }

    /// 行政诉讼 3 件，均与政府信息公开无关; 行政诉讼 3 件，均为土地纠纷: whether a clause says of the disputes before that they are of another matter.
    pub(super) fn tells_of_unrelated_disputes(
        &self,
        clause: &[Token],
        begin: usize,
        end: usize,
    ) -> bool {
        let sentence = &self.sentence;
        let from = sentence.disputes_from.or(sentence.disputes_before);
        let counts = clause.iter().any(Token::is_number);
        let (Some(first), false, true) = (clause.first(), counts, from.is_some()) else {
            return false;
        };
        if self.clause.names_disclosure {
            return clause.iter().any(|token| token.has(Role::Unrelated));
        }
        let second = clause.get(1);
        let speaks_of_all = first.has(Role::AllAre)
            || first.has(Role::All) && second.is_some_and(|second| second.has(Role::Because));
        let names_other = |token: &Token| {
            let cue = token.cue().and_then(|cue| self.lexis.cue(cue));
            token.has(Role::Foreign) || cue.is_some_and(|cue| !self.needs_disclosure(cue.subject))
        };
        let starts = clause.iter().map(|token| token.start).chain([end]);
        let ends = clause.iter().map(|token| token.end);
        let has_unknown = std::iter::once(begin).chain(ends).ne(starts);
        // 均为自然人提起: who, not what about.
        let names_applicants = clause.iter().any(|token| {
            let cue = token.cue().and_then(|cue| self.lexis.cue(cue));
            cue.is_some_and(|cue| !cue.columns.is_empty())
        });
        if names_applicants {
            return false;
        }
        let names_other = clause
            .iter()
            .any(|token| names_other(token) && !token.has(Role::Filler));
        speaks_of_all && first.start == begin && (has_unknown || names_other)
    }

    /// Whether a word names reviews or suits themselves, not how they ended.
    pub(super) fn is_dispute_row(&self, token: &Token) -> bool {
        let cue = token.cue().and_then(|cue| self.lexis.cue(cue));
        cue.is_some_and(|cue| !cue.rows.is_empty() && self.needs_disclosure(cue.subject))
    }

    /// The numbers of disputes before are those of all kinds.
    pub(super) fn drop_disputes_of_all_kinds(&mut self) {
        let sentence = &self.sentence;
        let from = sentence.disputes_from.or(sentence.disputes_before);
        let from = from.unwrap_or(self.out.facts.len());
        let mut dropped = Vec::new();
        for at in from..self.out.facts.len() {
            let cues = self.cues.get(at).copied().unwrap_or_default();
            let is_dispute = self.is_of_disputes(cues);
            if let Some(fact) = self.out.facts.get_mut(at)
                && fact.value > 0
                && is_dispute
            {
                fact.readings.clear();
                dropped.push((fact.said, cues));
            }
        }
        let is_row = |at: usize| {
            let cue = self.lexis.cue(at);
            cue.is_some_and(|cue| !cue.rows.is_empty() && cue.or.is_empty())
        };
        self.sentence.of_all_kinds = match dropped.as_slice() {
            [] => self.sentence.of_all_kinds,
            [(Said::Number, cues)] if cues.iter().all(is_row) => Some(*cues),
            _ => None,
        };
        let disputes = |last: &Last| self.needs_disclosure(last.subject);
        let kept = self.last.iter().filter(|last| !disputes(last)).copied();
        self.last = kept.collect();
    }

    /// 行政复议 12 件，其中涉及政府信息公开的 2 件，行政诉讼 5 件: the last are of all kinds again. `is_told`: whether the part is compared.
    pub(super) fn end_part_of_disputes(&mut self, clause: &[Token], is_told: bool) {
        self.sentence.disputes_from = None;
        self.sentence.disputes_before = None;
        self.sentence.has_disputes_of_all_kinds = false;
        if !clause.iter().any(|token| self.is_dispute_row(token)) {
            (self.disclosure, self.may_disclose) = (false, false);
            self.sentence.goes_on_from_part = is_told;
        }
    }

    /// Remembers whether a number that has been read is one of disputes.
    pub(super) fn note_dispute(&mut self, number: &StatedNumber<'_>, is_told: bool) {
        let names_row = number.left.iter().any(|token| self.is_dispute_row(token));
        if self.is_dispute(number) || names_row && !is_told {
            let first = self.out.facts.len() - usize::from(is_told);
            self.sentence.disputes_from.get_or_insert(first);
            self.follows_dispute = true;
        } else if is_told && !number.says(Role::Among) {
            self.follows_dispute = false;
        }
    }

    /// 行政复议 12 件，其中涉及政府信息公开申请答复的 2 件: no answers to applications.
    pub(super) fn says_what_disputes_are_about(
        &self,
        number: &StatedNumber<'_>,
        subject: usize,
    ) -> bool {
        let is_part = number.says(Role::Among) || number.says(Role::Because);
        self.follows_dispute && is_part && !self.needs_disclosure(subject)
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

    /// 收到 45 件，其中撤回 2 件: whether a word that is foreign elsewhere is an end of the applications that were told last.
    pub(super) fn ends_application(&self, token: &Token) -> bool {
        let last = self.last.iter().max_by_key(|last| last.fact);
        let goes_on = |last: &Last| {
            let subject = self.lexis.subjects.get(last.subject);
            let is_needed = subject.is_some_and(|subject| subject.needs == Needs::Subject);
            is_needed && last.fact >= self.sentence.first_fact
        };
        token.has(Role::Unlisted) && last.is_some_and(goes_on)
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
