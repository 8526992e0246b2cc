//! Columns that the form does not have, cells that hold two numbers, and tabs on lines of their own.

use super::*;

#[test]
fn numbers_of_two_columns_in_one_cell_void_their_row() {
    let table = "| 玩具种类 | 木头 布料 | 总计 | 去年 |\n| 1.小马 | 0 5 | 5 | 4 |\n| 2.娃娃 | 1 4 | 5 | 4 |\n| （二）合计 | 1 9 | 10 | 8 |\n";
    assert_eq!(
        slots(&report(table)),
        ["?0 5 ?5 ?4", "?1 4 ?5 ?4", "?1 9 ?10 ?8"]
    );
    // A row that adds up holds no such cell.
    let table = "| 玩具种类 | 木头 | 布料 | 总计 |\n| 1.小马 | 0 5 | 5 | 10 |\n| 2.娃娃 | 1 | 4 | 5 |\n| （二）合计 | 6 | 9 | 15 |\n";
    assert_eq!(slots(&report(table)), ["0 5 5 10", "1 4 5", "6 9 15"]);
}

#[test]
fn a_line_of_one_tab_behind_every_cell_tells_which_are_blank() {
    let row = |label: &str, cells: [&str; 3]| {
        format!("{label}\n\n\t\n\n{}\n\n\n\n", cells.join("\n\n\t\n\n"))
    };
    let rows = [
        row("1.小马", ["\u{a0}", "3", "3"]),
        row("2.娃娃", ["1", "\u{a0}", "\u{a0}"]),
        row("（二）合计", ["1", "3", "\u{a0}"]),
    ];
    assert_eq!(slots(&report(&rows.concat())), ["_ 3 3", "1 _ _", "1 3 _"]);
    // With a cell lost nobody can tell.
    let lost =
        "1.小马\n\n\t\n\n\u{a0}\n\n\t\n\n\u{a0}\n\n\t\n\n\u{a0}\n\n\t\n\n2\n\n\t\n\n3\n\n\n\n";
    let rows = format!("{lost}{}{}", rows[1], rows[2]);
    assert_eq!(slots(&report(&rows)), ["?2 ?3 -", "1 _ _", "1 3 _"]);
}

#[test]
fn a_column_of_another_matter_is_left_out_below_headers_with_their_units() {
    let table = "| 玩具种类 | 木头（个） | 布料（个） | 总计（个） | 占比 |\n| 1.小马 | 2 | 3 | 5 | — |\n| 2.娃娃 | 1 | 4 | 5 | 50% |\n| （二）合计 | 3 | 7 | 10 | — |\n";
    assert_eq!(slots(&report(table)), WHOLE);
}

#[test]
fn last_years_numbers_on_lines_or_between_spaces_are_no_values_of_the_form() {
    let spaced =
        "玩具种类 木头 布料 总计 去年\n1.小马 2 3 5 9\n2.娃娃 1 4 5 —\n（二）合计 3 7 10 18\n";
    assert_eq!(slots(&report(spaced)), WHOLE);
    let lines = spaced.replace(' ', "\n");
    assert_eq!(slots(&report(&lines)), WHOLE);
}

#[test]
fn as_many_values_as_columns_are_not_placed_where_another_column_may_hold_one() {
    let spaced =
        "玩具种类 木头 布料 总计 去年\n1.小马 2 3 5 9\n2.娃娃 4 5 7\n（二）合计 3 7 10 18\n";
    assert_eq!(slots(&report(spaced)), ["2 3 5", "?4 ?5 ?7", "3 7 10"]);
    // The line of the blank cell tells.
    let lines = spaced.replace(' ', "\n").replace("娃娃\n4", "娃娃\n\n4");
    assert_eq!(slots(&report(&lines)), ["2 3 5", "_ 4 5", "3 7 10"]);
}

#[test]
fn a_header_in_one_word_hides_no_other_column_where_rows_show_it() {
    let table = "玩具种类木头布料总计去年\n1.小马 2 3 5 9\n2.娃娃 4 5 7\n（二）合计 3 7 10 18\n";
    assert_eq!(slots(&report(table)), ["2 3 5", "?4 ?5 ?7", "3 7 10"]);
    // One row with a number too many is a row with a number too many.
    let slip = table
        .replace("2 3 5 9", "2 3 5")
        .replace("4 5 7", "1 4 6")
        .replace("7 10", "7 9");
    assert_eq!(slots(&report(&slip)), ["2 3 5", "1 4 6", "?3 ?7 ?9"]);
}

#[test]
fn what_a_page_leaves_beside_a_header_heads_no_column() {
    let header = "玩具种类 木头 布料 总计 去年";
    let table =
        format!("{header}\n1.小马 2 3 5 9\n10:55 AM\n{header}\n2.娃娃 4 5 7\n（二）合计 3 7 10\n");
    assert_eq!(slots(&report(&table)), ["2 3 5", "?4 ?5 ?7", "3 7 10"]);
}

#[test]
fn where_no_row_shows_another_columns_value_rows_are_those_that_add_up() {
    let table = "玩具种类 木头 布料 总计 去年\n1.小马 2 3 4\n2.娃娃 5\n（二）合计 3 7 10\n";
    assert_eq!(slots(&report(table)), ["?2 ?3 ?4", "?5 - -", "3 7 10"]);
    // Where each row has its values, the other column is blank.
    let whole = table.replace("娃娃 5", "娃娃 1 4 5");
    assert_eq!(slots(&report(&whole)), ["2 3 4", "1 4 5", "3 7 10"]);
}
