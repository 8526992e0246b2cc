//! `number-format`: a number is written in an unusual way.

use super::habit::{Told, told_once};
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::align::{Slot, foreign_unit};
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::form::{NumberKind, TableSpec};
use crate::say;
use crate::syntax::value::{Number, Oddities, Value, unit_of};

pub(super) const RULE: Rule = Rule {
    code: "number-format",
    severity: Severity::Warning,
    fixes: FixKind::Safe,
    summary: Words {
        chinese: "数字书写不规范",
        english: "a number is written in an unusual way",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, _) in context.tables() {
        let (mut certain, mut doubtful) = (Vec::new(), Vec::new());
        for (cell, slot) in context.odd_cells(table) {
            match odd_number(context, spec, cell, slot) {
                Some((true, finding)) => certain.push(finding),
                Some((false, finding)) => doubtful.push(finding),
                None => {}
            }
        }
        // What is certain is read as it was meant: a habit, and one change for all.
        found.extend(told_once(certain, |n, first| {
            let (short, written) = (&spec.short, context.at(first.span));
            Told {
                message: say!(
                    context.locale,
                    "第{short}部分的表有 {n} 格数字书写不规范，如“{written}”；单元格里只写数字",
                    "{n} numbers of the table of part {short} are written in an unusual way, such as “{written}”; plain digits are due"
                ),
                title: Some(say!(
                    context.locale,
                    "把这 {n} 格改为普通数字",
                    "write plain digits into these {n} cells"
                )),
            }
        }));
        found.extend(doubtful);
    }
}

