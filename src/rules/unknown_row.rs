//! `unknown-row`: a table has a row that the form does not have.

use super::habit::{Told, told_once};
use super::{Check, Context, Explanation, FixKind, Rule, Words};
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
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, _, _) in context.legible_tables() {
        let unknown = table.unknown_rows.iter().map(|row| {
            let written = context.at(row.label);
            let message = say!(
                context.locale,
                "格式中没有“{written}”这一行",
                "the form has no row “{written}”"
            );
            RULE.finding(row.label, message)
        });
        found.extend(told_once(unknown.collect(), |n, first| {
            let written = context.at(first.span);
            Told {
                message: say!(
                    context.locale,
                    "格式中没有“{written}”等 {n} 行",
                    "the form has none of {n} rows, such as “{written}”"
                ),
                title: None,
            }
        }));
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "表里是否有格式没有的行：夹在已认出的两行之间、带有数字、行标题与格式的各行都不相近。表下面另加的说明行不算。",
        english: "Whether the table has rows that the form does not have: between two known rows, with numbers, and with a label like none of the form's. Lines below the table do not count.",
    },
    why: Words {
        chinese: "自行增加的行没有地方汇总，里面的数也不计入任何总计。",
        english: "Rows of one's own have no place when reports are put together, and no total counts them.",
    },
    example: "\
二、主动公开政府信息情况
| 信息内容 | 本年处理决定数量 |
| 行政处罚 | 3 |
| 行政检查 | 12 |
| 行政强制 | 0 |
",
    says: Words {
        chinese: "格式中没有“行政检查”这一行",
        english: "the form has no row “行政检查”",
    },
    fix: Words {
        chinese: "没有修正：删去一行就会删去数字，要由您决定这些数该填在哪里。",
        english: "There is none: removing a row removes numbers, and only you know where they belong.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{CLEAN, said, with};

    #[test]
    fn a_row_with_numbers_between_known_ones() {
        let text = with("| 2.娃娃 |", "| 3.陀螺 | 8 | 0 | 8 |\n| 2.娃娃 |");
        assert_eq!(
            said(&text),
            ["unknown-row ⟦3.陀螺⟧ 格式中没有“3.陀螺”这一行"]
        );
    }

    #[test]
    fn words_below_the_table_are_no_row() {
        assert_eq!(
            said(&format!("{CLEAN}| 附：全年入库 | 20 | 0 | 20 |\n")),
            [""; 0]
        );
    }
}
