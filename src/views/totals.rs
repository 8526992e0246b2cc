//! Every total of a report computed from its parts, and every blank filled.

use std::collections::BTreeSet;

use crate::door::{Edit, Origin};
use crate::edit::{self, apply, disjoint};
use crate::reading::{Reading, ReportReading};
use crate::views::offers::Read;
use crate::views::placed::PlacedCells;

/// Tables in which zeros would be misread are left out so many times; what still moves others then is not made.
const MAX_ROUNDS: usize = 4;

/// Every total of a text computed from its parts, blanks as 0, overwriting stated ones: the writer's explicit wish. Sorted, disjoint edits.
pub fn fill_totals_of(reading: &Reading) -> Vec<Edit> {
    let reports = reading.reports();
    reports
        .flat_map(|(report, origin)| of_report(report, origin))
        .collect()
}

/// The same for `text`, of which `reading` is one and `read` makes others: once the edits are made, each cell says what it was meant to, and no total is
/// left to be computed. In a table that lost cells a total written into a blank may be read as another cell; then stated totals alone are overwritten, or
/// nothing is.
pub fn settled_totals(reading: &Reading, text: &str, read: &Read<'_>) -> Vec<Edit> {
    let mut edits = fill_totals_of(reading);
    if edits.is_empty() {
        return edits;
    }
    let cells = PlacedCells::of(reading);
    let is_settled = |edits: &[Edit]| {
        let after = read(&apply(text, edits));
        let is_left = !fill_totals_of(&after).is_empty();
        !is_left && cells.misread(edits, &after).next().is_none()
    };
    if !is_settled(&edits) {
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

/// Every blank number cell of `text` filled: with what the relations tell, else with 0. Totals that cannot be computed stay blank, and so does each table in
/// which what is written would be read otherwise, or more would be left to be filled. `reading` is one of the text, `read` makes others. Sorted, disjoint edits.
pub fn settled_zeros(reading: &Reading, text: &str, read: &Read<'_>) -> Vec<Edit> {
    let mut tables = zeros_of(reading);
    let cells = PlacedCells::of(reading);
    for _ in 0..MAX_ROUNDS {
        let edits = disjoint(tables.concat());
        if cells.are_in_grids(&edits) {
            return edits;
        }
        let after = read(&apply(text, &edits));
        let misread: BTreeSet<usize> = cells.misread(&edits, &after).collect();
        let left = zeros_of(&after).into_iter().map(|left| !left.is_empty());
        let mut is_settled = true;
        for (at, (table, is_left)) in tables.iter_mut().zip(left).enumerate() {
            if misread.contains(&at) || is_left && !table.is_empty() {
                table.clear();
                is_settled = false;
            }
        }
        if is_settled {
            return edits;
        }
    }
    Vec::new()
}

/// The same table by table, as the relations have it.
fn zeros_of(reading: &Reading) -> Vec<Vec<Edit>> {
    let mut all = Vec::new();
    for (report, origin) in reading.reports() {
        let document = &report.aligned.document;
        for table in &report.tables {
            let blanks = table.figures.filled(table.spec()).into_iter();
            let edits = blanks.flat_map(|(cell, value)| {
                let slot = &table.slots[cell];
                origin.write(&edit::Edit {
                    span: slot.span(),
                    text: table.cell_text(document, slot, &value.to_string()),
                })
            });
            all.push(edits.collect());
        }
    }
    all
}
