//! `solve`: from observed numbers to the smallest repairs, block by block.

use super::outcome::{BlockOutcome, Limits, MinChanges, Repair, SearchOutcome};
use super::search::search;
use super::workspace::SearchSpace;
use crate::sums::{Block, CellSet, Observed, System, clear};

/// Solves systems one after another in the same memory.
#[derive(Debug, Default)]
pub struct Solver {
    workspace: SearchSpace,
    residuals: Vec<i64>,
    /// The readings of all cells, and their numbers with 0 where there is none.
    states: Vec<Observed>,
    /// Whether every cell has a number.
    all_stated: bool,
    numbers: Vec<i64>,
}

/// The smallest repairs of a table whose cells read as `observed` (a missing entry counts as blank); `frozen` cells do not change.
pub fn solve(
    system: &System,
    observed: &[Observed],
    frozen: &CellSet,
    limits: Limits,
) -> SearchOutcome {
    Solver::default().solve(system, observed, frozen, limits)
}

impl Solver {
    /// The same as [`solve`], without asking for memory each time.
    pub fn solve(
        &mut self,
        system: &System,
        observed: &[Observed],
        frozen: &CellSet,
        limits: Limits,
    ) -> SearchOutcome {
        self.read(system, observed);
        let mut outcome = SearchOutcome::default();
        for block in system.blocks() {
            let mut broken = Vec::new();
            if self.is_in_order(block, &mut broken) {
                continue;
            }
            self.load(block, frozen);
            let residuals = self.residuals.iter().copied();
            let mut found = search(&mut self.workspace, block, residuals, limits);
            // The search works on combined relations; what it offers is held against the relations themselves.
            let n_found = found.repairs.len();
            found.repairs.retain(|repair| self.mends(block, repair));
            let sound = found.repairs.len() == n_found && system.left_out().is_empty();
            outcome.blocks.push(BlockOutcome {
                equations: block.equations.iter().map(|&at| at as usize).collect(),
                broken,
                min_changes: if found.repairs.is_empty() {
                    MinChanges::AtLeast(found.changes)
                } else {
                    MinChanges::Exactly(found.changes)
                },
                repairs: found.repairs,
                proven: found.proven && sound,
                truncated: found.truncated,
                nodes: found.nodes,
                steps: found.steps,
            });
        }
        outcome
    }

    fn read(&mut self, system: &System, observed: &[Observed]) {
        self.states.clear();
        self.states
            .extend((0..system.n_cells()).map(|cell| system.read(observed, cell)));
        self.all_stated = self.states.iter().all(is_number);
        self.numbers.clear();
        self.numbers.extend(self.states.iter().map(number));
    }

    /// Computes the residuals of the block's equations and which are broken for certain; true if all are stated and hold.
    fn is_in_order(&mut self, block: &Block, broken: &mut Vec<usize>) -> bool {
        self.residuals.clear();
        let mut in_order = true;
        for ((plus, minus), &at) in block.sides().zip(&block.equations) {
            let residual = sum(&self.numbers, plus) - sum(&self.numbers, minus);
            let is_stated = |&cell: &u32| is_number(&self.states[cell as usize]);
            let stated = self.all_stated || plus.iter().chain(minus).all(is_stated);
            self.residuals.push(residual);
            in_order &= stated && residual == 0;
            if stated && residual != 0 {
                broken.push(at as usize);
            }
        }
        in_order
    }

    fn load(&mut self, block: &Block, frozen: &CellSet) {
        let workspace = &mut self.workspace;
        workspace.clear_for(block);
        workspace.numbers.clear();
        for (word, cells) in block.cells.chunks(u64::BITS as usize).enumerate() {
            let (mut stated, mut positive, mut unreadable) = (0, 0, 0);
            for (bit, &cell) in cells.iter().enumerate() {
                let (state, number) = (self.states[cell as usize], self.numbers[cell as usize]);
                stated |= u64::from(is_number(&state)) << bit;
                positive |= u64::from(number > 0) << bit;
                unreadable |= u64::from(state == Observed::Unreadable) << bit;
                workspace.numbers.push(number);
            }
            let all = u64::MAX >> (u64::BITS as usize - cells.len());
            workspace.allowed[word] = stated;
            workspace.lowerable[word] = positive | block.signed[word];
            workspace.unreadable[word] = unreadable;
            workspace.blank[word] = all & !stated & !unreadable;
        }
        if !frozen.is_empty() {
            for (local, &cell) in block.cells.iter().enumerate() {
                if frozen.contains(cell as usize) {
                    clear(&mut workspace.allowed, local);
                }
            }
        }
    }

    /// Whether the relations hold with the repair, as far as it has definite numbers.
    fn mends(&mut self, block: &Block, repair: &Repair) -> bool {
        if !repair.is_definite() || !repair.open.is_empty() {
            return true;
        }
        let changes = repair.changes.iter();
        let changes = changes.filter_map(|change| Some((change.cell, change.to.exactly()?)));
        let repaired = changes.chain(repair.fills.iter().copied());
        for (cell, number) in repaired.clone() {
            self.numbers[cell] = number;
        }
        let mut sides = block.sides();
        let holds =
            sides.all(|(plus, minus)| sum(&self.numbers, plus) == sum(&self.numbers, minus));
        for (cell, _) in repaired {
            self.numbers[cell] = number(&self.states[cell]);
        }
        holds
    }
}

fn is_number(state: &Observed) -> bool {
    matches!(state, Observed::Number(_))
}

fn number(state: &Observed) -> i64 {
    state.number().unwrap_or(0)
}

fn sum(numbers: &[i64], cells: &[u32]) -> i64 {
    cells.iter().map(|&cell| numbers[cell as usize]).sum()
}
