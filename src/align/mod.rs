//! Document × form → [`AlignedReport`]: what is where, never what is wrong.
//!
//! Labels and numbers are laid along the form's own sequence of sections, rows and columns. What cannot be placed is said to be unplaced, so that
//! no rule does sums with it.

mod empty_lines;
mod labels;
mod one_line;
mod place;
mod records;
mod rows;
mod sections;
mod several;
mod slips;
mod sunken;
mod table;
mod title;

pub use sections::{Heading, Headings};
pub use table::{AlignedRow, AlignedTable, RowState, Slip, Slot, SlotState, UnknownRow};
pub use title::{Title, find_year};

use crate::chars::is_space;
use crate::form::fold::{Fold, LabelHash};
use crate::form::lexicon::{Lexicon, Name};
use crate::form::{Edition, Forms};
use crate::span::Span;
use crate::syntax::value::Value;
use crate::syntax::{Document, Surface};

/// A report laid along its form.
#[derive(Debug)]
pub struct AlignedReport<'d> {
    /// What is written.
    pub document: &'d Document<'d>,
    /// The form it is laid along.
    pub edition: &'d Edition,
    /// How labels are compared.
    pub fold: &'d Fold,
    /// The labels that only this edition has, where they stand, in reading order.
    pub telling_labels: Vec<Span>,
    /// The title; `None` if the text has none.
    pub title: Option<Title>,
    /// The sections' headings.
    pub headings: Headings,
    /// One for each table of the edition, in its order; none if there are further reports.
    pub tables: Vec<AlignedTable>,
    /// Where further reports begin, in bytes of the document. If there are any, each is to be aligned by itself.
    pub further: Vec<usize>,
}

impl AlignedReport<'_> {
    /// The year the report speaks of, by its title.
    pub fn year(&self) -> Option<u16> {
        self.title.as_ref()?.year.as_ref().map(|(year, _)| *year)
    }

    /// The heading of a section, by the section's index.
    pub fn heading(&self, section: usize) -> Option<&Heading> {
        self.headings
            .main
            .iter()
            .find(|heading| heading.section == section)
    }
}

/// Lays `document` along the form. `None` if it is not an annual report at all: it has neither a title nor two of the official headings,
/// or is a list of the titles of others.
pub fn align<'d>(
    document: &'d Document<'d>,
    forms: &'d Forms,
    wanted: Option<&str>,
) -> Option<AlignedReport<'d>> {
    lay_along(document, forms, wanted, several::further_reports)
}

/// The same for a document that holds one report at most, whatever titles are in it.
pub fn align_one<'d>(
    document: &'d Document<'d>,
    forms: &'d Forms,
    wanted: Option<&str>,
) -> Option<AlignedReport<'d>> {
    lay_along(document, forms, wanted, |_, _| Vec::new())
}

fn lay_along<'d>(
    document: &'d Document<'d>,
    forms: &'d Forms,
    wanted: Option<&str>,
    further_reports: fn(&[Title], &Headings) -> Vec<usize>,
) -> Option<AlignedReport<'d>> {
    let fold = forms.fold();
    let titles = title::find_titles(document, forms.title_words(), fold);
    if titles.is_empty() && document.rows.len() < 2 {
        return None;
    }
    let hashes = CellHashes::new(document, forms);
    let (edition_at, telling_labels) = choose_edition(
        document,
        forms,
        &hashes,
        titles.iter().find(|title| title.year.is_some()),
        wanted,
    )?;
    let (edition, lexicon) = (forms.editions.get(edition_at)?, forms.lexicon(edition_at)?);
    let headings = sections::find_headings(document, edition, lexicon, fold, &hashes);
    if titles.is_empty() && headings.main.len() < 2 {
        return None;
    }
    let says = |title: &Title| fold.fold(document.at(title.span));
    if several::is_overview(&titles, &headings, says) {
        return None;
    }
    let further = further_reports(&titles, &headings);
    let tables = match further.as_slice() {
        [] => table::align_tables(document, edition, lexicon, fold, &hashes, &headings),
        [..] => Vec::new(),
    };
    let title = best_title(titles, &headings).or_else(|| {
        sunken::find_sunken_title(document, &edition.title.words, headings.main.first()?)
    });
    Some(AlignedReport {
        document,
        edition,
        fold,
        telling_labels,
        title,
        headings,
        tables,
        further,
    })
}

