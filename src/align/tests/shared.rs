//! Rows that share a place, and tables whose cells a page, a browser or a converter moved.

use super::*;

/// What the applications of a report on the form of 2021 say in these rows.
fn rows_of(text: &str, rows: &[&str]) -> Vec<String> {
    let forms = Forms::builtin();
    let Some(aligned) = align_one(parse(text), forms, None) else {
        panic!("no report: {text}")
    };
    let edition = &forms.kits()[aligned.report.kit_at].edition;
    let found = |id: &&str| {
        let mut specs = edition.tables.iter().zip(&aligned.tables);
        let row = specs.find_map(|(spec, table)| {
            let row = spec.rows.iter().find(|row| row.id == **id)?;
            Some((row, table))
        });
        let Some((row, table)) = row else {
            panic!("no row of the form: {id}")
        };
        let cells = row.first_cell..row.first_cell + row.columns.len();
        let written = |slot: &Slot| match slot.is_placed() {
            true => aligned.report.document.at(slot.span()).to_owned(),
            false => "-".to_owned(),
        };
        let slots = table.slots[cells].iter().map(written);
        slots.collect::<Vec<_>>().join(" ")
    };
    rows.iter().map(found).collect()
}

const HEAD: &str =
    "某县教育局2024年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n\n";

#[test]
fn rows_that_a_converter_packed_into_one_have_each_its_part_of_every_cell() {
    let text = format!(
        "{HEAD}| 一、本年新收政府信息公开申请数量<br>二、上年结转政府信息公开申请数量 |  | 4<br>1 | 2<br>0 | 0<br/>0 | 0<br>0 | 0<br>0 | 3<br>5 | 9<br>6 |\n\
         | （三）不予公开<br>1.属于国家秘密<br>2.其他法律行政<br>法规禁止公开 |  | 7<br>8 | 0<br>0 | 0<br>0 | 0<br>0 | 0<br>0 | 0<br>0 | 7<br>8 |\n"
    );
    assert_eq!(
        rows_of(&text, &["new", "carried_in", "denied1", "denied2"]),
        [
            "4 2 0 0 0 3 9",
            "1 0 0 0 0 5 6",
            "7 0 0 0 0 0 7",
            "8 0 0 0 0 0 8"
        ]
    );
}

#[test]
fn packed_rows_whose_parts_do_not_go_together_are_not_placed() {
    let text = format!(
        "{HEAD}| 一、本年新收政府信息公开申请数量<br>二、上年结转政府信息公开申请数量 |  | 4<br>1 | 2 | 0<br>0 | 0<br>0 | 0<br>0 | 3<br>5 | 9<br>6 |\n"
    );
    let nothing = ["-"; 7].join(" ");
    assert_eq!(
        rows_of(&text, &["new", "carried_in"]),
        [&*nothing, &*nothing]
    );
}

#[test]
fn values_behind_several_labels_are_those_of_all_where_sums_tell() {
    let labels = "1.小马\n2.娃娃\n";
    let rows = format!("{labels}2\n3\n5\n1\n4\n5\n（二）合计\n3\n7\n10\n");
    assert_eq!(slots(&report(&rows)), WHOLE);
    let columns = format!("{labels}2\n1\n3\n4\n5\n5\n（二）合计\n3\n7\n10\n");
    assert_eq!(slots(&report(&columns)), WHOLE);
    let neither = format!("{labels}2\n3\n9\n1\n4\n5\n（二）合计\n3\n7\n10\n");
    assert_eq!(slots(&report(&neither)), ["- - -", "- - -", "3 7 10"]);
}

#[test]
fn values_behind_several_labels_may_stand_on_lines_that_tell() {
    let lines = "1.小马\n2.娃娃\n2 3 9\n1 4 5\n（二）合计\n3\n7\n10\n";
    assert_eq!(slots(&report(lines)), ["2 3 9", "1 4 5", "3 7 10"]);
}

#[test]
fn words_of_the_page_between_two_values_end_no_row() {
    let head = "1.小马\n2\n3\n甲厂年度文件\n5\n2.娃娃\n1\n4\n5\n（二）合计\n3\n7\n10\n";
    assert_eq!(slots(&report(head)), WHOLE);
    let numbered = "1.小马\n2\n3\n7\n甲厂年度文件\n5\n2.娃娃\n1\n4\n5\n（二）合计\n3\n7\n10\n";
    assert_eq!(slots(&report(numbered)), WHOLE);
}

#[test]
fn a_row_of_the_reports_own_is_none_that_words_interrupt() {
    let own = "1.小马\n2\n3\n甲厂年度文件\n4\n2.娃娃\n1\n4\n5\n（二）合计\n3\n7\n10\n";
    assert_ne!(slots(&report(own))[0], "2 3 4");
}

