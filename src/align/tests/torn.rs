//! Tables that the pages and lines of a PDF tore: values on other lines than their labels, groups in front and behind, lines of the page between.

use super::*;

/// The slots of a report with this table, and nothing said of its labels and rows.
fn quiet_slots(table: &str) -> Vec<String> {
    with_tables(&report(table), |_, tables| {
        assert_eq!(tables[0].label_slips, [], "{table}");
        assert_eq!(tables[0].unknown_rows, [], "{table}");
    });
    slots(&report(table))
}

#[test]
fn values_above_their_labels_go_down_row_by_row() {
    let above = "玩具种类 木头 布料 总计\n2 3 5\n1.小马\n1 4 5\n2.娃娃\n3 7 10\n（二）合计\n";
    assert_eq!(quiet_slots(above), WHOLE);
    let below_the_first = "1.小马 2 3 5\n1 4 5\n2.娃娃\n3 7 10\n（二）\n合计\n";
    assert_eq!(quiet_slots(below_the_first), WHOLE);
}

#[test]
fn numbers_of_columns_below_a_header_are_no_values_of_the_first_row() {
    let table = "玩具种类 木头 布料 总计\n1 2 4\n1.小马\n2 3 5\n2.娃娃\n1 4 5\n（二）合计\n";
    assert_eq!(slots(&report(table)), ["2 3 5", "1 4 5", "- - -"]);
}

#[test]
fn a_number_alone_in_front_that_may_be_the_first_or_the_total_is_not_placed() {
    let table = "1.小马 5\n0 5\n2.娃娃 1 4 5\n（二）合计 6 4 10\n";
    assert_eq!(slots(&report(table))[0], "?5 ?0 ?5");
    let table = "1.小马 0\n0 0\n2.娃娃 1 4 5\n（二）合计 1 4 5\n";
    assert_eq!(slots(&report(table))[0], "0 0 0");
}

#[test]
fn a_group_may_stand_behind_the_numbers_of_its_first_row() {
    for group in ["（一）各样玩具", "（一） 各样玩具", "（一）各样"] {
        let table = format!("1.小马 2 3 5 {group}\n2.娃娃 1 4 5\n（二）合计 3 7 10\n");
        assert_eq!(slots(&report(&table)), WHOLE, "{group}");
    }
}

#[test]
fn a_group_may_stand_in_front_of_a_label_whose_values_are_on_another_line() {
    for label in [
        "1.小马\n2 3 5",
        "1.小\n2 3 5\n马",
        "1.小\n马 2 3 5",
        "1.小马\n2\n3\n5",
    ] {
        let table = format!("（一）各样玩具 {label}\n2.娃娃 1 4 5\n（二）合计 3 7 10\n");
        assert_eq!(quiet_slots(&table), WHOLE, "{label}");
    }
}

#[test]
fn a_label_behind_a_piece_of_its_group_without_a_space_is_no_slip() {
    let table = "（一）各样1.小马 2 3 5\n玩具2.娃娃 1 4 5\n（二）合计 3 7 10\n";
    assert_eq!(quiet_slots(table), WHOLE);
}

#[test]
fn a_label_may_go_on_in_the_next_row_with_its_values_behind() {
    let table = "\"1.小\n马\"\t2\t3\t5\n2.娃娃\t1\t4\t5\n（二）合计\t3\t7\t10\n";
    assert_eq!(slots(&report(table)), WHOLE);
}

#[test]
fn cell_marks_and_named_spaces_are_blank() {
    let marked = "1.小马\t2\t3\t5\u{7}\n2.娃娃\t1\t\u{7}\t5\u{7}\n（二）合计\t3\t7\t10\u{7}\n";
    assert_eq!(slots(&report(marked)), ["2 3 5", "1 _ 5", "3 7 10"]);
    let named =
        "| 1.小马 | 2 | 3 | 5 |\n| 2.娃娃 | 1 | &nbsp; | 5 |\n| （二）合计 | 3 | 7 | 10 |\n";
    assert_eq!(slots(&report(named)), ["2 3 5", "1 _ 5", "3 7 10"]);
    let beside = "| &nbsp;&nbsp;1.小马 | &nbsp;2 | 3&nbsp; | 5 &#160;&emsp; |\n\
         | 2.娃娃 | 1 | &nbsp; &nbsp; | &nbsp;5&nbsp; |\n| （二）合计&nbsp; | 3 | 7 | 10 |\n";
    assert_eq!(slots(&report(beside)), ["2 3 5", "1 _ 5", "3 7 10"]);
}

