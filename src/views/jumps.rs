//! Where a place leads: from a total to its parts, from a number of a sentence to its cell, from a cell to every place that speaks of it.

use super::links::{facts_of, parts_of, totals_of};
use super::spot::{Found, Spot, spot_at};
use crate::door::Span;
use crate::form::lexicon::Name;
use crate::reading::{Reading, TableReading};

/// What a place is to the one that was asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// It is what was asked about.
    Itself,
    /// It is counted by it, or counts it, or states it.
    Tied,
}

/// A place with what it is to the one that was asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// In bytes of the opened text.
    pub span: Span,
    /// What it is.
    pub tie: Tie,
}

/// The places that belong together with the one at byte `at`: a total and its parts, a part and the totals that count it, a number of a sentence and
/// its cells. Sorted; empty if nothing that has to do with others stands there.
pub fn highlights(reading: &Reading, at: usize) -> Vec<Highlight> {
    let Some(found) = spot_at(reading, at) else {
        return Vec::new();
    };
    let tied = match found.spot {
        Spot::Cell(table, cell) => found.report.table(table).map_or_else(Vec::new, |table| {
            let parts = parts_of(table.spec(), cell);
            let cells = match parts.is_empty() {
                true => totals_of(table.spec(), cell),
                false => parts,
            };
            let mut places = places(&found, table, &cells);
            places.extend(mentions(&found, table, cell));
            places
        }),
        Spot::Fact(fact) => cells_of_fact(&found, fact),
        Spot::Label(_) | Spot::Heading(_) | Spot::Silent(_) => return Vec::new(),
    };
    let tied = tied.into_iter().map(|span| Highlight {
        span,
        tie: Tie::Tied,
    });
    let own = Highlight {
        span: found.span,
        tie: Tie::Itself,
    };
    let mut all: Vec<Highlight> = tied
        .filter(|tied| tied.span != own.span)
        .chain([own])
        .collect();
    all.sort_by_key(|highlight| highlight.span);
    all.dedup_by_key(|highlight| highlight.span);
    all
}

/// What the place at byte `at` is made of: the parts of a total, the cells of a number in a sentence, the heading that a text names.
pub fn definitions(reading: &Reading, at: usize) -> Vec<Span> {
    let Some(found) = spot_at(reading, at) else {
        return Vec::new();
    };
    match found.spot {
        Spot::Cell(table, cell) => found.report.table(table).map_or_else(Vec::new, |table| {
            places(&found, table, &parts_of(table.spec(), cell))
        }),
        Spot::Fact(fact) => cells_of_fact(&found, fact),
        Spot::Label(Name::Section(section)) | Spot::Heading(section) => {
            let heading = found.report.aligned.heading(section);
            heading
                .map(|heading| found.origin.place(heading.span))
                .into_iter()
                .collect()
        }
        Spot::Label(_) | Spot::Silent(_) => Vec::new(),
    }
}

/// Every place that speaks of the cell at byte `at`, or of the cells of a number in a sentence there: totals that count it, sentences that state it.
pub fn references(reading: &Reading, at: usize, with_itself: bool) -> Vec<Span> {
    let Some(found) = spot_at(reading, at) else {
        return Vec::new();
    };
    let mut all = match found.spot {
        Spot::Cell(table, cell) => found.report.table(table).map_or_else(Vec::new, |table| {
            let mut places = places(&found, table, &totals_of(table.spec(), cell));
            places.extend(mentions(&found, table, cell));
            places
        }),
        _ => return Vec::new(),
    };
    if with_itself {
        all.push(found.span);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The places of cells that are there.
fn places(found: &Found, table: &TableReading, cells: &[usize]) -> Vec<Span> {
    let slots = cells.iter().filter_map(|&cell| table.slots.get(cell));
    slots
        .filter(|slot| slot.is_placed())
        .map(|slot| found.origin.place(slot.span()))
        .collect()
}

fn mentions(found: &Found, table: &TableReading, cell: usize) -> Vec<Span> {
    let facts = &found.report.narrative.facts;
    let stating = facts_of(found.report, table, cell).into_iter();
    stating
        .filter_map(|fact| Some(found.origin.place(facts.get(fact)?.span)))
        .collect()
}

fn cells_of_fact(found: &Found, fact: usize) -> Vec<Span> {
    let cells = || {
        let fact = found.report.narrative.facts.get(fact)?;
        let table = found.report.table(fact.table)?;
        Some(places(found, table, &fact.readings.first()?.plus))
    };
    cells().unwrap_or_default()
}
