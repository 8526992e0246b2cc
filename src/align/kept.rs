//! Tables that an edit leaves where they are, or of which it changes nothing but numbers.
//!
//! In: the tables of a document, and the damage with which it has become another. Out: the same tables there, where nothing that they were read from
//! has changed; in doubt, none.

use std::ops::Range;

use super::aligned::{AlignedTable, RowState};
use super::slot::Slot;
use crate::span::Span;
use crate::syntax::{Damage, Document};

/// The tables of a document before it became another.
pub(super) struct KeptTables<'d> {
    pub damage: &'d Damage,
    /// The edition they are of, by index.
    pub kit_at: usize,
    pub tables: Vec<AlignedTable>,
}

/// So many rows round a table's region may matter to it: a label that is broken goes on below, the row below tells of blanks above it.
const ROWS_AROUND: usize = 9;

impl AlignedTable {
    /// The table in a document that has become another, if nothing that it was read from has changed but plain numbers. `region` are the rows that
    /// it is looked for in now.
    pub(super) fn again(
        self,
        document: &Document,
        damage: &Damage,
        region: &Option<Range<usize>>,
    ) -> Option<AlignedTable> {
        let was = self.region.clone()?;
        // Other numbers in the same places matter to no table but their own.
        let around = match damage.numbers {
            Some(_) => 0,
            None => ROWS_AROUND,
        };
        match damage.rows_kept(&was, around) {
            kept @ Some(_) if kept == *region => self.moved(damage, around),
            None if damage.numbers.is_some() && Some(was) == *region => {
                self.renumbered(document, damage)
            }
            _ => None,
        }
    }

    /// The same table in a document that has become another by an edit of nothing but plain numbers; `None` if they may matter to what is where.
    fn renumbered(mut self, document: &Document, damage: &Damage) -> Option<Self> {
        damage.numbers.as_ref().filter(|_| !self.is_told_by_sums)?;
        let region = self.region.take()?;
        // As many rows as there were are in their places.
        self.region = Some(region);
        self.is_kept = false;
        let cells = document.cells.get(damage.cells.clone())?;
        let place = |span: &mut Span| {
            *span = damage.place_by_cells(*span, cells)?;
            Some(())
        };
        place(&mut self.span)?;
        for row in &mut self.rows {
            place(&mut row.span)?;
            if let Some(label) = &mut row.label {
                place(label)?;
            }
            if let RowState::Unplaced { span, .. } = &mut row.state {
                place(span)?;
            }
        }
        for slot in &mut self.slots {
            let is_read_anew = damage.touches(slot.span());
            place(slot.span_mut())?;
            if let (true, Some(slot)) = (is_read_anew, slot.cell_mut()) {
                let at = cells.partition_point(|cell| cell.span.start < slot.span.start);
                let cell = cells.get(at).filter(|cell| cell.span == slot.span)?;
                slot.value = cell.value;
            }
        }
        for row in &mut self.unknown_rows {
            place(&mut row.label)?;
        }
        for slip in self.label_slips.iter_mut().chain(&mut self.header_slips) {
            place(&mut slip.span)?;
        }
        for header in &mut self.header_orders {
            place(&mut header.span)?;
        }
        for head in &mut self.extra_columns {
            place(head)?;
        }
        Some(self)
    }

    /// The same table in a document that has become another by an edit elsewhere; `None` if the edit may have touched it. `around` are the rows
    /// round it that may matter to it.
    fn moved(mut self, damage: &Damage, around: usize) -> Option<Self> {
        let region = self.region.take()?;
        self.region = Some(damage.rows_kept(&region, around)?);
        self.is_kept = true;
        if region.end <= damage.old_rows.start || damage.shift == 0 {
            return Some(self);
        }
        let place = |span: &mut Span| *span = damage.place(*span);
        place(&mut self.span);
        for row in &mut self.rows {
            place(&mut row.span);
            row.label.iter_mut().for_each(place);
            if let RowState::Unplaced { span, .. } = &mut row.state {
                place(span);
            }
        }
        self.slots.iter_mut().map(Slot::span_mut).for_each(place);
        let unknown = self.unknown_rows.iter_mut().map(|row| &mut row.label);
        let slips = self.label_slips.iter_mut().chain(&mut self.header_slips);
        let slips = slips.map(|slip| &mut slip.span);
        let headers = self.header_orders.iter_mut().map(|header| &mut header.span);
        let heads = self.extra_columns.iter_mut();
        let others = unknown.chain(slips).chain(headers).chain(heads);
        others.for_each(place);
        Some(self)
    }
}
