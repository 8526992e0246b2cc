//! The words of [`Phrases`] ready to be found in a text, with the cells of one edition that they name.

use rustc_hash::FxHashMap;

use super::cue::{Cue, resolve};
use super::finder::WordFinder;
use super::fold::{ENDS, stays};
use super::sets::{CueSet, SubjectSet};
use crate::chars::CharFlags;
use crate::form::Edition;
use crate::form::fold::Fold;
use crate::form::phrases::{Needs, Phrases, Role};
use crate::numerals;

/// Marks that end clauses and sentences.
const MARKS: [&str; 10] = ["。", "!", "?", ";", ",", ":", "(", ")", "、", "\n"];

/// What is known about one word.
#[derive(Clone, Copy, Debug, Default)]
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

/// A subject with the table, row and column of the edition, by index.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub table: Option<usize>,
    pub column: Option<usize>,
    pub needs: Needs,
    /// The cue that counts only beside the subject's own words.
    pub bare: Option<usize>,
    /// The cue of the row meant where only a column is named.
    pub row_cue: Option<usize>,
    /// Words of making its things known, as far as no other word holds them.
    pub published: Vec<String>,
}

/// Finds words and knows what they mean in one edition.
pub struct Lexis {
    words: WordFinder,
    /// What is known of single characters: [`STAYS`], [`STATES`], [`NUMERAL`], [`UNIT`].
    chars: CharFlags,
    entries: Vec<LexisEntry>,
    pub(crate) cues: Vec<Cue>,
    pub(crate) subjects: Vec<Subject>,
    pub(crate) carried_in: usize,
    pub(crate) carried_out: usize,
    pub(crate) ways_of: CueSet,
}

impl std::fmt::Debug for Lexis {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut lexis = formatter.debug_struct("Lexis");
        lexis.field("words", &self.entries.len());
        lexis.finish_non_exhaustive()
    }
}

/// Flag of a character that stands for itself in folded text.
const STAYS: u8 = 1;
/// Flag of characters of which a sentence has one at least if it states anything without a numeral before a measure word.
const STATES: u8 = 2;
/// Flag of a numeral.
const NUMERAL: u8 = 4;
/// Flag of the first character of a measure word.
const UNIT: u8 = 8;

impl Lexis {
    /// The words, and what they mean in an edition.
    pub fn new(phrases: &Phrases, edition: &Edition, fold: &Fold) -> Lexis {
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
        let table = |id: &str| edition.tables.iter().position(|table| table.id == id);
        let subjects = phrases.subjects.iter().enumerate().map(|(at, spec)| {
            let table = table(&spec.table);
            let form = table.and_then(|table| edition.tables.get(table));
            let own = |(_, cue): &(usize, &crate::form::phrases::CueSpec)| cue.subject == at;
            let mut cues = phrases.cues.iter().enumerate().filter(own);
            Subject {
                table,
                column: spec.column.as_ref().and_then(|id| form?.column_named(id)),
                needs: spec.needs,
                published: spec.published.clone(),
                bare: cues.clone().find(|(_, cue)| cue.bare).map(|(at, _)| at),
                row_cue: cues
                    .find(|(_, cue)| {
                        spec.row
                            .as_ref()
                            .is_some_and(|row| cue.rows == [row.clone()])
                    })
                    .map(|(at, _)| at),
            }
        });
        let cues = phrases.cues.iter().map(|spec| {
            let form = phrases.subjects.get(spec.subject);
            let form = form.and_then(|subject| edition.tables.get(table(&subject.table)?));
            resolve(spec, form)
        });
        let (words, entries): (Vec<_>, Vec<_>) = (builder.words, builder.entries);
        Lexis {
            words: WordFinder::new(words.iter().copied()),
            chars: flags(&words, &entries, fold),
            entries,
            cues: cues.collect(),
            subjects: subjects.collect(),
            carried_in: phrases.carried_in,
            carried_out: phrases.carried_out,
            ways_of: phrases.ways_of.iter().copied().collect(),
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

    /// The cue with this index; an unknown one for an index that has none.
    pub(crate) fn cue(&self, at: usize) -> Option<&Cue> {
        self.cues.get(at).filter(|cue| cue.is_known)
    }
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
