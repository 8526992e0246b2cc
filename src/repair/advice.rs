//! `advise`: what to offer the writer about each block of relations.
//!
//! In: the observed numbers, with statements of the text as mentions. Out: pure data; wording, places and edits are the caller's business.

use super::outcome::{BlockOutcome, Limits, Repair};
use super::proposal::Advice;
use super::propose::Desk;
use super::solve::Solver;
use crate::sums::{CellSet, Observed, System};

/// Advice on every block in which a stated number has to change or a blank can be filled. Statements of the text are the cells from
/// [`System::n_table_cells`] on; a blank there means that there is no such statement.
pub fn advise(
    system: &System,
    observed: &[Observed],
    frozen: &CellSet,
    limits: Limits,
) -> Vec<Advice> {
    Solver::default().advise(system, observed, frozen, limits)
}

impl Solver {
    /// The same as [`advise`], without asking for memory each time.
    pub fn advise(
        &mut self,
        system: &System,
        observed: &[Observed],
        frozen: &CellSet,
        limits: Limits,
    ) -> Vec<Advice> {
        let numbers = system.readings(observed);
        let mentions = system.n_table_cells()..system.n_cells();
        let mut silent = numbers.clone();
        let mut any_mention = false;
        for cell in mentions {
            any_mention |= silent[cell] != Observed::Blank;
            silent[cell] = Observed::Blank;
        }
        let by_table = self.solve(system, &silent, frozen, limits);
        let by_all = any_mention.then(|| self.solve(system, &numbers, frozen, limits));
        let mut advice = Vec::new();
        for outcome in by_table.blocks {
            let outcome = without_mentions(system, outcome);
            let heard = by_all.as_ref().and_then(|all| {
                let same =
                    |block: &&BlockOutcome| block.equations.first() == outcome.equations.first();
                all.blocks.iter().find(same)
            });
            let desk = Desk {
                system,
                numbers: &numbers,
                frozen,
                heard,
            };
            advice.extend(desk.advise(outcome));
        }
        advice
    }
}

/// The outcome as far as it concerns cells of the table; a mention left out of account is not a blank of the report.
fn without_mentions(system: &System, mut outcome: BlockOutcome) -> BlockOutcome {
    let repairs = outcome.repairs.into_iter();
    outcome.repairs = repairs.map(|repair| of_table(system, repair)).collect();
    outcome
}

/// The repair as far as it concerns cells of the table.
pub(super) fn of_table(system: &System, mut repair: Repair) -> Repair {
    repair
        .changes
        .retain(|change| !system.is_mention(change.cell));
    repair.fills.retain(|&(cell, _)| !system.is_mention(cell));
    repair.open.retain(|&cell| !system.is_mention(cell));
    repair
}
