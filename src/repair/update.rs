//! Totals computed anew as a repair: what changes, and what it leaves broken instead of hiding it.

use super::outcome::{CellChange, Repair, Target, broken_equations};
use crate::sums::{CellSet, Observed, System, Totals, recompute};

/// The changes of a recomputation, and what it leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// Stated totals that change, and blank totals that are filled.
    pub repair: Repair,
    /// Blank parts that were counted as 0, ascending.
    pub blanks_as_zero: Vec<usize>,
    /// The fully stated relations that do not hold afterwards, by number.
    pub still_broken: Vec<usize>,
}

impl Update {
    /// Whether there is anything to do, and nothing stays broken.
    pub fn balances(&self) -> bool {
        self.still_broken.is_empty()
            && !(self.repair.changes.is_empty() && self.repair.fills.is_empty())
    }
}

/// Computes the totals of a table from its parts; see [`recompute`].
pub fn update(system: &System, observed: &[Observed], frozen: &CellSet, totals: Totals) -> Update {
    let mut numbers = system.readings(observed);
    let done = recompute(system, &mut numbers, frozen, totals);
    let blanks = done.blanks.iter();
    let blanks_as_zero = blanks.filter(|&cell| numbers[cell] == Observed::Blank);
    Update {
        blanks_as_zero: blanks_as_zero.collect(),
        repair: difference(system, observed, &numbers),
        still_broken: broken_equations(system, &numbers),
    }
}

/// What it takes to get from the observed state to `numbers`.
pub(super) fn difference(system: &System, observed: &[Observed], numbers: &[Observed]) -> Repair {
    let mut repair = Repair::default();
    for (cell, &after) in numbers.iter().enumerate() {
        let Observed::Number(number) = after else {
            continue;
        };
        let to = Target::Exactly(number);
        match system.read(observed, cell) {
            Observed::Number(before) if before == number => {}
            Observed::Number(before) => repair.changes.push(CellChange {
                cell,
                from: Some(before),
                to,
            }),
            Observed::Unreadable => repair.changes.push(CellChange {
                cell,
                from: None,
                to,
            }),
            Observed::Blank | Observed::Absent => repair.fills.push((cell, number)),
        }
    }
    repair
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::RelationKind;
    use crate::kit::Forms;
    use crate::sums::Equation;
    use Observed::{Blank, Number, Unreadable};

    fn sum(parts: &[usize], total: usize, fills: bool) -> Equation {
        Equation {
            parts: parts.to_vec(),
            minus: Vec::new(),
            total,
            fills,
        }
    }

    /// 0 + 1 = 2, 2 + 3 = 4, and 4 = 5 without 5 being a total by nature.
    fn nested() -> System {
        let equations = vec![
            sum(&[4], 5, false),
            sum(&[2, 3], 4, true),
            sum(&[0, 1], 2, true),
        ];
        System::new(6, equations)
    }

    fn numbers(of: [i64; 6]) -> Vec<Observed> {
        of.map(Number).to_vec()
    }

    fn targets(update: &Update) -> Vec<(usize, Option<i64>)> {
        let changes = update.repair.changes.iter();
        changes
            .map(|change| (change.cell, change.to.exactly()))
            .collect()
    }

    #[test]
    fn a_total_of_totals_is_computed_after_them() {
        let observed = numbers([1, 2, 9, 4, 9, 7]);
        let update = super::update(&nested(), &observed, &CellSet::new(), Totals::ByNature);
        assert_eq!(targets(&update), [(2, Some(3)), (4, Some(7))]);
        assert!(update.balances());
    }

    #[test]
    fn what_stays_broken_is_said() {
        let observed = numbers([1, 2, 3, 4, 7, 8]);
        let by_nature = super::update(&nested(), &observed, &CellSet::new(), Totals::ByNature);
        assert_eq!(
            (targets(&by_nature), by_nature.still_broken),
            (vec![], vec![0])
        );
        let all = super::update(&nested(), &observed, &CellSet::new(), Totals::All);
        assert_eq!(targets(&all), [(5, Some(7))]);
        assert!(all.balances());
    }

    #[test]
    fn a_frozen_total_stays_and_its_relation_stays_broken() {
        let observed = numbers([1, 2, 9, 4, 13, 13]);
        let frozen: CellSet = [2].into_iter().collect();
        let update = super::update(&nested(), &observed, &frozen, Totals::All);
        assert_eq!((targets(&update), update.still_broken), (vec![], vec![2]));
    }

    #[test]
    fn blank_parts_count_as_zero_and_are_named() {
        let mut observed = numbers([1, 0, 9, 4, 9, 9]);
        observed[1] = Blank;
        observed[2] = Blank;
        let update = super::update(&nested(), &observed, &CellSet::new(), Totals::All);
        assert_eq!(update.repair.fills, [(2, 1)]);
        assert_eq!(update.blanks_as_zero, [1]);
    }

    #[test]
    fn a_total_with_an_unreadable_part_stays() {
        let mut observed = numbers([1, 0, 9, 4, 13, 13]);
        observed[1] = Unreadable;
        let update = super::update(&nested(), &observed, &CellSet::new(), Totals::All);
        assert_eq!(targets(&update), []);
    }

    #[test]
    fn every_official_total_is_computed_from_its_parts() {
        for edition in Forms::builtin().editions() {
            for table in edition
                .tables
                .iter()
                .filter(|table| !table.relations.is_empty())
            {
                let system = System::of(table);
                let totals: CellSet = table
                    .relations
                    .iter()
                    .map(|relation| relation.total)
                    .collect();
                // Parts are all 1 and totals 0; afterwards nothing but a negative balance may be broken.
                let observed: Vec<Observed> = (0..table.n_cells)
                    .map(|cell| Number(i64::from(!totals.contains(cell))))
                    .collect();
                let update = super::update(&system, &observed, &CellSet::new(), Totals::All);
                for broken in update.still_broken {
                    let kind = table.relations[broken].kind;
                    assert_eq!(kind, RelationKind::Balance, "{}", edition.id);
                }
            }
        }
    }
}
