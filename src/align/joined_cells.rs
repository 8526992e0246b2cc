//! Cells that hold the numbers of two columns, `1 0`, as converters leave them that guess the columns of a page.
//!
//! In: the values of rows. Out: whether a number with a gap between its digits is several, so that nobody can say whose the others of its row are.
//! A row that adds up as it stands holds no such cell.

use super::gaps::Placed;
use super::place::Placement;
use super::records::{Record, Records, RowShape, ValueCell};
use crate::chars::is_gap;
use crate::syntax::value::Value;
use crate::syntax::{Cell, Document, Surface};

/// How the rows are written in which a cell holds two numbers for certain.
#[derive(Debug, Default)]
pub(super) struct JoinedCells(Vec<(Surface, usize)>);

impl JoinedCells {
    /// Looks for cells that hold two numbers for certain: no number begins with a 0 that stands apart.
    pub(super) fn find(document: &Document, records: &Records) -> Self {
        let is_joined = |value: &ValueCell| {
            let cell = &document.cells[value.cell];
            has_gap(cell) && numbers_in(document, cell).next() == Some("0")
        };
        let mut shapes: Vec<(Surface, usize)> = Vec::new();
        if !records.values.iter().any(is_joined) {
            return JoinedCells(shapes);
        }
        for record in &records.records {
            let shape = shape_of(record.shape);
            if records.values_of(record).iter().any(is_joined) && !shapes.contains(&shape) {
                shapes.push(shape);
            }
        }
        JoinedCells(shapes)
    }

    /// Whether a row has a number with a gap and is written as those with two numbers in one cell.
    pub(super) fn holds(&self, document: &Document, records: &Records, record: &Record) -> bool {
        let mut values = records.values_of(record).iter();
        self.0.contains(&shape_of(record.shape))
            && values.any(|value| has_gap(&document.cells[value.cell]))
    }
}

fn shape_of(shape: RowShape) -> (Surface, usize) {
    (shape.surface, shape.cells)
}

/// Whether a cell is a number with a gap between its digits.
pub(super) fn has_gap(cell: &Cell) -> bool {
    matches!(cell.value, Value::Number(number) if number.oddities.inner_space)
}

fn numbers_in<'d>(document: &'d Document, cell: &Cell) -> impl Iterator<Item = &'d str> {
    let numbers = document.at(cell.span).split(is_gap);
    numbers.filter(|number| !number.is_empty())
}

/// Whether numbers of a row have run together in one cell, `1 0`: as many as cells beside are blank or not there.
pub(super) fn runs_together(document: &Document, placed: &[Placed]) -> bool {
    let (n_more, n_blank) = more_and_blank(document, placed);
    n_more > 0 && n_more == n_blank
}

/// Whether they may have: more cells beside are blank, some of which others left behind.
pub(super) fn may_run_together(document: &Document, placed: &[Placed]) -> bool {
    let (n_more, n_blank) = more_and_blank(document, placed);
    n_more > 0 && n_more < n_blank
}

/// How many numbers a row has more than cells that hold them, and how many of its cells are blank or not there.
fn more_and_blank(document: &Document, placed: &[Placed]) -> (usize, usize) {
    let (mut n_more, mut n_blank) = (0, 0);
    for placed in placed {
        match *placed {
            Placed::Gap(..) => n_blank += 1,
            Placed::Cell(cell) => {
                let cell = &document.cells[cell];
                match cell.value {
                    Value::Blank => n_blank += 1,
                    _ if has_gap(cell) => n_more += numbers_in(document, cell).count() - 1,
                    _ => {}
                }
            }
        }
    }
    (n_more, n_blank)
}

/// What the values of a placed row say.
pub(super) fn says(document: &Document, placement: &Placement) -> Vec<Value> {
    let Placement::Placed(placed) = placement else {
        return Vec::new();
    };
    let value = |placed: &Placed| match *placed {
        Placed::Cell(cell) => document.cells[cell].value,
        Placed::Gap(..) => Value::Blank,
    };
    placed.iter().map(value).collect()
}
