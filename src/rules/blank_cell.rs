//! `blank-cell`: number cells are blank.

use super::cell_count::{blank_rows, is_unfilled};
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::align::Slot;
use crate::edit::Edit;
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Fix};
use crate::form::TableSpec;
use crate::locale::counted;
use crate::say;
use crate::span::Span;
use crate::syntax::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "blank-cell",
    severity: Severity::Information,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "数据单元格空白",
        english: "number cells are blank",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, figures) in context.tables() {
        if is_unfilled(table) {
            let message = blanks_of(context, spec, spec.n_cells);
            let words = table.rows.first().and_then(|row| row.label);
            let place = words.or(table.slots.first().map(Slot::span));
            found.extend(place.map(|place| RULE.finding(place, message)));
            continue;
        }
        let odd = context.odd_cells(table);
        let blanks = odd.filter(|(_, slot)| slot.value() == Some(Value::Blank));
        let mut blanks: Vec<usize> = blanks.map(|(cell, _)| cell).collect();
        if !blanks.is_empty() {
            let filled: Vec<usize> = figures.fills(spec).iter().map(|fill| fill.cell).collect();
            blanks.retain(|blank| !filled.contains(blank));
        }
        let bare_rows: Vec<(usize, Span)> = blank_rows(&context.report.document, table).collect();
        let in_rows = bare_rows
            .iter()
            .map(|&(row, _)| spec.rows[row].columns.len());
        let n_blanks = blanks.len() + in_rows.sum::<usize>();
        let first = blanks.first().map(|&first| table.slots[first].span());
        let Some(first) = first.or(bare_rows.first().map(|&(_, span)| span)) else {
            continue;
        };
        let mut message = blanks_of(context, spec, n_blanks);
        // One that the others determine is named with its value.
        if let Some((cell, value)) = figures
            .determined(spec)
            .into_iter()
            .find(|(cell, _)| blanks.contains(cell))
        {
            let name = spec.cell_name(cell);
            message += &say!(
                context.locale,
                "，其中“{name}”按勾稽关系应为 {value}",
                "; by the relations “{name}” is {value}"
            );
        }
        let values = figures.filled(spec);
        let values = || values.iter().filter(|(cell, _)| blanks.contains(cell));
        let edits = values().map(|&(cell, value)| {
            let slot = &table.slots[cell];
            Edit {
                span: slot.span(),
                text: context.cell_text(table, slot, &value.to_string()),
            }
        });
        let n_filled = values().count();
        let is_zeros = values().all(|(_, value)| *value == 0);
        let title = if n_filled < blanks.len() {
            say!(
                context.locale,
                "填写空白：能推出的按勾稽关系，推不出的总计留空，其余填 0",
                "fill the blanks: by the relations where they tell, totals that nothing tells stay blank, with 0 elsewhere"
            )
        } else if is_zeros {
            say!(context.locale, "空白处都填 0", "fill the blanks with 0")
        } else {
            say!(
                context.locale,
                "填写空白：能推出的按勾稽关系，其余填 0",
                "fill the blanks: by the relations where they tell, with 0 elsewhere"
            )
        };
        let fix = Fix::new(title, Applicability::Unsafe, edits.collect());
        let mut finding = RULE.finding(first, message);
        // Where the text states a number for a blank cell, 0 is not what is missing.
        let is_stated = |cell: &usize| context.is_stated_in_text(table.spec, *cell);
        if n_filled > 0 && !blanks.iter().any(is_stated) {
            finding = finding.with_fix(fix);
        }
        found.push(finding);
    }
}

fn blanks_of(context: &Context, spec: &TableSpec, count: usize) -> String {
    let (short, values) = (&spec.short, counted(count, "blank value"));
    say!(
        context.locale,
        "第{short}部分的表有 {count} 个数据空白",
        "the table of part {short} has {values}"
    )
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "表中还有多少数据空着，每张表提一次，标在第一处。能由其他数据推出的，写明应为多少。可以算出的总计由 `blank-total` 另提。",
        english: "How many number cells of a table are blank: once for each table, at the first. A blank that the others determine is named with its value. Totals that can be computed are left to `blank-total`.",
    },
    why: Words {
        chinese: "空白分不清是 0 还是忘了填。没有数据的单元格应当填 0。这只是提示，不影响核对：空白的分项按未知处理，不会因此说合计有错。",
        english: "A blank may be a zero or something forgotten. This is information and takes nothing away from the checks: a blank part counts as unknown and never makes a total wrong.",
    },
    example: "\
二、主动公开政府信息情况
| 第二十条第（一）项 |
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 |  | 0 | 0 |
| 行政规范性文件 | 2 | 1 | 9 |
",
    says: Words {
        chinese: "第二部分的表有 1 个数据空白",
        english: "the table of part 二 has 1 blank value",
    },
    fix: Words {
        chinese: "不安全，由您决定。修正把能由勾稽关系推出的空白填上推出的数，其余填 0；真实的数可能还没有填。",
        english: "No, you decide. It writes into each blank what the relations leave for it, and 0 where they do not tell; the true numbers may be still to come.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{CLEAN, fixed, said, with};

    #[test]
    fn blanks_are_counted_once_and_filled_by_what_the_relations_leave() {
        let text = with("| 1.小马 | 2 | 3 | 5 |", "| 1.小马 |  |  | 5 |");
        assert_eq!(
            said(&text),
            ["blank-cell ⟦⟧ 第二部分的表有 2 个数据空白，其中“二/1.小马/木头”按勾稽关系应为 2"]
        );
        assert_eq!(fixed(&text, "blank-cell"), CLEAN);
    }

    #[test]
    fn what_is_filled_in_front_of_lone_totals_stands_apart() {
        let text = |row: &str| {
            let above = "甲厂2023年玩具报告\n一、前言部分\n木头的卖得好。\n二、玩具数量\n";
            format!("{above}1.小马{row}\n2.娃娃{row}\n（二）合计{row}\n")
        };
        assert_eq!(fixed(&text("    0"), "blank-cell"), text("  0 0 0"));
    }

    #[test]
    fn a_label_that_stands_alone_is_a_row_of_blanks() {
        for blank in ["| 1.小马 |", "| 1.小马", "1.小马"] {
            let text = with("| 1.小马 | 2 | 3 | 5 |", blank);
            let found = said(&text);
            let is_of_blanks = |finding: &str| {
                finding.starts_with("blank-cell ") && finding.contains("有 3 个数据空白")
            };
            assert!(
                matches!(&found[..], [one] if is_of_blanks(one.as_str())),
                "{blank}: {found:?}"
            );
        }
    }
}
