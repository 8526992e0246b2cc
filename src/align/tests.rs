//! Where the cells of a toy report are found, however it is written and whatever is torn.

use super::*;
use crate::form::toy;
use crate::syntax::parse;
use crate::syntax::value::Value;

mod beside;
mod columns;
mod official;
mod shared;
mod torn;

/// What the report on the toy edition says, row by row: `_` for a blank cell, `?2` for a value without a place, `-` for a cell that is not there.
fn slots(text: &str) -> Vec<String> {
    with_tables(text, |report, tables| {
        let [table] = tables else { panic!("one table") };
        let written = |slot: &Slot| {
            let written = report.document.at(slot.span());
            match (slot, slot.value()) {
                (Slot::Absent(_), _) => "-".to_string(),
                (Slot::ByOrder(_), _) => format!("?{written}"),
                (_, Some(Value::Blank)) => "_".to_string(),
                _ => written.to_string(),
            }
        };
        let rows = table.slots.chunks(3);
        rows.map(|row| row.iter().map(written).collect::<Vec<_>>().join(" "))
            .collect()
    })
}

fn with_report<T>(text: &str, ask: impl FnOnce(&AlignedReport) -> T) -> T {
    with_tables(text, |report, _| ask(report))
}

fn with_tables<T>(text: &str, ask: impl FnOnce(&AlignedReport, &[AlignedTable]) -> T) -> T {
    let Some(aligned) = align_one(parse(text), &toy::forms(), None) else {
        panic!("no report: {text}")
    };
    ask(&aligned.report, &aligned.tables)
}

/// A toy report with this table.
fn report(table: &str) -> String {
    format!("甲厂2023年玩具报告\n\n一、前言部分\n\n木头的卖得好。\n\n二、玩具数量\n\n{table}")
}

const WHOLE: [&str; 3] = ["2 3 5", "1 4 5", "3 7 10"];

#[test]
fn every_surface_puts_the_values_in_their_places() {
    let header = ["玩具种类", "木头", "布料", "总计"];
    let rows: [&[&str]; 3] = [
        &["1.小马", "2", "3", "5"],
        &["2.娃娃", "1", "4", "5"],
        &["（二）合计", "3", "7", "10"],
    ];
    let write = |begin: &str, between: &str, end: &str| -> String {
        let rows = std::iter::once(header.as_slice()).chain(rows);
        rows.map(|row| format!("{begin}{}{end}", row.join(between)))
            .collect()
    };
    let mut read: Vec<Surface> = Vec::new();
    for table in [
        write("", " | ", "\n"),
        write("| ", " | ", " |\n"),
        write("", " | ", " | ||\n"),
        write("", "\t", "\n"),
        write("\t\t", "\t", "\t\n"),
        write("", "\n", "\n"),
        write("", "\n\n", "\n\n"),
        write("\t", "\n\t", "\n\n"),
        write("", " |\n", " |\n"),
        write("", "  ", "\n"),
        write("<table><tr><td>", "</td><td>", "</td></tr></table>"),
        write(
            "<table><tr><td><p>",
            "</p></td><td><p>",
            "</p></td></tr></table>",
        ),
    ] {
        assert_eq!(slots(&report(&table)), WHOLE, "{table}");
        with_tables(&report(&table), |_, tables| {
            read.extend(tables.iter().map(|table| table.surface));
        });
    }
    for surface in Surface::ALL {
        assert!(
            read.contains(surface),
            "no table of this test is read as {surface:?}"
        );
    }
}

#[test]
fn surfaces_may_be_mixed_within_a_table() {
    let table = "1.小马 | 2 | 3 | 5\n2.娃娃\n1\n4\n5\n（二）合计\t3\t7\t10\n";
    assert_eq!(slots(&report(table)), WHOLE);
}

