use super::*;

fn text_of(source: &str) -> String {
    project(source).text
}

#[test]
fn blocks_become_lines() {
    assert_eq!(
        text_of("<h1>年报</h1><p>一</p><div>二<div>三</div>四</div><ul><li>五<li>六</ul>"),
        "年报\n一\n二\n三\n四\n五\n六\n"
    );
}

#[test]
fn breaks_outside_tables_become_lines() {
    assert_eq!(text_of("<p>一<br>二<br/><br />三</p>"), "一\n二\n三\n");
}

#[test]
fn rows_become_lines_of_tab_separated_cells() {
    let projection = project(
        "<table><tr><td>规章</td><td>0</td><td></td></tr>\n<tr><td>行政许可</td><td>5</td></tr></table>",
    );
    assert_eq!(projection.text, "规章\t0\t\n行政许可\t5\n");
    assert_eq!(
        cell_texts(&projection),
        [vec!["规章", "0", ""], vec!["行政许可", "5"]]
    );
}

#[test]
fn breaks_inside_a_cell_become_cell_breaks() {
    let projection = project(
        "<table><tr><td><p>结果</p>\n<p>维持</p></td><td>尚未<br>审结</td><td><div>总<span>计</span></div></td></tr></table>",
    );
    assert_eq!(projection.text, "结果\u{b}维持\t尚未\u{b}审结\t总计\n");
}

#[test]
fn white_space_in_elements_becomes_one_space() {
    assert_eq!(
        text_of("<p>\n  截至\n\t2023 年  底\r\n</p>\n"),
        "截至 2023 年 底\n"
    );
}

#[test]
fn text_outside_elements_stays_as_it_is() {
    let source = "# 年报\n\n| a | b |\n|---|---|\n| <b>1</b> |\t2 |\r\n\n<table><tr><td>5<td>6</tr></table>\n\n## 三、收到\n文字  两格\n";
    assert_eq!(
        text_of(source),
        "# 年报\n\n| a | b |\n|---|---|\n| 1 |\t2 |\r\n\n5\t6\n\n## 三、收到\n文字  两格\n"
    );
}

#[test]
fn markdown_goes_on_after_a_blank_line_in_a_block() {
    let source = "<div align=center>\n\n## 二、主动公开\n| a | 1 |\n| b | 2 |\n\n</div>\n";
    assert_eq!(
        text_of(source)
            .lines()
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>(),
        ["## 二、主动公开", "| a | 1 |", "| b | 2 |"]
    );
}

#[test]
fn entities_are_decoded() {
    assert_eq!(
        text_of(
            "<p>&lt;a&gt; &amp;&nbsp;&#20013;&#x6587;&hellip;&ldquo;三安全&rdquo; &unknown; &</p>"
        ),
        "<a> &\u{a0}中文…“三安全” &unknown; &\n"
    );
}

#[test]
fn entities_never_forge_separators() {
    let projection = project("<table><tr><td>a&#9;b&#10;c&Tab;d&#11;e</td><td>5</td></tr></table>");
    assert_eq!(cell_texts(&projection), [["a b c d e", "5"]]);
}

#[test]
fn what_a_page_does_not_show_is_left_out() {
    let source = "<!DOCTYPE html><html><head><meta charset=utf-8><title>标题</title><style>td > p { }</style>\n文字</head>\
        <body><!-- <p>注释</p> --><script>if (a < b) document.write('<td>9</td>')</script><noscript>请启用</noscript><p>正文</p></body></html>";
    assert_eq!(text_of(source), "正文\n");
}

#[test]
fn head_without_an_end_hides_nothing_of_the_body() {
    assert_eq!(text_of("<head><title>标题</title><p>正文"), "正文\n");
}

#[test]
fn office_markup_survives() {
    let source = "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><xml><w:Zoom>0</w:Zoom></xml>\
        <table class=MsoNormalTable><tr><td width=76><p class=MsoNormal><span lang=EN-US>39<o:p></o:p></span></p></td>\
        <td><![if !supportEmptyParas]>&nbsp;<![endif]><o:p></o:p></td><![if !vml]><td>0</td><![endif]></tr></table>";
    assert_eq!(text_of(source), "39\t\u{a0}\t0\n");
}

#[test]
fn missing_end_tags_are_supplied() {
    let projection =
        project("<TABLE><TR><TD>规章<TD>0<TR><TH>行政许可<TD><P>5<P>6</TABLE><p>后文<p>再后");
    assert_eq!(
        cell_texts(&projection),
        [["规章", "0"], ["行政许可", "5\u{b}6"]]
    );
    assert_eq!(projection.text, "规章\t0\n行政许可\t5\u{b}6\n后文\n再后\n");
}

