//! Whole reports: who reports, sentences beside the tables, and when a correction is offered.

use nianbao::finding::Finding;
use nianbao::kit::Forms;
use nianbao::settings::Settings;
use nianbao::span::Source;

use crate::{base, with_paragraph};

const TITLE: &str = "# 南渡区交通运输局2024年政府信息公开工作年度报告";

fn mismatches(report: &str) -> Vec<Finding<Source>> {
    let analysis = nianbao::analysis::analyze(report, Forms::builtin(), &Settings::default());
    let mut findings = analysis.findings;
    findings.retain(|finding| finding.code == "narrative-mismatch");
    findings
}

/// The texts that are found to differ from the tables.
fn differing(report: &str) -> Vec<&str> {
    let findings = mismatches(report);
    let text = |finding: &Finding<Source>| &report[finding.span.range()];
    findings.iter().map(text).collect()
}

#[test]
fn a_sentence_above_a_table_is_read() {
    let heading = "## 二、主动公开政府信息情况\n";
    let said =
        "\n全年作出行政处罚处理决定152件，\n制发行政规范性文件1件，废止行政规范性文件2件。\n";
    let report = base().replace(heading, &format!("{heading}{said}"));
    assert_eq!(differing(&report), ["152", "2"]);
}

#[test]
fn a_sentence_between_the_rows_of_a_table_without_bars_is_read() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/reports/lines.txt");
    let Ok(report) = std::fs::read_to_string(file) else {
        panic!("{file}")
    };
    let heading = "三、收到和处理政府信息公开申请情况\n";
    assert!(report.contains(heading));
    assert_eq!(differing(&report), [""; 0]);
    let said = "本年度作出行政许可处理决定765432件。\n";
    let report = report.replace(heading, &format!("{heading}{said}"));
    assert_eq!(differing(&report), ["765432"]);
}

#[test]
fn a_government_on_the_line_above_the_title_reports_for_its_area() {
    let said = with_paragraph("2024年，全市共收到政府信息公开申请21件。");
    assert_eq!(differing(&said), [""; 0]);
    let apart = "# 南渡市人民政府\n# 2024年政府信息公开工作年度报告";
    assert_eq!(differing(&said.replace(TITLE, apart)), ["21"]);
    let apart = "# 南渡市水务局\n# 2024年政府信息公开工作年度报告";
    assert_eq!(differing(&said.replace(TITLE, apart)), [""; 0]);
}

#[test]
fn the_line_above_its_title_belongs_to_the_second_report_of_a_text_too() {
    let first = with_paragraph("无。");
    let second = with_paragraph("2024年，全市共收到政府信息公开申请21件。");
    let apart = "# 南渡市人民政府\n# 2024年\n# 政府信息公开工作年度报告";
    let both = |title: &str| format!("{first}\n\n{}", second.replace(TITLE, title));
    assert_eq!(differing(&both(apart)), ["21"]);
    // 全市 in the report of a department is another body's
    let apart = apart.replace("人民政府", "水务局");
    assert_eq!(differing(&both(&apart)), [""; 0]);
}

#[test]
fn what_a_body_without_a_name_received_is_compared_and_what_another_received_is_not() {
    let said = with_paragraph("区水务局共收到政府信息公开申请21件。");
    assert_eq!(differing(&said), [""; 0]);
    let own = said.replace("南渡区交通运输局2024", "南渡区水务局2024");
    assert_eq!(differing(&own), ["21"]);
}

#[test]
fn a_correction_is_offered_only_where_the_cell_is_certain() {
    let fixes = |sentence: &str| {
        let findings = mismatches(&with_paragraph(sentence));
        let count = |finding: &Finding<Source>| finding.fixes.len();
        findings.iter().map(count).collect::<Vec<_>>()
    };
    assert_eq!(fixes("收到政府信息公开申请21件。"), [1]);
    assert_eq!(fixes("收到政府信息公开申请21件，含上年结转0件。"), [0]);
    assert_eq!(fixes("政府信息公开申请21件。"), [0]);
    assert_eq!(
        fixes("收到政府信息公开申请21件，办结20件，结转下年度1件。"),
        [0, 1]
    );
}

#[test]
fn a_fee_for_some_applications_is_not_what_was_received() {
    let said = "对其中4件政府信息公开申请收取信息处理费，4件政府信息公开申请共收费260元。";
    assert_eq!(differing(&with_paragraph(said)), [""; 0]);
}
