//! One act of the writer that puts several cells wrong at once, recognised and taken back.
//!
//! The search counts cells; a row typed one column too far or totals left behind by a correction are one mistake in many cells. Each
//! operation found here makes every relation of its block hold; ranking weighs it against the smallest repairs and never replaces them.

use super::outcome::{BlockOutcome, CellChange, Repair};
use super::update::difference;
use crate::sums::{CellSet, Observed, System, Terms, Totals, propagate, recompute};

/// One thing that may have happened while the table was typed. A repair is explained by one or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mishap {
    /// A number was mistyped.
    Mistyped {
        /// The cell.
        cell: usize,
        /// How; the numbers stand in the repair.
        slip: super::DigitSlip,
    },
    /// A number stands in the neighbouring cell of the one it belongs to.
    Moved {
        /// Where it stands.
        from: usize,
        /// Where it belongs.
        to: usize,
    },
    /// Two neighbouring cells hold each other's number.
    Swapped {
        /// The first in reading order.
        first: usize,
        /// The second.
        second: usize,
    },
    /// All numbers of a row stand one column too far.
    RowShifted {
        /// Index of the row.
        row: usize,
        /// Whether they stand too far to the left, so that they have to go right.
        left: bool,
    },
    /// Parts were corrected and the totals were not.
    StaleTotals,
    /// A part was added or corrected; neither the totals nor the cell that balances it were.
    LateEntry {
        /// The cell that would balance it.
        balance: usize,
    },
}

/// An operation's repair.
#[derive(Debug)]
pub(super) struct Operation {
    pub repair: Repair,
    pub event: Mishap,
    /// By how much each number differs, where that says how likely the operation is.
    pub step: Option<u64>,
}

/// All operations that make every relation of the block hold.
pub(super) fn operations(
    system: &System,
    observed: &[Observed],
    frozen: &CellSet,
    block: &BlockOutcome,
) -> Vec<Operation> {
    let scene = Scene {
        system,
        observed,
        frozen,
        block,
        numbers: system.readings(observed),
    };
    let mut found = Vec::new();
    scene.late_corrections(&mut found);
    scene.shifted_rows(&mut found);
    found
}

struct Scene<'a> {
    system: &'a System,
    observed: &'a [Observed],
    frozen: &'a CellSet,
    block: &'a BlockOutcome,
    numbers: Vec<Observed>,
}

