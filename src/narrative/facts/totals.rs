//! A sum of what has just been told: 新收 9 件，上年结转 1 件，合计 10 件.

use super::super::cells::{NamedCells, outcomes};
use super::super::sentence::run_before;
use super::super::tokens::Token;
use super::super::{Fact, Said, Sum};
use super::SentenceReader;
use super::number::StatedNumber;
use crate::form::phrases::Role;
use crate::words::{Cue, CueSet};

impl SentenceReader<'_> {
    /// The cells of what came in and of what was carried in, if a number is their sum and says no more than that it is one.
    pub(super) fn cells_of_total(&self, number: &StatedNumber<'_>) -> Option<NamedCells> {
        if !number.is_together() {
            return None;
        }
        let names = number.words.iter().any(|token| {
            token.cue().is_some() && !token.has(Role::Filler) || token.mark().is_some()
        });
        let is_plain = number.goes_on() && !names && number.is_last && number.ends_in_known_words();
        if !is_plain || self.elsewhere().is_some() {
            return None;
        }
        let told = self.out.facts.iter().zip(&self.cues);
        let told: Vec<_> = told.skip(self.sentence.first_fact).collect();
        let [.., first, second] = told.as_slice() else {
            return None;
        };
        let is_carried = |(_, cues): &(&Fact, &CueSet)| cues.contains(self.lexis.carried_in);
        let came_in = |(_, cues): &(&Fact, &CueSet)| {
            let mut cues = cues.iter().filter_map(|at| self.lexis.cue(at));
            let is_row = |cue: &Cue| !cue.including.is_empty() && cue.columns.is_empty();
            cues.all(is_row)
        };
        let is_number = |(fact, _): &(&Fact, &CueSet)| fact.said == Said::Number;
        let (carried, came) = match is_carried(first) {
            true => (first, second),
            false => (second, first),
        };
        let sum = first.0.value.checked_add(second.0.value);
        let fits = is_carried(carried)
            && !is_carried(came)
            && came_in(came)
            && is_number(first)
            && is_number(second)
            && first.0.table == second.0.table
            && sum == Some(number.count.value);
        if !fits {
            return None;
        }
        let cells = |fact: &Fact| Some(fact.readings.first()?.plus.clone());
        let mut plus = [cells(first.0)?, cells(second.0)?].concat();
        plus.sort_unstable();
        let cues = first.1.and(*second.1);
        let subject = self.lexis.cue(cues.iter().next()?)?.subject;
        Some(NamedCells {
            subject,
            cues,
            row_cues: cues,
            table: first.0.table,
            readings: vec![Sum {
                plus,
                minus: Vec::new(),
            }],
        })
    }

    /// Remembers what a clause without a number names, if it is an end of applications or disputes and nothing else is said.
    pub(super) fn note_name(&mut self, clause: &[Token], begin: usize, end: usize) {
        self.sentence.named.clear();
        let is_whole = clause.first().is_some_and(|first| first.start == begin)
            && run_before(clause, clause.len()) == 0
            && clause.last().is_some_and(|last| last.end == end);
        let cues: CueSet = clause
            .iter()
            .filter(|word| !word.has(Role::Filler))
            .filter_map(Token::cue)
            .collect();
        let is_end = outcomes(self.lexis, cues).is_some();
        let is_dispute = !cues.is_empty()
            && cues.iter().all(|at| {
                let cue = self.lexis.cue(at);
                cue.is_some_and(|cue| !cue.rows.is_empty() && self.needs_disclosure(cue.subject))
            });
        let lists = clause.iter().any(|word| word.mark().is_some());
        if is_whole && !lists && (is_end || is_dispute) && self.elsewhere().is_none() {
            self.sentence.named.extend_from_slice(clause);
        }
    }

    /// 行政复议方面，共 3 件: the words of the clause before, where a number says no more than that it is a whole.
    pub(super) fn words_named_before(&self, number: &StatedNumber<'_>) -> Option<&[Token]> {
        if self.sentence.named.is_empty() {
            return None;
        }
        let says_nothing = number.words.iter().all(|word| {
            let is_light = word.has(Role::Filler) || word.has(Role::Together);
            (is_light || word.has(Role::States)) && word.subject().is_none()
        });
        let is_plain = says_nothing
            && number.goes_on()
            && number.is_last
            && number.ends_in_known_words()
            && (number.is_together() || number.run.iter().any(|word| word.has(Role::States)));
        is_plain.then_some(&self.sentence.named)
    }
}
