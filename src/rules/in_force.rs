//! `in-force`: what is in force is not what was last year, with what was made and without what was repealed.

use super::{AcrossContext, Check, Explanation, FixKind, Rule, Words};
use crate::door;
use crate::finding::Severity;
use crate::form::across::YearRelationKind;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "in-force",
    severity: Severity::Information,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "现行有效件数与上一年报告加制发、减废止后的件数不符",
        english: "what is in force is not last year's number with what was made and without what was repealed",
    },
    explain: EXPLANATION,
    check: Check::Across(check),
};

fn check(context: &AcrossContext, found: &mut Vec<door::Finding>) {
    for broken in context.breaks(YearRelationKind::InForce) {
        if broken.expected < 0 {
            continue;
        }
        let (relation, last) = (broken.relation, &broken.last);
        let sum = |cells: &[usize]| -> i64 {
            let cells = cells
                .iter()
                .filter_map(|&cell| context.digest.cell(relation.table, cell));
            cells.filter_map(|cell| cell.number).sum()
        };
        let message = say!(
            context.locale,
            "“{name}”填报 {stated}，按{year}年报告的 {number} 加本年制发 {made}、减本年废止 {repealed}，应为 {expected}",
            "“{name}” says {stated}; the {number} of the report on {year} with {made} made and {repealed} repealed come to {expected}",
            name = broken.spec.cell_name(relation.total),
            stated = broken.stated,
            year = last.year,
            number = last.number,
            made = sum(&relation.parts),
            repealed = sum(&relation.minus),
            expected = broken.expected
        );
        let mut finding = context.year_finding(&RULE, &broken, message);
        let title = say!(
            context.locale,
            "改为 {expected}",
            "write {expected}",
            expected = broken.expected
        );
        let cell = (relation.table, relation.total);
        finding
            .fixes
            .extend(context.write(title, cell, &broken.expected.to_string()));
        found.push(finding);
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "第二部分规章、行政规范性文件的现行有效件数，是否等于上一年报告的现行有效件数加本年制发、减本年废止。上一年的报告怎样认定，同 carried-over；2019 年格式没有现行有效件数，不比较。",
        english: "Whether 现行有效件数 of 规章 and 行政规范性文件 in part 二 is that of last year's report with what was made and without what was repealed. Last year's report is known as for carried-over; the form of 2019 does not state what is in force.",
    },
    why: Words {
        chinese: "三个数分别填报，很少有人把它们和去年的报告放在一起看。清理、补录也会造成差额，所以只作提示。",
        english: "The three numbers are filled in one by one, and few look at last year's beside them. A revision of the stock makes a difference too, so this is only mentioned.",
    },
    example: "\
某市某局2023年政府信息公开工作年度报告
一、总体情况
公开工作按计划进行。
二、主动公开政府信息情况
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 | 0 | 0 | 0 |
| 行政规范性文件 | 1 | 0 | 8 |
三、收到和处理政府信息公开申请情况
本年没有收到申请。
某市某局2024年政府信息公开工作年度报告
一、总体情况
公开工作按计划进行。
二、主动公开政府信息情况
| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |
| 规章 | 0 | 0 | 0 |
| 行政规范性文件 | 2 | 1 | 8 |
三、收到和处理政府信息公开申请情况
本年没有收到申请。
",
    says: Words {
        chinese: "“二/行政规范性文件/现行有效件数”填报 8，按2023年报告的 8 加本年制发 2、减本年废止 1，应为 9",
        english: "“二/行政规范性文件/现行有效件数” says 8; the 8 of the report on 2023 with 2 made and 1 repealed come to 9",
    },
    fix: Words {
        chinese: "确认后修正：改为算出的件数。也可能是制发、废止件数或上一年的报告有误，所以不会自动修改。",
        english: "To be confirmed: it writes the computed number. What was made or repealed, or last year's report, may be the wrong one.",
    },
};
