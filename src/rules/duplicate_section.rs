//! `duplicate-section`: a section heading stands twice.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::say;
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    code: "duplicate-section",
    severity: Severity::Warning,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "章节标题重复出现",
        english: "a section heading stands twice",
    },
    explain: Words {
        chinese: "",
        english: "",
    },
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let report = context.report;
    for main in &report.headings.main {
        let mut headings: Vec<_> = report
            .headings
            .repeated
            .iter()
            .filter(|heading| heading.section == main.section)
            .collect();
        headings.push(main);
        headings.sort_by_key(|heading| heading.span);
        for pair in headings.windows(2) {
            let (first, second) = (pair[0], pair[1]);
            let written = context.at(second.span);
            let message = say!(
                context.locale,
                "章节标题“{written}”重复出现",
                "the heading “{written}” stands twice"
            );
            let first_place = say!(context.locale, "第一次出现在这里", "it stands here first");
            let mut finding = RULE
                .finding(second.span, message)
                .related(first.span, first_place);
            if second.row == first.row + 1 {
                let title = say!(
                    context.locale,
                    "删除重复的标题",
                    "remove the second heading"
                );
                finding.fixes.push(context.replace(
                    title,
                    Applicability::Unsafe,
                    line_of(context, first.row, second.row),
                    "",
                ));
            }
            found.push(finding);
        }
    }
}

/// From the end of one row to the end of the next, so that the line goes with its line end.
fn line_of(context: &Context, first_row: usize, second_row: usize) -> Span {
    let rows = &context.report.document.rows;
    Span {
        start: rows[first_row].span.end,
        end: rows[second_row].span.end,
    }
}