#[test]
fn a_number_misread_from_a_picture_keeps_its_place() {
    let table = "1.小马 2 O 2\n2.娃娃 1 l4 15\n（二）合计 3 7 10\n";
    assert_eq!(slots(&report(table)), ["2 O 2", "1 l4 15", "3 7 10"]);
}

#[test]
fn numbers_with_units_are_set_apart_by_spaces_too() {
    let table = "1.小马 2件 3件 5件\n2.娃娃 1件 4件 5件\n（二）合计 3件 7件 10件\n";
    assert_eq!(slots(&report(table))[1], "1件 4件 5件");
}

#[test]
fn a_page_may_end_inside_a_label_or_above_values_that_stand_above_theirs() {
    let inside = "1.小\n第 3 页 共 9 页\n马 2 3 5\n2.娃娃 1 4 5\n（二）合计 3 7 10\n";
    assert_eq!(quiet_slots(inside), WHOLE);
    for page in [
        "第 3 页",
        "3",
        "３",
        "甲厂2023年玩具报告",
        "玩具种类 木头 布料 总计",
    ] {
        let above = format!("1.小马 2 3 5\n{page}\n1 4 5\n2.娃娃\n3 7 10\n（二）合计\n");
        assert_eq!(quiet_slots(&above), WHOLE, "{page}");
    }
}

#[test]
fn lines_that_may_stand_above_or_below_their_labels_are_not_placed() {
    let table = "1.小马 2 3 5\n- 3 -\n1 4 5\n2.娃娃\n3 7 10\n（二）合计\n";
    assert_eq!(slots(&report(table))[1], "?3 ?7 ?10");
}

#[test]
fn lines_below_a_header_that_stands_below_its_labels_are_not_those_of_the_labels_further_down() {
    let table = "1.小马\n2.娃娃\n玩具种类 木头 布料 总计\n2 3 5\n1 4 5\n（二）合计\n3 7 10\n";
    assert_eq!(slots(&report(table))[2], "3 7 10");
    let labels_last = table.replace("（二）合计\n3 7 10\n", "（二）合计\n");
    assert_eq!(slots(&report(&labels_last))[2], "- - -");
}

#[test]
fn a_total_on_the_next_line_of_a_row_between_bars_is_its_own() {
    let table = "玩具种类| 木头| 布料| 总计  \n---|---|---|---  \n1.小马| 2| 3|\n5  \n2.娃娃| 1| 4| 5  \n（二）合计| 3| 7|\n10  \n";
    assert_eq!(quiet_slots(table), WHOLE);
    let with_bars = table
        .replace("\n5  ", "\n5|  ")
        .replace("\n10  ", "\n10|  ");
    assert_eq!(quiet_slots(&with_bars), WHOLE);
}

#[test]
fn a_piece_of_a_group_may_stand_in_front_of_a_broken_label() {
    let table = "（一）各 1.小\n马\n2 3 5\n2.娃娃 1 4 5\n（二）合计 3 7 10\n";
    assert_eq!(quiet_slots(table), WHOLE);
}

#[test]
fn a_row_between_the_halves_of_its_label_may_have_a_piece_of_its_group_in_front() {
    let table = "（一）各样玩\n1.小\n具 2 3 5\n马\n2.娃娃 1 4 5\n（二）合计 3 7 10\n";
    assert_eq!(quiet_slots(table), WHOLE);
    let in_three = "（一）各样玩\n2.娃\n具 1 4 5\n娃\n（二）合计 3 7 10\n";
    assert_eq!(quiet_slots(&format!("1.小马 2 3 5\n{in_three}")), WHOLE);
}

#[test]
fn a_single_character_before_numbers_is_no_label_without_its_halves() {
    let table = "1.小马 2 3 5\n具 1 4 5\n（二）合计 3 7 10\n";
    assert_eq!(slots(&report(table))[1], "- - -");
}