#[test]
fn paragraphs_in_the_cells_of_a_page_are_cells_on_lines() {
    let cells = ["玩具种类", "木头", "布料", "总计", "1.小马", "2", "3", "5"];
    let cells = [
        &cells[..],
        &["2.娃娃", "1", "4", "5", "（二）合计", "3", "7", "10"],
    ]
    .concat();
    for between in ["\n\t\n", "\n\n\t\n\n", "\t\n"] {
        let table = format!("{}\n", cells.join(between));
        assert_eq!(slots(&report(&table)), WHOLE, "{between:?}");
    }
}

#[test]
fn a_spreadsheets_quotation_marks_are_no_part_of_its_cells() {
    let table = "\"1.小马\"\t\"2\"\t\"3\"\t\"5\"\n\"2.娃娃\"\t\"1\"\t\"4\"\t\"5\"\n\"（二）合计\"\t\"3\"\t\"7\"\t\"10\"\n";
    assert_eq!(slots(&report(table)), WHOLE);
}

#[test]
fn a_merged_cell_written_out_for_each_column_is_one_value() {
    let text = "某县教育局2020年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n\n\
        | 第二十条第（八）项 | 第二十条第（八）项 | 第二十条第（八）项 | 第二十条第（八）项 |\n\
        | 信息内容 | 上一年项目数量 | 本年增/减 | 本年增/减 |\n\
        | 行政事业性收费 | 6 | +2 | +2 |\n";
    assert_eq!(rows_of(text, &["fees"]), ["6 +2"]);
}

#[test]
fn a_table_on_its_side_is_turned() {
    let header =
        "某县教育局2024年政府信息公开工作年度报告\n\n四、政府信息公开行政复议、行政诉讼情况\n\n";
    let table = |blocks: &str| {
        format!(
            "{header}{blocks}\n| 结果维持 | 1 | 2 | 3 |\n| 结果纠正 | 4 | 5 | 6 |\n| 其他结果 | 0 | 0 | 0 |\n\
             | 尚未审结 | 0 | 0 | 0 |\n| 总计 | 5 | 7 | 9 |\n"
        )
    };
    let rows = ["review", "direct_suit", "suit_after_review"];
    let named = table("|  | 行政复议 | 未经复议直接起诉 | 复议后起诉 |");
    assert_eq!(
        rows_of(&named, &rows),
        ["1 4 0 0 5", "2 5 0 0 7", "3 6 0 0 9"]
    );
    let nameless = table("|  | 甲 | 乙 | 丙 |");
    assert_eq!(rows_of(&nameless, &rows), ["- - - - -"; 3]);
}

#[test]
fn a_label_goes_on_in_the_lines_of_its_drawn_cell() {
    let table = "│ 1.小    │ 2 │ 3 │ 5 │\n│ 马      │   │   │   │\n│ 2.娃娃  │ 1 │ 4 │ 5 │\n│ （二）合计 │ 3 │ 7 │ 10 │\n";
    assert_eq!(slots(&report(table)), WHOLE);
}

#[test]
fn a_label_behind_the_values_of_its_row_is_its_own() {
    let table =
        "|  | 2 | 3 | 5 | 1.小马 |\n|  | 1 | 4 | 5 | 2.娃娃 |\n|  | 3 | 7 | 10 | （二）合计 |\n";
    assert_eq!(slots(&report(table)), WHOLE);
}

#[test]
fn values_above_their_labels_on_lines_are_not_those_of_the_row_above() {
    let table =
        "玩具种类\n木头\n布料\n总计\n2\n3\n5\n1.小马\n1\n4\n5\n2.娃娃\n3\n7\n10\n（二）合计\n";
    for row in slots(&report(table)) {
        let is_placed = |slot: &str| !slot.starts_with(['?', '-']);
        assert!(!row.split(' ').any(is_placed), "{row}");
    }
}

#[test]
fn a_single_value_above_its_label_is_not_that_of_the_row_above() {
    let text = "某县教育局2024年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n\n第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n\
        规章\n0\n0\n0\n第二十条第（六）项\n信息内容\n本年处理决定数量\n17\n行政处罚\n4\n行政强制\n第二十条第（八）项\n信息内容\n本年收费金额（单位：万元）\n行政事业性收费\n3\n";
    assert_eq!(
        rows_of(text, &["penalties", "coercion", "fees"]),
        ["-", "-", "3"]
    );
}

#[test]
fn a_piece_of_the_group_may_stand_in_front_of_the_end_of_a_label() {
    let text = format!(
        "{HEAD}1.本机关不掌握相关政府信息 0 0 0 0 0 0 0\n（四）无法提\n三、本年        2.没有现成信息需要另行制\n供    4 0 0 1 0 2 7\n度办理结        作\n\
         果    3.补正后申请内容仍不明确 2 0 0 0 0 0 2\n（七）总计 6 0 0 1 0 2 9\n"
    );
    assert_eq!(
        rows_of(&text, &["unable2", "unable3"]),
        ["4 0 0 1 0 2 7", "2 0 0 0 0 0 2"]
    );
}
