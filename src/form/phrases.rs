//! How reports speak of the numbers of their tables, as data: words, what each does to a sentence, and the cells that cues name.
//!
//! In: `narrative.toml`, or a file like it. Out: [`Phrases`], with cells still named by the ids of the form, since editions differ in them.
//! Deliberately absent: sentences; those are read in [`crate::narrative`].

mod role;

pub use role::Role;

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::compiled;

/// Everything that is known about the wording of sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrases {
    /// What a stretch of text may be about.
    pub subjects: Vec<SubjectSpec>,
    /// Words that name cells.
    pub cues: Vec<CueSpec>,
    /// Words that decide whether a number counts, by what they do.
    pub words: Vec<(Role, Vec<String>)>,
    /// The cue for applications taken over from the year before, an index into `cues`.
    pub carried_in: usize,
    /// The cue for applications left to the next year, an index into `cues`.
    pub carried_out: usize,
    /// Ways in which applications arrive; the words of one way stand together.
    pub ways: Vec<Vec<String>>,
    /// The cues whose number is the whole that the ways make up, as indices into `cues`.
    pub ways_of: Vec<usize>,
    /// Words by which a sentence about the period of the report is known.
    pub period: Vec<String>,
    /// Who reports.
    pub bodies: Bodies,
}

/// Ends of names, by which the reporting body is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bodies {
    /// Governments, which report for their whole area.
    pub government: Vec<String>,
    /// Bodies that cannot make 规章.
    pub without_regulations: Vec<String>,
    /// Words anywhere in a name that make an exception.
    pub unless: Vec<String>,
    /// Ends of the names of bodies of every kind.
    pub names: Vec<String>,
    /// Ends of names, each with how the text shortens it.
    pub short: Vec<(String, String)>,
    /// Kinds of bodies, by which reports are sorted.
    pub kinds: Vec<BodyKind>,
}

/// A kind of bodies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyKind {
    /// Its Chinese and its English name.
    pub names: [String; 2],
    /// Ends of the names of its bodies; of all kinds the longest end that fits counts.
    pub ends: Vec<String>,
}

/// Which words must have been said for the cues of a subject to count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Needs {
    /// The subject's own.
    #[default]
    Subject,
    /// Those of disclosure, whoever brought the matter.
    Disclosure,
    /// None.
    Nothing,
}

/// What a stretch of text may be about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectSpec {
    /// Stable id.
    pub id: String,
    /// The id of the table whose cells its cues name.
    pub table: String,
    /// The id of the column meant where the text names none.
    pub column: Option<String>,
    /// The id of the column meant where the text says of a row alone that there is none.
    pub zero_column: Option<String>,
    /// The id of the row meant where the text names only a column.
    pub row: Option<String>,
    /// What must have been said for its cues to count.
    pub needs: Needs,
    /// The measure words of its numbers.
    pub units: Vec<String>,
    /// Words of making things known: where a sentence has one, its numbers are those of what was published, unless a verb of the subject leads to them.
    pub published: Vec<String>,
    /// Words that name it.
    pub words: Vec<String>,
}

/// Words that name rows or columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CueSpec {
    /// Stable id.
    pub id: String,
    /// The subject, an index into [`Phrases::subjects`].
    pub subject: usize,
    /// Ids of rows, or of groups, which stand for their rows; their sum is meant.
    pub rows: Vec<String>,
    /// Other sums of rows that the number may be as well.
    pub or: Vec<Vec<String>>,
    /// A row that may be counted in if the sentence says so.
    pub including: Option<String>,
    /// A row that may be left out where the clause speaks of a part.
    pub among_less: Option<String>,
    /// The row that is 0 where all is said to be done.
    pub finished: Option<String>,
    /// Ids of columns; their sum is meant.
    pub columns: Vec<String>,
    /// The cues that it outranks in a clause, as indices.
    pub over: Vec<usize>,
    /// Cues of another kind that add up with it, as indices.
    pub sums_with: Vec<usize>,
    /// The cues that it stands for where they meet in a clause (收到、办结), as indices.
    pub joins: Vec<usize>,
    /// The cues whose rows its columns divide, as indices.
    pub of: Vec<usize>,
    /// Whether it counts only beside the subject's own words.
    pub bare: bool,
    /// Whether it counts without any word of the subject.
    pub alone: bool,
    /// Whether the matter has to be named in the same clause.
    pub near: bool,
    /// Whether a denial in front of it says 0.
    pub deniable: bool,
    /// Whether its numbers may be parts of its cells, unless the numbers of the sentence make up a whole.
    pub if_complete: bool,
    /// Whether the word itself says that nothing is counted in, unless the sentence names no other whole.
    pub fresh: bool,
    /// The words.
    pub words: Vec<String>,
    /// Words that name it only where a number stands right behind them, and beside another outcome.
    pub plainly: Vec<String>,
}

