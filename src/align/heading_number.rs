//! The number in front of a heading's title, in whatever style it is written.

use super::heading_line::Matcher;
use crate::chars::is_space;
use crate::form::lexicon::same_words;
use crate::numerals::{self, is_ordinal};

/// What the parts of a text are called whose number has 第 in front.
const PARTS: [&str; 5] = ["部分", "章", "项", "節", "节"];

/// What may stand in front of a number.
const OPENINGS: [&str; 6] = ["(", "（", "〔", "[", "【", "第"];
/// The same as a word, without regard to case.
const OPENING_WORD: &str = "part";

/// Roman numerals, from one on.
const ROMAN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];

/// What may stand between a number and its title.
fn is_between(c: char) -> bool {
    let closes = matches!(c, ')' | '）' | '〕' | ']' | '】');
    let is_mark = matches!(
        c,
        '、' | '､'
            | ':'
            | '：'
            | '.'
            | '．'
            | ','
            | '，'
            | '·'
            | '•'
            | '-'
            | '—'
            | '–'
            | '\\'
            | '*'
    );
    closes || is_mark || is_space(c)
}

/// What stands behind the opening of a number; all of the line where none opens it.
fn behind_opening(line: &str) -> &str {
    if let Some((word, rest)) = line.split_at_checked(OPENING_WORD.len())
        && word.eq_ignore_ascii_case(OPENING_WORD)
    {
        return rest.trim_start_matches(is_space);
    }
    let opened = OPENINGS
        .iter()
        .find_map(|opening| line.strip_prefix(opening));
    opened.unwrap_or(line)
}

fn is_roman(c: char) -> bool {
    matches!(c, 'I' | 'V' | 'X' | 'Ⅰ'..='Ⅻ')
}

/// The number that a Roman numeral, in letters, stands for.
fn roman(letters: &str) -> Option<usize> {
    let place = ROMAN
        .iter()
        .position(|roman| roman.eq_ignore_ascii_case(letters));
    place.map(|place| place + 1)
}

/// What stands in front of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadingNumber {
    None,
    /// The numeral of a section, by index.
    Section(usize),
    /// The numeral of a section in the style of another height, or in none: `（二）`, `第二部分`, `②`, `二 `.
    Enclosed(usize),
    /// The same with 第, which numbers no items of a section.
    Part(usize),
    /// A number of another style or height.
    Other,
}

