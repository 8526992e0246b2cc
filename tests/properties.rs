//! What holds of every text: nothing panics, places lie in the text, fixing ends, and no stated number is lost.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/damage.rs"]
mod damage;
#[path = "support/fixtures.rs"]
mod fixtures;
#[path = "support/sound.rs"]
mod sound;

use damage::{REPORTS, damaged_report, few_cases, report_with_other_numbers, scraps};
use nianbao::analysis::{Memory, analyze, analyze_again, fill_totals, fix_all};
use nianbao::door::Edit;
use nianbao::door::Finding;
use nianbao::door::Span;
use nianbao::edit::{apply, compose, disjoint};
use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::views::cells;
use nianbao::views::folds::folds;
use nianbao::views::hints::{ColumnNames, hints};
use nianbao::views::memory::ViewMemory;
use nianbao::views::summary::summaries;
use nianbao::views::tokens::tokens;
use proptest::prelude::*;
use proptest::sample::Index;
use sound::assert_sound;

/// One such report, or two of them one below the other.
fn one_or_two_reports() -> impl Strategy<Value = String> {
    let report = || prop_oneof![damaged_report(), report_with_other_numbers()];
    prop_oneof![
        report(),
        (report(), report()).prop_map(|(first, second)| format!("{first}\n\n{second}")),
    ]
}

/// What may be typed or pasted anywhere: what tells cells, rows, sentences and sections apart, and what stands in them.
fn typed() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "",
        "",
        "",
        "0",
        "5",
        "12",
        "1 2",
        "|",
        " | ",
        "&nbsp;",
        "<br>",
        "\n",
        "\n\n",
        "\r",
        "\t",
        "\u{2028}",
        "，",
        "。",
        "、",
        "（",
        "）",
        "件",
        "的",
        "全部办结",
        "结转下年度3件",
        "收到政府信息公开申请12件，",
        "2022年",
        "一、",
        "三、",
        "（一）予以公开",
        "（七）总计",
        "｜",
        "无",
        "-",
        "  3  4",
        "二、主动公开政府信息情况\n",
        "四、政府信息公开行政复议、行政诉讼情况\n",
        "甲县2023年政府信息公开工作年度报告\n",
        "<td>",
        "其他",
        "第5页",
        "本年度收取信息处理费0元",
        "一是",
        "## ",
        "> ",
        "𠮷",
    ];
    prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => scraps(),
    ]
}

/// A report, and edits of it one after the other: where, over how many characters, with what.
fn edited_report() -> impl Strategy<Value = (String, Vec<(Index, usize, String)>)> {
    let length =
        prop_oneof![6 => Just(0usize), 6 => 1..4usize, 2 => 4..40usize, 1 => 40..2000usize];
    let edit = (any::<Index>(), length, typed());
    (one_or_two_reports(), prop::collection::vec(edit, 1..12))
}

/// Puts some characters in the place of others.
fn edit(text: &mut String, place: Index, length: usize, with: &str) {
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let places: Vec<usize> = ends.collect();
    let start = place.index(places.len());
    let end = (start + length).min(places.len() - 1);
    text.replace_range(places[start]..places[end], with);
}

/// Whether what is kept shows of a text what is shown of it afresh.
fn assert_shown(views: &mut ViewMemory, memory: &Memory, text: &str) {
    let (kept, fresh) = (
        &memory.reading,
        Reading::of(text, Forms::builtin(), &Settings::default()),
    );
    let (whole, half) = (Span::new(0, text.len()), Span::new(0, text.len() / 2));
    assert_eq!(views.tokens(kept, None), tokens(&fresh, None), "{text}");
    assert_eq!(
        views.tokens(kept, Some(half)),
        tokens(&fresh, Some(half)),
        "{text}"
    );
    assert_eq!(views.folds(kept), folds(&fresh), "{text}");
    assert_eq!(views.summaries(kept), summaries(&fresh), "{text}");
    for columns in [ColumnNames::Off, ColumnNames::NonZero] {
        assert_eq!(
            views.hints(kept, whole, columns),
            hints(&fresh, whole, columns),
            "{text}"
        );
    }
}

