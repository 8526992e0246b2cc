//! The words of [`Phrases`] ready to be found in a text, with the cells of one edition that they name.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::cue::{Cue, resolve};
use super::sets::CueSet;
use super::vocabulary::{LexisEntry, Vocabulary};
use crate::form::Edition;
use crate::form::compiled;
use crate::form::fold::Fold;
use crate::form::phrases::{Needs, Phrases};

/// A subject with the table, row and column of the edition, by index.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Subject {
    pub table: Option<usize>,
    pub column: Option<usize>,
    /// The column meant where a row alone is said to be 0.
    pub zero_column: Option<usize>,
    pub needs: Needs,
    /// The cue that counts only beside the subject's own words.
    pub bare: Option<usize>,
    /// The cue of the row meant where only a column is named.
    pub row_cue: Option<usize>,
    /// Words of making its things known, as far as no other word holds them.
    pub published: Vec<String>,
}

/// What the words mean in one edition.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Meanings {
    cues: Vec<Cue>,
    subjects: Vec<Subject>,
    carried_in: usize,
    carried_out: usize,
    ways_of: CueSet,
}

impl Meanings {
    /// What the words mean in an official edition, by its id.
    pub(crate) fn official(id: &str) -> Option<Meanings> {
        let known: Vec<(&str, &[u8])> = compiled::taken_in(compiled::MEANINGS);
        let (_, meanings) = known.into_iter().find(|(known, _)| *known == id)?;
        Some(compiled::taken_in(meanings))
    }

    /// What the words of `phrases` mean in an edition.
    pub(crate) fn new(phrases: &Phrases, edition: &Edition) -> Meanings {
        let table = |id: &str| edition.tables.iter().position(|table| table.id == id);
        let subjects = phrases.subjects.iter().enumerate().map(|(at, spec)| {
            let table = table(&spec.table);
            let form = table.and_then(|table| edition.tables.get(table));
            let own = |(_, cue): &(usize, &crate::form::phrases::CueSpec)| cue.subject == at;
            let mut cues = phrases.cues.iter().enumerate().filter(own);
            Subject {
                table,
                column: spec.column.as_ref().and_then(|id| form?.column_named(id)),
                zero_column: spec
                    .zero_column
                    .as_ref()
                    .and_then(|id| form?.column_named(id)),
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
        Meanings {
            cues: cues.collect(),
            subjects: subjects.collect(),
            carried_in: phrases.carried_in,
            carried_out: phrases.carried_out,
            ways_of: phrases.ways_of.iter().copied().collect(),
        }
    }
}

/// Finds words and knows what they mean in one edition.
pub struct Lexis {
    vocabulary: Arc<Vocabulary>,
    pub(crate) cues: Vec<Cue>,
    pub(crate) subjects: Vec<Subject>,
    pub(crate) carried_in: usize,
    pub(crate) carried_out: usize,
    pub(crate) ways_of: CueSet,
}

impl std::fmt::Debug for Lexis {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut lexis = formatter.debug_struct("Lexis");
        lexis.field("cues", &self.cues.len());
        lexis.finish_non_exhaustive()
    }
}

impl Lexis {
    /// The words of an edition, and what they mean in it. `known`: that, where it is known already.
    pub(crate) fn new(edition: &Edition, fold: &Fold, known: Option<Meanings>) -> Lexis {
        let vocabulary = match &edition.narrative {
            Some(own) => Arc::new(Vocabulary::new(own, fold)),
            None => Arc::clone(Vocabulary::builtin()),
        };
        let Meanings {
            cues,
            subjects,
            carried_in,
            carried_out,
            ways_of,
        } = known.unwrap_or_else(|| Meanings::new(edition.phrases(), edition));
        Lexis {
            vocabulary,
            cues,
            subjects,
            carried_in,
            carried_out,
            ways_of,
        }
    }

    /// Whether a word may begin with the first of two characters that follow each other; most pairs begin none.
    #[inline]
    pub(crate) fn may_begin_word(&self, first: char, second: Option<char>) -> bool {
        self.vocabulary.may_begin_word(first, second)
    }

    /// The longest word that `text` has at byte `at`, where the character `first` stands, and the byte behind it.
    pub(crate) fn word(&self, text: &str, at: usize, first: char) -> Option<(&LexisEntry, usize)> {
        self.vocabulary.word(text, at, first)
    }

    /// For a character that stands for itself in folded text: whether there is a sign in it that something is stated, behind the one before.
    #[inline]
    pub(crate) fn stays_and_states(&self, before: char, c: char) -> Option<bool> {
        self.vocabulary.stays_and_states(before, c)
    }

    /// Whether there is a sign that something is stated in a character of folded text, behind the one before.
    #[inline]
    pub(crate) fn states(&self, before: char, c: char) -> bool {
        self.vocabulary.states(before, c)
    }

    /// The cue with this index; an unknown one for an index that has none.
    pub(crate) fn cue(&self, at: usize) -> Option<&Cue> {
        self.cues.get(at).filter(|cue| cue.is_known)
    }
}
