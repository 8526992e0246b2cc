//! What stands at a place of a text: a number cell, a label, a heading, a number of a sentence.
//!
//! In: a reading and a byte of the opened text. Out: a [`Spot`]. Every view that answers for a place begins here.

use crate::align::{AlignedTable, Slot};
use crate::door::{self, Origin};
use crate::form::frames::Frames;
use crate::form::lexicon::Name;
use crate::reading::Reading;
use crate::reading::{ReportReading, TableReading};
use crate::span::Span;

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A number cell of a table, by the numbers of both.
    Cell(usize, usize),
    /// The label of a row, group, column or header of a table.
    Label(Name),
    /// The heading of a section, or words of a sentence that name the section.
    Heading(usize),
    /// A number of a sentence that names cells, an index into the narrative's facts.
    Fact(usize),
    /// A number of a sentence that is compared with nothing, an index into the narrative's silences.
    Silent(usize),
}

/// A spot with its report.
#[derive(Clone, Copy, Debug)]
pub struct Found<'r> {
    /// The report it stands in.
    pub report: &'r ReportReading,
    /// The way from what was read of the report to the opened text.
    pub origin: Origin<'r>,
    /// What stands there.
    pub spot: Spot,
    /// Where, in bytes of the opened text.
    pub span: door::Span,
}

/// What stands at byte `at` of the opened text; `None` if it is nothing that the form knows.
pub fn spot_at(reading: &Reading, at: usize) -> Option<Found<'_>> {
    reading.reports().find_map(|(report, origin)| {
        let finder = SpotFinder { report, origin, at };
        let (spot, span) = finder
            .number_of_a_sentence()
            .or_else(|| finder.words())
            .or_else(|| finder.blank())?;
        Some(Found {
            report,
            origin,
            spot,
            span: origin.place(span),
        })
    })
}

struct SpotFinder<'r> {
    report: &'r ReportReading,
    origin: Origin<'r>,
    at: usize,
}

impl SpotFinder<'_> {
    fn is_here(&self, span: Span) -> bool {
        let place = self.origin.place(span);
        place.start as usize <= self.at && self.at <= place.end as usize
    }

    fn number_of_a_sentence(&self) -> Option<(Spot, Span)> {
        let narrative = &self.report.narrative;
        let facts = narrative.facts.iter().enumerate();
        let mut facts = facts.map(|(at, fact)| (Spot::Fact(at), fact.span));
        let silences = narrative.silent.iter().enumerate();
        let mut silences = silences.map(|(at, silent)| (Spot::Silent(at), silent.span));
        let here = |&(_, span): &(Spot, Span)| self.is_here(span);
        facts.find(here).or_else(|| silences.find(here))
    }

    /// What the piece of a row at the place is.
    fn words(&self) -> Option<(Spot, Span)> {
        let cell = self.cell()?;
        let number = self.number(cell).or_else(|| self.heading(cell));
        let label = number.or_else(|| self.label(cell));
        label.or_else(|| self.named_section(cell))
    }

    /// A blank number cell that no piece of a row stands for, such as an empty line.
    fn blank(&self) -> Option<(Spot, Span)> {
        self.tables().find_map(|table| {
            let mut slots = table.slots.iter().enumerate();
            let is_here = |slot: &Slot| {
                slot.is_placed() && slot.span().is_empty() && self.is_here(slot.span())
            };
            let (at, slot) = slots.find(|(_, slot)| is_here(slot))?;
            Some((Spot::Cell(table.spec, at), slot.span()))
        })
    }

    /// The piece of a row, as it was read, at the place.
    fn cell(&self) -> Option<Span> {
        let cells = &self.report.aligned.document.cells;
        let ends_before = |span: Span| (self.origin.place(span).end as usize) < self.at;
        let first = cells.partition_point(|cell| ends_before(cell.span));
        // An empty cell may touch what stands before it.
        let touching = cells.get(first..)?.iter().map(|cell| cell.span);
        let mut touching = touching.take_while(|span| self.is_here(*span));
        let first = touching.next()?;
        Some(
            touching
                .find(|span| !span.is_empty() && first.is_empty())
                .unwrap_or(first),
        )
    }

    fn number(&self, cell: Span) -> Option<(Spot, Span)> {
        self.tables().find_map(|table| {
            let at = table
                .slots
                .iter()
                .position(|slot| slot.is_placed() && slot.span() == cell)?;
            Some((Spot::Cell(table.spec, at), cell))
        })
    }

    fn heading(&self, cell: Span) -> Option<(Spot, Span)> {
        let headings = self.report.aligned.headings.main.iter();
        let mut here =
            headings.filter(|heading| heading.span.touches(cell) && self.is_here(heading.span));
        let heading = here.next()?;
        Some((Spot::Heading(heading.section), heading.span))
    }

    fn label(&self, cell: Span) -> Option<(Spot, Span)> {
        let aligned = &self.report.aligned;
        self.tables().find_map(|table| {
            let covers = |span: &Span| span.start <= cell.start && cell.end <= span.end;
            let row = table
                .rows
                .iter()
                .position(|row| row.label.as_ref().is_some_and(covers));
            if let Some(row) = row {
                return Some((
                    Spot::Label(Name::Row(table.spec, row)),
                    table.rows[row].label?,
                ));
            }
            if !is_near(table, cell) {
                return None;
            }
            let hash = aligned.fold().hash(aligned.document.at(cell));
            let mut labels = aligned.kit().lexicon.exact(hash).iter();
            let name = labels
                .find(|label| label.name.table() == Some(table.spec))?
                .name;
            Some((Spot::Label(name), cell))
        })
    }

    /// The section that a sentence names at the place.
    fn named_section(&self, line: Span) -> Option<(Spot, Span)> {
        let aligned = &self.report.aligned;
        let text = aligned.document.at(line);
        let sections = aligned.edition().sections.iter().enumerate();
        let named = sections.flat_map(|(section, spec)| {
            let names = Frames::builtin().names_of(spec);
            names.flat_map(move |name| {
                let starts = text.match_indices(&name).map(|(at, _)| at);
                let spans = starts.map(|at| {
                    let start = line.start as usize + at;
                    Span::new(start, start + name.len())
                });
                spans
                    .map(|span| (Spot::Heading(section), span))
                    .collect::<Vec<_>>()
            })
        });
        named
            .filter(|(_, span)| self.is_here(*span))
            .max_by_key(|(_, span)| span.len())
    }

    fn tables(&self) -> impl Iterator<Item = &TableReading> {
        self.report.found_tables()
    }
}

/// Bytes of header words that may stand above the first label of a table.
const HEADER: u32 = 2000;

/// Whether a piece stands in a table or in the header above it.
fn is_near(table: &AlignedTable, piece: Span) -> bool {
    piece.start.saturating_add(HEADER) >= table.span.start && piece.end <= table.span.end
}
