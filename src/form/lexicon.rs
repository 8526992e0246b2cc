//! The labels of one edition, ready to be looked up: exactly by folded hash, by prefix, or by nearness.

mod nearness;

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::fold::{Fold, LabelHash, hash_of};
use super::{Edition, Layout, SectionSpec, TableSpec};
use crate::chars::CharSet;
pub use nearness::{NEAR, Wording, is_subsequence, nearness, same_words, wording};

/// What a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Name {
    /// A section, by index.
    Section(usize),
    /// A row of a table, by indices.
    Row(usize, usize),
    /// A group, caption or parent of a table.
    Group(usize, usize),
    /// A column of a table.
    Column(usize, usize),
    /// A header word of a table.
    Header(usize, usize),
}

impl Name {
    /// What a row of a table in one line, a block of its cells, is called by: it heads columns, as groups do, whose numbers are counted from the other end.
    pub fn block(table: usize, row: usize) -> Name {
        Name::Group(table, usize::MAX - row)
    }

    /// The table that the name belongs to.
    pub fn table(self) -> Option<usize> {
        match self {
            Name::Section(_) => None,
            Name::Row(table, _)
            | Name::Group(table, _)
            | Name::Column(table, _)
            | Name::Header(table, _) => Some(table),
        }
    }
}

/// One label of the edition.
#[derive(Clone, Debug)]
pub struct Label {
    /// What it names.
    pub name: Name,
    /// Folded characters.
    pub chars: Vec<char>,
    /// False for wordings from `also`.
    pub is_official: bool,
}

/// The labels of one edition.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    labels: Vec<Label>,
    /// Runs of `labels` with the same hash.
    by_hash: FxHashMap<LabelHash, Range<u32>>,
    /// The hashes of all proper beginnings of official labels, with one bit for each table that has such a label.
    beginnings: FxHashMap<LabelHash, u32>,
    sections: Vec<SectionWords>,
    /// The characters that the sections' official titles begin with.
    title_starts: CharSet,
    /// The characters that other wordings of them begin with, and these.
    known_starts: CharSet,
    tables: Vec<TableWords>,
}

/// A table's words, folded, each in the order of the table's data.
#[derive(Clone, Debug)]
pub struct TableWords {
    /// The labels of its rows.
    pub rows: Vec<Vec<char>>,
    /// For each row the words of any total that may stand for its label.
    pub plain: Vec<Vec<Vec<char>>>,
    /// The labels of its groups.
    pub groups: Vec<Vec<char>>,
    /// The words that head columns, what they name, and their other wordings.
    pub headers: Vec<(Name, Vec<char>, Vec<Vec<char>>)>,
}

/// A section's words, folded.
#[derive(Clone, Debug)]
pub struct SectionWords {
    /// Its official title.
    pub title: Vec<char>,
    /// Other wordings of it.
    pub also: Vec<Vec<char>>,
    /// Its number, without the mark behind it.
    pub number: Vec<char>,
    /// Words any of which, together, tell a title that is worded otherwise.
    pub key: Vec<Vec<Vec<char>>>,
}

impl Lexicon {
    /// Collects the labels of `edition`.
    pub fn new(edition: &Edition, fold: &Fold) -> Self {
        let labels = sorted_labels(edition, fold);
        let starts = |is_wanted: fn(&Label) -> bool| {
            let titles = labels.iter().filter(|label| label.name.table().is_none());
            let wanted = titles.filter(move |label| is_wanted(label));
            wanted.filter_map(|label| label.chars.first().copied())
        };
        let tables = edition.tables.iter().enumerate();
        Lexicon {
            title_starts: starts(|label| label.is_official).collect(),
            known_starts: starts(|_| true).collect(),
            by_hash: runs_by_hash(&labels),
            beginnings: proper_beginnings(&labels),
            labels,
            sections: edition
                .sections
                .iter()
                .map(|section| SectionWords::of(section, fold))
                .collect(),
            tables: tables
                .map(|(at, table)| TableWords::of(at, table, fold))
                .collect(),
        }
    }

    /// The words of a table, by its index.
    pub fn table(&self, table: usize) -> Option<&TableWords> {
        self.tables.get(table)
    }

    /// Whether a section's official title begins with this folded character.
    pub fn begins_title(&self, first: char) -> bool {
        self.title_starts.contains(first)
    }

    /// The same of any wording of a title that the form's data lists.
    pub fn begins_known_title(&self, first: char) -> bool {
        self.known_starts.contains(first)
    }

    /// The words of the sections, in the edition's order.
    pub fn sections(&self) -> &[SectionWords] {
        &self.sections
    }

    /// The labels whose folded characters have this hash; official ones first.
    pub fn exact(&self, hash: LabelHash) -> &[Label] {
        // Most cells hold no words.
        if hash == LabelHash::EMPTY {
            return &[];
        }
        self.by_hash.get(&hash).map_or(&[], |run| {
            &self.labels[run.start as usize..run.end as usize]
        })
    }

