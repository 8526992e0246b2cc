//! Folded text to tokens: words, numbers with their measure words, years, marks.

use super::lexis::{Entry, Lexis};
use super::numbers::{Numeral, numeral_before, read_digits};
use crate::form::phrases::Role;

/// One piece of a sentence, by the bytes of the folded text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// A known word.
    Word(Entry),
    /// A whole number.
    Count(Count),
    /// A share in percent with the number of its decimals.
    Percent(f64, u32),
    /// A year.
    Year(u16),
    /// Digits that are no plain number.
    Other,
}

/// A number that may count something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count {
    pub value: i64,
    /// The byte behind its digits; the token ends behind the measure word.
    pub digits_end: usize,
    /// The subjects that its measure word may count, one bit for each; 0 if there is none.
    pub unit_of: u8,
    /// Whether words (均为零) stand in its place.
    pub in_words: bool,
}

impl Token {
    pub(super) fn entry(&self) -> Option<&Entry> {
        match &self.kind {
            Kind::Word(entry) => Some(entry),
            _ => None,
        }
    }

    pub(super) fn has(&self, role: Role) -> bool {
        self.entry().is_some_and(|entry| entry.has(role))
    }

    pub(super) fn mark(&self) -> Option<char> {
        self.entry().and_then(|entry| entry.mark)
    }

    pub(super) fn cue(&self) -> Option<usize> {
        self.entry().and_then(|entry| entry.cue).map(usize::from)
    }

    pub(super) fn subject(&self) -> Option<usize> {
        self.entry()
            .and_then(|entry| entry.subject)
            .map(usize::from)
    }

    pub(super) fn count(&self) -> Option<Count> {
        match self.kind {
            Kind::Count(count) => Some(count),
            _ => None,
        }
    }
}

/// All tokens of a text in order; they do not overlap.
pub(super) fn tokens(text: &str, lexis: &Lexis) -> Vec<Token> {
    let mut numbers = digits(text).into_iter().peekable();
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 8);
    for (entry, start, end) in lexis.words(text) {
        while let Some(number) = numbers.next_if(|number| number.start < end) {
            // A word with digits in it (12345热线) outranks its digits.
            if number.end <= end && number.start >= start {
                continue;
            }
            push(&mut tokens, number);
        }
        if tokens.last().is_some_and(|last| start < last.end) {
            continue;
        }
        if entry.has(Role::Zero) {
            let count = Count {
                value: 0,
                digits_end: end,
                unit_of: u8::MAX,
                in_words: true,
            };
            push(
                &mut tokens,
                Token {
                    kind: Kind::Count(count),
                    start,
                    end,
                },
            );
            continue;
        }
        if entry.unit_of != 0 && measure(text, &mut tokens, entry.unit_of, start, end) {
            continue;
        }
        push(
            &mut tokens,
            Token {
                kind: Kind::Word(entry),
                start,
                end,
            },
        );
    }
    for number in numbers {
        push(&mut tokens, number);
    }
    tokens
}

fn push(tokens: &mut Vec<Token>, token: Token) {
    while tokens.last().is_some_and(|last| last.end > token.start) {
        tokens.pop();
    }
    tokens.push(token);
}

/// Joins a measure word to the number before it; false if there is none.
fn measure(text: &str, tokens: &mut Vec<Token>, unit_of: u8, start: usize, end: usize) -> bool {
    if let Some(Token {
        kind: Kind::Count(count),
        end: number_end,
        ..
    }) = tokens.last_mut()
        && *number_end == start
        && count.unit_of == 0
    {
        count.unit_of = unit_of;
        *number_end = end;
        return true;
    }
    let Some((value, first)) = numeral_before(text, start) else {
        return false;
    };
    let count = Count {
        value,
        digits_end: start,
        unit_of,
        in_words: false,
    };
    push(
        tokens,
        Token {
            kind: Kind::Count(count),
            start: first,
            end,
        },
    );
    true
}

/// The runs of digits.
fn digits(text: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(32);
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(skip) = bytes
        .get(at..)
        .and_then(|rest| rest.iter().position(u8::is_ascii_digit))
    {
        let start = at + skip;
        let (numeral, end) = read_digits(text, start);
        let kind = match numeral {
            Numeral::Count(value) => Kind::Count(Count {
                value,
                digits_end: end,
                unit_of: 0,
                in_words: false,
            }),
            Numeral::Percent(share, decimals) => Kind::Percent(share, decimals),
            Numeral::Year(year) => Kind::Year(year),
            Numeral::Other => Kind::Other,
        };
        found.push(Token { kind, start, end });
        at = end.max(start + 1);
    }
    found
}
