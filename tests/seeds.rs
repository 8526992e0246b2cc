//! Five real reports: every cell in its place, what is wrong with them, and nothing else.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/seeds.rs"]
mod support;

use nianbao::analysis::analyze;
use nianbao::door::Edit;
use nianbao::door::Finding;
use nianbao::edit::apply;
use nianbao::finding::Severity;
use nianbao::fix::Applicability;
use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::views::{CellState, CellView, cells};
use support::seeds;

/// A finding that is right: its code, and words that stand in the line it begins in.
type Right = (&'static str, &'static str);

/// What is to be said aloud of each seed; codes that a later stage of the project adds may be missing.
const RIGHT: [(&str, &[Right], &[Right]); 5] = [
    ("000", &[("cell-count", "")], &[]),
    ("001", &[("duplicate-section", "一、总体情况")], &[]),
    (
        "002",
        &[("column-header", "社会组织")],
        &[
            ("narrative-mismatch", "3 件"),
            ("report-date", "2020年1月29日"),
        ],
    ),
    ("003", &[], &[]),
    (
        "004",
        &[
            ("section-title", "一、总体要求"),
            ("section-title", "五、存在的问题及改进情况"),
            ("row-total", "0"),
            ("column-total", "0"),
        ],
        &[("suspect-cell", "8")],
    ),
];

fn findings_of(text: &str) -> Vec<Finding> {
    analyze(text, Forms::builtin(), &Settings::default()).findings
}

fn cells_of(text: &str) -> Vec<CellView> {
    cells(&Reading::of(text, Forms::builtin(), &Settings::default()))
}

fn line_of(text: &str, at: u32) -> &str {
    let at = at as usize;
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    &text[start..end]
}

#[test]
fn what_is_right_is_said_and_nothing_else() {
    for (name, text) in seeds() {
        let (_, due, later) = RIGHT.iter().find(|(seed, ..)| *seed == name).unwrap();
        let mut loud = findings_of(&text);
        loud.retain(|finding| finding.severity >= Severity::Warning);
        let mut take = |(code, words): &Right| {
            let said = loud.iter().position(|finding| {
                finding.code == *code && line_of(&text, finding.span.start).contains(words)
            });
            said.map(|at| loud.remove(at)).is_some()
        };
        for right in *due {
            assert!(take(right), "{name}: not said: {right:?}");
        }
        for right in *later {
            take(right);
        }
        assert_eq!(loud, [], "{name}");
    }
}

#[test]
fn characters_left_out_are_said_quietly() {
    let quiet = [
        ("003", vec![("column-header", "结果")]),
        ("004", vec![("row-label", "（二）部分公开")]),
    ];
    for (name, text) in seeds() {
        let findings = findings_of(&text);
        let said = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Information);
        let said: Vec<(&str, &str)> = said
            .map(|finding| (finding.code, finding.span.of(&text)))
            .collect();
        let expected = quiet.iter().find(|(seed, _)| *seed == name);
        let expected = expected.map(|(_, expected)| expected.clone());
        assert_eq!(said, expected.unwrap_or_default(), "{name}");
    }
}

#[test]
fn every_number_is_found_in_its_place() {
    let found = [
        ("000", 189),
        ("001", 200),
        ("002", 198),
        ("003", 200),
        ("004", 200),
    ];
    for (name, text) in seeds() {
        let (_, expected) = found.iter().find(|(seed, _)| *seed == name).unwrap();
        let cells = cells_of(&text);
        let stated = cells.iter().filter(|cell| !cell.written.is_empty());
        assert_eq!(stated.count(), *expected, "{name}");
        // the four numbers of part four in 000 are known by their order alone
        let placed = cells
            .iter()
            .filter(|cell| cell.state == CellState::Found)
            .count();
        let expected = if name == "000" { 185 } else { *expected };
        assert_eq!(placed, expected, "{name}");
    }
}

/// What the parts of a row of part three or a block of part four come to, less the cell of that name.
fn sum_of_others(cells: &[CellView], total: &CellView) -> i64 {
    let others = cells.iter().filter(|cell| {
        cell.ids[0] == total.ids[0] && cell.ids[1] == total.ids[1] && cell.ids[2] != "total"
    });
    others
        .filter_map(|cell| cell.value.as_ref()?.parse::<i64>().ok())
        .sum()
}

#[test]
fn a_deleted_total_is_offered_again() {
    for (name, text) in seeds() {
        let cells = cells_of(&text);
        let totals = cells
            .iter()
            .filter(|cell| cell.ids[2] == "total" && cell.state == CellState::Found);
        for total in totals {
            let deleted = Edit {
                span: total.span,
                text: String::new(),
            };
            let torn = apply(&text, &[deleted]);
            let findings = findings_of(&torn);
            let blank = findings.iter().find(|finding| {
                finding.code == "blank-total" && finding.cell.as_ref() == Some(&total.name)
            });
            let place = format!("{name}: {}", total.name);
            let blank = blank.unwrap_or_else(|| panic!("{place} is not missed"));
            let fix = blank
                .fixes
                .first()
                .unwrap_or_else(|| panic!("{place} has no fix"));
            let fixed = apply(&torn, fix.edits());
            let sum = sum_of_others(&cells, total);
            let now = cells_of(&fixed);
            let now = now.iter().find(|cell| cell.name == total.name).unwrap();
            assert_eq!(now.value, Some(sum.to_string()), "{place}");
            // only the row whose parts disagree with its column leaves the question open
            let is_disputed = total.value != Some(sum.to_string());
            let expected = if is_disputed {
                Applicability::Unsafe
            } else {
                Applicability::Safe
            };
            assert_eq!(fix.applicability, expected, "{place}");
            if !is_disputed {
                assert_eq!(fixed, text, "{place}");
            }
        }
    }
}
