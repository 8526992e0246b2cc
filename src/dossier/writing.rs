//! How numbers are written into cells of a report that is not at hand any more.

use serde::{Deserialize, Serialize};

use crate::align::{Slot, SlotCell};
use crate::door::{Edit, Origin};
use crate::edit;
use crate::reading::ReportReading;

/// Stands for a number that is not known yet: a character for private use, which no report has.
const ANY_NUMBER: &str = "\u{E000}";

/// The edits that write any number into a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CellWriting {
    /// The numbers of its table and itself.
    place: (usize, usize),
    edits: Vec<Edit>,
}

impl CellWriting {
    /// For the cells that may be written when the report is looked at beside that of another year, but those that the number alone is written into.
    pub(super) fn of(report: &ReportReading, origin: Origin<'_>) -> Vec<CellWriting> {
        let relations = report.aligned.edition().across.iter();
        let is_plain = |&(table, cell): &(usize, usize)| {
            let slot = report.table(table).and_then(|table| table.slots.get(cell));
            let cell = slot.and_then(Slot::cell);
            let is_plain = |cell: &SlotCell| cell.line_ends == 0 && !cell.span.is_empty();
            report.aligned.document.map.is_identity() && cell.is_some_and(is_plain)
        };
        let places = relations.map(|relation| (relation.table, relation.total));
        let places = places.filter(|place| !is_plain(place));
        let written = places.filter_map(|place| {
            let edits = edits_that_write(ANY_NUMBER, place, (report, origin))?;
            Some(CellWriting { place, edits })
        });
        written.collect()
    }

    /// The edits that write a number, if this is about the cell.
    pub(super) fn edits(&self, place: (usize, usize), number: &str) -> Option<Vec<Edit>> {
        let edits = self.edits.iter().map(|edit| Edit {
            span: edit.span,
            text: edit.text.replace(ANY_NUMBER, number),
        });
        (self.place == place).then(|| edits.collect())
    }
}

/// The edits that write a number into a cell of a report, by the numbers of its table and itself.
pub(crate) fn edits_that_write(
    number: &str,
    (table, cell): (usize, usize),
    (report, origin): (&ReportReading, Origin<'_>),
) -> Option<Vec<Edit>> {
    let table = report.table(table)?;
    let slot = table.slots.get(cell)?;
    let text = table.cell_text(&report.aligned.document, slot, number);
    let span = slot.span();
    Some(origin.write(&edit::Edit { span, text }))
}
