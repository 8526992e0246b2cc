//! `empty-section`: nothing stands under a heading.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::form::fold::is_mark;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "empty-section",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "章节下没有内容",
        english: "nothing stands under a heading",
    },
    explain: Words {
        chinese: "",
        english: "",
    },
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let report = context.report;
    let last = report.headings.main.last().map(|heading| heading.section);
    let is_finished = report
        .heading(report.edition.sections.len().saturating_sub(1))
        .is_some();
    for heading in &report.headings.main {
        let spec = &report.edition.sections[heading.section];
        let Some(too_little) = &spec.not_only else {
            continue;
        };
        let mut said = report.fold.fold(context.at(heading.body));
        said.retain(|&c| !is_mark(c));
        let says_nothing = said.is_empty();
        if !says_nothing && !too_little.iter().any(|word| report.fold.fold(word) == said) {
            continue;
        }
        // The heading just typed, with its text still to come.
        if says_nothing && !is_finished && last == Some(heading.section) {
            continue;
        }
        let title = &spec.title;
        let message = if says_nothing {
            say!(
                context.locale,
                "“{title}”下没有内容",
                "nothing stands under “{title}”"
            )
        } else {
            let said: String = said.into_iter().collect();
            say!(
                context.locale,
                "“{title}”下只写了“{said}”",
                "“{title}” says only “{said}”"
            )
        };
        found.push(RULE.finding(heading.span, message));
    }
}
