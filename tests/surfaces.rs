//! A report says the same whatever way its tables are written: same cells, same findings, and totals are filled in place.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

#[path = "support/fixtures.rs"]
mod fixtures;
#[path = "support/seeds.rs"]
mod seeds;
#[path = "support/surfaces.rs"]
mod surfaces;

use nianbao::analysis::{analyze, fill_totals, fix_all};
use nianbao::door::Edit;
use nianbao::edit::apply;
use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::skeleton::Skeleton;
use nianbao::views::{CellState, CellView, cells};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use surfaces::{SURFACES, Written};

/// What is compared: each cell's name, value and state; each finding's code, severity, cell and words.
#[derive(Debug, PartialEq)]
struct Said {
    cells: Vec<String>,
    findings: Vec<String>,
}

impl Said {
    fn of(text: &str, settings: &Settings) -> Said {
        let squeeze = |text: &str| text.split_whitespace().collect::<String>();
        let cells = cells(&Reading::of(text, Forms::builtin(), settings));
        let cells = cells.iter().map(|cell| {
            let (name, written, state) = (&cell.name, squeeze(&cell.written), cell.state);
            format!("{name} = {written} ({state:?})")
        });
        let findings = analyze(text, Forms::builtin(), settings).findings;
        let mut findings: Vec<String> = findings
            .iter()
            .map(|finding| {
                let cell = finding.cell.as_deref().unwrap_or_default();
                let (code, message) = (finding.code, squeeze(&finding.message));
                format!("{code} {:?} {cell} {message}", finding.severity)
            })
            .collect();
        findings.sort();
        Said {
            cells: cells.collect(),
            findings,
        }
    }

    /// The lines in which `other` differs.
    fn differences(&self, other: &Said) -> Vec<String> {
        let mut lines = Vec::new();
        for (ours, theirs) in [
            (&self.cells, &other.cells),
            (&self.findings, &other.findings),
        ] {
            lines.extend(
                ours.iter()
                    .filter(|line| !theirs.contains(line))
                    .map(|line| format!("- {line}")),
            );
            lines.extend(
                theirs
                    .iter()
                    .filter(|line| !ours.contains(line))
                    .map(|line| format!("+ {line}")),
            );
        }
        if lines.is_empty() && self != other {
            lines.push("the same lines in another number or order".to_string());
        }
        lines
    }
}

