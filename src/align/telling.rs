//! Which edition a report is written on.
//!
//! In: the labels of a document. Out: the edition that most of them are of. A label that an edition shares with another says only that it is one of
//! the two; what labels leave open, the year settles.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::hashes::{CellHashes, MAX_LABEL};
use crate::chars::is_space;
use crate::form::fold::LabelHash;
use crate::kit::{EditionSet, Forms};
use crate::span::Span;
use crate::syntax::{Damage, Document, Surface};

/// A label that not every edition knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TellingLabel {
    /// Where it stands.
    pub span: Span,
    /// Which it is.
    pub label: LabelHash,
    /// The editions that have it.
    pub editions: EditionSet,
}

/// The labels in cells that not every edition knows, in reading order.
pub(super) fn telling_labels(
    document: &Document,
    forms: &Forms,
    hashes: &CellHashes,
) -> Vec<TellingLabel> {
    let mut told = Vec::new();
    told_in_rows(document, 0..document.rows.len(), forms, hashes, &mut told);
    told
}

/// The same for a document that has become another, by those that it had.
pub(super) fn telling_labels_again(
    document: &Document,
    damage: &Damage,
    before: &[TellingLabel],
    forms: &Forms,
    hashes: &CellHashes,
) -> Vec<TellingLabel> {
    let n_before = before.partition_point(|label| label.span.start < damage.start);
    let (above, below) = before.split_at(n_before);
    let mut told = Vec::with_capacity(before.len());
    told.extend_from_slice(above);
    told_in_rows(document, damage.rows.clone(), forms, hashes, &mut told);
    let below = below.iter().filter(|label| damage.is_above(label.span));
    told.extend(below.map(|label| TellingLabel {
        span: damage.place(label.span),
        ..*label
    }));
    told
}

fn told_in_rows(
    document: &Document,
    rows: Range<usize>,
    forms: &Forms,
    hashes: &CellHashes,
    told: &mut Vec<TellingLabel>,
) {
    for row in &document.rows[rows] {
        if row.surface == Surface::Line && row.span.len() > MAX_LABEL {
            continue;
        }
        for cell in row.first_cell..row.first_cell + row.n_cells {
            let hash = hashes.of(cell as usize);
            if hash != LabelHash::EMPTY
                && let Some(editions) = forms.told_editions(hash)
            {
                told.push(TellingLabel {
                    span: document.cells[cell as usize].span,
                    label: hash,
                    editions,
                });
            }
        }
    }
}

/// The labels that tell an edition where header words stand side by side, set apart by spaces, as in the lines of a PDF.
pub(super) fn told_in_lines(document: &Document, forms: &Forms) -> Vec<TellingLabel> {
    let mut told = Vec::new();
    let lines = document
        .rows
        .iter()
        .filter(|row| row.surface == Surface::Line);
    for row in lines.filter(|row| row.span.len() <= MAX_LABEL) {
        let text = document.at(row.span);
        let words = text.split(is_space).filter(|word| word.len() < text.len());
        for word in words.filter(|word| !word.is_empty()) {
            let label = forms.fold().hash(word);
            if let Some(editions) = forms.told_editions(label) {
                let start =
                    row.span.start as usize + (word.as_ptr() as usize - text.as_ptr() as usize);
                told.push(TellingLabel {
                    span: Span::new(start, start + word.len()),
                    label,
                    editions,
                });
            }
        }
    }
    told
}

/// The index of the edition that most labels are of. Among several: the one that is `wanted`; else one prescribed for the report's year, or the
/// nearest to it; else the one of whose telling labels the fewest are missing; else the newest.
pub(super) fn choose_edition(
    told: &[TellingLabel],
    forms: &Forms,
    year: Option<u16>,
    wanted: Option<&str>,
) -> usize {
    let kits = forms.kits();
    let speaks_for = |at: usize| told.iter().filter(move |label| label.editions.contains(at));
    let most = (0..kits.len()).map(|at| speaks_for(at).count()).max();
    let mut open: Vec<usize> = (0..kits.len())
        .filter(|&at| Some(speaks_for(at).count()) == most)
        .collect();
    let is_wanted = |&&at: &&usize| wanted == Some(kits[at].edition.id.as_str());
    if let Some(&wanted) = open.iter().find(is_wanted) {
        return wanted;
    }
    if let Some(year) = year {
        let distance = |at: usize| kits[at].edition.years_from(year);
        let nearest = open.iter().map(|&at| distance(at)).min();
        // Where no label tells, a year that no edition is prescribed for tells nothing either.
        if most > Some(0) || nearest == Some(0) {
            open.retain(|&at| Some(distance(at)) == nearest);
        } else {
            open.truncate(1);
        }
    } else if most == Some(0) {
        open.truncate(1);
    }
    let n_missing = |at: &usize| {
        let there: FxHashSet<LabelHash> = speaks_for(*at).map(|label| label.label).collect();
        forms.n_telling(*at).saturating_sub(there.len())
    };
    match open.as_slice() {
        [] => 0,
        [only] => *only,
        several => several.iter().copied().min_by_key(n_missing).unwrap_or(0),
    }
}
