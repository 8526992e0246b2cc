//! Leaving out cells that cannot lead to a repair within the changes left.
//!
//! All of it is necessary, none of it decides: what stays is tried by the search.

use super::workspace::SearchSpace;

impl SearchSpace {
    /// Of two changes, the first has to leave violated rows that a single cell can mend. Rows without the cell stay as they are.
    pub fn drop_those_that_leave_too_much(&mut self, rows: usize, menders: usize, tried: usize) {
        let words = self.allowed.len();
        let mut kept = tried;
        for nth in tried..self.tried.len() {
            let cell = self.tried[nth];
            self.union.fill(u64::MAX);
            let masks = self.menders[menders..].chunks_exact(words);
            for (&row, mask) in self.rows[rows..].iter().zip(masks) {
                if self.tableau.coefficient(row as usize, cell as usize) == 0 {
                    keep_common(&mut self.union, mask);
                }
            }
            if self.union.iter().any(|&word| word != 0) {
                self.tried[kept] = cell;
                kept += 1;
            }
        }
        self.tried.truncate(kept);
    }

    /// Whether there are more than `budget` violated rows without a common mender, picked greedily from either end.
    pub fn needs_more_than(&mut self, budget: usize, menders: usize) -> bool {
        let words = self.allowed.len();
        if self.order.len() <= budget {
            return false;
        }
        for from_longest in [true, false] {
            self.union.fill(0);
            let mut apart = 0;
            for nth in 0..self.order.len() {
                let pick = if from_longest {
                    self.order.len() - 1 - nth
                } else {
                    nth
                };
                let mask = &self.menders[menders + self.order[pick].1 as usize * words..][..words];
                let mut pairs = self.union.iter().zip(mask);
                if pairs.all(|(union, mask)| union & mask == 0) {
                    for (union, mask) in self.union.iter_mut().zip(mask) {
                        *union |= mask;
                    }
                    apart += 1;
                    if apart > budget {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// The last change has to raise every such count, and cannot lie in an open row: that row holds and has nothing else to give way.
    pub fn keep_those_that_can_be_last(&mut self, menders: usize) {
        let words = self.allowed.len();
        self.union.fill(u64::MAX);
        for mask in self.menders[menders..].chunks_exact(words) {
            keep_common(&mut self.union, mask);
        }
        for row in self.tableau.rows().filter(|&row| self.tableau.is_open(row)) {
            let sides = self.tableau.plus(row).iter().zip(self.tableau.minus(row));
            for (all, (plus, minus)) in self.union.iter_mut().zip(sides) {
                *all &= !(plus | minus);
            }
        }
        for mask in self.menders[menders..].chunks_exact_mut(words) {
            mask.copy_from_slice(&self.union);
        }
    }
}

/// Leaves in `all` what is in `mask` too.
pub(super) fn keep_common(all: &mut [u64], mask: &[u64]) {
    all.iter_mut()
        .zip(mask)
        .for_each(|(all, mask)| *all &= mask);
}