/// A page prints the site's title above the document's own: the last one before the first heading is the report's.
fn best_title(titles: Vec<Title>, headings: &Headings) -> Option<Title> {
    let first_heading = headings
        .main
        .first()
        .map_or(u32::MAX, |heading| heading.span.start);
    let mut before: Vec<Title> = titles
        .into_iter()
        .filter(|title| title.span.start < first_heading)
        .collect();
    let best = before
        .iter()
        .position(|title| title.is_official && title.year.is_some());
    match best {
        Some(best) => Some(before.swap_remove(best)),
        None => before.pop(),
    }
}

/// The folded hashes of all cells that hold words and may be labels.
#[derive(Debug)]
pub(crate) struct CellHashes(Vec<LabelHash>);

/// The longest label of the form has some 120 bytes; with a note, or spread by spaces, twice that.
const MAX_LABEL: usize = 260;

impl CellHashes {
    fn new(document: &Document, forms: &Forms) -> Self {
        let (fold, openings) = (forms.fold(), forms.openings());
        let hash = |cell: &crate::syntax::Cell| match cell.value {
            Value::Words if cell.span.len() <= MAX_LABEL => {
                openings.hash(document.at(cell.span), fold)
            }
            _ => LabelHash::EMPTY,
        };
        CellHashes(document.cells.iter().map(hash).collect())
    }

    pub(crate) fn of(&self, cell: usize) -> LabelHash {
        self.0.get(cell).copied().unwrap_or(LabelHash::EMPTY)
    }
}

/// The edition by the labels that only one of them has; failing that, by the title's year; failing that, the newest.
fn choose_edition(
    document: &Document,
    forms: &Forms,
    hashes: &CellHashes,
    title: Option<&Title>,
    wanted: Option<&str>,
) -> Option<(usize, Vec<Span>)> {
    let mut telling: Vec<Vec<Span>> = vec![Vec::new(); forms.editions.len()];
    for row in &document.rows {
        if row.surface == Surface::Line && row.span.len() > MAX_LABEL {
            continue;
        }
        for cell in row.first_cell..row.first_cell + row.n_cells {
            let hash = hashes.of(cell as usize);
            if hash != LabelHash::EMPTY
                && let Some(edition) = forms.told_edition(hash)
            {
                telling[edition].push(document.cells[cell as usize].span);
            }
        }
    }
    if telling.iter().all(Vec::is_empty) {
        told_in_lines(document, forms, &mut telling);
    }
    let most = (0..telling.len())
        .rev()
        .max_by_key(|&at| telling[at].len())
        .filter(|&at| !telling[at].is_empty());
    let by_year = || {
        let year = title?.year.as_ref()?.0;
        forms.editions.iter().position(|edition| {
            edition.first_year <= year && edition.last_year.is_none_or(|last| year <= last)
        })
    };
    let wanted = wanted.and_then(|id| forms.editions.iter().position(|edition| edition.id == id));
    let chosen = most.or(wanted).or_else(by_year).unwrap_or(0);
    let labels = telling.into_iter().nth(chosen).unwrap_or_default();
    Some((chosen, labels))
}

/// The labels that tell an edition where header words stand side by side, set apart by spaces, as in the lines of a PDF.
fn told_in_lines(document: &Document, forms: &Forms, telling: &mut [Vec<Span>]) {
    let lines = document
        .rows
        .iter()
        .filter(|row| row.surface == Surface::Line);
    for row in lines.filter(|row| row.span.len() <= MAX_LABEL) {
        let text = document.at(row.span);
        let words = text.split(is_space).filter(|word| word.len() < text.len());
        for word in words.filter(|word| !word.is_empty()) {
            if let Some(edition) = forms.told_edition(forms.fold().hash(word)) {
                let start =
                    row.span.start as usize + (word.as_ptr() as usize - text.as_ptr() as usize);
                telling[edition].push(Span::new(start, start + word.len()));
            }
        }
    }
}

/// Whether a name belongs to `table`.
fn is_of(name: Name, table: usize) -> bool {
    name.table() == Some(table)
}

/// The first exact label of `table` that the hash stands for, official ones first.
fn label_of(lexicon: &Lexicon, hash: LabelHash, table: usize) -> Option<(Name, bool)> {
    lexicon
        .exact(hash)
        .iter()
        .find(|label| is_of(label.name, table))
        .map(|label| (label.name, label.is_official))
}

#[cfg(test)]
mod tests;
