//! Totals computed from their parts: what a writer wants who has corrected a part and not yet the sums.
//!
//! This keeps the parts and changes the totals, where the search looks for the fewest changes wherever they are.

use super::{CellSet, Equation, Observed, System, Terms};

/// Which totals are computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Totals {
    /// Those that are totals by nature.
    ByNature,
    /// Also the outcomes of other relations, such as what is carried out.
    All,
}

/// What came of computing totals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recomputed {
    /// The totals that have a number now, whether another one or the same.
    pub totals: CellSet,
    /// Blank cells that were counted as 0, ascending; some may be totals that have a number now.
    pub blanks: CellSet,
}

/// Overwrites the totals of a table by the sums of their parts, blanks counting as 0. Frozen totals stay, and so do those with a part that is
/// unreadable or absent, without any stated part, or with a sum below zero.
pub fn recompute(
    system: &System,
    cells: &mut [Observed],
    frozen: &CellSet,
    totals: Totals,
) -> Recomputed {
    let mut done = Recomputed::default();
    for equation in system.definitions() {
        let wanted = equation.fills || totals == Totals::All;
        if !wanted || frozen.contains(equation.total) {
            continue;
        }
        let Some(sum) = sum_of_parts(equation, cells, &mut done.blanks) else {
            continue;
        };
        if sum >= 0 || system.is_signed(equation.total) {
            cells[equation.total] = Observed::Number(sum);
            done.totals.insert(equation.total);
        }
    }
    done
}

/// `None` if a part is unreadable or absent, if not one is stated, or if there is no number for it.
fn sum_of_parts(equation: &Equation, cells: &[Observed], blanks: &mut CellSet) -> Option<i64> {
    let mut any = false;
    for (cell, _) in equation.terms().filter(|&(cell, _)| cell != equation.total) {
        match cells[cell] {
            Observed::Number(_) => any = true,
            Observed::Blank => blanks.insert(cell),
            Observed::Unreadable | Observed::Absent => return None,
        }
    }
    let state = |cell| match cell == equation.total {
        true => Observed::Blank,
        false => cells[cell],
    };
    equation.stated(state).filter(|_| any)
}
