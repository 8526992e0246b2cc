//! Which cell is wrong: the smallest change that makes every relation of a table hold.
//!
//! In: bare numbers and relations between them. Out: repairs, their ranking, and proposals as data. Deliberately absent: text, spans, the
//! form's wording; whoever calls turns cells into places and proposals into fixes.

mod advice;
mod block;
mod cells;
mod feasible;
mod fill;
mod narrow;
mod operation;
mod outcome;
mod propose;
mod rank;
mod read_off;
mod recompute;
mod search;
mod slip;
mod solve;
mod system;
mod tableau;
mod trust;
mod workspace;

pub use advice::{Action, Advice, Proposal, Tier, advise};
pub use cells::CellSet;
pub use fill::{Fill, fills};
pub use operation::Event;
pub use outcome::{
    BlockOutcome, Change, Limits, MinChanges, Observed, Outcome, Repair, Target, applied,
    broken_equations,
};
pub use rank::{Candidate, rank};
pub use recompute::{Totals, Update, recompute};
pub use slip::Slip;
pub use solve::{Solver, solve};
pub use system::{Equation, Place, System};
