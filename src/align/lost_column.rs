//! Rows that lack a value: a blank of the labels in front, or one behind the table, must not pass for it.
//!
//! In: the words of a header and the rows below it. Out: rows of too few values, taken out of their places.

use super::aligned::{AlignedTable, RowState};
use super::records::{Piece, Records, ValueCell};
use super::rows::Match;
use super::site::Site;
use super::slot::Slot;
use crate::form::lexicon::Name;
use crate::span::Span;
use crate::syntax::value::Value;
use crate::syntax::{Cell, Document};

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
pub(super) fn unplace_led_by_blanks(site: Site, table: &mut AlignedTable, rows: &[usize]) {
    for &row in rows {
        let first = table.slots.get(site.spec.rows[row].first_cell);
        if first.is_some_and(is_blank) {
            table.unplace(site, row);
        }
    }
}

/// Takes the values of a row that states all but its first or its last out of their places, where that blank stands in front of the first column or
/// behind the last one of the header: one of the labels', or one behind the table. Where other rows state values beside the header, it does not say
/// where columns are.
pub(super) fn unplace_beside_header(
    site: Site,
    (records, matches): (&Records, &[Option<Match>]),
    table: &mut AlignedTable,
    (header, rows): (&[&Piece], &[usize]),
    lacks_column: bool,
) {
    let place_of = |column: usize| {
        let is_named =
            |word: &&&Piece| matches!(word.name(), Some(Name::Column(_, named)) if named == column);
        GridPlace::of_word(site.document, header.iter().find(is_named)?)
    };
    let mut shifted = Vec::new();
    let (mut is_led_elsewhere, mut is_ended_elsewhere) = (false, false);
    for &row in rows {
        let of_form = &site.spec.rows[row];
        let cells = of_form.first_cell..of_form.first_cell + of_form.columns.len();
        let (Some([first, .., last]), [of_first, .., of_last]) =
            (table.slots.get(cells), &of_form.columns[..])
        else {
            continue;
        };
        let Some(record) = matches[row].as_ref().map(|found| found.record) else {
            continue;
        };
        let values = records.values_of(&records.records[record]);
        let beside = |slot: &Slot, column: usize| {
            let written = GridPlace::of_value(site.document, values, slot.span());
            written.zip(place_of(column))
        };
        let is_before = beside(first, *of_first).is_some_and(|(cell, head)| {
            cell.cells_before < head.cells_before && cell.of <= head.of
        });
        let is_behind = beside(last, *of_last).is_some_and(|(cell, head)| {
            cell.cells_before > head.cells_before && cell.of == head.of
        });
        let (is_led, is_ended) = (is_blank(first), is_blank(last));
        is_led_elsewhere |= is_before && !is_led;
        is_ended_elsewhere |= is_behind && !is_ended;
        if is_led != is_ended && table.n_blank(site, row) == 1 {
            shifted.push((row, is_led && is_before, is_ended && is_behind));
        }
    }
    for (row, is_led, is_ended) in shifted {
        if is_led && !is_led_elsewhere || is_ended && !is_ended_elsewhere && lacks_column {
            table.unplace(site, row);
        }
    }
}

/// Where something stands in a row whose cells keep their places.
#[derive(Clone, Copy)]
struct GridPlace {
    cells_before: usize,
    /// Cells in the row.
    of: usize,
}

impl GridPlace {
    fn of_word(document: &Document, word: &Piece) -> Option<Self> {
        Self::in_row(document, word.row, |cell| {
            cell.span.start <= word.span.start && word.span.start < cell.span.end
        })
    }

    fn of_value(document: &Document, values: &[ValueCell], span: Span) -> Option<Self> {
        let is_here = |value: &&ValueCell| document.cells[value.cell].span == span;
        let value = values.iter().find(is_here)?;
        Self::in_row(document, value.row, |cell| cell.span == span)
    }

    fn in_row(document: &Document, row: usize, is_it: impl Fn(&Cell) -> bool) -> Option<Self> {
        let row = document
            .rows
            .get(row)
            .filter(|row| row.surface.keeps_blanks())?;
        let cells = document.cells_of(row);
        Some(GridPlace {
            cells_before: cells.iter().position(is_it)?,
            of: cells.len(),
        })
    }
}

fn is_blank(slot: &Slot) -> bool {
    slot.value() == Some(Value::Blank)
}

impl AlignedTable {
    fn n_blank(&self, site: Site, row: usize) -> usize {
        let of_form = &site.spec.rows[row];
        let cells = of_form.first_cell..of_form.first_cell + of_form.columns.len();
        let slots = self.slots.get(cells).unwrap_or_default();
        slots.iter().filter(|slot| is_blank(slot)).count()
    }

    /// Names the stated values of a placed row by their order only.
    fn unplace(&mut self, site: Site, row: usize) {
        let of_form = &site.spec.rows[row];
        let cells = of_form.first_cell..of_form.first_cell + of_form.columns.len();
        if self.rows[row].state != RowState::Placed {
            return;
        }
        let slots = &mut self.slots[cells];
        let stated: Vec<Slot> = (slots.iter().filter(|slot| !is_blank(slot)))
            .copied()
            .collect();
        let Some(span) = stated.iter().map(Slot::span).reduce(Span::to) else {
            return;
        };
        let n_values = stated.len();
        let mut stated = stated.into_iter();
        for slot in slots {
            *slot = match stated.next().as_ref().and_then(Slot::cell) {
                Some(cell) => Slot::ByOrder(*cell),
                None => Slot::Absent(span),
            };
        }
        self.rows[row].state = RowState::Unplaced { n_values, span };
    }
}
