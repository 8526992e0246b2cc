//! What a clause is made of, and which of its words hang together.
//!
//! In: the tokens of a clause. Out: 结转 resolved by word order, and runs of words with nothing unknown between them.

use std::borrow::Cow;

use super::YearRole;
use super::tokens::{Token, TokenMeaning};
use crate::form::phrases::Role;
use crate::words::{Lexis, LexisEntry};

/// Whether a word may stand between a cue and its number.
pub(super) fn is_light(token: &Token) -> bool {
    let entry = match &token.kind {
        TokenMeaning::Word(entry) => entry,
        TokenMeaning::Year(_) | TokenMeaning::Own | TokenMeaning::Bracket(true) => return true,
        _ => return false,
    };
    let light = [
        Role::Filler,
        Role::States,
        Role::Together,
        Role::And,
        Role::All,
        Role::Among,
        Role::Including,
        Role::Disclosure,
        Role::ThisYear,
        Role::Via,
        Role::Cumulative,
    ];
    light.iter().any(|&role| entry.has(role))
        || entry.cue.is_some()
        || entry.subject.is_some()
        || entry.way.is_some()
        || !entry.unit_of.is_empty()
        || matches!(entry.mark, Some('、' | ':'))
}

/// The first index of the unbroken run of light words that ends before `end`.
pub(super) fn run_before(tokens: &[Token], end: usize) -> usize {
    let mut first = end;
    while let Some(token) = first.checked_sub(1).and_then(|at| tokens.get(at)) {
        let touches = tokens.get(first).is_none_or(|next| next.start == token.end);
        if !touches || !is_light(token) {
            break;
        }
        first -= 1;
    }
    first
}

/// The index behind the unbroken run of light words that starts behind `start`.
pub(super) fn run_after(tokens: &[Token], start: usize) -> usize {
    let mut end = start + 1;
    while let Some(token) = tokens.get(end) {
        let touches = tokens
            .get(end - 1)
            .is_some_and(|last| last.end == token.start);
        if !touches || !is_light(token) {
            break;
        }
        end += 1;
    }
    end
}

/// A year beside a word of carrying over.
#[derive(Clone, Copy, Debug)]
pub(super) struct CarryYear {
    /// The year.
    pub year: u16,
    /// Its first byte in the folded text.
    pub start: usize,
    /// What it is.
    pub role: YearRole,
    /// Whether it fits the year of the report.
    pub fits: bool,
}

/// The clause with every word of carrying over, and the time beside it, made one cue; and the years that stood there. `bare`: which way it goes
/// where no time stands beside it.
pub(super) fn with_carries<'t>(
    tokens: &'t [Token],
    lexis: &Lexis,
    year: Option<u16>,
    bare: Option<bool>,
    years: &mut Vec<CarryYear>,
) -> Cow<'t, [Token]> {
    if !tokens.iter().any(|token| token.has(Role::Carry)) {
        return Cow::Borrowed(tokens);
    }
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if !token.has(Role::Carry) {
            out.push(*token);
            at += 1;
            continue;
        }
        let after = time_after(tokens, at);
        let denial = after.is_none().then(|| take_denial(&mut out, token, year));
        let before = time_before(&out);
        let last = after.map_or(at, |after| after.0);
        let first = before.map_or(out.len(), |before| before.0);
        let (old, new) = (before.map(|b| b.1), after.map(|a| a.1));
        let direction = match (before, after) {
            (None, None) => bare,
            _ => direction(old, new, year),
        };
        if let Some(report) = year {
            let start = |token: Option<&Token>| token.map_or(0, |token| token.start);
            if let Some((at, Time::Year(named))) = before
                && (named != report || new.is_some())
            {
                years.push(CarryYear {
                    year: named,
                    start: start(out.get(at)),
                    role: YearRole::CarriedIn,
                    fits: named + 1 == report || (named == report && new.is_some()),
                });
            }
            if let Some((at, Time::Year(named))) = after {
                let comes_in = old.is_some_and(|old| offset(old, year) == Some(-1));
                years.push(CarryYear {
                    year: named,
                    start: start(tokens.get(at)),
                    role: YearRole::CarriedOut,
                    fits: named == report + 1 || (named == report && comes_in),
                });
            }
        }
        let start = out.get(first).map_or(token.start, |token| token.start);
        // 结转下年度继续办理 ends in words that say it themselves.
        let says_itself = tokens.get(at + 1).filter(|next| next.start == token.end);
        let says_itself = says_itself.and_then(Token::cue) == Some(lexis.carried_out);
        let last = if says_itself { at + 1 } else { last };
        let cue = match direction {
            _ if says_itself => Some(lexis.carried_out),
            Some(true) => Some(lexis.carried_in),
            Some(false) => Some(lexis.carried_out),
            None => None,
        };
        let end = tokens.get(last).map_or(token.end, |token| token.end);
        out.truncate(first);
        let denial = denial.flatten().map(|denial| Token { start, ..denial });
        let start = denial.map_or(start, |denial| denial.end);
        out.extend(denial);
        let entry = match (cue, token.entry()) {
            (None, Some(own)) => *own,
            _ => LexisEntry::of_cue(cue),
        };
        out.push(Token {
            kind: TokenMeaning::Word(entry),
            start,
            end,
        });
        at = last + 1;
    }
    Cow::Owned(out)
}

