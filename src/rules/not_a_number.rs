//! `not-a-number`: a number cell holds something else.

use super::{Context, Explanation, FixKind, Rule, Words};
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
    explain: EXPLANATION,
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, _) in context.tables() {
        for (cell, slot) in table.slots.iter().enumerate().filter(|(_, slot)| {
            matches!(slot.value, Value::Dash | Value::Words) && slot.is_placed()
        }) {
            let written = context.at(slot.span);
            match slot.value {
                Value::Dash => {
                    let message = say!(
                        context.locale,
                        "填报“{written}”；没有发生的应填 0",
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
                        "填报“{written}”，应为数字",
                        "the cell says “{written}”, a number is due"
                    );
                    found.push(RULE.finding(slot.span, message).in_cell(spec, cell));
                }
                Value::Blank | Value::Number(_) => {}
            }
        }
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "数据单元格里是否是数字。填“/”“-”“—”“无”的是警告；填了其他文字的是错误。",
        english: "Whether number cells hold numbers. A warning for `/`, `-`, `—` and 无, an error for any other words.",
    },
    why: Words {
        chinese: "不是数字就不能合计。没有发生的填 0。核对合计时，横线、斜线按空白处理。",
        english: "What is no number cannot be added up. Nothing to report is written 0. In sums a stroke counts as a blank.",
    },
    example: "\
二、主动公开政府信息情况
| 信息内容 | 本年处理决定数量 |
| 行政处罚 | / |
",
    says: Words {
        chinese: "填报“/”；没有发生的应填 0",
        english: "the cell says “/”; nothing to report is written 0",
    },
    fix: Words {
        chinese: "不安全，由您决定。横线、斜线和“无”可以改为 0，也可能表示不适用；其他文字没有修正。",
        english: "No, you decide. Strokes and 无 can be replaced by 0, but may stand for something that does not apply. Other words have no fix.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{findings, lines, said, with};
    use crate::finding::Severity;

    #[test]
    fn words_are_an_error_and_a_stroke_a_warning() {
        let text = with("| 2.娃娃 | 1 | 4 | 5 |", "| 2.娃娃 | 1 | 若干 | 5 |");
        assert_eq!(said(&text), ["not-a-number ⟦若干⟧ 填报“若干”，应为数字"]);
        let text = with("| 2.娃娃 | 1 | 4 | 5 |", "| 2.娃娃 | / | 4 | 5 |");
        let findings = findings(&text);
        assert_eq!(
            lines(&text, &findings),
            ["not-a-number ⟦/⟧ 填报“/”；没有发生的应填 0"]
        );
        assert_eq!(findings[0].severity, Severity::Warning);
    }
}
