//! Tables of the official form that pages and converters tore, where the toy has none of their kind.

use super::*;
use crate::kit::Forms;

/// What a report with these sections says in the cells of one table.
fn cells(sections: &str, table: usize) -> Vec<String> {
    let text =
        format!("某市某局2024年政府信息公开工作年度报告\n一、总体情况\n按时公开。\n{sections}");
    let aligned = align_one(parse(text), Forms::builtin(), None);
    let Some(aligned) = aligned else {
        panic!("no report: {sections}")
    };
    let document = &aligned.report.document;
    let written = |slot: &Slot| match slot.is_placed() {
        true => document.at(slot.span()).to_string(),
        false => "-".to_string(),
    };
    aligned.tables[table].slots.iter().map(written).collect()
}

const FOUR: &str = "四、政府信息公开行政复议、行政诉讼情况\n";
const HEADER: &str = "行政复议\n行政诉讼\n未经复议直接起诉\n复议后起诉\n";

#[test]
fn numbers_above_the_header_of_part_four_are_those_of_the_table_before() {
    let own = "3 0 0 1 4 1 1 0 0 2 0 0 0 1 1";
    let above = "0\n16\n0\n0 5 8\n12 19 22 8\n0 6 9 15 3\n";
    let read = cells(&format!("{FOUR}{above}{HEADER}{own}\n"), 2);
    assert_eq!(read.join(" "), own);
    // The number of a page below it changes nothing.
    let read = cells(&format!("{FOUR}{own}\n{HEADER}7\n"), 2);
    assert_eq!(read.join(" "), own);
}

#[test]
fn numbers_out_of_order_below_broken_words_are_in_no_cell() {
    let broken = "结果维\n持\n结果纠\n正\n其他结\n果\n尚未审\n总计\n结\n";
    let of = |words: &str, numbers: &str| {
        let lines = numbers.replace(' ', "\n");
        cells(
            &format!("{FOUR}{HEADER}{words}{lines}\n五、存在的主要问题及改进情况\n无。\n"),
            2,
        )
    };
    let in_order = "3 0 0 1 4 1 1 0 0 2 0 0 0 1 1";
    assert_eq!(of(broken, in_order).join(" "), in_order);
    // The totals of cells that a page drew higher come first.
    let totals_first = "4 2 1 3 0 0 1 1 1 0 0 0 0 0 1";
    assert_eq!(of(broken, totals_first), ["-"; 15]);
    let line =
        format!("{FOUR}{HEADER}{broken}{totals_first}\n五、存在的主要问题及改进情况\n无。\n");
    assert_eq!(cells(&line, 2), ["-"; 15]);
    // One sum that fails is a slip, and whole words stand in order.
    let slip = "3 0 0 1 4 1 1 0 0 5 0 0 0 1 1";
    assert_eq!(of(broken, slip).join(" "), slip);
    let whole = "结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n".repeat(3);
    assert_eq!(of(&whole, totals_first).join(" "), totals_first);
}

#[test]
fn a_number_with_a_mark_at_it_may_be_the_value_of_a_blank_line() {
    let leaves = "结果维持 |\n结果纠正 |\n其他结果 |\n尚未审结 |\n总计 |\n";
    let table = |first: &str| {
        let header = format!(
            "行政复议 |\n行政诉讼 |\n{leaves}未经复议直接起诉 |\n复议后起诉 |\n{leaves}{leaves}"
        );
        let rest = "0 |\n0 |\n1 |\n".to_owned() + &"0 |\n".repeat(10);
        cells(
            &format!("{FOUR}{header}{first}{rest}\n\n\n五、存在的主要问题及改进情况\n无。\n"),
            2,
        )
    };
    let whole = "1 0 0 0 1 0 0 0 0 0 0 0 0 0 0";
    assert_eq!(table("1 |\n0 |\n").join(" "), whole);
    assert_eq!(table("1 |/0 |\n"), ["-"; 15]);
    assert_eq!(table("1 |2023年0 |\n"), ["-"; 15]);
}

#[test]
fn a_label_may_be_broken_into_words_of_two_characters() {
    let label = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请";
    let letters: Vec<char> = label.chars().collect();
    let lines: Vec<String> = letters
        .chunks(2)
        .map(|pair| pair.iter().collect())
        .collect();
    let rows = format!(
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 1 0 0 0 0 0 1\n{}\n2 0 0 0 0 0 2\n",
        lines.join("\n")
    );
    let read = cells(&format!("三、收到和处理政府信息公开申请情况\n{rows}"), 1);
    let placed: Vec<&str> = read
        .iter()
        .map(String::as_str)
        .filter(|cell| *cell != "-" && !cell.is_empty())
        .collect();
    assert_eq!(placed.join(" "), "1 0 0 0 0 0 1 2 0 0 0 0 0 2");
}

