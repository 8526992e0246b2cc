use super::*;

fn rows(text: &str) -> Vec<(Surface, Vec<String>)> {
    let document = parse(text);
    let written = |row: &Row| {
        document
            .cells_of(row)
            .iter()
            .map(|cell| document.at(cell.span).to_string())
            .collect()
    };
    document
        .rows
        .iter()
        .map(|row| (row.surface, written(row)))
        .collect()
}

fn cells(text: &str) -> Vec<String> {
    rows(text)
        .into_iter()
        .flat_map(|(_, cells)| cells)
        .collect()
}

#[test]
fn bars_separate_cells_with_or_without_outer_bars() {
    assert_eq!(rows("规章 | 0 | 1 |"), rows("| 规章 | 0 | 1 |"));
    assert_eq!(cells("| 规章 | 0 |  | 1 |"), ["规章", "0", "", "1"]);
    assert_eq!(cells("行政许可 | 5 | ||"), ["行政许可", "5", "", ""]);
}

#[test]
fn a_delimiter_row_is_no_row() {
    assert_eq!(rows("| 甲 | 乙 |\n|---|:-:|\n| 1 | 2 |").len(), 2);
}

#[test]
fn one_cell_and_a_bar_on_each_line() {
    assert_eq!(
        rows("规章 |\n0 |\n"),
        [
            (Surface::BarEnded, vec!["规章".into()]),
            (Surface::BarEnded, vec!["0".into()])
        ]
    );
    assert_eq!(cells("规章\n0\n|\n1\n|"), ["规章", "0", "1"]);
}

#[test]
fn the_value_of_a_blank_cell_is_written_before_its_bar() {
    let blank = parse("规章 |\n |\n").cells[1].span;
    assert_eq!(blank, Span::at("规章 |\n".len()));
}

#[test]
fn tabs_separate_cells_and_leading_tabs_keep_places() {
    assert_eq!(
        rows("\t\t1.属于国家秘密\t0\t"),
        [(
            Surface::Tabs,
            vec![
                "".into(),
                "".into(),
                "1.属于国家秘密".into(),
                "0".into(),
                "".into()
            ]
        )]
    );
}

#[test]
fn indented_cells_make_a_row_until_an_empty_line() {
    assert_eq!(
        rows("\t规章\n\t0\n\t\n\t2\n\n\t许可\n\t5\n"),
        [
            (
                Surface::Indented,
                vec!["规章".into(), "0".into(), "".into(), "2".into()]
            ),
            (Surface::Indented, vec!["许可".into(), "5".into()])
        ]
    );
}

#[test]
fn an_indented_cell_broken_over_lines_is_one_cell() {
    assert_eq!(
        cells("\t商业\n企业\n\t科研\n机构\n"),
        ["商业\n企业", "科研\n机构"]
    );
    assert_eq!(cells("\t其他\n二、主动公开"), ["其他", "二、主动公开"]);
}

#[test]
fn numbers_at_the_end_of_a_line_are_cells() {
    assert_eq!(cells("规章 0 0 0"), ["规章", "0", "0", "0"]);
    assert_eq!(cells("0 0  2 0"), ["0", "0", "2", "0"]);
    assert_eq!(cells("在全年 3 次"), ["在全年 3 次"]);
}

#[test]
fn a_unit_of_money_that_stands_apart_belongs_to_its_amount() {
    assert_eq!(
        cells("政府集中采购 46 1328.57 万元"),
        ["政府集中采购", "46", "1328.57 万元"]
    );
    assert_eq!(cells("行政事业性收费 0 元"), ["行政事业性收费", "0 元"]);
    // A sentence.
    assert_eq!(
        cells("全年采购 12 项，支出 18.6 万元"),
        ["全年采购 12 项，支出 18.6 万元"]
    );
}

#[test]
fn a_unit_that_stands_apart_or_in_brackets_belongs_to_its_number() {
    assert_eq!(
        cells("规章 0 件 1 件 20 件"),
        ["规章", "0 件", "1 件", "20 件"]
    );
    assert_eq!(cells("行政许可 785 件"), ["行政许可", "785 件"]);
    assert_eq!(
        cells("行政事业性收费 900（元）"),
        ["行政事业性收费", "900（元）"]
    );
    for sentence in [
        "全年收到政府信息公开申请 12 件",
        "见下表（略）",
        "规章 件 件",
    ] {
        assert_eq!(cells(sentence), [sentence]);
    }
}

