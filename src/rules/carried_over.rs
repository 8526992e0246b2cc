//! `carried-over`: what is carried in is not what last year's report carried out.

use super::{AcrossContext, Check, Explanation, FixKind, Rule, Words};
use crate::door;
use crate::finding::Severity;
use crate::form::across::YearRelationKind;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "carried-over",
    severity: Severity::Warning,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "上年结转与上一年报告的结转下年度不符",
        english: "what is carried in is not what last year's report carried out",
    },
    explain: EXPLANATION,
    check: Check::Across(check),
};

/// Characters of a row's label in the sentence.
const MAX_LABEL: usize = 14;

fn check(context: &AcrossContext, found: &mut Vec<door::Finding>) {
    for broken in context.breaks(YearRelationKind::CarriedOver) {
        let (relation, last) = (broken.relation, &broken.last);
        let name = broken.spec.short_cell_name(relation.total, MAX_LABEL);
        let (table, cell) = last.place;
        let Some(spec) = last.digest.spec(table) else {
            continue;
        };
        let message = say!(
            context.locale,
            "“{name}”填报 {stated}，{year}年报告的“{label}”为 {number}",
            "“{name}” says {stated}, “{label}” of the report on {year} says {number}",
            stated = broken.stated,
            year = last.year,
            label = spec.short_row_label(cell, MAX_LABEL),
            number = last.number
        );
        let mut finding = context.year_finding(&RULE, &broken, message);
        let title = say!(
            context.locale,
            "改为{year}年报告的 {number}",
            "write the {number} of the report on {year}",
            year = last.year,
            number = last.number
        );
        // A number that is probably wrong itself is not to be taken over.
        if !last.digest.suspects(table).contains(&cell) {
            let own = (relation.table, relation.total);
            let fix = context.write(title, own, &last.number.to_string());
            finding.fixes.extend(fix);
        }
        found.push(finding);
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "第三部分每一列的“上年结转政府信息公开申请数量”，是否等于本单位上一年报告的“结转下年度继续办理”。上一年的报告在同一文件夹、编辑器的工作区或 nianbao.toml 所在的文件夹中寻找，凭标题中的单位和年度认定；单位或年度不确定的、两份报告中有一行没有读准的，不比较。上一年用 2019 年格式的，也比较。",
        english: "Whether 上年结转 of each column of part 三 is 结转下年度 of the unit's report on the year before. That report is looked for in the folder, the workspace or the folder of nianbao.toml, by unit and year of the title; where these are not certain, or a row was not placed in either report, nothing is compared. A report on the form of 2019 counts too.",
    },
    why: Words {
        chinese: "去年没有办完的，就是今年接着办的；两份报告都已公开，前后不一，谁都看得出来。",
        english: "What was left last year is what this year takes over; both reports are public, and anybody can lay them side by side.",
    },
    example: "\
某市某局2023年政府信息公开工作年度报告
一、总体情况
公开工作按计划进行。
二、主动公开政府信息情况
本年没有制发规范性文件。
三、收到和处理政府信息公开申请情况
| 四、结转下年度继续办理 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
某市某局2024年政府信息公开工作年度报告
一、总体情况
公开工作按计划进行。
二、主动公开政府信息情况
本年没有制发规范性文件。
三、收到和处理政府信息公开申请情况
| 二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 3 |
",
    says: Words {
        chinese: "“三/二、上年结转政府信息公开申请…/总计”填报 3，2023年报告的“四、结转下年度继续办理”为 2",
        english: "“三/二、上年结转政府信息公开申请…/总计” says 3, “四、结转下年度继续办理” of the report on 2023 says 2",
    },
    fix: Words {
        chinese: "确认后修正：改为上一年报告中的数。也可能是上一年的报告写错了，所以不会自动修改。",
        english: "To be confirmed: it writes the number of last year's report. That report may be the wrong one, so nothing is changed by itself.",
    },
};
