//! Sets of cells, as bits. The search works on plain words; [`CellSet`] is the same thing for callers.

/// Bits in a word.
const BITS: usize = u64::BITS as usize;

/// A set of cells by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellSet {
    words: Vec<u64>,
}

impl CellSet {
    /// The empty set.
    pub fn new() -> Self {
        CellSet::default()
    }

    /// Adds a cell.
    pub fn insert(&mut self, cell: usize) {
        let needed = words_for(cell + 1);
        if self.words.len() < needed {
            self.words.resize(needed, 0);
        }
        set(&mut self.words, cell);
    }

    /// Whether the cell is in the set.
    pub fn contains(&self, cell: usize) -> bool {
        self.words
            .get(cell / BITS)
            .is_some_and(|word| word >> (cell % BITS) & 1 == 1)
    }

    /// Whether no cell is in the set.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// The cells, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        ones(&self.words)
    }
}

impl FromIterator<usize> for CellSet {
    fn from_iter<I: IntoIterator<Item = usize>>(cells: I) -> Self {
        let mut set = CellSet::new();
        cells.into_iter().for_each(|cell| set.insert(cell));
        set
    }
}

/// How many words hold `n_cells` bits; at least one.
pub(super) fn words_for(n_cells: usize) -> usize {
    n_cells.div_ceil(BITS).max(1)
}

/// Whether the bit of `cell` is set; the words must reach that far.
#[inline]
pub(crate) fn has(words: &[u64], cell: usize) -> bool {
    words[cell / BITS] >> (cell % BITS) & 1 == 1
}

/// Sets the bit of `cell`; the words must reach that far.
#[inline]
pub(crate) fn set(words: &mut [u64], cell: usize) {
    words[cell / BITS] |= 1 << (cell % BITS);
}

/// Clears the bit of `cell`; the words must reach that far.
#[inline]
pub(crate) fn clear(words: &mut [u64], cell: usize) {
    words[cell / BITS] &= !(1 << (cell % BITS));
}

/// The numbers of the set bits, ascending.
#[inline]
pub(crate) fn ones(words: &[u64]) -> impl Iterator<Item = usize> + '_ {
    let words = words.iter().enumerate();
    words.flat_map(|(at, &word)| ones_of(word, at))
}

/// The same for the word at index `at` alone; borrows nothing, so that the mask may change meanwhile.
#[inline]
pub(crate) fn ones_of(word: u64, at: usize) -> impl Iterator<Item = usize> {
    let mut left = word;
    std::iter::from_fn(move || {
        (left != 0).then(|| {
            let bit = left.trailing_zeros() as usize;
            left &= left - 1;
            at * BITS + bit
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_grows_to_the_cells_it_is_given() {
        let set: CellSet = [3, 64, 500].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [3, 64, 500]);
        assert!(set.contains(500) && !set.contains(501) && !set.contains(100_000));
        assert!(!set.is_empty() && CellSet::new().is_empty());
    }
}
