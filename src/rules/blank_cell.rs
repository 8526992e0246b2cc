//! `blank-cell`: number cells are blank.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Edit, Fix};
use crate::say;
use crate::syntax::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "blank-cell",
    severity: Severity::Information,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "数据单元格空白",
        english: "number cells are blank",
    },
    explain: Words {
        chinese: "",
        english: "",
    },
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, figures) in context.tables() {
        let filled: Vec<usize> = figures.fills(spec).iter().map(|fill| fill.cell).collect();
        let is_blank = |cell: &usize| {
            table.slots[*cell].is_placed()
                && table.slots[*cell].value == Value::Blank
                && !filled.contains(cell)
        };
        let blanks: Vec<usize> = (0..spec.n_cells).filter(is_blank).collect();
        let Some(&first) = blanks.first() else {
            continue;
        };
        let (short, count) = (&spec.short, blanks.len());
        let mut message = say!(
            context.locale,
            "第{short}部分的表有 {count} 个数据空白",
            "{count} values of the table of part {short} are blank"
        );
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
        let edits = blanks.iter().map(|&cell| {
            let slot = &table.slots[cell];
            Edit {
                span: slot.span,
                text: context.cell_text(table, slot, "0"),
            }
        });
        let title = say!(context.locale, "空白处都填 0", "fill the blanks with 0");
        let fix = Fix::new(title, Applicability::Unsafe, edits.collect());
        found.push(RULE.finding(table.slots[first].span, message).with_fix(fix));
    }
}
