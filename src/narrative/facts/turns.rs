//! Cells that are named first and get their numbers in turn: 予以公开、不予公开分别为 5 件、3 件.
//!
//! In: a clause, and how its list of numbers goes on behind it. Out: for each number the words that say what it is. Nothing is told where there are
//! not as many names as numbers.

use super::super::Said;
use super::super::cells::NamedCells;
use super::super::sentence::run_before;
use super::super::silence::Silence;
use super::super::tokens::{Token, TokenMeaning};
use super::SentenceReader;
use super::counts::CountManner;
use super::number::StatedNumber;
use super::refusals::is_no_count;
use crate::form::phrases::Role;

/// A number that is told in turn.
#[derive(Clone, Debug)]
pub(super) struct NumberInTurn {
    /// Its first byte.
    pub start: usize,
    /// The words that say what it is.
    pub words: Vec<Token>,
    /// Whether it is what another number, which was an earlier year's, has become.
    pub is_new: bool,
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

/// The first of several numbers of a clause that follow each other right away (3 件、2 件), from an index on, and the first bytes of all of them, those
/// that go on `ahead` too; none where no other follows.
fn numbers_in_row(clause: &[Token], from: usize, ahead: &[usize]) -> (usize, Vec<usize>) {
    let is_count = |at: usize| clause.get(at).is_some_and(|token| token.count().is_some());
    let touches = |at: usize| match (clause.get(at), clause.get(at + 1)) {
        (Some(one), Some(next)) => one.end == next.start,
        _ => false,
    };
    let follows = |at: usize| {
        let joint = clause.get(at + 1).is_some_and(joins);
        joint && is_count(at + 2) && touches(at) && touches(at + 1)
    };
    let is_first = |&at: &usize| {
        let goes_on = at + 1 == clause.len() && !ahead.is_empty();
        is_count(at) && (follows(at) || goes_on)
    };
    let Some(first) = (from..clause.len()).find(is_first) else {
        return (0, Vec::new());
    };
    let mut last = first;
    while follows(last) {
        last += 2;
    }
    let own = (first..=last).step_by(2);
    let own = own.filter_map(|at| clause.get(at).map(|token| token.start));
    let more = ahead.iter().copied().filter(|_| last + 1 == clause.len());
    (first, own.chain(more).collect())
}

/// The items of a list of names.
fn items_of(names: &[Token]) -> Vec<Vec<Token>> {
    let items = names.split(joins).map(<[Token]>::to_vec);
    items.filter(|item| !item.is_empty()).collect()
}

/// The number behind a word of change at an index of a clause that begins at byte `begin`, if nothing but known words names both numbers.
fn change_at(clause: &[Token], at: usize, begin: usize, year: Option<u16>) -> Option<NumberInTurn> {
    let is_old = |token: &Token| match token.kind {
        TokenMeaning::Year(named) => year != Some(named),
        _ => token.has(Role::LastYear) || token.has(Role::NextYear),
    };
    let is_own = |token: &Token| match token.kind {
        TokenMeaning::Year(named) => year == Some(named),
        _ => token.has(Role::ThisYear),
    };
    let of = |token: &Token| token.has(Role::OfKind) && token.has(Role::Filler);
    let (was, before) = clause.get(..at)?.split_last()?;
    let from = before.iter().rposition(|token| token.has(Role::Object))?;
    let names = before.get(run_before(before, from)..from)?;
    let behind = clause.get(at + 1..)?;
    let next = behind.iter().position(Token::is_number)?;
    let (time_of_old, time_of_new) = (before.get(from + 1..)?, behind.get(..next)?);
    let is_plain = names.first()?.start == begin
        && was.count().is_some()
        && behind.get(next)?.count().is_some()
        && !names.iter().any(is_old)
        && time_of_old.iter().all(|token| is_old(token) || of(token))
        && time_of_new.iter().all(|token| is_own(token) || of(token));
    let stretch = clause.get(from - names.len()..=at + 1 + next)?;
    let mut pairs = stretch.iter().zip(stretch.iter().skip(1));
    let is_bound = pairs.all(|(one, two)| one.end == two.start);
    (is_plain && is_bound).then(|| NumberInTurn {
        start: behind.get(next).map_or(0, |number| number.start),
        words: names.to_vec(),
        is_new: true,
    })
}

impl SentenceReader<'_> {
    /// Notes by which words each number of a clause that begins at byte `begin` is told, and each of those that go on `ahead`. Of numbers in a row that
    /// nothing tells apart, none is any cell's.
    pub(super) fn note_turns(&mut self, clause: &[Token], begin: usize) {
        let ahead = std::mem::take(&mut self.sentence.ahead);
        let each = clause.iter().position(|token| token.has(Role::Each));
        let turns = match each {
            Some(each) => self.turns_of_each(clause, each, begin, &ahead),
            None => self.turns_of_row(clause, &ahead),
        };
        if turns.is_none() {
            let (_, numbers) = numbers_in_row(clause, each.map_or(0, |each| each + 1), &ahead);
            self.sentence.untold.extend(numbers);
        }
        self.sentence.turns.extend(turns.into_iter().flatten());
    }

