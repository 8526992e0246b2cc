//! What of a document was read anew after an edit, and where the rest has moved.

use std::ops::Range;

use super::Cell;
use crate::span::Span;

/// What of a document was read anew after an edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The rows of the old document that are gone, whose places hold the rows read anew.
    pub old_rows: Range<usize>,
    /// The rows of the new document that were read anew.
    pub rows: Range<usize>,
    /// The cells of the old document that are gone.
    pub old_cells: Range<usize>,
    /// The cells of the new document that were read anew.
    pub cells: Range<usize>,
    /// The first byte that was read anew.
    pub start: u32,
    /// The byte of the old text from which on nothing was read anew.
    pub old_end: u32,
    /// By how many bytes everything behind has moved.
    pub shift: i64,
    /// The old places of the cells that are gone, where each has one in its place that says the same, or a plain number for a plain number.
    pub numbers: Option<Vec<Span>>,
}

impl Damage {
    /// Where a row of the old document is now; `None` if it is gone.
    pub(crate) fn row(&self, old: usize) -> Option<usize> {
        match old {
            old if old < self.old_rows.start => Some(old),
            old if old >= self.old_rows.end => Some(old - self.old_rows.end + self.rows.end),
            _ => None,
        }
    }

    /// Where rows of the old document are now, with so many rows round them as they were; `None` if some of them are gone.
    pub(crate) fn rows_kept(&self, old: &Range<usize>, around: usize) -> Option<Range<usize>> {
        if old.end + around <= self.old_rows.start {
            return Some(old.clone());
        }
        let is_behind = old.start >= self.old_rows.end + around;
        is_behind.then(|| {
            let new = |row: usize| row - self.old_rows.end + self.rows.end;
            new(old.start)..new(old.end)
        })
    }

    /// Whether it stands above a place of the old document.
    pub(crate) fn is_above(&self, old: Span) -> bool {
        self.old_end <= old.start
    }

    /// Where a place that begins and ends with cells, or lies outside the damage, is now; `cells` are those read anew. `None` if that cannot be told.
    pub(crate) fn place_by_cells(&self, old: Span, cells: &[Cell]) -> Option<Span> {
        let at = |at: u32, end: fn(&Span) -> u32| {
            if at < self.start || self.old_end <= at {
                let point: Span = Span::over(at, at);
                return Some(self.place(point).start);
            }
            let olds = self.numbers.as_ref()?;
            let nth = olds.iter().position(|old| end(old) == at)?;
            Some(end(&cells.get(nth)?.span))
        };
        Some(Span::over(
            at(old.start, |cell| cell.start)?,
            at(old.end, |cell| cell.end)?,
        ))
    }

    /// Where a place of the new document was in the old one; `None` if it reaches into the damage.
    pub(crate) fn was(&self, new: Span) -> Option<Span> {
        if new.end <= self.start {
            return Some(new);
        }
        let end = i64::from(self.old_end) + self.shift;
        let is_above = self.old_end < u32::MAX && i64::from(new.start) >= end;
        is_above.then(|| moved(new, -self.shift))
    }

    /// Whether a place reaches into the damage.
    pub(crate) fn touches(&self, old: Span) -> bool {
        self.start <= old.end && old.start < self.old_end
    }

    /// Where a place that is not in the damage is now.
    pub(crate) fn place(&self, old: Span) -> Span {
        match old.start < self.start {
            true => old,
            false => moved(old, self.shift),
        }
    }
}

pub(super) fn moved(span: Span, shift: i64) -> Span {
    // Texts whose places do not fit are read anew.
    let at = |at: u32| at.wrapping_add(shift as u32);
    Span::over(at(span.start), at(span.end))
}
