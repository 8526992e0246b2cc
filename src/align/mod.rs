//! Document × form → [`AlignedReport`]: what is where, never what is wrong.
//!
//! Labels and numbers are laid along the form's own sequence of sections, rows and columns. What cannot be placed is said to be unplaced, so that
//! no rule does sums with it.

mod above;
mod aligned;
mod blank_row;
mod body_line;
mod by_count;
mod cell_text;
mod column_order;
mod cut_number;
mod document_number;
mod empty_lines;
mod end_totals;
mod extra_columns;
mod far_values;
mod fragments;
mod furniture;
mod gaps;
mod halves;
mod hashes;
mod header_below;
mod header_line;
mod heading_line;
mod heading_number;
mod interrupted;
mod joined_cells;
mod kept;
mod labels;
mod line_header;
mod lone_totals;
mod lost_column;
mod marks;
mod numbered;
mod one_line;
mod out_of_order;
mod own_title;
mod packed;
mod place;
mod records;
mod regions;
mod report;
mod rows;
mod run_together;
mod sections;
mod several;
mod shared;
mod site;
mod slipped_title;
mod slips;
mod slot;
mod sunken;
mod tab_lines;
mod table;
mod telling;
mod title;
mod torn;
mod transposed;
mod units;
mod unknown;
mod web_title;
mod words_among;
mod wrapped_rows;
mod year_below;

pub use aligned::{AlignedRow, AlignedTable, HeaderOrder, RowState, Slip, UnknownRow};
pub(crate) use body_line::{body_above, body_on_line};
pub(crate) use furniture::is_page_line;
pub use marks::Marks;
pub use numbered::NumberedLine;
pub use report::{Aligned, AlignedReport, Alignment, Collection, Heading, Headings};
pub use slot::{Slot, SlotCell};
pub use telling::TellingLabel;
pub use title::{Title, find_year};
pub use units::foreign_unit;

use std::sync::Arc;

use kept::KeptTables;

use crate::kit::Forms;
use crate::span::Span;
use crate::syntax::{Damage, Document, Surface};

/// Lays `document` along the form. `wanted` is the id of the edition that is meant where labels do not tell.
pub fn align(document: Document, forms: &Forms, wanted: Option<&str>) -> Alignment {
    let Some(marks) = Marks::of(&document, forms) else {
        return Alignment::NoReport;
    };
    let further = several::further_reports;
    let laid = lay_along(document, marks, (forms, wanted), further, None);
    laid.unwrap_or(Alignment::NoReport)
}

/// The same for a document that holds one report at most, whatever titles are in it.
pub fn align_one(document: Document, forms: &Forms, wanted: Option<&str>) -> Option<Aligned> {
    let marks = Marks::of(&document, forms)?;
    lay_along(document, marks, (forms, wanted), no_further_reports, None)?.one()
}

/// What is known of a document that was laid along the form before it became another: it is laid so again, but for what the damage touches.
#[derive(Debug)]
pub struct Before {
    /// What its rows showed.
    pub marks: Marks,
    /// The edition it was laid along, by index, with its tables; none if it was not laid along any.
    pub tables: Option<(usize, Vec<AlignedTable>)>,
}

/// The same as [`align`], for a document that has become another.
pub(crate) fn align_again(
    document: Document,
    damage: &Damage,
    forms: &Forms,
    wanted: Option<&str>,
    before: Before,
) -> Alignment {
    let further = several::further_reports;
    lay_again(document, damage, (forms, wanted), before, further).unwrap_or(Alignment::NoReport)
}

/// The same as [`align_one`], for a document that has become another.
pub(crate) fn align_one_again(
    document: Document,
    damage: &Damage,
    forms: &Forms,
    wanted: Option<&str>,
    before: Before,
) -> Option<Aligned> {
    lay_again(
        document,
        damage,
        (forms, wanted),
        before,
        no_further_reports,
    )?
    .one()
}

