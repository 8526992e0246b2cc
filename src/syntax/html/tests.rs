#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

mod insertion;
mod layout;
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

/// The source with `value` written into a cell, its markup kept.
fn with_cell(
    source: &str,
    projection: &Projection,
    row_idx: usize,
    cell_idx: usize,
    value: &str,
) -> String {
    let cell = projection.rows[row_idx].cells[cell_idx];
    let pieces = projection.map.source_pieces(cell);
    let mut written = source.to_owned();
    if pieces.is_empty() {
        written.insert_str(projection.map.source(cell).range().start, value);
        return written;
    }
    for (idx, piece) in pieces.iter().enumerate().rev() {
        written.replace_range(piece.range(), if idx == 0 { value } else { "" });
    }
    written
}
