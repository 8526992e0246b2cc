//! `unknown-row`: a table has a row that the form does not have.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "unknown-row",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "表中有格式没有的行",
        english: "a table has a row that the form does not have",
    },
    explain: Words {
        chinese: "",
        english: "",
    },
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, _, _) in context.tables() {
        for row in &table.unknown_rows {
            let written = context.at(row.label);
            let message = say!(
                context.locale,
                "格式中没有“{written}”这一行",
                "the form has no row “{written}”"
            );
            found.push(RULE.finding(row.label, message));
        }
    }
}
