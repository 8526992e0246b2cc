//! Percentages: of what, and a share of what.

use super::super::cells::{whole_of_columns, wholes_of};
use super::super::silence::Silence;
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

    fn share(&self, clause: &[Token], at: usize, percent: f64, decimals: u32) -> Option<Share> {
        let token = clause.get(at)?;
        let before = clause.get(..at)?;
        if !is_led_to(before, token.start) && !self.fills_bracket(token) {
            return None;
        }
        let last = self.last.last()?;
        let is_of_sentence = last.fact >= self.sentence.first_fact;
        let fact = self.out.facts.get(last.fact)?;
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
