//! Where the name of somebody begins in a clause.

use super::behind;
use crate::form::phrases::Role;
use crate::narrative::tokens::{Token, TokenMeaning};

/// No name of a body has more characters.
pub(super) const LONGEST_NAME: usize = 30;

/// Where a name begins that ends right before the token `at`: behind the last mark, number or time, and the words of no weight that follow it.
pub(super) fn name_start(clause: &[Token], at: usize, begin: usize) -> usize {
    let ends_name = |token: &Token| {
        let is_time = [
            Role::ThisYear,
            Role::LastYear,
            Role::NextYear,
            Role::Cumulative,
        ];
        match token.kind {
            TokenMeaning::Word(entry) => {
                entry.mark.is_some() || is_time.iter().any(|&role| entry.has(role))
            }
            TokenMeaning::Own => false,
            _ => true,
        }
    };
    let near = at.saturating_sub(LONGEST_NAME);
    let before = clause.get(near..at).unwrap_or_default();
    let last = before.iter().rposition(ends_name);
    let mut first = last.map_or(0, |last| last + 1);
    let mut start = match last.and_then(|last| before.get(last)) {
        Some(last) => last.end,
        None => behind(clause, near, begin),
    };
    while let Some(token) = before.get(first) {
        if token.start != start || matches!(token.kind, TokenMeaning::Own) {
            break;
        }
        start = token.end;
        first += 1;
    }
    start
}
