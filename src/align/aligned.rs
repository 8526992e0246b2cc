//! What is said of a table that was laid along its form: rows, cells, and what stands there otherwise.

use std::ops::Range;

use super::gaps::Placed;
use super::slot::{Slot, SlotCell};
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
    /// Headers that name their columns in another order than the form.
    pub header_orders: Vec<HeaderOrder>,
    /// Words that head columns which the form does not have, and which are not read.
    pub extra_columns: Vec<Span>,
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

impl AlignedRow {
    /// Whether a cell is the label of this row and numbers that ran into it: which those of its cells are, nobody can say.
    pub(crate) fn is_run_into(&self, document: &Document, cell: Span) -> bool {
        let is_bare = matches!(self.state, RowState::Unplaced { n_values: 0, .. });
        let label = self
            .label
            .filter(|label| is_bare && label.start == cell.start);
        label.is_some_and(|label| {
            let behind = document.at(Span::over(label.end, cell.end));
            label.end < cell.end && behind.chars().all(char::is_numeric)
        })
    }
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
    /// Whether another header, or a part of one, stands in the same cell: to write what they name would take its words away.
    pub holds_another: bool,
}

impl Slip {
    /// Of words with nothing else beside them.
    pub(super) fn new(span: Span, name: Name, wording: Wording) -> Self {
        Slip {
            span,
            name,
            wording,
            holds_another: false,
        }
    }
}

/// A header that names its columns in another order than the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderOrder {
    /// From the name of its first column to that of its last.
    pub span: Span,
    /// Whether the values below it were read in its order; otherwise they add up only in the form's.
    pub is_followed: bool,
}

impl AlignedTable {
    /// Writes the values of a row into its slots, each as the kind of slot that says how it was found.
    pub(super) fn fill_row(
        &mut self,
        document: &Document,
        first_cell: usize,
        placed: &[Placed],
        slot: fn(SlotCell) -> Slot,
    ) {
        for (cell_slot, placed) in self.slots[first_cell..].iter_mut().zip(placed) {
            *cell_slot = slot(match *placed {
                Placed::Cell(cell) => SlotCell {
                    value: document.cells[cell].value,
                    span: document.cells[cell].span,
                    line_ends: 0,
                },
                Placed::Gap(span, line_ends) => SlotCell {
                    value: Value::Blank,
                    span,
                    line_ends,
                },
            });
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
            slots: vec![Slot::Absent(at); spec.n_cells],
            unknown_rows: Vec::new(),
            label_slips: Vec::new(),
            header_slips: Vec::new(),
            header_orders: Vec::new(),
            extra_columns: Vec::new(),
            surface: Surface::Line,
            region: None,
            is_told_by_sums: false,
            is_kept: false,
        }
    }
}
