//! Numbers in sentences: digits with separators, Chinese numerals, percentages, years.
//!
//! In: folded text. Out: tokens with what they say. A number that is not certainly a plain one (a range, a telephone number, an ordinal) is none.

use std::borrow::Cow;

use crate::numerals::{self, YEARS};

/// What a run of digits or numerals says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Numeral {
    /// A whole number.
    Count(i64),
    /// A share in percent, with the number of its decimals.
    Percent(f64, u32),
    /// A year with its 年.
    Year(u16),
    /// A month with its 月.
    Month(u8),
    /// Digits that are no plain number.
    Other,
}

/// The numeral that starts with the digit at byte `at`, and the byte behind it.
pub(crate) fn read_digits(text: &str, at: usize) -> (Numeral, usize) {
    let (end, n_decimals) = end_of_digits(text, at);
    let written = text.get(at..end).unwrap_or_default();
    let digits = match written.contains(',') {
        true => Cow::Owned(written.replace(',', "")),
        false => Cow::Borrowed(written),
    };
    let rest = text.get(end..).unwrap_or_default();
    if rest.starts_with('%') {
        let share = digits
            .parse()
            .map_or(Numeral::Other, |share| Numeral::Percent(share, n_decimals));
        return (share, end + 1);
    }
    let before = text.get(..at).unwrap_or_default();
    if n_decimals == 0
        && let Some((date, len)) = read_date(&digits, before, rest)
    {
        return (date, end + len);
    }
    if n_decimals > 0 || digits.len() > 12 || is_part_of_other(before, rest) {
        return (Numeral::Other, end);
    }
    (digits.parse().map_or(Numeral::Other, Numeral::Count), end)
}

/// Where the digits from byte `at` on end, separators and decimals among them, and how many decimals there are.
fn end_of_digits(text: &str, at: usize) -> (usize, u32) {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = at;
    while digit(end) {
        end += 1;
    }
    let n_first = end - at;
    // 18,708,325
    while n_first <= 3
        && bytes.get(end) == Some(&b',')
        && (1..4).all(|n| digit(end + n))
        && !digit(end + 4)
    {
        end += 4;
    }
    if bytes.get(end) != Some(&b'.') || !digit(end + 1) {
        return (end, 0);
    }
    let first_decimal = end + 1;
    end = first_decimal;
    while digit(end) {
        end += 1;
    }
    (end, (end - first_decimal) as u32)
}

/// A year or a month, and how many bytes behind its digits belong to it.
fn read_date(digits: &str, before: &str, rest: &str) -> Option<(Numeral, usize)> {
    if let Some(year) = year(digits)
        && let Some(behind) = rest.strip_prefix('年')
        && !before.ends_with(|c: char| c.is_ascii_alphanumeric())
    {
        let behind = behind.strip_prefix('度').unwrap_or(behind);
        return Some((Numeral::Year(year), rest.len() - behind.len()));
    }
    let behind = rest.strip_prefix('月')?;
    Some((Numeral::Month(month(digits)?), rest.len() - behind.len()))
}

/// Whether digits between these two texts are a piece of a range, a telephone number, an ordinal or a name.
fn is_part_of_other(before: &str, rest: &str) -> bool {
    const JOINTS: &[char] = &['-', '~', '—', '–', '/', '.', '+', '<', '>', '=', '@', '_'];
    const TO: &[char] = &['至', '到'];
    let stuck = |c: char| c.is_ascii_alphanumeric() || JOINTS.contains(&c);
    let is_digit = |c: char| c.is_ascii_digit();
    let ranges_on = rest
        .strip_prefix(TO)
        .is_some_and(|to| to.starts_with(is_digit));
    let ranges_back = before
        .strip_suffix(TO)
        .is_some_and(|from| from.ends_with(is_digit));
    before.ends_with('第')
        || before.ends_with(stuck)
        || rest.starts_with(stuck)
        || ranges_on
        || ranges_back
}

fn month(digits: &str) -> Option<u8> {
    let month = digits.parse().ok().filter(|_| digits.len() <= 2)?;
    (1..=12).contains(&month).then_some(month)
}

fn year(digits: &str) -> Option<u16> {
    let year = digits.parse().ok().filter(|_| digits.len() == 4)?;
    YEARS.contains(&year).then_some(year)
}

/// The Chinese numeral that ends at byte `end`, which lies before a measure word: its value and first byte.
pub(crate) fn numeral_before(text: &str, end: usize) -> Option<(i64, usize)> {
    let before = text.get(..end)?;
    let start = before
        .char_indices()
        .rev()
        .take(10)
        .take_while(|(_, c)| numerals::part(*c).is_some())
        .last()
        .map(|(at, _)| at)?;
    let previous = before.get(..start)?.chars().next_back();
    let is_other = |c: char| c.is_ascii_alphanumeric() || "第每几数上任同某逐唯统万点".contains(c);
    if previous.is_some_and(is_other) {
        return None;
    }
    Some((numerals::read(before.get(start..)?)?, start))
}

/// The plain number, in digits or Chinese numerals, that a text ends in: its value and first byte.
pub(crate) fn numeral_at_end(text: &str) -> Option<(i64, usize)> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return numeral_before(text, text.len());
    }
    let start = text.len() - digits;
    let stuck = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | '第');
    let before = text.get(..start)?.chars().next_back();
    let value = text.get(start..)?.parse().ok()?;
    (!before.is_some_and(stuck)).then_some((value, start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> Numeral {
        read_digits(text, text.find(|c: char| c.is_ascii_digit()).unwrap_or(0)).0
    }

    #[test]
    fn digits_are_read_with_their_separators() {
        assert_eq!(count("收到12件"), Numeral::Count(12));
        assert_eq!(count("18,708,325次"), Numeral::Count(18_708_325));
        assert_eq!(count("2件,3件"), Numeral::Count(2));
        assert_eq!(count("占41.67%"), Numeral::Percent(41.67, 2));
        assert_eq!(count("2023年度"), Numeral::Year(2023));
        assert_eq!(count("12月"), Numeral::Month(12));
        assert_eq!(count("3个月"), Numeral::Count(3));
    }

    #[test]
    fn what_is_no_plain_number_is_none() {
        for text in [
            "0451-57301010",
            "3-5件",
            "3至5件",
            "2.1亿",
            "第20条",
            "B12件",
            "T+3件",
        ] {
            assert_eq!(count(text), Numeral::Other, "{text}");
        }
    }

    #[test]
    fn a_numeral_ends_at_its_measure_word() {
        let read = |text: &str| numeral_before(text, text.len()).map(|(value, _)| value);
        for (text, value) in [("收到一", 1), ("收到三十五", 35), ("收到七萬", 70_000)] {
            assert_eq!(read(text), Some(value), "{text}");
        }
        for text in ["三五", "第一", "每一", "件", "统一", "大陆"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
