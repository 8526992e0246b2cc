//! Editions side by side: which one a report is held against when they share most of their labels.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use nianbao::analysis::analyze;
use nianbao::form::{Edition, load_edition};
use nianbao::kit::Forms;
use nianbao::locale::Locale;
use nianbao::settings::Settings;

const OFFICIAL: &str = include_str!("../src/form/editions/2021.toml");
const REPORT: &str = include_str!("../examples/reports/bars.txt");

/// The form of 2021 as another edition, with one row more.
fn with_one_row_more(id: &str, years: &str) -> Edition {
    let row = "[[table.row]]\nid = \"granted_again\"\nlabel = \"（八）再次予以公开\"\ngroup = \"processed\"\n\n";
    let before = "[[table.row]]\nid = \"processed_total\"";
    assert_eq!(OFFICIAL.matches(before).count(), 1);
    let toml = prescribed(years)
        .replace("id = \"2021\"", &format!("id = \"{id}\""))
        .replace(before, &format!("{row}{before}"));
    loaded(&toml)
}

/// The form of 2021 as it would be if it were prescribed for other years.
fn prescribed(years: &str) -> String {
    let lines = OFFICIAL.lines();
    let lines = lines.filter(|line| !line.starts_with("last-year"));
    let lines = lines.map(|line| match line.starts_with("first-year") {
        true => years,
        false => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn loaded(toml: &str) -> Edition {
    load_edition(toml, Locale::English).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

/// The code of each finding, with the words it points at, and the edition.
fn found(text: &str, forms: &Forms) -> (Vec<String>, Option<String>) {
    let analysis = analyze(text, forms, &Settings::default());
    let line =
        |finding: &nianbao::door::Finding| format!("{} ⟦{}⟧", finding.code, finding.span.of(text));
    (
        analysis.findings.iter().map(line).collect(),
        analysis.edition,
    )
}

/// The bundled report, dated otherwise.
fn dated(year: u16) -> String {
    REPORT
        .replace("2023", &year.to_string())
        .replace("2024", &(year + 1).to_string())
}

/// The same with the row that only the own edition has.
fn with_the_row(report: &str) -> String {
    let before = "| （七）总计";
    let at = report
        .find(before)
        .or_else(|| report.find("（七）总计"))
        .unwrap();
    let start = report[..at].rfind('\n').unwrap() + 1;
    let row = report[start..].lines().next().unwrap();
    let mut zeros = String::new();
    for c in row.replace("（七）总计", "（八）再次予以公开").chars() {
        match c.is_ascii_digit() {
            true if zeros.ends_with('0') => {}
            true => zeros.push('0'),
            false => zeros.push(c),
        }
    }
    format!("{}{zeros}\n{}", &report[..start], &report[start..])
}

#[test]
fn an_own_edition_beside_the_official_ones_changes_nothing_for_reports_on_those() {
    let own = Forms::with_own(vec![with_one_row_more("own", "first-year = 2021")]);
    let (findings, edition) = found(&dated(2020), &own);
    assert_eq!(findings, ["wrong-edition ⟦本年制发件数⟧"]);
    assert_eq!(edition.as_deref(), Some("2021"));
    assert_eq!(
        found(&dated(2020), &own),
        found(&dated(2020), Forms::builtin())
    );
    let (findings, edition) = found(&dated(2023), &own);
    assert_eq!(findings, [""; 0]);
    assert_eq!(edition.as_deref(), Some("2021"));
}

#[test]
fn a_report_with_the_row_of_an_own_edition_is_held_against_it() {
    let own = Forms::with_own(vec![with_one_row_more("own", "first-year = 2021")]);
    let (findings, edition) = found(&with_the_row(&dated(2023)), &own);
    assert_eq!(findings, [""; 0]);
    assert_eq!(edition.as_deref(), Some("own"));
}

#[test]
fn the_year_tells_a_next_official_edition_that_keeps_most_labels() {
    let earlier = Forms::builtin().editions();
    let earlier = earlier.filter(|edition| edition.first_year < 2021).cloned();
    let mut editions = vec![
        with_one_row_more("2027", "first-year = 2027"),
        loaded(&prescribed("first-year = 2021\nlast-year = 2026")),
    ];
    editions.extend(earlier);
    let forms = Forms::new(editions);
    assert_eq!(
        found(&dated(2023), &forms),
        (vec![], Some("2021".to_owned()))
    );
    // a report of that year without the row is told so; one that has it is clean
    let (findings, edition) = found(&dated(2027), &forms);
    assert_eq!(edition.as_deref(), Some("2027"));
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].starts_with("missing-row "), "{findings:?}");
    let (findings, edition) = found(&with_the_row(&dated(2027)), &forms);
    assert_eq!((findings, edition.as_deref()), (vec![], Some("2027")));
    // its tables under an earlier year
    let (findings, edition) = found(&with_the_row(&dated(2023)), &forms);
    assert_eq!(edition.as_deref(), Some("2027"));
    assert_eq!(findings, ["wrong-edition ⟦（八）再次予以公开⟧"]);
}