#[test]
fn words_that_a_page_joined_across_its_cells_are_no_slips() {
    let slips = |line: &str| {
        let numbers = "3 0 0 1 4 1 1 0 0 2 0 0 0 1 1";
        let text =
            format!("某市某局2024年政府信息公开工作年度报告\n{FOUR}{HEADER}{line}\n{numbers}\n");
        let aligned = align_one(parse(text), Forms::builtin(), None);
        aligned.map(|aligned| aligned.tables[2].header_slips.len())
    };
    assert_eq!(slips("结果维持 结果纠正 总计结果维 审结总计 总计"), Some(0));
    assert_eq!(slips("结果维持 结果纠正 总计结果 总计"), Some(0));
    assert_eq!(slips("结果维持 结果更正 其他结果 尚未审结 总计"), Some(1));
}

#[test]
fn a_cell_holds_another_header_unless_it_only_repeats_the_end_of_its_own() {
    let report = include_str!("../../../examples/reports/bars.txt");
    let holds_another = |header: &str, written: &str| {
        let (before, behind) = report.split_at(report.find("商业企业").unwrap_or_default());
        let text = format!("{before}{}", behind.replacen(header, written, 1));
        let aligned = align_one(parse(&text), Forms::builtin(), None);
        let slips = aligned.map(|aligned| aligned.tables[1].header_slips.clone());
        slips.map(|slips| slips.iter().map(|slip| slip.holds_another).collect())
    };
    let two = "社会公益组织 | 法律服务机构";
    assert_eq!(
        holds_another(two, "社会公益组织法律服务机构"),
        Some(vec![true])
    );
    assert_eq!(holds_another(two, "社会公益组织服务机构"), Some(vec![true]));
    assert_eq!(holds_another(two, "社会公益法律服务机构"), Some(vec![true]));
    assert_eq!(holds_another("科研机构", "科研机构机构"), Some(vec![false]));
    assert_eq!(holds_another("科研机构", "科研机构构"), Some(vec![false]));
}

#[test]
fn the_last_word_of_a_header_in_a_grid_stands_over_the_last_column() {
    let leaves = "| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 ".repeat(3);
    let values = "| | 1 | | | 1 ".to_string() + &"| ".repeat(10);
    let grid = format!("{FOUR}| | {leaves}| | |\n| | {values}| | |\n");
    let read = cells(&grid, 2);
    assert_eq!(read[..6], ["", "1", "", "", "1", ""]);
}

#[test]
fn a_value_above_its_header_may_be_that_of_the_row_above() {
    let two =
        "二、主动公开政府信息情况\n第二十条第（六）项\n信息内容\n本年处理决定数量\n行政处罚\n18\n";
    let torn = "行政强制\n信息内容\n行政事业性收费\n2\n第二十条第（八）项\n本年收费金额（单位：万元）\n0\n";
    let read = cells(&format!("{two}{torn}"), 0);
    assert_eq!(read[read.len() - 3..], ["18", "-", "-"]);
}

#[test]
fn a_table_whose_cells_say_how_they_are_set_is_not_read() {
    let row = "^|3 ^|0 ^|0 ^|1 ^|4 ^|1 ^|1 ^|0 ^|0 ^|2 ^|0 ^|0 ^|0 ^|19\n^|112\n";
    let read = cells(
        &format!("{FOUR}|===\n5+^|行政复议 10+^|行政诉讼\n\n{row}|===\n"),
        2,
    );
    assert_eq!(read, ["-"; 15]);
}

#[test]
fn a_part_with_the_number_of_another_is_a_heading_only_where_sections_are_numbered_as_parts() {
    let titles = |numbers: [&str; 4]| {
        let [one, two, three, four] = numbers;
        let text = format!(
            "某市某局2024年政府信息公开工作年度报告\n{one}总体情况\n按时公开。\n{two}主动公开政府信息情况\n略。\n{three}收到和处理政府信息公开申请情况\n略。\n{four}政府信息公开行政复议、行政诉讼情况\n略。\n"
        );
        let aligned = align_one(parse(text), Forms::builtin(), None);
        let aligned = aligned.unwrap_or_else(|| panic!("no report"));
        let headings = aligned.report.headings.main.iter();
        headings.map(|heading| heading.section).collect::<Vec<_>>()
    };
    let parts = ["第一部分 ", "第二部分 ", "第三部分 ", "第三部分 "];
    assert_eq!(titles(parts), [0, 1, 2, 3]);
    let in_brackets = ["（一）", "（二）", "（四）", "（四）"];
    assert_eq!(titles(in_brackets), [0, 1, 2, 3]);
    assert_eq!(titles(["一、", "二、", "三、", "（二）"]), [0, 1, 2]);
}

