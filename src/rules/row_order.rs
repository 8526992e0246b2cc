//! `row-order`: rows stand out of the official order.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "row-order",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "表中行的顺序与格式不一致",
        english: "rows stand out of the official order",
    },
    explain: Words {
        chinese: "",
        english: "",
    },
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, _) in context.tables() {
        for (at, row) in table
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.out_of_order)
        {
            let label = &spec.rows[at].label;
            let message = match at.checked_sub(1).map(|before| &spec.rows[before].label) {
                Some(before) => say!(
                    context.locale,
                    "“{label}”应排在“{before}”之后",
                    "“{label}” belongs after “{before}”"
                ),
                None => say!(
                    context.locale,
                    "“{label}”应为第一行",
                    "“{label}” belongs first"
                ),
            };
            found.push(
                RULE.finding(row.label.unwrap_or(row.span), message)
                    .in_row(spec, at),
            );
        }
    }
}
