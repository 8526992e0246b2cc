//! Aligning tables changes spaces alone, and nothing a second time; what is found stays.

use nianbao::analysis::analyze;
use nianbao::edit::apply;
use nianbao::kit::Forms;
use nianbao::settings::Settings;
use nianbao::views::format::format;
use proptest::prelude::*;

use super::damage::{change, changed, damaged_report, few_cases, report_with_other_numbers};
use super::surfaces::{SURFACES, Written};
use super::{fixtures, read, seeds};

/// What is left of a text without spaces, and without the strokes of delimiter rows.
fn bare(text: &str) -> String {
    let is_kept = |c: &char| !c.is_whitespace() && *c != '-';
    text.chars().filter(is_kept).collect()
}

fn found(text: &str) -> Vec<String> {
    let findings = analyze(text, Forms::builtin(), &Settings::default()).findings;
    let said = findings.into_iter().map(|finding| {
        let marked = bare(finding.span.of(text));
        format!(
            "{} {:?} {} ⟦{marked}⟧",
            finding.code, finding.cell, finding.message
        )
    });
    said.collect()
}

fn assert_formatted(name: &str, text: &str) -> bool {
    let edits = format(&read(text), None);
    let formatted = apply(text, &edits);
    assert_eq!(bare(&formatted), bare(text), "{name}");
    assert_eq!(formatted.lines().count(), text.lines().count(), "{name}");
    assert_eq!(
        format(&read(&formatted), None),
        [],
        "{name}: a second time changes more"
    );
    assert_eq!(found(&formatted), found(text), "{name}");
    !edits.is_empty()
}

#[test]
fn reports_on_every_surface_are_only_aligned() {
    let (mut n_texts, mut n_aligned) = (0, 0);
    let mut try_on = |name: &str, text: &str| {
        n_texts += 1;
        n_aligned += usize::from(assert_formatted(name, text));
    };
    for (name, text) in fixtures::bundled_reports() {
        try_on(&name, &text);
        let Some(written) = Written::read(&text, None) else {
            continue;
        };
        for surface in SURFACES.iter().filter(|surface| written.fits(**surface)) {
            try_on(&format!("{name} as {surface:?}"), &written.on(*surface));
        }
    }
    for (name, text) in seeds::seeds() {
        try_on(&name, &text);
    }
    println!("{n_texts} texts, {n_aligned} of them aligned");
    assert!(n_aligned > 10, "{n_aligned}");
}

#[test]
fn characters_that_take_no_room_stay() {
    let text = "# 某县2024年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n| 信息内容 | 本年处理决定数量 |\n| --- | --- |\n| 行政许可\u{200b} | \u{feff}12 |\n";
    assert!(assert_formatted("a table with such", text));
}

#[test]
fn dashes_that_are_a_value_are_no_delimiter_row() {
    let text = "# 某县2024年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n| 信息内容 | 本年处理决定数量 |\n| --- | --- |\n| 行政许可 | --- |\n| 行政强制 | 5 |\n";
    assert!(assert_formatted("a table with such", text));
    let formatted = apply(text, &format(&read(text), None));
    assert!(formatted.contains("| --- "), "{formatted}");
    assert!(formatted.contains("| --------"), "{formatted}");
}

#[test]
fn a_soft_line_end_that_is_all_a_cell_holds_stays() {
    for end in ['\u{2028}', '\u{2029}', '\u{b}', '\u{c}', '\u{85}'] {
        let text = format!(
            "# 某县2024年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n| 信息内容 | 本年处理决定数量 |\n| --- | --- |\n| 行政许可 | 0 |{end}| 1 |\n| 行政强制 | 5 |\n"
        );
        assert_formatted(&format!("{end:?}"), &text);
        let formatted = apply(&text, &format(&read(&text), None));
        assert!(formatted.contains(end), "{formatted:?}");
    }
}

proptest! {
    #![proptest_config(few_cases())]

    #[test]
    fn broken_texts_are_only_aligned(
        text in prop_oneof![damaged_report(), report_with_other_numbers()],
        changes in prop::collection::vec(change(), 0..6),
    ) {
        let text = changes.iter().fold(text, |text, change| changed(&text, change));
        assert_formatted("a broken text", &text);
    }
}
