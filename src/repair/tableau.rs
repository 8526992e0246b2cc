//! The equations of one block under elimination, in bit masks, with an undo log instead of copies.
//!
//! Row i says `Σ a·x = −residual` over the *free* cells (blank, unreadable or suspected), all other cells standing at their observed
//! numbers inside `residual`. A row is either *open* (no free cell left in it: an implied relation between stated numbers, violated unless
//! its residual is 0) or *defines* the one free cell it was pivoted on. A free cell without a row is *loose* and stands at 0.

use crate::sums::{Block, clear, set};

const OPEN: u32 = u32::MAX;

/// A coefficient left −1, 0, +1. Cannot happen in the official tables, whose relations are totally unimodular.
#[derive(Debug)]
pub(super) struct Unrepresentable;

#[derive(Debug)]
enum Step {
    /// Row `target` was replaced by itself plus (or minus) row `source`.
    Combined {
        target: u32,
        source: u32,
        plus: bool,
    },
    /// `amount` was added to a residual.
    Shifted { row: u32, amount: i64 },
    /// `row` began to define `cell` and ceased to define `before`.
    Defined { row: u32, cell: u32, before: u32 },
    /// `cell` became free and loose.
    Loosened { cell: u32 },
}

#[derive(Debug, Default)]
pub(super) struct Tableau {
    words: usize,
    n_rows: usize,
    /// Per row the mask of coefficients +1, then of −1.
    masks: Vec<u64>,
    residuals: Vec<i64>,
    defines: Vec<u32>,
    loose: Vec<u64>,
    log: Vec<Step>,
    pivots: usize,
}

impl Tableau {
    /// Starts over with the equations of `block` and their residuals.
    pub fn load(&mut self, block: &Block, residuals: impl Iterator<Item = i64>) {
        self.words = block.words;
        self.n_rows = block.equations.len();
        self.masks.clone_from(&block.masks);
        self.residuals.clear();
        self.residuals.extend(residuals);
        self.defines.clear();
        self.defines.resize(self.n_rows, OPEN);
        self.loose.clear();
        self.loose.resize(self.words, 0);
        self.log.clear();
        self.pivots = 0;
    }

    pub fn rows(&self) -> std::ops::Range<usize> {
        0..self.n_rows
    }

    pub fn plus(&self, row: usize) -> &[u64] {
        &self.masks[row * 2 * self.words..][..self.words]
    }

    pub fn minus(&self, row: usize) -> &[u64] {
        &self.masks[(row * 2 + 1) * self.words..][..self.words]
    }

    #[inline(always)]
    pub fn coefficient(&self, row: usize, cell: usize) -> i64 {
        let bit = cell % u64::BITS as usize;
        let at = row * 2 * self.words + cell / u64::BITS as usize;
        let (plus, minus) = (self.masks[at], self.masks[at + self.words]);
        (plus >> bit & 1) as i64 - (minus >> bit & 1) as i64
    }

