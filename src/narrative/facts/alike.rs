//! What is said of all of the number before, without a number: 无法提供 2 件（均为不掌握）; 行政复议 2 件，均维持.

use super::super::cells::{NamedCells, cells, outcomes, sums};
use super::super::sentence::run_after;
use super::super::tokens::Token;
use super::super::{Fact, Said, Sum};
use super::SentenceReader;
use crate::form::Edition;
use crate::form::phrases::Role;
use crate::span::Span;
use crate::words::{Cue, CueSet, Lexis};

impl SentenceReader<'_> {
    /// Reads the words behind the last number of a clause, or all of a clause without one, as what all of that number is.
    pub(super) fn read_alike(&mut self, clause: &[Token], begin: usize, end: usize) {
        let last = clause.iter().rposition(Token::is_number);
        let first = last.map_or(0, |last| last + 1);
        let words = clause.get(first..).unwrap_or_default();
        let start = last
            .and_then(|last| clause.get(last))
            .map_or(begin, |last| last.end);
        let is_whole = words.first().is_some_and(|word| word.start == start)
            && run_after(clause, first) >= clause.len()
            && words.last().is_some_and(|word| word.end == end);
        let Some((fact, parent)) = self.last_number().filter(|_| is_whole) else {
            return;
        };
        let speaks_of_all = words
            .iter()
            .any(|word| word.has(Role::All) || word.has(Role::AllAre));
        let gives_reason = words.first().is_some_and(|word| word.has(Role::Because));
        let is_next = fact.value == 1 || self.in_bracket || gives_reason;
        if !speaks_of_all && (last.is_some() || !is_next) {
            return;
        }
        let is_foreign = [Role::Deny, Role::Carry, Role::Rest, Role::About, Role::Each];
        if words
            .iter()
            .any(|word| is_foreign.iter().any(|&role| word.has(role)))
        {
            return;
        }
        let value = fact.value;
        if let Some(named) = self.part_of(parent, words) {
            let span = Span::new(start, end);
            self.push(&named, span, Span::new(begin, end), Said::All, value);
        }
    }

    /// The number of the sentence that was told last, if it names cells, with its cues.
    fn last_number(&self) -> Option<(&Fact, CueSet)> {
        let first = self.sentence.first_fact;
        let told = self.out.facts.iter().zip(&self.cues).skip(first);
        let mut told = told.filter(|(fact, _)| fact.said != Said::All);
        let (fact, &cues) = told.next_back()?;
        let silent = self.out.silent.get(self.sentence.first_silent..)?;
        let is_passed = silent
            .iter()
            .any(|silent| silent.span.start > fact.span.start);
        let is_known = fact.said == Said::Number && fact.value > 0 && !fact.readings.is_empty();
        (is_known && !is_passed).then_some((fact, cues))
    }

    /// The cells that words name within those of a number: some of its rows, or one of the columns that divide them.
    fn part_of(&self, parent: CueSet, words: &[Token]) -> Option<NamedCells> {
        let subject = self.lexis.cue(parent.iter().next()?)?.subject;
        let cues: CueSet = words
            .iter()
            .filter(|word| !word.has(Role::Filler))
            .filter_map(Token::cue)
            .filter(|&at| self.lexis.cue(at).is_some_and(|cue| cue.subject == subject))
            .collect();
        let mut all = cues.iter();
        let (Some(at), None) = (all.next(), all.next()) else {
            return None;
        };
        let cue = self.lexis.cue(at)?;
        let rows = |cues: CueSet| {
            let cues = cues.iter().filter_map(|at| self.lexis.cue(at));
            cues.flat_map(|cue| cue.rows.iter().copied())
                .collect::<Vec<usize>>()
        };
        let whole = rows(parent);
        let divides = |at: usize| {
            let cue = self.lexis.cue(at);
            cue.is_some_and(|cue| !cue.columns.is_empty())
        };
        if parent.iter().any(divides) {
            return None;
        }
        if let Some(all) = all_ended(self.edition, self.lexis, parent, at) {
            return Some(all);
        }
        let is_part = match cue.rows.is_empty() {
            false => cue.rows.len() < whole.len() && cue.rows.iter().all(|row| whole.contains(row)),
            true => parent.is_within(cue.of),
        };
        let named = is_part.then(|| {
            sums(
                self.edition,
                self.lexis,
                subject,
                &[at],
                Some(parent),
                false,
            )
        });
        named.flatten()
    }
}

/// 收到 2 件，全部予以公开: all of a whole ended so, and what was taken over besides, if anything was.
fn all_ended(edition: &Edition, lexis: &Lexis, whole: CueSet, at: usize) -> Option<NamedCells> {
    let (subject, _) = outcomes(lexis, CueSet::one(at))?;
    let mut cues = whole.iter().filter_map(|at| lexis.cue(at));
    if !cues.all(|cue| !cue.finished.is_empty() || !cue.including.is_empty()) {
        return None;
    }
    let mut named = sums(edition, lexis, subject, &[at], None, false)?;
    let about = lexis.subjects.get(subject)?;
    let spec = edition.tables.get(about.table?)?;
    let carried = lexis.cue(lexis.carried_in)?;
    let minus = cells(spec, &carried.rows, &[about.column?])?;
    let plus = named.readings.first()?.plus.clone();
    // 办结 5 件，全部公开: nothing besides.
    let came_in = |cue: &Cue| !cue.including.is_empty();
    if whole.iter().filter_map(|at| lexis.cue(at)).any(came_in) {
        named.readings.push(Sum { plus, minus });
    }
    Some(named)
}
