use super::*;
use crate::analysis::analyze;
use crate::kit::Forms;
use crate::reading::Reading;
use crate::settings::Settings;

const LAST: &str = include_str!("../../examples/reports/markdown.md");

fn begun(unit: &str, year: u16, last: Option<&str>) -> String {
    let forms = Forms::builtin();
    let mut editions = forms.editions();
    let edition = editions
        .find(|edition| edition.is_prescribed_for(year))
        .unwrap();
    let reading = Reading::of(last.unwrap_or_default(), forms, &Settings::default());
    let last = reading.reports().next().map(|(report, _)| report);
    new_report(edition, &Beginning { unit, year, last })
}

fn said(text: &str) -> Vec<&'static str> {
    let analysis = analyze(text, Forms::builtin(), &Settings::default());
    let mut codes: Vec<_> = analysis.findings.iter().map(|found| found.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn all_that_is_missing_in_a_new_report_is_what_has_to_be_filled_in() {
    for year in [2020, 2024] {
        let text = begun("丁县粮食局", year, None);
        assert!(text.starts_with(&format!("# 丁县粮食局{year}年政府信息公开工作年度报告\n")));
        assert_eq!(
            said(&text),
            ["blank-cell", "empty-section", "template-text"],
            "{text}"
        );
    }
}

#[test]
fn what_was_carried_over_stands_in_its_columns_and_nothing_else_does() {
    let text = begun("丁县粮食局", 2025, Some(LAST));
    let carried = text
        .lines()
        .find(|line| line.starts_with("| 二、上年结转"))
        .unwrap();
    assert_eq!(
        carried,
        "| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 1 | 0 | 1 |"
    );
    let numbers = |line: &&str| {
        line.starts_with('|')
            && line
                .split('|')
                .any(|cell| cell.trim().parse::<u32>().is_ok())
    };
    assert_eq!(text.lines().filter(numbers).count(), 1, "{text}");
}

#[test]
fn last_years_sentences_are_worded_anew_without_their_numbers() {
    let last = LAST.replace(
        "收到政府信息公开申请19件，没有上年结转的申请；办结18件，结转下年度1件。",
        "2024年收到政府信息公开申请19件，上年结转0件；办结18件，结转下年度1件。",
    );
    let text = begun("丁县粮食局", 2025, Some(&last));
    let sentence = "2025年收到政府信息公开申请____件，上年结转1件；办结____件，结转下年度____件。";
    assert!(text.contains(sentence), "{text}");
    assert!(
        text.contains("\n年内制发行政规范性文件____件。\n"),
        "{text}"
    );
    assert!(!text.contains("渡口"), "nothing else is taken over");
}

#[test]
fn the_unit_is_read_off_the_title() {
    for (title, unit) in [
        (
            "南渡区交通运输局2024年政府信息公开工作年度报告",
            "南渡区交通运输局",
        ),
        (
            "2024年度戊市（新区）水务局政府信息公开年报",
            "戊市（新区）水务局",
        ),
    ] {
        let text = LAST.replacen("南渡区交通运输局2024年政府信息公开工作年度报告", title, 1);
        let reading = Reading::of(&text, Forms::builtin(), &Settings::default());
        let (report, _) = reading.reports().next().unwrap();
        assert_eq!(unit_of(report).as_deref(), Some(unit));
    }
}