#[test]
fn blanks_keep_the_places_of_the_others() {
    for table in [
        "| 1.小马 |  | 3 | 5 |\n| 2.娃娃 | 1 | 4 |  |\n| （二）合计 | 3 | 7 | 10 |\n",
        "1.小马\t\t3\t5\n2.娃娃\t1\t4\t\n（二）合计\t3\t7\t10\n",
        "\t1.小马\n\t\n\t3\n\t5\n\n\t2.娃娃\n\t1\n\t4\n\t\n\n\t（二）合计\n\t3\n\t7\n\t10\n",
        "1.小马\n\n\n\n3\n\n5\n\n2.娃娃\n\n1\n\n4\n\n\n\n（二）合计\n\n3\n\n7\n\n10\n",
        "1.小马\n\n3\n5\n2.娃娃\n1\n4\n\n（二）合计\n3\n7\n10\n",
        "1.小马 |\n|\n3 |\n5 |\n2.娃娃 |\n1 |\n4 |\n|\n（二）合计 |\n3 |\n7 |\n10 |\n",
    ] {
        assert_eq!(
            slots(&report(table)),
            ["_ 3 5", "1 4 _", "3 7 10"],
            "{table}"
        );
    }
}

#[test]
fn a_lone_nought_in_every_row_between_spaces_is_its_total() {
    let table = "1.小马   0\n2.娃娃     0\n（二）合计   0\n";
    assert_eq!(slots(&report(table)), ["_ _ 0", "_ _ 0", "_ _ 0"]);
    // A row that states another number leaves open which of its values it is; without room for the others there are none.
    for (old, new) in [("娃娃     0", "娃娃     4"), ("娃娃     0", "娃娃 0")] {
        let other = slots(&report(&table.replace(old, new)));
        assert_eq!(other[0], "?0 - -", "{new}");
    }
}

#[test]
fn where_zeros_are_left_blank_the_last_value_of_a_row_is_its_total() {
    let placed = ["_ _ 0", "_ _ 0", "_ _ 0"];
    for table in [
        // blanks of merged cells before the values, behind them, or on either side
        "1.小马\t\t\t\t0\n2.娃娃\t\t\t\t0\n（二）合计\t\t\t\t0\n",
        "1.小马 |  |  | 0 |  |  |\n2.娃娃 |  |  | 0 |  |  |\n（二）合计 |  |  | 0 |  |\n",
        "|  | 1.小马 |  |  |  | 0 |  |\n|  | 2.娃娃 |  |  |  | 0 |  |\n|  | （二）合计 |  |  |  | 0 |  |\n",
    ] {
        assert_eq!(slots(&report(table)), placed, "{table}");
    }
    let table = "1.小马\t2\t\t2\t\n2.娃娃\t\t\t0\t\n（二）合计\t2\t\t2\t\n";
    assert_eq!(slots(&report(table)), ["2 _ 2", "_ _ 0", "2 _ 2"]);
    // rows that do not add up this way keep the columns that their blanks say
    let table = "1.小马\t\t4\t\t\n2.娃娃\t\t7\t\t\n（二）合计\t5\t6\t11\t\n";
    assert_eq!(slots(&report(table)), ["_ 4 _", "_ 7 _", "5 6 11"]);
}

#[test]
fn bars_may_be_of_double_width() {
    let table = "｜1.小马｜2｜3｜5｜\n｜2.娃娃｜1｜｜5｜\n（二）合计 ｜ 3 | 7 ｜ 10\n";
    assert_eq!(slots(&report(table)), ["2 3 5", "1 _ 5", "3 7 10"]);
}

#[test]
fn tables_may_be_drawn_with_frames() {
    let table = "\
┌────────────┬───┬───┬────┐
│ 1.小马     │ 2 │ 3 │  5 │
├────────────┼───┼───┼────┤
│ 2.娃娃     │ 1 │   │  5 │
├────────────┤   ├───┤    │
┃ （二）合计 ┃ 3 ║ 7 ║ 10 ┃
└────────────┴───┴───┴────┘
";
    assert_eq!(slots(&report(table)), ["2 3 5", "1 _ 5", "3 7 10"]);
}

#[test]
fn quoted_lines_are_read_as_others() {
    let quoted = |text: &str| text.replace('\n', "\n> ");
    let table = "| 1.小马 | 2 | 3 | 5 |\n| 2.娃娃 | 1 | 4 | 5 |\n| （二）合计 | 3 | 7 | 10 |\n";
    assert_eq!(slots(&quoted(&report(table))), WHOLE);
    let table = "1.小马\n\n\n\n3\n\n5\n\n2.娃娃\n\n1\n\n4\n\n5\n\n（二）合计\n\n3\n\n7\n\n10\n";
    let text = quoted(&report(table));
    assert_eq!(slots(&text), ["_ 3 5", "1 4 5", "3 7 10"]);
    with_tables(&text, |_, tables| {
        let slot = tables[0].slots[0];
        assert!(text[..slot.span().start as usize].ends_with("1.小马\n> \n> "));
    });
}

