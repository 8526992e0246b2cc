//! What to offer the writer about one block of relations: proposals in order, with how far each may be trusted.
//!
//! In: the observed numbers, with statements of the text as mentions. Out: pure data; wording, places and edits are the caller's business.
//! No proposal deletes a number, and only fills of blanks may ever be applied without a question.

use super::cells::CellSet;
use super::operation::Event;
use super::outcome::{BlockOutcome, Change, Limits, Observed, Repair};
use super::propose::Desk;
use super::rank::Candidate;
use super::recompute::readings;
use super::solve::Solver;
use super::system::System;

/// How much the search's answer is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tier {
    /// A: only blanks are filled, with determined numbers.
    Fill,
    /// B+: one total is wrong, and a statement about that very cell says the same.
    ConfirmedTotal,
    /// B: one total is wrong; at least two relations give the same number for it.
    Total,
    /// C1: one part is wrong.
    Part,
    /// C2, C3: a unique set of several cells.
    Several,
    /// D: a unique repair that also fills blanks.
    ChangeAndFill,
    /// E: several smallest repairs.
    Tied,
    /// F: more changes than are searched for, an unfinished search, or a place without a definite number.
    Uncertain,
    /// The wrong cell lies in a single relation, which cannot locate it.
    SingleRelation,
}

/// What a proposal does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Write other numbers into the suspected cells.
    Correct,
    /// Move the numbers of a row by one column.
    ShiftRow {
        /// Index of the row.
        row: usize,
        /// Whether they go to the left.
        left: bool,
    },
    /// Keep the parts and update the totals that depend on them.
    UpdateTotals,
    /// Keep the parts, enter what balances them, and update the totals.
    EnterAndUpdate {
        /// The cell that balances.
        balance: usize,
    },
    /// Correct the cells and the numbers in the text that then do not fit.
    CorrectText,
    /// Fill determined blanks.
    FillBlanks,
    /// Compute every total anew, what is carried over included: an explicit wish only.
    RecomputeAll,
}

/// Something the writer may choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// What it does.
    pub action: Action,
    /// The cells it changes and fills; those of [`Action::CorrectText`] include mentions.
    pub repair: Repair,
    /// What would have happened; empty where the proposal does not rest on an explanation.
    pub events: Vec<Event>,
    /// The relations of the block that do not hold afterwards, by number.
    pub still_broken: Vec<usize>,
    /// The mentions that do not fit afterwards, by their cell.
    pub contradicted_by: Vec<usize>,
    /// Blank parts that were counted as 0.
    pub blanks_as_zero: Vec<usize>,
    /// Whether an editor may put it first.
    pub preferred: bool,
}

/// Everything there is to say about one block.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// What the search says when only the table speaks.
    pub outcome: BlockOutcome,
    /// How much that is worth.
    pub tier: Tier,
    /// Whether the statements of the text call for another repair, or for more changes.
    pub contested: bool,
    /// Whether the fills may be applied without a question.
    pub is_certain: bool,
    /// All candidates, best first.
    pub candidates: Vec<Candidate>,
    /// What to offer, in this order.
    pub proposals: Vec<Proposal>,
    /// How many further smallest repairs there are.
    pub n_unlisted: usize,
}

impl Advice {
    /// The stated cells that the unique smallest repair changes, ascending; empty if there is no such repair.
    pub fn suspects(&self) -> impl Iterator<Item = Change> + '_ {
        let unique = self.outcome.needs_change().then(|| self.outcome.unique());
        unique
            .flatten()
            .into_iter()
            .flat_map(|repair| repair.changes.iter().copied())
    }
}

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
        let numbers = readings(system, observed);
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
