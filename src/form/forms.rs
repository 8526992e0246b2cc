//! The set of editions that a text may be checked against.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::fold::{Fold, LabelHash, Openings};
use super::lexicon::Lexicon;
use super::phrases::Phrases;
use super::{Edition, Forms, ScriptVariants, TitleWords, load_edition};
use crate::locale::Locale;
use crate::narrative::Lexis;
use crate::sums::System;
use crate::written::Mistake;

/// The official editions as they are compiled in.
const OFFICIAL: [&str; 2] = [
    include_str!("editions/2021.toml"),
    include_str!("editions/2019.toml"),
];

/// The official editions as they are read, with the mistakes in them, of which there are none.
pub(super) fn official() -> impl Iterator<Item = Result<Edition, Vec<Mistake>>> {
    OFFICIAL
        .iter()
        .map(|toml| load_edition(toml, Locale::default()))
}

impl Forms {
    /// The official editions. They are read once; the same set is handed out ever after.
    pub fn builtin() -> &'static Forms {
        static FORMS: OnceLock<Forms> = OnceLock::new();
        FORMS.get_or_init(|| Forms::with_own(Vec::new()))
    }

    /// The official editions and the user's own. An own edition takes the place of an official one with the same id.
    pub fn with_own(own: Vec<Edition>) -> Forms {
        let mut editions = own;
        // a mistake in the official data is found by a test; a user would only miss the edition
        for edition in official().filter_map(Result::ok) {
            if !editions.iter().any(|other| other.id == edition.id) {
                editions.push(edition);
            }
        }
        editions.sort_by_key(|edition| std::cmp::Reverse(edition.first_year));
        Forms::new(editions)
    }

    /// Exactly these editions, in this order, with their lookup tables.
    pub fn new(editions: Vec<Edition>) -> Forms {
        let fold = Fold::new(ScriptVariants::builtin());
        let lexicons: Vec<Lexicon> = editions
            .iter()
            .map(|edition| Lexicon::new(edition, &fold))
            .collect();
        let mut telling: FxHashMap<LabelHash, Option<usize>> = FxHashMap::default();
        for (at, edition) in editions.iter().enumerate() {
            for label in edition.telling_labels() {
                // A label that two editions claim tells nothing.
                telling
                    .entry(fold.hash(label))
                    .and_modify(|other| *other = other.filter(|&o| o == at))
                    .or_insert(Some(at));
            }
        }
        let telling = telling
            .into_iter()
            .filter_map(|(hash, at)| Some((hash, at?)))
            .collect();
        let systems = editions
            .iter()
            .map(|edition| edition.tables.iter().map(System::of).collect())
            .collect();
        let labels = lexicons.iter().flat_map(Lexicon::labels);
        let openings = Openings::of(labels.map(|label| label.chars.as_slice()));
        let newest = editions.first().map(|edition| &edition.title);
        let title_words = newest.map(|title| TitleWords::new(title, &fold));
        let lexes = editions.iter().map(|_| OnceLock::new()).collect();
        Forms {
            lexes,
            editions,
            fold,
            openings,
            title_words: title_words.unwrap_or_default(),
            lexicons,
            systems,
            telling,
        }
    }

    /// How labels are compared.
    pub fn fold(&self) -> &Fold {
        &self.fold
    }

    /// How the labels of all editions begin.
    pub fn openings(&self) -> &Openings {
        &self.openings
    }

    /// How the titles of reports end.
    pub fn title_words(&self) -> &TitleWords {
        &self.title_words
    }

    /// The labels of the edition at this index.
    pub fn lexicon(&self, edition: usize) -> Option<&Lexicon> {
        self.lexicons.get(edition)
    }

    /// The relations of the edition's tables, in their order, ready to be searched; empty for an edition that is not one of these.
    pub fn systems(&self, edition: &Edition) -> &[System] {
        let at = self
            .editions
            .iter()
            .position(|other| other.id == edition.id);
        at.and_then(|at| self.systems.get(at))
            .map_or(&[], Vec::as_slice)
    }

    /// The words of sentences as an edition understands them; `None` for an edition that is not one of these.
    pub fn lexis(&self, edition: &Edition) -> Option<&Lexis> {
        let at = self
            .editions
            .iter()
            .position(|other| other.id == edition.id)?;
        let lexis = self.lexes.get(at)?;
        Some(lexis.get_or_init(|| Lexis::new(edition.phrases(), edition, self.fold())))
    }

    /// The index of the only edition that has this label.
    pub fn told_edition(&self, label: LabelHash) -> Option<usize> {
        self.telling.get(&label).copied()
    }

    /// The edition with this id.
    pub fn edition(&self, id: &str) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.id == id)
    }
}

impl Edition {
    /// How sentences speak of its numbers.
    pub fn phrases(&self) -> &Phrases {
        self.narrative
            .as_ref()
            .unwrap_or_else(|| Phrases::builtin())
    }

    /// The labels that only this edition has.
    fn telling_labels(&self) -> impl Iterator<Item = &str> {
        self.tables.iter().flat_map(|table| {
            let columns = table
                .columns
                .iter()
                .filter(|column| column.tells_edition)
                .map(|column| column.label.as_str());
            let groups = table
                .groups
                .iter()
                .filter(|group| group.tells_edition)
                .map(|group| group.label.as_str());
            let rows = table
                .rows
                .iter()
                .filter(|row| row.tells_edition)
                .map(|row| row.label.as_str());
            columns.chain(groups).chain(rows)
        })
    }
}