#[test]
fn the_number_of_a_page_is_none_of_a_row() {
    for page in [
        "- 7 -",
        "— 7 —",
        "7 / 12",
        "第7页",
        "第 7 页 共 12 页",
        "Page 7 of 12",
        "P. 7",
        "－７－",
    ] {
        let table = format!("1.小马 2 3 5\n{page}\n2.娃娃 1 4 5\n（二）合计 3 7 10\n");
        assert_eq!(slots(&report(&table)), WHOLE, "{page}");
        let table = format!("1.小马\n2\n3\n{page}\n5\n2.娃娃\n1\n4\n5\n（二）合计\n3\n7\n10\n");
        assert_eq!(slots(&report(&table)), WHOLE, "{page}");
    }
    // three values of their own are no page
    let table = "1.小马\n- 5 -\n2.娃娃 1 4 5\n（二）合计 3 7 10\n";
    assert_eq!(slots(&report(table))[0], "- 5 -");
}

#[test]
fn a_label_may_be_broken_by_markup_or_stand_behind_a_piece_of_its_group() {
    let table = "| 各样<br>1.小马 | 2 | 3 | 5 |\n| 2.<br/>娃娃 | 1 | 4 | 5 |\n| （二）<br>合<br>计 | 3 | 7 | 10 |\n";
    assert_eq!(slots(&report(table)), WHOLE);
    with_tables(&report(table), |_, tables| {
        assert_eq!(tables[0].label_slips, [])
    });
}

#[test]
fn values_above_a_wrapped_label_are_its_own() {
    let table = "1.小马 2 3 5\n1 4 5\n2.娃\n娃\n（二）合计 3 7 10\n";
    assert_eq!(slots(&report(table)), WHOLE);
}

#[test]
fn values_torn_over_two_lines_stand_in_the_order_in_which_they_add_up() {
    let table = "1.小马 5\n2 3\n2.娃娃 1 4 5\n（二）合计 3 7 10\n";
    assert_eq!(slots(&report(table)), WHOLE);
    let table = "1.小马 2\n3 5\n2.娃娃 1 4 5\n（二）合计 3 7 10\n";
    assert_eq!(slots(&report(table)), WHOLE);
    let table = "1.小马 6\n2 3\n2.娃娃 1 4 5\n（二）合计 3 7 10\n";
    assert_eq!(slots(&report(table))[0], "?6 ?2 ?3");
}

#[test]
fn halves_of_a_groups_label_beside_its_rows_are_no_slip() {
    let broken = "（一）各样 1.小马 2 3 5\n玩具 2.娃娃 1 4 5\n（二）合计 3 7 10\n";
    let cut = broken
        .replace("玩具 2", "2")
        .replace("（一）各样", "（一）各玩具");
    for (table, n_slips) in [(broken, 0), (cut.as_str(), 1)] {
        assert_eq!(slots(&report(table)), WHOLE);
        with_tables(&report(table), |_, tables| {
            assert_eq!(tables[0].label_slips.len(), n_slips, "{table}");
        });
    }
}

#[test]
fn a_row_below_a_heading_that_is_its_own_label_is_that_row() {
    let table = "### 1.小马\n| 种类 | 甲 | 乙 | 丙 |\n| 小马 | 2 | 3 | 5 |\n### 2.娃娃\n| 娃娃 | 1 | 4 | 5 |\n### （二）合计\n| 合计 | 3 | 7 | 10 |\n";
    assert_eq!(slots(&report(table)), WHOLE);
    with_tables(&report(table), |_, tables| {
        assert_eq!(
            (&tables[0].label_slips, &tables[0].unknown_rows),
            (&vec![], &vec![])
        );
    });
}

#[test]
fn numbers_that_ran_together_beside_blanks_are_not_placed() {
    let table = "| 1.小马 |  | 2 3 | 5 |\n| 2.娃娃 | 1 | 4 | 5 |\n| （二）合计 | 3 | 7 | 10 |\n";
    assert_eq!(slots(&report(table)), ["?2 3 ?5 -", "1 4 5", "3 7 10"]);
}

