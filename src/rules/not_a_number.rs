//! `not-a-number`: a number cell holds something else.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::say;
use crate::syntax::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "not-a-number",
    severity: Severity::Error,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "数据单元格里不是数字",
        english: "a number cell holds something else",
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
            let written = context.at(slot.span);
            match slot.value {
                Value::Dash => {
                    let message = say!(
                        context.locale,
                        "数据填报“{written}”，没有的应填 0",
                        "the cell says “{written}”; nothing to report is written 0"
                    );
                    let title = say!(context.locale, "改为 0", "write 0");
                    let fix = context.replace(title, Applicability::Unsafe, slot.span, "0");
                    found.push(
                        RULE.finding(slot.span, message)
                            .quietly(Severity::Warning)
                            .in_cell(spec, cell)
                            .with_fix(fix),
                    );
                }
                Value::Words => {
                    let message = say!(
                        context.locale,
                        "数据填报“{written}”，应为数字",
                        "the cell says “{written}”, a number is due"
                    );
                    found.push(RULE.finding(slot.span, message).in_cell(spec, cell));
                }
                Value::Blank | Value::Number(_) => {}
            }
        }
    }
}
