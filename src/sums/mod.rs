//! The arithmetic of relations between the numbers of one table.
//!
//! In: what stands in the cells, as bare numbers, and relations with coefficients −1, 0, +1. Out: which relations fail and by how much, what
//! an only unknown comes to, totals computed anew. Deliberately absent: text, places and wording, the habits of writers ([`crate::figures`]),
//! and any search for the wrong cell ([`crate::repair`]).

mod block;
mod cells;
mod observed;
mod propagate;
mod recompute;
mod system;
mod terms;

pub use cells::CellSet;
pub use observed::Observed;
pub use propagate::propagate;
pub use recompute::{Recomputed, Totals, recompute};
pub use system::{CellPlace, Equation, System};
pub use terms::Terms;

pub(crate) use block::Block;
pub(crate) use cells::{clear, has, ones, ones_of, set};