#[test]
fn a_label_and_a_bar_with_blanks_below_is_a_blank_row() {
    let table = "1.小马 | 2 | 3 | 5 | ||\n2.娃娃 |\n|  |  |  | ||\n（二）合计 | 3 | 7 | 10 | ||\n";
    assert_eq!(slots(&report(table)), ["2 3 5", "_ _ _", "3 7 10"]);
}

#[test]
fn a_blank_row_behind_its_groups_label_is_as_long_as_it_should_be() {
    let table =
        "| 1.小马 | 2 |  | 2 |\n| （一）各样玩具 | 2.娃娃 |  |  |  |\n| （二）合计 | 2 |  | 2 |\n";
    assert_eq!(slots(&report(table)), ["2 _ 2", "_ _ _", "2 _ 2"]);
}

#[test]
fn a_caption_like_a_header_word_is_no_slip_of_it() {
    let rows = "| 1.小马 | 2 | 3 | 5 |\n| 2.娃娃 | 1 | 4 | 5 |\n| （二）合计 | 3 | 7 | 10 |\n";
    for header in [
        "| 木头 | 布料 | 总计 |",
        "| 玩具种类 | 木头 | 布料 | 总计 |",
    ] {
        with_tables(
            &report(&format!("表2 玩具种数\n\n{header}\n{rows}")),
            |_, tables| {
                assert_eq!(tables[0].header_slips, [], "{header}");
            },
        );
    }
    let slipped = format!("| 玩具种数 | 木头 | 布料 | 总计 |\n{rows}");
    with_tables(&report(&slipped), |_, tables| {
        assert_eq!(tables[0].header_slips.len(), 1);
    });
}

#[test]
fn zeros_in_front_of_a_blank_do_not_tell_that_the_last_of_them_is_the_total() {
    let table = "| 玩具种类 |  | 木头 | 布料 | 总计 |\n| 1.小马 |  |  | 0 |  |\n| 2.娃娃 |  | 3 |  | 3 |\n| （二）合计 |  | 3 |  | 3 |\n";
    assert_eq!(slots(&report(table)), ["_ 0 _", "3 _ 3", "3 _ 3"]);
    let table = table.replace("|  |  | 0 |  |", "|  | 0 | 0 |  |");
    assert_eq!(slots(&report(&table)), ["0 0 _", "3 _ 3", "3 _ 3"]);
}

#[test]
fn a_torn_row_does_not_shift_the_rest() {
    let table = "1.小马\n2\n3\n5\n2.娃娃\n1\n5\n（二）合计\n3\n7\n10\n";
    assert_eq!(slots(&report(table)), ["2 3 5", "?1 ?5 -", "3 7 10"]);
    let table = "| 1.小马 | 2 | 3 | 4 | 5 |\n| 2.娃娃 | 1 | 4 | 5 |\n| （二）合计 | 3 | 7 | 10 |\n";
    assert_eq!(slots(&report(table)), ["?2 ?3 ?4", "1 4 5", "3 7 10"]);
}

#[test]
fn a_row_that_lost_its_label_is_known_by_its_neighbours() {
    let table = "| 1.小马 | 2 | 3 | 5 |\n|  | 1 | 4 | 5 |\n| （二）合计 | 3 | 7 | 10 |\n";
    assert_eq!(slots(&report(table)), WHOLE);
    with_tables(&report(table), |_, tables| {
        let states: Vec<RowState> = tables[0].rows.iter().map(|row| row.state).collect();
        assert_eq!(
            states,
            [RowState::Placed, RowState::Guessed, RowState::Placed]
        );
    });
}

#[test]
fn a_missing_row_knows_where_it_belongs() {
    let text = report("| 1.小马 | 2 | 3 | 5 |\n| （二）合计 | 3 | 7 | 10 |\n");
    assert_eq!(slots(&text), ["2 3 5", "- - -", "3 7 10"]);
    with_tables(&text, |_, tables| {
        let rows = &tables[0].rows;
        assert_eq!(rows[1].state, RowState::Missing);
        let slot = tables[0].slots[3].span();
        assert!(
            rows[0].label.is_some_and(|label| slot.touches(label)),
            "{slot:?}"
        );
    });
}

