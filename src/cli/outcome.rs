//! What comes of one job.

use super::across::Keepsake;
use super::left_out::LeftOut;
use super::print::tally::Tally;
use super::spool::{Spool, SpoolSlip};

/// What came of one job.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Results, for standard output.
    pub piece: String,
    /// Whether they quote a file word for word, so that nothing may be lost of them.
    pub exact: bool,
    /// Why the file was not checked.
    pub left_out: Option<Box<LeftOut>>,
    /// Why it could not be written.
    pub failure: Option<String>,
    /// What a curious user wants to know.
    pub detail: Option<String>,
    /// What everybody should know, though nothing failed: one line each.
    pub notices: Vec<String>,
    /// What is left to complain about.
    pub tally: Tally,
    /// Changes made or shown.
    pub changes: usize,
    /// What other reports can be compared with.
    pub kept: Option<Box<Keepsake>>,
}

impl From<Box<LeftOut>> for Outcome {
    fn from(left_out: Box<LeftOut>) -> Self {
        Outcome {
            left_out: Some(left_out),
            ..Outcome::default()
        }
    }
}

/// What came of one job, with what the command wants to have of it.
pub(super) struct Worked<T> {
    pub outcome: Outcome,
    /// `None` if the file was not checked.
    pub yields: Option<T>,
}

/// A piece of the results until it is written, and whether it has to be written to the letter.
pub(super) type Piece = (SpoolSlip, bool);

impl Outcome {
    /// With its piece in a spool, or at hand if there is none.
    pub fn with_piece(mut self, spool: Option<&Spool>) -> Worked<Piece> {
        let piece = std::mem::take(&mut self.piece).into_bytes();
        let (is_empty, exact) = (piece.is_empty(), self.exact);
        let slip = match spool {
            Some(spool) => spool.put(piece),
            None => SpoolSlip::Held(piece.into()),
        };
        Worked {
            outcome: self,
            yields: (!is_empty).then_some((slip, exact)),
        }
    }
}

impl<T> From<Box<LeftOut>> for Worked<T> {
    fn from(left_out: Box<LeftOut>) -> Self {
        Worked {
            outcome: left_out.into(),
            yields: None,
        }
    }
}
