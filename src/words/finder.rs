//! Finds known words in a text: the longest at each place, from left to right.
//!
//! Most characters of a text begin no word and most pairs neither, so that two looks turn down nearly every place.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};

use crate::chars::CharFlags;

/// A set of words, each known by its number.
#[derive(Clone, Debug)]
pub(crate) struct WordFinder {
    /// The characters that words begin with: [`BEGINS`], and [`ALONE`] for those that are words by themselves.
    firsts: CharFlags,
    /// The pairs that longer words begin with, one bit for each, which other pairs share.
    pairs: Box<[u64; 1024]>,
    /// Words of one character, by it.
    singles: FxHashMap<char, u32>,
    /// The longer words that begin with the same two characters, by those.
    families: FxHashMap<u64, Family>,
    /// Words of three characters and more, by family, the longest first.
    words: Vec<LongWord>,
    /// What follows the first three characters of these.
    tails: Box<str>,
}

/// The word of two characters, and the longer ones that begin with them, by their numbers.
type FamilyOfWords<'w> = (Option<u32>, Vec<(&'w str, u32)>);

/// The same words as they are written down: everything in the order in which it is put to use. Characters stand in strings, which are read back sooner
/// than each of them by itself.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct ListedWords {
    singles: String,
    /// The number of each of these.
    single_numbers: Vec<u32>,
    /// The first two characters of each family.
    heads: String,
    /// The number of the word that the two are by themselves, and how many longer ones there are.
    families: Vec<(Option<u32>, u32)>,
    /// The third character of each longer word.
    thirds: String,
    /// The bytes behind it, the number.
    words: Vec<(u32, u32)>,
    tails: String,
}

/// Flag of a character that a longer word begins with.
const BEGINS: u8 = 1;
/// Flag of a character that is a word by itself.
const ALONE: u8 = 2;

/// Words that begin with the same two characters.
#[derive(Clone, Debug, Default)]
struct Family {
    /// The number of the word that the two are by themselves.
    pair: Option<u32>,
    /// A bit for each character that may be the third of its words; see [`bit`].
    thirds: u64,
    /// Its words of three characters and more.
    words: Range<u32>,
}

/// A word of three characters or more.
#[derive(Clone, Debug)]
struct LongWord {
    third: char,
    /// Where [`WordFinder::tails`] has what follows its first three characters.
    tail: Range<u32>,
    number: u32,
}

/// A word in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FoundWord {
    /// Its number.
    pub number: usize,
    /// The byte behind it.
    pub end: usize,
}

impl ListedWords {
    /// The words with their numbers; the empty one is left out.
    pub(crate) fn of<'w>(words: impl IntoIterator<Item = (&'w str, usize)>) -> Self {
        let mut singles = BTreeMap::new();
        let mut families: BTreeMap<(char, char), FamilyOfWords> = BTreeMap::new();
        for (word, number) in words {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            let mut rest = word.chars();
            let Some(first) = rest.next() else { continue };
            let Some(second) = rest.next() else {
                singles.insert(first, number);
                continue;
            };
            let family = families.entry((first, second)).or_default();
            match rest.as_str() {
                "" => family.0 = Some(number),
                rest => family.1.push((rest, number)),
            }
        }
        let mut listed = ListedWords::default();
        for (single, number) in singles {
            listed.singles.push(single);
            listed.single_numbers.push(number);
        }
        for ((first, second), (pair, mut longer)) in families {
            longer.sort_by_key(|(rest, _)| Reverse(rest.len()));
            let n_longer = u32::try_from(longer.len()).unwrap_or(u32::MAX);
            listed.heads.extend([first, second]);
            listed.families.push((pair, n_longer));
            for (rest, number) in longer {
                let mut rest = rest.chars();
                let third = rest.next().unwrap_or_default();
                let tail = rest.as_str();
                let length = u32::try_from(tail.len()).unwrap_or(u32::MAX);
                listed.thirds.push(third);
                listed.words.push((length, number));
                listed.tails.push_str(tail);
            }
        }
        listed
    }
}