impl Scene<'_> {
    /// Stale totals, with or without a forgotten entry in a cell that balances. All differences have to be of one size: otherwise computing
    /// totals would swallow independent slips.
    fn late_corrections(&self, found: &mut Vec<Operation>) {
        let mut numbers = self.numbers.clone();
        recompute(self.system, &mut numbers, self.frozen, Totals::ByNature);
        let unbalanced = self.broken(&numbers);
        if unbalanced.is_empty() {
            self.push_late(&numbers, Mishap::StaleTotals, found);
            return;
        }
        let equations = self.system.equations();
        let residual = |at: usize| equations[at].residual(|cell| numbers[cell]);
        let size = |at: &usize| residual(*at).map(i64::unsigned_abs);
        if unbalanced.iter().any(|at| size(at) != size(&unbalanced[0])) {
            return;
        }
        for &at in &unbalanced {
            if equations[at].fills {
                return;
            }
            for (cell, coefficient) in equations[at].terms() {
                let Observed::Number(before) = numbers[cell] else {
                    continue;
                };
                if self.system.is_total(cell) || self.frozen.contains(cell) {
                    continue;
                }
                let Some(residual) = residual(at) else {
                    continue;
                };
                let balanced = before - coefficient * residual;
                if balanced < 0 && !self.system.is_signed(cell) {
                    continue;
                }
                let mut entered = numbers.clone();
                entered[cell] = Observed::Number(balanced);
                recompute(self.system, &mut entered, self.frozen, Totals::ByNature);
                if self.broken(&entered).is_empty() {
                    self.push_late(&entered, Mishap::LateEntry { balance: cell }, found);
                }
            }
        }
    }

    fn push_late(&self, numbers: &[Observed], event: Mishap, found: &mut Vec<Operation>) {
        let repair = self.in_block(difference(self.system, self.observed, numbers));
        let mut steps = repair.changes.iter().map(step);
        let Some(Some(first)) = steps.next() else {
            return;
        };
        if steps.all(|step| step == Some(first)) {
            found.push(Operation {
                repair,
                event,
                step: Some(first),
            });
        }
    }

    /// Rows whose numbers fit when all move by one column, the one lost at the edge being what the relations make it.
    fn shifted_rows(&self, found: &mut Vec<Operation>) {
        let n_cells = self.system.n_table_cells();
        let mut start = 0;
        while let Some(place) = self.system.place(start) {
            let mut end = start;
            while end < n_cells && self.system.place(end).is_some_and(|at| at.row == place.row) {
                end += 1;
            }
            if end == start {
                return;
            }
            if self.may_be_shifted(start..end) {
                self.shift(place.row, start..end, found);
            }
            start = end;
        }
    }

    /// Whether every broken relation passes through the row, and more relations than the one that makes up for the lost number.
    fn may_be_shifted(&self, row: std::ops::Range<usize>) -> bool {
        let equations = self.system.equations();
        let passes = |at: usize| equations[at].terms().any(|(cell, _)| row.contains(&cell));
        let of_block = self.table_equations();
        self.table_broken().next().is_some()
            && self.table_broken().all(passes)
            && of_block.filter(|&at| passes(at)).nth(1).is_some()
    }

    fn shift(&self, row: usize, cells: std::ops::Range<usize>, found: &mut Vec<Operation>) {
        let stated = &self.numbers[cells.clone()];
        let is_nothing =
            |state: Option<&Observed>| matches!(state, Some(Observed::Blank | Observed::Number(0)));
        let unreadable = stated.contains(&Observed::Unreadable);
        if unreadable || cells.clone().any(|cell| self.frozen.contains(cell)) {
            return;
        }
        let number = |state: &Observed| match state {
            Observed::Number(number) => Observed::Number(*number),
            _ => Observed::Number(0),
        };
        for left in [false, true] {
            // Standing too far to the right leaves nothing in the first cell, too far to the left nothing in the last.
            let (vacant, edge) = if left {
                (stated.last(), cells.start)
            } else {
                (stated.first(), cells.end - 1)
            };
            if !is_nothing(vacant) {
                continue;
            }
            let mut numbers = self.numbers.clone();
            for (at, state) in stated.iter().enumerate() {
                let to = cells.start + at;
                match left {
                    true if to + 1 < cells.end => numbers[to + 1] = number(state),
                    false if at > 0 => numbers[to - 1] = number(state),
                    _ => {}
                }
            }
            numbers[edge] = Observed::Blank;
            if self.fill_and_check(&mut numbers) {
                let repair = self.in_block(difference(self.system, self.observed, &numbers));
                if repair.changes.len() > 1 {
                    found.push(Operation {
                        repair,
                        event: Mishap::RowShifted { row, left },
                        step: None,
                    });
                }
            }
        }
    }

    /// Fills what is the only unknown of a relation; true if that settles the whole block and every relation holds.
    fn fill_and_check(&self, numbers: &mut [Observed]) -> bool {
        let equations = self.system.equations();
        let ours = self.table_equations().map(|at| &equations[at]);
        let may_be = |_: &[Observed], cell, number| number >= 0 || self.system.is_signed(cell);
        propagate(ours, numbers, may_be);
        self.broken(numbers).is_empty()
    }

    /// The block's relations between cells of the table.
    fn table_equations(&self) -> impl Iterator<Item = usize> + Clone + '_ {
        let equations = self.block.equations.iter().copied();
        equations.filter(|&at| !self.system.is_mention_equation(at))
    }

    fn table_broken(&self) -> impl Iterator<Item = usize> + '_ {
        let broken = self.block.broken.iter().copied();
        broken.filter(|&at| !self.system.is_mention_equation(at))
    }

    /// The block's relations of the table that do not hold, or cannot be judged.
    fn broken(&self, numbers: &[Observed]) -> Vec<usize> {
        let equations = self.system.equations();
        let holds = |at: &usize| equations[*at].residual(|cell| numbers[cell]) == Some(0);
        self.table_equations().filter(|at| !holds(at)).collect()
    }

    /// Only what concerns this block.
    fn in_block(&self, mut repair: Repair) -> Repair {
        let ours = |cell: usize| {
            let mut equations = self.system.equations_of(cell);
            equations.any(|at| self.block.equations.binary_search(&at).is_ok())
        };
        repair.changes.retain(|change| ours(change.cell));
        repair.fills.retain(|&(cell, _)| ours(cell));
        repair
    }
}

/// By how much a number changes.
fn step(change: &CellChange) -> Option<u64> {
    Some(change.from?.abs_diff(change.to.exactly()?))
}
