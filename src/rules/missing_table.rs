//! `missing-table`: a section lacks its official table.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Edit, Fix};
use crate::say;
use crate::skeleton::{Skeleton, newline_of};
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    code: "missing-table",
    severity: Severity::Error,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "章节下缺少格式规定的表",
        english: "a section lacks its official table",
    },
    explain: Words {
        chinese: "",
        english: "",
    },
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let report = context.report;
    for table in report.tables.iter().filter(|table| !table.is_found) {
        let spec = &report.edition.tables[table.spec];
        let Some(heading) = report.heading(spec.section) else {
            continue;
        };
        let title = &report.edition.sections[spec.section].title;
        let message = say!(
            context.locale,
            "“{title}”下缺少表格",
            "“{title}” lacks its table"
        );
        let text = &report.document.text;
        let newline = newline_of(text);
        let end = report.document.rows[heading.row].span.end as usize;
        let mut inserted = Skeleton::for_report(report).table(spec);
        // Behind the heading's line end, or behind a new one at the end of the text.
        let at = match memchr::memchr(b'\n', &text.as_bytes()[end..]) {
            Some(at) => end + at + 1,
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
        found.push(RULE.finding(heading.span, message).with_fix(fix));
    }
}
