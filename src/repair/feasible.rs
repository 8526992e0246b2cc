//! Whether the free cells can all be counts: no cell below zero unless it may be signed.
//!
//! With every free cell defined this is a look at the signs. Loose cells (undetermined blanks, circuits of suspected cells) can be raised
//! from 0, so then it is a small linear programme, solved exactly by pivots with Bland's rule, which cannot cycle. Coefficients stay within
//! −1, 0, +1, so corners are whole numbers.

use super::tableau::{Tableau, Unrepresentable, first_cell};
use crate::sums::{has, ones, set};

/// What [`settle`] found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Signs {
    /// The tableau now shows a solution without negative counts.
    Possible,
    /// Some row defines a count that stays below zero whatever the free cells are; see [`impossible`].
    Impossible,
}

/// Pivots until no defined count is negative, or until one of them provably has to be.
pub(super) fn settle(tableau: &mut Tableau, signed: &[u64]) -> Result<Signs, Unrepresentable> {
    loop {
        let Some((row, cell)) = most_urgent(tableau, signed) else {
            return Ok(Signs::Possible);
        };
        // Raising a loose cell raises the defined one exactly if their signs in the row differ.
        let helpers = opposite(tableau, row, cell);
        let Some(helper) = first_cell(both(helpers, tableau.loose())) else {
            return Ok(Signs::Impossible);
        };
        tableau.pivot(row, helper, 0)?;
    }
}

/// The negative count with the lowest number (Bland), with its row.
fn most_urgent(tableau: &Tableau, signed: &[u64]) -> Option<(usize, usize)> {
    let defined = tableau
        .rows()
        .filter_map(|row| Some((row, tableau.defined(row)?)));
    defined
        .filter(|&(row, cell)| tableau.value(row, cell) < 0 && !has(signed, cell))
        .min_by_key(|&(_, cell)| cell)
}

/// If the row keeps its count below zero whatever the free cells are: the mask of the cells that would raise it by growing.
pub(super) fn impossible<'a>(
    tableau: &'a Tableau,
    signed: &[u64],
    row: usize,
) -> Option<&'a [u64]> {
    let cell = tableau.defined(row)?;
    if tableau.value(row, cell) >= 0 || has(signed, cell) {
        return None;
    }
    let rising = opposite(tableau, row, cell);
    first_cell(both(rising, tableau.loose()))
        .is_none()
        .then_some(rising)
}

/// Mask of the cells whose sign in the row differs from that of `cell`.
fn opposite(tableau: &Tableau, row: usize, cell: usize) -> &[u64] {
    if has(tableau.plus(row), cell) {
        tableau.minus(row)
    } else {
        tableau.plus(row)
    }
}

fn both<'a>(a: &'a [u64], b: &'a [u64]) -> impl Iterator<Item = u64> + 'a {
    a.iter().zip(b).map(|(a, b)| a & b)
}

/// The least and the greatest number that a free cell takes over all solutions; `None` for no limit. The tableau must be settled; it is left
/// as it was.
pub(super) fn range(
    tableau: &mut Tableau,
    signed: &[u64],
    cell: usize,
) -> Result<(Option<i64>, Option<i64>), Unrepresentable> {
    let mark = tableau.mark();
    let least = extreme(tableau, signed, cell, false);
    tableau.undo(mark);
    let greatest = extreme(tableau, signed, cell, true);
    tableau.undo(mark);
    Ok((least?, greatest?))
}

fn extreme(
    tableau: &mut Tableau,
    signed: &[u64],
    cell: usize,
    up: bool,
) -> Result<Option<i64>, Unrepresentable> {
    if tableau.row_of(cell).is_none() {
        if has(signed, cell) {
            return Ok(None);
        }
        if !up {
            return Ok(Some(0));
        }
        match tightest(tableau, signed, cell) {
            Some((row, _)) => tableau.pivot(row, cell, 0)?,
            None => return Ok(None),
        }
    }
    loop {
        let Some(row) = tableau.row_of(cell) else {
            return Ok(Some(0));
        };
        let limitless = |(loose, signed): (u64, &u64)| loose & signed != 0;
        if tableau.loose_in(row).zip(signed).any(limitless) {
            return Ok(None);
        }
        let same = if has(tableau.plus(row), cell) {
            tableau.plus(row)
        } else {
            tableau.minus(row)
        };
        let movers = if up {
            opposite(tableau, row, cell)
        } else {
            same
        };
        let Some(mover) = first_cell(both(movers, tableau.loose())) else {
            return Ok(Some(tableau.value(row, cell)));
        };
        match tightest(tableau, signed, mover) {
            Some((leaving, _)) => tableau.pivot(leaving, mover, 0)?,
            None => return Ok(None),
        }
    }
}

/// How far a loose cell can be raised, and the row of the defined count that then reaches zero first; `None` for no limit.
pub(super) fn tightest(tableau: &Tableau, signed: &[u64], loose: usize) -> Option<(usize, i64)> {
    let mut best: Option<(usize, usize, i64)> = None;
    for (row, coefficient) in tableau.column(loose) {
        let Some(cell) = tableau.defined(row) else {
            continue;
        };
        let falls = coefficient == tableau.coefficient(row, cell);
        if !falls || has(signed, cell) {
            continue;
        }
        let room = tableau.value(row, cell);
        if best.is_none_or(|(_, other, least)| (room, cell) < (least, other)) {
            best = Some((row, cell, room));
        }
    }
    best.map(|(row, _, room)| (row, room))
}

/// Adds to `varying` the free cells that some single step shows to have more than one possible number. Quick, but not complete.
pub(super) fn mark_varying(tableau: &Tableau, signed: &[u64], varying: &mut [u64]) {
    for loose in ones(tableau.loose()) {
        let moves =
            has(signed, loose) || tightest(tableau, signed, loose).is_none_or(|(_, room)| room > 0);
        if !moves {
            continue;
        }
        set(varying, loose);
        for (row, _) in tableau.column(loose) {
            if let Some(cell) = tableau.defined(row) {
                set(varying, cell);
            }
        }
    }
}
