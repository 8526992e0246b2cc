//! The editions that a text may be checked against, each with the lookup tables that reading needs.
//!
//! In: editions. Out: [`Forms`], which holds a [`Kit`] for each, and says which editions a label speaks for.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::form::fold::{Fold, LabelHash, Openings, hash_of};
use crate::form::lexicon::{Label, Lexicon, Name, is_subsequence};
use crate::form::{Edition, TitleWords, official};
use crate::sums::System;
use crate::words::{Lexis, Meanings, folded};

/// One edition and all that is made of it once, so that reading and judging need not look for it again.
#[derive(Debug)]
pub struct Kit {
    /// The form.
    pub edition: Edition,
    /// Its labels, ready to be looked up.
    pub lexicon: Lexicon,
    /// How labels are compared.
    pub fold: Arc<Fold>,
    /// Made when a report of the edition is first read.
    lexis: OnceLock<Lexis>,
    /// Made when a table of the edition is first judged.
    systems: OnceLock<Vec<Arc<System>>>,
    /// Whether it is an official edition, unchanged.
    is_official: bool,
    /// Made when a numbered line is first held against them.
    row_labels: OnceLock<Vec<String>>,
}

impl Kit {
    fn new(edition: Edition, is_official: bool, fold: &Arc<Fold>) -> Self {
        Kit {
            lexicon: Lexicon::new(&edition, fold),
            fold: Arc::clone(fold),
            lexis: OnceLock::new(),
            systems: OnceLock::new(),
            is_official,
            row_labels: OnceLock::new(),
            edition,
        }
    }

    /// The words of sentences as the edition understands them.
    pub fn lexis(&self) -> &Lexis {
        let edition = &self.edition;
        self.lexis.get_or_init(|| {
            let known = self.is_official.then(|| Meanings::official(&edition.id));
            Lexis::new(edition, &self.fold, known.flatten())
        })
    }

    /// The relations of its tables, in their order, ready to be searched.
    pub fn systems(&self) -> &[Arc<System>] {
        let tables = self.edition.tables.iter();
        self.systems
            .get_or_init(|| tables.map(System::of).map(Arc::new).collect())
    }

    /// The labels of rows and groups, as sentences are compared.
    pub fn row_labels(&self) -> &[String] {
        self.row_labels.get_or_init(|| {
            let tables = self.edition.tables.iter();
            let labels = tables.flat_map(|table| {
                let rows = table.rows.iter().map(|row| &row.label);
                rows.chain(table.groups.iter().map(|group| &group.label))
            });
            labels.map(|label| folded(label, &self.fold)).collect()
        })
    }
}

/// Some of the editions of a [`Forms`], by index. Editions beyond the 64th are in no set, so that no label speaks for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EditionSet(u64);

impl EditionSet {
    fn insert(&mut self, edition: usize) {
        self.0 |= 1_u64
            .checked_shl(u32::try_from(edition).unwrap_or(u32::MAX))
            .unwrap_or(0);
    }

    /// Whether the edition at this index is among them.
    pub fn contains(self, edition: usize) -> bool {
        edition < 64 && self.0 >> edition & 1 == 1
    }
}

/// All editions that a text may be checked against, the newest first.
#[derive(Debug)]
pub struct Forms {
    kits: Arc<[Arc<Kit>]>,
    fold: Arc<Fold>,
    openings: Openings,
    title_words: TitleWords,
    /// The labels that some of the editions have and others do not know.
    telling: FxHashMap<LabelHash, EditionSet>,
    /// For each edition, how many of those labels it has.
    n_telling: Vec<usize>,
}

