//! Words in running text: how it is folded, which words of [`crate::form::phrases`] stand in it, and what its numbers say.
//!
//! In: an edition with its wording. Out: [`Lexis`], which finds words and knows which cells they name. Deliberately absent: sentences; those are read
//! in [`crate::narrative`].

mod cue;
#[cfg(any(test, not(compiled_form)))]
pub(crate) mod files;
mod finder;
mod fold;
mod lexis;
mod numbers;
mod sets;
mod vocabulary;

pub use fold::{HEADING, PARAGRAPH, folded};
pub use lexis::Lexis;

pub(crate) use cue::Cue;
pub(crate) use finder::WordFinder;
pub(crate) use fold::fold_char;
pub(crate) use lexis::Meanings;
pub(crate) use numbers::{Numeral, numeral_at_end, numeral_before, read_digits};
pub(crate) use sets::{CueSet, SubjectSet};
pub(crate) use vocabulary::LexisEntry;
