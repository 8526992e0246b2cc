//! Every total of a report computed from its parts.

use crate::fix::{Edit, disjoint};
use crate::reading::{Reading, ReportReading};
use crate::several::of_each_report;

/// Every total of a text computed from its parts, blanks as 0, overwriting stated ones: the writer's explicit wish. Sorted, disjoint edits.
pub fn fill_totals_of(reading: &Reading) -> Vec<Edit> {
    of_each_report(reading, of_report)
}

fn of_report(report: &ReportReading) -> Vec<Edit> {
    let document = &report.aligned.document;
    let mut edits = Vec::new();
    for table in &report.tables {
        for (cell, value) in table.figures.recomputed(table.system()) {
            let slot = &table.slots[cell];
            let edit = Edit {
                span: slot.span,
                text: table.cell_text(document, slot, &value.to_string()),
            };
            edits.extend(document.map.source_edits(&edit));
        }
    }
    disjoint(edits)
}
