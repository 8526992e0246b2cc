use super::*;
use crate::kit::Forms;
use crate::settings::Settings;

/// What is offered at the mark `‸` of a text, and the text with the first offer of this kind taken.
fn offered(marked: &str) -> (String, Vec<Offer>) {
    let at = marked.find('‸').unwrap_or(0);
    let text = marked.replacen('‸', "", 1);
    let read = |text: &str| Reading::of(text, Forms::builtin(), &Settings::default());
    let offers = offers(&read(&text), &text, at, Locale::Chinese, &read);
    (text, offers)
}

fn taken(marked: &str, label: &str) -> String {
    let (text, offers) = offered(marked);
    let labels: Vec<&str> = offers.iter().map(|offer| offer.label.as_str()).collect();
    let chosen = offers.iter().find(|offer| offer.label == label);
    match chosen {
        Some(offer) => crate::edit::apply(&text, std::slice::from_ref(&offer.edit)),
        None => format!("{label} is not among {labels:?}"),
    }
}

fn labels(marked: &str) -> Vec<String> {
    let (_, offers) = offered(marked);
    offers.into_iter().map(|offer| offer.label).collect()
}

const REPORT: &str = include_str!("../../../examples/reports/markdown.md");

#[test]
fn the_next_missing_heading_comes_with_its_table() {
    let text = "甲县粮食局2024年政府信息公开工作年度报告\n一、总体情况\n粮库检查结果当天上网。\n‸";
    assert_eq!(labels(text)[0], "二、主动公开政府信息情况");
    let begun = text.replace('‸', "三‸");
    let written = taken(&begun, "三、收到和处理政府信息公开申请情况");
    assert!(
        written.contains("\n三、收到和处理政府信息公开申请情况\n"),
        "{written}"
    );
    assert!(written.contains("（七）总计"), "{written}");
}

#[test]
fn a_blank_total_is_offered_its_sum_wherever_in_the_cell_one_stands() {
    let row = "| 11 | 5 | 1 | 0 | 2 | 0 | 19 |";
    for (blank, filled) in [
        ("| 11 | 5 | 1 | 0 | 2 | 0 |‸ |", row),
        ("| 11 | 5 | 1 | 0 | 2 | 0 | ‸ |", row),
        (
            "| 11 | 5 | 1 | 0 | 2 | 0 |  ‸|",
            "| 11 | 5 | 1 | 0 | 2 | 0 | 19 |",
        ),
    ] {
        let text = REPORT.replacen(row, blank, 1);
        assert_eq!(labels(&text), ["19"], "{blank}");
        let written = taken(&text, "19");
        let tight = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(tight(&written), tight(&REPORT.replacen(row, filled, 1)));
    }
}

#[test]
fn a_row_that_is_missing_is_offered_where_its_label_is_due() {
    let row = "|  | （四）无法提供 | 1.本机关不掌握相关政府信息 | 3 | 0 | 0 | 0 | 1 | 0 | 4 |\n";
    assert!(REPORT.contains(row));
    let line = "|  |  | 2.没有现成信息需要另行制作 | 0 | 1 | 0 | 0 | 0 | 0 | 1 |";
    let text = REPORT.replacen(line, "| ‸", 1);
    assert_eq!(labels(&text), ["2.没有现成信息需要另行制作"]);
    let written = taken(&text, "2.没有现成信息需要另行制作");
    assert!(
        written.contains("\n|  |  | 2.没有现成信息需要另行制作 |  |  |  |  |  |  |  |\n"),
        "{written}"
    );
    let label_lost = REPORT.replacen("2.没有现成信息需要另行制作", "没‸", 1);
    assert_eq!(taken(&label_lost, "2.没有现成信息需要另行制作"), REPORT);
}

#[test]
fn part_one_is_offered_sentences_with_the_numbers_of_the_tables() {
    let text = REPORT.replacen("### （三）", "‸\n\n### （三）", 1);
    let year =
        "2024年，本机关共收到政府信息公开申请19件，上年结转0件；办结18件，结转下年度继续办理1件。";
    assert!(
        labels(&text).iter().any(|label| label == year),
        "{:?}",
        labels(&text)
    );
    let begun = text.replacen('‸', "2024年，本机关共‸", 1);
    let written = taken(&begun, year);
    assert_eq!(written, text.replacen('‸', year, 1));
    let elsewhere = REPORT.replacen("存在的问题：", "‸存在的问题：", 1);
    assert_eq!(labels(&elsewhere), [""; 0]);
}

#[test]
fn a_sentence_that_leads_up_to_a_number_is_offered_it() {
    for (lead, number) in [
        ("共收到政府信息公开申请‸", "19"),
        ("共收到政府信息公开申请1‸件", "19"),
        ("共收到政府信息公开申请19件，办结‸", "18"),
        ("共收到政府信息公开申请19件，办结18件，结转下年度‸件", "1"),
        ("共收到政府信息公开申请19件，其中自然人‸", "11"),
        ("制发行政规范性文件‸件", "1"),
    ] {
        let text = REPORT.replacen("### （三）", &format!("{lead}\n\n### （三）"), 1);
        assert_eq!(
            labels(&text).first().map(String::as_str),
            Some(number),
            "{lead}"
        );
    }
    let silent = REPORT.replacen("### （三）", "开展培训‸\n\n### （三）", 1);
    assert_eq!(labels(&silent), [""; 0]);
}

#[test]
fn nothing_is_offered_in_texts_that_are_no_reports() {
    assert_eq!(labels("买菜清单\n‸"), [""; 0]);
}
