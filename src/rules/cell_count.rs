//! `cell-count`: a row has more or fewer values than the form.

use super::{Context, FixKind, Rule, Words};
use crate::align::RowState;
use crate::finding::{Finding, Severity};
use crate::form::Layout;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "cell-count",
    severity: Severity::Error,
    fixes: FixKind::None,
    summary: Words {
        chinese: "一行的数据个数与格式不符",
        english: "a row has more or fewer values than the form",
    },
    explain: Words {
        chinese: "",
        english: "",
    },
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, _) in context.tables() {
        for (at, row) in table.rows.iter().enumerate() {
            let RowState::Unplaced { n_values, span } = row.state else {
                continue;
            };
            if spec.layout == Layout::OneLine {
                let (short, wanted) = (&spec.short, spec.n_cells);
                let message = say!(
                    context.locale,
                    "第{short}部分的表应有 {wanted} 个数据，读到 {n_values} 个，无法核对",
                    "the table of part {short} should have {wanted} values, {n_values} were read; it cannot be checked"
                );
                found.push(RULE.finding(span, message));
                break;
            }
            let (label, wanted) = (&spec.rows[at].label, spec.rows[at].columns.len());
            let message = say!(
                context.locale,
                "“{label}”应有 {wanted} 个数据，读到 {n_values} 个，无法核对",
                "“{label}” should have {wanted} values, {n_values} were read; it cannot be checked"
            );
            found.push(RULE.finding(span, message).in_row(spec, at));
        }
    }
}
