//! The repair engine against plain enumeration, against properties, and on cases of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod brute_force;
mod toys;
