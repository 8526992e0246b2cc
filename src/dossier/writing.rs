//! How numbers are written into cells that are compared with those of other reports.

use crate::door::{Edit, Origin};
use crate::edit;
use crate::reading::ReportReading;

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