/// Cells of several columns written out once for each, and labels in columns of their own with blanks beside them.
const WIDE_ROWS: &str = "甲县水务局2024年政府信息公开工作年度报告
二、主动公开政府信息情况
| 第二十条第（一）项 | | | |
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 | 0 | 0 | 0 |
| 行政规范性文件 | 2 | 1 | 9 |
| 第二十条第（五）项 | | | |
| 信息内容 | 本年处理决定数量 | 本年处理决定数量 | 本年处理决定数量 |
| 行政许可 | 6 | 6 | 6 |
| 第二十条第（六）项 | | | |
| 信息内容 | 本年处理决定数量 | 本年处理决定数量 | 本年处理决定数量 |
| 行政处罚 | 7 | 7 | 8 |
| 行政强制 | 0 | | |
三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量\t\t5\t0\t0\t0\t0\t0\t5
二、上年结转政府信息公开申请数量\t\t0\t0\t0\t0\t0\t0\t0
三、本年度办理结果\t（一）予以公开\t3\t0\t0\t0\t0\t0\t3
\t（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t2\t0\t0\t0\t0\t0\t2
\t（七）总计\t5\t0\t0\t0\t0\t0\t5
四、结转下年度继续办理\t\t0\t0\t0\t0\t0\t0\t0
";

#[test]
fn another_number_in_the_place_of_each_says_what_it_says_afresh() {
    let (forms, settings) = (Forms::builtin(), Settings::default());
    let mut memory = Memory::default();
    let numbers = WIDE_ROWS.match_indices(|c: char| c.is_ascii_digit());
    let mut n_tried = 0;
    for (at, _) in numbers {
        for number in ["6", "7", "16"] {
            let mut text = WIDE_ROWS.to_owned();
            text.replace_range(at..at + 1, number);
            for now in [text.as_str(), WIDE_ROWS] {
                let again = analyze_again(now, forms, &settings, &mut memory);
                assert_eq!(again, analyze(now, forms, &settings), "{text}");
            }
            n_tried += 1;
        }
    }
    assert!(n_tried > 100);
}

#[test]
fn a_bar_that_leaves_the_end_of_a_row_tells_of_other_blanks_as_it_does_afresh() {
    let whole = "不计其他情形） |  | 1 | 1 | 0 | 0 | 0 | 0 | 2 |";
    let torn = "8.属于行政查询事项 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n| ";
    let mut reports = REPORTS.iter();
    let text = reports
        .find(|text| text.contains(whole) && text.contains(torn))
        .unwrap();
    // Labels broken off their values, of which one is blank.
    let row = "| 1 | 0 | 0 | 0 | 0 | 2 |";
    let text = text.replace(whole, &format!("不计其\r {row}"));
    let text = text.replace(torn, "8.属于行政查询事项 | 0 | 0 | 0 | 0 | 0 中 ");
    let end = text.find(row).unwrap() + row.len();
    let (forms, settings) = (Forms::builtin(), Settings::default());
    for bar in [end - 2..end, end - row.len()..end - row.len() + 2] {
        let (mut memory, mut now) = (Memory::default(), text.clone());
        analyze_again(&now, forms, &settings, &mut memory);
        now.replace_range(bar, "");
        assert_eq!(
            analyze_again(&now, forms, &settings, &mut memory),
            analyze(&now, forms, &settings)
        );
    }
}

