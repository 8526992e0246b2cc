//! Words that stand for 0: nothing was received, all is done.

use super::super::Said;
use super::super::cells::{Named, sums};
use super::super::lexis::set_of;
use super::super::sentence::{run_after, run_before};
use super::super::tokens::{Kind, Token};
use super::{Reader, Topic, cues_over};
use crate::form::phrases::{Needs, Role};
use crate::span::Span;

impl Reader<'_> {
    /// A clause that denies what a cue names says 0.
    pub(super) fn read_denial(&mut self, clause: &[Token], end: usize) {
        if clause
            .iter()
            .any(|token| token.count().is_some() || token.has(Role::Rest))
        {
            return;
        }
        if let Some(token) = clause.iter().find(|token| token.has(Role::Nothing)) {
            let subject = match self.topic {
                Topic::Subject(subject) => subject,
                _ => return,
            };
            let row_cue = self
                .lexis
                .subjects
                .get(subject)
                .and_then(|subject| subject.row_cue);
            if let Some(named) = row_cue.and_then(|cue| self.plainly(subject, cue)) {
                let span = Span::new(token.start, token.end);
                self.push_zero(&named, span, span);
            }
            return;
        }
        let mut denials = clause
            .iter()
            .enumerate()
            .filter(|(_, token)| token.has(Role::Deny));
        let Some((at, denial)) = denials.next() else {
            return;
        };
        if denials.next().is_some() {
            return;
        }
        let rest = clause.get(at + 1..).unwrap_or_default();
        let is_free = |token: &Token| {
            token.has(Role::Plain) || token.has(Role::About) || token.has(Role::Beyond)
        };
        if rest.iter().any(is_free) {
            return;
        }
        // Nothing unknown may follow the last word of weight.
        let last = rest.last().map_or(denial.end, |token| token.end);
        if last != end || rest.is_empty() {
            return;
        }
        let tail = run_before(clause, clause.len()).max(at + 1);
        let tail = clause.get(tail..).unwrap_or_default();
        let strong = tail
            .iter()
            .filter(|token| !token.has(Role::Filler) || token.subject().is_some())
            .filter_map(|token| Some(self.lexis.cue(token.cue()?)?.subject))
            .next_back();
        let own = rest.iter().find_map(Token::subject);
        let touches = |token: Option<&Token>| token.is_some_and(|token| token.start == denial.end);
        let Some(subject) = strong.or(own) else {
            return;
        };
        let needs = self
            .lexis
            .subjects
            .get(subject)
            .map(|subject| subject.needs);
        let is_adjacent = touches(rest.first());
        let unbroken = run_after(clause, at) >= clause.len();
        let words: Vec<&Token> = if needs == Some(Needs::Disclosure) {
            tail.iter().collect()
        } else if is_adjacent && (unbroken || tail.iter().any(|token| token.subject().is_some())) {
            rest.iter().collect()
        } else {
            return;
        };
        let mut cues: Vec<usize> = words
            .iter()
            .filter_map(|token| token.cue())
            .filter(|&at| {
                self.lexis
                    .cue(at)
                    .is_some_and(|cue| cue.subject == subject && !cue.bare)
            })
            .collect();
        let own_row = self
            .lexis
            .subjects
            .get(subject)
            .and_then(|subject| subject.row_cue);
        if cues.is_empty() {
            cues.extend(own_row.filter(|_| own == Some(subject)));
        }
        let set = set_of(&cues);
        cues.retain(|&at| {
            let over = cues_over(self.lexis, set);
            over >> at & 1 == 0
        });
        cues.sort_unstable();
        cues.dedup();
        if !cues
            .iter()
            .any(|&at| self.lexis.cue(at).is_some_and(|cue| cue.deniable))
        {
            return;
        }
        let is_app = needs == Some(Needs::Subject);
        if is_app && !self.is_about(subject, &cues, true) {
            return;
        }
        let parent = self.parent(subject);
        let Some(named) = sums(self.edition, self.lexis, subject, &cues, parent, false) else {
            return;
        };
        let span = Span::new(denial.start, last);
        let place = Span::new(
            clause.first().map_or(denial.start, |token| token.start),
            end,
        );
        self.push_zero(&named, span, place);
    }

    pub(super) fn push_zero(&mut self, named: &Named, span: Span, place: Span) {
        // 未收到申请，零报告 says one thing twice.
        let zero = (named.table, named.readings.clone());
        let known = self.sentence.zeros.contains(&zero);
        if !known {
            self.push(named, span, place, Said::None, 0);
        }
    }

    pub(super) fn plainly(&self, subject: usize, cue: usize) -> Option<Named> {
        sums(self.edition, self.lexis, subject, &[cue], None, false)
    }

    /// All of it is done: nothing is left for the cell that `finished` names.
    pub(super) fn read_completion(&mut self, clause: &[Token], end: usize) {
        if self.sentence.has_rest {
            return;
        }
        let stops = |token: &Token| {
            token.has(Role::Deny) || token.has(Role::About) || token.has(Role::Among)
        };
        if clause.iter().any(stops) {
            return;
        }
        for (at, token) in clause.iter().enumerate() {
            let full = matches!(token.kind, Kind::Percent(100.0, _));
            let run = |at: usize| {
                let end = run_after(clause, at);
                (clause.get(at + 1..end).unwrap_or_default(), end)
            };
            let (cue, stop) = if token.has(Role::Rate) {
                let (light, after) = run(at);
                let is_full = clause.get(after).is_some_and(|next| {
                    matches!(next.kind, Kind::Percent(100.0, _))
                        && clause
                            .get(after - 1)
                            .is_some_and(|last| last.end == next.start)
                });
                let plain = light
                    .iter()
                    .all(|token| token.cue().is_none() || token.has(Role::Filler));
                let cues = self.lexis.cues.iter();
                (
                    cues.clone()
                        .position(|cue| !cue.finished.is_empty())
                        .filter(|_| is_full && plain),
                    after + 1,
                )
            } else if token.has(Role::All) || full {
                let (light, _) = run(at);
                let found = light.iter().position(|token| {
                    token
                        .cue()
                        .and_then(|cue| self.lexis.cue(cue))
                        .is_some_and(|cue| !cue.finished.is_empty())
                });
                let blocked = |token: &Token| {
                    token.cue().is_some_and(|cue| {
                        self.lexis
                            .cue(cue)
                            .is_some_and(|cue| cue.finished.is_empty() && !token.has(Role::Filler))
                    })
                };
                let found = found.filter(|&found| !light.iter().take(found).any(blocked));
                (
                    found.and_then(|found| light.get(found)?.cue()),
                    found.map_or(at, |found| at + found + 2),
                )
            } else {
                continue;
            };
            let Some(cue) = cue.and_then(|cue| self.lexis.cue(cue)) else {
                continue;
            };
            let (subject, rows) = (cue.subject, cue.finished.clone());
            // Of what was taken over alone nothing follows for the rest.
            let has_said = self.out.facts.len() > self.sentence.first_fact;
            let only_carried = has_said && self.sentence.n_not_carried == 0;
            if self.topic != Topic::Subject(subject) || only_carried {
                continue;
            }
            let Some(named) =
                super::super::cells::rows_alone(self.edition, self.lexis, subject, &rows)
            else {
                continue;
            };
            let stop = clause
                .get(..stop.min(clause.len()))
                .and_then(<[Token]>::last)
                .map_or(end, |token| token.end);
            let span = Span::new(token.start, stop.max(token.end));
            let place = Span::new(clause.first().map_or(token.start, |token| token.start), end);
            self.push(&named, span, place, Said::All, 0);
            return;
        }
    }
}
