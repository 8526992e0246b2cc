//! Document × form → [`AlignedReport`]: what is where, never what is wrong.
//!
//! Labels and numbers are laid along the form's own sequence of sections, rows and columns. What cannot be placed is said to be unplaced, so that
//! no rule does sums with it.

mod aligned;
mod cell_text;
mod empty_lines;
mod end_totals;
mod furniture;
mod gaps;
mod hashes;
mod labels;
mod one_line;
mod place;
mod records;
mod regions;
mod report;
mod rows;
mod sections;
mod several;
mod site;
mod slips;
mod sunken;
mod table;
mod telling;
mod title;
mod torn;
mod units;

pub use aligned::{AlignedRow, AlignedTable, RowState, Slip, Slot, SlotState, UnknownRow};
pub use report::{Aligned, AlignedReport, Alignment, Heading, Headings};
pub use telling::TellingLabel;
pub use title::{Title, find_year};
pub use units::foreign_unit;

use std::sync::Arc;

use hashes::CellHashes;

use crate::kit::{Forms, Kit};
use crate::span::Span;
use crate::syntax::{Document, Surface};

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
    let find_headings = |kit: &Kit| sections::find_headings(&document, kit, &hashes);
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
    let tables = table::align_tables(&document, kit, &hashes, &headings);
    let title = title::best_title(&document, &titles, &headings).cloned();
    let title = title.or_else(|| {
        sunken::find_sunken_title(&document, &kit.edition.title.words, headings.main.first()?)
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

#[cfg(test)]
mod tests;