#[test]
fn word_processors_line_breaks_end_lines() {
    assert_eq!(
        cells("甲\u{0B}乙\u{2028}丙\r\n丁\r戊"),
        ["甲", "乙", "丙", "丁", "戊"]
    );
}

#[test]
fn gaps_count_the_line_ends_between_rows() {
    let document = parse("甲\n\n乙\n丙\r\n\r\n\r\n丁");
    assert_eq!(
        document.rows.iter().map(|row| row.gap).collect::<Vec<_>>(),
        [0, 2, 1, 3]
    );
}

#[test]
fn an_empty_line_has_a_place_for_a_value() {
    let place = |text: &str, row: usize, line: u32| {
        parse(text)
            .empty_line(row, line)
            .map(|place| text[..place.start as usize].to_string())
    };
    assert_eq!(place("甲\n\n\n乙", 1, 1).as_deref(), Some("甲\n"));
    assert_eq!(
        place("甲\u{2028}\u{b}\r\n乙", 1, 2).as_deref(),
        Some("甲\u{2028}\u{b}")
    );
    assert_eq!(place("> 甲\n> \n> 乙", 1, 1).as_deref(), Some("> 甲\n> "));
    // a bar that closes a cell is no empty line, and the lines of the rows are none
    assert_eq!(place("0\n|\n\n乙", 1, 1).as_deref(), Some("0\n|\n"));
    assert_eq!(place("甲\n\n乙", 1, 0), None);
    assert_eq!(place("甲\n\n乙", 1, 2), None);
    // below an indented cell its text would go on
    assert_eq!(place("\t甲\n\n乙", 1, 1), None);
}

#[test]
fn a_blank_cell_is_written_one_space_in() {
    let document = parse("| 甲 |    | 乙 |");
    assert_eq!(document.cells[1].span, Span::at("| 甲 | ".len()));
}

#[test]
fn html_rows_are_rows_of_cells() {
    assert_eq!(
        cells("<table><tr><td>规章</td><td>0</td><td></td></tr></table>"),
        ["规章", "0", ""]
    );
}

#[test]
fn characters_that_show_nothing_are_no_part_of_a_number_and_set_none_apart() {
    for unseen in [
        "\u{202C}", "\u{2069}", "\u{061C}", "\u{2063}", "\u{180E}", "\u{FE0F}", "\u{00AD}",
        "\u{2060}",
    ] {
        let table = format!("| 规章 | 46{unseen} | {unseen}7 |");
        assert_eq!(cells(&table), ["规章", "46", "7"], "{unseen:?}");
        let line = format!("规章 1{unseen}2 {unseen}7 3{unseen}");
        let numbers: Vec<i64> = (parse(line.as_str()).cells.iter())
            .filter_map(|cell| match cell.value {
                Value::Number(number) => number.whole(),
                _ => None,
            })
            .collect();
        assert_eq!(numbers, [12, 7, 3], "{unseen:?}");
        let alone = parse(format!("1{unseen}2"));
        assert_eq!(alone.cells.len(), 1, "{unseen:?}");
    }
}

#[test]
fn private_characters_round_a_number_are_none_of_it_and_round_words_they_are() {
    let written = "| \u{F0B7}46\u{E5E5} | \u{E863}\u{E864} | 周\u{E863} |";
    assert_eq!(cells(written), ["46", "\u{E863}\u{E864}", "周\u{E863}"]);
}

#[test]
fn a_tag_that_ends_a_line_is_none_of_a_cell_that_it_ends() {
    assert_eq!(
        cells("| 3<br> | 4<br/><br /> | <br> | 5<br>6 |"),
        ["3", "4", "", "5<br>6"]
    );
}

#[test]
fn the_mark_of_a_merged_cell_is_none_of_the_cell_before_it() {
    assert_eq!(
        cells("|政府集中采购 |27 2+|48.89 .2+|5 2.3+|6"),
        ["政府集中采购", "27", "48.89", "5", "6"]
    );
    assert_eq!(cells("| 3+ | C+| 1 + 2+ |"), ["3+", "C+", "1 + 2+"]);
}
