//! The repair engine against plain enumeration, against properties, and on cases of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod brute_force;
mod case;
mod enumerate;
mod generate;
mod own_cases;
mod toys;