impl WordFinder {
    /// The words, numbered as they come; the empty one is left out.
    pub(crate) fn new<'w>(words: impl Iterator<Item = &'w str>) -> WordFinder {
        let numbered = words.enumerate().map(|(number, word)| (word, number));
        WordFinder::of(&ListedWords::of(numbered))
    }

    /// Words as they are written down.
    pub(crate) fn of(listed: &ListedWords) -> WordFinder {
        let families = FxHashMap::with_capacity_and_hasher(listed.families.len(), FxBuildHasher);
        let numbers = listed.single_numbers.iter().copied();
        let mut known = WordFinder {
            firsts: CharFlags::default(),
            pairs: Box::new([0; 1024]),
            singles: listed.singles.chars().zip(numbers).collect(),
            families,
            words: Vec::with_capacity(listed.words.len()),
            tails: listed.tails.as_str().into(),
        };
        for first in listed.singles.chars() {
            known.firsts.set(first, ALONE);
        }
        let mut longer = listed.thirds.chars().zip(&listed.words);
        let mut heads = listed.heads.chars();
        let mut tail = 0..0;
        for &(pair, n_words) in &listed.families {
            let (Some(first), Some(second)) = (heads.next(), heads.next()) else {
                break;
            };
            known.firsts.set(first, BEGINS);
            let (slot, mask) = pair_bit(first, second);
            known.pairs[slot] |= mask;
            let (start, mut thirds) = (known.words.len() as u32, 0);
            for (third, &(length, number)) in longer.by_ref().take(n_words as usize) {
                thirds |= bit(third);
                tail = tail.end..tail.end + length;
                known.words.push(LongWord {
                    third,
                    tail: tail.clone(),
                    number,
                });
            }
            let family = Family {
                pair,
                thirds,
                words: start..known.words.len() as u32,
            };
            known.families.insert(family_of(first, second), family);
        }
        known
    }

    /// Whether a word begins with a character; sooner asked than what follows it.
    #[inline]
    pub(crate) fn begins(&self, first: char) -> bool {
        self.firsts.of(first) != 0
    }

    /// Whether a word may begin with the first of two characters that follow each other.
    #[inline]
    pub(crate) fn may_begin(&self, first: char, second: Option<char>) -> bool {
        let flags = self.firsts.of(first);
        let begins = |second| {
            let (slot, mask) = pair_bit(first, second);
            self.pairs[slot] & mask != 0
        };
        flags & ALONE != 0 || flags & BEGINS != 0 && second.is_some_and(begins)
    }

    /// The longest word that `text` has at byte `at`, where the character `first` stands.
    pub(crate) fn at(&self, text: &str, at: usize, first: char) -> Option<FoundWord> {
        let behind_first = at + first.len_utf8();
        let longer = text.get(behind_first..).and_then(|rest| {
            let second = rest.chars().next().filter(|second| {
                let (slot, mask) = pair_bit(first, *second);
                self.pairs[slot] & mask != 0
            })?;
            let family = self.families.get(&family_of(first, second))?;
            self.longest_of(family, text, behind_first + second.len_utf8())
        });
        longer.or_else(|| {
            let number = *self.singles.get(&first)? as usize;
            let end = behind_first;
            Some(FoundWord { number, end })
        })
    }

    /// The longest word of a family whose first two characters end at byte `at`.
    fn longest_of(&self, family: &Family, text: &str, at: usize) -> Option<FoundWord> {
        let mut rest = text.get(at..)?.chars();
        if let Some(third) = rest.next()
            && family.thirds & bit(third) != 0
        {
            let range = family.words.start as usize..family.words.end as usize;
            let mut words = self.words.get(range)?.iter();
            let rest = rest.as_str();
            let tail = |word: &LongWord| {
                let tail = word.tail.start as usize..word.tail.end as usize;
                self.tails.as_bytes().get(tail).unwrap_or_default()
            };
            // Most others are told by the last of their bytes.
            let ends_alike = |tail: &[u8]| {
                let last = tail.len().checked_sub(1);
                last.is_none_or(|last| rest.as_bytes().get(last) == tail.last())
            };
            let goes_on = |tail| ends_alike(tail) && rest.as_bytes().starts_with(tail);
            let fits = |word: &&LongWord| word.third == third && goes_on(tail(word));
            if let Some(word) = words.find(fits) {
                let end = text.len() - rest.len() + word.tail.len();
                let number = word.number as usize;
                return Some(FoundWord { number, end });
            }
        }
        let number = family.pair? as usize;
        Some(FoundWord { number, end: at })
    }
}

/// Two characters as one number.
fn family_of(first: char, second: char) -> u64 {
    u64::from(u32::from(first)) << 32 | u64::from(u32::from(second))
}

/// Where [`WordFinder::pairs`] has the bit of two characters.
#[inline]
fn pair_bit(first: char, second: char) -> (usize, u64) {
    let mixed = u32::from(first).wrapping_mul(0x9E37_79B1) >> 16 ^ u32::from(second);
    (mixed as usize >> 6 & 1023, 1 << (mixed & 63))
}

/// The bit of a character, which others share.
fn bit(c: char) -> u64 {
    1 << (u32::from(c) & 63)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn found(words: &[&str], text: &str) -> Vec<String> {
        let known = WordFinder::new(words.iter().copied());
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let mut chars = rest.chars();
            let (first, second) = (chars.next().unwrap(), chars.next());
            let word = known.at(text, at, first);
            assert!(word.is_none() || known.may_begin(first, second));
            found.extend(word.map(|word| format!("{}{}", words[word.number], at)));
            at = word.map_or(at + first.len_utf8(), |word| word.end);
        }
        found
    }

    #[test]
    fn the_longest_word_at_a_place_wins() {
        assert_eq!(found(&["受理", "受理件", "件"], "受理件"), ["受理件0"]);
        assert_eq!(found(&["不再受理", "受理"], "不再受理"), ["不再受理0"]);
        assert_eq!(found(&["受理", "受"], "受受理"), ["受0", "受理3"]);
    }

    #[test]
    fn words_in_words_and_torn_words_are_not_found() {
        assert_eq!(found(&["申请", "请公"], "申请公开"), ["申请0"]);
        assert_eq!(found(&["申请书"], "申请"), Vec::<String>::new());
        assert_eq!(found(&["", "𠮷件"], "件𠮷任件𠮷件"), ["𠮷件13"]);
    }
}
