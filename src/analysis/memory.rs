//! What is kept of one analysis for the next of the same text.

use crate::door::Edit;
use crate::finding::Finding;
use crate::follow::History;
use crate::reading::Reading;

/// A reading and what was found in it, kept for the next analysis of a text that is edited; see [`analyze_again`](super::analyze_again).
#[derive(Debug, Default)]
pub struct Memory {
    /// What was understood of the text the last time.
    pub reading: Reading,
    /// For each report of the text what was found in it, in its own places, by rule in the order of [`RULES`](crate::rules::RULES).
    pub(super) found: Vec<Vec<Vec<Finding>>>,
    /// What the text said before, where that is to count.
    pub(super) history: Option<History>,
}

impl Memory {
    /// A memory of a text that its writer is editing: what was changed just now is said, and its totals are offered first. Problems and places stay
    /// those of the text alone.
    pub fn of_writing() -> Self {
        Memory {
            history: Some(History::default()),
            ..Memory::default()
        }
    }

    /// Notes that the writer has replaced `old`, which began at byte `start` of the text, by `new`.
    pub fn typed(&mut self, start: usize, old: &str, new: &str) {
        if let Some(history) = &mut self.history {
            history.replace(start, old, new);
        }
    }

    /// Forgets what was understood of the text and found in it, as other forms or settings ask; what was typed since when stays known.
    pub fn forget_all_but_writing(&mut self) {
        let history = self.history.take();
        *self = Memory {
            history,
            ..Memory::default()
        };
    }

    /// Notes that the whole text was replaced, nobody knows where.
    pub fn replaced(&mut self) {
        if let Some(history) = &mut self.history {
            history.forget_places();
        }
    }

    /// The edits that take along the totals which held before and were left behind by a change of their parts, in the text of the last analysis.
    pub fn followers(&self) -> Vec<Edit> {
        let history = self.history.as_ref();
        history.map_or_else(Vec::new, |history| history.follow(&self.reading))
    }
}
