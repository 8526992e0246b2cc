//! Amounts whose cell names another unit than their column.
//!
//! 5000元 in a column of 万元 is 0.5: the value of such a cell is counted in the unit of the form. That the unit does not belong there is for a rule to say.

use super::{AlignedTable, Slot};
use crate::form::TableSpec;
use crate::syntax::Document;
use crate::syntax::value::{Value, in_unit, unit_of, worth};

/// The unit of money that a cell names although its column is in another; `None` if there is nothing strange.
pub fn foreign_unit<'d>(
    document: &'d Document,
    spec: &TableSpec,
    cell: usize,
    slot: &Slot,
) -> Option<&'d str> {
    match slot.value() {
        Some(Value::Number(number)) if number.oddities.money => {
            let (_, column) = spec.row_and_column(cell);
            let due = spec.columns.get(column)?.unit.as_ref()?;
            let unit = unit_of(document.at(slot.span()));
            // A sign of money alone names none.
            (!unit.is_empty() && worth(unit) != worth(due)).then_some(unit)
        }
        _ => None,
    }
}

/// Counts amounts in the units of their columns.
pub(super) fn convert(document: &Document, spec: &TableSpec, table: &mut AlignedTable) {
    if spec.columns.iter().all(|column| column.unit.is_none()) {
        return;
    }
    let with_units = (0..spec.n_cells).filter(|&cell| {
        let (_, column) = spec.row_and_column(cell);
        spec.columns[column].unit.is_some()
    });
    for cell in with_units {
        let (_, column) = spec.row_and_column(cell);
        let (Some(slot), Some(due)) = (table.slots.get_mut(cell), &spec.columns[column].unit)
        else {
            continue;
        };
        let unit = foreign_unit(document, spec, cell, slot);
        if let (Some(unit), Some(slot)) = (unit, slot.cell_mut())
            && let Value::Number(number) = slot.value
        {
            slot.value = in_unit(number, unit, due).map_or(Value::Words, Value::Number);
        }
    }
}
