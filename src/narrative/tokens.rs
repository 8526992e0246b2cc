//! Folded text to tokens: words, numbers with their measure words, years, marks.

use std::ops::Range;

use super::body::OwnName;
use super::prose::Prose;
use crate::form::phrases::Role;
use crate::words::{Lexis, LexisEntry, Numeral, SubjectSet, numeral_before, read_digits};

/// One piece of a sentence, by the bytes of the folded text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: TokenMeaning,
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum TokenMeaning {
    /// A known word.
    Word(LexisEntry),
    /// A whole number.
    Count(Count),
    /// A share in percent with the number of its decimals.
    Percent(f64, u32),
    /// A year.
    Year(u16),
    /// A month that is named as such.
    Month(u8),
    /// The reporting body's own name.
    Own,
    /// A bracket with all that stands in it; true if it changes nothing of what stands round it.
    Bracket(bool),
    /// Digits that are no plain number.
    Other,
}

/// A number that may count something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count {
    pub value: i64,
    /// The byte behind its digits; the token ends behind the measure word.
    pub digits_end: usize,
    /// The subjects that its measure word may count; none if it has no measure word.
    pub unit_of: SubjectSet,
    /// Whether words (均为零) stand in its place.
    pub in_words: bool,
}

impl Token {
    pub(super) fn entry(&self) -> Option<&LexisEntry> {
        match &self.kind {
            TokenMeaning::Word(entry) => Some(entry),
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

    /// Whether it is a number of any kind but a year or month.
    pub(super) fn is_number(&self) -> bool {
        matches!(
            self.kind,
            TokenMeaning::Count(_) | TokenMeaning::Percent(..) | TokenMeaning::Other
        )
    }

    pub(super) fn count(&self) -> Option<Count> {
        match self.kind {
            TokenMeaning::Count(count) => Some(count),
            _ => None,
        }
    }
}

/// The tokens of the sentences of some paragraphs that state something, in order, with the ends of all of them; they do not overlap.
pub(super) fn tokens(
    prose: &Prose,
    paragraphs: Range<usize>,
    lexis: &Lexis,
    own: &OwnName,
) -> Vec<Token> {
    let text = prose.text.as_str();
    let bytes = prose.bytes_of(&paragraphs);
    let mut tokens: Vec<Token> = Vec::with_capacity(bytes.len() / 12);
    let names = own.places(text.get(bytes.clone()).unwrap_or_default());
    let names = names.into_iter();
    let names = names.map(|name| bytes.start + name.start..bytes.start + name.end);
    let mut names = names.peekable();
    for paragraph in prose.paragraphs.get(paragraphs).unwrap_or_default() {
        let (mut start, end) = (paragraph.telling.start, paragraph.telling.end);
        while let Some(name) = names.next_if(|name| name.end <= paragraph.end) {
            if name.start >= start && name.end <= end {
                read(text, start..name.start, lexis, &mut tokens);
                match tokens.last() {
                    // 全县政府信息公开: its first words are no name.
                    Some(last) if last.end > name.start => start = last.end,
                    _ => {
                        tokens.push(Token {
                            kind: TokenMeaning::Own,
                            start: name.start,
                            end: name.end,
                        });
                        start = name.end;
                    }
                }
            }
        }
        read(text, start..end, lexis, &mut tokens);
        read(text, paragraph.end..paragraph.end + 1, lexis, &mut tokens);
    }
    tokens
}

/// Adds the tokens that begin in a part of the text.
fn read(text: &str, part: Range<usize>, lexis: &Lexis, tokens: &mut Vec<Token>) {
    let mut start = part.start;
    let mut chars = text.get(start..).unwrap_or_default().chars();
    let mut next = chars.next();
    while let Some(first) = next.filter(|_| start < part.end) {
        next = chars.next();
        let is_digit = first.is_ascii_digit();
        if !is_digit && !lexis.may_begin_word(first, next) {
            start += first.len_utf8();
            continue;
        }
        // A word with digits in it (12345热线) outranks its digits.
        let end = match lexis.word(text, start, first) {
            Some((entry, end)) => {
                push_word(text, tokens, entry, start, end);
                end
            }
            None if is_digit => {
                let (kind, end) = number(text, start);
                tokens.push(Token { kind, start, end });
                end
            }
            None => start,
        };
        start += first.len_utf8();
        if end > start {
            start = end;
            chars = text.get(end..).unwrap_or_default().chars();
            next = chars.next();
        }
    }
}

fn push_word(text: &str, tokens: &mut Vec<Token>, entry: &LexisEntry, start: usize, end: usize) {
    let is_zero = entry.has(Role::Zero);
    if !is_zero && !entry.unit_of.is_empty() && measure(text, tokens, entry.unit_of, start, end) {
        return;
    }
    let kind = match is_zero {
        false => TokenMeaning::Word(*entry),
        true => TokenMeaning::Count(Count {
            value: 0,
            digits_end: end,
            unit_of: SubjectSet::ALL,
            in_words: true,
        }),
    };
    push(tokens, Token { kind, start, end });
}

fn push(tokens: &mut Vec<Token>, token: Token) {
    while tokens.last().is_some_and(|last| last.end > token.start) {
        tokens.pop();
    }
    tokens.push(token);
}

/// Joins a measure word to the number before it; false if there is none.
fn measure(
    text: &str,
    tokens: &mut Vec<Token>,
    unit_of: SubjectSet,
    start: usize,
    end: usize,
) -> bool {
    if let Some(Token {
        kind: TokenMeaning::Count(count),
        end: number_end,
        ..
    }) = tokens.last_mut()
        && *number_end == start
        && count.unit_of.is_empty()
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
            kind: TokenMeaning::Count(count),
            start: first,
            end,
        },
    );
    true
}

/// What the digits at `start` say, and the byte behind them.
fn number(text: &str, start: usize) -> (TokenMeaning, usize) {
    let (numeral, end) = read_digits(text, start);
    let kind = match numeral {
        Numeral::Count(value) => TokenMeaning::Count(Count {
            value,
            digits_end: end,
            unit_of: SubjectSet::default(),
            in_words: false,
        }),
        Numeral::Percent(share, decimals) => TokenMeaning::Percent(share, decimals),
        Numeral::Year(year) => TokenMeaning::Year(year),
        Numeral::Month(month) => TokenMeaning::Month(month),
        Numeral::Other => TokenMeaning::Other,
    };
    (kind, end)
}
