#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::edit::{Edit, apply};

mod concealed;
mod insertion;
mod layout;
mod lines;
mod properties;
mod sniffing;

/// The texts of the cells of each row.
fn cell_texts(projection: &Projection) -> Vec<Vec<&str>> {
    projection
        .rows
        .iter()
        .map(|row| {
            row.cells
                .iter()
                .map(|cell| cell.of(&projection.text))
                .collect()
        })
        .collect()
}

/// The source behind the first place where `shown` stands in the projected text.
fn source_behind<'s>(source: &'s str, shown: &str) -> &'s str {
    let projection = project(source);
    let at = projection
        .text
        .find(shown)
        .expect("shown text stands in the projection");
    projection
        .map
        .source(Span::new(at, at + shown.len()))
        .of(source)
}

/// The source with `value` written into a cell.
fn with_cell(
    source: &str,
    projection: &Projection,
    row_idx: usize,
    cell_idx: usize,
    value: &str,
) -> String {
    let span = projection.rows[row_idx].cells[cell_idx];
    with_edit(source, projection, span, value)
}

/// The source after a change of the projected text.
fn with_edit(source: &str, projection: &Projection, span: Span, text: &str) -> String {
    let text = text.to_owned();
    apply(source, &projection.map.source_edits(&Edit { span, text }))
}