    /// The rows in which a cell has a coefficient, with it.
    #[inline]
    pub fn column(&self, cell: usize) -> impl Iterator<Item = (usize, i64)> + '_ {
        let (word, bit) = (cell / u64::BITS as usize, cell % u64::BITS as usize);
        let rows = self.masks.chunks_exact(2 * self.words).enumerate();
        rows.filter_map(move |(row, masks)| {
            let plus = masks[word] >> bit & 1;
            let minus = masks[word + self.words] >> bit & 1;
            (plus | minus != 0).then(|| (row, plus as i64 - minus as i64))
        })
    }

    /// How many cells have a coefficient in the row.
    pub fn size(&self, row: usize) -> u32 {
        let masks = &self.masks[row * 2 * self.words..][..2 * self.words];
        masks.iter().map(|word| word.count_ones()).sum()
    }

    #[inline]
    pub fn residual(&self, row: usize) -> i64 {
        self.residuals[row]
    }

    #[inline]
    pub fn is_open(&self, row: usize) -> bool {
        self.defines[row] == OPEN
    }

    /// The cell that the row defines.
    #[inline]
    pub fn defined(&self, row: usize) -> Option<usize> {
        (self.defines[row] != OPEN).then_some(self.defines[row] as usize)
    }

    /// The row that defines a free cell; `None` for a loose one.
    pub fn row_of(&self, cell: usize) -> Option<usize> {
        self.rows().find(|&row| self.defines[row] as usize == cell)
    }

    /// What the row's own cell comes to while all loose cells stand at 0.
    #[inline]
    pub fn value(&self, row: usize, cell: usize) -> i64 {
        -self.coefficient(row, cell) * self.residuals[row]
    }

    /// The mask of the free cells that no row defines.
    pub fn loose(&self) -> &[u64] {
        &self.loose
    }

    /// Whether every free cell is defined.
    pub fn all_defined(&self) -> bool {
        self.loose.iter().all(|&word| word == 0)
    }

    /// The loose cells of a row.
    pub fn loose_in(&self, row: usize) -> impl Iterator<Item = u64> + '_ {
        let either = self.plus(row).iter().zip(self.minus(row));
        either
            .zip(&self.loose)
            .map(|((plus, minus), loose)| (plus | minus) & loose)
    }

    /// Makes `row` define `cell`, whose number inside the residuals is `observed` (0 if it was free before).
    pub fn pivot(&mut self, row: usize, cell: usize, observed: i64) -> Result<(), Unrepresentable> {
        self.pivots += 1;
        let own = self.coefficient(row, cell);
        for other in 0..self.n_rows {
            let coefficient = self.coefficient(other, cell);
            if other != row && coefficient != 0 {
                self.combine(other, row, coefficient != own)?;
            }
        }
        self.shift(row, -own * observed);
        let before = std::mem::replace(&mut self.defines[row], cell as u32);
        if before != OPEN {
            set(&mut self.loose, before as usize);
        }
        clear(&mut self.loose, cell);
        self.log.push(Step::Defined {
            row: row as u32,
            cell: cell as u32,
            before,
        });
        Ok(())
    }

    /// Makes a cell free that occurs in no open row: it becomes loose and stands at 0 instead of at `observed`.
    pub fn loosen(&mut self, cell: usize, observed: i64) {
        for row in 0..self.n_rows {
            let coefficient = self.coefficient(row, cell);
            if coefficient != 0 {
                self.shift(row, -coefficient * observed);
            }
        }
        set(&mut self.loose, cell);
        self.log.push(Step::Loosened { cell: cell as u32 });
    }

    /// How many pivots there have been since loading, undone ones included.
    pub fn pivots(&self) -> usize {
        self.pivots
    }

    /// A point in the log to come back to.
    pub fn mark(&self) -> usize {
        self.log.len()
    }

    /// Takes back everything since `mark`.
    pub fn undo(&mut self, mark: usize) {
        while self.log.len() > mark {
            match self.log.pop() {
                Some(Step::Combined {
                    target,
                    source,
                    plus,
                }) => self.add(target as usize, source as usize, !plus),
                Some(Step::Shifted { row, amount }) => self.residuals[row as usize] -= amount,
                Some(Step::Defined { row, cell, before }) => {
                    self.defines[row as usize] = before;
                    if before != OPEN {
                        clear(&mut self.loose, before as usize);
                        set(&mut self.loose, cell as usize);
                    }
                }
                Some(Step::Loosened { cell }) => clear(&mut self.loose, cell as usize),
                None => break,
            }
        }
    }

    fn shift(&mut self, row: usize, amount: i64) {
        if amount != 0 {
            self.residuals[row] += amount;
            let row = row as u32;
            self.log.push(Step::Shifted { row, amount });
        }
    }

    /// Row `target` plus (or minus) row `source`, if every coefficient stays within −1, 0, +1.
    fn combine(&mut self, target: usize, source: usize, plus: bool) -> Result<(), Unrepresentable> {
        let (same, opposite) = if plus { (0, 1) } else { (1, 0) };
        let words = self.words;
        let clash = (0..words).any(|at| {
            let word = |row: usize, sign: usize| self.masks[(row * 2 + sign) * words + at];
            word(target, 0) & word(source, same) | word(target, 1) & word(source, opposite) != 0
        });
        if clash {
            return Err(Unrepresentable);
        }
        self.add(target, source, plus);
        self.log.push(Step::Combined {
            target: target as u32,
            source: source as u32,
            plus,
        });
        Ok(())
    }

    fn add(&mut self, target: usize, source: usize, plus: bool) {
        let (same, opposite) = if plus { (0, 1) } else { (1, 0) };
        let words = self.words;
        for at in 0..words {
            let from_plus = self.masks[(source * 2 + same) * words + at];
            let from_minus = self.masks[(source * 2 + opposite) * words + at];
            let to_plus = self.masks[target * 2 * words + at];
            let to_minus = self.masks[(target * 2 + 1) * words + at];
            self.masks[target * 2 * words + at] = to_plus & !from_minus | from_plus & !to_minus;
            self.masks[(target * 2 + 1) * words + at] =
                to_minus & !from_plus | from_minus & !to_plus;
        }
        let amount = self.residuals[source];
        self.residuals[target] += if plus { amount } else { -amount };
    }
}

/// The lowest cell whose bit is set.
pub(super) fn first_cell(words: impl Iterator<Item = u64>) -> Option<usize> {
    let mut at = 0;
    for word in words {
        if word != 0 {
            return Some(at + word.trailing_zeros() as usize);
        }
        at += u64::BITS as usize;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sums::{Equation, System};

    #[test]
    fn undoing_brings_everything_back() {
        let sum = |parts: [usize; 2], total| Equation {
            parts: parts.to_vec(),
            minus: Vec::new(),
            total,
            fills: true,
        };
        let system = System::new(6, vec![sum([0, 1], 2), sum([2, 3], 4), sum([1, 3], 5)]);
        let mut tableau = Tableau::default();
        tableau.load(&system.blocks()[0], [7, -3, 0].into_iter());
        let before = (tableau.masks.clone(), tableau.residuals.clone());
        let mark = tableau.mark();
        assert!(tableau.pivot(0, 2, 4).is_ok());
        assert!(tableau.pivot(2, 3, 1).is_ok());
        tableau.loosen(1, 6);
        assert!(tableau.pivot(0, 1, 0).is_ok());
        assert_ne!(before.1, tableau.residuals);
        tableau.undo(mark);
        assert_eq!(before, (tableau.masks.clone(), tableau.residuals.clone()));
        assert!(tableau.all_defined() && tableau.rows().all(|row| tableau.is_open(row)));
    }
}
