//! The year of a title that stands below its words.
//!
//! In: the row in which the words of a title end. Out: the year that stands alone on a line below, and its place. A line that says more is none.

use super::title::{MAX_TITLE, find_year};
use crate::chars::{is_han, is_space};
use crate::span::Span;
use crate::syntax::Document;

/// Lines below the words of a title that its year may stand on: the name of the unit may come between.
pub(super) const MAX_BELOW: usize = 2;
/// Characters of a line with nothing but a year: `（二〇二四年度）`.
const MAX_YEAR_LINE: usize = 12;

/// The year that stands alone on a line below a title, next to it or behind the name of a unit.
pub(super) fn year_below(document: &Document, last_row: usize) -> Option<(u16, Span)> {
    let below = document.rows.iter().skip(last_row + 1).take(MAX_BELOW);
    for row in below.take_while(|row| row.n_cells == 1) {
        let line = document.line_span(row);
        let text = document.at(line);
        if let Some((year, place)) = find_year(text) {
            let is_bracket = |c: char| is_space(c) || matches!(c, '（' | '）' | '(' | ')');
            let rest = text[place.end..].trim_matches(is_bracket);
            let is_alone = text[..place.start].chars().all(is_bracket)
                && rest.starts_with('年')
                && text.chars().nth(MAX_YEAR_LINE).is_none();
            let is_year = is_alone && rest.chars().all(is_han) && rest.chars().nth(2).is_none();
            let start = line.start as usize;
            return is_year.then(|| (year, Span::new(start + place.start, start + place.end)));
        }
        if text.chars().nth(MAX_TITLE / 2).is_some() || !text.chars().all(is_of_name) {
            return None;
        }
    }
    None
}

/// Whether a character may be one of the name of a unit.
fn is_of_name(c: char) -> bool {
    is_han(c) || is_space(c) || matches!(c, '（' | '）' | '(' | ')' | '*' | '#')
}
