//! Computing every total of a text on demand.

use nianbao::analysis::fill_totals;
use nianbao::door::Edit;
use nianbao::edit::apply;
use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::views::{CellView, cells};

fn cell(text: &str, row: &str, column: &str) -> CellView {
    let reading = Reading::of(text, Forms::builtin(), &Settings::default());
    let mut cells = cells(&reading).into_iter();
    let found = cells.find(|cell| cell.ids == ["applications", row, column]);
    found.unwrap()
}

#[test]
fn nothing_rests_on_a_blank_total_that_cannot_be_added_up() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/reports/markdown.md");
    let mut text = std::fs::read_to_string(path).unwrap();
    for (row, written) in [("processed_total", ""), ("granted", "若干")] {
        let span = cell(&text, row, "natural").span;
        let edit = Edit {
            span,
            text: written.to_owned(),
        };
        text = apply(&text, &[edit]);
    }
    let carried_out = cell(&text, "carried_out", "natural");
    let edits = fill_totals(&text, Forms::builtin(), &Settings::default());
    assert!(
        edits.iter().all(|edit| edit.span != carried_out.span),
        "{edits:?}"
    );
}
