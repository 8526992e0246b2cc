//! `unit-scale`: an amount is written in another unit of money than its column counts in.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::align::foreign_unit;
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::say;
use crate::syntax::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "unit-scale",
    severity: Severity::Warning,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "金额的单位与该列规定的单位不同",
        english: "an amount is in another unit than its column",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, _) in context.tables() {
        for (cell, slot) in context.odd_cells(table) {
            let Some(unit) = foreign_unit(&context.report.document, spec, cell, slot) else {
                continue;
            };
            let (Some(Value::Number(number)), Some(due)) = (
                slot.value(),
                &spec.columns[spec.row_and_column(cell).1].unit,
            ) else {
                continue;
            };
            // Nothing is nothing in every unit.
            if number.is_zero() {
                continue;
            }
            let (written, plain) = (context.at(slot.span()), number.plain());
            let message = say!(
                context.locale,
                "填报“{written}”，本列以{due}为单位，应为 {plain}",
                "the cell says “{written}”; the column counts in {due} rather than {unit}, which makes {plain}"
            );
            let title = say!(context.locale, "改为 {plain}", "write {plain}");
            let fix = context.replace(title, Applicability::Unsafe, slot.span(), &plain);
            found.push(
                RULE.finding(slot.span(), message)
                    .in_cell(spec, cell)
                    .with_fix(fix),
            );
        }
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "金额后面写的单位是否就是该列规定的单位。2021年格式的收费金额以万元为单位，写“5000元”就要换算。2019年格式没有规定单位，不查。",
        english: "Whether the unit written behind an amount is the one that its column counts in. Fees of the form of 2021 are in 万元, so that 5000元 has to be converted. The form of 2019 names no unit.",
    },
    why: Words {
        chinese: "单位弄错，金额就差一万倍；汇总时只看数字。",
        english: "A wrong unit is a factor of ten thousand, and only the digits are put together with those of others.",
    },
    example: "\
二、主动公开政府信息情况
| 信息内容 | 本年收费金额（单位：万元） |
| 行政事业性收费 | 5000元 |
",
    says: Words {
        chinese: "填报“5000元”，本列以万元为单位，应为 0.5",
        english: "the cell says “5000元”; the column counts in 万元 rather than 元, which makes 0.5",
    },
    fix: Words {
        chinese: "不安全，由您决定：数字可能已经换算过，只是单位写错了。",
        english: "No, you decide: the digits may be right, and the unit the slip.",
    },
};