impl Forms {
    /// The official editions. They are read once; the same set is handed out ever after.
    pub fn builtin() -> &'static Arc<Forms> {
        static FORMS: OnceLock<Arc<Forms>> = OnceLock::new();
        FORMS.get_or_init(|| Arc::new(Forms::with_own(Vec::new())))
    }

    /// The official editions and the user's own. An own edition takes the place of an official one with the same id.
    pub fn with_own(own: Vec<Edition>) -> Forms {
        let mut editions: Vec<_> = own.into_iter().map(|own| (own, false)).collect();
        for edition in official() {
            if !editions.iter().any(|(other, _)| other.id == edition.id) {
                editions.push((edition, true));
            }
        }
        editions.sort_by_key(|(edition, _)| std::cmp::Reverse(edition.first_year));
        Forms::of(editions)
    }

    /// Exactly these editions, in this order, with their lookup tables.
    pub fn new(editions: Vec<Edition>) -> Forms {
        Forms::of(
            editions
                .into_iter()
                .map(|edition| (edition, false))
                .collect(),
        )
    }

    /// The same, each with whether it is an official one.
    fn of(editions: Vec<(Edition, bool)>) -> Forms {
        let fold = Arc::new(Fold::builtin());
        let kits: Arc<[Arc<Kit>]> = editions
            .into_iter()
            .map(|(edition, is_official)| Arc::new(Kit::new(edition, is_official, &fold)))
            .collect();
        let labels = kits.iter().flat_map(|kit| kit.lexicon.labels());
        let openings = Openings::of(labels.map(|label| label.chars.as_slice()));
        let titles = kits.iter().map(|kit| &kit.edition.title);
        let telling = telling(&kits);
        let has = |at: usize| telling.values().filter(move |set| set.contains(at)).count();
        Forms {
            title_words: TitleWords::new(titles, &fold),
            n_telling: (0..kits.len()).map(has).collect(),
            telling,
            openings,
            fold,
            kits,
        }
    }

    /// The editions, the newest first.
    pub fn editions(
        &self,
    ) -> impl DoubleEndedIterator<Item = &Edition> + ExactSizeIterator + Clone {
        self.kits.iter().map(|kit| &kit.edition)
    }

    /// The editions with what is made of them, in the same order.
    pub fn kits(&self) -> &[Arc<Kit>] {
        &self.kits
    }

    /// The same, to be kept.
    pub(crate) fn shared_kits(&self) -> Arc<[Arc<Kit>]> {
        Arc::clone(&self.kits)
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

    /// The editions that have this label, if it tells any from the others.
    pub fn told_editions(&self, label: LabelHash) -> Option<EditionSet> {
        self.telling.get(&label).copied()
    }

    /// How many of the labels that tell editions apart the edition at this index has.
    pub(crate) fn n_telling(&self, edition: usize) -> usize {
        self.n_telling.get(edition).copied().unwrap_or(0)
    }

    /// The edition with this id.
    pub fn edition(&self, id: &str) -> Option<&Edition> {
        self.editions().find(|edition| edition.id == id)
    }

    /// The edition of a report for `year`: the one with this id, else the one that is prescribed for it, the user's own before the official ones.
    pub fn for_year(&self, year: u16, wanted: Option<&str>) -> Option<&Edition> {
        let wanted = wanted.and_then(|id| self.edition(id));
        wanted.or_else(|| {
            self.editions()
                .find(|edition| edition.is_prescribed_for(year))
        })
    }

    /// The edition with this id and what is made of it.
    pub fn kit(&self, id: &str) -> Option<&Arc<Kit>> {
        self.kits.iter().find(|kit| kit.edition.id == id)
    }
}

/// For each label of rows, groups and columns that not every edition knows, the editions that have it.
fn telling(kits: &[Arc<Kit>]) -> FxHashMap<LabelHash, EditionSet> {
    let mut telling: FxHashMap<LabelHash, EditionSet> = FxHashMap::default();
    for (at, kit) in kits.iter().enumerate() {
        for label in kit.lexicon.labels().iter().filter(is_of_a_table) {
            telling.entry(hash_of(&label.chars)).or_default().insert(at);
        }
    }
    for kit in kits {
        for label in kit.lexicon.labels().iter().filter(is_of_a_table) {
            let hash = hash_of(&label.chars);
            let Some(having) = telling.get(&hash).copied() else {
                continue;
            };
            let knows = |(at, other): (usize, &Arc<Kit>)| {
                let mut known = other.lexicon.labels().iter();
                having.contains(at) || known.any(|known| is_much_alike(known, label))
            };
            if kits.iter().enumerate().all(knows) {
                telling.remove(&hash);
            }
        }
    }
    telling
}

/// Whether a label, in its official wording, is one of a row, group or column.
fn is_of_a_table(label: &&Label) -> bool {
    label.is_official
        && matches!(
            label.name,
            Name::Row(..) | Name::Group(..) | Name::Column(..)
        )
}

/// Whether one wording is the other with some of its characters left out, which copying does.
fn is_much_alike(one: &Label, other: &Label) -> bool {
    let (short, long) = match one.chars.len() <= other.chars.len() {
        true => (&one.chars, &other.chars),
        false => (&other.chars, &one.chars),
    };
    2 * short.len() >= long.len() && is_subsequence(short.iter().copied(), long.iter().copied())
}

#[cfg(test)]
mod official_tests;
