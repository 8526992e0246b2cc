//! Rows between spaces that state their total alone: a body to which nothing happened writes one 0 behind each label and leaves the rest blank.
//!
//! In: the rows of a table. Out: whether all of them are so, and then the cells of one. Blanks leave no trace between spaces, so one row that states
//! more, or another number, leaves all open.

use super::gaps::Placed;
use super::place::Wanted;
use super::records::{Records, ValueCell};
use crate::span::Span;
use crate::syntax::value::Value;
use crate::syntax::{Document, Surface};

/// Rows of several columns that must be so.
const MIN_ROWS: usize = 3;

/// Whether every row of several columns states a single 0, and `adds_up` with it as the last of its values.
pub(super) fn are_lone_totals(
    document: &Document,
    records: &Records,
    wanted: impl Fn(usize) -> Option<Wanted>,
    adds_up: impl Fn(usize, &[Value]) -> bool,
) -> bool {
    let mut n_rows = 0;
    for (at, record) in records.records.iter().enumerate() {
        let Some(Wanted { columns, .. }) = wanted(at).filter(|wanted| wanted.columns > 1) else {
            continue;
        };
        let [value] = records.values_of(record) else {
            return false;
        };
        let says = value.says(document);
        let mut row = vec![Value::Blank; columns - 1];
        row.push(says);
        // Whoever keeps the answer must know that it rests on the numbers: their sums are asked for first.
        let is_on_line = record.shape.surface == Surface::Spaced
            && lone_total(document, value, columns).is_some();
        let has_total = is_on_line && adds_up(at, &row);
        let is_zero = matches!(says, Value::Number(number) if number.whole() == Some(0));
        if !has_total || !is_zero {
            return false;
        }
        n_rows += 1;
    }
    n_rows >= MIN_ROWS
}

/// The cells of a row of `n` that states its total alone: the blanks stand in front of it, each between two spaces, so that what is written there is a
/// number by itself. `None` where there is no room for them.
pub(super) fn lone_total(document: &Document, total: &ValueCell, n: usize) -> Option<Vec<Placed>> {
    let end = document.cells[total.cell].span.start as usize;
    let room = document.text.get(end.checked_sub(n)?..end)?;
    let blanks = (end + 1 - n..end).map(|at| Placed::Gap(Span::at(at), 0));
    let placed = blanks.chain([Placed::Cell(total.cell)]).collect();
    room.bytes().all(|byte| byte == b' ').then_some(placed)
}
