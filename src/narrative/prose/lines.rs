//! Which lines of a report are those of sentences, and which of them begin anew.

use super::{FULL_LINE, SENTENCE_ENDS};
use crate::chars::is_space;
use crate::numerals::is_ordinal;
use crate::syntax::value::Value;
use crate::syntax::{Document, Row, Surface};

/// A paragraph has at most so many lines between the rows of a table.
const MOST_LINES: usize = 12;

/// Whether a row may hold sentences: a line of its own, or words that spaces have cut.
pub(in crate::narrative) fn is_line(document: &Document, row: &Row) -> bool {
    let cells = document.cells_of(row);
    match row.surface {
        Surface::Line | Surface::Indented | Surface::Spaced => {
            cells.iter().any(|cell| cell.value == Value::Words)
        }
        Surface::Tabs | Surface::BarEnded | Surface::Bars | Surface::Html => {
            let mut stated = cells.iter().filter(|cell| cell.value != Value::Blank);
            let is_long = |value: &crate::syntax::Cell| value.span.len() > 3 * FULL_LINE;
            stated.next().is_some_and(is_long) && stated.next().is_none()
        }
    }
}

/// How many rows from `first` on are the lines of a sentence; 0 for the rows of a table, which end in no full stop.
pub(super) fn sentence_lines(document: &Document, first: usize) -> usize {
    let rows = document
        .rows
        .iter()
        .skip(first)
        .take(MOST_LINES)
        .enumerate();
    for (at, row) in rows {
        if !is_line(document, row) || at > 0 && row.gap > 1 {
            return 0;
        }
        let line = document
            .at(document.line_span(row))
            .trim_end_matches(is_space);
        if line.ends_with(SENTENCE_ENDS) {
            return at + 1;
        }
        if !line.ends_with(['，', ',']) && line.chars().count() < FULL_LINE {
            return 0;
        }
    }
    0
}

/// Whether a line starts with a number of its own: `（二）`, `2.`, `二、`, `一是`, `##`, `-`.
pub(super) fn starts_paragraph(line: &str) -> bool {
    let line = line.trim_start_matches(is_space);
    let mut chars = line.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    let numeral = |c: char| c.is_ascii_digit() || is_ordinal(c);
    match first {
        '(' | '（' => chars.next().is_some_and(numeral),
        '#' | '-' | '•' | '*' | '①'..='⑩' => true,
        c if numeral(c) => {
            let mut rest = line.trim_start_matches(numeral).chars();
            match rest.next() {
                Some('、' | '．' | '是') => true,
                Some('.') => !rest.next().is_some_and(|c| c.is_ascii_digit()),
                _ => false,
            }
        }
        _ => false,
    }
}
