//! Every total of a report computed from its parts.

use crate::door::{Edit, Origin};
use crate::edit::{self, apply, disjoint};
use crate::reading::{Reading, ReportReading};
use crate::views::offers::Read;

/// Every total of a text computed from its parts, blanks as 0, overwriting stated ones: the writer's explicit wish. Sorted, disjoint edits.
pub fn fill_totals_of(reading: &Reading) -> Vec<Edit> {
    let reports = reading.reports();
    reports
        .flat_map(|(report, origin)| of_report(report, origin))
        .collect()
}

/// The same for `text`, of which `reading` is one and `read` makes others: once the edits are made, no total is left to be computed. In a table that lost
/// cells a total written into a blank may be read as another cell; then stated totals alone are overwritten, or nothing is.
pub fn settled_totals(reading: &Reading, text: &str, read: &Read<'_>) -> Vec<Edit> {
    let mut edits = fill_totals_of(reading);
    let is_settled = |edits: &[Edit]| fill_totals_of(&read(&apply(text, edits))).is_empty();
    if !edits.is_empty() && !is_settled(&edits) {
        edits.retain(|edit| !edit.span.of(text).trim().is_empty());
        if !is_settled(&edits) {
            edits.clear();
        }
    }
    edits
}

fn of_report(report: &ReportReading, origin: Origin<'_>) -> Vec<Edit> {
    let document = &report.aligned.document;
    let mut edits = Vec::new();
    for table in &report.tables {
        for (cell, value) in table.figures.recomputed(table.system()) {
            let slot = &table.slots[cell];
            edits.extend(origin.write(&edit::Edit {
                span: slot.span(),
                text: table.cell_text(document, slot, &value.to_string()),
            }));
        }
    }
    disjoint(edits)
}

/// Every blank number cell of a text filled: with what the relations tell, else with 0. Totals that parts contradict stay blank. Sorted, disjoint edits.
pub fn fill_zeros_of(reading: &Reading) -> Vec<Edit> {
    let mut all = Vec::new();
    for (report, origin) in reading.reports() {
        let document = &report.aligned.document;
        for table in &report.tables {
            for (cell, value) in table.figures.filled(table.spec()) {
                let slot = &table.slots[cell];
                all.extend(origin.write(&edit::Edit {
                    span: slot.span(),
                    text: table.cell_text(document, slot, &value.to_string()),
                }));
            }
        }
    }
    disjoint(all)
}
