//! What holds of every text: nothing panics, places lie in the text, fixing ends, and no stated number is lost.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/fixtures.rs"]
mod fixtures;
#[path = "support/sound.rs"]
mod sound;

use std::sync::LazyLock;

use nianbao::analysis::{Memory, analyze, analyze_again, fill_totals, fix_all};
use nianbao::finding::Finding;
use nianbao::fix::{Edit, apply, compose, disjoint};
use nianbao::form::Forms;
use nianbao::settings::Settings;
use nianbao::span::Span;
use nianbao::views::cells;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use sound::assert_sound;

static REPORTS: LazyLock<Vec<String>> = LazyLock::new(|| {
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
fn words() -> Vec<String> {
    let mut words = vec!["2023年".to_string(), "政府信息公开工作年度报告".to_string()];
    for edition in &Forms::builtin().editions {
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
fn scraps() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(words()),
        4 => select(PIECES.as_slice()).prop_map(str::to_string),
        2 => Just("\n".to_string()),
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// One change of a text: where, how much of it goes, what comes.
type Change = (Index, usize, String);

fn change() -> impl Strategy<Value = Change> {
    let new = prop_oneof![
        Just(String::new()),
        select(PIECES.as_slice()).prop_map(str::to_string),
        select(words()),
        "[0-9]{1,3}",
    ];
    (any::<Index>(), 0..12usize, new)
}

/// The text with the change made, at character boundaries.
fn changed(text: &str, (at, length, new): &Change) -> String {
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
fn damaged_report() -> impl Strategy<Value = String> {
    let report = (0..REPORTS.len()).prop_map(|at| REPORTS[at].clone());
    (report, prop::collection::vec(change(), 0..6)).prop_map(|(text, changes)| {
        changes
            .iter()
            .fold(text, |text, change| changed(&text, change))
    })
}

/// A bundled report with some of its number cells blanked or overwritten.
fn report_with_other_numbers() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        3 => Just(String::new()),
        2 => "[0-9]{1,2}",
        1 => select(vec!["/", "１２", "1,234", "3件", "007", "-5", "若干"]).prop_map(str::to_string),
    ];
    let changes = prop::collection::vec((any::<Index>(), value), 0..12);
    (0..REPORTS.len(), changes).prop_map(|(at, changes)| {
        let text = &REPORTS[at];
        let cells = cells(text, Forms::builtin(), &Settings::default());
        let edits = changes.iter().map(|(at, value)| Edit {
            span: cells[at.index(cells.len())].span,
            text: value.clone(),
        });
        apply(text, &disjoint(edits.collect()))
    })
}

/// One such report, or two of them one below the other.
fn one_or_two_reports() -> impl Strategy<Value = String> {
    let report = || prop_oneof![damaged_report(), report_with_other_numbers()];
    prop_oneof![
        report(),
        (report(), report()).prop_map(|(first, second)| format!("{first}\n\n{second}")),
    ]
}

/// Each case reads whole reports; `PROPTEST_CASES` asks for more.
fn few_cases() -> ProptestConfig {
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

proptest! {
    #![proptest_config(few_cases())]

    #[test]
    fn scraps_of_reports_are_read_without_harm(text in scraps()) {
        assert_sound(&text);
    }

    #[test]
    fn any_characters_below_a_title_are_read_without_harm(text in "\\PC{0,200}") {
        assert_sound(&format!("甲县2023年政府信息公开工作年度报告\n{text}"));
    }

    #[test]
    fn a_report_cut_off_anywhere_is_read_without_harm(report in 0..REPORTS.len(), at: Index) {
        let text = &REPORTS[report];
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        assert_sound(&text[..places[at.index(places.len())]]);
    }

    #[test]
    fn a_damaged_report_is_read_without_harm(text in damaged_report()) {
        assert_sound(&text);
    }

    #[test]
    fn what_is_kept_of_earlier_texts_changes_nothing(texts in prop::collection::vec(one_or_two_reports(), 2..5)) {
        let (forms, settings) = (Forms::builtin(), Settings::default());
        let mut memory = Memory::default();
        // The same text twice in a row, then another, as edits and their undoing bring them.
        for text in texts.iter().flat_map(|text| [text, text]).chain(texts.first()) {
            prop_assert_eq!(analyze_again(text, forms, &settings, &mut memory), analyze(text, forms, &settings));
        }
    }

    #[test]
    fn safe_fixes_keep_every_stated_number(text in report_with_other_numbers()) {
        let settings = Settings::default();
        let before = cells(&text, Forms::builtin(), &settings);
        let fixed = apply(&text, &fix_all(&text, Forms::builtin(), &settings));
        let after = cells(&fixed, Forms::builtin(), &settings);
        assert_eq!(before.len(), after.len());
        for (before, after) in before.iter().zip(&after) {
            if before.value.is_some() {
                assert_eq!(&before.value, &after.value, "{}", before.name);
            }
        }
        // and what they fill breaks nothing that held before
        let is_sum = |finding: &&Finding| ["row-total", "column-total", "balance"].contains(&finding.code);
        let broken = |text: &str| {
            let findings = analyze(text, Forms::builtin(), &settings).findings;
            findings.iter().filter(is_sum).count()
        };
        assert!(broken(&fixed) <= broken(&text), "a safe fix broke a sum");
    }

    #[test]
    fn totals_once_computed_stay(text in report_with_other_numbers()) {
        let settings = Settings::default();
        let filled = apply(&text, &fill_totals(&text, Forms::builtin(), &settings));
        assert_eq!(fill_totals(&filled, Forms::builtin(), &settings), []);
    }
}

/// Sorted, disjoint edits of a text of this many bytes.
fn edits(length: usize) -> impl Strategy<Value = Vec<Edit>> {
    let edit = (0..=length, 0..4usize, "[a-d]{0,4}").prop_map(move |(start, width, text)| Edit {
        span: Span::new(start, (start + width).min(length)),
        text,
    });
    prop::collection::vec(edit, 0..6).prop_map(disjoint)
}

proptest! {
    #[test]
    fn edits_composed_do_what_they_do_one_after_the_other(
        (text, first, second) in "[0-9]{0,20}".prop_flat_map(|text| {
            let first = edits(text.len());
            (Just(text), first)
        }).prop_flat_map(|(text, first)| {
            let second = edits(apply(&text, &first).len());
            (Just(text), Just(first), second)
        })
    ) {
        let both = compose(&first, &second);
        let apart = apply(&apply(&text, &first), &second);
        prop_assert_eq!(apply(&text, &both), apart);
        let is_disjoint = both.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
        prop_assert!(is_disjoint, "{:?}", both);
    }
}
