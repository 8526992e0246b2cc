//! Cells that are named first and get their numbers in turn: 予以公开、不予公开分别为 5 件、3 件.
//!
//! In: a clause, and how its list of numbers goes on behind it. Out: for each number the words that say what it is. Nothing is told where there are
//! not as many names as numbers.

use super::super::sentence::run_before;
use super::super::tokens::Token;
use super::SentenceReader;
use crate::form::phrases::Role;

/// A number that is told in turn.
#[derive(Clone, Debug)]
pub(super) struct NumberInTurn {
    /// Its first byte.
    pub start: usize,
    /// The words that say what it is.
    pub words: Vec<Token>,
}

fn joins(token: &Token) -> bool {
    token.has(Role::And) || token.mark() == Some('、')
}

/// The numbers that go on a list behind a clause (、3 件、2 件), by their first bytes.
pub(super) fn numbers_ahead(tokens: &[Token]) -> Vec<usize> {
    let mut numbers = Vec::new();
    let mut rest = tokens;
    while let [joint, next @ ..] = rest {
        let and = next.first().filter(|token| token.has(Role::And));
        let next = next.get(usize::from(and.is_some())..).unwrap_or_default();
        let Some((number, behind)) = next.split_first() else {
            break;
        };
        let last = and.unwrap_or(joint);
        if !joins(joint) || number.count().is_none() || last.end != number.start {
            break;
        }
        numbers.push(number.start);
        rest = behind;
    }
    // 5 件、3 件申请: the last one counts something.
    let is_whole = rest.first().is_none_or(|token| token.mark().is_some());
    if !is_whole {
        numbers.clear();
    }
    numbers
}

impl SentenceReader<'_> {
    /// Notes by which words each number of a clause that begins at byte `begin` is told, and each of those that go on `ahead`.
    pub(super) fn note_turns(&mut self, clause: &[Token], begin: usize) {
        let ahead = std::mem::take(&mut self.sentence.ahead);
        let Some(each) = clause.iter().position(|token| token.has(Role::Each)) else {
            return;
        };
        let start = |token: &Token| token.start;
        let names = clause.get(run_before(clause, each)..each);
        let names = names.unwrap_or_default();
        let first = names.first().map(start);
        let is_bound = names.last().map(|token| token.end) == clause.get(each).map(start);
        if first != Some(begin) || !is_bound {
            return;
        }
        let behind = clause.get(each + 1..).unwrap_or_default();
        let counts = behind.iter().filter(|token| token.count().is_some());
        let numbers: Vec<usize> = counts.map(start).chain(ahead).collect();
        let is_list = behind.iter().all(|token| {
            let is_light = token.has(Role::States) || token.has(Role::Filler);
            token.count().is_some() || joins(token) || is_light
        });
        let mut items: Vec<Vec<Token>> = names
            .split(joins)
            .map(<[Token]>::to_vec)
            .filter(|item| !item.is_empty())
            .collect();
        let names_cell = |item: &Vec<Token>| item.iter().any(|token| self.is_known_cue(token));
        if !is_list || items.len() < 2 || items.len() != numbers.len() {
            return;
        }
        if !items.iter().all(names_cell) {
            return;
        }
        self.share_what_the_last_says(&mut items);
        let turns = numbers.into_iter().zip(items);
        let turns = turns.map(|(start, words)| NumberInTurn { start, words });
        self.sentence.turns.extend(turns);
    }

    /// 行政处罚、行政强制决定分别为 5 件、3 件: what the last name ends with is said of all; so is the matter, whichever names it.
    fn share_what_the_last_says(&self, items: &mut [Vec<Token>]) {
        let subject = |token: &&Token| token.subject().is_some();
        let matter = items.iter().flatten().find(subject).copied();
        let cue = |token: &Token| token.cue().and_then(|cue| self.lexis.cue(cue));
        let has_row = |item: &[Token]| {
            let mut cues = item.iter().filter_map(cue);
            cues.any(|cue| !cue.rows.is_empty())
        };
        let divides = |token: &Token| cue(token).is_some_and(|cue| !cue.columns.is_empty());
        let Some((last, others)) = items.split_last_mut() else {
            return;
        };
        let columns: Vec<Token> = last
            .iter()
            .filter(|token| divides(token))
            .copied()
            .collect();
        for item in others.iter_mut() {
            if has_row(last) && has_row(item) && !item.iter().any(divides) {
                item.extend(columns.iter().copied());
            }
        }
        for item in items {
            if !item.iter().any(|token| token.subject().is_some()) {
                item.extend(matter);
            }
        }
    }
}
