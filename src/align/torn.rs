//! Rows that the lines of a PDF tear apart: values above their label, or in two lines of which nothing says which comes first.
//!
//! In: records that were found to be rows. Out: the same with each value where it belongs. What stays open is said to be, never guessed: a value in a
//! wrong cell is worse than one that is not placed.

use super::records::{Record, Records, ValueCell};
use super::rows::{Match, adds_up};
use super::site::Site;
use crate::syntax::value::Value;
use crate::syntax::{Document, Surface};

/// Gives rows the values that stand on lines of their own above their labels: from a row or a header with a line too many, row by row down to
/// one that has none. Says whether sums were asked for that.
pub(super) fn hand_down_values(
    site: Site,
    records: &mut Records,
    matches: &[Option<Match>],
) -> bool {
    let mut rows = vec![None; records.records.len()];
    for (row, found) in matches.iter().enumerate() {
        if let Some(found) = found {
            rows[found.record] = Some(row);
        }
    }
    let mut is_asked = false;
    for below in 0..rows.len() {
        let has_none = records.records[below].values.is_empty();
        let Some(row) = rows[below].filter(|_| has_none) else {
            continue;
        };
        let n = site.spec.rows[row].columns.len();
        let Some(giver) = giver_above(site, records, &rows, below, n) else {
            continue;
        };
        if rows[giver].is_none() {
            // A line of numbers below a header may number the columns.
            let line = records.values_of(&records.records[giver]);
            let says: Vec<Value> = line.iter().map(|value| value.says(site.document)).collect();
            is_asked = true;
            if !adds_up(site.spec, row, &says[says.len() - n..], None) {
                continue;
            }
        }
        hand_down(records, giver, below, n);
    }
    is_asked
}

/// The record above a row without values that has a line of `n` values too many, if each row between them has just one such line.
fn giver_above(
    site: Site,
    records: &Records,
    rows: &[Option<usize>],
    below: usize,
    n: usize,
) -> Option<usize> {
    let is_line = |values: &[ValueCell]| {
        values.first().is_some_and(|first| {
            let line = &site.document.rows[first.row];
            let is_alone = line.surface == Surface::Spaced && line.n_cells as usize == n;
            is_alone && values.iter().all(|value| value.row == first.row)
        })
    };
    if n < 2 {
        return None;
    }
    for at in (0..below).rev() {
        let values = records.values_of(&records.records[at]);
        let (own, last) = values.split_at(values.len().checked_sub(n)?);
        if !is_line(last) {
            return None;
        }
        let Some(row) = rows[at] else {
            let is_header = rows[..at].iter().all(Option::is_none);
            return is_header.then_some(at);
        };
        match own.len() {
            _ if site.spec.rows[row].columns.len() != n => return None,
            0 => {}
            own if own == n => return Some(at),
            _ => return None,
        }
    }
    None
}

/// Gives each record behind `giver`, to `below`, the last `n` values of the record before it.
fn hand_down(records: &mut Records, giver: usize, below: usize, n: usize) {
    for taker in (giver + 1..=below).rev() {
        let Record { values, shape, .. } = records.records[taker - 1].clone();
        let taker = &mut records.records[taker];
        (taker.values, taker.shape) = (values.end - n..values.end, shape);
    }
    let giver = &mut records.records[giver];
    giver.values.end -= n;
    if let Some(handed) = records.values.get(giver.values.end) {
        giver.next_row = handed.row;
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
    let mut found: Option<(usize, Vec<ValueCell>)> = None;
    for turn in 0..lines.len() {
        let order = lines.concat();
        if adds_up(&says(&order)) {
            match &found {
                None => found = Some((turn, order)),
                // A number alone in front of the others is the first of them, or their total.
                Some((0, first)) if is_led_by_one(first) && says(first) != says(&order) => {
                    return Order::Unknown;
                }
                Some(_) => break,
            }
        }
        lines.rotate_left(1);
    }
    match found {
        Some((0, _)) => Order::AsWritten,
        Some((_, order)) => Order::Known(order),
        None => Order::Unknown,
    }
}

/// Whether the first of these values stands in a line without the second.
fn is_led_by_one(values: &[ValueCell]) -> bool {
    matches!(values, [first, second, ..] if first.row != second.row)
}
