//! The page: what it says is what the report says, and nothing of a report becomes markup.

use nianbao::export::RedHead;
use nianbao::export::html::{PageOptions, page, page_under};
use nianbao::locale::Locale;
use nianbao::reading::Reading;
use nianbao::views::cells;

use crate::{bundled, hostile, laid_out, read};

fn shown(text: &str, with_findings: bool) -> String {
    let (sheets, findings) = laid_out(text);
    let findings = if with_findings { &findings[..] } else { &[] };
    page(
        &sheets,
        PageOptions {
            findings,
            locale: Locale::Chinese,
            place: None,
            changed: None,
        },
    )
}

fn values(reading: &Reading) -> Vec<(String, Option<String>)> {
    let cells = cells(reading).into_iter();
    cells.map(|cell| (cell.name, cell.value)).collect()
}

#[test]
fn a_page_reads_as_the_report_it_was_made_from() {
    for name in ["markdown.md", "edition_2019.txt", "lines.txt", "faulty.md"] {
        let text = bundled(name);
        let again = shown(&text, false);
        assert_eq!(values(&read(&again)), values(&read(&text)), "{name}");
    }
}

#[test]
fn words_of_a_report_never_become_markup() {
    for with_findings in [false, true] {
        let page = shown(&hostile(), with_findings);
        assert!(!page.contains("<script"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; "));
        assert!(page.contains("规章&lt;b&gt; &amp; &quot;1&quot;"));
        assert!(!page.contains('\u{1}') && !page.contains('\u{c}'));
    }
}

#[test]
fn a_page_loads_nothing() {
    let page = shown(&bundled("faulty.md"), true);
    for word in ["http:", "https:", "src=", "href=", "@import", "url("] {
        assert!(!page.contains(word), "the page says {word}");
    }
}

#[test]
fn findings_are_marked_where_they_are_only_if_asked_for() {
    let text = bundled("faulty.md");
    let (_, findings) = laid_out(&text);
    assert!(!shown(&text, false).contains("tabindex"));
    let marked = shown(&text, true);
    for finding in findings.iter().filter(|finding| finding.cell.is_some()) {
        let stated = finding.span.of(&text);
        let title = format!("title=\"{}", finding.message.replace('"', "&quot;"));
        let cell = marked.split("<td").find(|cell| cell.contains(&title));
        assert!(
            cell.is_some_and(|cell| cell.contains(stated)),
            "{}",
            finding.message
        );
    }
}

#[test]
fn headers_are_merged_as_the_form_merges_them() {
    let page = shown(&bundled("markdown.md"), false);
    for merged in [
        "rowspan=\"3\" colspan=\"3\">（本列数据的勾稽关系为",
        "colspan=\"7\">申请人情况",
        "colspan=\"5\">法人或其他组织",
        "rowspan=\"2\">自然人",
        "rowspan=\"22\">三、本年度办理结果",
        "rowspan=\"8\">（三）不予公开",
        "colspan=\"10\">行政诉讼",
        "rowspan=\"2\">结果维持",
        "colspan=\"4\">第二十条第（五）项",
        "colspan=\"3\">2318",
    ] {
        assert!(page.contains(merged), "{merged}");
    }
}

#[test]
fn a_page_has_a_red_head_only_where_it_is_asked_for() {
    let (sheets, _) = laid_out(&bundled("markdown.md"));
    let options = PageOptions {
        findings: &[],
        locale: Locale::Chinese,
        place: None,
        changed: None,
    };
    let under = |words: &str| page_under(&sheets, options, RedHead::new(words));
    assert!(under("某局<文件>").contains(
        "<header class=\"nb-red-head\" style=\"font-size:48pt\">某局&lt;文件&gt;</header>"
    ));
    assert!(under(" ").contains("<header class=\"nb-room\" style=\"font-size:48pt\"></header>"));
    assert!(!page(&sheets, options).contains("<header"));
    let again = under("某局文件");
    assert_eq!(
        values(&read(&again)),
        values(&read(&bundled("markdown.md")))
    );
}
