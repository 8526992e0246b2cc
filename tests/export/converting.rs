//! From any text to Markdown and to bars.

use std::collections::BTreeMap;

use nianbao::analysis::analyze;
use nianbao::export::markdown::{TextForm, text_of};
use nianbao::kit::Forms;
use nianbao::settings::Settings;
use nianbao::views::sheet::{plain_sheet, sheets};
use nianbao::views::{CellState, cells};

use crate::{bundled, dense, laid_out, read, reports};

const FORMS: [TextForm; 2] = [TextForm::Markdown, TextForm::Bars];

fn converted(text: &str, form: TextForm) -> String {
    text_of(&sheets(&read(text), &[]), form)
}

/// What is read of a text: for a page what it shows.
fn read_text(text: &str) -> String {
    let reading = read(text);
    let reports = reading.reports();
    let texts = reports.map(|(report, _)| report.aligned.document.text.clone());
    texts.collect()
}

/// The numbers of a text, each with how often it is there.
fn numbers(text: &str) -> BTreeMap<&str, usize> {
    let mut all = BTreeMap::new();
    for number in text.split(|c: char| !c.is_ascii_digit() && c != '.') {
        let number = number.trim_matches('.');
        if !number.is_empty() {
            *all.entry(number).or_default() += 1;
        }
    }
    all
}

#[test]
fn every_number_of_a_report_is_kept() {
    for (name, text) in reports() {
        let before = read_text(&text);
        for after in FORMS.map(|form| converted(&text, form)) {
            let after = numbers(&after);
            for (number, count) in numbers(&before) {
                let kept = after.get(number).copied().unwrap_or_default();
                assert!(
                    kept >= count,
                    "{name}: {number} is there {kept} times of {count}"
                );
            }
        }
    }
}

#[test]
fn every_line_of_a_report_is_kept() {
    for (name, text) in reports() {
        // A line end at the end of a cell is nothing that a report says.
        let before = ["<br>", "<br/>", "<br />"]
            .iter()
            .fold(read_text(&text), |text, end| {
                text.replace(&format!("{end} |"), " |")
            });
        for after in FORMS.map(|form| dense(&converted(&text, form))) {
            for line in before.split(['\n', '\r', '|', '\t']).map(dense) {
                assert!(after.contains(&line), "{name}: {line} is lost");
            }
        }
    }
}

#[test]
fn what_was_converted_reads_and_is_judged_as_before() {
    let cell_values = |text: &str| -> Vec<_> {
        let cells = cells(&read(text)).into_iter();
        // A label that was lost is there again.
        let state = |state| match state {
            CellState::Guessed => CellState::Found,
            state => state,
        };
        cells
            .map(|cell| (cell.name, cell.value, state(cell.state)))
            .collect()
    };
    let judged = |text: &str| -> Vec<_> {
        let findings = analyze(text, Forms::builtin(), &Settings::default()).findings;
        let mut all: Vec<_> = findings
            .into_iter()
            .map(|finding| (finding.code, finding.cell))
            .collect();
        all.sort();
        all
    };
    for (name, text) in reports() {
        for form in FORMS {
            let after = converted(&text, form);
            assert_eq!(
                cell_values(&after),
                cell_values(&text),
                "{name} as {form:?}"
            );
            assert_eq!(judged(&after), judged(&text), "{name} as {form:?}");
        }
    }
}

/// A text without the last cell of each row that has several.
fn without_last_cells(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let row = line.strip_suffix('|').unwrap_or(line);
        match row.matches('|').count() {
            0 | 1 => format!("{line}\n"),
            _ => format!("{}|\n", row.rsplit_once('|').unwrap().0),
        }
    });
    lines.collect()
}

#[test]
fn a_table_of_which_nothing_is_placed_stays_as_it_stands() {
    let judged = |text: &str| {
        let findings = analyze(text, Forms::builtin(), &Settings::default()).findings;
        let findings = findings.into_iter();
        let mut all: Vec<_> = findings
            .map(|finding| (finding.code, finding.cell))
            .collect();
        all.sort();
        all
    };
    let text = without_last_cells(&bundled("markdown.md"));
    assert!(judged(&text).iter().any(|(code, _)| *code == "cell-count"));
    for form in FORMS {
        let after = converted(&text, form);
        assert_eq!(judged(&after), judged(&text), "{form:?}");
        let tables = |text: &str| dense(text.split_once("三、收到").unwrap().1);
        assert_eq!(tables(&after), tables(&text), "{form:?}");
        assert_eq!(converted(&after, form), after, "{form:?}");
    }
}

#[test]
fn what_stands_behind_a_backslash_is_the_same_after_every_turn() {
    let words = "甲\\|乙\\<td>\\｜";
    let text = bundled("markdown.md").replace("| 行政处罚 |", &format!("| 行政处罚{words} |"));
    let text = format!("{text}\n{words}\n");
    for form in FORMS {
        let mut now = text.clone();
        for _ in 0..3 {
            now = converted(&now, form);
            assert_eq!(now.matches(words).count(), 2, "{form:?}: {now}");
        }
    }
    let (sheets, _) = laid_out(&text);
    let shown = format!("{sheets:?}");
    assert_eq!(shown.matches("甲|乙<td>｜").count(), 2, "{shown}");
}

#[test]
fn converting_twice_is_converting_once() {
    for (name, text) in reports() {
        for form in FORMS {
            let once = converted(&text, form);
            assert_eq!(converted(&once, form), once, "{name} as {form:?}");
        }
    }
}

#[test]
fn our_own_layout_stays_as_it_is() {
    let text = bundled("markdown.md");
    assert_eq!(converted(&text, TextForm::Markdown), text);
}

#[test]
fn every_finding_is_borne_by_something_or_told_beside_it() {
    for (name, text) in reports() {
        let (sheets, findings) = laid_out(&text);
        let shown = format!("{sheets:?}");
        assert!(
            findings.is_empty() || shown.contains("findings: ["),
            "{name}"
        );
        let html = nianbao::export::html::body(
            &sheets,
            nianbao::export::html::PageOptions {
                findings: &findings,
                locale: nianbao::locale::Locale::Chinese,
                place: None,
                changed: None,
            },
        );
        let html = html.into_string();
        for finding in &findings {
            let message = finding.message.replace('&', "&amp;").replace('<', "&lt;");
            let message = message.replace('>', "&gt;").replace('"', "&quot;");
            assert!(html.contains(&message), "{name}: {message} is not shown");
        }
    }
}

#[test]
fn a_caption_without_its_row_is_kept() {
    let text = bundled("markdown.md").replace("| 行政许可 | 2318 |  |  |\n", "");
    assert!(converted(&text, TextForm::Markdown).contains("第二十条第（五）项"));
}

#[test]
fn a_text_that_is_no_report_is_only_put_between_bars() {
    let sheet = plain_sheet("采购清单\n名称\t数量\n桌子\t4\n");
    assert_eq!(
        text_of(&[sheet], TextForm::Bars),
        "采购清单\n| 名称 | 数量 |\n| 桌子 | 4 |\n"
    );
}
