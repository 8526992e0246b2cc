//! `not-a-number`: a number cell holds something else.

use super::habit::{Told, told_once};
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::align::Slot;
use crate::edit::Edit;
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Fix};
use crate::form::TableSpec;
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
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, _) in context.tables() {
        let mut all_words = Vec::new();
        let odd: Vec<(usize, &Slot)> = context.odd_cells(table).collect();
        let row_of = |(cell, _): &(usize, &Slot)| spec.row_and_column(*cell).0;
        for of_row in odd.chunk_by(|one, other| row_of(one) == row_of(other)) {
            let row = of_row.first().map_or(0, row_of);
            let (mut dashes, mut words) = (Vec::new(), Vec::new());
            for &(cell, slot) in of_row {
                match slot.value() {
                    Some(Value::Dash) => dashes.push((cell, slot)),
                    Some(Value::Words) => words.push((cell, slot)),
                    Some(Value::Blank | Value::Number(_)) | None => {}
                }
            }
            found.extend(of_dashes(context, spec, row, &dashes));
            for (cell, slot) in words {
                let written = context.at(slot.span());
                let message = say!(
                    context.locale,
                    "填报“{written}”，应为数字",
                    "the cell says “{written}”, a number is due"
                );
                all_words.push(RULE.finding(slot.span(), message).in_cell(spec, cell));
            }
        }
        found.extend(told_once(all_words, |n, first| {
            let (short, written) = (&spec.short, context.at(first.span));
            Told {
                message: say!(
                    context.locale,
                    "第{short}部分的表有 {n} 格填的不是数字，如“{written}”",
                    "{n} cells of the table of part {short} hold no number, such as “{written}”"
                ),
                title: None,
            }
        }));
    }
}

/// One finding for the strokes of a row: who writes one for nothing writes all of them so.
fn of_dashes(
    context: &Context,
    spec: &TableSpec,
    row: usize,
    dashes: &[(usize, &Slot)],
) -> Option<Finding> {
    let (&(cell, first), rest) = dashes.split_first()?;
    let written = context.at(first.span());
    let zero = |(_, slot): &(usize, &Slot)| Edit {
        span: slot.span(),
        text: "0".to_owned(),
    };
    let edits = dashes.iter().map(zero).collect();
    if rest.is_empty() {
        let message = say!(
            context.locale,
            "填报“{written}”；没有发生的应填 0",
            "the cell says “{written}”; nothing to report is written 0"
        );
        let title = say!(context.locale, "改为 0", "write 0");
        let finding = RULE.finding(first.span(), message).in_cell(spec, cell);
        let fix = Fix::new(title, Applicability::Unsafe, edits);
        return Some(finding.quietly(Severity::Warning).with_fix(fix));
    }
    let mut marks: Vec<&str> = Vec::new();
    for (_, slot) in dashes {
        let mark = context.at(slot.span());
        if !marks.contains(&mark) {
            marks.push(mark);
        }
    }
    let quoted: Vec<String> = marks.iter().map(|mark| format!("“{mark}”")).collect();
    let written = quoted.join(say!(context.locale, "、", ", ").as_str());
    let (count, label) = (dashes.len(), &spec.rows.get(row)?.label);
    let message = say!(
        context.locale,
        "“{label}”行有 {count} 格填报{written}；没有发生的应填 0",
        "{count} cells of the row “{label}” say {written}; nothing to report is written 0"
    );
    let title = say!(
        context.locale,
        "把这 {count} 格改为 0",
        "write 0 into these {count} cells"
    );
    let mut finding = RULE.finding(first.span(), message).in_row(spec, row);
    for (cell, slot) in rest {
        finding = finding.related(slot.span(), spec.cell_name(*cell));
    }
    let fix = Fix::new(title, Applicability::Unsafe, edits);
    Some(finding.quietly(Severity::Warning).with_fix(fix))
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "数据单元格里是否是数字。填“/”“-”“—”“无”“不涉及”的是警告，一行里的合为一个问题；填了其他文字的是错误。",
        english: "Whether number cells hold numbers. A warning for `/`, `-`, `—`, 无 and 不涉及, once for each row, an error for any other words.",
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
