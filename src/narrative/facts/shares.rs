//! Percentages: of what, and a share of what.

use super::super::cells::{whole_of_columns, wholes_of};
use super::super::sentence::run_before;
use super::super::silence::{Silence, Silent};
use super::super::tokens::Token;
use super::super::{Said, Share};
use super::SentenceReader;
use crate::form::phrases::Role;
use crate::span::Span;

impl SentenceReader<'_> {
    /// Reads the percentage at `at` as a share of the number before, or says why it is none.
    pub(super) fn read_share(
        &mut self,
        clause: &[Token],
        at: usize,
        percent: f64,
        decimals: u32,
    ) -> Result<(), Silence> {
        let share = self.share(clause, at, percent, decimals);
        self.out.shares.push(share.ok_or(Silence::ShareOfWhat)?);
        Ok(())
    }

    /// 予以公开 12 件（40 %）
    fn fills_bracket(&self, token: &Token) -> bool {
        let before = self.text.get(..token.start);
        let behind = self.text.get(token.end..);
        self.in_bracket
            && before.is_some_and(|before| before.ends_with('('))
            && behind.is_some_and(|behind| behind.starts_with(')'))
    }

    /// Whether nothing stands between a number and the share at byte `start` that could be what the share is of: another number, or words before
    /// 占 that are not known (其余各类占 60 %).
    fn follows(&self, before: &[Token], number: Span, start: usize) -> bool {
        let is_between = |silent: &Silent| {
            silent.span.start >= number.end && (silent.span.start as usize) < start
        };
        let opens_clause = |token: &Token| {
            self.text
                .get(..token.start)
                .is_some_and(|text| text.ends_with([',', ';', '(']))
        };
        let leads = before.iter().position(|token| token.has(Role::Share));
        let leads_on = leads.is_none_or(|at| {
            let light = before.get(run_before(before, at)..at).unwrap_or_default();
            let first = light.first().or_else(|| before.get(at));
            let counts = at
                .checked_sub(light.len() + 1)
                .and_then(|at| before.get(at));
            let touches = counts.is_some_and(|count| {
                count.is_number() && Some(count.end) == first.map(|first| first.start)
            });
            touches || first.is_some_and(opens_clause)
        });
        leads_on && !self.out.silent.iter().rev().any(is_between)
    }

    fn share(&self, clause: &[Token], at: usize, percent: f64, decimals: u32) -> Option<Share> {
        let token = clause.get(at)?;
        let before = clause.get(..at)?;
        // 公开 5 件、不予公开 1 件，分别占 80%、20%: not all of the last.
        let is_one_of_several = before.iter().any(|token| token.has(Role::Each));
        if self.sentence.divides_column
            || is_one_of_several
            || !is_led_to(before, token.start) && !self.fills_bracket(token)
        {
            return None;
        }
        let last = self.last.last()?;
        let is_of_sentence = last.fact >= self.sentence.first_fact;
        let fact = self.out.facts.get(last.fact)?;
        if !self.follows(before, fact.span, token.start) {
            return None;
        }
        let is_last = last.fact + 1 == self.out.facts.len();
        let [part] = fact.readings.as_slice() else {
            return None;
        };
        if !is_of_sentence || !is_last || fact.said != Said::Number {
            return None;
        }
        Some(Share {
            span: Span::new(token.start, token.end),
            percent,
            decimals,
            table: fact.table,
            part: part.clone(),
            wholes: wholes_of(self.edition, self.lexis, last.cues)
                .or_else(|| whole_of_columns(self.edition, self.lexis, last.subject, part))?,
        })
    }
}

/// Whether 占, with nothing of weight behind it, leads to byte `start`.
fn is_led_to(before: &[Token], mut start: usize) -> bool {
    for token in before.iter().rev() {
        if token.end != start {
            return false;
        }
        if token.has(Role::Share) {
            return true;
        }
        let is_light = token.has(Role::ShareFiller) || token.subject().is_some();
        if !is_light || token.has(Role::About) {
            return false;
        }
        start = token.start;
    }
    false
}
