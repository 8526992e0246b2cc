use super::*;

fn row(cells: &str) -> Vec<String> {
    let source = format!("<table><tr>{cells}</tr></table>");
    let projection = project(&source);
    let texts = cell_texts(&projection);
    let first = texts.first().cloned().unwrap_or_default();
    first.into_iter().map(str::to_owned).collect()
}

#[test]
fn what_is_struck_out_is_no_part_of_a_number() {
    let cells = row(
        "<td><del>7</del><ins>0</ins></td><td><s><b>1</b>2<o:p/></s>3</td>\
         <td>4<strike>5<br>5</strike></td><td><span style='color:red; TEXT-DECORATION: underline Line-Through'>6</span>7</td>",
    );
    assert_eq!(cells, ["0", "3", "4", "7"]);
}

#[test]
fn what_a_page_hides_is_not_read() {
    let cells = row(
        "<td>1<span style=\"display: none !important\">8<span>8</span></span></td>\
         <td><p hidden>8</p><p>2</p></td><td>3<div hidden=''>8<div>8</div>8</div></td><td style='DISPLAY:none;mso-hide:all'>8<p>8</td><td>4</td>",
    );
    assert_eq!(cells, ["1", "2", "3", "4"]);
    let shown = row(
        "<td><span style='display:block'>1</span></td><td style='mso-display:none'>2</td>\
         <td class='display:none hidden'>3</td>",
    );
    assert_eq!(shown, ["1", "2", "3"]);
}

#[test]
fn raised_behind_a_digit_is_the_mark_of_a_note() {
    let cells = row(
        "<td>2<sup>1</sup></td><td>３<sup>[2]</sup></td><td><sup>4</sup></td><td>m<sup>2</sup></td>",
    );
    assert_eq!(cells, ["2", "３", "4", "m2"]);
}

#[test]
fn an_element_that_is_never_closed_hides_no_other_cell_and_no_other_line() {
    let cells = row("<td>1<del>7</td><td>2<span hidden>7<td hidden>7<td>3");
    assert_eq!(cells, ["1", "2", "3"]);
    let lines = project("<p hidden>甲<p>乙</p><p>丙<del>丁</p><div>戊</div>").text;
    assert_eq!(lines.trim(), "乙\n丙\n戊");
    let tab = project("<div style='display:none'><p>甲</p></div>").text;
    assert_eq!(tab.trim(), "甲");
}

#[test]
fn a_value_is_written_beside_what_is_struck_out() {
    let source = "<table><tr><td><del>7</del></td><td>1<del>2</del>3</td></tr></table>";
    let projection = project(source);
    assert_eq!(source_behind(source, "13"), "1<del>2</del>3");
    assert_eq!(
        with_cell(source, &projection, 0, 0, "5"),
        source.replace("<del>7", "5<del>7")
    );
    assert_eq!(
        with_cell(source, &projection, 0, 1, "45"),
        source.replace("1<del>2</del>3", "45<del>2</del>")
    );
}
