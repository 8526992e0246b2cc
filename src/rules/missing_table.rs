//! `missing-table`: a section lacks its official table.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::edit::Edit;
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Fix};
use crate::lines::{newline_of, next_line};
use crate::reading::TableReading;
use crate::say;
use crate::skeleton::Skeleton;
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    code: "missing-table",
    severity: Severity::Error,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "章节下缺少格式规定的表",
        english: "a section lacks its official table",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let report = context.report;
    let tables = context.reading.tables.iter();
    let is_missing = |table: &&TableReading| !table.is_found && table.run_together.is_none();
    for table in tables.filter(is_missing) {
        let spec = table.spec();
        let Some(heading) = report.heading(spec.section) else {
            continue;
        };
        let title = &report.edition().sections[spec.section].title;
        let message = say!(
            context.locale,
            "“{title}”下缺少表格",
            "“{title}” lacks its table"
        );
        let mut finding = RULE.finding(heading.span, message);
        if context.ends_within(spec.section, heading.span.end) {
            finding = finding.quietly(Severity::Information);
        }
        let row = &report.document.rows[heading.row];
        let skeleton = Skeleton::for_report(report);
        // Below a line with two headings stands what belongs to the second.
        let is_followed = report
            .headings
            .main
            .iter()
            .any(|other| other.row == heading.row && other.span.start > heading.span.start);
        if is_followed || !skeleton.is_read_beside(row) {
            found.push(finding);
            continue;
        }
        let text = &report.document.text;
        let newline = newline_of(text);
        let end = row.span.end as usize;
        let mut inserted = skeleton.inserted_at(end, report).table(spec);
        // Behind the heading's line end, or behind a new one at the end of the text.
        let at = match next_line(text, end) {
            Some(at) => at,
            None => {
                inserted.insert_str(0, newline);
                text.len()
            }
        };
        inserted.insert_str(0, newline);
        let fix_title = say!(
            context.locale,
            "插入空白的官方表格",
            "insert the official table, blank"
        );
        let fix = Fix::new(
            fix_title,
            Applicability::Unsafe,
            vec![Edit {
                span: Span::at(at),
                text: inserted,
            }],
        );
        found.push(finding.with_fix(fix));
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "二、三、四章的标题下是否有格式规定的表。表里只要有认得出的行标题或数据，就算有表，缺的部分由其他规则指出。",
        english: "Whether the headings 二, 三 and 四 are followed by their tables. A table of which any label or row of numbers is recognised counts as there; other rules say what it lacks.",
    },
    why: Words {
        chinese: "这三章的数据都在表里，没有表就没有可以核对、汇总的数。全年没有发生的，也要列表填 0。",
        english: "All figures of these sections stand in the tables. A year in which nothing happened has a table of zeros.",
    },
    example: "\
三、收到和处理政府信息公开申请情况
2024年，本机关收到政府信息公开申请5件，均已答复。
",
    says: Words {
        chinese: "“收到和处理政府信息公开申请情况”下缺少表格",
        english: "“收到和处理政府信息公开申请情况” lacks its table",
    },
    fix: Words {
        chinese: "不安全，由您决定。修正会在标题下插入一张空白的表，数字要由您填写。",
        english: "No, you decide. It inserts a blank table under the heading; the numbers are yours to fill in.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{CLEAN, fixed, said};

    #[test]
    fn a_heading_without_its_table_is_offered_an_empty_one() {
        let (head, _) = CLEAN.split_at(CLEAN.find("| 玩具").unwrap_or(0));
        let text = format!("{head}见附件。\n");
        assert_eq!(
            said(&text),
            ["missing-table ⟦二、玩具数量⟧ “玩具数量”下缺少表格"]
        );
        let fixed = fixed(&text, "missing-table");
        assert_eq!(said(&fixed), ["blank-cell ⟦⟧ 第二部分的表有 9 个数据空白"]);
    }

    #[test]
    fn the_table_stands_below_its_heading_whatever_ends_lines() {
        let (head, _) = CLEAN.split_at(CLEAN.find("| 玩具").unwrap_or(0));
        for end in ["\r", "\r\n", "\u{b}", "\u{2028}"] {
            let text = format!("{head}见附件。\n").replace('\n', end);
            let fixed = fixed(&text, "missing-table");
            let below = fixed.split_once("玩具数量").map_or("", |(_, below)| below);
            assert!(below.trim_start().starts_with('|'), "{end:?}");
        }
    }
}
