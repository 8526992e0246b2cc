//! Rows that the lines of a PDF tear apart: values in two lines of which nothing says which comes first.
//!
//! In: a record that was found to be a row. Out: the order of its values. What stays open is said to be, never guessed: a value in a
//! wrong cell is worse than one that is not placed.

use super::records::{Record, ValueCell};
use crate::syntax::Document;
use crate::syntax::value::Value;

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
