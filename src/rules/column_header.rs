//! `column-header`: the wording of a column's header differs from the form.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::form::lexicon::{Name, Wording};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "column-header",
    severity: Severity::Warning,
    fixes: FixKind::Safe,
    summary: Words {
        chinese: "表头与格式用语不一致",
        english: "the wording of a column's header differs from the form",
    },
    explain: Words {
        chinese: "",
        english: "",
    },
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, _) in context.tables() {
        for slip in &table.header_slips {
            let official = match slip.name {
                Name::Column(_, column) => spec.columns.get(column).map(|column| &column.label),
                Name::Header(_, header) => spec.headers.get(header).map(|header| &header.label),
                _ => None,
            };
            let Some(official) = official else { continue };
            let written = context.at(slip.span);
            let cut = slip.wording == Wording::LeftOut;
            let message = match cut {
                true => say!(
                    context.locale,
                    "表头“{written}”不完整，格式规定为“{official}”",
                    "the header “{written}” is cut short, the form says “{official}”"
                ),
                false => say!(
                    context.locale,
                    "表头“{written}”与格式规定的“{official}”不一致",
                    "the header reads “{written}”, the form says “{official}”"
                ),
            };
            let severity = if cut {
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
            // A header cut by a copy may be any of several.
            if !cut {
                finding
                    .fixes
                    .push(context.replace(title, applicability, slip.span, official));
            }
            found.push(finding);
        }
    }
}
