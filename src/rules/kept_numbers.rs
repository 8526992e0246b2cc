//! No fix takes a number away: what every rule's fixes are held to before anybody sees them.

use crate::edit::Edit;
use crate::fix::Fix;
use crate::numerals;
use crate::syntax::value::{Value, read_value};

/// Headings have numbers of no more digits.
const HEADING_DIGITS: usize = 2;

/// Whether every number that the fix writes over in `text` is still there afterwards, or has another number in its place, and none grows by what
/// is written beside it.
pub(super) fn keeps_numbers(fix: &Fix, text: &str) -> bool {
    fix.edits().iter().all(|edit| {
        let is_kept = stays_in(edit.span.of(text), &edit.text);
        is_kept && !joins_numbers(edit, text)
    })
}

/// Whether the numbers of `old` are in `new`. Words must not lose one that is stuck to them, unless it is an item's and so one of the words; a number
/// may give way to a number.
fn stays_in(old: &str, new: &str) -> bool {
    if !old.contains(|c| is_digit(c) || numerals::part(c).is_some()) {
        return true;
    }
    let is_number = |text: &str| {
        let text = text.trim();
        matches!(read_value(text), Value::Number(_)) || numerals::read(text).is_some()
    };
    if is_number(old) && is_number(new) {
        // `000、` is no number of a heading that 五 might take the place of, but values of the line above.
        let is_of_heading =
            |text: &str| text.chars().filter(|&c| is_digit(c)).count() <= HEADING_DIGITS;
        return new.contains(is_digit) || is_of_heading(old);
    }
    let mut in_new = numerals_in(new).into_iter();
    let stays = |numeral: &str| in_new.any(|other| other == numeral);
    if !numerals_in(old).into_iter().all(stays) {
        return false;
    }
    let (stated, written) = (numbers(old), numbers(new));
    let [first, others @ ..] = stated.as_slice() else {
        return true;
    };
    if others.is_empty() && !written.is_empty() && !new.contains(char::is_alphabetic) {
        return true;
    }
    // An item's number gives way to an item's number, and stands for no other.
    let (must_stay, written) = match (is_of_item(old, first), written.split_first()) {
        (true, Some((item, written))) if is_of_item(new, item) => (others, written),
        (true, _) => (others, &written[..]),
        (false, _) => (&stated[..], &written[..]),
    };
    let mut written = written.iter();
    must_stay
        .iter()
        .all(|number| written.any(|other| other == number))
}

/// Whether digits meet after an edit that did not before.
fn joins_numbers(edit: &Edit, text: &str) -> bool {
    let before = text.get(..edit.span.start as usize).unwrap_or_default();
    let after = text.get(edit.span.end as usize..).unwrap_or_default();
    let ends_in_digit = |text: &str| text.chars().next_back().is_some_and(is_digit);
    let begins_with_digit = |text: &str| text.starts_with(is_digit);
    match edit.text.as_str() {
        "" => !edit.span.is_empty() && ends_in_digit(before) && begins_with_digit(after),
        new => {
            ends_in_digit(before) && begins_with_digit(new)
                || ends_in_digit(new) && begins_with_digit(after)
        }
    }
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// The numbers in a text, each as its digits in ASCII.
fn numbers(text: &str) -> Vec<String> {
    let ascii = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    let narrow: String = text.chars().map(ascii).collect();
    let runs = narrow.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','));
    runs.map(|run| run.trim_matches(['.', ',']))
        .filter(|run| !run.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The numbers in words, of two characters or more; those of articles (第二十条) are none.
fn numerals_in(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut before = text;
    while let Some(end) = before.rfind(|c| numerals::part(c).is_some()) {
        let is_other = |c: char| numerals::part(c).is_none();
        let end = end + before[end..].chars().next().map_or(0, char::len_utf8);
        let start = before[..end].trim_end_matches(|c| !is_other(c)).len();
        let run = &before[start..end];
        before = &before[..start];
        // Behind an item's number, a number in words makes none that could be read.
        if run.chars().nth(1).is_some() && !before.ends_with('第') {
            found.push(run);
        }
    }
    found
}

/// Whether a text begins with `number` as items are numbered: `1.`, `２、`.
fn is_of_item(text: &str, number: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mark = text.trim_start_matches(is_digit);
    number.len() <= 2
        && mark.len() < text.len()
        && mark.starts_with(['.', '．', '、', '､', ',', '，', ')', '）'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::Applicability;
    use crate::span::Span;

    #[test]
    fn words_do_not_take_a_number_with_them() {
        let keeps = |text: &str, start: usize, end: usize, new: &str| {
            let edit = Edit {
                span: Span::new(start, end),
                text: new.to_owned(),
            };
            let fix = Fix::new(String::new(), Applicability::Unsafe, vec![edit]);
            keeps_numbers(&fix, text)
        };
        let whole = |text: &str, new: &str| keeps(text, 0, text.len(), new);
        assert!(whole("1属于国家机密", "1.属于国家秘密"));
        assert!(whole("2、国家机密", "1.属于国家秘密"));
        assert!(whole("行政规范", "行政规范性文件"));
        assert!(!whole("行政规范318", "行政规范性文件"));
        assert!(!whole("收费41.70", "行政事业性收费"));
        assert!(!whole("318行政规范", "1.行政规范"));
        assert!(!whole("1.国家机密1", "1.属于国家秘密"));
        assert!(!whole("行政规范三百一十八", "行政规范性文件"));
        assert!(!whole("三贰佰叁拾本年度办理结果", "三、本年度办理结果"));
        assert!(!whole("1.国家机密肆拾贰", "1.属于国家秘密"));
        assert!(!whole("二十三项：二十条", "第二十条第（一）项"));
        assert!(whole("第十二条（五）项", "第二十条第（五）项"));
        assert!(whole("一、二、总体情况", "一、总体情况"));
        // a number for a number, as a cell's and a sentence's are corrected
        assert!(whole("１２", "12"));
        assert!(whole("5", "五"));
        assert!(!whole("000", "五"));
        assert!(whole("2021", "2023"));
        assert!(whole("二〇二一", "2023"));
        assert!(whole("三十二", "23"));
        assert!(whole("12 847", "12847"));
        assert!(whole("１,328.57万元", "1328.57万元"));
        assert!(!whole("12", ""));
        // and none grows by what is written beside it
        assert!(!keeps("40", 1, 1, "7"));
        assert!(!keeps("4 0", 1, 2, ""));
        assert!(keeps("4\n\n0", 2, 2, "7"));
    }
}
