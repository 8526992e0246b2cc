//! `suspect-cell`: a part that belongs to the unique smallest repair of its table.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "suspect-cell",
    severity: Severity::Warning,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "疑似错误单元格：只改它即可使勾稽关系全部成立",
        english: "the cell whose change alone makes every relation hold",
    },
    explain: Words {
        chinese: EXPLAIN_CHINESE,
        english: EXPLAIN_ENGLISH,
    },
    check,
};

const EXPLAIN_CHINESE: &str = "\
**查什么**

表内勾稽关系不成立时，找出改动格数最少、又能使全部关系成立的修改。这样的修改只有一种时，其中不是合计的单元格标为疑似错误单元格。\
合计本身有误的，由 `row-total`、`column-total`、`balance` 在合计处指出。

**为什么**

一个数填错，往往有几处合计同时对不上；照分项重算合计，会把错误带到更多格。先看最可能填错的那一格，核对得最快。

**例**

“1.本机关不掌握相关政府信息”一行，自然人填 8，该行总计和“（七）总计”均为 0：只把 8 改为 0，两处不平衡同时消失，此外没有别的一格能做到。

**修正是否安全**

不安全，一律由填报人决定：也可能是刚改对了分项、合计还没有更新。改动的各种办法都列出来，写明动几格、还剩几处不平衡。
";

const EXPLAIN_ENGLISH: &str = "\
**What it checks**

Where relations of a table are broken, the smallest change that makes all of them hold. If there is only one such change, its cells that are \
not totals are named. A wrong total is named at the total by `row-total`, `column-total` or `balance`.

**Why**

One wrong number usually breaks several sums, and computing the totals anew spreads it. The likeliest cell is the quickest one to look up.

**Example**

In the row “1.本机关不掌握相关政府信息” 自然人 says 8 while the row's 总计 and （七）总计 say 0: changing 8 to 0 mends both sums, and no other \
single cell does.

**Is the fix safe**

No, the writer decides: the part may have just been corrected and its totals not yet. Every way is listed with how many cells it changes and \
what it leaves broken.
";

fn check(context: &Context, found: &mut Vec<Finding>) {
    let locale = context.locale;
    for (table, spec, _) in context.tables() {
        let Some(of_table) = context.advice.get(table.spec) else {
            continue;
        };
        for advice in of_table {
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
                let (name, stated) = (spec.cell_name(change.cell), context.at(slot.span));
                let relations = context.relation_names(spec, &advice.outcome.broken);
                let others = suspects.len() - 1;
                let message = match others {
                    0 => say!(
                        locale,
                        "“{name}”填报 {stated}，疑似有误：只改此格为 {number}，{relations}即可全部成立（唯一的最小修改）",
                        "“{name}” says {stated}, probably wrong: as {number} it makes {relations} hold, and no other single cell does"
                    ),
                    _ => say!(
                        locale,
                        "“{name}”填报 {stated}，疑似有误：此格改为 {number}，连同另外 {others} 格，{relations}即可全部成立（唯一的最小修改）",
                        "“{name}” says {stated}, probably wrong: as {number}, together with {others} more, it makes {relations} hold; \
                         there is no other change so small"
                    ),
                };
                let mut finding = RULE.finding(slot.span, message).in_cell(spec, change.cell);
                for relation in advice
                    .outcome
                    .broken
                    .iter()
                    .filter_map(|&at| spec.relations.get(at))
                {
                    if let Some(total) = table.slots.get(relation.total) {
                        let place = say!(
                            locale,
                            "不成立：{id}",
                            "does not hold: {id}",
                            id = spec.cell_name(relation.total)
                        );
                        finding = finding.related(total.span, place);
                    }
                }
                finding.fixes = context.fixes_of(table, spec, advice);
                found.push(finding);
            }
        }
    }
}
