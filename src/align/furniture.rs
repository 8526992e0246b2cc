//! What a page leaves inside a table: its number, and the words before it.

use super::records::{Record, ValueCell};
use crate::syntax::value::Value;
use crate::syntax::{Document, Surface};

/// The values of a row on lines without the number of a page that ended below it: written otherwise than they are, or they add up without it.
pub(super) fn without_page_number<'r>(
    document: &Document,
    record: &Record,
    values: &'r [ValueCell],
    n: usize,
    adds_up: impl Fn(&[Value]) -> bool,
) -> Option<&'r [ValueCell]> {
    let (last, kept) = values.split_last()?;
    let is_page = matches!(
        last.says(document),
        Value::Number(number) if number.oddities.is_plain() && number.whole_part > 0
    );
    if kept.len() != n || record.shape.surface.keeps_blanks() || !is_page {
        return None;
    }
    let surface = |value: &ValueCell| document.rows[value.row].surface;
    let stands_out =
        surface(last) == Surface::Line && kept.iter().all(|value| surface(value) != Surface::Line);
    let numbers: Vec<Value> = kept.iter().map(|value| value.says(document)).collect();
    (stands_out || adds_up(&numbers)).then_some(kept)
}

/// How rows are written; the number of a page between two of them is written otherwise.
pub(super) fn surfaces_of<'r>(rows: impl Iterator<Item = &'r Record>) -> Vec<Surface> {
    let mut surfaces: Vec<Surface> = Vec::new();
    for row in rows {
        if !surfaces.contains(&row.shape.surface) {
            surfaces.push(row.shape.surface);
        }
    }
    surfaces
}

/// `Page` and `P.` in front of a page's number.
pub(super) fn is_page_word(label: &str) -> bool {
    let word = label.trim_end_matches('.');
    word.eq_ignore_ascii_case("page") || word.eq_ignore_ascii_case("p")
}
