//! As little of a passage as tells that most others are no copies of it, without either being at hand.

/// The prints of a passage as bits, one for each: a bit that only one of two passages has stands for prints that the other lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sketch {
    n_prints: u32,
    bits: [u64; N_WORDS],
}

const N_WORDS: usize = 4;

impl Sketch {
    pub(super) fn of(prints: &[u32]) -> Sketch {
        let mut bits = [0; N_WORDS];
        for print in prints {
            let word = usize::from(print.to_le_bytes()[0]) % N_WORDS;
            bits[word] |= 1 << ((print >> 8) % u64::BITS);
        }
        Sketch {
            n_prints: u32::try_from(prints.len()).unwrap_or(u32::MAX),
            bits,
        }
    }

    /// Whether so much of the passage, in percent, may stand in another. If it does, it may.
    pub(super) fn may_stand_in(&self, other: &Sketch, least: usize) -> bool {
        let Some(most) = most_missing(self.n_prints as usize, least) else {
            return false;
        };
        // All words without a look between them are less work than a look after each.
        let missing = |at: usize| (self.bits[at] & !other.bits[at]).count_ones() as usize;
        (0..N_WORDS).map(missing).sum::<usize>() <= most
    }
}

/// How many of so many prints may be missing where at least so much is there, in percent; `None` if more is asked for than there is.
pub(super) fn most_missing(n_prints: usize, least: usize) -> Option<usize> {
    n_prints.checked_sub((least * n_prints).div_ceil(100))
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;

    use super::*;

    #[test]
    fn what_stands_in_another_may_and_what_has_nothing_of_it_may_not() {
        let mut rng = Rng::with_seed(8);
        for _ in 0..500 {
            let n_prints = rng.usize(8..200);
            let own: Vec<u32> = (0..n_prints).map(|_| rng.u32(..)).collect();
            let least = rng.usize(1..=100);
            let n_kept = (least * n_prints).div_ceil(100);
            let mut other = own[..n_kept].to_vec();
            other.extend((0..rng.usize(..200)).map(|_| rng.u32(..)));
            let sketch = Sketch::of(&own);
            assert!(sketch.may_stand_in(&Sketch::of(&other), least));
            let others: Vec<u32> = (0..n_prints).map(|_| rng.u32(..)).collect();
            assert!(!sketch.may_stand_in(&Sketch::of(&others), 80), "{n_prints}");
        }
    }
}
