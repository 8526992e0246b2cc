//! What can be asked of one relation while some of its cells are unknown.

use super::{Equation, Observed};
use crate::form::Relation;

/// A relation as cells with coefficients that sum to 0: its parts with +1, what is taken away and the total with −1.
pub trait Terms {
    /// Every cell with its coefficient.
    fn terms(&self) -> impl Iterator<Item = (usize, i64)> + Clone;

    /// Whether the cell takes part.
    fn has(&self, cell: usize) -> bool {
        self.terms().any(|(term, _)| term == cell)
    }

    /// What the stated cells sum to, whatever is unknown; `None` if that is no number.
    fn stated(&self, state: impl Fn(usize) -> Observed) -> Option<i64> {
        self.terms().try_fold(0_i64, |sum, (cell, coefficient)| {
            match state(cell).number() {
                Some(number) => sum.checked_add(coefficient.checked_mul(number)?),
                None => Some(sum),
            }
        })
    }

    /// By how much the relation fails; `None` if a cell has no number.
    fn residual(&self, state: impl Fn(usize) -> Observed) -> Option<i64> {
        self.terms().try_fold(0_i64, |sum, (cell, coefficient)| {
            sum.checked_add(coefficient.checked_mul(state(cell).number()?)?)
        })
    }

    /// By how much the relation fails if no filling of its blanks with numbers from 0 satisfies it; `None` if one does, or if a cell can be
    /// anything.
    fn breach(&self, state: impl Fn(usize) -> Observed) -> Option<i64> {
        let (mut may_grow, mut may_shrink) = (false, false);
        let mut rest = 0_i64;
        for (cell, coefficient) in self.terms() {
            match state(cell) {
                Observed::Number(number) => {
                    rest = rest.checked_add(coefficient.checked_mul(number)?)?;
                }
                Observed::Blank => {
                    may_grow |= coefficient > 0;
                    may_shrink |= coefficient < 0;
                }
                Observed::Unreadable | Observed::Absent => return None,
            }
        }
        let is_broken = (rest > 0 && !may_shrink) || (rest < 0 && !may_grow);
        is_broken.then_some(rest)
    }

    /// The one cell without a number, if there is but one, and the number that the others leave for it.
    fn only_unknown(&self, state: impl Fn(usize) -> Observed) -> Option<(usize, i64)> {
        let mut unknown = self
            .terms()
            .filter(|&(cell, _)| state(cell).number().is_none());
        let (Some((cell, coefficient)), None) = (unknown.next(), unknown.next()) else {
            return None;
        };
        drop(unknown);
        Some((cell, self.stated(state)?.checked_mul(-coefficient)?))
    }
}

impl Terms for Equation {
    fn terms(&self) -> impl Iterator<Item = (usize, i64)> + Clone {
        signed(&self.parts, &self.minus, self.total)
    }
}

impl Terms for Relation {
    fn terms(&self) -> impl Iterator<Item = (usize, i64)> + Clone {
        signed(&self.parts, &self.minus, self.total)
    }
}

fn signed<'c>(
    parts: &'c [usize],
    minus: &'c [usize],
    total: usize,
) -> impl Iterator<Item = (usize, i64)> + Clone + 'c {
    let parts = parts.iter().map(|&cell| (cell, 1));
    let minus = minus.iter().map(|&cell| (cell, -1));
    parts.chain(minus).chain(std::iter::once((total, -1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Observed::{Absent, Blank, Number, Unreadable};

    /// 0 + 1 − 2 = 3.
    fn relation() -> Equation {
        Equation {
            parts: vec![0, 1],
            minus: vec![2],
            total: 3,
            fills: false,
        }
    }

    #[test]
    fn a_relation_fails_only_if_no_filling_of_its_blanks_satisfies_it() {
        let breach = |cells: [Observed; 4]| relation().breach(|cell| cells[cell]);
        assert_eq!(breach([Number(2), Number(3), Number(1), Number(4)]), None);
        assert_eq!(
            breach([Number(2), Number(3), Number(1), Number(5)]),
            Some(-1)
        );
        assert_eq!(breach([Number(2), Blank, Number(1), Number(5)]), None);
        assert_eq!(breach([Number(9), Blank, Number(1), Number(5)]), Some(3));
        assert_eq!(breach([Number(9), Blank, Blank, Number(5)]), None);
        assert_eq!(breach([Number(9), Unreadable, Number(1), Number(5)]), None);
        assert_eq!(breach([Number(9), Absent, Number(1), Number(5)]), None);
    }

    #[test]
    fn an_only_unknown_is_what_the_others_leave() {
        let unknown = |cells: [Observed; 4]| relation().only_unknown(|cell| cells[cell]);
        assert_eq!(
            unknown([Number(2), Number(3), Number(1), Blank]),
            Some((3, 4))
        );
        assert_eq!(
            unknown([Number(2), Number(3), Blank, Number(7)]),
            Some((2, -2))
        );
        assert_eq!(unknown([Number(2), Blank, Blank, Number(7)]), None);
        assert_eq!(unknown([Number(2), Number(3), Number(1), Number(4)]), None);
    }

    #[test]
    fn sums_beyond_all_numbers_are_no_numbers() {
        let cells = [Number(i64::MAX), Number(i64::MAX), Number(0), Number(0)];
        assert_eq!(relation().residual(|cell| cells[cell]), None);
        assert_eq!(relation().breach(|cell| cells[cell]), None);
    }
}
