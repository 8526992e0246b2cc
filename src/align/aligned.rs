//! What is said of a table that was laid along its form: rows, cells, and what stands there otherwise.

use std::ops::Range;

use super::gaps::Placed;
use crate::form::TableSpec;
use crate::form::lexicon::{Name, Wording};
use crate::span::Span;
use crate::syntax::value::Value;
use crate::syntax::{Document, Surface};

/// A table of the form and what was found of it.
#[derive(Clone, Debug)]
pub struct AlignedTable {
    /// The table, an index into the edition's.
    pub spec: usize,
    /// Whether anything of it was found.
    pub is_found: bool,
    /// Where its words and numbers stand, if they are there without line ends, so that nobody can tell the cells.
    pub run_together: Option<Span>,
    /// From its first to its last cell; empty at the place where it belongs if it was not found.
    pub span: Span,
    /// One for each row of the form.
    pub rows: Vec<AlignedRow>,
    /// One for each cell of the form, in its order.
    pub slots: Vec<Slot>,
    /// Rows with numbers that the form does not have.
    pub unknown_rows: Vec<UnknownRow>,
    /// Labels of rows and groups that are not worded as the form words them.
    pub label_slips: Vec<Slip>,
    /// Header words that are not worded as the form words them.
    pub header_slips: Vec<Slip>,
    /// How its numbers are written.
    pub surface: Surface,
    /// The rows of the document that it was looked for in.
    pub(crate) region: Option<Range<usize>>,
    /// Whether it was asked for any row whether its numbers add up, to find out which value stands where.
    pub(crate) is_told_by_sums: bool,
    /// Whether it is that of the document before, which has become this one by an edit elsewhere.
    pub(crate) is_kept: bool,
}

/// A row of the form and what was found of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlignedRow {
    /// Its label as written; `None` if the label is lost or the row is missing.
    pub label: Option<Span>,
    /// Label and values; for a missing row the place behind which it belongs.
    pub span: Span,
    /// Whether its values are in their places.
    pub state: RowState,
    /// Whether it stands where the form has another row.
    pub out_of_order: bool,
}

/// Whether a row's values are in their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowState {
    /// Every value stands in its column.
    Placed,
    /// The label is lost; order and count say which row it is.
    Guessed,
    /// There are more or fewer values than the form has columns, and nothing tells which is which.
    Unplaced {
        /// Values found.
        n_values: usize,
        /// From the first to the last value.
        span: Span,
    },
    /// The report does not have the row.
    Missing,
}

/// One number cell of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// How it was found.
    pub state: SlotState,
    /// What it says; [`Value::Blank`] where nothing was found.
    pub value: Value,
    /// Its characters; for a blank one, the place where its value would be written.
    pub span: Span,
    /// Line ends to be written behind that value, so that the next one keeps its distance.
    pub line_ends: u32,
}

/// How a cell was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotState {
    /// In its place.
    Found,
    /// In a row whose label is lost.
    Guessed,
    /// The row has another number of values than columns; this one is named by order alone and no rule does sums with it.
    Unplaced,
    /// Its row is missing, or has no value left for it.
    Absent,
}

impl Slot {
    /// The stated number, where it is a whole one.
    pub fn whole(&self) -> Option<i64> {
        match self.value {
            Value::Number(number) => number.whole(),
            _ => None,
        }
    }

    /// Whether the cell stands in its place, blank or not.
    pub fn is_placed(&self) -> bool {
        matches!(self.state, SlotState::Found | SlotState::Guessed)
    }
}

/// A row with numbers that the form does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownRow {
    /// Its label.
    pub label: Span,
}

/// A label that is not worded as the form words it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The words as written.
    pub span: Span,
    /// What they name.
    pub name: Name,
    /// How they differ.
    pub wording: Wording,
}

impl AlignedTable {
    /// Writes the values of a row into its slots.
    pub(super) fn fill_row(
        &mut self,
        document: &Document,
        first_cell: usize,
        placed: &[Placed],
        state: SlotState,
    ) {
        for (slot, placed) in self.slots[first_cell..].iter_mut().zip(placed) {
            *slot = match *placed {
                Placed::Cell(cell) => Slot {
                    state,
                    value: document.cells[cell].value,
                    span: document.cells[cell].span,
                    line_ends: 0,
                },
                Placed::Gap(span, line_ends) => Slot {
                    state,
                    value: Value::Blank,
                    span,
                    line_ends,
                },
            };
        }
    }

    /// A table of which nothing was found, at the place where it belongs.
    pub(super) fn missing(table: usize, spec: &TableSpec, at: Span) -> Self {
        let row = AlignedRow {
            label: None,
            span: at,
            state: RowState::Missing,
            out_of_order: false,
        };
        AlignedTable {
            spec: table,
            is_found: false,
            run_together: None,
            span: at,
            rows: vec![row; spec.rows.len()],
            slots: vec![
                Slot {
                    state: SlotState::Absent,
                    value: Value::Blank,
                    span: at,
                    line_ends: 0,
                };
                spec.n_cells
            ],
            unknown_rows: Vec::new(),
            label_slips: Vec::new(),
            header_slips: Vec::new(),
            surface: Surface::Line,
            region: None,
            is_told_by_sums: false,
            is_kept: false,
        }
    }
}
