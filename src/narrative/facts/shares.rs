//! Percentages: of what, and a share of what.

use super::super::tokens::Token;
use super::super::{Said, Share};
use super::Reader;
use crate::form::phrases::Role;
use crate::span::Span;

impl Reader<'_> {
    pub(super) fn read_share(&mut self, clause: &[Token], at: usize, percent: f64, decimals: u32) {
        let Some(token) = clause.get(at) else { return };
        let mut start = at;
        loop {
            let Some(before) = start.checked_sub(1).and_then(|at| clause.get(at)) else {
                return;
            };
            if clause
                .get(start)
                .is_some_and(|next| next.start != before.end)
            {
                return;
            }
            start -= 1;
            if before.has(Role::Share) {
                break;
            }
            if !(before.has(Role::ShareFiller) || before.subject().is_some())
                || before.has(Role::About)
            {
                return;
            }
        }
        let Some(last) = self
            .last
            .last()
            .filter(|last| last.fact >= self.sentence.first_fact)
        else {
            return;
        };
        let Some(fact) = self
            .out
            .facts
            .get(last.fact)
            .filter(|fact| fact.said == Said::Number)
        else {
            return;
        };
        let ([part], table) = (fact.readings.as_slice(), fact.table) else {
            return;
        };
        if last.fact + 1 != self.out.facts.len() {
            return;
        }
        let Some(wholes) = super::super::cells::wholes_of(self.edition, self.lexis, last.cues)
        else {
            return;
        };
        let span = Span::new(token.start, token.end);
        self.out.shares.push(Share {
            span,
            percent,
            decimals,
            table,
            part: part.clone(),
            wholes,
        });
    }
}
