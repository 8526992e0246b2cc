//! What the three rules about sums have in common: the sentence, the related places, the recomputed total.

use super::{Context, Rule};
use crate::figures::Broken;
use crate::finding::Finding;
use crate::form::{RelationKind, TableSpec};
use crate::say;

/// Reports every broken relation of a kind.
pub(super) fn report_breaches(
    context: &Context,
    rule: &'static Rule,
    kind: RelationKind,
    found: &mut Vec<Finding>,
) {
    for (table, spec, figures) in context.tables() {
        for &at in &figures.broken {
            let of_kind = spec.relations.get(at).filter(|of| of.kind == kind);
            let Some(relation) = of_kind else { continue };
            let Some(broken) = figures.breach(relation) else {
                continue;
            };
            let mut message = match kind {
                RelationKind::RowTotal | RelationKind::ColumnTotal => {
                    parts_sentence(context, figures, &broken)
                }
                RelationKind::Balance => balance_sentence(context, spec, figures, &broken),
            };
            let advice = context.advice_on(table, at);
            // Said once for relations that hang together, at the first of them.
            if let Some(advice) = advice.filter(|advice| advice.outcome.broken.first() == Some(&at))
            {
                message += &context.verdict(advice);
                // Where a part is suspected, the text is quoted there.
                if advice
                    .suspects()
                    .all(|change| context.is_total(table, change.cell))
                {
                    message += &context.word_of_text(table, advice);
                }
            }
            let total = relation.total;
            let slot = &table.slots[total];
            let mut finding = rule.finding(slot.span(), message).in_cell(spec, total);
            for &part in relation.parts.iter().chain(&relation.minus) {
                if let Some(value) = figures.value(part, false).filter(|&value| value != 0) {
                    finding = finding.related(
                        table.slots[part].span(),
                        format!("{}：{value}", spec.cell_name(part)),
                    );
                }
            }
            if let Some(advice) = advice {
                finding.related.extend(context.suspects(table, advice));
                finding.fixes = context.fixes_at(table, spec, advice, Some(at));
            }
            context.recall(table, at, &mut finding);
            found.push(finding);
        }
    }
}

fn parts_sentence(context: &Context, figures: &crate::figures::Figures, broken: &Broken) -> String {
    let stated: Vec<i64> = broken
        .relation
        .parts
        .iter()
        .filter_map(|&part| figures.value(part, false))
        .filter(|&value| value != 0)
        .collect();
    let (total, sum) = (broken.total.unwrap_or_default(), broken.sum);
    match stated.len() {
        0 | 1 => say!(
            context.locale,
            "总计填报 {total}，分项之和为 {sum}",
            "the total is {total}, but its parts add up to {sum}"
        ),
        _ => {
            let parts = stated
                .iter()
                .map(i64::to_string)
                .collect::<Vec<_>>()
                .join(" + ");
            say!(
                context.locale,
                "总计填报 {total}，分项之和为 {sum}（{parts}）",
                "the total is {total}, but its parts add up to {sum} ({parts})"
            )
        }
    }
}

/// Characters of a row's label in a sentence about a whole column.
const MAX_LABEL: usize = 6;

/// `（七）总计 43 + 结转 1 = 44，新收 43 + 上年结转 2 = 45`, with the labels of the form, cut.
fn balance_sentence(
    context: &Context,
    spec: &TableSpec,
    figures: &crate::figures::Figures,
    broken: &Broken,
) -> String {
    let value = |cell: &usize| figures.value(*cell, false).unwrap_or_default();
    let side = |cells: &[usize]| -> String {
        let label = |cell: &usize| spec.short_row_label(*cell, MAX_LABEL);
        let words: Vec<String> = cells
            .iter()
            .map(|cell| format!("{} {}", label(cell), value(cell)))
            .collect();
        let sum: i64 = cells.iter().map(value).sum();
        format!("{} = {sum}", words.join(" + "))
    };
    let left = side(&broken.relation.parts);
    let right = side(&[&broken.relation.minus[..], &[broken.relation.total]].concat());
    let column = spec.column_label(broken.relation.total);
    say!(
        context.locale,
        "“{column}”列不平衡：{right}，{left}",
        "“{column}” does not balance: {right}, but {left}"
    )
}
