//! The words of [`Phrases`] ready to be found in a text, with the cells of one edition that they name.

use daachorse::MatchKind;
use daachorse::charwise::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use rustc_hash::FxHashMap;

use super::prose::{HEADING, PARAGRAPH};
use crate::form::phrases::{Needs, Phrases, Role};
use crate::form::{Edition, TableSpec};

/// A set of cues, one bit for each.
pub(super) type CueSet = u128;

/// Marks that end clauses and sentences.
const MARKS: [&str; 10] = ["。", "!", "?", ";", ",", ":", "(", ")", "、", "\n"];

/// What is known about one word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    /// One bit for each [`Role`].
    roles: u32,
    /// The cue it is, by index.
    pub cue: Option<u8>,
    /// The subject it names, by index.
    pub subject: Option<u8>,
    /// The way in which something came, by index.
    pub way: Option<u8>,
    /// Whether it tells of the period of the report.
    pub is_period: bool,
    /// The measure word of these subjects, one bit for each.
    pub unit_of: u8,
    /// The mark it is.
    pub mark: Option<char>,
}

impl Entry {
    pub(super) fn has(&self, role: Role) -> bool {
        self.roles >> (role as u32) & 1 == 1
    }

    /// The entry of a cue alone.
    pub(super) fn of_cue(cue: Option<usize>) -> Entry {
        Entry {
            cue: cue.and_then(|cue| u8::try_from(cue).ok()),
            ..Entry::default()
        }
    }

    fn set(&mut self, role: Role) {
        self.roles |= 1 << (role as u32);
    }
}

/// A cue with the rows and columns of the edition, by index.
#[derive(Clone, Debug, Default)]
pub(super) struct Cue {
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
    /// Whether the edition has everything that it names.
    pub is_known: bool,
}

/// A subject with the table, row and column of the edition, by index.
#[derive(Clone, Debug)]
pub(super) struct Subject {
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
    /// Finds words by whole characters, which Chinese text has few of and bytes many.
    finder: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    entries: Vec<Entry>,
    pub(super) cues: Vec<Cue>,
    pub(super) subjects: Vec<Subject>,
    pub(super) carried_in: usize,
    pub(super) carried_out: usize,
    pub(super) ways_of: CueSet,
}

impl std::fmt::Debug for Lexis {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut lexis = formatter.debug_struct("Lexis");
        lexis.field("words", &self.entries.len());
        lexis.finish_non_exhaustive()
    }
}

impl Lexis {
    /// The words, and what they mean in an edition.
    pub fn new(phrases: &Phrases, edition: &Edition) -> Lexis {
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
                builder.entry(unit).unit_of |= 1 << at.min(7);
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
            finder: CharwiseDoubleArrayAhoCorasickBuilder::new()
                .match_kind(MatchKind::LeftmostLongest)
                .build(words)
                .ok(),
            entries,
            cues: cues.collect(),
            subjects: subjects.collect(),
            carried_in: phrases.carried_in,
            carried_out: phrases.carried_out,
            ways_of: set_of(&phrases.ways_of),
        }
    }

    /// The words in `text` in order, the longest at each place: entry, first byte, byte behind.
    pub(super) fn words<'l>(
        &'l self,
        text: &'l str,
    ) -> impl Iterator<Item = (Entry, usize, usize)> + 'l {
        let found = self
            .finder
            .iter()
            .flat_map(move |finder| finder.leftmost_find_iter(text));
        found.filter_map(|found| {
            let entry = self.entries.get(found.value() as usize)?;
            Some((*entry, found.start(), found.end()))
        })
    }

    /// The cue with this index; an unknown one for an index that has none.
    pub(super) fn cue(&self, at: usize) -> Option<&Cue> {
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

pub(super) fn set_of(cues: &[usize]) -> CueSet {
    cues.iter()
        .filter(|&&cue| cue < 128)
        .fold(0, |set, cue| set | 1 << cue)
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
    Cue {
        subject: spec.subject,
        is_known: own.is_some() && columns.is_some(),
        rows: own.unwrap_or_default(),
        columns: columns.unwrap_or_default(),
        or: spec.or.iter().filter_map(|ids| rows(ids)).collect(),
        including: row(&spec.including),
        among_less: row(&spec.among_less),
        finished: row(&spec.finished),
        over: set_of(&spec.over),
        sums_with: set_of(&spec.sums_with),
        of: set_of(&spec.of),
        kind: set_of(&spec.over),
        joins: set_of(&spec.joins),
        is_stage: spec.including.is_some() || spec.among_less.is_some() || spec.alone,
        bare: spec.bare,
        alone: spec.alone,
        deniable: spec.deniable,
    }
}
