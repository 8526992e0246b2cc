//! Reports that are being written, that were cut off, or that lost their line ends: what they lack is no error of theirs.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/fixtures.rs"]
mod fixtures;

use nianbao::analysis::{Analysis, analyze};
use nianbao::finding::Severity;
use nianbao::kit::Forms;
use nianbao::settings::Settings;

/// Warnings that hold of what is there already: a total that its row gives, and a section that nothing has been written into yet.
const HOLD_ALREADY: [&str; 2] = ["blank-total", "empty-section"];

fn read(text: &str) -> Analysis {
    analyze(text, Forms::builtin(), &Settings::default())
}

fn clean_reports() -> impl Iterator<Item = (String, String)> {
    let reports = fixtures::bundled_reports().into_iter();
    reports.filter(|(name, _)| !matches!(name.as_str(), "faulty.md" | "page.html"))
}

#[test]
fn a_report_that_is_typed_from_the_top_is_in_error_nowhere() {
    for (name, text) in clean_reports() {
        let first = text.find("二、主动公开政府信息情况").unwrap();
        let line_ends = text.match_indices('\n').map(|(at, _)| at);
        for end in line_ends.filter(|&end| end > first) {
            let analysis = read(&text[..end]);
            let mut loud = analysis.findings.iter();
            let loud = loud.find(|finding| {
                finding.severity >= Severity::Warning && !HOLD_ALREADY.contains(&finding.code)
            });
            let line = text[..end].lines().last().unwrap_or_default();
            assert_eq!(loud, None, "{name}, cut off behind “{line}”");
        }
    }
}

#[test]
fn a_page_on_one_line_is_told_once_that_its_tables_cannot_be_read() {
    // With nothing between the cells, or with spaces there and nothing between the rows.
    let reports = clean_reports().flat_map(|(name, text)| {
        let cells = |between: &str| text.replace(['|', '\t', '-', '#', ' '], between);
        let pages = [cells(""), cells(" ")];
        pages.map(|page| (format!("{name}: {:.20}", page.replace('\n', "")), page))
    });
    for (name, text) in reports {
        let words = text
            .lines()
            .map(|line| line.split(' ').filter(|word| !word.is_empty()));
        let lines: Vec<String> = words
            .map(|words| words.collect::<Vec<_>>().join(" "))
            .collect();
        let analysis = read(&lines.concat());
        assert!(analysis.is_report, "{name}");
        let said: Vec<&str> = (analysis.findings.iter())
            .filter(|finding| finding.severity >= Severity::Warning)
            .map(|finding| finding.message.as_str())
            .collect();
        assert_eq!(
            said,
            ["第二、三、四部分的表换行丢失，分不清单元格，无法核对；请从原文重新复制"],
            "{name}"
        );
    }
}

#[test]
fn tables_with_lines_but_without_cells_are_not_told_that_their_lines_are_lost() {
    let (_, text) = clean_reports()
        .find(|(name, _)| name == "bars.txt")
        .unwrap();
    let quoted = |line: &str| match line.contains('|') {
        true => line.replace('|', "\",\"") + "\"",
        false => line.to_owned(),
    };
    let quoted: Vec<String> = text.lines().map(quoted).collect();
    for text in [text.replace('|', ";"), quoted.join("\n")] {
        let analysis = read(&text);
        let said: Vec<&str> = (analysis.findings.iter())
            .map(|finding| finding.message.as_str())
            .collect();
        assert_eq!(
            said,
            ["第二、三、四部分的表分不清单元格，无法核对；请从原文重新复制"]
        );
    }
}

#[test]
fn numbers_that_stand_in_front_of_their_labels_are_those_of_the_labels() {
    let (_, text) = clean_reports()
        .find(|(name, _)| name == "bars.txt")
        .unwrap();
    let is_number = |cell: &&str| cell.bytes().all(|byte| byte.is_ascii_digit());
    let turned = text.lines().map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let cells: Vec<&str> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
        let (numbers, words): (Vec<&str>, Vec<&str>) = cells.into_iter().partition(is_number);
        match numbers.len() {
            7 => format!("{} {}", numbers.join(" "), words.join(" ")),
            _ => line.to_owned(),
        }
    });
    let turned = turned.collect::<Vec<_>>().join("\n");
    assert_ne!(turned, text);
    let numbers = |text: &str| {
        let reading = nianbao::reading::Reading::of(text, Forms::builtin(), &Settings::default());
        let cells = nianbao::views::cells(&reading);
        let said = cells
            .iter()
            .map(|cell| (cell.ids.clone(), cell.span.of(text).to_owned()));
        said.collect::<Vec<_>>()
    };
    assert_eq!(numbers(&turned), numbers(&text));
}

#[test]
fn the_sentences_of_a_page_on_one_line_are_read() {
    let (_, text) = clean_reports()
        .find(|(name, _)| name == "bars.txt")
        .unwrap();
    let text = text.replace(['|', ' '], "").replace('\n', "");
    let settings = Settings::default();
    let reading = nianbao::reading::Reading::of(&text, Forms::builtin(), &settings);
    let facts = nianbao::views::facts(&reading);
    let names: Vec<&str> = (facts.iter().flat_map(|fact| &fact.cells))
        .map(String::as_str)
        .collect();
    assert!(
        names.contains(&"三/一、本年新收政府信息公开申请数量/总计"),
        "{names:?}"
    );
    assert!(
        names.contains(&"三/四、结转下年度继续办理/总计"),
        "{names:?}"
    );
}
