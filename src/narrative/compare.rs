//! Facts against figures: whether a number of the text is the table's.

use super::{Fact, Share, Sum};
use crate::figures::Figures;
use crate::sums::Observed;

/// How a fact relates to the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the sum of its reading with this index.
    Agrees(usize),
    /// It is none of its readings; the plain one comes to this.
    Differs(i64),
    /// The table does not tell.
    Unknown,
}

/// What a sum of cells comes to; `None` if one of them is not known.
pub fn value_of(sum: &Sum, figures: &Figures) -> Option<i64> {
    let value = |&cell: &usize| {
        figures.cells.get(cell)?;
        figures.value(cell, figures.blanks_are_zero)
    };
    let mut total = 0_i64;
    for cell in &sum.plus {
        total = total.checked_add(value(cell)?)?;
    }
    for cell in &sum.minus {
        total = total.checked_sub(value(cell)?)?;
    }
    Some(total)
}

/// Whether a cell of the sum is blank: it may count as 0, but nobody has said so.
fn has_blank(sum: &Sum, figures: &Figures) -> bool {
    let mut cells = sum.plus.iter().chain(&sum.minus);
    cells.any(|&cell| figures.cells.get(cell) == Some(&Observed::Blank))
}

/// Compares a fact with the figures of its table.
pub fn verdict(fact: &Fact, figures: &Figures) -> Verdict {
    let is_said = |(sum, number): &(Sum, i64)| value_of(sum, figures) == Some(*number);
    if fact.unless.as_ref().is_some_and(is_said) {
        return Verdict::Unknown;
    }
    let mut plain = None;
    let mut all_known = true;
    for (at, reading) in fact.readings.iter().enumerate() {
        match value_of(reading, figures) {
            Some(value) if value == fact.value => return Verdict::Agrees(at),
            Some(_) if has_blank(reading, figures) => all_known = false,
            Some(value) => {
                plain.get_or_insert(value);
            }
            None => all_known = false,
        }
    }
    match plain {
        Some(value) if all_known => Verdict::Differs(value),
        _ => Verdict::Unknown,
    }
}

/// Shares are allowed to be off by this many percentage points, or by the rounding of their last digit.
const TOLERANCE: f64 = 0.1;

/// The share in percent that the table gives, if the stated one differs from it and from every other that may be meant.
pub fn share_due(share: &Share, figures: &Figures) -> Option<f64> {
    let part = value_of(&share.part, figures)?;
    let rounding = 0.5 / 10_f64.powi(i32::try_from(share.decimals).unwrap_or(0));
    let tolerance = TOLERANCE.max(rounding) + 1e-9;
    let mut due = None;
    for whole in &share.wholes {
        let whole = value_of(whole, figures).filter(|&whole| whole > 0)?;
        let percent = 100.0 * part as f64 / whole as f64;
        if (percent - share.percent).abs() <= tolerance {
            return None;
        }
        due.get_or_insert(percent);
    }
    due
}
