//! Blanks whose number the relations determine.

use super::cells::CellSet;
use super::outcome::{Limits, Observed};
use super::solve::Solver;
use super::system::System;

/// A blank with the number that belongs there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fill {
    /// The blank cell.
    pub cell: usize,
    /// Its number.
    pub number: i64,
    /// Whether, with all such blanks filled, every relation that hangs together with this one can hold. If not, only the relations of this
    /// cell agree on the number, and the mistake elsewhere may reach it.
    pub sound: bool,
}

/// The blanks that the relations determine, ascending. Blank parts are unknown; whoever knows that this writer leaves zeros blank passes
/// them as 0.
pub fn fills(system: &System, observed: &[Observed]) -> Vec<Fill> {
    Solver::default().fills(system, observed)
}

impl Solver {
    /// The same as [`fills`], without asking for memory each time.
    pub fn fills(&mut self, system: &System, observed: &[Observed]) -> Vec<Fill> {
        let limits = Limits {
            changes: 0,
            ..Limits::default()
        };
        let mut fills = Vec::new();
        for block in self.solve(system, observed, &CellSet::new(), limits).blocks {
            match block.repairs.first() {
                Some(repair) => fills.extend(repair.fills.iter().map(|&(cell, number)| Fill {
                    cell,
                    number,
                    sound: true,
                })),
                None => agreed(system, observed, &block.equations, &mut fills),
            }
        }
        fills.sort_unstable();
        fills
    }
}

/// Blanks on whose number all relations agree in which they are the only unknown.
fn agreed(system: &System, observed: &[Observed], equations: &[usize], fills: &mut Vec<Fill>) {
    let mut found: Vec<(usize, i64)> = Vec::new();
    for &at in equations {
        let equation = &system.equations()[at];
        let mut unknown = equation
            .terms()
            .filter(|&(cell, _)| !matches!(system.read(observed, cell), Observed::Number(_)));
        let (Some((cell, coefficient)), None) = (unknown.next(), unknown.next()) else {
            continue;
        };
        if system.read(observed, cell) == Observed::Blank {
            let rest: i64 = equation
                .terms()
                .map(|(other, sign)| match system.read(observed, other) {
                    Observed::Number(number) => sign * number,
                    _ => 0,
                })
                .sum();
            found.push((cell, -coefficient * rest));
        }
    }
    found.sort_unstable();
    found.dedup();
    for (at, &(cell, number)) in found.iter().enumerate() {
        let contradicted = found
            .iter()
            .enumerate()
            .any(|(other, &(same, _))| other != at && same == cell);
        if !contradicted && (number >= 0 || system.is_signed(cell)) {
            fills.push(Fill {
                cell,
                number,
                sound: false,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::Equation;
    use Observed::{Blank, Number};

    /// Two rows and two columns with their totals; cells row by row.
    fn square() -> System {
        let sum = |parts: [usize; 2], total| Equation {
            parts: parts.to_vec(),
            minus: Vec::new(),
            total,
            fills: true,
        };
        let equations = vec![
            sum([0, 1], 2),
            sum([3, 4], 5),
            sum([6, 7], 8),
            sum([0, 3], 6),
            sum([1, 4], 7),
            sum([2, 5], 8),
        ];
        System::new(9, equations)
    }

    fn fill(cell: usize, number: i64, sound: bool) -> Fill {
        Fill {
            cell,
            number,
            sound,
        }
    }

    #[test]
    fn blank_totals_follow_from_the_parts_even_through_each_other() {
        let observed =
            [1, 2, -1, 3, 4, -1, -1, -1, -1].map(|n| if n < 0 { Blank } else { Number(n) });
        let expected = [(2, 3), (5, 7), (6, 4), (7, 6), (8, 10)];
        assert_eq!(
            fills(&square(), &observed),
            expected.map(|(cell, number)| fill(cell, number, true))
        );
    }

    #[test]
    fn a_blank_part_says_nothing_unless_a_total_of_zero_settles_it() {
        let observed = [
            Blank,
            Blank,
            Number(0),
            Blank,
            Blank,
            Number(4),
            Blank,
            Blank,
            Blank,
        ];
        let expected = [fill(0, 0, true), fill(1, 0, true), fill(8, 4, true)];
        assert_eq!(fills(&square(), &observed), expected);
    }

    #[test]
    fn beside_a_mistake_a_fill_is_not_sound() {
        // The second row is wrong by itself; the first row's total follows from its parts, and column three would have it otherwise.
        let observed = [1, 2, -1, 3, 4, 9, 4, 6, 10].map(|n| if n < 0 { Blank } else { Number(n) });
        assert_eq!(fills(&square(), &observed), []);
        let observed = [1, 2, -1, 3, 4, 9, 4, 6, 12].map(|n| if n < 0 { Blank } else { Number(n) });
        assert_eq!(fills(&square(), &observed), [fill(2, 3, false)]);
    }

    #[test]
    fn a_fill_below_zero_is_never_offered() {
        let observed = [5, -1, 3, 0, 0, 0, 5, 0, 5].map(|n| if n < 0 { Blank } else { Number(n) });
        assert_eq!(fills(&square(), &observed), []);
    }
}