#[test]
fn blanks_are_not_those_of_a_line_that_states_more_numbers_than_the_table_has() {
    let end = "|  | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n";
    let of = |line: &str| {
        let header = HEADER.replace('\n', " | ");
        cells(&format!("{FOUR}| {header}\n{line}"), 2)
    };
    let mut alone = ["0"; 15];
    alone[0] = "";
    assert_eq!(of(end), alone);
    assert_eq!(of(&format!("| 2 | 1 | 行政诉讼 {end}")), ["-"; 15]);
    assert_eq!(of(&format!("| 1 | 本机关 {end}")), alone);
}

#[test]
fn a_number_with_a_gap_voids_a_row_of_blanks_that_it_does_not_add_up_in() {
    let first = |values: &str| {
        let rows = format!(
            "| 一、本年新收政府信息公开申请数量 | {values} |\n| 二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
        );
        let read = cells(&format!("三、收到和处理政府信息公开申请情况\n{rows}"), 1);
        read[..7].join(",")
    };
    assert_eq!(first("80 2 | 1 | 2 | 1 | 30 |  | "), "-,-,-,-,-,-,-");
    assert_eq!(first("1 2 | 1 |  |  |  |  | 13"), "1 2,1,,,,,13");
    assert_eq!(first("82 | 1 | 2 | 1 | 30 |  | "), "82,1,2,1,30,,");
}

#[test]
fn a_word_among_the_numbers_of_part_four_is_no_reason_to_call_others_blank() {
    let columns = "结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n".repeat(3);
    let of = |values: &str| {
        let lines = values.replace(' ', "\n").replace('_', "");
        let lines = lines.replace('~', " ");
        let read = cells(
            &format!("{FOUR}{HEADER}{columns}{lines}\n\n\n五、存在的主要问题及改进情况\n无。\n"),
            2,
        );
        read.join(" ")
    };
    let none = ["-"; 15].join(" ");
    for with_words in [
        "2 1 若干 0 3 1 0 0 0 1 4 0 0 0 4",
        "2 1 若干 0 3 1 0 0 未统计 1 4 0 0 0 4",
        "2 1 若干 0 _ 1 0 0 0 1 4 0 0 0 4",
        "若干 1 0 0 3 1 0 0 0 1 4 0 0 0 4",
        // A space inside a number makes up for the word.
        "2 1 0 0 3 1 2~2 0 0 1 4 0 若干 0 4",
    ] {
        assert_eq!(of(with_words), none, "{with_words}");
    }
    let page = "2 1 0 0 3 1 0 0 0 1 续表 4 0 0 0 4";
    assert_eq!(of(page), page.replace("续表 ", ""));
    let blank = "2 1 0 0 3 1 0 0 0 1 4 0 _ 0 4";
    assert_eq!(of(blank), blank.replace('_', ""));
}

#[test]
fn an_empty_line_above_the_numbers_of_part_four_is_a_blank_only_if_they_add_up() {
    let columns = "结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n".repeat(3);
    let of = |numbers: &str| {
        let lines = numbers.replace(' ', "\n").replace('_', "");
        let rest = "五、存在的主要问题及改进情况\n无。\n";
        let text = format!("{FOUR}{HEADER}{columns}{lines}\n\n\n{rest}");
        cells(&text, 2).join(" ")
    };
    // No total is filled in, and the first empty line sets the numbers off.
    assert_eq!(of("_ 1 0 0 0 _ 0 0 0 0 _ 0 2 0 0"), ["-"; 15].join(" "));
    let first_is_blank = "_ 1 0 0 1 0 0 0 0 0 0 2 0 0 2";
    assert_eq!(of(first_is_blank), first_is_blank.replace('_', ""));
}

#[test]
fn a_row_of_part_four_that_lost_cells_between_its_bars_has_none_outside_them() {
    let framed = "| 行政复议 | | | | | 行政诉讼 | | | | | | | | | |\n| 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | | | | | 复议后起诉 | | | | |\n| | | | | | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |\n";
    let of = |header: &str, row: &str| {
        let rest = "五、存在的主要问题及改进情况\n无。\n";
        cells(&format!("{FOUR}\n{header}{row}\n\n{rest}"), 2).join(" ")
    };
    let none = ["-"; 15].join(" ");
    let torn = "| 2 | 1 | 0 | 1 | 0 | 0 | 0 | 1 | 0 | 0 | 0 | 1 | 1 |";
    assert_eq!(of(framed, torn), none);
    let bare = framed.replace("\n| ", "\n").replace(" |\n", "\n");
    let bare = bare.trim_start_matches("| ");
    assert_eq!(of(bare, torn), " 2 1 0 1 0 0 0 1 0 0 0 1 1 ");
}
