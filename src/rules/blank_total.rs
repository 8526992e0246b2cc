//! `blank-total`: a total is blank.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "blank-total",
    severity: Severity::Warning,
    fixes: FixKind::Safe,
    summary: Words {
        chinese: "总计空白",
        english: "a total is blank",
    },
    explain: Words {
        chinese: "",
        english: "",
    },
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, figures) in context.tables() {
        for fill in figures.fills(spec) {
            let (name, value) = (spec.cell_name(fill.cell), fill.value);
            let slot = &table.slots[fill.cell];
            let (message, title) = if fill.is_certain {
                (
                    say!(
                        context.locale,
                        "“{name}”空白，按分项应为 {value}",
                        "“{name}” is blank; its parts make {value}"
                    ),
                    say!(
                        context.locale,
                        "填写总计 {value}",
                        "fill in the total {value}"
                    ),
                )
            } else {
                (
                    say!(context.locale, "“{name}”空白", "“{name}” is blank"),
                    say!(
                        context.locale,
                        "填写 {value}（空白分项按 0 计）",
                        "fill in {value}, counting blanks as 0"
                    ),
                )
            };
            let applicability = if fill.is_certain {
                Applicability::Safe
            } else {
                Applicability::Unsafe
            };
            let text = context.cell_text(table, slot, &value.to_string());
            let fix = context.replace(title, applicability, slot.span, &text);
            found.push(
                RULE.finding(slot.span, message)
                    .in_cell(spec, fill.cell)
                    .with_fix(fix),
            );
        }
    }
}
