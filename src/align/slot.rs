//! One number cell of the form: how it was found, and what stands there.

use crate::span::Span;
use crate::syntax::value::Value;

/// One number cell of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// In its place.
    Found(SlotCell),
    /// In a row whose label is lost.
    Guessed(SlotCell),
    /// The row has another number of values than columns; this one is named by order alone and no rule does sums with it.
    ByOrder(SlotCell),
    /// Its row is missing, or has no value left for it: the place where it would be looked for.
    Absent(Span),
}

/// What stands in a cell of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotCell {
    /// What it says.
    pub value: Value,
    /// Its characters; for a blank one, the place where its value would be written.
    pub span: Span,
    /// Line ends to be written behind that value, so that the next one keeps its distance.
    pub line_ends: u32,
}

impl Slot {
    /// What stands in the cell, in its place or not.
    pub fn cell(&self) -> Option<&SlotCell> {
        match self {
            Slot::Found(cell) | Slot::Guessed(cell) | Slot::ByOrder(cell) => Some(cell),
            Slot::Absent(_) => None,
        }
    }

    pub(super) fn cell_mut(&mut self) -> Option<&mut SlotCell> {
        match self {
            Slot::Found(cell) | Slot::Guessed(cell) | Slot::ByOrder(cell) => Some(cell),
            Slot::Absent(_) => None,
        }
    }

    /// What the cell says; `None` where nothing was found.
    pub fn value(&self) -> Option<Value> {
        self.cell().map(|cell| cell.value)
    }

    /// The stated number, where it is a whole one.
    pub fn whole(&self) -> Option<i64> {
        match self.value() {
            Some(Value::Number(number)) => number.whole(),
            _ => None,
        }
    }

    /// The characters of the cell; for a blank one, the place where its value would be written; for one that is not there, the place where it would
    /// be looked for.
    pub fn span(&self) -> Span {
        match self {
            Slot::Found(cell) | Slot::Guessed(cell) | Slot::ByOrder(cell) => cell.span,
            Slot::Absent(at) => *at,
        }
    }

    pub(super) fn span_mut(&mut self) -> &mut Span {
        match self {
            Slot::Found(cell) | Slot::Guessed(cell) | Slot::ByOrder(cell) => &mut cell.span,
            Slot::Absent(at) => at,
        }
    }

    /// Whether the cell stands in its place, blank or not.
    pub fn is_placed(&self) -> bool {
        matches!(self, Slot::Found(_) | Slot::Guessed(_))
    }
}