    /// All labels.
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// Whether the folded characters with this hash begin a longer official label of `table`.
    pub fn begins(&self, piece: LabelHash, table: usize) -> bool {
        let tables = self.beginnings.get(&piece);
        piece != LabelHash::EMPTY && tables.is_some_and(|tables| tables & bit(table) != 0)
    }
}

/// All labels of an edition that say something, those of one hash beside each other, the official one first.
fn sorted_labels(edition: &Edition, fold: &Fold) -> Vec<Label> {
    let mut labels = Vec::new();
    let mut add = |name: Name, official: &str, also: &[String]| {
        let others = also.iter().map(|wording| (wording.as_str(), false));
        let wordings = std::iter::once((official, true)).chain(others);
        labels.extend(wordings.map(|(wording, is_official)| Label {
            name,
            chars: fold.fold(wording),
            is_official,
        }));
    };
    for (at, section) in edition.sections.iter().enumerate() {
        add(Name::Section(at), &section.title, &section.also);
    }
    for (t, table) in edition.tables.iter().enumerate() {
        for (at, row) in table.rows.iter().enumerate() {
            let name = match table.layout {
                Layout::LabelledRows => Name::Row(t, at),
                // The blocks of a one-line table head columns; no row begins with their labels.
                Layout::OneLine => Name::block(t, at),
            };
            add(name, &row.label, &row.also);
        }
        for (at, group) in table.groups.iter().enumerate() {
            add(Name::Group(t, at), &group.label, &group.also);
        }
        for (at, column) in table.columns.iter().enumerate() {
            add(Name::Column(t, at), &column.label, &column.also);
        }
        for (at, header) in table.headers.iter().enumerate() {
            add(Name::Header(t, at), &header.label, &header.also);
        }
    }
    labels.retain(|label| !label.chars.is_empty());
    labels.sort_by_key(|label| (hash_of(&label.chars), !label.is_official));
    labels
}

/// The runs of equal hashes in sorted labels.
fn runs_by_hash(labels: &[Label]) -> FxHashMap<LabelHash, Range<u32>> {
    let mut by_hash: FxHashMap<LabelHash, Range<u32>> = FxHashMap::default();
    for (at, label) in (0u32..).zip(labels) {
        by_hash
            .entry(hash_of(&label.chars))
            .and_modify(|run| run.end = at + 1)
            .or_insert(at..at + 1);
    }
    by_hash
}

/// The hashes of all proper beginnings of official labels in tables, each with the bits of those tables.
fn proper_beginnings(labels: &[Label]) -> FxHashMap<LabelHash, u32> {
    let mut beginnings: FxHashMap<LabelHash, u32> = FxHashMap::default();
    for label in labels.iter().filter(|label| label.is_official) {
        let Some(table) = label.name.table() else {
            continue;
        };
        let mut hash = LabelHash::EMPTY;
        for &c in &label.chars[..label.chars.len() - 1] {
            hash = hash.then(c);
            *beginnings.entry(hash).or_default() |= bit(table);
        }
    }
    beginnings
}

impl SectionWords {
    fn of(section: &SectionSpec, fold: &Fold) -> Self {
        let fold_all = |words: &Vec<String>| {
            let folded = words.iter().map(|word| fold.fold(word));
            folded.filter(|word| !word.is_empty()).collect()
        };
        SectionWords {
            title: fold.fold(&section.title),
            also: fold_all(&section.also),
            number: fold.fold(&section.number),
            key: section.key.iter().map(fold_all).collect(),
        }
    }
}

impl TableWords {
    fn of(at: usize, table: &TableSpec, fold: &Fold) -> Self {
        let fold_all = |words: &[String]| words.iter().map(|word| fold.fold(word)).collect();
        let columns = table.columns.iter().enumerate().map(|(column, spec)| {
            (
                Name::Column(at, column),
                fold.fold(&spec.label),
                fold_all(&spec.also),
            )
        });
        let headers = table.headers.iter().enumerate().map(|(header, spec)| {
            (
                Name::Header(at, header),
                fold.fold(&spec.label),
                fold_all(&spec.also),
            )
        });
        TableWords {
            rows: table.rows.iter().map(|row| fold.fold(&row.label)).collect(),
            plain: table.rows.iter().map(|row| fold_all(&row.plain)).collect(),
            groups: table
                .groups
                .iter()
                .map(|group| fold.fold(&group.label))
                .collect(),
            headers: columns.chain(headers).collect(),
        }
    }
}

/// Forms with more tables share bits; a beginning is then looked for in vain, which costs time and nothing else.
fn bit(table: usize) -> u32 {
    1 << (table % 32)
}
