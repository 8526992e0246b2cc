//! The name of a body on a line of its own, beside a title that names nobody.

use crate::chars::is_han;
use crate::form::fold::Fold;
use crate::form::phrases::Bodies;
use crate::syntax::value::Value;
use crate::syntax::{Document, Row};
use crate::words::folded;

/// A line beside the title that names the body has at most so many characters.
const MAX_NAME: usize = 30;
/// And so many bytes, with all that is no part of the name.
const MAX_BYTES: usize = 400;
/// So many lines above the title may name the body.
const LINES_ABOVE: usize = 2;

/// The row above a title that begins with `first_row`, if it is the name of a body, and that name, folded.
pub(crate) fn body_above(
    document: &Document,
    first_row: usize,
    bodies: &Bodies,
    fold: &Fold,
) -> Option<(usize, String)> {
    let above = document.rows.get(..first_row)?;
    let mut near = above.iter().enumerate().rev().take(LINES_ABOVE);
    let (at, row) = near.find(|(_, row)| {
        let mut cells = document.cells_of(row).iter();
        cells.any(|cell| cell.value == Value::Words)
    })?;
    Some((at, body_on_line(document, row, bodies, fold)?))
}

/// The name of a body that a line is, folded.
pub(crate) fn body_on_line(
    document: &Document,
    row: &Row,
    bodies: &Bodies,
    fold: &Fold,
) -> Option<String> {
    let line = document.line_span(row);
    if line.len() > MAX_BYTES {
        return None;
    }
    let name = folded(document.at(line), fold);
    // What marks a heading in Markdown is none of its words.
    let name = name.trim_matches(['#', '*']);
    let ends = |endings: &[String]| endings.iter().any(|end| name.ends_with(end.as_str()));
    let is_word = name
        .chars()
        .all(|c| is_han(c) || matches!(c, '(' | ')' | '、'));
    let is_name = is_word && name.chars().count() <= MAX_NAME;
    (is_name && (ends(&bodies.government) || ends(&bodies.names))).then(|| name.to_owned())
}
