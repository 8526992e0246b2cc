//! `solve`: from observed numbers to the smallest repairs, block by block.

use super::block::Block;
use super::cells::{CellSet, set};
use super::outcome::{BlockOutcome, Limits, MinChanges, Observed, Outcome, Repair};
use super::search::search;
use super::system::System;
use super::workspace::Workspace;

/// Solves systems one after another in the same memory.
#[derive(Debug, Default)]
pub struct Solver {
    workspace: Workspace,
    residuals: Vec<i64>,
    /// The readings of all cells, and their numbers with 0 where there is none.
    states: Vec<Observed>,
    numbers: Vec<i64>,
}

/// The smallest repairs of a table whose cells read as `observed` (a missing entry counts as blank); `frozen` cells do not change.
pub fn solve(system: &System, observed: &[Observed], frozen: &CellSet, limits: Limits) -> Outcome {
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
    ) -> Outcome {
        self.read(system, observed);
        let mut outcome = Outcome::default();
        for block in system.blocks() {
            let mut broken = Vec::new();
            if self.is_in_order(system, block, &mut broken) {
                continue;
            }
            self.load(block, frozen);
            let residuals = self.residuals.iter().copied();
            let mut found = search(&mut self.workspace, block, residuals, limits);
            // The search works on combined relations; what it offers is held against the relations themselves.
            let n_found = found.repairs.len();
            found
                .repairs
                .retain(|repair| self.mends(system, block, repair));
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
            });
        }
        outcome
    }

    fn read(&mut self, system: &System, observed: &[Observed]) {
        self.states.clear();
        self.numbers.clear();
        for cell in 0..system.n_cells() {
            let state = system.read(observed, cell);
            self.states.push(state);
            self.numbers.push(match state {
                Observed::Number(number) => number,
                _ => 0,
            });
        }
    }

    /// Computes the residuals of the block's equations and which are broken for certain; true if all are stated and hold.
    fn is_in_order(&mut self, system: &System, block: &Block, broken: &mut Vec<usize>) -> bool {
        self.residuals.clear();
        let mut in_order = true;
        for &at in &block.equations {
            let mut residual = 0;
            let mut stated = true;
            for (cell, coefficient) in system.equations()[at as usize].terms() {
                residual += coefficient * self.numbers[cell];
                stated &= matches!(self.states[cell], Observed::Number(_));
            }
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
        for (local, &cell) in block.cells.iter().enumerate() {
            let cell = cell as usize;
            workspace.numbers[local] = self.numbers[cell];
            match self.states[cell] {
                Observed::Number(_) if frozen.contains(cell) => {}
                Observed::Number(_) => set(&mut workspace.allowed, local),
                Observed::Blank => set(&mut workspace.blank, local),
                Observed::Unreadable => set(&mut workspace.unreadable, local),
            }
        }
    }

    /// Whether the relations hold with the repair, as far as it has definite numbers.
    fn mends(&mut self, system: &System, block: &Block, repair: &Repair) -> bool {
        if !repair.is_definite() || !repair.open.is_empty() {
            return true;
        }
        let changes = repair
            .changes
            .iter()
            .filter_map(|change| Some((change.cell, change.to.exactly()?)));
        let numbers = changes.chain(repair.fills.iter().copied());
        numbers
            .clone()
            .for_each(|(cell, number)| self.numbers[cell] = number);
        let holds = block.equations.iter().all(|&at| {
            let terms = system.equations()[at as usize].terms();
            terms
                .map(|(cell, coefficient)| coefficient * self.numbers[cell])
                .sum::<i64>()
                == 0
        });
        for (cell, _) in numbers {
            self.numbers[cell] = match self.states[cell] {
                Observed::Number(number) => number,
                _ => 0,
            };
        }
        holds
    }
}