/// Asserts that a report says the same on every surface that can hold it.
fn assert_same_everywhere(reports: &[(String, String, Settings)]) {
    let mut failures = Vec::new();
    for (name, text, settings) in reports {
        let said = Said::of(text, settings);
        let Some(written) = Written::read(text, settings.edition.as_deref()) else {
            continue;
        };
        for &surface in SURFACES.iter().filter(|surface| written.fits(**surface)) {
            let differences = said.differences(&Said::of(&written.on(surface), settings));
            if !differences.is_empty() {
                let shown = differences.iter().take(12).cloned().collect::<Vec<_>>();
                failures.push(format!("{name} on {surface:?}:\n  {}", shown.join("\n  ")));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}

#[test]
fn every_surface_is_among_those_that_reports_are_rewritten_on() {
    let mut read: Vec<nianbao::syntax::Surface> = Vec::new();
    for (_, text) in fixtures::bundled_reports() {
        let Some(written) = Written::read(&text, None) else {
            continue;
        };
        for &surface in SURFACES.iter().filter(|surface| written.fits(**surface)) {
            let text = written.on(surface);
            let reading = Reading::of(&text, Forms::builtin(), &Settings::default());
            for (report, _) in reading.reports() {
                read.extend(report.found_tables().map(|table| table.surface));
            }
        }
    }
    for surface in nianbao::syntax::Surface::ALL {
        // Spaces hold no blank cell; the made-up reports of tests/wild are written so.
        let is_left_out = *surface == nianbao::syntax::Surface::Spaced;
        assert!(
            read.contains(surface) || is_left_out,
            "no table of tests/support/layout.rs is read as {surface:?}: its `Surface` lacks a variant, or `row` writes it otherwise"
        );
    }
}

#[test]
fn what_is_inserted_on_a_surface_is_read_as_that_surface() {
    let edition = Forms::builtin().edition("2021").unwrap();
    for &surface in nianbao::syntax::Surface::ALL {
        let skeleton = Skeleton {
            surface,
            markdown_headings: false,
            newline: "\n",
        };
        let mut text = String::from("青石县林业局2023年政府信息公开工作年度报告\n");
        for section in &edition.sections {
            text += &skeleton.heading(section);
            if let Some(table) = section.table {
                text += &skeleton.table_with(&edition.tables[table], |_| "0".to_owned());
            }
        }
        let reading = Reading::of(&text, Forms::builtin(), &Settings::default());
        let reports = reading.reports();
        let read = reports.flat_map(|(report, _)| report.found_tables().map(|t| t.surface));
        assert_eq!(
            read.collect::<Vec<_>>(),
            [surface; 3],
            "src/skeleton.rs writes the tables of {surface:?} so that they are read otherwise"
        );
        let unread = cells(&reading).into_iter();
        let unread = unread.filter(|cell| cell.state != CellState::Found);
        let unread: Vec<String> = unread.map(|cell| cell.name).collect();
        assert_eq!(unread, [""; 0], "src/skeleton.rs as {surface:?}");
    }
}

#[test]
fn the_mark_of_a_surface_is_what_its_rows_are_written_with() {
    for &surface in nianbao::syntax::Surface::ALL {
        let skeleton = Skeleton {
            surface,
            markdown_headings: false,
            newline: "\n",
        };
        let row = skeleton.row("甲", &["乙".to_owned()]);
        let between = row.split(['甲', '乙']).nth(1).unwrap();
        let mark: Vec<char> = between.trim_matches(' ').chars().collect();
        let written = match mark.as_slice() {
            [mark] if *mark != '\n' => Some(*mark),
            _ => None,
        };
        let is_known = match (surface.mark(), written) {
            (Some(is_mark), Some(written)) => is_mark(written),
            (None, None) => true,
            _ => false,
        };
        assert!(
            is_known,
            "src/skeleton.rs writes {between:?} between two cells of {surface:?}: `mark` of src/syntax/surface.rs says otherwise"
        );
        let is_padded = written.is_some_and(|mark| between == format!(" {mark} "));
        assert_eq!(
            surface.is_padded(),
            is_padded,
            "src/skeleton.rs writes {between:?} between two cells of {surface:?}: `is_padded` of src/syntax/surface.rs says otherwise"
        );
        assert!(
            written.is_none() || surface.keeps_blanks(),
            "between two marks of {surface:?} stands a blank cell: `keeps_blanks` of src/syntax/surface.rs says otherwise"
        );
    }
}

#[test]
fn the_bundled_reports_say_the_same_on_every_surface() {
    let reports = fixtures::bundled_reports().into_iter();
    let reports: Vec<_> = reports
        .map(|(name, text)| (name, text, Settings::default()))
        .collect();
    assert_same_everywhere(&reports);
}

#[test]
fn the_fixture_reports_say_the_same_on_every_surface() {
    let reports: Vec<_> = fixtures::all()
        .into_iter()
        .map(|fixture| (fixture.name, fixture.text, fixture.settings))
        .collect();
    assert_same_everywhere(&reports);
}

#[test]
fn real_reports_say_the_same_on_every_surface() {
    let reports = seeds::seeds().into_iter();
    let reports: Vec<_> = reports
        .map(|(name, text)| (name, text, Settings::default()))
        .collect();
    assert_same_everywhere(&reports);
}

/// The clean bundled reports, each as it is and on every other surface, with every line end and with none after the last line.
fn clean_reports_of_all_kinds() -> Vec<(String, String)> {
    let mut reports = Vec::new();
    for (name, text) in fixtures::bundled_reports() {
        if name == "faulty.md" {
            continue;
        }
        let written = Written::read(&text, None).unwrap();
        for &surface in SURFACES {
            reports.push((format!("{name} on {surface:?}"), written.on(surface)));
        }
        for (end, what) in [("\r\n", "CRLF"), ("\r", "CR")] {
            reports.push((format!("{name} with {what}"), text.replace('\n', end)));
        }
        let bare = text.trim_end().to_string();
        reports.push((format!("{name} without a last line end"), bare));
        reports.push((
            format!("{name} behind a mark of byte order"),
            format!("\u{FEFF}{text}"),
        ));
        reports.push((name, text));
    }
    reports
}

fn cells_of(text: &str) -> Vec<CellView> {
    cells(&Reading::of(text, Forms::builtin(), &Settings::default()))
}

#[test]
fn a_report_that_lost_its_line_ends_is_read_all_the_same() {
    let reports = fixtures::bundled_reports();
    let (_, text) = reports
        .iter()
        .find(|(name, _)| name == "lines.txt")
        .unwrap();
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let values = |text: &str| -> Vec<_> {
        let cells = cells_of(text).into_iter();
        cells
            .map(|cell| (cell.name, cell.value, cell.state))
            .collect()
    };
    assert_eq!(values(&one_line), values(text));
    let found = analyze(&one_line, Forms::builtin(), &Settings::default());
    assert_eq!(found.findings, []);
}

/// Whether a cell is a total by the form.
fn is_total(cell: &CellView) -> bool {
    let [table, row, column] = &cell.ids;
    table != "proactive" && (column == "total" || row == "processed_total")
}

fn without(text: &str, blanked: &[&CellView]) -> String {
    let edits = blanked.iter().map(|cell| Edit {
        span: cell.span,
        text: String::new(),
    });
    apply(text, &edits.collect::<Vec<_>>())
}

/// Asserts that `fixed` is `text` again, or says which line differs.
fn assert_restored(name: &str, what: &str, text: &str, fixed: &str) {
    if text == fixed {
        return;
    }
    let lines = |text: &str| {
        text.split(['\n', '\r'])
            .map(str::to_string)
            .collect::<Vec<_>>()
    };
    let (before, after) = (lines(text), lines(fixed));
    let differs = before.iter().zip(&after).find(|(a, b)| a != b);
    panic!(
        "{name}: {what} is not restored: {differs:?} ({} and {} lines)",
        before.len(),
        after.len()
    );
}

#[test]
fn a_blank_total_is_filled_where_its_characters_stood() {
    let settings = Settings::default();
    for (name, text) in clean_reports_of_all_kinds() {
        let cells = cells_of(&text);
        let totals = cells.iter().filter(|cell| is_total(cell));
        // one total at a time, from every corner of the tables
        for total in totals.step_by(5) {
            let torn = without(&text, &[total]);
            let edits = fix_all(&torn, Forms::builtin(), &settings);
            assert_eq!(edits.len(), 1, "{name}: {}", total.name);
            let fixed = apply(&torn, &edits);
            assert_restored(&name, &total.name, &text, &fixed);
            let again = fix_all(&fixed, Forms::builtin(), &settings);
            assert_eq!(again, [], "{name}: {}", total.name);
        }
    }
}

#[test]
fn all_blank_totals_are_filled_at_once() {
    let settings = Settings::default();
    for (name, text) in clean_reports_of_all_kinds() {
        let cells = cells_of(&text);
        let totals: Vec<&CellView> = cells.iter().filter(|cell| is_total(cell)).collect();
        let torn = without(&text, &totals);
        for edits in [
            fix_all(&torn, Forms::builtin(), &settings),
            fill_totals(&torn, Forms::builtin(), &settings),
        ] {
            assert_restored(&name, "every total", &text, &apply(&torn, &edits));
        }
    }
}

#[test]
fn wrong_totals_are_computed_anew_on_demand() {
    let settings = Settings::default();
    for (name, text) in clean_reports_of_all_kinds() {
        let cells = cells_of(&text);
        let totals = cells.iter().filter(|cell| is_total(cell));
        let wrong: Vec<Edit> = totals
            .map(|cell| Edit {
                span: cell.span,
                text: format!("{}7", cell.written),
            })
            .collect();
        let torn = apply(&text, &wrong);
        let edits = fill_totals(&torn, Forms::builtin(), &settings);
        let fixed = apply(&torn, &edits);
        assert_restored(&name, "every total", &text, &fixed);
        let again = fill_totals(&fixed, Forms::builtin(), &settings);
        assert_eq!(again, [], "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn blanks_and_other_numbers_are_the_same_on_every_surface(
        report: Index,
        changes in prop::collection::vec((any::<Index>(), select(vec!["", "", "", "3", "17", "/", "１２", "4件"])), 1..10),
    ) {
        let reports = fixtures::bundled_reports();
        let (name, text) = &reports[report.index(reports.len())];
        let cells = cells_of(text);
        let edits = changes.iter().map(|(at, value)| Edit {
            span: cells[at.index(cells.len())].span,
            text: value.to_string(),
        });
        let changed = apply(text, &nianbao::edit::disjoint(edits.collect()));
        assert_same_everywhere(&[(name.clone(), changed, Settings::default())]);
    }
}
