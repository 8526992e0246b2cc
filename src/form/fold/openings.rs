//! How labels begin, so that most of what is none of them is turned down after two characters.

use rustc_hash::FxHashSet;

use super::{Fold, LabelHash, hash_of};

/// The first characters of labels, by which most other texts are told from them.
#[derive(Clone, Debug, Default)]
pub struct Openings(FxHashSet<LabelHash>);

impl Openings {
    /// Characters of an opening.
    const LENGTH: usize = 2;

    /// The openings of these labels, given as their folded characters.
    pub fn of<'l>(labels: impl Iterator<Item = &'l [char]>) -> Self {
        let openings = labels.filter_map(|label| label.get(..Self::LENGTH));
        Openings(openings.map(hash_of).collect())
    }

    /// The hash of the folded `text` if it opens like a label, [`LabelHash::EMPTY`] otherwise.
    pub fn hash(&self, text: &str, fold: &Fold) -> LabelHash {
        let (mut hash, mut length) = (LabelHash::EMPTY, 0);
        fold.each_while(text, |c| {
            hash = hash.then(c);
            length += 1;
            length != Self::LENGTH || self.0.contains(&hash)
        });
        match length == Self::LENGTH && !self.0.contains(&hash) {
            true => LabelHash::EMPTY,
            false => hash,
        }
    }
}
