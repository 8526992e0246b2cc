//! What the header of a table in one line of numbers tells of where the numbers stand.
//!
//! In: the records of its region. Out: which numbers stand above the header and are another table's, and which cells of a longer line are below it.

use super::gaps::Placed;
use super::place::with_outer_blanks;
use super::records::{Record, Records, ValueCell};
use crate::chars::is_bar;
use crate::form::lexicon::Name;
use crate::syntax::value::Value;
use crate::syntax::{Document, Row};

/// How many records at the beginning are numbers above the header, while the table's own stand below it: a page has ended there, and they are those
/// of the table before.
pub(super) fn above_header(document: &Document, records: &Records) -> usize {
    let names_any = |record: &Record| {
        let mut pieces = records.pieces_of(record).iter();
        pieces.any(|piece| piece.named.is_some())
    };
    let Some(header) = records.records.iter().position(names_any) else {
        return 0;
    };
    // A number alone is a page's.
    let has_own = records.records[header..]
        .iter()
        .any(|own| records.n_stated(document, own) > 1);
    if has_own { header } else { 0 }
}

/// The `n` cells of a line below those of a header with as many cells, the last word of which stands over the last column.
pub(super) fn below_header(
    document: &Document,
    records: &Records,
    line: &[ValueCell],
    n: usize,
) -> Option<Vec<Placed>> {
    let row = document.rows.get(line.first()?.row)?;
    let is_alike = |other: &Row| other.surface == row.surface && other.n_cells == row.n_cells;
    if !row.surface.keeps_blanks() || line.len() != row.n_cells as usize || line.len() <= n {
        return None;
    }
    let mut of_columns = records.pieces.iter().rev();
    let last = of_columns.find(|piece| is_alike(&document.rows[piece.row]))?;
    let head = &document.rows[last.row];
    let mut of_head = records.pieces.iter().filter(|piece| piece.row == last.row);
    if !of_head.all(|piece| matches!(piece.name(), Some(Name::Column(..)))) {
        return None;
    }
    let cells = document.cells_of(head);
    let last = cells.iter().rposition(|cell| cell.value != Value::Blank)?;
    let from = (last + 1).checked_sub(n)?;
    let (cut, rest) = line.split_at(from);
    let (own, behind) = rest.split_at(n);
    let is_stated = |value: &ValueCell| value.is_stated(document);
    (!cut.iter().chain(behind).any(is_stated))
        .then(|| own.iter().map(|value| Placed::Cell(value.cell)).collect())
}

/// The cells of a line that lacks blanks only at its ends, beside its outermost bars; `None` where the header has cells enough between such bars.
pub(super) fn beside_outer_bars(
    document: &Document,
    records: &Records,
    line: &[ValueCell],
    n: usize,
) -> Option<Vec<Placed>> {
    let row = document.rows.get(line.first()?.row)?;
    // Bars behind a header alone are those of cells that a copy has merged.
    let is_framed = |row: &Row| {
        let line = document.at(row.span);
        line.starts_with(is_bar) && line.ends_with(is_bar)
    };
    let is_head =
        |head: &Row| head.surface == row.surface && head.n_cells as usize >= n && is_framed(head);
    let mut heads = records.pieces.iter().filter(|piece| piece.named.is_some());
    let lacks_cells = is_framed(row) && heads.any(|piece| is_head(&document.rows[piece.row]));
    with_outer_blanks(document, line, n).filter(|_| !lacks_cells)
}
