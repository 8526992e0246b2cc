//! `solve`: from observed numbers to the smallest repairs, block by block.

use super::cells::{CellSet, set};
use super::outcome::{BlockOutcome, Limits, MinChanges, Observed, Outcome};
use super::search::{Workspace, search};
use super::system::{Block, System};

/// Solves systems one after another in the same memory.
#[derive(Debug, Default)]
pub struct Solver {
    workspace: Workspace,
    residuals: Vec<i64>,
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
        let mut outcome = Outcome::default();
        for block in system.blocks() {
            let mut broken = Vec::new();
            if self.read(system, block, observed, &mut broken) {
                continue;
            }
            self.load(system, block, observed, frozen);
            let residuals = self.residuals.iter().copied();
            let found = search(&mut self.workspace, block, residuals, limits);
            outcome.blocks.push(BlockOutcome {
                equations: block.equations.iter().map(|&at| at as usize).collect(),
                broken,
                min_changes: if found.repairs.is_empty() {
                    MinChanges::AtLeast(found.changes)
                } else {
                    MinChanges::Exactly(found.changes)
                },
                repairs: found.repairs,
                proven: found.proven && system.left_out().is_empty(),
                truncated: found.truncated,
                nodes: found.nodes,
            });
        }
        outcome
    }

    /// Computes the residuals of the block's equations and which are broken for certain; true if all are stated and hold.
    fn read(
        &mut self,
        system: &System,
        block: &Block,
        observed: &[Observed],
        broken: &mut Vec<usize>,
    ) -> bool {
        self.residuals.clear();
        let mut in_order = true;
        for &at in &block.equations {
            let mut residual = 0;
            let mut stated = true;
            for (cell, coefficient) in system.equations()[at as usize].terms() {
                match system.read(observed, cell) {
                    Observed::Number(number) => residual += coefficient * number,
                    _ => stated = false,
                }
            }
            self.residuals.push(residual);
            in_order &= stated && residual == 0;
            if stated && residual != 0 {
                broken.push(at as usize);
            }
        }
        in_order
    }

    fn load(&mut self, system: &System, block: &Block, observed: &[Observed], frozen: &CellSet) {
        let workspace = &mut self.workspace;
        workspace.clear_for(block);
        for (local, &cell) in block.cells.iter().enumerate() {
            match system.read(observed, cell as usize) {
                Observed::Number(number) => {
                    workspace.numbers[local] = number;
                    if !frozen.contains(cell as usize) {
                        set(&mut workspace.allowed, local);
                    }
                }
                Observed::Blank => set(&mut workspace.blank, local),
                Observed::Unreadable => set(&mut workspace.unreadable, local),
            }
        }
    }
}