impl Bodies {
    /// The bodies of the official editions. They are read once.
    pub fn builtin() -> &'static Bodies {
        static BODIES: OnceLock<Bodies> = OnceLock::new();
        BODIES.get_or_init(|| compiled::taken_in(compiled::BODIES))
    }
}

impl Phrases {
    /// So many subjects there may be.
    pub const MAX_SUBJECTS: usize = 64;
    /// So many cues there may be.
    pub const MAX_CUES: usize = 128;

    /// What the official editions are read with. It is read once.
    pub fn builtin() -> &'static Phrases {
        static PHRASES: OnceLock<Phrases> = OnceLock::new();
        PHRASES.get_or_init(|| compiled::taken_in(compiled::NARRATIVE))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::form::files;
    use crate::form::load_phrases;
    use crate::kit::Forms;
    use crate::locale::Locale;

    #[test]
    fn the_built_in_phrases_have_no_mistake() {
        let loaded = load_phrases(files::NARRATIVE, Locale::English);
        assert_eq!(loaded.as_ref().map(|_| ()), Ok(()), "{loaded:?}");
        assert_eq!(loaded.unwrap(), *Phrases::builtin());
    }

    #[test]
    fn every_id_is_one_of_an_official_edition() {
        let phrases = Phrases::builtin();
        for cue in &phrases.cues {
            let subject = &phrases.subjects[cue.subject];
            let tables: Vec<_> = Forms::builtin()
                .editions()
                .filter_map(|edition| edition.tables.iter().find(|t| t.id == subject.table))
                .collect();
            assert!(
                !tables.is_empty(),
                "no edition has the table {}",
                subject.table
            );
            let is_row = |id: &String| {
                tables.iter().any(|table| {
                    table.rows.iter().any(|row| row.id == *id)
                        || table.groups.iter().any(|group| group.id == *id)
                })
            };
            let is_column = |id: &String| {
                let mut columns = tables.iter().flat_map(|table| &table.columns);
                columns.any(|column| column.id == *id)
            };
            let rows = cue.rows.iter().chain(cue.or.iter().flatten());
            let single = [&cue.including, &cue.among_less, &cue.finished];
            let rows = rows.chain(single.into_iter().flatten()).chain(&subject.row);
            for row in rows {
                assert!(is_row(row), "{}: {row}", cue.id);
            }
            let own = subject.column.iter().chain(&subject.zero_column);
            for column in cue.columns.iter().chain(own) {
                assert!(is_column(column), "{}: {column}", cue.id);
            }
        }
    }

    #[test]
    fn words_are_written_as_sentences_are_folded() {
        let phrases = Phrases::builtin();
        let cues = phrases.cues.iter().flat_map(|cue| &cue.words);
        let subjects = phrases.subjects.iter().flat_map(|subject| &subject.words);
        let roles = phrases.words.iter().flat_map(|(_, words)| words);
        for word in cues
            .chain(subjects)
            .chain(roles)
            .chain(phrases.ways.iter().flatten())
        {
            let folded = crate::words::folded(word, Forms::builtin().fold());
            assert_eq!(folded, *word);
        }
    }
}
