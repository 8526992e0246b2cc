//! Rows of the form whose values do not stand behind their own label: packed into one row with others, far from their labels, or in front of them.
//!
//! In: the records of a table. Out: such rows with their values, or with none where nobody can say which they are, laid into the table.

use super::aligned::{AlignedRow, AlignedTable, RowState, Slip};
use super::far_values::far_rows;
use super::packed::packed_rows;
use super::records::Records;
use super::site::Site;
use super::slot::{Slot, SlotCell};
use crate::form::TableSpec;
use crate::form::lexicon::Name;
use crate::span::Span;
use crate::syntax::value::Value;
use crate::syntax::{Cell, Row};

/// A row of the form that shares its place in the document with others.
#[derive(Clone, Debug)]
pub(super) struct SharedRow {
    /// The row of the table.
    pub row: usize,
    pub label: Span,
    /// From the first to the last value of all that share the place.
    pub span: Span,
    /// How many values they have together.
    pub n_values: usize,
    /// Its values, one for each column; `None` if nobody can say which they are.
    pub values: Option<Vec<SlotCell>>,
}

/// Rows that share a row of the document, or the values behind the last of their labels, and whether sums were asked for that.
pub(super) fn shared_rows(site: Site, records: &Records) -> (Vec<SharedRow>, bool) {
    let rows = records.pieces.iter().map(|piece| piece.row);
    let mut rows: Vec<usize> = rows.collect();
    rows.dedup();
    let packed = (rows.iter())
        .flat_map(|row| packed_rows(site, &site.document.rows[*row]))
        .chain(
            rows.iter()
                .filter_map(|row| labelled_behind(site, &site.document.rows[*row])),
        );
    let mut shared: Vec<SharedRow> = packed.collect();
    let (far, is_asked) = far_rows(site, records);
    shared.extend(far);
    (shared, is_asked)
}

/// A row whose label stands behind its values; one with words in front may have those of its own label there.
fn labelled_behind(site: Site, row: &Row) -> Option<SharedRow> {
    if !row.surface.keeps_blanks() {
        return None;
    }
    let cells = site.document.cells_of(row);
    let is_number = |cell: &&Cell| matches!(cell.value, Value::Number(_) | Value::Dash);
    let first = cells.iter().position(|cell| cell.value != Value::Blank)?;
    let values: Vec<&Cell> = cells[first..].iter().take_while(is_number).collect();
    let behind = first + values.len();
    let rest = cells.get(behind..)?;
    let named = |at: usize| {
        let named = site.named(site.hashes.of(row.first_cell as usize + behind + at))?;
        match named.name {
            Name::Row(_, of_form) => Some((of_form, rest[at].span)),
            _ => None,
        }
    };
    let mut labels = (0..rest.len()).filter_map(named);
    let (of_form, label) = labels.next()?;
    let n = site.spec.rows[of_form].columns.len();
    let is_whole = n > 1 && values.len() == n && !rest.iter().any(|cell| is_number(&cell));
    let span = values.iter().map(|cell| cell.span).reduce(Span::to)?;
    let own = values.iter().map(|cell| SlotCell {
        value: cell.value,
        span: cell.span,
        line_ends: 0,
    });
    (is_whole && labels.next().is_none()).then(|| SharedRow {
        row: of_form,
        label,
        span,
        n_values: n,
        values: Some(own.collect()),
    })
}

/// Rows of one table without any value whose labels say that the values stand elsewhere.
const BARE_ROWS: usize = 3;

impl AlignedTable {
    /// Lays a row that shares its place with others.
    pub(super) fn share_row(&mut self, site: Site, shared: &SharedRow) {
        let of_form = &site.spec.rows[shared.row];
        let cells = of_form.first_cell..of_form.first_cell + of_form.columns.len();
        let (span, n_values) = (shared.span, shared.n_values);
        let slots = &mut self.slots[cells];
        let (state, own) = match &shared.values {
            Some(values) => {
                for (slot, value) in slots.iter_mut().zip(values) {
                    *slot = Slot::Found(*value);
                }
                let spans = values.iter().map(|value| value.span);
                (RowState::Placed, spans.reduce(Span::to))
            }
            None => {
                slots.fill(Slot::Absent(span));
                (RowState::Unplaced { n_values, span }, None)
            }
        };
        self.rows[shared.row] = AlignedRow {
            label: Some(shared.label),
            span: own.map_or(shared.label, |own| shared.label.to(own)),
            state,
            out_of_order: false,
        };
        self.span = self.span.to(shared.label).to(span);
        let is_label = |slip: &Slip| slip.name == Name::Row(site.table, shared.row);
        self.label_slips.retain(|slip| !is_label(slip));
    }

    /// Where the values of several rows stand elsewhere, an empty line behind a label is no blank value.
    pub(super) fn unplace_blanks_among_bare_rows(&mut self, spec: &TableSpec) {
        let is_bare =
            |row: &&AlignedRow| matches!(row.state, RowState::Unplaced { n_values: 0, .. });
        if self.rows.iter().filter(is_bare).count() < BARE_ROWS {
            return;
        }
        for (row, of_form) in self.rows.iter_mut().zip(&spec.rows) {
            let cells = of_form.first_cell..of_form.first_cell + of_form.columns.len();
            let slots = &mut self.slots[cells];
            let is_gap = |slot: &Slot| slot.is_placed() && slot.value() == Some(Value::Blank);
            if slots.iter().all(is_gap)
                && let Some(span) = row.label
            {
                slots.fill(Slot::Absent(span));
                row.state = RowState::Unplaced { n_values: 0, span };
            }
        }
    }
}