impl Matcher<'_> {
    /// `二、` and its length in bytes. A digit (`2、`) counts as the section's number too; `（二）` is a lower heading.
    pub(super) fn read_number(&self, line: &str) -> (HeadingNumber, usize) {
        let mut end = 0;
        for (at, c) in line.char_indices().take(6) {
            let is_digit = c.is_ascii_digit() || matches!(c, '０'..='９');
            if is_digit || is_ordinal(c) || is_roman(c) || is_space(c) && end == 0 {
                end = at + c.len_utf8();
            } else {
                break;
            }
        }
        let numeral = line[..end].trim_start_matches(is_space);
        // A number and its mark may be bold each for itself: `**二****、…**`.
        let rest = line[end..].trim_start_matches(|c| is_space(c) || c == '*');
        let mark = rest
            .chars()
            .next()
            .filter(|c| matches!(c, '、' | '.' | '．' | ',' | '，' | '､' | '：' | ':' | '\\'));
        if numeral.is_empty() {
            return self.read_enclosed(line);
        }
        let Some(mark) = mark else {
            return self.read_enclosed(line);
        };
        let mut length = line.len() - rest.len() + mark.len_utf8();
        if mark == '\\' {
            length += line[length..].chars().next().map_or(0, char::len_utf8);
        }
        let section = self.numbered_section(numeral);
        (
            section.map_or(HeadingNumber::Other, HeadingNumber::Section),
            length,
        )
    }

    /// The section that has this number: in the form's own numeral, in digits of any kind, in Roman or in financial numerals.
    fn numbered_section(&self, numeral: &str) -> Option<usize> {
        let folded = self.fold.fold(numeral);
        let mut sections = self.sections.iter();
        let place = sections.position(|section| section.number == folded);
        // Digits of full width are folded to common ones, and so are Roman numerals of one character to letters, and numbers in rings.
        let narrow: String = folded.iter().filter(|c| c.is_alphanumeric()).collect();
        let number = (narrow.parse::<usize>().ok())
            .or_else(|| roman(&narrow))
            .or_else(|| numerals::digit_of(&narrow))
            .or_else(|| usize::try_from(numerals::read(&narrow)?).ok());
        let by_number = number.and_then(|number| number.checked_sub(1));
        place.or(by_number.filter(|&section| section < self.edition.sections.len()))
    }

    /// `（二）`, `第二部分`, `②` or `二 ` and its length in bytes, if that is a section's numeral.
    fn read_enclosed(&self, line: &str) -> (HeadingNumber, usize) {
        let inner = behind_opening(line);
        let is_opened = inner.len() < line.len();
        let none = match is_opened {
            true => (HeadingNumber::Other, 0),
            false => (HeadingNumber::None, 0),
        };
        let is_numeral = |c: char| is_roman(c) || c.is_numeric() || numerals::part(c).is_some();
        let rest = inner.trim_start_matches(is_numeral);
        let numeral = &inner[..inner.len() - rest.len()];
        let Some(section) = self.numbered_section(numeral) else {
            return none;
        };
        let mut parts = PARTS.iter().filter(|_| line.starts_with('第'));
        let behind = parts.find_map(|part| rest.strip_prefix(part));
        let title = behind.unwrap_or(rest).trim_start_matches(is_between);
        // A title may begin with a numeral of its own.
        let is_apart = is_opened || title.len() < rest.len();
        let is_own = || same_words(&self.fold.fold(title), &self.sections[section].title).is_some();
        if title.is_empty() || !is_apart && !is_own() {
            return none;
        }
        let number = match line.starts_with('第') {
            true => HeadingNumber::Part(section),
            false => HeadingNumber::Enclosed(section),
        };
        (number, line.len() - title.len())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::align::align_one;
    use crate::kit::Forms;
    use crate::syntax::parse;

    const TITLES: [&str; 3] = [
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
    ];

    fn sections(numbers: [&str; 3], behind: &str) -> Vec<usize> {
        let lines = numbers.iter().zip(TITLES);
        let lines = lines.map(|(number, title)| format!("{number}{title}{behind}\n见下文。\n"));
        let text =
            "某县某局2024年政府信息公开工作年度报告\n".to_owned() + &lines.collect::<String>();
        let aligned = align_one(parse(&text), Forms::builtin(), None);
        let main = aligned.map(|aligned| aligned.report.headings.main);
        main.unwrap_or_default()
            .iter()
            .map(|heading| heading.section)
            .collect()
    }

    #[test]
    fn a_title_word_for_word_is_a_heading_whatever_its_number_looks_like() {
        for numbers in [
            ["一 ", "二 ", "三 "],
            ["（1）", "（2）", "（3）"],
            ["01 ", "02 ", "03 "],
            ["①", "②", "③"],
            ["㈠", "㈡", "㈢"],
            ["壹、", "贰、", "叁、"],
            ["一）", "二）", "三）"],
            ["第1部分 ", "第2部分 ", "第3部分 "],
            ["第一项 ", "第二项 ", "第三项 "],
            ["Part 1 ", "Part 2 ", "Part 3 "],
            ["第一部分 ", "第二部分 ", "第二部分 "],
        ] {
            assert_eq!(sections(numbers, ""), [0, 1, 2], "{numbers:?}");
        }
    }

    #[test]
    fn a_sentence_that_begins_with_a_title_is_none() {
        assert!(sections(["（1）", "（2）", "（3）"], "良好").is_empty());
        assert!(sections(["3 ", "5 ", "7 "], "12件").is_empty());
    }
}
