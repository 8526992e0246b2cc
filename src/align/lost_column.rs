//! Tables that lack a column: a blank of the labels in front must not pass for a value of the row.
//!
//! In: the words of a header and the rows below it. Out: rows of too few values, taken out of their places.

use super::aligned::{AlignedTable, RowState};
use super::records::Piece;
use super::site::Site;
use super::slot::Slot;
use crate::form::lexicon::Name;
use crate::span::Span;
use crate::syntax::value::Value;

/// Whether a header in cells names all columns but one.
pub(super) fn lacks_column(site: Site, header: &[&Piece], official: &[usize]) -> bool {
    let is_named = |column: &&usize| {
        let name = |word: &&Piece| matches!(word.name(), Some(Name::Column(_, named)) if named == **column);
        header.iter().any(name)
    };
    let is_in_cells = |word: &&Piece| site.document.rows[word.row].surface.keeps_blanks();
    // A header of two or three words may be cut; and what stands beside its words may be the one that is wanted.
    let n_cells = |row: usize| {
        let cells = site.document.cells_of(&site.document.rows[row]).iter();
        cells.filter(|cell| cell.value == Value::Words).count()
    };
    let is_all_words = |word: &&Piece| {
        let beside = header.iter().filter(|other| other.row == word.row);
        beside.count() == n_cells(word.row)
    };
    official.len() > 3
        && official.iter().filter(is_named).count() + 1 == official.len()
        && header
            .iter()
            .all(|word| is_in_cells(word) && is_all_words(word))
}

/// Takes the values of rows that have one less than columns out of them, where a blank in front passed for the one that is gone.
pub(super) fn unplace_shifted(site: Site, table: &mut AlignedTable, rows: &[usize]) {
    for &row in rows {
        let of_form = &site.spec.rows[row];
        let cells = of_form.first_cell..of_form.first_cell + of_form.columns.len();
        let slots = &mut table.slots[cells];
        let is_blank = |slot: &Slot| slot.value() == Some(Value::Blank);
        if table.rows[row].state != RowState::Placed || !slots.first().is_some_and(is_blank) {
            continue;
        }
        let stated: Vec<Slot> = slots
            .iter()
            .filter(|slot| !is_blank(slot))
            .copied()
            .collect();
        let spans = stated.iter().map(Slot::span);
        let Some(span) = spans.reduce(Span::to) else {
            continue;
        };
        let n_values = stated.len();
        let mut stated = stated.into_iter();
        for slot in slots {
            *slot = match stated.next().as_ref().and_then(Slot::cell) {
                Some(cell) => Slot::ByOrder(*cell),
                None => Slot::Absent(span),
            };
        }
        table.rows[row].state = RowState::Unplaced { n_values, span };
    }
}
