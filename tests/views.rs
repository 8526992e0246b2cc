//! What the editor shows of a place: what a cell adds up to, where it is mentioned, what belongs together.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/fixtures.rs"]
mod fixtures;
#[path = "support/seeds.rs"]
mod seeds;

use nianbao::door::Span;
use nianbao::kit::Forms;
use nianbao::locale::Locale;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::views::folds::folds;
use nianbao::views::format::format;
use nianbao::views::hints::{ColumnNames, hints};
use nianbao::views::hover::hover;
use nianbao::views::jumps::{definitions, highlights, references};
use nianbao::views::tokens::tokens;
use nianbao::views::widening::widening;
use nianbao::views::{CellState, CellView, cells};

fn read(text: &str) -> Reading {
    Reading::of(text, Forms::builtin(), &Settings::default())
}

/// The bundled reports and, where they are, the real ones.
fn reports() -> Vec<(String, String)> {
    fixtures::bundled_reports()
        .into_iter()
        .chain(seeds::seeds())
        .collect()
}

fn placed(reading: &Reading) -> Vec<CellView> {
    let all = cells(reading).into_iter();
    all.filter(|cell| matches!(cell.state, CellState::Found | CellState::Guessed))
        .collect()
}

/// The value of a cell by its ids.
fn value(cells: &[CellView], table: &str, row: &str, column: &str) -> Option<i64> {
    let found = cells.iter().find(|cell| cell.ids == [table, row, column])?;
    found.value.as_ref()?.parse().ok()
}

#[test]
fn every_number_cell_says_its_path_and_what_it_states() {
    for (name, text) in reports() {
        let reading = read(&text);
        for cell in placed(&reading) {
            let told = hover(&reading, &text, cell.span.end as usize, Locale::Chinese);
            let told = told.unwrap_or_else(|| panic!("{name}: nothing is said of {}", cell.name));
            assert_eq!(told.span, cell.span, "{name}: {}", cell.name);
            let path = format!("{} / {}", cell.row.join(" / "), cell.column);
            assert!(
                told.title.ends_with(&path),
                "{name}: {} is told as {}",
                cell.name,
                told.title
            );
            if let Some(value) = &cell.value {
                assert_eq!(
                    told.paragraphs[0],
                    format!("填报 {value}"),
                    "{name}: {}",
                    cell.name
                );
            }
        }
    }
}

#[test]
fn the_total_of_a_row_shows_its_sum_and_whether_it_holds() {
    let applicants = ["natural", "business", "research", "ngo", "legal", "other"];
    for (name, text) in reports() {
        let reading = read(&text);
        let all = placed(&reading);
        for total in all
            .iter()
            .filter(|cell| cell.ids[0] == "applications" && cell.ids[2] == "total")
        {
            let row = total.ids[1].as_str();
            let parts: Option<Vec<i64>> = applicants
                .iter()
                .map(|column| value(&all, "applications", row, column))
                .collect();
            let (Some(parts), Some(stated)) = (parts, value(&all, "applications", row, "total"))
            else {
                continue;
            };
            let told = hover(&reading, &text, total.span.end as usize, Locale::Chinese).unwrap();
            let sum: i64 = parts.iter().sum();
            let first = &told.paragraphs[1];
            assert!(
                first.contains(&format!("= 总计 {stated} ")),
                "{name}: {first}"
            );
            let verdict = if sum == stated {
                "✓".to_owned()
            } else {
                format!("✗ 相差 {}", stated - sum)
            };
            assert!(first.ends_with(&verdict), "{name}: {row}: {first}");
            for part in parts.iter().filter(|part| **part != 0) {
                assert!(first.contains(&format!(" {part}")), "{name}: {first}");
            }
        }
    }
}

