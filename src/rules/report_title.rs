//! `report-title`: the title names no year, or is not worded as an annual report's.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::say;
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    code: "report-title",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "标题缺少年度或不是年度报告的规范名称",
        english: "the title names no year, or is not worded as an annual report's",
    },
    explain: Words {
        chinese: "",
        english: "",
    },
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let report = context.report;
    let words = &report.edition.title.words;
    let Some(title) = &report.title else {
        let first = report
            .document
            .rows
            .first()
            .map_or(Span::at(0), |row| row.span);
        let message = say!(
            context.locale,
            "没有找到标题“……年{words}”",
            "no title “…年{words}” was found"
        );
        found.push(RULE.finding(first, message));
        return;
    };
    if title.year.is_none() {
        let message = say!(context.locale, "标题中没有年度", "the title names no year");
        found.push(RULE.finding(title.span, message));
    }
    if !title.is_official {
        let message = say!(
            context.locale,
            "标题应为“……年{words}”",
            "the title should read “…年{words}”"
        );
        found.push(RULE.finding(title.span, message));
    }
}
