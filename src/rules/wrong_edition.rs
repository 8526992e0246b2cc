//! `wrong-edition`: the tables are of another edition than the report year prescribes.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "wrong-edition",
    severity: Severity::Error,
    fixes: FixKind::None,
    summary: Words {
        chinese: "表格不是报告年度应用的格式版本",
        english: "the tables are of another edition than the report year prescribes",
    },
    explain: Words {
        chinese: "",
        english: "",
    },
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let report = context.report;
    let edition = report.edition;
    // Without a tell-tale label the edition was only guessed.
    let (Some(label), Some(year)) = (report.telling_labels.first(), report.year()) else {
        return;
    };
    if edition.first_year <= year && edition.last_year.is_none_or(|last| year <= last) {
        return;
    }
    let Some(right) = context
        .editions
        .iter()
        .find(|other| other.first_year <= year && other.last_year.is_none_or(|last| year <= last))
    else {
        return;
    };
    let (stated, wanted) = (&edition.name, &right.name);
    let message = say!(
        context.locale,
        "{year} 年度报告用了{stated}的表格，应为{wanted}",
        "a report for {year} uses the tables of {stated}; {wanted} is prescribed"
    );
    let mut finding = RULE.finding(*label, message);
    if let Some((_, span)) = report.title.as_ref().and_then(|title| title.year.as_ref()) {
        let place = say!(context.locale, "报告年度", "the report year");
        finding = finding.related(*span, place);
    }
    found.push(finding);
}
