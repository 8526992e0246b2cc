//! The rows of a document that each table is looked for in.

use std::ops::Range;

use super::hashes::{CellHashes, label_of};
use super::report::Headings;
use crate::form::Edition;
use crate::form::lexicon::{Lexicon, Name};
use crate::syntax::value::Value;
use crate::syntax::{Document, Row};

/// The rows of the document that each table is looked for in: those of its section; for a table whose heading is lost, those that carry its labels.
pub(super) fn regions(
    document: &Document,
    edition: &Edition,
    lexicon: &Lexicon,
    hashes: &CellHashes,
    headings: &Headings,
) -> Vec<Option<Range<usize>>> {
    let mut regions: Vec<Option<Range<usize>>> = edition
        .tables
        .iter()
        .map(|table| {
            let at = headings
                .main
                .iter()
                .position(|heading| heading.section == table.section)?;
            let end = headings
                .main
                .get(at + 1)
                .map_or(document.rows.len(), |next| next.row);
            let start = headings.main[at].row + 1;
            Some(start.min(end)..end)
        })
        .collect();
    for table in 0..regions.len() {
        if regions[table].is_some() {
            continue;
        }
        let Some(extent) = labelled_extent(document, lexicon, hashes, table) else {
            continue;
        };
        // The section before it reaches too far.
        for other in regions.iter_mut().flatten() {
            if other.contains(&extent.start) {
                other.end = extent.start;
            }
        }
        regions[table] = Some(extent);
    }
    regions
}

/// Rows of the document that two rows with broken labels may take, with their values.
const BROKEN_ROWS: usize = 32;
/// A shorter beginning of a label, in bytes, may be a word of anything.
const MIN_BEGINNING: usize = 12;

/// The rows between the first and the last that carry a label of a table, if there are at least three different ones, with the header above.
fn labelled_extent(
    document: &Document,
    lexicon: &Lexicon,
    hashes: &CellHashes,
    table: usize,
) -> Option<Range<usize>> {
    let mut extent: Option<Range<usize>> = None;
    let mut names = Vec::new();
    for (at, row) in document.rows.iter().enumerate() {
        for cell in row.first_cell..row.first_cell + row.n_cells {
            let name = label_of(lexicon, hashes.of(cell as usize), table).map(|named| named.name);
            // Words such as 其他 and 总计 head columns of several tables.
            if let Some(name @ (Name::Row(..) | Name::Group(..))) = name {
                let start = extent.as_ref().map_or(at, |extent| extent.start);
                extent = Some(start..at + 1);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
    }
    let mut extent = extent.filter(|_| names.len() >= 3)?;
    let cells_of = |row: &Row| row.first_cell as usize..(row.first_cell + row.n_cells) as usize;
    let is_label = |cell: usize| label_of(lexicon, hashes.of(cell), table).is_some();
    // A label that is broken is known by how it begins.
    let begins_label = |cell: usize| {
        let long_enough = document.cells[cell].span.len() >= MIN_BEGINNING;
        long_enough && lexicon.begins(hashes.of(cell), table)
    };
    let has = |at: usize, is_wanted: &dyn Fn(usize) -> bool| {
        let row = document.rows.get(at);
        row.is_some_and(|row| cells_of(row).any(is_wanted))
    };
    let above = |start: usize| {
        let mut rows = start.saturating_sub(BROKEN_ROWS)..start;
        rows.find(|&at| has(at, &begins_label))
    };
    while let Some(start) = above(extent.start) {
        extent.start = start;
    }
    while let Some(above) = extent.start.checked_sub(1)
        && has(above, &is_label)
    {
        extent.start = above;
    }
    let below = |end: usize| {
        let mut rows = (end..end + BROKEN_ROWS).rev();
        rows.find(|&at| has(at, &begins_label))
    };
    while let Some(last) = below(extent.end) {
        extent.end = last + 1;
    }
    // Values on lines of their own, or below the last row of the header, stand below the last label.
    let is_words = |cell: usize| document.cells[cell].value == Value::Words;
    while document
        .rows
        .get(extent.end)
        .is_some_and(|row| cells_of(row).all(|cell| !is_words(cell) || is_label(cell)))
    {
        extent.end += 1;
    }
    Some(extent)
}
