//! The fixture reports under `tests/reports/`: what is found in them, and what fixing makes of them.
//!
//! A mismatch fails and lists what was missed and what was found without being expected. `UPDATE_EXPECT=1` rewrites the expectations instead;
//! read what it wrote before you keep it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/fixtures.rs"]
mod fixtures;

#[test]
fn every_fixture_says_what_it_expects() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1");
    let mut failures = Vec::new();
    for fixture in fixtures::all() {
        let wrong = fixture.mismatches();
        if wrong.is_empty() {
            continue;
        }
        if update {
            fixture.rewrite();
        } else {
            failures.push(format!("{}\n  {}", fixture.name, wrong.join("\n  ")));
        }
    }
    assert!(failures.is_empty(), "\n{}\n", failures.join("\n"));
}

#[test]
fn the_clean_bundled_reports_have_nothing_at_warning_or_above() {
    use nianbao::{analysis::analyze, finding::Severity, kit::Forms, settings::Settings};
    let reports = fixtures::bundled_reports();
    let clean = reports.iter().filter(|(name, _)| name != "faulty.md");
    for (name, text) in clean {
        let analysis = analyze(text, Forms::builtin(), &Settings::default());
        assert!(analysis.is_report, "{name} is not taken for a report");
        let mut loud = analysis.findings.iter();
        let loud = loud.find(|finding| finding.severity >= Severity::Warning);
        assert_eq!(loud, None, "{name}");
    }
}

#[test]
fn every_cell_of_the_clean_bundled_reports_is_found_with_a_number() {
    use nianbao::{
        kit::Forms,
        reading::Reading,
        settings::Settings,
        views::{CellState, cells},
    };
    for (name, text) in fixtures::bundled_reports() {
        if name == "faulty.md" {
            continue;
        }
        let reading = Reading::of(&text, Forms::builtin(), &Settings::default());
        let edition = reading.edition().expect("a report");
        // how many each edition has is counted in src/kit/official_tests.rs
        let n_cells: usize = edition.tables.iter().map(|table| table.n_cells).sum();
        let cells = cells(&reading);
        assert_eq!(cells.len(), n_cells, "{name}");
        for cell in cells {
            assert_eq!(cell.state, CellState::Found, "{name}: {}", cell.name);
            assert!(cell.value.is_some(), "{name}: {}", cell.name);
        }
    }
}

#[test]
fn a_clean_bundled_report_is_written_on_every_surface() {
    use nianbao::{kit::Forms, reading::Reading, settings::Settings, syntax::Surface};
    let mut shown: Vec<Surface> = Vec::new();
    for (name, text) in fixtures::bundled_reports() {
        if name == "faulty.md" {
            continue;
        }
        let reading = Reading::of(&text, Forms::builtin(), &Settings::default());
        let reports = reading.reports();
        shown.extend(reports.flat_map(|(report, _)| report.found_tables().map(|t| t.surface)));
    }
    // Numbers set apart by spaces are what is left of a table; the texts of tests/converted show them.
    let wanted = Surface::ALL.iter().filter(|s| **s != Surface::Spaced);
    let missing: Vec<&Surface> = wanted.filter(|s| !shown.contains(s)).collect();
    assert!(
        missing.is_empty(),
        "no clean report under examples/reports has tables that are read as {missing:?}"
    );
}

#[test]
fn a_clean_bundled_report_shows_every_official_edition() {
    use nianbao::{kit::Forms, reading::Reading, settings::Settings};
    let reports = fixtures::bundled_reports();
    let read = reports.iter().filter_map(|(_, text)| {
        let reading = Reading::of(text, Forms::builtin(), &Settings::default());
        reading.edition().map(|edition| edition.id.clone())
    });
    let shown: Vec<String> = read.collect();
    for edition in Forms::builtin().editions() {
        let id = &edition.id;
        assert!(
            shown.contains(id),
            "no report under examples/reports is on the edition {id}"
        );
    }
}