proptest! {
    #![proptest_config(few_cases())]

    #[test]
    fn scraps_of_reports_are_read_without_harm(text in scraps()) {
        assert_sound(&text);
    }

    #[test]
    fn any_characters_below_a_title_are_read_without_harm(text in "\\PC{0,200}") {
        assert_sound(&format!("甲县2023年政府信息公开工作年度报告\n{text}"));
    }

    #[test]
    fn a_report_cut_off_anywhere_is_read_without_harm(report in 0..REPORTS.len(), at: Index) {
        let text = &REPORTS[report];
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        assert_sound(&text[..places[at.index(places.len())]]);
    }

    #[test]
    fn a_damaged_report_is_read_without_harm(text in damaged_report()) {
        assert_sound(&text);
    }

    #[test]
    fn what_is_kept_of_earlier_texts_changes_nothing(texts in prop::collection::vec(one_or_two_reports(), 2..5)) {
        let (forms, settings) = (Forms::builtin(), Settings::default());
        let mut memory = Memory::default();
        // The same text twice in a row, then another, as edits and their undoing bring them.
        for text in texts.iter().flat_map(|text| [text, text]).chain(texts.first()) {
            prop_assert_eq!(analyze_again(text, forms, &settings, &mut memory), analyze(text, forms, &settings));
        }
    }

    #[test]
    fn an_edited_text_says_what_it_says_afresh((text, edits) in edited_report()) {
        let (forms, settings) = (Forms::builtin(), Settings::default());
        let mut memory = Memory::default();
        let mut now = text;
        analyze_again(&now, forms, &settings, &mut memory);
        for (place, length, with) in edits {
            edit(&mut now, place, length, &with);
            prop_assert_eq!(analyze_again(&now, forms, &settings, &mut memory), analyze(&now, forms, &settings), "{}", now);
        }
    }

    #[test]
    fn an_edited_text_shows_what_it_shows_afresh((text, edits) in edited_report(), is_asked: [bool; 4]) {
        let (forms, settings) = (Forms::builtin(), Settings::default());
        let (mut memory, mut views) = (Memory::default(), ViewMemory::default());
        let mut now = text;
        analyze_again(&now, forms, &settings, &mut memory);
        // Some edits come between two questions.
        let is_asked = is_asked.into_iter().chain([true]).cycle();
        for ((place, length, with), is_asked) in edits.into_iter().zip(is_asked) {
            edit(&mut now, place, length, &with);
            analyze_again(&now, forms, &settings, &mut memory);
            if is_asked {
                assert_shown(&mut views, &memory, &now);
            }
        }
    }

    #[test]
    fn safe_fixes_keep_every_stated_number(text in report_with_other_numbers()) {
        let settings = Settings::default();
        let before = cells(&Reading::of(&text, Forms::builtin(), &settings));
        let fixed = apply(&text, &fix_all(&text, Forms::builtin(), &settings));
        let after = cells(&Reading::of(&fixed, Forms::builtin(), &settings));
        assert_eq!(before.len(), after.len());
        for (before, after) in before.iter().zip(&after) {
            if before.value.is_some() {
                assert_eq!(&before.value, &after.value, "{}", before.name);
            }
        }
        // and what they fill breaks nothing that held before
        let is_sum = |finding: &&Finding| ["row-total", "column-total", "balance"].contains(&finding.code);
        let broken = |text: &str| {
            let findings = analyze(text, Forms::builtin(), &settings).findings;
            findings.iter().filter(is_sum).count()
        };
        assert!(broken(&fixed) <= broken(&text), "a safe fix broke a sum");
    }

    #[test]
    fn totals_once_computed_stay(text in report_with_other_numbers()) {
        let settings = Settings::default();
        let filled = apply(&text, &fill_totals(&text, Forms::builtin(), &settings));
        assert_eq!(fill_totals(&filled, Forms::builtin(), &settings), []);
    }
}

/// Sorted, disjoint edits of a text of this many bytes.
fn edits(length: usize) -> impl Strategy<Value = Vec<Edit>> {
    let edit = (0..=length, 0..4usize, "[a-d]{0,4}").prop_map(move |(start, width, text)| Edit {
        span: Span::new(start, (start + width).min(length)),
        text,
    });
    prop::collection::vec(edit, 0..6).prop_map(disjoint)
}

proptest! {
    #[test]
    fn edits_composed_do_what_they_do_one_after_the_other(
        (text, first, second) in "[0-9]{0,20}".prop_flat_map(|text| {
            let first = edits(text.len());
            (Just(text), first)
        }).prop_flat_map(|(text, first)| {
            let second = edits(apply(&text, &first).len());
            (Just(text), Just(first), second)
        })
    ) {
        let both = compose(&first, &second);
        let apart = apply(&apply(&text, &first), &second);
        prop_assert_eq!(apply(&text, &both), apart);
        let is_disjoint = both.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
        prop_assert!(is_disjoint, "{:?}", both);
    }
}
