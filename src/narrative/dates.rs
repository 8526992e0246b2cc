//! Dates and periods.

use super::tokens::{Token, TokenMeaning};
use crate::numerals::{self, YEARS};

/// The words before a date on its line are a name, not a sentence, up to so many bytes.
const MAX_SIGNER: usize = 120;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

/// The date that is all of `line`, in digits (`2024年1月9日`) or numerals (`二〇二四年一月九日`), brackets and spaces aside.
pub fn read_date(line: &str) -> Option<Date> {
    let mut text = String::with_capacity(line.len());
    for c in line.chars().filter(|c| !crate::chars::is_space(*c)) {
        match c {
            '(' | ')' | '（' | '）' | '。' => {}
            '０'..='９' => text.extend(char::from_u32(u32::from(c) - 0xFF10 + 0x30)),
            c => text.push(c),
        }
    }
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, rest) = rest.split_once(['日', '号'])?;
    if !rest.is_empty() {
        return None;
    }
    let year = match year.parse() {
        Ok(year) => year,
        Err(_) => year.chars().try_fold(0_u16, |sum, c| {
            let digit = numerals::digit(c).map(|(digit, _)| digit);
            let digit = digit.or((c == 'O').then_some(0))?;
            sum.checked_mul(10)?.checked_add(digit)
        })?,
    };
    let small = |text: &str| -> Option<u8> {
        if text == "元" {
            return Some(1);
        }
        text.parse()
            .ok()
            .or_else(|| u8::try_from(numerals::read(text)?).ok())
    };
    let (month, day) = (small(month)?, small(day)?);
    Some(Date { year, month, day }).filter(|date| date.is_possible())
}

/// The date that a line is, or that stands at its end behind a name, with its first byte.
pub fn date_at_end(line: &str) -> Option<(Date, usize)> {
    // Most lines are none, and need not be looked at closely.
    memchr::memmem::find(line.as_bytes(), "月".as_bytes())?;
    if let Some(date) = read_date(line) {
        return Some((date, 0));
    }
    let (name, _) = line
        .trim_end_matches(crate::chars::is_space)
        .rsplit_once(crate::chars::is_space)?;
    let at = line.len()
        - line
            .get(name.len()..)?
            .trim_start_matches(crate::chars::is_space)
            .len();
    let is_name = name.len() <= MAX_SIGNER && !name.contains(['，', '。', '：', ':', '；', ',']);
    let date = read_date(line.get(at..)?).filter(|_| is_name)?;
    Some((date, at))
}

/// The first date in digits (`2024-01-09`, `2024/1/9`, `2024.1.9`, `2024年1月9日`) of a text, with its place in bytes.
pub fn find_date(text: &str) -> Option<(Date, std::ops::Range<usize>)> {
    let mut numbers: Vec<(u16, std::ops::Range<usize>)> = Vec::with_capacity(8);
    let mut at = 0;
    while let Some(start) = text.get(at..)?.find(|c: char| c.is_ascii_digit()) {
        let start = at + start;
        let rest = text.get(start..)?;
        let length = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        at = start + length;
        numbers.push((text.get(start..at)?.parse().unwrap_or(u16::MAX), start..at));
    }
    numbers.windows(3).find_map(|window| {
        let [(year, first), (month, second), (day, third)] = window else {
            return None;
        };
        let is_joined = |from: usize, to: usize| {
            let between = text.get(from..to).unwrap_or_default().trim();
            between.chars().count() == 1 && between.contains(['-', '/', '.', '年', '月'])
        };
        let date = Date {
            year: *year,
            month: u8::try_from(*month).ok()?,
            day: u8::try_from(*day).ok()?,
        };
        let is_date = first.len() == 4
            && is_joined(first.end, second.start)
            && is_joined(second.end, third.start);
        (is_date && date.is_possible()).then_some((date, first.start..third.end))
    })
}

impl Date {
    fn is_possible(self) -> bool {
        YEARS.contains(&self.year) && (1..=12).contains(&self.month) && (1..=31).contains(&self.day)
    }
}

/// The years of a sentence about the period of a report: each with its first byte and whether it is the report's own.
pub(super) fn periods(
    tokens: &[Token],
    text: &str,
    end: usize,
    report: Option<u16>,
    mut found: impl FnMut(u16, usize, bool),
) {
    let Some(report) = report else { return };
    let years = || {
        tokens.iter().filter_map(|token| match token.kind {
            TokenMeaning::Year(year) => Some((year, token.start, token.end)),
            _ => None,
        })
    };
    if years().next().is_none() {
        return;
    }
    let names_period = tokens
        .iter()
        .any(|token| token.entry().is_some_and(|entry| entry.is_period));
    let follows = |at: usize, days: &[&str]| {
        let rest = text.get(at..end).unwrap_or_default();
        days.iter().any(|day| rest.starts_with(day))
    };
    let is_first = |at: usize| {
        follows(at, &["1月1日", "01月01日", "01月1日", "1月01日"])
            || is_whole_year(text.get(at..end).unwrap_or_default())
    };
    let is_last = |at: usize| follows(at, &["12月31日"]);
    let starts: Vec<_> = years().filter(|&(.., end)| is_first(end)).collect();
    let ends: Vec<_> = years().filter(|&(.., end)| is_last(end)).collect();
    let (Some(first), true) = (
        starts.first(),
        names_period && starts.len() <= 1 && ends.len() <= 1,
    ) else {
        return;
    };
    found(first.0, first.1, first.0 == report);
    if let Some(last) = ends.first().filter(|last| last.1 > first.1) {
        found(last.0, last.1, last.0 == report);
    }
}

/// 1 月至 12 月
fn is_whole_year(months: &str) -> bool {
    let behind_first = ["1月", "01月", "1", "01"]
        .into_iter()
        .find_map(|month| months.strip_prefix(month));
    let is_between = |c: char| "至到-—–~～".contains(c);
    behind_first.is_some_and(|rest| {
        let last = rest.trim_start_matches(is_between);
        last.len() < rest.len() && last.starts_with("12月")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: u16, month: u8, day: u8) -> Option<Date> {
        Some(Date { year, month, day })
    }

    #[test]
    fn a_line_that_is_a_date_is_read() {
        assert_eq!(read_date("2020年1月29日"), date(2020, 1, 29));
        assert_eq!(read_date("  ２０２３ 年 1 月 16 日 "), date(2023, 1, 16));
        assert_eq!(read_date("（2024年元月8日）"), date(2024, 1, 8));
        assert_eq!(read_date("二〇二四年一月二十九日"), date(2024, 1, 29));
        assert_eq!(read_date("二○二三年十二月三十一日"), date(2023, 12, 31));
    }

    #[test]
    fn other_lines_are_none() {
        for line in [
            "2024年1月",
            "截至2024年1月9日",
            "2024年1月9日印发",
            "2024年13月9日",
            "202119日",
            "",
        ] {
            assert_eq!(read_date(line), None, "{line}");
        }
    }
}
