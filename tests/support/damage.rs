//! Texts that were a report once: torn, with other numbers, and scraps of one.
#![allow(dead_code, clippy::unwrap_used)]

use std::sync::LazyLock;

use nianbao::door::Edit;
use nianbao::edit::{apply, disjoint};
use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::views::cells;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::fixtures;

/// The bundled reports.
pub static REPORTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let reports = fixtures::bundled_reports().into_iter();
    reports.map(|(_, text)| text).collect()
});

/// Characters that texts from word processors and web pages hold, and that readers stumble over.
const PIECES: [&str; 40] = [
    "中",
    "𠮷",
    "é",
    "\u{301}",
    "\t",
    "\r\n",
    "\r",
    "\n",
    "\u{b}",
    "\u{c}",
    "\u{85}",
    "\u{2028}",
    "\u{3000}",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    " ",
    "  ",
    "|",
    " | ",
    "||",
    "\\|",
    "---",
    "0",
    "7",
    "１２",
    "1,234",
    "-",
    "—",
    "/",
    "+3",
    "999999999999999999999",
    "<td>",
    "</p>",
    "&nbsp;",
    "&#12289;",
    "<table>",
    "⟦",
    "#",
    "*",
];

/// Words of the form, as pieces of a text.
pub fn words() -> Vec<String> {
    let mut words = vec!["2023年".to_string(), "政府信息公开工作年度报告".to_string()];
    for edition in Forms::builtin().editions() {
        let sections = edition.sections.iter();
        words.extend(sections.map(|section| format!("{}、{}", section.number, section.title)));
        for table in &edition.tables {
            words.extend(table.rows.iter().map(|row| row.label.clone()));
            words.extend(table.groups.iter().map(|group| group.label.clone()));
            words.extend(table.columns.iter().map(|column| column.label.clone()));
        }
    }
    words
}

/// A text of the form's words, numbers, separators and rubbish, in any order.
pub fn scraps() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(words()),
        4 => select(PIECES.as_slice()).prop_map(str::to_string),
        2 => Just("\n".to_string()),
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// One change of a text: where, how much of it goes, what comes.
pub type Change = (Index, usize, String);

pub fn change() -> impl Strategy<Value = Change> {
    let new = prop_oneof![
        Just(String::new()),
        select(PIECES.as_slice()).prop_map(str::to_string),
        select(words()),
        "[0-9]{1,3}",
    ];
    (any::<Index>(), 0..12usize, new)
}

/// The text with the change made, at character boundaries.
pub fn changed(text: &str, (at, length, new): &Change) -> String {
    let places: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let start = at.index(places.len());
    let end = (start + length).min(places.len() - 1);
    format!("{}{new}{}", &text[..places[start]], &text[places[end]..])
}

/// A bundled report after a few changes.
pub fn damaged_report() -> impl Strategy<Value = String> {
    let report = (0..REPORTS.len()).prop_map(|at| REPORTS[at].clone());
    (report, prop::collection::vec(change(), 0..6)).prop_map(|(text, changes)| {
        changes
            .iter()
            .fold(text, |text, change| changed(&text, change))
    })
}

/// A bundled report with some of its number cells blanked or overwritten.
pub fn report_with_other_numbers() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        3 => Just(String::new()),
        2 => "[0-9]{1,2}",
        1 => select(vec!["/", "１２", "1,234", "3件", "007", "-5", "若干"]).prop_map(str::to_string),
    ];
    let changes = prop::collection::vec((any::<Index>(), value), 0..12);
    (0..REPORTS.len(), changes).prop_map(|(at, changes)| {
        let text = &REPORTS[at];
        let cells = cells(&Reading::of(text, Forms::builtin(), &Settings::default()));
        let edits = changes.iter().map(|(at, value)| Edit {
            span: cells[at.index(cells.len())].span,
            text: value.clone(),
        });
        apply(text, &disjoint(edits.collect()))
    })
}

/// Each case reads whole reports; `PROPTEST_CASES` asks for more.
pub fn few_cases() -> ProptestConfig {
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    ProptestConfig {
        cases: if asked {
            ProptestConfig::default().cases
        } else {
            64
        },
        ..ProptestConfig::default()
    }
}