#[test]
fn stray_end_tags_are_ignored() {
    assert_eq!(
        text_of("</td></tr></table></div></p>一</b></table><p>二</p></div></div>\n三\n四"),
        "一\n二\n三\n四"
    );
}

#[test]
fn attributes_may_hold_anything() {
    let source = "<table title='a>b'><tr><td alt=\"<td>9</td>\" style='x:\"y\"'>5</td><td data-x=a>b</td><td\n\tcolspan=2\n>6</td></tr></table>";
    assert_eq!(text_of(source), "5\tb\t6\n");
}

#[test]
fn spans_of_cells_are_kept() {
    let projection = project(
        "<table><tr><td>a</td><td ROWSPAN=\"3\">b</td><td colspan='2' rowspan=0>c</td><td colspan=x>d<td colspan=99999>e</tr></table>",
    );
    let extents: Vec<_> = (0..6)
        .map(|idx| projection.rows[0].extent(idx))
        .map(|extent| (extent.columns, extent.rows))
        .collect();
    assert_eq!(extents, [(1, 1), (1, 3), (2, 0), (1, 1), (1000, 1), (1, 1)]);
}

#[test]
fn header_rows_are_marked() {
    let source = "<table><caption>表 <b>三</b></caption><colgroup><col><col></colgroup><thead><tr><td>a</td><td>b</td></tr></thead><tbody>\
        <tr><th>c</th><th>d</th></tr><tr><th>e</th><td>1</td></tr></tbody><tfoot><tr><td>f</td><td>2</td></tr></tfoot></table>";
    let projection = project(source);
    assert_eq!(projection.text, "表 三\na\tb\nc\td\ne\t1\nf\t2\n");
    assert_eq!(
        projection
            .rows
            .iter()
            .map(|row| row.is_header)
            .collect::<Vec<_>>(),
        [true, true, false, false]
    );
}

#[test]
fn rows_know_their_table() {
    let projection =
        project("<table><tr><td>a<td>b</table><table><tr><td>c<td>d<tr><td>e<td>f</table>");
    assert_eq!(
        projection
            .rows
            .iter()
            .map(|row| row.table)
            .collect::<Vec<_>>(),
        [0, 1, 1]
    );
}

#[test]
fn table_that_frames_a_page_becomes_lines() {
    let source = "<table><tr><td>栏目</td><td><p>年报</p><p>三、收到</p><table><tr><td>总计</td><td>5</td></tr></table><p>四、复议</p>尾</td></tr>\
        <tr><td>版权</td><td>备案</td></tr></table>";
    let projection = project(source);
    assert_eq!(
        projection.text,
        "栏目\n年报\n三、收到\n总计\t5\n四、复议\n尾\n版权\t备案\n"
    );
    assert_eq!(cell_texts(&projection), [["总计", "5"], ["版权", "备案"]]);
}

#[test]
fn table_of_one_cell_becomes_lines() {
    let projection = project("<table><tr><td><p>一、总体情况</p><p>正文</p></td></tr></table>");
    assert_eq!(projection.text, "一、总体情况\n正文\n");
    assert_eq!(projection.rows, []);
}

#[test]
fn rows_without_a_table_are_rows() {
    let projection = project(
        "前文\n<tr><td>a</td><td>1</td></tr>\n<tr><td>b</td><td>2</td></tr>\n\n后文\n再后\n",
    );
    assert_eq!(projection.text, "前文\na\t1\nb\t2\n\n后文\n再后\n");
    assert_eq!(
        projection
            .rows
            .iter()
            .map(|row| row.table)
            .collect::<Vec<_>>(),
        [0, 0]
    );
}

#[test]
fn text_between_cells_stays_out_of_the_columns() {
    let projection = project(
        "<table>甲<tr>乙<td>a</td>丙<td>1</td></tr>丁<tr><td>b</td><td>2</td></tr></table>",
    );
    assert_eq!(projection.text, "甲\n乙\na\u{b}丙\t1\n丁\nb\t2\n");
}

#[test]
fn preformatted_text_keeps_its_lines() {
    assert_eq!(
        text_of("<pre>规章\t0\n行政许可  5\n</pre><p>a\nb</p>"),
        "规章\t0\n行政许可  5\na b\n"
    );
    assert_eq!(
        text_of("<table><tr><td><pre>结果\n维持</pre></td><td>a\nb</td></tr></table>"),
        "结果\u{b}维持\ta b\n"
    );
}

#[test]
fn unfinished_markup_loses_only_itself() {
    assert_eq!(text_of("<p>一</p><p>二<td"), "一\n二\n");
    assert_eq!(text_of("<p>一 < 二 <3 </ 三> &"), "一 < 二 <3 &\n");
    assert_eq!(
        text_of("<p>一</><![CDATA[x]]>二<!x>三<?php 四 ?>五"),
        "一二三五\n"
    );
}