    /// 行政复议、行政诉讼 3 件、2 件: as many numbers as names that can be told apart.
    fn turns_of_row(&self, clause: &[Token], ahead: &[usize]) -> Option<Vec<NumberInTurn>> {
        let (first, numbers) = numbers_in_row(clause, 0, ahead);
        let names = clause.get(run_before(clause, first)..first)?;
        self.in_turn(names, numbers)
    }

    /// 予以公开、不予公开分别为 5 件、3 件: the same behind a word that says so.
    fn turns_of_each(
        &self,
        clause: &[Token],
        each: usize,
        begin: usize,
        ahead: &[usize],
    ) -> Option<Vec<NumberInTurn>> {
        let start = |token: &Token| token.start;
        let names = clause.get(run_before(clause, each)..each)?;
        let is_bound = names.last().map(|token| token.end) == clause.get(each).map(start);
        if names.first().map(start) != Some(begin) || !is_bound {
            return None;
        }
        let behind = clause.get(each + 1..)?;
        let counts = behind.iter().filter(|token| token.count().is_some());
        let mut numbers: Vec<usize> = counts.map(start).chain(ahead.iter().copied()).collect();
        let is_list = behind.iter().all(|token| {
            let is_light = token.has(Role::States) || token.has(Role::Filler);
            token.count().is_some() || joins(token) || is_light
        });
        // 行政复议、行政诉讼各 1 件
        let is_of_each = clause.get(each).is_some_and(|word| word.has(Role::Apiece));
        if let ([number], true) = (numbers.as_slice(), is_of_each) {
            numbers = vec![*number; items_of(names).len()];
        }
        is_list.then(|| self.in_turn(names, numbers)).flatten()
    }

    /// Names that a list joins with so many numbers, if each names a cell.
    fn in_turn(&self, names: &[Token], numbers: Vec<usize>) -> Option<Vec<NumberInTurn>> {
        let mut items = items_of(names);
        let names_cell = |item: &Vec<Token>| item.iter().any(|token| self.is_known_cue(token));
        if items.len() < 2 || items.len() != numbers.len() || !items.iter().all(names_cell) {
            return None;
        }
        self.share_what_the_last_says(&mut items);
        let turns = numbers.into_iter().zip(items);
        let is_new = false;
        let turns = turns.map(|(start, words)| NumberInTurn {
            start,
            words,
            is_new,
        });
        Some(turns.collect())
    }

    /// 申请数由上年的 9 件减少到今年的 5 件: notes by which words the second number is told.
    pub(super) fn note_change(&mut self, clause: &[Token], begin: usize) {
        if self.sentence.other_year || self.sentence.part_of_year {
            return;
        }
        let change = |at: usize| change_at(clause, at, begin, self.year);
        let mut places = clause.iter().enumerate();
        let at = places.find(|(_, token)| token.has(Role::Became));
        let turn = at.and_then(|(at, _)| change(at));
        self.sentence.turns.extend(turn);
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

    /// 行政复议、行政诉讼各 1 件: what each of the names that share a number names; `None` if none do.
    pub(super) fn cells_of_each(
        &self,
        number: &StatedNumber<'_>,
    ) -> Option<Result<Vec<NamedCells>, Silence>> {
        let turns = self.sentence.turns.iter();
        let turns = turns.filter(|turn| turn.start == number.token.start);
        let turns: Vec<&NumberInTurn> = turns.collect();
        let cells = |turn: &&NumberInTurn| self.cells_in_turn(number, &turn.words);
        (turns.len() > 1).then(|| turns.iter().map(cells).collect())
    }

    /// A number that is said of several cells is that of no one of them.
    pub(super) fn say_of_each(
        &mut self,
        number: &StatedNumber<'_>,
        all: &[NamedCells],
    ) -> Result<(), Silence> {
        for named in all {
            let value = number.count.value;
            self.push(named, number.span(), number.place(), Said::All, value);
        }
        Ok(())
    }

    /// 予以公开、不予公开分别为 5 件、3 件: those of the words that it is told by.
    pub(super) fn cells_in_turn(
        &self,
        number: &StatedNumber<'_>,
        words: &[Token],
    ) -> Result<NamedCells, Silence> {
        if let Some(silence) = self.elsewhere().or_else(|| is_no_count(number)) {
            return Err(silence);
        }
        let manner = CountManner {
            goes_on: true,
            is_zero: number.count.value == 0,
            ..CountManner::default()
        };
        let words: Vec<&Token> = words.iter().collect();
        let named = self.name(&words, manner)?;
        let units = number.count.unit_of;
        match units.contains(named.subject) {
            true => Ok(named),
            false => Err(Silence::OtherUnit),
        }
    }
}
