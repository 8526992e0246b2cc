//! `not-a-count`: a count is negative or fractional.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::form::NumberKind;
use crate::say;
use crate::syntax::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "not-a-count",
    severity: Severity::Error,
    fixes: FixKind::None,
    summary: Words {
        chinese: "件数应为不小于 0 的整数",
        english: "a count is negative or fractional",
    },
    explain: Words {
        chinese: "",
        english: "",
    },
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, _) in context.tables() {
        for (cell, slot) in table
            .slots
            .iter()
            .enumerate()
            .filter(|(_, slot)| slot.is_placed())
        {
            let Value::Number(number) = slot.value else {
                continue;
            };
            let (_, column) = spec.row_and_column(cell);
            let is_wrong = match spec.columns[column].kind {
                NumberKind::Count => number.is_negative() || number.whole().is_none(),
                NumberKind::Signed => number.whole().is_none(),
                NumberKind::Amount => number.is_negative(),
            };
            if is_wrong {
                let written = context.at(slot.span);
                let message = say!(
                    context.locale,
                    "填报“{written}”，应为不小于 0 的整数",
                    "the cell says “{written}”, a whole number from 0 is due"
                );
                found.push(RULE.finding(slot.span, message).in_cell(spec, cell));
            }
        }
    }
}
