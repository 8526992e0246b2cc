//! Whole lines inserted into the projected text.

use super::*;

/// The source with `|` where whole lines would be inserted in front of the line that begins with `shown`, or at the end for "".
fn marked(source: &str, shown: &str) -> String {
    let projection = project(source);
    let line = if shown.is_empty() {
        None
    } else {
        projection.text.find(&format!("\n{shown}")).map(|at| at + 1)
    };
    with_edit(
        source,
        &projection,
        Span::at(line.unwrap_or(projection.text.len())),
        "|\n",
    )
    .replace("|\n", "|")
}

#[test]
fn lines_are_inserted_in_front_of_the_block() {
    let source = "<body><div class=a>\n<p>二、</p>\n|<p style='x'><strong>三、</strong>收到</p></div></body>";
    assert_eq!(marked(&source.replace('|', ""), "三、"), source);
}

#[test]
fn lines_are_inserted_between_blocks_and_bare_text() {
    let source = "<div><p>二、</p>|\n三、<b>收到</b><br>四、</div>";
    assert_eq!(marked(&source.replace('|', ""), "三、"), source);
    let source = "<div><p>二、</p>\n三、<b>收到</b><br>|四、</div>";
    assert_eq!(marked(&source.replace('|', ""), "四、"), source);
}

#[test]
fn lines_are_inserted_in_front_of_a_table_or_between_its_rows() {
    let source = "<p>二、</p>|<table>\n<tbody><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table>";
    assert_eq!(marked(&source.replace('|', ""), "a"), source);
    let source =
        "<p>二、</p><table><tr><td>a</td><td>1</td></tr>|<tr><td></td><td>2</td></tr></table>";
    assert_eq!(marked(&source.replace('|', ""), "\t2"), source);
}

#[test]
fn lines_in_a_table_that_frames_a_page_are_inserted_between_its_blocks() {
    let source = "<table><tr><td><p>年报</p>|<p><b>三、</b></p><table><tr><td>a<td>1</table><p>四、</p></td></tr></table>";
    assert_eq!(marked(&source.replace('|', ""), "三、"), source);
    let source = "<table><tr><td><p>年报</p><p><b>三、</b></p><table><tr><td>a<td>1</table>|<p>四、</p></td></tr></table>";
    assert_eq!(marked(&source.replace('|', ""), "四、"), source);
}

#[test]
fn lines_are_inserted_between_lines_of_markdown() {
    let source = "前文\n\n|## **二、**\n<table><tr><td>a<td>1</table>\n## 三、\n";
    assert_eq!(marked(&source.replace('|', ""), "## **二、"), source);
    let source = "前文\n<table><tr><td>a<td>1</table>\n|<b>三、</b>\n后文\n";
    assert_eq!(marked(&source.replace('|', ""), "三、"), source);
    let source = "<table><tr><td>a<td>1</table>\n后文\n|<b>三、</b>\n";
    assert_eq!(marked(&source.replace('|', ""), "三、"), source);
}

#[test]
fn lines_at_the_end_stay_inside_the_page() {
    let source = "<html><body><div><p>五、</p><p>无</p></div>|\n</body>\n</html>\n";
    assert_eq!(marked(&source.replace('|', ""), ""), source);
    let source = "<table><tr><td>a<td>1</table>\n后文|";
    assert_eq!(marked(&source.replace('|', ""), ""), source);
}

#[test]
fn written_text_is_never_read_as_markup() {
    let source = "<table><tr><td>a</td><td>1</td></tr></table>";
    let written = with_cell(source, &project(source), 0, 1, "<b> & &lt;");
    assert_eq!(cell_texts(&project(&written)), [["a", "<b> & &lt;"]]);
}

#[test]
fn removing_separators_removes_nothing() {
    let source = "<p>一</p><p>二</p>";
    let projection = project(source);
    assert_eq!(with_edit(source, &projection, Span::new(3, 4), ""), source);
    assert_eq!(
        with_edit(source, &projection, Span::new(3, 7), ""),
        "<p>一</p><p></p>"
    );
}
