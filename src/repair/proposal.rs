//! What may be offered about one block of relations: proposals in order, with how far each may be trusted.
//!
//! No proposal deletes a number, and only fills of blanks may ever be applied without a question.

use super::operation::Mishap;
use super::outcome::{BlockOutcome, CellChange, Repair};
use super::rank::Contender;

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
    pub events: Vec<Mishap>,
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
    pub candidates: Vec<Contender>,
    /// What to offer, in this order.
    pub proposals: Vec<Proposal>,
    /// How many of the proposals, from the first on, are smallest repairs.
    pub n_smallest: usize,
    /// How many further smallest repairs there are.
    pub n_unlisted: usize,
    /// The proposal that nothing equals: the preferred one, the only smallest repair, or the one among several that the text decides for.
    /// `None`: only the writer can choose.
    pub choice: Option<usize>,
    /// For broken totals what their own parts come to, where no proposal says just that.
    pub plain_totals: Vec<PlainTotal>,
}

/// A broken total with the sum of its parts, whatever else that leaves broken.
#[derive(Clone, Debug, PartialEq)]
pub struct PlainTotal {
    /// The relation, by number.
    pub equation: usize,
    /// The change of the total alone.
    pub proposal: Proposal,
    /// Whether the text states the same number for this very cell.
    pub is_confirmed: bool,
}

impl Advice {
    /// The stated cells that the unique smallest repair changes, ascending; empty if there is no such repair.
    pub fn suspects(&self) -> impl Iterator<Item = CellChange> + '_ {
        let unique = self.outcome.needs_change().then(|| self.outcome.unique());
        unique
            .flatten()
            .into_iter()
            .flat_map(|repair| repair.changes.iter().copied())
    }
}