#[test]
fn swapped_rows_keep_their_values() {
    let table = "| 2.娃娃 | 1 | 4 | 5 |\n| 1.小马 | 2 | 3 | 5 |\n| （二）合计 | 3 | 7 | 10 |\n";
    assert_eq!(slots(&report(table)), WHOLE);
    with_tables(&report(table), |_, tables| {
        let out_of_order = tables[0].rows.iter().filter(|row| row.out_of_order);
        assert_eq!(out_of_order.count(), 1);
    });
}

#[test]
fn a_label_may_be_broken_over_lines_and_cells() {
    let table = "1.小\n马\n2\n3\n5\n2.\n娃娃\n1\n4\n5\n（二）\n合\n计\n3\n7\n10\n";
    assert_eq!(slots(&report(table)), WHOLE);
    let table =
        "| 1. | 小马 | 2 | 3 | 5 |\n| 2. | 娃娃 | 1 | 4 | 5 |\n| （二） | 合计 | 3 | 7 | 10 |\n";
    assert_eq!(slots(&report(table)), WHOLE);
}

#[test]
fn a_table_is_found_without_the_heading_above_it() {
    let table = "| 1.小马 | 2 | 3 | 5 |\n| 2.娃娃 | 1 | 4 | 5 |\n| （二）合计 | 3 | 7 | 10 |\n";
    assert_eq!(slots(&report(table).replace("二、玩具数量\n", "")), WHOLE);
}

#[test]
fn what_is_no_report_is_left_alone() {
    let forms = toy::forms();
    for text in [
        "",
        "\n\n",
        "买菜清单\n| 1.小马 | 2 | 3 | 5 |\n",
        "一、前言部分\n文字\n",
    ] {
        assert!(align_one(parse(text), &forms, None).is_none(), "{text}");
    }
    for text in ["甲厂2023年玩具报告\n", "一、前言部分\n文字\n二、玩具数量\n"]
    {
        assert!(align_one(parse(text), &forms, None).is_some(), "{text}");
    }
}

/// The headings of a text: the section that each is taken for, and its words.
fn sections(text: &str) -> Vec<(usize, String)> {
    with_report(text, |report| {
        let headings = report.headings.main.iter();
        let text = |span| report.document.at(span).to_string();
        headings
            .map(|heading| (heading.section, text(heading.span)))
            .collect()
    })
}

#[test]
fn headings_are_known_by_number_and_words() {
    let text = "2023年玩具报告\n## 1、前言部分\n文字\n**玩具数量**\n| 1.小马 | 2 | 3 | 5 |\n";
    assert_eq!(
        sections(text),
        [(0, "1、前言部分".to_string()), (1, "玩具数量".to_string())]
    );
    let text = "2023年玩具报告\n**一****、前言部分**\n文字\n**二**** 、玩具****数量**\n";
    assert_eq!(sections(text).len(), 2, "{text}");
    // an item of the text with a section's words under a number of its own is no heading while the real one is there
    let text = "2023年玩具报告\n一、前言部分\n（一）玩具数量\n文字\n二、玩具数量\n";
    assert_eq!(sections(text)[1].1, "二、玩具数量");
    assert_eq!(sections(text).len(), 2);
}

#[test]
fn headings_may_be_numbered_as_parts_are_and_parts_are_no_headings() {
    for [first, second] in [
        ["（一）前言部分", "（二）玩具数量"],
        ["第一部分 前言部分", "第二部分、玩具数量"],
        ["第一章　前言部分", "第二章 玩具数量"],
        ["第1部分：前言部分", "第2部分 玩具数量"],
        ["第一项 前言部分", "第二项　玩具数量"],
        ["一 前言部分", "二　玩具数量"],
        ["1 前言部分", "2  玩具数量"],
        ["01 前言部分", "02 玩具数量"],
        ["(1)前言部分", "（2）玩具数量"],
        ["一）前言部分", "二)玩具数量"],
        ["一·前言部分", "二·玩具数量"],
        ["①前言部分", "② 玩具数量"],
        ["㈠前言部分", "㈡玩具数量"],
        ["壹、前言部分", "贰、玩具数量"],
        ["一、前言部分", "贰．玩具数量"],
        ["〔一〕前言部分", "〔二〕玩具数量"],
        ["Part 1 前言部分", "PART 2：玩具数量"],
        ["一前言部分", "二玩具数量"],
    ] {
        let text = format!("2023年玩具报告\n{first}\n文字\n{second}\n1.小马 | 2 | 3 | 5 |\n");
        let expected = [(0, first.to_owned()), (1, second.to_owned())];
        assert_eq!(sections(&text), expected);
    }
    // another's number, another wording, and a part beside the heading itself
    let text = "2023年玩具报告\n一、前言部分\n（一）玩具数量\n（二）数量\n1.小马 | 2 | 3 | 5 |\n";
    assert_eq!(sections(text), [(0, "一、前言部分".to_owned())]);
    let text = "2023年玩具报告\n一、前言部分\n（二）玩具数量\n二、玩具数量\n1.小马 | 2 | 3 | 5 |\n";
    let both = sections(text);
    assert_eq!(both[1], (1, "二、玩具数量".to_owned()), "{both:?}");
    // other words behind such a number are none of the form's
    let text = "2023年玩具报告\n一、前言部分\n2 数量\n②玩具\n1.小马 | 2 | 3 | 5 |\n";
    assert_eq!(sections(text), [(0, "一、前言部分".to_owned())]);
}

