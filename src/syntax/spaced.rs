//! Lines of a PDF: a label and numbers, or numbers alone, set apart by spaces.

use super::value::{Value, is_dash, is_money_unit, read_value};
use super::{Reader, Surface};
use crate::chars::{has_space, is_gap, is_space};

/// A line with more bytes between its spaces is a sentence.
const MAX_LINE: usize = 260;
/// Units that may follow each of the numbers of a row; a sentence ends with one of them behind a single number.
const UNITS: [char; 3] = ['件', '项', '个'];
/// Characters of the label in front of a single number whose unit is set apart: sentences are longer.
const MAX_LABEL_BEFORE_UNIT: usize = 8;
/// What units of money end in.
const MONEY: char = '元';
/// Bytes of a number that was misread.
const MAX_MISREAD: usize = 6;
/// Characters of the words behind the numbers of a row; a sentence has more.
const MAX_WORDS_BEHIND: usize = 16;
/// Numbers in front of such words; sentences do not hold so many side by side.
const MIN_VALUES_BEFORE: usize = 3;
/// Numbers that no sentence begins with, so that any label may stand behind them.
const MIN_VALUES_IN_FRONT: usize = 5;

impl Reader<'_> {
    /// Reads `start..end` (trimmed) if it ends in numbers set apart by spaces. True if it was such a line.
    pub(super) fn read_spaced(&mut self, start: usize, end: usize) -> bool {
        let line = &self.text[start..end];
        if is_sentence(line) || !has_space(line) {
            return false;
        }
        if !ends_like_value(line) {
            return self.read_spaced_before_words(start, end);
        }
        let is_value = |token: &str| {
            is_misread_number(token) || matches!(read_value(token), Value::Number(_) | Value::Dash)
        };
        // Tokens from the end, as long as they are values.
        let amount = without_money_unit(line);
        let mut numbers_from = amount.len();
        let (mut n_values, mut n_units) = (0, 0);
        let mut behind = tokens(amount).rev().peekable();
        while let Some(token) = behind.next() {
            let number = behind.next_if(|number| is_measure(token) && is_bare_number(number));
            n_units += usize::from(number.is_some());
            let value = number.unwrap_or(token);
            if !is_value(value) {
                break;
            }
            numbers_from = value.as_ptr().addr() - line.as_ptr().addr();
            n_values += 1;
        }
        let label = line[..numbers_from].trim_end_matches(is_space);
        if n_values == 0 {
            return self.read_spaced_before_words(start, end);
        }
        let ends_in_unit = line.ends_with(UNITS) || amount.len() < line.len();
        let needed = match ends_in_unit && label.contains(['，', '。', '；', '：']) {
            true => MIN_VALUES_BEFORE,
            false if label.is_empty() => 2,
            false if n_units > 0 && label.chars().nth(MAX_LABEL_BEFORE_UNIT).is_some() => 2,
            false => 1,
        };
        if n_values < needed {
            return false;
        }
        self.push_spaced(start, end);
        true
    }

    /// The same for a line on which the label of a group, or a piece of it, stands behind the numbers.
    fn read_spaced_before_words(&mut self, start: usize, end: usize) -> bool {
        let line = &self.text[start..end];
        let says_number =
            |token: &&str| matches!(read_value(token), Value::Number(_) | Value::Dash);
        let in_front = tokens(line);
        if in_front
            .take_while(says_number)
            .nth(MIN_VALUES_IN_FRONT - 1)
            .is_some()
        {
            self.push_spaced(start, end);
            return true;
        }
        let mut tokens = tokens(line).rev();
        let (mut n_words, mut n_values) = (0, 0);
        for token in &mut tokens {
            match read_value(token) {
                Value::Number(_) | Value::Dash => n_values += 1,
                _ if n_values > 0 => break,
                _ => n_words += token.chars().count(),
            }
            if n_words > MAX_WORDS_BEHIND || token.contains(['，', '。', '；', '：']) {
                return false;
            }
        }
        if n_values < MIN_VALUES_BEFORE {
            return false;
        }
        self.push_spaced(start, end);
        true
    }

    /// A row of the words and numbers that spaces set apart.
    fn push_spaced(&mut self, start: usize, end: usize) {
        let line = &self.text[start..end];
        let first_cell = self.cells.len();
        // Group and label stand in one line; a label broken by spaces is joined when it is looked up.
        let mut tokens = tokens(line).peekable();
        while let Some(token) = tokens.next() {
            let place = |token: &str| token.as_ptr() as usize - self.text.as_ptr() as usize;
            let start = place(token);
            // 1328.57 万元 is one amount, 12 件 one number.
            let is_unit = |next: &str| is_money_unit(next) || is_measure(next);
            let unit = tokens.next_if(|next| is_unit(next) && is_bare_number(token));
            let last = unit.unwrap_or(token);
            let end = place(last) + last.len();
            self.push_cell(start, end);
        }
        self.push_row(Surface::Spaced, start, end, first_cell);
    }
}

/// The words and numbers of a line.
fn tokens(line: &str) -> impl DoubleEndedIterator<Item = &str> {
    let tokens = line.split(is_gap).map(|token| token.trim_matches(is_space));
    tokens.filter(|token| !token.is_empty())
}

/// A line without the unit of money that stands apart behind its last number.
fn without_money_unit(line: &str) -> &str {
    let Some(at) = line.rfind(is_space).filter(|_| line.ends_with(MONEY)) else {
        return line;
    };
    let (before, unit) = line.split_at(at);
    match is_money_unit(unit.trim_start_matches(is_space)) {
        true => before.trim_end_matches(is_space),
        false => line,
    }
}

/// Whether a word is nothing but what numbers of a row may be followed by.
fn is_measure(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|letter| UNITS.contains(&letter)) && letters.next().is_none()
}

fn is_bare_number(token: &str) -> bool {
    token.ends_with(|c: char| c.is_numeric()) && matches!(read_value(token), Value::Number(_))
}

/// Whether a line says more than labels and numbers do; what a page sets them apart with does not count.
fn is_sentence(line: &str) -> bool {
    let n_spaces = || line.bytes().filter(|&byte| byte == b' ').count();
    line.len() > MAX_LINE && line.len() - n_spaces() > MAX_LINE
}

/// Whether a line may end in a number, an amount of money, or what stands for none.
fn ends_like_value(line: &str) -> bool {
    line.chars().next_back().is_some_and(|last| {
        matches!(last, '0'..='9' | '０'..='９' | '元' | 'O' | 'o' | '〇' | 'l' | 'I')
            || UNITS.contains(&last)
            || matches!(last, ')' | '）')
            || is_dash(last.encode_utf8(&mut [0; 4]))
    })
}

/// Whether a word is what reading from a picture makes of a number: `O`, `1O`, `l2`.
pub(crate) fn is_misread_number(word: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let is_like_digit = |c: char| matches!(c, 'O' | 'o' | '〇' | 'l' | 'I');
    word.len() <= MAX_MISREAD
        && word.contains(is_like_digit)
        && word.chars().all(|c| is_digit(c) || is_like_digit(c))
        && (word.contains(is_digit) || word.chars().nth(1).is_none())
}
