//! The words of [`Phrases`] ready to be found in a text, with what is known of each; the same for every edition that speaks by them.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::finder::{ListedWords, WordFinder};
use super::fold::{ENDS, stays};
use super::sets::SubjectSet;
use crate::chars::CharFlags;
use crate::form::compiled;
use crate::form::fold::Fold;
use crate::form::phrases::{Phrases, Role};
use crate::numerals;

/// Marks that end clauses and sentences.
const MARKS: [&str; 10] = ["。", "!", "?", ";", ",", ":", "(", ")", "、", "\n"];

/// What is known about one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct LexisEntry {
    /// One bit for each [`Role`].
    roles: u64,
    /// The cue it is, by index.
    pub cue: Option<u8>,
    /// The subject it names, by index.
    pub subject: Option<u8>,
    /// The way in which something came, by index.
    pub way: Option<u8>,
    /// Whether it tells of the period of the report.
    pub is_period: bool,
    /// The subjects whose measure word it is.
    pub unit_of: SubjectSet,
    /// The mark it is.
    pub mark: Option<char>,
}

impl LexisEntry {
    pub(crate) fn has(&self, role: Role) -> bool {
        self.roles & 1 << (role as u64) != 0
    }

    /// Whether the word may state something without a number beside it.
    pub(crate) fn states(&self) -> bool {
        use Role::{All, Deny, Nothing, Rate, Zero};
        [Deny, All, Rate, Nothing, Zero]
            .iter()
            .any(|&role| self.has(role))
    }

    /// The entry of a cue alone.
    pub(crate) fn of_cue(cue: Option<usize>) -> LexisEntry {
        LexisEntry {
            cue: cue.and_then(|cue| u8::try_from(cue).ok()),
            ..LexisEntry::default()
        }
    }

    fn set(&mut self, role: Role) {
        self.roles |= 1 << (role as u64);
    }
}

/// Finds words and knows what they are.
pub(crate) struct Vocabulary {
    words: WordFinder,
    /// What is known of single characters: [`STAYS`], [`STATES`], [`NUMERAL`], [`UNIT`].
    chars: CharFlags,
    /// Each once; words that nothing tells apart share one, whose number they have.
    entries: Vec<LexisEntry>,
}

/// A vocabulary as it is written down when the program is built.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct ListedVocabulary<'w> {
    words: ListedWords,
    chars: &'w [u8],
    entries: Vec<LexisEntry>,
}

/// Flag of a character that stands for itself in folded text.
const STAYS: u8 = 1;
/// Flag of characters of which a sentence has one at least if it states anything without a numeral before a measure word.
const STATES: u8 = 2;
/// Flag of a numeral.
const NUMERAL: u8 = 4;
/// Flag of the first character of a measure word.
const UNIT: u8 = 8;

impl Vocabulary {
    /// The words of the official editions.
    pub(crate) fn builtin() -> &'static Arc<Vocabulary> {
        static VOCABULARY: OnceLock<Arc<Vocabulary>> = OnceLock::new();
        VOCABULARY.get_or_init(|| {
            let listed: ListedVocabulary<'static> = compiled::taken_in(compiled::WORDS);
            Arc::new(Vocabulary::of(&listed))
        })
    }

    /// The words of `phrases`.
    pub(crate) fn new(phrases: &Phrases, fold: &Fold) -> Vocabulary {
        let (words, entries) = known_words(phrases);
        let chars = flags(&words, &entries, fold);
        Vocabulary::of(&listed(&words, &entries, &chars))
    }

    fn of(listed: &ListedVocabulary<'_>) -> Vocabulary {
        Vocabulary {
            words: WordFinder::of(&listed.words),
            chars: CharFlags::of_bytes(listed.chars),
            entries: listed.entries.clone(),
        }
    }

    /// Whether a word may begin with the first of two characters that follow each other; most pairs begin none.
    #[inline]
    pub(crate) fn may_begin_word(&self, first: char, second: Option<char>) -> bool {
        self.words.may_begin(first, second)
    }

    /// The longest word that `text` has at byte `at`, where the character `first` stands, and the byte behind it.
    pub(crate) fn word(&self, text: &str, at: usize, first: char) -> Option<(&LexisEntry, usize)> {
        let found = self.words.at(text, at, first)?;
        Some((self.entries.get(found.number)?, found.end))
    }

    /// For a character that stands for itself in folded text: whether there is a sign in it that something is stated, behind the one before.
    #[inline]
    pub(crate) fn stays_and_states(&self, before: char, c: char) -> Option<bool> {
        let flags = self.chars.of(c);
        (flags & STAYS != 0).then(|| self.tells(flags, before))
    }

    /// Whether there is a sign that something is stated in a character of folded text, behind the one before.
    #[inline]
    pub(crate) fn states(&self, before: char, c: char) -> bool {
        self.tells(self.chars.of(c), before)
    }

    #[inline]
    fn tells(&self, flags: u8, before: char) -> bool {
        flags & STATES != 0 || flags & UNIT != 0 && self.chars.of(before) & NUMERAL != 0
    }
}

