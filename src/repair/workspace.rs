//! Memory that searches share, so that a keystroke allocates little.

use super::outcome::Repair;
use super::tableau::Tableau;
use crate::sums::Block;

/// Memory that searches share, so that a keystroke allocates little.
#[derive(Debug, Default)]
pub(super) struct SearchSpace {
    pub tableau: Tableau,
    /// The observed numbers of the block; 0 where there is none.
    pub numbers: Vec<i64>,
    /// Blank cells.
    pub blank: Vec<u64>,
    /// Unreadable cells.
    pub unreadable: Vec<u64>,
    /// Cells that may still be suspected.
    pub allowed: Vec<u64>,
    /// Cells whose number may fall.
    pub lowerable: Vec<u64>,
    /// Blank, unreadable and suspected cells.
    pub free: Vec<u64>,
    pub varying: Vec<u64>,
    /// Stacks of the search: violated rows, for each the mask of the cells that could mend it, and the cells tried.
    pub rows: Vec<u32>,
    pub menders: Vec<u64>,
    pub tried: Vec<u32>,
    pub order: Vec<(u32, u32)>,
    pub union: Vec<u64>,
}

/// What the search of one block found.
#[derive(Debug, Default)]
pub(super) struct FoundRepairs {
    pub repairs: Vec<Repair>,
    /// The number of changes of the repairs, or the number below which there are none.
    pub changes: usize,
    pub proven: bool,
    pub truncated: bool,
    pub nodes: usize,
    pub steps: usize,
}

impl SearchSpace {
    /// Empties the masks and fits them to a block.
    pub fn clear_for(&mut self, block: &Block) {
        for mask in [
            &mut self.blank,
            &mut self.unreadable,
            &mut self.allowed,
            &mut self.lowerable,
            &mut self.free,
            &mut self.varying,
            &mut self.union,
        ] {
            mask.clear();
            mask.resize(block.words, 0);
        }
    }
}
