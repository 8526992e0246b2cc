//! Columns in another order than the form's, and labels that a page or a converter took apart.

use super::*;
use crate::form::load_edition;
use crate::kit::Forms;
use crate::locale::Locale;

#[test]
fn a_total_in_front_is_read_as_the_total() {
    let table = "| 玩具种类 | 总计 | 木头 | 布料 |\n| 1.小马 | 5 | 2 | 3 |\n| 2.娃娃 | 5 | 1 | 4 |\n| （二）合计 | 10 | 3 | 7 |\n";
    assert_eq!(slots(&report(table)), WHOLE);
    let lines = table.replace("| ", "").replace(" |", "").replace(' ', "\n");
    assert_eq!(slots(&report(&lines)), WHOLE);
}

#[test]
fn columns_between_bars_are_those_that_the_header_names() {
    let table = "| 玩具种类 | 布料 | 木头 | 总计 |\n| 1.小马 | 3 | 2 | 5 |\n| 2.娃娃 | 4 | 1 | 5 |\n| （二）合计 | 7 | 3 | 10 |\n";
    assert_eq!(slots(&report(table)), WHOLE);
}

#[test]
fn a_column_of_another_matter_is_left_out_where_the_header_lacks_the_cell_over_the_labels() {
    for table in [
        "木头 | 去年 | 布料 | 总计\n1.小马 | 2 | 9 | 3 | 5\n2.娃娃 | 1 | 9 | 4 | 5\n（二）合计 | 3 | 18 | 7 | 10\n",
        "木头 | 布料 | 去年 | 总计\n1.小马 | 2 | 3 | 9 | 5\n2.娃娃 | 1 | 4 | 9 | 5\n（二）合计 | 3 | 7 | 18 | 10\n",
        "木头 | 布料 | 总计 | 去年\n1.小马 | 2 | 3 | 5 | 9\n2.娃娃 | 1 | 4 | 5 | 9\n（二）合计 | 3 | 7 | 10 | 18\n",
    ] {
        assert_eq!(slots(&report(table)), WHOLE, "{table}");
    }
}

#[test]
fn a_header_against_which_all_sums_speak_is_not_followed() {
    let table = "| 玩具种类 | 总计 | 木头 | 布料 |\n| 1.小马 | 2 | 3 | 5 |\n| 2.娃娃 | 1 | 4 | 5 |\n| （二）合计 | 3 | 7 | 10 |\n";
    assert_eq!(slots(&report(table)), WHOLE);
}

#[test]
fn words_on_lines_right_below_each_other_are_followed_unless_sums_speak_against_it() {
    let header = "玩具种类\n布料\n木头\n总计\n";
    let rows = "1.小马\n3\n2\n5\n2.娃娃\n4\n1\n5\n（二）合计\n7\n3\n10\n";
    assert_eq!(slots(&report(&format!("{header}{rows}"))), WHOLE);
    let total_first = "玩具种类\n总计\n布料\n木头\n";
    let rows = "1.小马\n2\n3\n5\n2.娃娃\n1\n4\n5\n（二）合计\n3\n7\n10\n";
    assert_eq!(slots(&report(&format!("{total_first}{rows}"))), WHOLE);
    // A page that mixed the words has mixed them with others.
    let mixed = "玩具种类\n布料\n单位：个\n木头\n总计\n";
    assert_eq!(slots(&report(&format!("{mixed}{rows}"))), WHOLE);
}

#[test]
fn words_of_a_header_that_spaces_set_apart_are_followed_where_sums_say_so() {
    let rows = "1.小马   5   2   3\n2.娃娃   5   1   4\n（二）合计   10   3   7\n";
    for header in [
        "玩具种类   总计   木头   布料\n",
        "总计 木头 布料\n",
        "玩具种类   总计   木头   布\n",
    ] {
        assert_eq!(
            slots(&report(&format!("{header}{rows}"))),
            WHOLE,
            "{header}"
        );
    }
    let as_the_form = "玩具种类   总计   木头   布料\n1.小马   2   3   5\n2.娃娃   1   4   5\n（二）合计   3   7   10\n";
    assert_eq!(slots(&report(as_the_form)), WHOLE);
}

