//! One clause: its numbers in order, then what it says without a number.

use super::super::Said;
use super::super::sentence::{run_before, with_carries};
use super::super::silence::Silence;
use super::super::tokens::{Token, TokenMeaning};
use super::context::names_disclosure;
use super::number::{At, StatedNumber};
use super::{ClauseState, SentenceReader, Topic, behind};
use crate::form::phrases::{Needs, Role};
use crate::span::Span;
use crate::words::{Cue, CueSet};

impl SentenceReader<'_> {
    pub(super) fn read_clause(&mut self, tokens: &[Token], begin: usize, end: usize) {
        let n_years = self.carry_years.len();
        let clause = with_carries(
            tokens,
            self.lexis,
            self.year,
            (self.closes_account() || self.leaves_so_many(tokens)).then_some(false),
            &mut self.carry_years,
        );
        self.note_carry_years(n_years);
        self.clause = ClauseState {
            is_foreign: self.note_topic(&clause),
            is_bracket: self.in_bracket,
            lists_foreign: self.sentence.lists_on
                && (self.clause.is_foreign || self.clause.lists_foreign),
            // 与上年复议 2 件、诉讼 1 件相比
            than: self.is_than_outside || self.sentence.lists_on && self.clause.than,
            names_disclosure: names_disclosure(&clause),
            first_silent: self.out.silent.len(),
            ..ClauseState::default()
        };
        self.note_other_matter(&clause);
        if self.tells_of_unrelated_disputes(&clause, begin, end) {
            self.drop_disputes_of_all_kinds();
            (self.disclosure, self.may_disclose) = (false, false);
            return;
        }
        self.note_turns(&clause, begin);
        self.note_change(&clause, begin);
        let is_part = self.tells_part_of_disputes(&clause);
        self.note_parts(&clause, is_part);
        self.note_published(&clause, begin, end);
        let (n_facts, n_parts) = (self.out.facts.len(), self.sentence.parts.len());
        let any_fact = self.read_numbers(&clause, begin, end);
        let counts = clause.iter().any(|token| token.count().is_some());
        self.note_announcement(&clause, begin, end);
        self.note_name(&clause, begin, end);
        let is_passed_over = counts && !any_fact && self.sentence.parts.len() == n_parts;
        if is_passed_over && self.is_strange(&clause) {
            self.topic = Topic::Foreign;
        }
        if is_part {
            self.end_part_of_disputes(&clause, any_fact);
        }
        if self.clause.is_foreign {
            // What follows has to name disclosure again.
            (self.disclosure, self.may_disclose) = (false, false);
        }
        if self.is_out() {
            return;
        }
        self.read_alike(&clause, begin, end);
        if !any_fact || !counts {
            self.read_denial(&clause, end);
        }
        if self.out.facts.len() == n_facts || any_fact {
            self.read_completion(&clause, end);
        }
    }

    /// 因行政处罚被申请复议 3 件，维持 2 件: the disputes of another matter, unless disclosure is named too.
    fn note_other_matter(&mut self, clause: &[Token]) {
        if !self.names_matter_of_no_application(clause) {
            return;
        }
        self.may_disclose = false;
        if clause.iter().any(|token| self.is_dispute_row(token)) {
            self.disclosure = false;
        }
    }

    pub(super) fn names_matter_of_no_application(&self, clause: &[Token]) -> bool {
        let is_of_other = |token: &Token| {
            let cue = token.cue().and_then(|cue| self.lexis.cue(cue));
            let subject = cue.and_then(|cue| self.lexis.subjects.get(cue.subject));
            subject.is_some_and(|subject| subject.needs == Needs::Nothing)
                && !token.has(Role::Filler)
        };
        !self.clause.names_disclosure && clause.iter().any(is_of_other)
    }

    /// 收到 12 件，上年结转 2 件，办结 11 件，结转 3 件: all but what is left has been told.
    fn closes_account(&self) -> bool {
        let told = self.cues.get(self.sentence.first_fact..);
        let any_is = |told: &[CueSet], is: fn(&Cue) -> bool| {
            let mut cues = told.iter().flat_map(|cues| cues.iter());
            cues.any(|at| self.lexis.cue(at).is_some_and(is))
        };
        let told = told.unwrap_or_default();
        let last = told.last().map(std::slice::from_ref).unwrap_or_default();
        any_is(last, |cue| !cue.finished.is_empty())
            && any_is(told, |cue| !cue.including.is_empty())
            && told.iter().any(|cues| cues.contains(self.lexis.carried_in))
    }

    /// 收到 12 件，办结 11 件，结转 1 件; 收到 12 件，办结 12 件，没有结转件: what is left of those that came in.
    fn leaves_so_many(&self, clause: &[Token]) -> bool {
        let lists = |token: &Token| token.has(Role::Including) || token.has(Role::Among);
        if self.in_bracket || clause.iter().any(lists) {
            return false;
        }
        let told = self.out.facts.iter().zip(&self.cues);
        let (mut came, mut done) = (None, None);
        for (fact, cues) in told.skip(self.sentence.first_fact) {
            let is = |is: fn(&Cue) -> bool| {
                let mut cues = cues.iter().filter_map(|at| self.lexis.cue(at));
                fact.said != Said::All && cues.any(is)
            };
            if is(|cue| !cue.including.is_empty()) {
                came = Some(fact.value);
            }
            if is(|cue| !cue.finished.is_empty()) {
                done = Some(fact.value);
            }
        }
        let left = clause.iter().find_map(Token::count);
        let left = left.map(|left| left.value).filter(|&left| left > 0);
        let denies = clause.iter().any(|token| token.has(Role::Deny));
        let left = left.or(denies.then_some(0));
        // 未受理申请，不存在结转情况: of none, none was done.
        let done = done.or(came.filter(|&came| came == 0));
        left.is_some()
            && came
                .zip(done)
                .and_then(|(came, done)| came.checked_sub(done))
                == left
    }

    /// 规范性文件方面：制发 3 件: a clause that names nothing but one row says whose columns follow.
    fn note_announcement(&mut self, clause: &[Token], begin: usize, end: usize) {
        let is_whole = clause.first().is_some_and(|first| first.start == begin)
            && run_before(clause, clause.len()) == 0
            && clause.last().is_some_and(|last| last.end == end);
        let mut cues = clause.iter().filter_map(Token::cue);
        let (Some(cue), None, true) = (cues.next(), cues.next(), is_whole) else {
            return;
        };
        let Some(named) = self.lexis.cue(cue).filter(|named| !named.rows.is_empty()) else {
            return;
        };
        // Where a row alone names a cell, a verb that follows may be about something else.
        let subject = self.lexis.subjects.get(named.subject);
        if subject.is_some_and(|subject| subject.column.is_none()) {
            self.sentence.announced = Some((named.subject, CueSet::one(cue)));
        }
    }

    /// 受理低保申请 35 件，办结 35 件; 主动公开 60 件，依申请公开 20 件: what was not understood is what the rest is about.
    fn is_strange(&self, clause: &[Token]) -> bool {
        if self.sentence.was_foreign {
            return true;
        }
        // 办结的 12 件中，10 件为新收: a part of them is no matter of its own.
        if self.sentence.whole.is_some() {
            return false;
        }
        // 20件均已办结 says nothing of the number.
        // 商业企业 2 件: who applied is no matter of its own.
        let names = |token: &Token| {
            let cue = token.cue().and_then(|cue| self.lexis.cue(cue));
            let is_row = cue.is_none_or(|cue| !cue.rows.is_empty());
            self.is_known_cue(token) && is_row && !token.has(Role::Filler)
        };
        let is_explained = |token: &Token| {
            let cue = token.cue().and_then(|cue| self.lexis.cue(cue));
            token.subject().is_some()
                || token.has(Role::Unlisted)
                || token.has(Role::PartOfDone)
                || token.has(Role::All)
                || cue.is_some_and(|cue| cue.alone || !cue.over.is_empty())
        };
        clause.iter().any(names) && !clause.iter().any(is_explained)
    }

    /// 17 件法人申请中: the numbers that follow are parts of these alone.
    fn divides_column(&self, number: &StatedNumber<'_>) -> bool {
        let divides = |token: &Token| {
            let cue = token.cue().and_then(|cue| self.lexis.cue(cue));
            cue.is_some_and(|cue| !cue.columns.is_empty())
        };
        let is_within = |token: &Token| token.has(Role::Within);
        number.behind.iter().any(divides) && number.behind.last().is_some_and(is_within)
    }

    /// Why nothing here can be about the body's own year, if so.
    pub(super) fn elsewhere(&self) -> Option<Silence> {
        let (clause, sentence) = (&self.clause, &self.sentence);
        let reasons = [
            (clause.is_foreign, Silence::OtherMatter),
            (sentence.as_of, Silence::OtherTime),
            (clause.is_cumulative, Silence::OtherTime),
            (sentence.other_year, Silence::OtherYear),
            (sentence.part_of_year, Silence::OtherTime),
            (sentence.lacks_part, Silence::OtherPart),
            (clause.than, Silence::Difference),
        ];
        let mut reasons = reasons.into_iter().filter(|(applies, _)| *applies);
        let first = reasons.next().map(|(_, why)| why);
        match clause.is_foreign {
            true => first,
            false => sentence.elsewhere.or(first),
        }
    }

    fn is_out(&self) -> bool {
        self.elsewhere().is_some()
    }

    /// Reads every number of a clause. True if one of them became a fact.
    fn read_numbers(&mut self, clause: &[Token], begin: usize, end: usize) -> bool {
        let mut first = 0;
        let mut any_fact = false;
        for (at, token) in clause.iter().enumerate() {
            self.clause.than |= token.has(Role::Than);
            self.note_time_and_body(clause, at, begin);
            if !token.is_number() {
                continue;
            }
            let place = At {
                clause,
                at,
                first,
                begin: behind(clause, first, begin),
                end,
            };
            let read = match token.kind {
                TokenMeaning::Percent(percent, decimals) => {
                    self.read_share(clause, at, percent, decimals)
                }
                TokenMeaning::Count(_) => {
                    let number = StatedNumber::of(&place, self);
                    let divides = number.as_ref().is_some_and(|it| self.divides_column(it));
                    self.sentence.divides_column |= divides;
                    let read = number.map(|number| {
                        let read = self.read_count(&number);
                        self.note_dispute(&number, read.is_ok());
                        read
                    });
                    any_fact |= read == Some(Ok(()));
                    read.unwrap_or(Err(Silence::NotPlain))
                }
                _ => Err(Silence::NotPlain),
            };
            if let Err(why) = read {
                let rest = clause.get(at + 1..).unwrap_or_default();
                let next = rest.iter().find(|token| token.is_number());
                let stop = next.map_or(end, |next| next.start);
                self.pass_over(token, Span::new(place.begin, stop), why);
            }
            first = at + 1;
        }
        any_fact
    }
}
