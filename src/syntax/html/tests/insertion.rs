use super::*;

/// The source with `|` where a value for the first empty cell would be written.
fn marked(source: &str) -> String {
    let projection = project(source);
    let cells = projection.rows.iter().flat_map(|row| &row.cells);
    let cell = *cells
        .into_iter()
        .find(|cell| cell.is_empty())
        .expect("an empty cell");
    let place = projection.map.source(cell);
    assert!(place.is_empty());
    let mut marked = source.to_owned();
    marked.insert(place.range().start, '|');
    marked
}

#[test]
fn value_maps_to_its_own_bytes() {
    let source = "<table><tr><td>总计</td><td><p><span>5</span></p></td></tr></table>";
    assert_eq!(source_behind(source, "5"), "5");
    assert_eq!(source_behind(source, "总计"), "总计");
}

#[test]
fn text_with_tags_in_it_maps_to_the_whole_stretch() {
    let source = "<p>（七）<b>总</b> &nbsp;计</p>";
    assert_eq!(source_behind(source, "）总"), "）<b>总");
    assert_eq!(
        source_behind(source, "（七）总 \u{a0}计"),
        "（七）<b>总</b> &nbsp;计"
    );
}

#[test]
fn text_after_collapsed_space_maps_exactly() {
    let source = "<body><p>\r\n   收到\n\n   \t申请 42\n件</p>";
    assert_eq!(source_behind(source, "申请"), "申请");
    assert_eq!(source_behind(source, "42 件"), "42\n件");
    assert_eq!(source_behind(source, " 申"), "\n\n   \t申");
}

#[test]
fn decoded_characters_map_to_their_references() {
    let source = "<p>危及&ldquo;三安全一稳定&#8221;&nGg;</p>";
    assert_eq!(source_behind(source, "“"), "&ldquo;");
    assert_eq!(source_behind(source, "定”"), "定&#8221;");
    assert_eq!(source_behind(source, "\u{22d9}"), "&nGg;");
}

#[test]
fn text_outside_elements_maps_exactly() {
    let source = "总计\t5\r\n<table><tr><td>a<td>1</table>\r\n\r\n四、&amp;结转";
    assert_eq!(source_behind(source, "5\r\n"), "5\r\n");
    assert_eq!(source_behind(source, "四、&结转"), "四、&amp;结转");
}

#[test]
fn cell_of_a_space_entity_maps_to_the_entity() {
    let source = "<table><tr><td>总计</td><td><p>&nbsp;</p></td></tr></table>";
    let projection = project(source);
    assert_eq!(
        projection
            .map
            .source(projection.rows[0].cells[1])
            .of(source),
        "&nbsp;"
    );
}

#[test]
fn value_takes_the_place_of_the_space_that_fills_a_cell() {
    for filler in ["&nbsp;", "&nbsp;&#160;&nbsp;", "\u{3000}"] {
        let source = format!("<table><tr><td>a</td><td><p>{filler}</p></td></tr></table>");
        let projection = project(&source);
        let cell = projection.rows[0].cells[1];
        for at in cell.range() {
            assert_eq!(projection.map.source(Span::at(at)).of(&source), filler);
        }
        assert_eq!(
            with_edit(&source, &projection, Span::at(cell.range().start), "5"),
            source.replace(filler, "5")
        );
    }
}

#[test]
fn value_stands_beside_spaces_that_markup_sets_apart() {
    let source = "<table><tr><td>a</td><td>&nbsp;<b>&nbsp;</b></td></tr></table>";
    let projection = project(source);
    let cell = projection.rows[0].cells[1];
    let written = with_edit(source, &projection, Span::at(cell.range().start), "5");
    assert_eq!(
        written,
        "<table><tr><td>a</td><td>5&nbsp;<b>&nbsp;</b></td></tr></table>"
    );
}

#[test]
fn empty_cell_is_filled_inside_its_innermost_element() {
    for expected in [
        "<table><tr><td>a</td><td>|</td></tr></table>",
        "<table><tr><td>a<td>|<td>b</table>",
        "<table><tr><td>a</td><td><p><span>|</span></p></td></tr></table>",
        "<table><tr><td>a</td><td>\n  <p><span\nlang='a>b'> <o:p>|</o:p> </span></p>\n</td></tr></table>",
        "<table><tr><td>a</td><td><a name=x></a><p><b>|</b></p><p><b></b></p></td></tr></table>",
        "<table><tr><td>a</td><td>|<!-- 空 --><br></td></tr></table>",
        "<table><tr><td>a</td><td><p>|<img src=x><o:p/></p></td></tr></table>",
        "<table><tr><td>a</td><td>|\n<script>x</script></td></tr></table>",
    ] {
        assert_eq!(marked(&expected.replace('|', "")), expected);
    }
}

#[test]
fn neighbouring_empty_cells_are_filled_one_by_one() {
    let source =
        "<table><tr><td></td><td></td><td>x</td></tr><tr><td></td><td></td><td></td></tr></table>";
    let mut written = source.to_owned();
    for (row_idx, cell_idx) in [(1, 2), (1, 0), (0, 1), (0, 0)] {
        let projection = project(&written);
        written = with_cell(
            &written,
            &projection,
            row_idx,
            cell_idx,
            &format!("{row_idx}{cell_idx}"),
        );
    }
    assert_eq!(
        written,
        "<table><tr><td>00</td><td>01</td><td>x</td></tr><tr><td>10</td><td></td><td>12</td></tr></table>"
    );
}

#[test]
fn value_in_several_elements_is_replaced_without_breaking_them() {
    let source = "<table><tr><td>a</td><td><p>1<span>2</span><b>&nbsp;3</b></p></td></tr></table>";
    let projection = project(source);
    assert_eq!(
        with_cell(source, &projection, 0, 1, "45"),
        "<table><tr><td>a</td><td><p>45<span></span><b></b></p></td></tr></table>"
    );
}
