//! The words of [`Phrases`] ready to be found in a text, with the cells of one edition that they name.

use rustc_hash::FxHashMap;

use super::finder::Words;
use super::fold::{HEADING, PARAGRAPH, stays};
use super::sets::{CueSet, SubjectSet};
use crate::chars::CharFlags;
use crate::form::fold::Fold;
use crate::form::phrases::{Needs, Phrases, Role};
use crate::form::{Edition, TableSpec};
use crate::numerals;

/// Marks that end clauses and sentences.
const MARKS: [&str; 10] = ["。", "!", "?", ";", ",", ":", "(", ")", "、", "\n"];

/// What is known about one word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
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

impl Entry {
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
    pub(crate) fn of_cue(cue: Option<usize>) -> Entry {
        Entry {
            cue: cue.and_then(|cue| u8::try_from(cue).ok()),
            ..Entry::default()
        }
    }

    fn set(&mut self, role: Role) {
        self.roles |= 1 << (role as u64);
    }
}

/// A cue with the rows and columns of the edition, by index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cue {
    pub subject: usize,
    pub rows: Vec<usize>,
    pub or: Vec<Vec<usize>>,
    pub including: Vec<usize>,
    pub among_less: Vec<usize>,
    pub finished: Vec<usize>,
    pub columns: Vec<usize>,
    pub over: CueSet,
    pub sums_with: CueSet,
    pub of: CueSet,
    /// Cues of the same kind outrank the same others, and add up.
    pub kind: CueSet,
    /// The cues that this one stands for where they meet.
    pub joins: CueSet,
    /// A stage of dealing with applications: its numbers do not add up with those of other stages.
    pub is_stage: bool,
    pub bare: bool,
    pub alone: bool,
    pub deniable: bool,
    /// Nothing is counted in, unless the sentence names no other whole.
    pub fresh: bool,
    /// Whether the edition has everything that it names.
    pub is_known: bool,
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
}

/// Finds words and knows what they mean in one edition.
pub struct Lexis {
    words: Words,
    /// What is known of single characters: [`STAYS`], [`STATES`], [`NUMERAL`], [`UNIT`].
    chars: CharFlags,
    entries: Vec<Entry>,
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
        for mark in [PARAGRAPH, HEADING] {
            builder.entry(mark.encode_utf8(&mut [0; 4])).mark = Some(mark);
        }
        let table = |id: &str| edition.tables.iter().position(|table| table.id == id);
        let subjects = phrases.subjects.iter().enumerate().map(|(at, spec)| {
            let table = table(&spec.table);
            let form = table.and_then(|table| edition.tables.get(table));
            let own = |(_, cue): &(usize, &crate::form::phrases::CueSpec)| cue.subject == at;
            let mut cues = phrases.cues.iter().enumerate().filter(own);
            Subject {
                table,
                column: spec.column.as_ref().and_then(|id| column_of(form?, id)),
                needs: spec.needs,
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
            words: Words::new(words.iter().map(String::as_str)),
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
    pub(crate) fn word(&self, text: &str, at: usize, first: char) -> Option<(&Entry, usize)> {
        let found = self.words.at(text, at, first)?;
        Some((self.entries.get(found.number)?, found.end))
    }

    /// Whether a character stands for itself in folded text.
    #[inline]
    pub(crate) fn stays(&self, c: char) -> bool {
        self.chars.of(c) & STAYS != 0
    }

    /// Whether there is a sign that something is stated in a character of folded text, behind the one before.
    #[inline]
    pub(crate) fn states(&self, before: char, c: char) -> bool {
        let flags = self.chars.of(c);
        flags & STATES != 0 || flags & UNIT != 0 && self.chars.of(before) & NUMERAL != 0
    }

    /// The cue with this index; an unknown one for an index that has none.
    pub(crate) fn cue(&self, at: usize) -> Option<&Cue> {
        self.cues.get(at).filter(|cue| cue.is_known)
    }
}

#[derive(Default)]
struct Builder {
    words: Vec<String>,
    entries: Vec<Entry>,
    known: FxHashMap<String, usize>,
}

impl Builder {
    fn entry(&mut self, word: &str) -> &mut Entry {
        let next = self.words.len();
        let at = *self.known.entry(word.to_owned()).or_insert(next);
        if at == next {
            self.words.push(word.to_owned());
            self.entries.push(Entry::default());
        }
        &mut self.entries[at]
    }
}

/// What is known of single characters.
fn flags(words: &[String], entries: &[Entry], fold: &Fold) -> CharFlags {
    let mut flags = CharFlags::default();
    let common = ('\0'..='\u{7F}').chain('\u{3000}'..='\u{303F}');
    let staying = common
        .chain('\u{4E00}'..='\u{9FFF}')
        .filter(|&c| stays(c, fold));
    staying.for_each(|c| flags.set(c, STAYS));
    let han = '\u{4E00}'..='\u{9FFF}';
    let numerals = han
        .chain(['〇', '○'])
        .filter(|&c| numerals::part(c).is_some());
    numerals.for_each(|c| flags.set(c, NUMERAL));
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

/// The row with this id, or the rows of the group with this id.
fn rows_of(form: &TableSpec, id: &str) -> Option<Vec<usize>> {
    if let Some(row) = form.rows.iter().position(|row| row.id == id) {
        return Some(vec![row]);
    }
    let group = form.groups.iter().position(|group| group.id == id)?;
    let in_group = |row: &usize| {
        let of_row = form.rows.get(*row).and_then(|row| row.group);
        form.group_path(of_row).contains(&group)
    };
    Some((0..form.rows.len()).filter(in_group).collect())
}

fn column_of(form: &TableSpec, id: &str) -> Option<usize> {
    form.columns.iter().position(|column| column.id == id)
}

fn resolve(spec: &crate::form::phrases::CueSpec, form: Option<&TableSpec>) -> Cue {
    let rows = |ids: &[String]| -> Option<Vec<usize>> {
        let rows = ids.iter().map(|id| rows_of(form?, id));
        Some(rows.collect::<Option<Vec<_>>>()?.concat())
    };
    let row = |id: &Option<String>| rows(id.as_slice()).unwrap_or_default();
    let columns = spec.columns.iter().map(|id| column_of(form?, id));
    let (own, columns) = (rows(&spec.rows), columns.collect::<Option<Vec<_>>>());
    let set = |cues: &[usize]| cues.iter().copied().collect::<CueSet>();
    Cue {
        subject: spec.subject,
        is_known: own.is_some() && columns.is_some(),
        rows: own.unwrap_or_default(),
        columns: columns.unwrap_or_default(),
        or: spec.or.iter().filter_map(|ids| rows(ids)).collect(),
        including: row(&spec.including),
        among_less: row(&spec.among_less),
        finished: row(&spec.finished),
        over: set(&spec.over),
        sums_with: set(&spec.sums_with),
        of: set(&spec.of),
        kind: set(&spec.over),
        joins: set(&spec.joins),
        is_stage: spec.including.is_some() || spec.among_less.is_some() || spec.alone,
        bare: spec.bare,
        alone: spec.alone,
        deniable: spec.deniable,
        fresh: spec.fresh,
    }
}
