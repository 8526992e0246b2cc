//! A number in a clause: which cells it names, by the cues that hang together with it.

use super::super::Said;
use super::super::cells::{Named, sums};
use super::super::lexis::{CueSet, set_of};
use super::super::sentence::{run_after, run_before};
use super::super::tokens::Token;
use super::{Clause, Reader, Topic};
use crate::form::phrases::{Needs, Role};
use crate::span::Span;

impl Reader<'_> {
    /// One number. True if it became a fact.
    pub(super) fn read_count(&mut self, clause: &Clause<'_>) -> bool {
        let Some(token) = clause.tokens.get(clause.at) else {
            return false;
        };
        let Some(count) = token.count() else {
            return false;
        };
        let left = clause.left();
        let right = clause.right();
        if left
            .last()
            .is_some_and(|last| last.end == token.start && last.has(Role::About))
        {
            return false;
        }
        // Something unknown directly behind the number is what it counts.
        match right.first() {
            Some(next) if next.start != token.end || next.has(Role::Beyond) => return false,
            Some(next) if next.has(Role::Plain) => return false,
            None if clause.right_end() != token.end => return false,
            _ => {}
        }
        let before = run_before(clause.tokens, clause.at).max(clause.first);
        let run = clause.tokens.get(before..clause.at).unwrap_or_default();
        if run.is_empty()
            && !left.is_empty()
            && left.last().is_some_and(|last| last.end != token.start)
        {
            return false;
        }
        if before == clause.first && before > 0 && run.is_empty() {
            // Two numbers side by side.
            let touches = clause
                .tokens
                .get(before - 1)
                .is_some_and(|last| last.end == token.start);
            if touches {
                return false;
            }
        }
        let far = left.get(..left.len() - run.len()).unwrap_or_default();
        if far.last().is_some_and(|last| {
            last.has(Role::About) && run.first().is_some_and(|first| first.start == last.end)
        }) {
            return false;
        }
        // 其中城关镇收到 3 件: a part of somebody else's.
        if far.iter().any(|token| token.has(Role::Among)) {
            self.sentence.elsewhere = true;
            return false;
        }
        let after = run_after(clause.tokens, clause.at).min(clause.at + 1 + right.len());
        let behind = clause.tokens.get(clause.at + 1..after).unwrap_or_default();
        // 结转 of no certain direction is no word for anything.
        let stops = |token: &Token| token.has(Role::Deny) || token.has(Role::Carry);
        if left.iter().chain(behind).any(stops) {
            return false;
        }
        let mut words: Vec<&Token> = run.iter().collect();
        if !run.iter().any(|token| self.is_known_cue(token)) {
            if far.iter().any(|token| self.is_known_cue(token)) {
                return false;
            }
            // 12件全部办结: the number is not that of the cue behind it.
            let all = behind.iter().position(|token| token.has(Role::All));
            words.extend(behind.iter().take(all.unwrap_or(behind.len())));
        } else {
            // What stands behind may only name the subject again.
            words.extend(behind.iter().filter(|token| token.subject().is_some()));
            if far.iter().any(|token| self.hangs_loose(token, run)) {
                return false;
            }
        }
        let ways: Vec<u8> = {
            let all = left
                .iter()
                .chain(behind)
                .filter_map(|token| token.entry()?.way);
            let mut ways: Vec<u8> = all.collect();
            ways.sort_unstable();
            ways.dedup();
            ways
        };
        let together = run.iter().any(|token| token.has(Role::Together));
        let via = left.iter().any(|token| token.has(Role::Via));
        if let [way] = ways.as_slice() {
            let plain = words
                .iter()
                .filter_map(|token| token.cue())
                .all(|cue| self.lexis.ways_of >> cue & 1 == 1);
            if plain && count.unit_of != 0 && !count.in_words {
                let span = Span::new(token.start, count.digits_end);
                self.sentence.parts.push((*way, span, count.value));
            }
            return false;
        }
        if (via || !ways.is_empty()) && !together {
            return false;
        }
        let has_unit =
            count.unit_of != 0 || (count.value < 1000 && self.may_lack_unit(run, clause));
        // A year that has lost its 年 is no number.
        let is_year = self
            .year
            .is_some_and(|year| (i64::from(year) - count.value).abs() <= 1);
        if !has_unit || is_year {
            return false;
        }
        let among = left.iter().any(|token| token.has(Role::Among));
        // Nothing but words of weight before it in the clause.
        let start = run.first().map_or(token.start, |first| first.start);
        let goes_on = far.is_empty() && start == clause.begin;
        let Some(named) = self.name(&words, together, among, goes_on, count.value == 0) else {
            return false;
        };
        if count.unit_of != 0 && count.unit_of >> named.subject.min(7) & 1 == 0 {
            return false;
        }
        let said = if count.in_words {
            Said::None
        } else {
            Said::Number
        };
        let span = Span::new(token.start, count.digits_end);
        let place = Span::new(clause.start(), clause.right_end());
        self.push(&named, span, place, said, count.value)
    }

    /// A number without measure word is one if it ends its clause and a word leads to it: 申请数为 12.
    pub(super) fn may_lack_unit(&self, run: &[Token], clause: &Clause<'_>) -> bool {
        let leads = |last: &Token| last.has(Role::States);
        clause.right().is_empty() && run.last().is_some_and(leads)
    }

    /// Whether a word names cells by itself.
    pub(super) fn is_known_cue(&self, token: &Token) -> bool {
        let Some(cue) = token.cue() else { return false };
        self.lexis.cue(cue).is_none_or(|cue| !cue.bare)
    }

    /// Whether a cue beyond something unknown might have a say in what the number of `run` names.
    pub(super) fn hangs_loose(&self, token: &Token, run: &[Token]) -> bool {
        let Some(cue) = token.cue().and_then(|cue| self.lexis.cue(cue)) else {
            return false;
        };
        if token.has(Role::Filler) {
            return false;
        }
        let subject = run
            .iter()
            .filter_map(|token| self.lexis.cue(token.cue()?))
            .map(|cue| cue.subject)
            .next();
        subject == Some(cue.subject)
    }

    /// The cells that the cues among `words` name together.
    pub(super) fn name(
        &self,
        words: &[&Token],
        together: bool,
        among: bool,
        goes_on: bool,
        none: bool,
    ) -> Option<Named> {
        let own = words.iter().find_map(|token| token.subject());
        let strong = words
            .iter()
            .filter(|token| !token.has(Role::Filler))
            .filter_map(|token| self.lexis.cue(token.cue()?))
            .map(|cue| cue.subject)
            .next_back();
        let mut cues: Vec<usize> = Vec::new();
        for token in words {
            let Some(at) = token.cue() else { continue };
            let cue = self.lexis.cue(at)?;
            let weak =
                token.has(Role::Filler) && strong.is_some_and(|strong| strong != cue.subject);
            let lacks_subject = cue.bare && own != Some(cue.subject);
            if !weak && !lacks_subject && !cues.contains(&at) {
                cues.push(at);
            }
        }
        let joined = words
            .iter()
            .any(|token| token.has(Role::And) || token.mark() == Some('、'));
        let all = set_of(&cues);
        let outranked = |at: usize| {
            cues.iter().any(|&other| {
                let over = self.lexis.cue(other).map_or(0, |cue| cue.over);
                let sums = self.lexis.cue(other).map_or(0, |cue| cue.sums_with);
                over >> at & 1 == 1 && !(joined && together && sums >> at & 1 == 1)
            })
        };
        let mut kept: Vec<usize> = cues.iter().copied().filter(|&at| !outranked(at)).collect();
        // A bare amount gives way to any verb.
        if kept.len() > 1 {
            kept.retain(|&at| self.lexis.cue(at).is_some_and(|cue| !cue.bare));
        }
        if kept.is_empty()
            && let Some(subject) = own.filter(|_| together && all == 0)
        {
            kept.extend(self.lexis.subjects.get(subject)?.bare);
        }
        // 某公司政府信息公开申请 5 件: whose, is unknown.
        let is_bare = |&at: &usize| self.lexis.cue(at).is_some_and(|cue| cue.bare);
        if !goes_on && kept.iter().all(is_bare) {
            return None;
        }
        let kept_set = set_of(&kept);
        let joining = |cue: &super::super::lexis::Cue| kept.len() > 1 && cue.joins == kept_set;
        if let Some(at) = self.lexis.cues.iter().position(joining) {
            kept = vec![at];
        }
        let subject = self.lexis.cue(*kept.first()?)?.subject;
        if kept
            .iter()
            .any(|&at| self.lexis.cue(at).is_none_or(|cue| cue.subject != subject))
        {
            return None;
        }
        if !self.is_about(subject, &kept, none) {
            return None;
        }
        let parent = self.parent(subject);
        let divides = |at: &usize| {
            self.lexis
                .cue(*at)
                .is_some_and(|cue| !cue.columns.is_empty())
        };
        // A list goes on: 作出行政许可决定 9 件、行政处罚 3 件.
        let about = self.lexis.subjects.get(subject)?;
        if about.column.is_none() && !kept.iter().any(divides) {
            let last = self
                .last
                .iter()
                .rev()
                .find(|last| last.subject == subject)?;
            if !goes_on || last.fact < self.sentence.first_fact {
                return None;
            }
            kept.extend(super::super::cells::members(last.columns));
        }
        sums(self.edition, self.lexis, subject, &kept, parent, among)
    }

    /// The cues of the rows that were last spoken of.
    pub(super) fn parent(&self, subject: usize) -> Option<CueSet> {
        let last = self.last.iter().rev().find(|last| last.subject == subject);
        last.map(|last| last.cues)
    }

    /// Whether the text has said enough for the cues of a subject to count.
    pub(super) fn is_about(&self, subject: usize, cues: &[usize], none: bool) -> bool {
        let needs = self
            .lexis
            .subjects
            .get(subject)
            .map(|subject| subject.needs);
        match needs {
            Some(Needs::Subject) => {
                self.topic == Topic::Subject(subject)
                    || cues
                        .iter()
                        .any(|&at| self.lexis.cue(at).is_some_and(|cue| cue.alone))
            }
            // Who has none at all has none about disclosure.
            Some(Needs::Disclosure) => self.disclosure || none,
            Some(Needs::Nothing) => true,
            None => false,
        }
    }
}
