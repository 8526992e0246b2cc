//! `section-title`: the wording of a heading differs from the form.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::form::lexicon::Wording;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "section-title",
    severity: Severity::Warning,
    fixes: FixKind::Safe,
    summary: Words {
        chinese: "章节标题与格式用语不一致",
        english: "the wording of a heading differs from the form",
    },
    explain: Words {
        chinese: "",
        english: "",
    },
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let report = context.report;
    for heading in report
        .headings
        .main
        .iter()
        .filter(|heading| heading.wording > Wording::Noted)
    {
        let official = &report.edition.sections[heading.section].title;
        let written = context.at(heading.title_span);
        let message = say!(
            context.locale,
            "章节标题“{written}”与格式规定的“{official}”不一致",
            "the heading reads “{written}”, the form says “{official}”"
        );
        let applicability = if heading.wording == Wording::Marks {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        };
        let title = say!(context.locale, "改为“{official}”", "write “{official}”");
        found.push(
            RULE.finding(heading.span, message)
                .with_fix(context.replace(title, applicability, heading.title_span, official)),
        );
    }
}
