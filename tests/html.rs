//! A page is corrected as a text is, and stays a page.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use nianbao::analysis::{analyze, fill_totals, fix_all, fix_at_least};
use nianbao::edit::apply;
use nianbao::fix::Applicability;
use nianbao::kit::Forms;
use nianbao::settings::Settings;

const PAGE: &str = include_str!("../examples/reports/page.html");

fn codes(page: &str) -> Vec<&'static str> {
    let analysis = analyze(page, Forms::builtin(), &Settings::default());
    assert!(analysis.is_report);
    analysis
        .findings
        .iter()
        .map(|finding| finding.code)
        .collect()
}

/// The page with the part between the first `from` and the next `to` replaced.
fn without(page: &str, from: &str, to: &str, by: &str) -> String {
    let start = page.find(from).expect("the part begins");
    let end = start + page[start..].find(to).expect("the part ends");
    format!("{}{by}{}", &page[..start], &page[end..])
}

/// Every number that stands last in its row, as markup around it and the number.
fn row_ends(page: &str) -> Vec<(usize, usize)> {
    let rows = page
        .match_indices("</span></p></td></tr>")
        .filter_map(|(end, _)| {
            let start = page[..end].rfind('>')? + 1;
            let is_number = page[start..end].bytes().all(|byte| byte.is_ascii_digit());
            (is_number && start < end).then_some((start, end))
        });
    rows.collect()
}

#[test]
fn page_without_mistakes_has_no_findings() {
    assert_eq!(codes(PAGE), [""; 0]);
}

#[test]
fn blank_totals_are_filled_to_the_byte() {
    let table = PAGE.find("三、收到").unwrap()..PAGE.find("四、政府").unwrap();
    let totals: Vec<_> = row_ends(PAGE)
        .into_iter()
        .filter(|(start, _)| table.contains(start))
        .collect();
    assert_eq!(totals.len(), 25);
    for filler in ["", "&nbsp;", "&nbsp;&nbsp;", "\u{3000}", "\n  "] {
        for (start, end) in &totals {
            let blanked = format!("{}{filler}{}", &PAGE[..*start], &PAGE[*end..]);
            let edits = fill_totals(&blanked, Forms::builtin(), &Settings::default());
            let filled = apply(&blanked, &edits);
            let kept = if filler.trim_matches([' ', '\n']).is_empty() {
                filler
            } else {
                ""
            };
            assert_eq!(filled, format!("{}{kept}{}", &PAGE[..*end], &PAGE[*end..]));
            assert_eq!(codes(&filled), [""; 0]);
        }
    }
}

#[test]
fn certain_fixes_restore_the_page() {
    let (start, end) = row_ends(PAGE)
        .into_iter()
        .find(|(start, end)| &PAGE[*start..*end] == "203")
        .unwrap();
    let blanked = format!("{}{}", &PAGE[..start], &PAGE[end..]);
    assert_eq!(codes(&blanked), ["blank-total"]);
    let edits = fix_all(&blanked, Forms::builtin(), &Settings::default());
    assert_eq!(apply(&blanked, &edits), PAGE);
}

#[test]
fn value_is_not_written_where_nothing_is_shown() {
    let blanked = PAGE.replacen(">203</span>", "><head><i></i></span>", 1);
    let edits = fix_all(&blanked, Forms::builtin(), &Settings::default());
    assert_eq!(
        apply(&blanked, &edits),
        PAGE.replacen(">203</span>", ">203<head><i></i></span>", 1)
    );
}

#[test]
fn value_in_several_elements_keeps_them() {
    let broken = PAGE.replacen(">203</span>", ">20<b>4</b></span>", 1);
    let edits = fix_at_least(
        &broken,
        Forms::builtin(),
        &Settings::default(),
        Applicability::Unsafe,
    );
    assert_eq!(
        apply(&broken, &edits),
        PAGE.replacen(">203</span>", ">203<b></b></span>", 1)
    );
}

#[test]
fn missing_section_is_inserted_between_blocks() {
    let torn = without(PAGE, "<p><strong>四、", "<p><strong>五、", "");
    let edits = fix_at_least(
        &torn,
        Forms::builtin(),
        &Settings::default(),
        Applicability::Unsafe,
    );
    let mended = apply(&torn, &edits);
    let inserted_at = torn.find("<p><strong>五、").unwrap();
    let tail = &torn[inserted_at..];
    assert!(mended.starts_with(&torn[..inserted_at]));
    assert!(mended.ends_with(tail));
    let inserted = &mended[inserted_at..mended.len() - tail.len()];
    assert!(
        inserted.starts_with("<p>四、政府信息公开行政复议、行政诉讼情况</p>\n<table>\n<tr><td>"),
        "{inserted}"
    );
    assert!(inserted.ends_with("</tr>\n</table>\n"), "{inserted}");
}

#[test]
fn missing_tables_are_inserted_as_html() {
    let mut torn = PAGE.to_owned();
    for _ in 0..3 {
        torn = without(&torn, "<table", "\n<p><strong>", "");
    }
    assert_eq!(codes(&torn), ["missing-table"; 3]);
    let edits = fix_at_least(
        &torn,
        Forms::builtin(),
        &Settings::default(),
        Applicability::Unsafe,
    );
    assert!(!edits.is_empty());
    for edit in &edits {
        assert_eq!(edit.text.trim_start().get(..7), Some("<table>"));
        assert!(
            torn[..edit.span.range().start]
                .trim_end()
                .ends_with("</strong></p>")
        );
    }
}

/// The slip in the second table is told only once that in the first is mended.
#[test]
fn the_same_slip_in_two_tables_of_one_cell_is_mended_in_one_run() {
    let report = include_str!("../examples/reports/bar_ended.txt");
    let (before, from_four) = report.split_at(report.rfind("\n四、政府信息").unwrap());
    let (four, after) = from_four.split_at(from_four.find("\n五、").unwrap());
    let slipped = {
        let at = four.match_indices("\n结果纠正").nth(1).unwrap().0;
        format!("{}\n.{}", &four[..at], &four[at + 1..])
    };
    let third = before.match_indices("\n三、").next().unwrap().0;
    let (start, rest) = before.split_at(third);
    let page = format!(
        "<p>甲县2023年政府信息公开工作年度报告</p><table><tr><td>{start}{slipped}{rest}{slipped}{after}"
    );
    assert_eq!(page.matches("\n.结果纠正").count(), 2);
    let settings = Settings::default();
    let mended = apply(&page, &fix_all(&page, Forms::builtin(), &settings));
    assert_eq!(mended, page.replace("\n.结果纠正", "\n结果纠正"));
}
