//! Which cell is wrong: the smallest change that makes every relation of a table hold.
//!
//! In: bare numbers and relations between them ([`crate::sums`]). Out: repairs, their ranking, and proposals as data. Deliberately absent: text,
//! spans, the form's wording; whoever calls turns cells into places and proposals into fixes.

mod advice;
mod feasible;
mod narrow;
mod operation;
mod outcome;
mod plain_total;
mod proposal;
mod propose;
mod rank;
mod read_off;
mod search;
mod slip;
mod solve;
mod tableau;
mod trust;
mod update;
mod workspace;

pub use advice::advise;
pub use operation::Mishap;
pub use outcome::{
    BlockOutcome, CellChange, Limits, MinChanges, Repair, SearchOutcome, Target, applied,
    broken_equations,
};
pub use proposal::{Action, Advice, PlainTotal, Proposal, Tier};
pub use rank::{Contender, rank};
pub use slip::DigitSlip;
pub use solve::{Solver, solve};
pub use update::{Update, update};