#[test]
fn title_and_headings_that_sank_into_running_text_are_found() {
    let text = "甲厂2023年玩具报告木头的卖得好。一、前言部分（一）小马2件。\n二、玩具数量\n| 1.小马 | 2 | 3 | 5 |\n";
    let found = with_report(text, |report| {
        let at = |span| report.document.at(span).to_string();
        let headings = report.headings.main.iter();
        (
            report.title.as_ref().map(|title| at(title.span)),
            headings.map(|heading| at(heading.span)).collect::<Vec<_>>(),
        )
    });
    let title = Some("甲厂2023年玩具报告".to_string());
    let headings = ["一、前言部分", "二、玩具数量"].map(String::from);
    assert_eq!(found, (title, headings.to_vec()));
    // the sections are only listed here
    let text = "甲厂2023年玩具报告\n本报告有：一、前言部分；二、玩具数量。\n二、玩具数量\n| 1.小马 | 2 | 3 | 5 |\n";
    let n_headings = with_report(text, |report| report.headings.main.len());
    assert_eq!(n_headings, 1);
}

#[test]
fn headings_may_stand_side_by_side_in_one_indented_row() {
    for text in [
        "甲厂2023年玩具报告\n\t一、前言部分\n\t一、前言部分\n",
        "甲厂2023年玩具报告\n目录\n\t一、前言部分\n\t二、玩具数量\n\t二、玩具数量\n",
        "\t二、玩具\n\t二、数量\n",
    ] {
        let aligned = align_one(parse(text), &toy::forms(), None);
        let headings = aligned.map(|aligned| aligned.report.headings.main.len());
        assert!(headings.is_none_or(|headings| headings > 0), "{text}");
    }
}

#[test]
fn a_title_is_told_from_links_to_reports_of_other_years() {
    let titled = |above: &str, below: &str| {
        let text =
            format!("{above}\n{below}\n一、前言部分\n文字\n二、玩具数量\n| 1.小马 | 2 | 3 | 5 |\n");
        with_report(&text, |report| report.year())
    };
    let links = "2020年玩具报告\n甲厂2022年玩具报告\n";
    assert_eq!(
        titled(&format!("{links}甲厂2023年玩具报告"), ""),
        Some(2023)
    );
    let below = "甲厂2023年玩具报告\n历年：\n2022年玩具报告\n2021年玩具报告";
    assert_eq!(titled(below, "自2023年1月1日起。"), Some(2023));
    assert_eq!(
        titled(
            &format!("甲厂2021年玩具报告\n{links}"),
            "到2021年底，2022年还早。2021年好。"
        ),
        Some(2021)
    );
}

#[test]
fn the_year_is_found_in_digits_of_all_kinds() {
    for (text, year) in [
        ("甲厂2023年玩具报告", Some(2023)),
        ("２０２３年度甲厂玩具报告", Some(2023)),
        ("二〇二三年甲厂玩具报告", Some(2023)),
        ("甲厂 2023 年度玩具报告", Some(2023)),
        ("甲厂玩具报告", None),
        ("甲厂第12345号玩具报告", None),
    ] {
        let found = with_report(
            &format!("{text}\n一、前言部分\n文字\n二、玩具数量\n"),
            |report| report.year(),
        );
        assert_eq!(found, year, "{text}");
    }
}
