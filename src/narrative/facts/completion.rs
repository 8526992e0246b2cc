//! All of it is done, which leaves nothing for another cell.

use super::super::cells::rows_alone;
use super::super::sentence::run_after;
use super::super::tokens::{Token, TokenMeaning};
use super::super::{Said, Sum};
use super::{SentenceReader, Topic};
use crate::form::phrases::Role;
use crate::span::Span;
use crate::words::Cue;

impl SentenceReader<'_> {
    /// Reads a clause that may say that all of it is done: nothing is left for the cell that `finished` names.
    pub(super) fn read_completion(&mut self, clause: &[Token], end: usize) {
        // 当面提交的 5 件当场办结: what came another way may be left.
        let stops = |token: &Token| {
            token.has(Role::Deny)
                || token.has(Role::About)
                || token.has(Role::Among)
                || token.entry().is_some_and(|entry| entry.way.is_some())
        };
        // Of what was taken over alone nothing follows for the rest.
        let has_said = self.out.facts.len() > self.sentence.first_fact;
        let carried_in = |token: &Token| token.cue() == Some(self.lexis.carried_in);
        let came_in = |token: &Token| {
            let cue = token.cue().filter(|_| self.is_known_cue(token));
            cue.is_some_and(|cue| self.lexis.ways_of.contains(cue))
        };
        let only_carried = has_said && self.sentence.n_not_carried == 0
            || clause.iter().any(carried_in) && !clause.iter().any(came_in);
        // 转来 2 件，均已答复: of a number that was not understood nothing follows for the rest either.
        let only_unknown = !has_said && self.sentence.passed_over;
        // 行政复议 3 件，均已答复: nothing is said of applications.
        let names_matter = clause
            .iter()
            .any(|token| token.subject().is_some() || came_in(token));
        let only_unknown = only_unknown || self.follows_dispute && !names_matter;
        let only_unknown = only_unknown || !has_said && self.is_of_unknown_things(clause);
        // 答复率 100 %（不含结转的 4 件）
        if self.is_less
            || self.sentence.has_rest
            || only_carried
            || only_unknown
            || clause.iter().any(stops)
        {
            return;
        }
        for (at, token) in clause.iter().enumerate() {
            let is_full = matches!(token.kind, TokenMeaning::Percent(100.0, _));
            let done = if token.has(Role::Rate) {
                self.full_rate(clause, at)
            } else if token.has(Role::All) || is_full {
                self.all_done(clause, at)
            } else {
                None
            };
            let Some((cue, stop)) = done else { continue };
            if self.topic != Topic::Subject(cue.subject) {
                continue;
            }
            let (subject, rows) = (cue.subject, &cue.finished);
            let Some(named) = rows_alone(self.edition, self.lexis, subject, rows) else {
                continue;
            };
            let said = clause.get(..stop.min(clause.len()));
            let stop = said
                .and_then(<[Token]>::last)
                .map_or(end, |token| token.end);
            let span = Span::new(token.start, stop.max(token.end));
            let place = Span::new(clause.first().map_or(token.start, |token| token.start), end);
            // 全部办结，办结率 100 % says one thing twice.
            let zero = (named.table, named.readings.clone());
            if !self.sentence.zeros.contains(&zero) {
                let unless = self.done_of_so_many(clause, at, cue);
                self.push(&named, span, place, Said::All, 0);
                if let Some(fact) = self.out.facts.last_mut() {
                    fact.unless = unless;
                }
            }
            let of_clause = self.out.silent.split_off(self.clause.first_silent);
            let others = of_clause
                .into_iter()
                .filter(|silent| !span.touches(silent.span));
            self.out.silent.extend(others);
            return;
        }
    }

    /// 媒体反映问题 6 个均已答复: whether a sentence that has told nothing yet is about something unknown.
    fn is_of_unknown_things(&self, clause: &[Token]) -> bool {
        let counts_applications =
            |token: &Token| token.has(Role::OfKind) && token.end - token.start > '类'.len_utf8();
        self.sentence.has_unknown
            && !self.sentence.names_disclosure
            && !clause.iter().any(counts_applications)
    }

    /// 53 件均已办结: that 53 were done, if it is not said of those that came in.
    fn done_of_so_many(&self, clause: &[Token], at: usize, cue: &Cue) -> Option<(Sum, i64)> {
        let before = clause.get(..at)?;
        let count = before.iter().rev().find_map(Token::count)?;
        let done = rows_alone(self.edition, self.lexis, cue.subject, &cue.rows)?;
        Some((done.readings.into_iter().next()?, count.value))
    }

    /// 办结率 100 %: the cue that is finished, and the index behind the words that say so.
    fn full_rate(&self, clause: &[Token], at: usize) -> Option<(&Cue, usize)> {
        // 规程编制完成率: of something else.
        let before = at.checked_sub(1).and_then(|before| clause.get(before));
        let is_of_unknown =
            |before: &Token| Some(before.end) != clause.get(at).map(|rate| rate.start);
        if before.is_some_and(is_of_unknown) {
            return None;
        }
        let after = run_after(clause, at);
        let light = clause.get(at + 1..after)?;
        let (last, next) = (clause.get(after - 1)?, clause.get(after)?);
        let is_full =
            matches!(next.kind, TokenMeaning::Percent(100.0, _)) && last.end == next.start;
        let is_plain = |token: &Token| token.cue().is_none() || token.has(Role::Filler);
        if !is_full || !light.iter().all(is_plain) {
            return None;
        }
        let cue = self
            .lexis
            .cues
            .iter()
            .find(|cue| !cue.finished.is_empty())?;
        Some((cue, after + 1)).filter(|(cue, _)| cue.is_known)
    }

    /// 全部办结: the same.
    fn all_done(&self, clause: &[Token], at: usize) -> Option<(&Cue, usize)> {
        let light = clause.get(at + 1..run_past_durations(clause, at))?;
        let cue_of = |token: &Token| token.cue().and_then(|cue| self.lexis.cue(cue));
        let finishes = |token: &Token| cue_of(token).is_some_and(|cue| !cue.finished.is_empty());
        let found = light.iter().position(finishes)?;
        let blocks = |token: &Token| {
            let names_other = cue_of(token).is_some_and(|cue| cue.finished.is_empty());
            names_other && !token.has(Role::Filler)
        };
        if light.iter().take(found).any(blocks) {
            return None;
        }
        Some((cue_of(light.get(found)?)?, at + found + 2))
    }
}

/// The index behind the unbroken run of light words behind `at`, and of how long something took (均在 20 个工作日内答复).
fn run_past_durations(clause: &[Token], at: usize) -> usize {
    let mut end = run_after(clause, at);
    while let (Some(count), Some(next)) = (clause.get(end), clause.get(end + 1)) {
        let touches = clause
            .get(end - 1)
            .is_some_and(|last| last.end == count.start);
        if !touches || count.count().is_none() || !next.has(Role::Duration) {
            break;
        }
        end = run_after(clause, end + 1);
    }
    end
}
