//! `narrative-share`: a percentage in the text differs from what the table gives.

use super::narrative_mismatch::name_of_sum;
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::narrative::compare::share_due;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "narrative-share",
    severity: Severity::Information,
    fixes: FixKind::None,
    summary: Words {
        chinese: "正文中的占比与表中数据不符",
        english: "a percentage in the text differs from the table",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for share in &context.narrative.shares {
        let table = context.reading.table(share.table);
        let Some((table, due)) =
            table.and_then(|table| Some((table, share_due(share, &table.figures)?)))
        else {
            continue;
        };
        let whole = share.wholes.first().map_or(&[][..], |whole| &whole.plus);
        let whole = name_of_sum(context.locale, table.spec(), whole);
        let stated = context.at(share.span);
        let message = say!(
            context.locale,
            "正文占比为 {stated}，按表中{whole}计算约为 {due:.1}%",
            "the text says {stated}; of {whole} in the table it is about {due:.1}%"
        );
        found.push(RULE.finding(share.span, message));
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "办理结果后面写的“占…%”是否与表中数据相符：该结果除以（七）总计，允许相差 0.1 个百分点，或所写位数的四舍五入。按收到的申请计算相符的，也不提示。",
        english: "\
Whether 占…% after an outcome fits the table: the outcome divided by （七）总计, 0.1 percentage points or the rounding of the last digit allowed. A share of the applications received is accepted
as well.",
    },
    why: Words {
        chinese: "改了件数，常常忘了改占比。",
        english: "Whoever changes a number easily forgets its share.",
    },
    example: "\
某市某局2024年政府信息公开工作年度报告
一、总体情况
政府信息公开申请予以公开 5 件，占 45.2%。
三、收到和处理政府信息公开申请情况
| 一、本年新收政府信息公开申请数量 | 5 | 7 | 0 | 0 | 0 | 0 | 12 |
| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| 三、本年度办理结果 | （一）予以公开 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |
| （七）总计 | 5 | 5 | 0 | 0 | 0 | 0 | 10 |
",
    says: Words {
        chinese: "正文占比为 45.2%，按表中“三/（七）总计/总计”计算约为 50.0%",
        english: "the text says 45.2%; of “三/（七）总计/总计” in the table it is about 50.0%",
    },
    fix: Words {
        chinese: "没有修正：保留几位小数由您来定。",
        english: "There is none: how many decimals to keep is yours to decide.",
    },
};
