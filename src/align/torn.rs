//! Rows that the lines of a PDF tear apart: values above their label, or in two lines of which nothing says which comes first.
//!
//! In: records that were found to be rows. Out: the same with each value where it belongs. What stays open is said to be, never guessed: a value in a
//! wrong cell is worse than one that is not placed.

use super::records::{Record, Records, ValueCell};
use super::rows::Match;
use super::site::Site;
use crate::syntax::value::Value;
use crate::syntax::{Document, Surface};

/// Gives a row without values those that stand on a line of their own above its label, where the row above has its own without them.
pub(super) fn hand_down_values(site: Site, records: &mut Records, matches: &[Option<Match>]) {
    for (row, found) in matches.iter().enumerate() {
        let Some(below) = found.map(|found| found.record) else {
            continue;
        };
        let Some(above) = below.checked_sub(1) else {
            continue;
        };
        let n = site.spec.rows[row].columns.len();
        let (giver, taker) = (&records.records[above], &records.records[below]);
        if !taker.values.is_empty() || giver.values.len() != 2 * n || n < 2 {
            continue;
        }
        let (own, handed) = records.values_of(giver).split_at(n);
        let (Some(last), Some(first)) = (own.last(), handed.first()) else {
            continue;
        };
        let line = &site.document.rows[first.row];
        let is_line_of_values = line.surface == Surface::Spaced && line.n_cells as usize == n;
        let is_one_line = handed.iter().all(|value| value.row == first.row);
        if !is_line_of_values || !is_one_line || last.row == first.row {
            continue;
        }
        let (shape, middle) = (giver.shape, giver.values.start + n);
        let (end, next_row) = (giver.values.end, first.row);
        let giver = &mut records.records[above];
        (giver.values.end, giver.next_row) = (middle, next_row);
        let taker = &mut records.records[below];
        (taker.values, taker.shape) = (middle..end, shape);
    }
}

/// The values of a row that stand in several lines, some of them side by side, in the order in which they add up.
pub(super) enum Order {
    /// They do not stand so, or no relation tells.
    AsWritten,
    /// In this order.
    Known(Vec<ValueCell>),
    /// Nothing tells which line comes first.
    Unknown,
}

/// The order of a row's values, by the relation among them.
pub(super) fn order_of_lines(
    document: &Document,
    record: &Record,
    values: &[ValueCell],
    adds_up: impl Fn(&[Value]) -> bool,
) -> Order {
    let mut lines: Vec<&[ValueCell]> = values.chunk_by(|a, b| a.row == b.row).collect();
    let is_torn = lines.len() > 1 && lines.iter().any(|line| line.len() > 1);
    let has_relation = || adds_up(&vec![Value::ZERO; values.len()]);
    if record.shape.surface.keeps_blanks() || !is_torn || !has_relation() {
        return Order::AsWritten;
    }
    let says = |values: &[ValueCell]| -> Vec<Value> {
        values.iter().map(|value| value.says(document)).collect()
    };
    for turn in 0..lines.len() {
        let order = lines.concat();
        if adds_up(&says(&order)) {
            return match turn {
                0 => Order::AsWritten,
                _ => Order::Known(order),
            };
        }
        lines.rotate_left(1);
    }
    Order::Unknown
}