/// 上年无结转: takes the denial from between last year and the word of carrying over.
fn take_denial(out: &mut Vec<Token>, carry: &Token, year: Option<u16>) -> Option<Token> {
    let (denial, before) = out.split_last()?;
    let touches = |at: usize| before.last().is_some_and(|last| last.end == at);
    let is_denial = denial.has(Role::Deny) && denial.end == carry.start && touches(denial.start);
    let (_, time) = time_before(before).filter(|_| is_denial)?;
    (offset(time, year) == Some(-1)).then(|| out.pop())?
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Time {
    This,
    Last,
    Next,
    Year(u16),
}

fn time(token: &Token) -> Option<Time> {
    match token.kind {
        TokenMeaning::Year(year) => Some(Time::Year(year)),
        _ if token.has(Role::LastYear) => Some(Time::Last),
        _ if token.has(Role::NextYear) => Some(Time::Next),
        _ if token.has(Role::ThisYear) => Some(Time::This),
        _ => None,
    }
}

/// The time that stands directly before, words without weight aside.
fn time_before(tokens: &[Token]) -> Option<(usize, Time)> {
    let mut at = tokens.len();
    while let Some(token) = at.checked_sub(1).and_then(|at| tokens.get(at)) {
        if tokens.get(at).is_some_and(|next| next.start != token.end) {
            return None;
        }
        at -= 1;
        if let Some(time) = time(token) {
            return Some((at, time));
        }
        if !token.has(Role::Filler) && token.subject().is_none() {
            return None;
        }
    }
    None
}

/// The time that stands directly behind the token `at`.
fn time_after(tokens: &[Token], at: usize) -> Option<(usize, Time)> {
    let mut at = at;
    loop {
        let (token, next) = (tokens.get(at)?, tokens.get(at + 1)?);
        if token.end != next.start {
            return None;
        }
        at += 1;
        if let Some(time) = time(next) {
            return Some((at, time));
        }
        if !next.has(Role::Filler) {
            return None;
        }
    }
}

/// How many years after the report's own a time lies.
fn offset(time: Time, year: Option<u16>) -> Option<i32> {
    match time {
        Time::This => Some(0),
        Time::Last => Some(-1),
        Time::Next => Some(1),
        Time::Year(named) => Some(i32::from(named) - i32::from(year?)),
    }
}

/// True for carried in, false for carried out, `None` where word order does not decide.
fn direction(before: Option<Time>, after: Option<Time>, year: Option<u16>) -> Option<bool> {
    let offset = |time: Option<Time>| time.map(|time| offset(time, year));
    match (offset(before), offset(after)) {
        (_, Some(Some(1))) => Some(false),
        (Some(Some(-1)), None | Some(Some(0))) | (None, Some(Some(-1))) => Some(true),
        _ => None,
    }
}