/// The words of `phrases` in the bytes that [`Vocabulary::builtin`] is made of.
#[cfg(any(test, not(compiled_form)))]
pub(crate) fn compiled_vocabulary(phrases: &Phrases, fold: &Fold) -> Result<Vec<u8>, String> {
    let (words, entries) = known_words(phrases);
    let chars = flags(&words, &entries, fold);
    let bytes = postcard::to_allocvec(&listed(&words, &entries, &chars));
    bytes.map_err(|error| error.to_string())
}

fn listed<'w>(
    words: &[&'w str],
    entries: &[LexisEntry],
    chars: &'w CharFlags,
) -> ListedVocabulary<'w> {
    let (mut known, mut kinds) = (FxHashMap::default(), Vec::new());
    let mut numbered = Vec::with_capacity(words.len());
    for (word, entry) in words.iter().zip(entries) {
        let number = *known.entry(*entry).or_insert_with(|| {
            kinds.push(*entry);
            kinds.len() - 1
        });
        numbered.push((*word, number));
    }
    ListedVocabulary {
        words: ListedWords::of(numbered),
        chars: chars.bytes(),
        entries: kinds,
    }
}

/// Every word once, and what is known of it.
fn known_words(phrases: &Phrases) -> (Vec<&str>, Vec<LexisEntry>) {
    let mut builder = Builder::default();
    for (role, words) in &phrases.words {
        words.iter().for_each(|word| builder.entry(word).set(*role));
    }
    for (at, cue) in phrases.cues.iter().enumerate() {
        for word in &cue.words {
            builder.entry(word).cue = u8::try_from(at).ok();
        }
    }
    for (at, subject) in phrases.subjects.iter().enumerate() {
        for word in &subject.words {
            builder.entry(word).subject = u8::try_from(at).ok();
        }
        for unit in &subject.units {
            builder.entry(unit).unit_of.insert(at);
        }
    }
    for (at, words) in phrases.ways.iter().enumerate() {
        for word in words {
            builder.entry(word).way = u8::try_from(at).ok();
        }
    }
    phrases
        .period
        .iter()
        .for_each(|word| builder.entry(word).is_period = true);
    for mark in MARKS {
        builder.entry(mark).mark = mark.chars().next();
    }
    for mark in ENDS {
        builder.entry(mark).mark = mark.chars().next();
    }
    (builder.words, builder.entries)
}

#[derive(Default)]
struct Builder<'w> {
    words: Vec<&'w str>,
    entries: Vec<LexisEntry>,
    known: FxHashMap<&'w str, usize>,
}

impl<'w> Builder<'w> {
    fn entry(&mut self, word: &'w str) -> &mut LexisEntry {
        let next = self.words.len();
        let at = *self.known.entry(word).or_insert(next);
        if at == next {
            self.words.push(word);
            self.entries.push(LexisEntry::default());
        }
        &mut self.entries[at]
    }
}

/// What is known of single characters.
fn flags(words: &[&str], entries: &[LexisEntry], fold: &Fold) -> CharFlags {
    let mut flags = CharFlags::default();
    for c in ('\0'..='\u{7F}').chain('\u{3000}'..='\u{303F}') {
        if stays(c, fold) {
            flags.set(c, STAYS);
        }
    }
    for c in ('\u{4E00}'..='\u{9FFF}').filter(|c| stays(*c, fold)) {
        flags.set(c, STAYS);
    }
    for c in numerals::PARTS.chars() {
        flags.set(c, NUMERAL);
    }
    ('0'..='9').for_each(|c| flags.set(c, STATES));
    let known = || words.iter().zip(entries);
    for (word, _) in known().filter(|(_, entry)| !entry.unit_of.is_empty()) {
        word.chars().take(1).for_each(|c| flags.set(c, UNIT));
    }
    // The shortest words leave no choice, and most others contain one of them.
    let mut stating: Vec<_> = known().filter(|(_, entry)| entry.states()).collect();
    stating.sort_by_key(|(word, _)| word.len());
    for (word, _) in stating {
        if !word.chars().any(|c| flags.of(c) & STATES != 0) {
            let last = word.chars().next_back();
            last.into_iter().for_each(|c| flags.set(c, STATES));
        }
    }
    flags
}
