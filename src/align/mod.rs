//! Document × form → [`AlignedReport`]: what is where, never what is wrong.
//!
//! Labels and numbers are laid along the form's own sequence of sections, rows and columns. What cannot be placed is said to be unplaced, so that
//! no rule does sums with it.

mod cell_text;
mod empty_lines;
mod end_totals;
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
mod telling;
mod title;
mod units;

pub use sections::{Heading, Headings};
pub use table::{AlignedRow, AlignedTable, RowState, Slip, Slot, SlotState, UnknownRow};
pub use telling::TellingLabel;
pub use title::{Title, find_year};
pub use units::foreign_unit;

use std::sync::Arc;

use crate::form::Edition;
use crate::form::fold::{Fold, LabelHash};
use crate::form::lexicon::{Lexicon, Name};
use crate::kit::{Forms, Kit};
use crate::span::Span;
use crate::syntax::value::Value;
use crate::syntax::{Document, Surface};

/// What a document is when it is laid along the form.
#[derive(Debug)]
pub enum Alignment {
    /// No annual report: it has neither a title nor two of the official headings, or is a list of the titles of others.
    NoReport,
    /// A report.
    One(Box<Aligned>),
    /// Several reports one behind the other, each to be aligned by itself.
    Several {
        /// The edition of the first.
        kit: Arc<Kit>,
        /// Where the second and each further report begins, in bytes of the source.
        starts: Vec<usize>,
    },
}

/// A report laid along its form.
#[derive(Debug)]
pub struct Aligned {
    /// All but its tables.
    pub report: AlignedReport,
    /// One for each table of the edition, in its order.
    pub tables: Vec<AlignedTable>,
}

/// What is where in a report, but for its tables.
#[derive(Debug)]
pub struct AlignedReport {
    /// What is written.
    pub document: Document,
    /// The labels that not every edition knows, in reading order.
    pub telling_labels: Vec<TellingLabel>,
    /// The title; `None` if the text has none.
    pub title: Option<Title>,
    /// The sections' headings.
    pub headings: Headings,
    /// How its tables are written, or would be if it had any.
    pub surface: Surface,
    /// The editions that it might have been laid along.
    pub kits: Arc<[Arc<Kit>]>,
    /// The one that it is laid along, an index into `kits`.
    pub kit_at: usize,
}

impl AlignedReport {
    /// The form it is laid along, and what is made of it.
    pub fn kit(&self) -> &Arc<Kit> {
        &self.kits[self.kit_at]
    }

    /// The form it is laid along.
    pub fn edition(&self) -> &Edition {
        &self.kit().edition
    }

    /// How labels are compared.
    pub fn fold(&self) -> &Fold {
        &self.kit().fold
    }

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

/// Lays `document` along the form. `wanted` is the id of the edition that is meant where labels do not tell.
pub fn align(document: Document, forms: &Forms, wanted: Option<&str>) -> Alignment {
    lay_along(document, forms, wanted, several::further_reports).unwrap_or(Alignment::NoReport)
}

/// The same for a document that holds one report at most, whatever titles are in it.
pub fn align_one(document: Document, forms: &Forms, wanted: Option<&str>) -> Option<Aligned> {
    match lay_along(document, forms, wanted, |_, _| Vec::new())? {
        Alignment::One(aligned) => Some(*aligned),
        Alignment::NoReport | Alignment::Several { .. } => None,
    }
}

/// `None` if it is no annual report.
fn lay_along(
    document: Document,
    forms: &Forms,
    wanted: Option<&str>,
    further_reports: fn(&[Title], &Headings) -> Vec<usize>,
) -> Option<Alignment> {
    let fold = forms.fold();
    let titles = title::find_titles(&document, forms.title_words(), fold);
    if titles.is_empty() && document.rows.len() < 2 {
        return None;
    }
    let hashes = CellHashes::new(&document, forms);
    let telling_labels = telling::telling_labels(&document, forms, &hashes);
    let mut year = titles.iter().find_map(Title::stated_year);
    let mut kit_at = telling::choose_edition(&telling_labels, forms, year, wanted);
    let find_headings =
        |kit: &Kit| sections::find_headings(&document, &kit.edition, &kit.lexicon, fold, &hashes);
    let mut headings = find_headings(forms.kits().get(kit_at)?);
    // Links to other reports stand above a title; it is the report's own that tells.
    let own_year = title::best_title(&document, &titles, &headings).and_then(Title::stated_year);
    if own_year.is_some() && own_year != year {
        year = own_year;
        let other = telling::choose_edition(&telling_labels, forms, year, wanted);
        if std::mem::replace(&mut kit_at, other) != other {
            headings = find_headings(forms.kits().get(kit_at)?);
        }
    }
    let kit = forms.kits().get(kit_at)?;
    let (edition, lexicon) = (&kit.edition, &kit.lexicon);
    if titles.is_empty() && headings.main.len() < 2 {
        return None;
    }
    let says = |title: &Title| fold.fold(document.at(title.span));
    if several::is_overview(&titles, &headings, says) {
        return None;
    }
    let further = further_reports(&titles, &headings);
    if !further.is_empty() {
        let source = |&start: &usize| document.map.source(Span::at(start)).start as usize;
        return Some(Alignment::Several {
            kit: Arc::clone(kit),
            starts: further.iter().map(source).collect(),
        });
    }
    let tables = table::align_tables(&document, edition, lexicon, fold, &hashes, &headings);
    let title = title::best_title(&document, &titles, &headings).cloned();
    let title = title.or_else(|| {
        sunken::find_sunken_title(&document, &edition.title.words, headings.main.first()?)
    });
    let written = tables.iter().find(|table| table.is_found);
    let surface = match written {
        Some(table) => table.surface,
        None if document.map.is_identity() => Surface::Bars,
        None => Surface::Html,
    };
    Some(Alignment::One(Box::new(Aligned {
        report: AlignedReport {
            document,
            telling_labels,
            title,
            headings,
            surface,
            kits: forms.shared_kits(),
            kit_at,
        },
        tables,
    })))
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
