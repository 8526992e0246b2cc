//! Lines that are numbered like sections: `七、工作打算`.
//!
//! In: the rows of a document, and for one that has become another, the lines found in it before. Out: the lines that begin with a numeral like those of
//! sections and are no labels of the form. Deliberately absent: which of them are headings, and what is wrong with their numbers.

use std::ops::Range;

use crate::chars::is_space;
use crate::kit::Kit;
use crate::numerals::part;
use crate::span::Span;
use crate::syntax::{Damage, Document};
use crate::words::{folded, numeral_at_end};

/// A line that is numbered like a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedLine {
    /// Its number; `None` if it is beyond all counting.
    pub number: Option<usize>,
    /// The number without the mark behind it.
    pub number_span: Span,
    /// Number and title.
    pub span: Span,
    /// Index of its row in the document.
    pub row: usize,
}

/// A longer line is a sentence, in bytes.
const MAX_LINE: usize = 120;
const MARK: char = '、';
/// The same, half as wide.
const HALF_MARK: char = '､';
/// A longer numeral, with spaces, numbers no section, in bytes.
const MAX_NUMERAL: usize = 60;

/// The lines among some rows that are numbered like sections, in reading order.
pub(super) fn numbered_lines(
    document: &Document,
    rows: Range<usize>,
    kit: &Kit,
) -> Vec<NumberedLine> {
    let among = document.rows.get(rows.clone()).unwrap_or_default();
    let lines = among
        .iter()
        .zip(rows)
        .filter_map(|(row, at)| numbered(document, document.line_span(row), kit, at));
    lines.collect()
}

/// The same for all rows of a document that has become another, by those that it had.
pub(super) fn numbered_lines_again(
    document: &Document,
    damage: &Damage,
    mut lines: Vec<NumberedLine>,
    kit: &Kit,
) -> Vec<NumberedLine> {
    let first = lines.partition_point(|line| line.row < damage.old_rows.start);
    let behind = lines.partition_point(|line| line.row < damage.old_rows.end);
    for line in &mut lines[behind..] {
        line.row = damage.row(line.row).unwrap_or_default();
        line.number_span = damage.place(line.number_span);
        line.span = damage.place(line.span);
    }
    let read = numbered_lines(document, damage.rows.clone(), kit);
    lines.splice(first..behind, read);
    lines
}

/// A line that is numbered like a section and is none of the form's own labels.
fn numbered(document: &Document, line: Span, kit: &Kit, row: usize) -> Option<NumberedLine> {
    if line.len() > MAX_LINE {
        return None;
    }
    let whole = document.at(line);
    let written = whole.trim_start_matches(|c| is_space(c) || matches!(c, '#' | '*'));
    let lead = whole.len() - written.len();
    // Most lines begin with a word or a digit.
    let first = written.chars().next().filter(|&c| part(c).is_some())?;
    numeral_at_end(first.encode_utf8(&mut [0; 4]))?;
    // Up to the mark, nothing else but the numeral may stand.
    let is_mark = |c: char| c == MARK || c == HALF_MARK;
    let numeral = written.split(is_mark).next().unwrap_or_default();
    if numeral.len() == written.len() || numeral.len() > MAX_NUMERAL {
        return None;
    }
    let written = written.trim_end_matches(|c| is_space(c) || matches!(c, '*' | '#' | '|'));
    let text = folded(written, &kit.fold);
    let (numeral, title) = text.split_once(MARK)?;
    let (number, 0) = numeral_at_end(numeral)? else {
        return None;
    };
    let is_sentence = text.contains([',', ';', '。', '?', '!', '|']);
    let has_digits = numeral.contains(|c: char| c.is_ascii_digit());
    if is_sentence || title.is_empty() || has_digits || is_label(kit, &text, title) {
        return None;
    }
    // A row whose label goes on in the line below.
    let label = without_values(written);
    if label.len() < written.len() && begins_label(kit, &folded(label, &kit.fold)) {
        return None;
    }
    let start = line.start as usize + lead;
    let numeral = written.split(MARK).next().unwrap_or_default();
    Some(NumberedLine {
        number: usize::try_from(number).ok(),
        number_span: Span::new(start, start + numeral.len()),
        span: Span::new(start, start + written.len()),
        row,
    })
}

/// What a line says in front of the numbers and dashes at its end, which are set apart by spaces.
fn without_values(line: &str) -> &str {
    let is_value = |c: char| c.is_ascii_digit() || matches!(c, '.' | '%' | '-' | '—' | '－' | '/');
    let values = line.trim_end_matches(|c| is_space(c) || is_value(c));
    let behind = &line[values.len()..];
    match behind.starts_with(is_space) {
        true => values,
        false => line,
    }
}

/// Whether folded words are the beginning of the label of a row.
fn begins_label(kit: &Kit, words: &str) -> bool {
    let mut labels = kit.row_labels().iter();
    labels.any(|label| label.starts_with(words))
}

/// Whether a line is a label of a table whose rows could not be placed.
fn is_label(kit: &Kit, text: &str, title: &str) -> bool {
    let mut labels = kit.row_labels().iter();
    let (first, last) = (text.bytes().next(), title.bytes().next_back());
    labels.any(|label| {
        // Most labels are told by one byte.
        let begins = || label.starts_with(text) || text.starts_with(label.as_str());
        label.bytes().next() == first && begins()
            || label.bytes().next_back() == last && label.ends_with(title)
    })
}

#[cfg(test)]
mod tests {
    use super::numbered_lines;
    use crate::kit::Forms;
    use crate::syntax::parse;

    fn lines(text: &str) -> Vec<String> {
        let document = parse(text);
        let lines = numbered_lines(
            &document,
            0..document.rows.len(),
            &Forms::builtin().kits()[0],
        );
        let written = lines.iter().map(|line| document.at(line.span).to_string());
        written.collect()
    }

    #[test]
    fn a_row_of_a_table_whose_label_is_broken_is_no_numbered_line() {
        for row in [
            "一、本年新收政府信息 7  2   0   0   0   1   10",
            "  二、上年结转政府信息公开申请 1   0   0   0   0   0   1   —",
            "二、上年结转政府 1 0 0 0 0 0 1 9.1%",
        ] {
            assert_eq!(lines(row), [""; 0], "{row}");
        }
    }

    #[test]
    fn a_title_that_ends_in_a_number_is_a_numbered_line() {
        for title in [
            "一、本年要事 12",
            "一、本年新收政府信息公开申请12",
            "二、培训",
        ] {
            assert_eq!(lines(title), [title]);
        }
    }
}
