//! `row-order`: rows stand out of the official order.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
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
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, _) in context.legible_tables() {
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

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "表中各行是否按格式规定的顺序排列。",
        english: "Whether the rows follow the order of the form.",
    },
    why: Words {
        chinese: "次序不同的表容易抄错行，也不能与其他单位的表逐行对照。",
        english: "Figures are easily copied into the wrong row of such a table, and it cannot be compared row by row with those of others.",
    },
    example: "\
二、主动公开政府信息情况
| 信息内容 | 本年处理决定数量 |
| 行政强制 | 0 |
| 行政处罚 | 3 |
",
    says: Words {
        chinese: "“行政强制”应排在“行政处罚”之后",
        english: "“行政强制” belongs after “行政处罚”",
    },
    fix: Words {
        chinese: "没有修正：请在您的编辑器里挪动这一行。数字仍按行标题核对，不受次序影响。",
        english: "There is none: move the row in your editor. Its numbers are checked by its label all the same.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{said, with};

    #[test]
    fn a_row_out_of_place_is_named_with_the_one_before_it() {
        let text = with(
            "| 1.小马 | 2 | 3 | 5 |\n| 2.娃娃 | 1 | 4 | 5 |\n",
            "| 2.娃娃 | 1 | 4 | 5 |\n| 1.小马 | 2 | 3 | 5 |\n",
        );
        assert_eq!(
            said(&text),
            ["row-order ⟦2.娃娃⟧ “2.娃娃”应排在“1.小马”之后"]
        );
    }
}