#[test]
fn a_row_whose_label_stands_below_its_numbers_may_have_a_piece_of_its_group_in_front() {
    let table = "1.小马 2 3 5\n（一）各样玩 1 4 5\n2.娃娃\n具\n（二）合计 3 7 10\n";
    assert_eq!(quiet_slots(table), WHOLE);
}

#[test]
fn a_label_in_three_lines_with_its_numbers_in_the_second_is_whole() {
    let table = "1.小马 2 3 5\n2.\n娃 1 4 5\n娃\n（二）合计 3 7 10\n";
    assert_eq!(quiet_slots(table), WHOLE);
}

#[test]
fn halves_of_a_groups_label_beside_the_halves_of_a_rows_are_no_slips() {
    for halves in [
        "（一）各 1.小\n样玩具 马 2 3 5",
        "（一） 1.小\n各样玩 马 2 3 5\n具",
    ] {
        let table = format!("{halves}\n2.娃娃 1 4 5\n（二）合计 3 7 10\n");
        assert_eq!(quiet_slots(&table), WHOLE, "{halves}");
    }
}

#[test]
fn a_groups_label_without_its_beginning_is_a_slip() {
    let table = "1.小马 2 3 5\n样玩具\n2.娃娃 1 4 5\n（二）合计 3 7 10\n";
    with_tables(&report(table), |_, tables| {
        let spans = tables[0]
            .label_slips
            .iter()
            .map(|slip| slip.span.of(&report(table)).to_string());
        assert_eq!(spans.collect::<Vec<_>>(), ["样玩具"]);
    });
}

#[test]
fn half_of_a_label_is_no_slip_where_its_other_half_stands_near() {
    let table = |rest: &str| format!("2.娃娃 1 4 5\n（二）合 3 7 10 9%\n{rest}\n");
    for rest in ["计", "计0"] {
        assert_eq!(
            quiet_slots(&table(rest)),
            ["- - -", "1 4 5", "3 7 10"],
            "{rest}"
        );
    }
    with_tables(&report(&table("完")), |_, tables| {
        assert_eq!(tables[0].label_slips.len(), 1);
    });
}

#[test]
fn broken_lines_above_their_labels_go_down_where_they_add_up() {
    let table = |total: u8| format!("1.小马 2 3 5\n1 4\n{total}\n2.娃娃\n3 7 10\n（二）合计\n");
    assert_eq!(quiet_slots(&table(5)), WHOLE);
    assert_eq!(
        slots(&report(&table(6))),
        ["?2 ?3 ?5", "?3 ?7 ?10", "- - -"]
    );
}

#[test]
fn a_row_with_an_amount_run_into_its_label_is_there() {
    let table = "1.小马 2 3 5\n2.娃娃14.5\n（二）合计 3 7 10\n";
    with_tables(&report(table), |_, tables| {
        assert!(tables[0].rows[1].label.is_some());
    });
}

#[test]
fn words_of_another_language_are_no_row() {
    let table = "1.小马 2 3 5\nDisclosure 2 2\n2.娃娃 1 4 5\n（二）合计 3 7 10\n";
    assert_eq!(quiet_slots(table), WHOLE);
}

#[test]
fn a_row_that_other_words_cut_short_has_no_blanks_where_it_lacks_values() {
    let on_lines = |first: &str| {
        let lines = format!("1.小马 {first} 2.娃娃 1 4 5 （二）合计 3 7 10 ");
        let lines = lines.replace(' ', "\n\n").replace('_', "");
        slots(&report(&lines)).swap_remove(0)
    };
    assert_eq!(on_lines("_ 2 5"), "_ 2 5");
    assert_eq!(on_lines("2 _ 5"), "2 _ 5");
    for words in ["若干", "（续表）", "2023年", "木头"] {
        for cut in ["_ 2 ~ 5", "_ 2 ~", "2 _ ~", "2 _ ~ 5"] {
            let row = cut.replace('~', words);
            assert_eq!(on_lines(&row), "?2 - -", "{row}");
        }
    }
}
