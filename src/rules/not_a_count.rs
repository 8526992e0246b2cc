//! `not-a-count`: a count is negative or fractional.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
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
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, _) in context.tables() {
        // Plain digits are a count, whatever the column.
        for (cell, slot) in context.odd_cells(table) {
            let Some(Value::Number(number)) = slot.value() else {
                continue;
            };
            let (_, column) = spec.row_and_column(cell);
            let written = context.at(slot.span());
            let (is_whole, is_negative) = (number.whole().is_some(), number.is_negative());
            let message = match spec.columns[column].kind {
                NumberKind::Count if is_negative || !is_whole => say!(
                    context.locale,
                    "填报“{written}”，应为不小于 0 的整数",
                    "the cell says “{written}”, a whole number from 0 is due"
                ),
                NumberKind::Signed if !is_whole => say!(
                    context.locale,
                    "填报“{written}”，应为整数",
                    "the cell says “{written}”, a whole number is due"
                ),
                NumberKind::Amount if is_negative => say!(
                    context.locale,
                    "填报“{written}”，应不小于 0",
                    "the cell says “{written}”, an amount from 0 is due"
                ),
                _ => continue,
            };
            found.push(RULE.finding(slot.span(), message).in_cell(spec, cell));
        }
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "件数是否为不小于 0 的整数。金额可以有小数但不能为负，本年增/减可以为负但不能有小数。",
        english: "Whether counts are whole numbers from 0. Amounts of money may have decimals but not be negative; 本年增/减 may be negative but has no decimals.",
    },
    why: Words {
        chinese: "件数不会是负数或小数，多半是填错了列，或多了一个符号。这样的数不参与合计的核对。",
        english: "A count is never negative or fractional; the value probably belongs to another column, or has a sign too many. It is left out of all sums.",
    },
    example: "\
二、主动公开政府信息情况
| 信息内容 | 本年处理决定数量 |
| 行政处罚 | -3 |
",
    says: Words {
        chinese: "填报“-3”，应为不小于 0 的整数",
        english: "the cell says “-3”, a whole number from 0 is due",
    },
    fix: Words {
        chinese: "没有修正：正确的数只有您知道。",
        english: "There is none: only you know the right number.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{edition_with, findings_by, said, with};

    #[test]
    fn a_count_is_whole_and_not_below_zero() {
        for written in ["-1", "1.5"] {
            let text = with("| 2.娃娃 | 1 |", &format!("| 2.娃娃 | {written} |"));
            assert_eq!(
                said(&text),
                [format!(
                    "not-a-count ⟦{written}⟧ 填报“{written}”，应为不小于 0 的整数"
                )]
            );
        }
    }

    #[test]
    fn an_amount_may_have_decimals() {
        let amounts = edition_with("label = \"木头\"", "label = \"木头\"\nkind = \"amount\"");
        let text = with("| 2.娃娃 | 1 |", "| 2.娃娃 | 1.5 |");
        let findings = findings_by(&text, amounts);
        assert!(findings.iter().all(|finding| finding.code != "not-a-count"));
    }
}
