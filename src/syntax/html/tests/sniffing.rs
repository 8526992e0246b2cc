use super::*;

#[test]
fn tables_and_blocks_are_html() {
    for source in [
        "<table><tr><td>5</td></tr></table>",
        "前文 <TABLE border=1>\n",
        "# 年报\n\n<table>\n",
        "<tr><td>5",
        "| a | <td class=\"x\">5</td>",
        "<!DOCTYPE html>\n<html lang=\"zh\">",
        "\u{feff}<html>",
        "文字\n  <p>一、总体情况</p>",
        "文字\r<div/>",
        "<h2 id=a>二、</h2>",
        "<p\nclass=MsoNormal>文字",
    ] {
        assert!(looks_like_html(source), "{source}");
    }
}

#[test]
fn plain_text_and_markdown_are_not_html() {
    for source in [
        "",
        "《〈条例〉实施办法》",
        "占比 <5%，a < b，a<b，x<p>y",
        "| 结果<br>维持 | 5<br/> |\n|---|---|\n",
        "<http://www.gov.cn/table> <mailto:a@b.cn>",
        "<https://p.gov.cn/>",
        "**<b>总计</b>** <span style='x'>5</span>",
        "<table",
        "<table 未写完\n| 5 | <br> |",
        "<tablet> <trip> <tdx> <pre-text>",
        "</table> 之后",
        "<!-- nianbao-disable row-total -->\n一、总体情况",
        "<",
        "<<<<td",
        "| <p>5</p> | <div>6</div> |",
        "| 行政强制\\<td>88\\</td> |",
        "\\<table>",
    ] {
        assert!(!looks_like_html(source), "{source}");
    }
}