/// The toy table with a column more, 纸张, as it is read from this text.
fn of_four_columns(table: &str) -> Vec<Slot> {
    let column = "[[table.column]]\nid = \"total\"";
    let paper = format!("[[table.column]]\nid = \"paper\"\nlabel = \"纸张\"\n\n{column}");
    let edition = toy::TOY
        .replace(column, &paper)
        .replace("\"wood\", \"cloth\"", "\"wood\", \"cloth\", \"paper\"");
    let Ok(edition) = load_edition(&edition, Locale::English) else {
        panic!("a toy of four columns: {edition}")
    };
    let forms = Forms::new(vec![edition]);
    let Some(aligned) = align_one(parse(report(table)), &forms, None) else {
        panic!("no report: {table}")
    };
    aligned.tables[0].slots.clone()
}

#[test]
fn a_blank_in_front_does_not_pass_for_a_column_that_is_gone() {
    let slots = of_four_columns(
        "| 玩具种类 |  | 木头 | 布料 | 总计 |\n| （一）各样玩具 | 1.小马 | 2 | 3 | 5 |\n|  | 2.娃娃 | 1 | 4 | 5 |\n| （二）合计 |  | 3 | 7 | 10 |\n",
    );
    let total = &slots[8..];
    assert!(total.iter().all(|slot| !slot.is_placed()), "{total:?}");
}

#[test]
fn a_blank_behind_the_table_does_not_pass_for_a_total() {
    let rows =
        "| 1.小马 | 2 | 3 | 5 |  |\n| 2.娃娃 | 1 | 4 | 5 |  |\n| （二）合计 | 3 | 7 | 10 |  |\n";
    let slots = of_four_columns(&format!("| 玩具种类 | 木头 | 布料 | 总计 |  |\n{rows}"));
    assert!(slots.iter().all(|slot| !slot.is_placed()), "{slots:?}");
    let header = "| 玩具种类 | 木头 | 布料 | 纸张 | 总计 |\n";
    let slots = of_four_columns(&format!("{header}{rows}"));
    assert!(slots.iter().all(Slot::is_placed), "{slots:?}");
}

#[test]
fn a_blank_of_the_labels_does_not_pass_for_a_value_in_rows_that_are_all_short() {
    let table = "| 玩具种类 |  | 木头 | 布料 | 总计 |\n|---|---|---|---|---|\n| 1.小马 |  | 2 | 3 |\n| 2.娃娃 |  | 1 | 4 |\n| （二）合计 |  | 3 | 7 |\n";
    assert_eq!(slots(&report(table)), ["?2 ?3 -", "?1 ?4 -", "?3 ?7 -"]);
}

#[test]
fn a_label_is_known_behind_its_group_and_behind_a_circled_number() {
    let table = "| 玩具种类 | 木头 | 布料 | 总计 |\n| （一）各样玩具-1.小马 | 2 | 3 | 5 |\n| ①2.娃娃 | 1 | 4 | 5 |\n| （二）合计 | 3 | 7 | 10 |\n";
    assert_eq!(slots(&report(table)), WHOLE);
    with_tables(&report(table), |_, tables| {
        assert_eq!(tables[0].label_slips, []);
    });
}

#[test]
fn a_number_cut_from_its_label_by_the_line_of_the_values_belongs_to_it() {
    let table = "玩具种类 木头 布料 总计\n1.小马 2 3 5\n娃\n2. 1 4 5\n娃\n（二）合计 3 7 10\n";
    assert_eq!(slots(&report(table)), WHOLE);
}

#[test]
fn a_piece_of_the_group_between_label_and_values_is_none_of_the_table() {
    let table = "玩具种类 木头 布料 总计\n1.小马\n（一）各样\n2 3 5\n玩具\n2.娃娃 1 4 5\n（二）合计 3 7 10\n";
    assert_eq!(slots(&report(table)), WHOLE);
}

