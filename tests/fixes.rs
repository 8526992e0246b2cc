//! Every fix does what it says and nothing else, however a report is written and whatever is left of it.
//!
//! `NIANBAO_DAMAGED=20000 cargo test --release --test fixes` tries more torn texts than usual.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/damage.rs"]
mod damage;
#[path = "support/fixtures.rs"]
mod fixtures;
#[path = "support/kept.rs"]
mod kept;
#[path = "support/monsters.rs"]
mod monsters;
#[path = "support/surfaces.rs"]
mod surfaces;

use damage::{REPORTS, change, changed, report_with_other_numbers, scraps};
use kept::assert_fixes_keep_their_word;
use proptest::prelude::*;
use proptest::sample::select;
use surfaces::{SURFACES, Written};

/// Everything that ends a line.
const LINE_ENDS: [&str; 8] = [
    "\n", "\r\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}",
];

/// A report on each surface that can tell it, and as it is.
fn on_surfaces(text: &str) -> Vec<String> {
    let written = Written::read(text, None);
    let surfaces = SURFACES.iter();
    let texts = surfaces.filter_map(|&surface| {
        let written = written.as_ref().filter(|written| written.fits(surface))?;
        Some(written.on(surface))
    });
    texts.chain([text.to_string()]).collect()
}

/// Where a text's cells have lines of their own: other numbers of line ends between them.
fn with_gaps(text: &str, gap: usize) -> String {
    text.replace("\n\n", &"\n".repeat(gap))
}

#[test]
fn fixes_keep_their_word_on_every_surface_with_every_line_end() {
    for report in REPORTS.iter() {
        for text in on_surfaces(report) {
            for end in LINE_ENDS {
                assert_fixes_keep_their_word(&text.replace('\n', end));
            }
        }
    }
}

#[test]
fn fixes_of_texts_that_no_office_writes_keep_their_word() {
    for (_, text) in monsters::MONSTERS {
        for repeats in [1, 3, 40] {
            assert_fixes_keep_their_word(&text(repeats));
        }
    }
}

/// Cells without a table, whose bars are none of a row, and a table that is never closed, in which no section can be inserted.
#[test]
fn fixes_of_a_page_torn_to_scraps_keep_their_word() {
    let torn = "2023年<td>规章<td>|行政处罚<td>行政强制<table>三、收到和处理政府信息公开申请情况";
    assert_fixes_keep_their_word(&format!("甲县2023年政府信息公开工作年度报告\n{torn}"));
    let torn = "行政处罚\n行政复议行政许可#规章</p> | \n第二十条第（八）项\n||四、结转下年度继续办理\n<td>四、政府信息公开行政复议、行政诉讼情况k\n</p>\n";
    assert_fixes_keep_their_word(&format!("甲县2023年政府信息公开工作年度报告\n{torn}"));
}

/// What stands in a cell without a table is run together, though the other table stands in lines.
#[test]
fn what_is_inserted_between_the_tags_of_a_page_keeps_its_word() {
    let torn = "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\n<td>四、政府信息公开行政复议、行政诉讼情况</p>";
    for end in ["", "\n", "\n<p>五、存在的主要问题及改进情况</p>\n"] {
        assert_fixes_keep_their_word(&format!("{torn}{end}"));
        assert_fixes_keep_their_word(&format!("甲县2023年政府信息公开工作年度报告\n{torn}{end}"));
    }
    let torn = "二、主动公开政府信息情况\n规章\t<td>\u{85}六、其他需要报告的事项2023年";
    assert_fixes_keep_their_word(torn);
    assert_fixes_keep_their_word(&format!("甲县2023年政府信息公开工作年度报告\n{torn}"));
}

/// What stands below a line with two headings belongs to the second.
#[test]
fn fixes_below_two_headings_on_a_line_keep_their_word() {
    let torn = "二、主动公开政府信息情况\u{3000}三、收到和处理政府信息公开申请情况2023年";
    assert_fixes_keep_their_word(torn);
    assert_fixes_keep_their_word(&format!("甲县2023年政府信息公开工作年度报告\n{torn}"));
}

/// The values of a row on both sides of a mark are one row only where they add up: a fix that breaks their sum is not offered.
#[test]
fn fixes_in_a_row_with_a_mark_between_its_values_keep_their_word() {
    let report = include_str!("../examples/reports/lines.txt");
    let (before, other) = report.split_at(
        report
            .find("\n3.其他\n\n0\n\n0\n\n0\n\n0\n\n0\n\n0\n\n0\n\n（七）")
            .unwrap(),
    );
    let other = other.replacen("\n\n0\n\n0", "\n\n0\n\n5", 1);
    for mark in ["'", "·", "、"] {
        let marked = other.replacen("17\n\n3\n\n0", &format!("17\n\n3\n{mark}\n0"), 1);
        assert_fixes_keep_their_word(&format!("{before}{marked}"));
    }
}

/// Words that are taken out of a header may tell that a column is lost: then a blank in front passes for the one of the column that is gone.
#[test]
fn fixes_of_a_header_keep_their_word_where_a_row_begins_with_a_blank() {
    let page = include_str!("../examples/reports/page.html");
    let carried = "<p style=\"text-align:center\"><span style=\"font-family:宋体\">12</span></p>";
    let (before, row) = page.split_at(page.find("二、上年结转政府").unwrap());
    let page = format!("{before}{}", row.replacen(carried, "&nbsp;", 1));
    let headers =
        "<td><p><span>社会公益组织</span></p></td><td><p><span>法律服务机构</span></p></td>";
    let joined = [
        "<td>社会公益组织</td3<p>法律服务机构</p></td>",
        "<td>社会公益组织</td<p>服务机构</p></td>",
        "<td>社会公益组织机构类</td>",
        "<td>社会公益组织、</td>",
    ];
    for joined in joined {
        let torn = page.replacen(headers, joined, 1);
        assert_ne!(torn, page);
        assert_fixes_keep_their_word(&torn);
    }
}

/// A report with other numbers, on any surface, with any gaps and line ends, torn in a few places.
fn torn_report() -> impl Strategy<Value = String> {
    let gap = prop_oneof![3 => Just(2usize), 1 => 1..5usize];
    let end = prop_oneof![4 => Just("\n"), 6 => select(LINE_ENDS.as_slice())];
    let changes = prop::collection::vec(change(), 0..6);
    (
        report_with_other_numbers(),
        0..=SURFACES.len(),
        gap,
        end,
        changes,
    )
        .prop_map(|(text, surface, gap, end, changes)| {
            let texts = on_surfaces(&text);
            let text = with_gaps(&texts[surface.min(texts.len() - 1)], gap);
            let torn = changes
                .iter()
                .fold(text, |text, change| changed(&text, change));
            torn.replace('\n', end)
        })
}

/// As many as `NIANBAO_DAMAGED` asks for.
fn as_many_as_asked() -> ProptestConfig {
    let asked = std::env::var("NIANBAO_DAMAGED");
    ProptestConfig {
        cases: asked.map_or(48, |asked| asked.parse().unwrap()),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(as_many_as_asked())]

    #[test]
    fn fixes_of_a_torn_report_keep_their_word(text in torn_report()) {
        assert_fixes_keep_their_word(&text);
    }

    #[test]
    fn fixes_of_scraps_keep_their_word(text in scraps()) {
        assert_fixes_keep_their_word(&text);
        assert_fixes_keep_their_word(&format!("甲县2023年政府信息公开工作年度报告\n{text}"));
    }
}
