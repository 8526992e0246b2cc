//! `row-label`: the wording of a row's label differs from the form.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::form::lexicon::{Name, Wording};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "row-label",
    severity: Severity::Warning,
    fixes: FixKind::Safe,
    summary: Words {
        chinese: "行标与格式用语不一致",
        english: "the wording of a row's label differs from the form",
    },
    explain: Words {
        chinese: "",
        english: "",
    },
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, _) in context.tables() {
        for slip in &table.label_slips {
            let official = match slip.name {
                Name::Row(_, row) => spec.rows.get(row).map(|row| &row.label),
                Name::Group(_, group) => spec.groups.get(group).map(|group| &group.label),
                _ => None,
            };
            let Some(official) = official else { continue };
            let written = context.at(slip.span);
            let message = match slip.wording {
                Wording::LeftOut => {
                    say!(
                        context.locale,
                        "行标“{written}”比格式规定的“{official}”少字",
                        "the label “{written}” lacks characters of “{official}”"
                    )
                }
                _ => say!(
                    context.locale,
                    "行标“{written}”与格式规定的“{official}”不一致",
                    "the label reads “{written}”, the form says “{official}”"
                ),
            };
            let severity = if slip.wording == Wording::LeftOut {
                Severity::Information
            } else {
                RULE.severity
            };
            let applicability = if slip.wording == Wording::Marks {
                Applicability::Safe
            } else {
                Applicability::Unsafe
            };
            let title = say!(context.locale, "改为“{official}”", "write “{official}”");
            let mut finding = RULE.finding(slip.span, message).quietly(severity);
            if let Name::Row(_, row) = slip.name {
                finding = finding.in_row(spec, row);
            }
            found.push(finding.with_fix(context.replace(
                title,
                applicability,
                slip.span,
                official,
            )));
        }
    }
}
