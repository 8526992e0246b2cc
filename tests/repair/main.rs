//! The repair engine against plain enumeration, against properties, and on cases of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod advice;
mod brute_force;
mod case;
mod enumerate;
mod filling;
mod generate;
mod hard;
mod messages;
mod official;
mod own_cases;
mod sheet;
mod toys;
