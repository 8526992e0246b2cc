//! `other-form`: the report is one of bodies that the official form is not for, such as universities and public utilities.
//!
//! It is the only thing said of such a report: what the form asks for is not to be found in it.

use super::around::has_any;
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::form::Pitfalls;
use crate::say;
use crate::span::Span;
use crate::words::folded;

pub(super) const RULE: Rule = Rule {
    code: "other-form",
    severity: Severity::Information,
    fixes: FixKind::None,
    summary: Words {
        chinese: "学校、公共企事业单位的报告，不按本格式核对",
        english: "a report of a school or public utility, which the form is not for",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    if let Some(title) = title(context) {
        let message = say!(
            context.locale,
            "这是学校或公共企事业单位的信息公开年度报告，不适用政府信息公开工作年度报告的格式，没有核对",
            "this is the report of a school or public utility; the form of governments is not for it, and it was not checked"
        );
        found.push(RULE.finding(title, message));
    }
}

/// Whether the report goes by other rules: it has none of the form's tables, is not titled as the form has it, and says by which it goes.
pub(super) fn applies(context: &Context) -> bool {
    title(context).is_some()
}

/// The title of a report that goes by other rules.
fn title(context: &Context) -> Option<Span> {
    let report = context.report;
    if context.reading.found_tables().next().is_some() {
        return None;
    }
    let words = &Pitfalls::builtin().other_form;
    let names_rules = || has_any(context.sentences().from(0), &words.rules);
    let says = |span: Span| folded(context.at(span), report.fold());
    if let Some(title) = &report.title {
        let text = says(title.span);
        let is_other = !title.is_official && !has_any(&text, &words.own_title);
        return (is_other && (has_any(&text, &words.title) || names_rules())).then_some(title.span);
    }
    // Titles of other wordings are none that governments write.
    let first = report.headings.main.first()?;
    let above = report.document.rows.iter().take(first.row);
    let mut lines = above.map(|row| report.document.line_span(row));
    let line = lines.find(|&line| {
        let text = says(line);
        has_any(&text, &words.title) && !has_any(&text, &words.own_title)
    })?;
    names_rules().then_some(line)
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "没有格式规定的表、标题也不是“政府信息公开”的报告，如果按学年编写，或写明依据《高等学校信息公开办法》等规定，就是学校、医院、公用事业单位的报告。只作这一个提示，其他规则都不查。",
        english: "A report without the tables of the form, whose title does not speak of 政府信息公开, and that covers a school year or goes by 高等学校信息公开办法 or the like, is that of a school, hospital or utility. This is all that is said of it.",
    },
    why: Words {
        chinese: "这些单位另有规定，不使用政府信息公开工作年度报告的格式。",
        english: "Other rules are made for these bodies, and they do not use the form of governments.",
    },
    example: "\
某某大学2023-2024学年信息公开工作年度报告
一、概述
本报告依据《高等学校信息公开办法》编制。
",
    says: Words {
        chinese: "这是学校或公共企事业单位的信息公开年度报告，不适用政府信息公开工作年度报告的格式，没有核对",
        english: "this is the report of a school or public utility; the form of governments is not for it, and it was not checked",
    },
    fix: Words {
        chinese: "没有修正：没有什么要改。",
        english: "There is none: nothing is to be mended.",
    },
};