#[test]
fn labels_headings_and_numbers_of_sentences_are_explained() {
    let (_, text) = fixtures::bundled_reports()
        .into_iter()
        .find(|(name, _)| name == "bars.txt")
        .unwrap();
    let reading = read(&text);
    let told = |words: &str| {
        let at = text
            .find(words)
            .unwrap_or_else(|| panic!("{words} is not in the report"));
        let told = hover(&reading, &text, at + words.len() - 1, Locale::Chinese);
        told.unwrap_or_else(|| panic!("nothing is said of {words}"))
    };
    assert!(
        told("3.危及“三安全一稳定").paragraphs[0]
            .contains("国家安全、公共安全、经济安全、社会稳定")
    );
    assert!(told("科研机构").paragraphs[0].contains("科研院所"));
    assert!(told("六、其他需要报告的事项").paragraphs[0].contains("信息处理费"));
    let fact = told("收到政府信息公开申请52");
    assert_eq!(fact.title, "三/一、本年新收政府信息公开申请数量/总计");
    assert_eq!(fact.paragraphs, ["正文 52，表中 52 ✓"]);
    // words of a report are no markup
    let cell = hover(
        &reading,
        &text,
        text.find("本年收费金额").unwrap(),
        Locale::English,
    );
    assert!(cell.is_some_and(|told| !told.markdown().contains("|")));
}

#[test]
fn what_a_total_is_made_of_refers_back_to_it() {
    for (name, text) in reports() {
        let reading = read(&text);
        for cell in placed(&reading) {
            let at = cell.span.end as usize;
            for part in definitions(&reading, at) {
                let back = references(&reading, part.end as usize, false);
                assert!(
                    back.contains(&cell.span),
                    "{name}: {} does not come back from {part:?}",
                    cell.name
                );
            }
            for total in references(&reading, at, false) {
                let parts = definitions(&reading, total.end as usize);
                assert!(
                    parts.contains(&cell.span),
                    "{name}: {} is not part of what refers to it",
                    cell.name
                );
            }
        }
    }
}

#[test]
fn highlights_are_sorted_apart_and_hold_the_place_itself() {
    for (name, text) in reports() {
        let reading = read(&text);
        for cell in placed(&reading) {
            let together: Vec<Span> = highlights(&reading, cell.span.end as usize)
                .iter()
                .map(|h| h.span)
                .collect();
            assert!(together.contains(&cell.span), "{name}: {}", cell.name);
            assert!(
                together.windows(2).all(|pair| pair[0].end <= pair[1].start),
                "{name}: {together:?}"
            );
        }
    }
}

#[test]
fn folds_nest_and_hold_every_section_and_table() {
    for (name, text) in reports() {
        let all = folds(&read(&text));
        for (at, one) in all.iter().enumerate() {
            assert!(
                one.span.of(&text).contains(['\n', '\r']) || text.contains("<table"),
                "{name}: {one:?} is one line"
            );
            for other in &all[at + 1..] {
                let is_apart = other.span.start >= one.span.end;
                let is_within =
                    other.span.end <= one.span.end || other.span.start == one.span.start;
                assert!(is_apart || is_within, "{name}: {one:?} and {other:?} cross");
            }
        }
        assert!(all.len() >= 6, "{name}: {all:?}");
    }
}

#[test]
fn a_selection_grows_from_a_number_to_the_report() {
    for (name, text) in reports() {
        let reading = read(&text);
        for cell in placed(&reading) {
            let stretches = widening(&reading, cell.span.end as usize);
            let is_nested = |pair: &[Span]| {
                pair[1].start <= pair[0].start && pair[0].end <= pair[1].end && pair[0] != pair[1]
            };
            assert!(stretches.windows(2).all(is_nested), "{name}: {stretches:?}");
            assert_eq!(stretches.first(), Some(&cell.span), "{name}: {}", cell.name);
            assert!(stretches.len() >= 4, "{name}: {}: {stretches:?}", cell.name);
        }
    }
}