#[test]
fn blocks_of_a_table_in_one_line_are_read_by_their_header() {
    let text = include_str!("../../../examples/reports/markdown.md")
        .replace(
            "| 未经复议直接起诉 |  |  |  |  | 复议后起诉 |",
            "| 复议后起诉 |  |  |  |  | 未经复议直接起诉 |",
        )
        .replace(
            "| 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |",
            "| 1 | 0 | 0 | 0 | 1 | 0 | 3 | 0 | 0 | 3 | 2 | 0 | 0 | 0 | 2 |",
        );
    let Some(aligned) = align_one(parse(&text), Forms::builtin(), None) else {
        panic!("no report: {text}")
    };
    let disputes = &aligned.tables[2];
    let says = |slot: &Slot| aligned.report.document.at(slot.span()).to_owned();
    let said: Vec<String> = disputes.slots.iter().map(says).collect();
    let official = [
        "1", "0", "0", "0", "1", "2", "0", "0", "0", "2", "0", "3", "0", "0", "3",
    ];
    assert_eq!(said, official);
    assert!(
        disputes.header_orders.iter().all(|order| order.is_followed)
            && !disputes.header_orders.is_empty()
    );
}

#[test]
fn columns_of_a_table_without_labels_are_those_that_lines_of_words_name() {
    let text = include_str!("../../../examples/reports/lines.txt");
    let swapped = text.replace(
        "未经复议直接起诉\n\n复议后起诉\n",
        "复议后起诉\n\n未经复议直接起诉\n",
    );
    assert_ne!(swapped, text);
    let Some(aligned) = align_one(parse(&swapped), Forms::builtin(), None) else {
        panic!("no report: {swapped}")
    };
    assert!(!aligned.tables[2].header_orders.is_empty());
}

#[test]
fn the_number_of_a_table_is_none_of_its_values() {
    let text = include_str!("../../../examples/reports/markdown.md")
        .replace(
            "| 行政复议 |  |  |  |  | 行政诉讼 |",
            "表 3\n\n| 行政复议 |  |  |  |  | 行政诉讼 |",
        )
        .replace(
            "| 1 | 0 | 0 | 0 | 1 | 0 | 0 |",
            "| 1 | 0 | 0 | 没有 | 1 | 0 | 0 |",
        );
    let Some(aligned) = align_one(parse(&text), Forms::builtin(), None) else {
        panic!("no report: {text}")
    };
    let disputes = &aligned.tables[2];
    let says = |slot: &Slot| aligned.report.document.at(slot.span()).to_owned();
    assert!(disputes.slots.iter().map(says).all(|said| said != "3"));
}

#[test]
fn of_two_lines_of_numbers_the_first_is_this_years() {
    let text = include_str!("../../../examples/reports/markdown.md");
    let table = text
        .split("## 四、")
        .nth(1)
        .and_then(|part| part.split("## 五").next());
    let table = table.and_then(|part| part.split_once('\n'));
    let Some((_, table)) = table else {
        panic!("no part four: {text}")
    };
    let other = table.replace("| 1 | 0 | 0 | 0 | 1 |", "| 2 | 3 | 0 | 0 | 5 |");
    let doubled = text.replace(table, &format!("{table}附：2023年情况\n{other}"));
    let Some(aligned) = align_one(parse(&doubled), Forms::builtin(), None) else {
        panic!("no report: {doubled}")
    };
    let first = aligned.tables[2].slots.first();
    let says = first.map(|slot| aligned.report.document.at(slot.span()));
    assert_eq!(says, Some("1"));
}

#[test]
fn an_empty_line_is_no_blank_cell_of_a_row_whose_values_stand_side_by_side() {
    let table =
        "玩具种类 木头 布料 总计\n1.小马 2 3 5\n2.娃娃 1 4 5\n（二）合计 3 7\n\n\n填表人：甲\n";
    assert_eq!(slots(&report(table)), ["2 3 5", "1 4 5", "?3 ?7 -"]);
}

#[test]
fn a_translation_behind_a_header_word_is_no_slip() {
    for header in ["玩具种类No", "玩具种类 No.", "玩具<br>种类 No"] {
        let cells = format!("<tr><td>{header}</td><td>木头</td><td>布料</td><td>总计</td></tr>");
        let row = "<tr><td>1.小马</td><td>2</td><td>3</td><td>5</td></tr>";
        with_tables(
            &report(&format!("<table>{cells}{row}</table>")),
            |_, tables| {
                assert_eq!(tables[0].header_slips, [], "{header}");
            },
        );
    }
}
