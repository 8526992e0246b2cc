//! `number-format`: a number is written in an unusual way.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::form::NumberKind;
use crate::say;
use crate::syntax::value::{Number, Value};

pub(super) const RULE: Rule = Rule {
    code: "number-format",
    severity: Severity::Warning,
    fixes: FixKind::Safe,
    summary: Words {
        chinese: "数字书写不规范",
        english: "a number is written in an unusual way",
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
            if !is_odd(number, spec.columns[column].kind) {
                continue;
            }
            let (written, plain) = (context.at(slot.span), number.plain());
            let message = say!(
                context.locale,
                "数字写作“{written}”，应为 {plain}",
                "the number is written “{written}”, plainly {plain}"
            );
            let certain = number.oddities.is_certain();
            let applicability = if certain {
                Applicability::Safe
            } else {
                Applicability::Unsafe
            };
            let title = say!(context.locale, "改为 {plain}", "write {plain}");
            let mut finding = RULE.finding(slot.span, message).in_cell(spec, cell);
            // `000` is rather three cells run together.
            if number.millionths != 0 || certain {
                finding
                    .fixes
                    .push(context.replace(title, applicability, slot.span, &plain));
            }
            found.push(finding);
        }
    }
}

fn is_odd(number: Number, kind: NumberKind) -> bool {
    let mut odd = number.oddities;
    match kind {
        NumberKind::Count => {}
        NumberKind::Signed => odd.worded_sign = false,
        NumberKind::Amount => {
            odd.unit = false;
            odd.decimals = false;
        }
    }
    // Decimals of a count are another rule's business.
    odd.decimals = false;
    !odd.is_plain()
}
