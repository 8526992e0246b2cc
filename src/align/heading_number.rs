//! The number in front of a heading's title, in whatever style it is written.

use super::heading_line::Matcher;
use crate::chars::is_space;
use crate::numerals::is_ordinal;

/// What the parts of a text are called whose number has 第 in front.
const PARTS: [&str; 2] = ["部分", "章"];

/// Numerals of amounts of money.
const ODD_NUMERALS: [char; 6] = ['壹', '贰', '叁', '肆', '伍', '陆'];

/// A number and its marks take no more characters.
const MAX_ODD_NUMBER: usize = 5;

/// Roman numerals, from one on.
const ROMAN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];

pub(super) fn is_odd_numeral(c: char) -> bool {
    ODD_NUMERALS.contains(&c)
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
    /// The numeral of a section in the style of another height: `（二）`.
    Enclosed(usize),
    /// The same with 第, which numbers no items.
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
            return (HeadingNumber::None, 0);
        };
        let mut length = line.len() - rest.len() + mark.len_utf8();
        if mark == '\\' {
            length += line[length..].chars().next().map_or(0, char::len_utf8);
        }
        let folded = self.fold.fold(numeral);
        let place = self
            .sections
            .iter()
            .position(|section| section.number == folded);
        // Digits of full width are folded to common ones, and so are Roman numerals of one character to letters.
        let narrow: String = folded.iter().collect();
        let by_digit = (narrow.parse::<usize>().ok())
            .or_else(|| roman(&narrow))
            .and_then(|n| n.checked_sub(1))
            .filter(|&n| n < self.edition.sections.len());
        (
            place
                .or(by_digit)
                .map_or(HeadingNumber::Other, HeadingNumber::Section),
            length,
        )
    }

    /// The length of what a line has in front of the official title of a section and is a number of no common style: `1 `, `（1）`, `①`, `壹、`.
    pub(super) fn length_of_odd_number(&self, line: &str) -> Option<usize> {
        let is_sign = |c: char| {
            let is_numeral = is_ordinal(c) || is_roman(c) || is_odd_numeral(c);
            let is_word = matches!(c, '第' | '部' | '分' | '项' | '章' | '节');
            !c.is_alphanumeric() || is_numeral || is_word || c.is_numeric()
        };
        let line = line
            .strip_prefix("Part")
            .map_or((0, line), |rest| (4, rest));
        let (before, line) = line;
        let length = line.len() - line.trim_start_matches(is_sign).len();
        let (front, title) = line.split_at_checked(length)?;
        let n_signs = front.chars().filter(|c| !is_space(*c)).count();
        let folded = self.fold.fold(title);
        let mut sections = self.sections.iter();
        ((1..=MAX_ODD_NUMBER).contains(&n_signs) && sections.any(|words| words.title == folded))
            .then_some(before + length)
    }

    /// `（二）` or `第二部分` and its length in bytes, if that is a section's numeral.
    fn read_enclosed(&self, line: &str) -> (HeadingNumber, usize) {
        if !line.starts_with(['(', '（', '〔', '第', '①', '②', '③']) {
            return (HeadingNumber::None, 0);
        }
        let inner = line.trim_start_matches(['(', '（', '第']);
        let rest = inner.trim_start_matches(is_ordinal);
        let title = match line.starts_with('第') {
            true => PARTS
                .iter()
                .find_map(|part| rest.strip_prefix(part))
                .map(|title| title.trim_start_matches(['、', '：', ':'])),
            false => rest.strip_prefix([')', '）']),
        };
        let number = self.fold.fold(&inner[..inner.len() - rest.len()]);
        let mut sections = self.sections.iter();
        let section = sections.position(|section| section.number == number);
        match section.zip(title) {
            Some((section, title)) if line.starts_with('第') => {
                (HeadingNumber::Part(section), line.len() - title.len())
            }
            Some((section, title)) => (HeadingNumber::Enclosed(section), line.len() - title.len()),
            None => (HeadingNumber::Other, 0),
        }
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
