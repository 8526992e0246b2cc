//! The number in front of a heading's title, in whatever style it is written.

use super::heading_line::Matcher;
use crate::chars::is_space;
use crate::numerals::is_ordinal;

/// What the parts of a text are called whose number has 第 in front.
const PARTS: [&str; 2] = ["部分", "章"];

/// Roman numerals, from one on.
const ROMAN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];

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
    /// The numeral of a section in the style of another height: `（二）`, `第二部分`.
    Enclosed(usize),
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
            Some((section, title)) => (HeadingNumber::Enclosed(section), line.len() - title.len()),
            None => (HeadingNumber::Other, 0),
        }
    }
}
