//! `suspect-cell`: a part that belongs to the unique smallest repair of its table.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::say;

/// Characters of a row's label in the sentence.
const MAX_LABEL: usize = 14;

pub(super) const RULE: Rule = Rule {
    code: "suspect-cell",
    severity: Severity::Warning,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "疑似错误单元格：只改它即可使勾稽关系全部成立",
        english: "the cell whose change alone makes every relation hold",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let locale = context.locale;
    for (table, spec, _) in context.tables() {
        let of_table = &table.advice;
        for advice in of_table.iter() {
            let suspects: Vec<_> = advice.suspects().collect();
            let parts = suspects
                .iter()
                .filter(|change| !context.is_total(table, change.cell));
            for change in parts {
                let (Some(slot), Some(number)) =
                    (table.slots.get(change.cell), change.to.exactly())
                else {
                    continue;
                };
                let name = spec.short_cell_name(change.cell, MAX_LABEL);
                // A blank that the table's habit counts as 0.
                let stated = match context.at(slot.span()) {
                    "" => "0",
                    written => written,
                };
                let others = suspects.len() - 1;
                let message = match others {
                    0 => say!(
                        locale,
                        "“{name}”填报 {stated}，疑似有误：只改此格为 {number} 就能全部平衡（改动最少的改法只有这一种）",
                        "“{name}” says {stated}, probably wrong: as {number} it balances every sum, and no other cell does"
                    ),
                    _ => say!(
                        locale,
                        "“{name}”填报 {stated}，疑似有误：改为 {number}，连同另外 {others} 格，就能全部平衡（改动最少的改法只有这一种）",
                        "“{name}” says {stated}, probably wrong: as {number}, with {others} more, it balances every sum; no other change is so small"
                    ),
                };
                let message = message + &context.word_of_text(table, advice);
                let mut finding = RULE
                    .finding(slot.span(), message)
                    .in_cell(spec, change.cell);
                for relation in advice
                    .outcome
                    .broken
                    .iter()
                    .filter_map(|&at| spec.relations.get(at))
                {
                    if let Some(total) = table.slots.get(relation.total) {
                        let name = context.relation_name(spec, relation);
                        let place = say!(locale, "不成立：{name}", "does not hold: {name}");
                        finding = finding.related(total.span(), place);
                    }
                }
                finding.fixes = context.fixes_of(table, spec, advice);
                context.recall_part(table, change.cell, &mut finding);
                found.push(finding);
            }
        }
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "\
表内勾稽关系不成立时，找出改动格数最少、又能使全部关系成立的改法。这样的改法只有一种时，其中不是合计的单元格就是疑似错误单元格。
合计本身可疑的，由 `row-total`、`column-total`、`balance` 在合计处指出。",
        english: "\
Where relations of a table are broken, the smallest change that makes all of them hold. If there is only one such change, those of its cells that are not totals are named.
A doubtful total is named at the total by `row-total`, `column-total` or `balance`.",
    },
    why: Words {
        chinese: "一个数填错，往往几处合计同时对不上；照分项重算合计，会把错误带到更多的格子里。先核对最可疑的那一格，最快。",
        english: "One wrong number often breaks several sums, and computing the totals anew spreads it to more cells. The likeliest cell is the quickest one to look up.",
    },
    example: "\
三、收到和处理政府信息公开申请情况
| 1.本机关不掌握相关政府信息 | 8 | 0 | 0 | 0 | 0 | 0 | 0 |
| （七）总计 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
",
    says: Words {
        chinese: "“三/1.本机关不掌握相关政府信息/自然人”填报 8，疑似有误：只改此格为 0 就能全部平衡（改动最少的改法只有这一种）",
        english: "“三/1.本机关不掌握相关政府信息/自然人” says 8, probably wrong: as 0 it balances every sum, and no other cell does",
    },
    fix: Words {
        chinese: "\
不安全，由您决定：也可能是刚改对了分项，合计还没有更新。
旁边另有“保留所填数字，更新相关合计”，写明改几格、还剩几处不平衡。",
        english: "\
No, you decide: the part may have just been corrected, and its totals not yet.
Beside it stands a fix that keeps the numbers and updates the totals that depend on them, with how many cells it changes and what it leaves broken.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{CLEAN, findings, fixed, said, with};

    #[test]
    fn the_part_that_alone_explains_every_break() {
        let text = with("| 1.小马 | 2 | 3 | 5 |", "| 1.小马 | 2 | 8 | 5 |");
        let findings = findings(&text);
        let suspects: Vec<&crate::door::Finding> = findings
            .iter()
            .filter(|f| f.code == "suspect-cell")
            .collect();
        let [suspect] = suspects.as_slice() else {
            panic!("{findings:?}")
        };
        assert_eq!(suspect.span.of(&text), "8");
        assert_eq!(suspect.cell.as_deref(), Some("二/1.小马/布料"));
        assert_eq!(fixed(&text, "suspect-cell"), CLEAN);
    }

    #[test]
    fn a_total_is_left_to_the_rules_about_totals() {
        let text = with("| 1.小马 | 2 | 3 | 5 |", "| 1.小马 | 2 | 3 | 8 |");
        assert!(
            said(&text)
                .iter()
                .all(|line| !line.starts_with("suspect-cell"))
        );
    }
}