/// The finding that says what is odd about the number in a cell that says no plain count, and whether it is certain what is meant.
fn odd_number(
    context: &Context,
    spec: &TableSpec,
    cell: usize,
    slot: &Slot,
) -> Option<(bool, Finding)> {
    let Some(Value::Number(number)) = slot.value() else {
        return None;
    };
    let (_, column) = spec.row_and_column(cell);
    let kind = spec.columns[column].kind;
    let odd = oddities(number, kind)?;
    // An amount in another unit is told of by `unit-scale`.
    if foreign_unit(&context.report.document, spec, cell, slot).is_some() {
        return None;
    }
    let written = context.at(slot.span());
    let plain = match kind {
        NumberKind::Amount => number.tidied() + unit_of(written),
        _ => number.tidied(),
    };
    let message = if odd.money {
        say!(
            context.locale,
            "填报“{written}”，应为件数，不是金额",
            "the cell says “{written}”, a count is due, not an amount of money"
        )
    } else {
        say!(
            context.locale,
            "数字写作“{written}”，应为 {plain}",
            "the number is written “{written}”, plainly {plain}"
        )
    };
    // Nothing is counted below 0: the stroke in front may be none of the number.
    let certain = odd.is_certain() && !(kind == NumberKind::Count && number.is_negative());
    let applicability = if certain {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    let title = say!(context.locale, "改为 {plain}", "write {plain}");
    let mut finding = RULE.finding(slot.span(), message).in_cell(spec, cell);
    // `000` is rather three cells run together, and no count is an amount of money.
    if (!number.is_zero() || certain) && !odd.money {
        let fix = context.replace(title, applicability, slot.span(), &plain);
        finding.fixes.push(fix);
    }
    Some((certain, finding))
}

/// What is odd about the writing of a number of this kind, if anything is.
fn oddities(number: Number, kind: NumberKind) -> Option<Oddities> {
    let mut odd = number.oddities;
    match kind {
        NumberKind::Count => {}
        NumberKind::Signed => odd.worded_sign = false,
        NumberKind::Amount => {
            odd.unit = false;
            odd.money = false;
        }
    }
    // Decimals of a count are another rule's business.
    odd.decimals = false;
    (!odd.is_plain()).then_some(odd)
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "\
数字是否只用普通的阿拉伯数字书写。以下写法会提出：全角数字 `１２`，千位分隔 `1,234`，带单位 `12件`，中间有空格 `1 2`，前面有零 `007`，两个正负号 `--2`。
金额可以带单位和小数，本年增/减可以写正负号和“增”“减”。
一张表里意思确定的写法多于四处的，合为一个问题。",
        english: "\
Whether numbers are written in plain digits. Named are: wide digits `１２`, separators `1,234`, a unit `12件`, inner spaces `1 2`, leading zeros `007`, doubled signs `--2`.
Amounts of money may have a unit and decimals; 本年增/减 may have a sign, also as 增 or 减.
More than four of them in one table whose meaning is certain are told once.",
    },
    why: Words {
        chinese: "写法不一的数字，别的软件读不出来，或者读成别的数。",
        english: "Numbers in other writings are not read by other programs, or are read as other numbers.",
    },
    example: "\
二、主动公开政府信息情况
| 信息内容 | 本年处理决定数量 |
| 行政处罚 | １２ |
",
    says: Words {
        chinese: "数字写作“１２”，应为 12",
        english: "the number is written “１２”, plainly 12",
    },
    fix: Words {
        chinese: "全角、分隔号、单位、符号，意思确定的，安全。中间有空格、前面有零、两个正负号的、件数前有横线的不安全：可能是几个数连在了一起，横线也可能不是数的一部分。`000` 和件数后的“元”“万元”没有修正。",
        english: "Yes for width, separators, units and signs, where the meaning is certain. No for inner spaces, leading zeros, doubled signs and a stroke before a count: several numbers may have run together, and the stroke may be none of the number. `000`, and a count with 元 or 万元 behind it, have no fix.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{
        CLEAN, edition_with, findings, findings_by, fixed, lines, said, with,
    };
    use crate::fix::Applicability;

    #[test]
    fn width_and_units_are_certain_and_leading_zeros_are_not() {
        for (written, applicability) in [
            ("４", Applicability::Safe),
            ("4件", Applicability::Safe),
            ("04", Applicability::Unsafe),
        ] {
            let text = with(
                "| 2.娃娃 | 1 | 4 | 5 |",
                &format!("| 2.娃娃 | 1 | {written} | 5 |"),
            );
            assert_eq!(
                said(&text),
                [format!(
                    "number-format ⟦{written}⟧ 数字写作“{written}”，应为 4"
                )]
            );
            assert_eq!(findings(&text)[0].fixes[0].applicability, applicability);
            assert_eq!(fixed(&text, "number-format"), CLEAN);
        }
    }

    #[test]
    fn a_stroke_before_a_count_is_not_made_a_sign_unasked() {
        let text = with("| 1.小马 | 2 | 3 | 5 |", "| 1.小马 | 2 | —3 | 5 |");
        let findings = findings(&text);
        let format = findings
            .iter()
            .find(|finding| finding.code == "number-format");
        let fixes = format.map(|finding| finding.fixes.iter().map(|fix| fix.applicability));
        assert_eq!(
            fixes.map(Iterator::collect::<Vec<_>>),
            Some(vec![Applicability::Unsafe])
        );
    }

    #[test]
    fn a_habit_is_told_once_with_one_change_for_all() {
        let text = with("| 2 | 3 | 5 |", "| 2件 | 3件 | 5件 |");
        let text = text.replace("| 1 | 4 | 5 |", "| 1件 | 4件 | 5件 |");
        assert_eq!(
            said(&text),
            ["number-format ⟦2件⟧ 第二部分的表有 6 格数字书写不规范，如“2件”；单元格里只写数字"]
        );
        assert_eq!(
            findings(&text)[0].fixes[0].applicability,
            Applicability::Safe
        );
        assert_eq!(fixed(&text, "number-format"), CLEAN);
    }

    #[test]
    fn a_column_of_changes_may_have_signs_in_words() {
        let signed = edition_with("label = \"木头\"", "label = \"木头\"\nkind = \"signed\"");
        let text = with("| 2.娃娃 | 1 |", "| 2.娃娃 | 增1 |");
        assert_eq!(lines(&text, &findings_by(&text, signed)), [""; 0]);
        assert_eq!(said(&text), ["number-format ⟦增1⟧ 数字写作“增1”，应为 1"]);
    }
}