fn lay_again(
    document: Document,
    damage: &Damage,
    how: (&Forms, Option<&str>),
    before: Before,
    further_reports: FurtherReports,
) -> Option<Alignment> {
    let marks = before.marks.again(&document, damage, how.0)?;
    let kept = before.tables.map(|(kit_at, tables)| KeptTables {
        damage,
        kit_at,
        tables,
    });
    lay_along(document, marks, how, further_reports, kept)
}

/// Finds where further reports begin.
type FurtherReports = for<'t> fn(&'t [Title], &Headings) -> Vec<&'t Title>;

fn no_further_reports<'t>(_: &'t [Title], _: &Headings) -> Vec<&'t Title> {
    Vec::new()
}

impl Alignment {
    fn one(self) -> Option<Aligned> {
        match self {
            Alignment::One(aligned) => Some(*aligned),
            Alignment::NoReport | Alignment::Several(_) => None,
        }
    }
}

/// `None` if it is no annual report.
fn lay_along(
    document: Document,
    mut marks: Marks,
    (forms, wanted): (&Forms, Option<&str>),
    further_reports: FurtherReports,
    kept: Option<KeptTables>,
) -> Option<Alignment> {
    let fold = forms.fold();
    let telling_labels = marks.telling_labels(&document, forms);
    let mut year = marks.titles.iter().find_map(Title::stated_year);
    let mut kit_at = telling::choose_edition(&telling_labels, forms, year, wanted);
    let mut headings = marks.headings(&document, forms, kit_at)?;
    // Links to other reports stand above a title; it is the report's own that tells.
    let ends = (forms.title_words(), fold);
    let own = own_title::best_title(&document, &marks.titles, &headings, ends);
    let own_year = own.and_then(Title::stated_year);
    if own_year.is_some() && own_year != year {
        year = own_year;
        let other = telling::choose_edition(&telling_labels, forms, year, wanted);
        if std::mem::replace(&mut kit_at, other) != other {
            headings = marks.headings(&document, forms, kit_at)?;
        }
    }
    let kit = forms.kits().get(kit_at)?;
    let titles = marks.titles.as_slice();
    if titles.is_empty() && headings.main.len() < 2 {
        return None;
    }
    let says = |title: &Title| fold.fold(document.at(title.span));
    if several::is_overview(titles, &headings, says) {
        return None;
    }
    let further = further_reports(titles, &headings);
    if !further.is_empty() {
        let start = |title: &&Title| {
            let names_nobody = title::names_nobody(&document, title, forms.title_words(), fold);
            let bodies = kit.edition.bodies();
            let above = || body_above(&document, title.first_row, bodies, fold);
            let name = names_nobody.then(above).flatten();
            let first = name.map_or(title.span, |(row, _)| document.rows[row].span);
            document.map.source(Span::at(first.start as usize)).start as usize
        };
        return Some(Alignment::Several(Box::new(Collection {
            kit: Arc::clone(kit),
            starts: further.iter().map(start).collect(),
            document,
            marks,
        })));
    }
    let kept = kept.filter(|kept| kept.kit_at == kit_at);
    let tables = table::align_tables(&document, kit, &marks.hashes, &headings, kept);
    let title = own_title::best_title(&document, titles, &headings, ends).cloned();
    let first_heading = headings.main.first().map(|heading| heading.row);
    let in_place =
        |title| slipped_title::in_place_of(title, &document, (forms, fold), first_heading);
    let title = title.map(in_place);
    let title = title.or_else(|| {
        let first = headings.main.first()?;
        let words = forms.title_words();
        sunken::find_sunken_title(&document, &kit.edition.title.words, first)
            .or_else(|| web_title::find_web_title(&document, words, fold, first.row))
            .or_else(|| slipped_title::find_slipped_title(&document, words, fold, first.row))
    });
    let numbered_lines = marks.numbered_lines(&document, kit, kit_at);
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
            numbered_lines,
            surface,
            kits: forms.shared_kits(),
            kit_at,
        },
        tables,
        marks,
    })))
}

#[cfg(test)]
mod tests;