#[test]
fn tokens_are_sorted_apart_and_within_lines() {
    for (name, text) in reports() {
        let reading = read(&text);
        let all = tokens(&reading, None);
        assert!(all.len() > 100, "{name}: {}", all.len());
        assert!(
            all.windows(2)
                .all(|pair| pair[0].span.end <= pair[1].span.start),
            "{name}"
        );
        for token in &all {
            let written = token.span.of(&text);
            assert!(
                !written.is_empty() && !written.contains(['\n', '\r', '\u{b}', '\u{2028}']),
                "{name}: {written:?}"
            );
        }
        let half = Span::new(0, text.len() / 2);
        let some = tokens(&reading, Some(half));
        assert!(some.iter().all(|token| all.contains(token)), "{name}");
        assert_eq!(
            some.len(),
            all.iter().filter(|token| token.span.touches(half)).count(),
            "{name}"
        );
    }
}

#[test]
fn a_total_that_is_blank_or_off_is_hinted_at_and_the_hint_writes_it() {
    let (_, text) = fixtures::bundled_reports()
        .into_iter()
        .find(|(name, _)| name == "bars.txt")
        .unwrap();
    assert_eq!(
        hints(&read(&text), Span::new(0, text.len()), ColumnNames::Off),
        []
    );
    let row = "| 37 | 9 | 0 | 2 | 4 | 0 | 52 |";
    assert_eq!(text.matches(row).count(), 1);
    for (written, due) in [
        ("| 37 | 9 | 0 | 2 | 4 | 0 |  |", "＝52"),
        ("| 37 | 9 | 0 | 2 | 4 | 0 | 53 |", "＝52"),
    ] {
        let torn = text.replace(row, written);
        let shown = hints(&read(&torn), Span::new(0, torn.len()), ColumnNames::Off);
        let hint = shown
            .iter()
            .find(|hint| hint.label == due)
            .unwrap_or_else(|| panic!("{written}: {shown:?}"));
        assert_eq!(nianbao::edit::apply(&torn, &hint.edits), text, "{written}");
    }
    let named = hints(&read(&text), Span::new(0, text.len()), ColumnNames::NonZero);
    assert!(
        named
            .iter()
            .any(|hint| hint.label == "自然人" && text[hint.at..].starts_with("37"))
    );
    assert!(!named.iter().any(|hint| text[hint.at..].starts_with("0 ")));
}

/// What is left of a text without spaces and without the strokes of delimiter rows.
fn bare(text: &str) -> String {
    let is_kept = |c: &char| !c.is_whitespace() && *c != '-';
    text.chars().filter(is_kept).collect()
}

#[test]
fn formatting_changes_spaces_alone_and_only_once_and_what_is_found_stays() {
    use nianbao::analysis::analyze;
    for fixture in fixtures::all() {
        let (text, settings) = (&fixture.text, &fixture.settings);
        let read = |text: &str| Reading::of(text, Forms::builtin(), settings);
        let formatted = nianbao::edit::apply(text, &format(&read(text), None));
        assert_eq!(bare(&formatted), bare(text), "{}", fixture.name);
        assert_eq!(
            format(&read(&formatted), None),
            [],
            "{}: a second time changes more",
            fixture.name
        );
        let found = |text: &str| -> Vec<String> {
            let findings = analyze(text, Forms::builtin(), settings)
                .findings
                .into_iter();
            findings
                .map(|finding| format!("{} {:?} {}", finding.code, finding.cell, finding.message))
                .collect()
        };
        assert_eq!(found(&formatted), found(text), "{}", fixture.name);
    }
}

#[test]
fn columns_stand_one_below_the_other() {
    let text = "# 某县2024年政府信息公开工作年度报告\n\n## 二、主动公开政府信息情况\n\n| 信息内容 | 本年处理决定数量 |\n| --- | ---: |\n| 行政许可 | 12 |\n| 行政强制|  |\n";
    let formatted = nianbao::edit::apply(text, &format(&read(text), None));
    let table = "\
| 信息内容 | 本年处理决定数量 |
| -------- | ---------------: |
| 行政许可 | 12               |
| 行政强制 |                  |
";
    assert!(formatted.ends_with(table), "{formatted}");
}
