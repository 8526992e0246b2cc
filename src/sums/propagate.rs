//! Unknown cells that follow from the others, one after the other.

use super::{Observed, Terms};

/// Gives each cell that is the only unknown of a relation the number left for it, until nothing more follows. `may_be` says whether a cell may
/// take a number while the others stand as they do then; what it refuses stays unknown.
pub fn propagate<'r, R: Terms + 'r>(
    relations: impl Iterator<Item = &'r R> + Clone,
    cells: &mut [Observed],
    may_be: impl Fn(&[Observed], usize, i64) -> bool,
) {
    let mut grew = true;
    while std::mem::take(&mut grew) {
        for relation in relations.clone() {
            if let Some((cell, number)) = relation.only_unknown(|cell| cells[cell])
                && may_be(cells, cell, number)
            {
                cells[cell] = Observed::Number(number);
                grew = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Equation;
    use super::*;
    use Observed::{Blank, Number};

    /// Two rows and two columns with their totals; cells row by row.
    fn square() -> [Equation; 6] {
        let sum = |parts: [usize; 2], total| Equation {
            parts: parts.to_vec(),
            minus: Vec::new(),
            total,
            fills: true,
        };
        [
            sum([0, 1], 2),
            sum([3, 4], 5),
            sum([6, 7], 8),
            sum([0, 3], 6),
            sum([1, 4], 7),
            sum([2, 5], 8),
        ]
    }

    fn filled(cells: [i64; 9]) -> [i64; 9] {
        let mut cells = cells.map(|n| if n < 0 { Blank } else { Number(n) });
        propagate(square().iter(), &mut cells, |_, _, number| number >= 0);
        cells.map(|cell| cell.number().unwrap_or(-1))
    }

    #[test]
    fn blank_totals_follow_from_the_parts_even_through_each_other() {
        let cells = [1, 2, -1, 3, 4, -1, -1, -1, -1];
        assert_eq!(filled(cells), [1, 2, 3, 3, 4, 7, 4, 6, 10]);
    }

    #[test]
    fn two_blanks_of_one_relation_say_nothing() {
        let cells = [-1, -1, 0, -1, -1, 4, -1, -1, -1];
        assert_eq!(filled(cells), [-1, -1, 0, -1, -1, 4, -1, -1, 4]);
    }

    #[test]
    fn a_number_that_is_refused_leaves_the_cell_unknown() {
        let cells = [5, -1, 3, 0, 0, 0, 5, 0, 5];
        assert_eq!(filled(cells), [5, 0, 3, 0, 0, 0, 5, 0, 5]);
        let cells = [5, -1, 3, 0, -1, 0, 5, -1, 5];
        assert_eq!(filled(cells), [5, 0, 3, 0, 0, 0, 5, 0, 5]);
        let cells = [5, -1, 3, 0, -1, 0, 5, -1, -1];
        assert_eq!(filled(cells)[1], -1);
    }
}
