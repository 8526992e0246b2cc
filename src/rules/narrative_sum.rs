//! `narrative-sum`: numbers of the text that make up another do not.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::narrative::{Fact, Said};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "narrative-sum",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "正文中的分项与其总数不符",
        english: "numbers in the text do not make up their whole",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let narrative = context.narrative;
    for listing in &narrative.listings {
        let Some(whole) = narrative.facts.get(listing.whole) else {
            continue;
        };
        let sum = listing.parts.iter().map(|(_, value)| value).sum::<i64>();
        // A whole that the table contradicts is spoken of already.
        if sum == whole.value || context.differs(whole) {
            continue;
        }
        let parts: Vec<String> = listing
            .parts
            .iter()
            .map(|(_, value)| value.to_string())
            .collect();
        let (stated, parts) = (whole.value, parts.join(" + "));
        let message = say!(
            context.locale,
            "正文总数为 {stated}，所列各项之和为 {sum}（{parts}）",
            "the text says {stated} in all, what it lists makes {sum} ({parts})"
        );
        let mut finding = RULE.finding(whole.span, message);
        for (span, value) in &listing.parts {
            finding = finding.related(*span, value.to_string());
        }
        found.push(finding);
    }
    balance(context, found);
}

/// What came in against what went out, where the text states all of it and the table leaves some of it open.
fn balance(context: &Context, found: &mut Vec<Finding>) {
    let facts = &context.narrative.facts;
    for (table, spec) in context.report.edition().tables.iter().enumerate() {
        let fact_of = |cell: usize| -> Option<&Fact> {
            facts.iter().find(|fact| {
                let plain = fact
                    .readings
                    .first()
                    .map(|sum| (sum.plus.as_slice(), sum.minus.is_empty()));
                fact.table == table
                    && fact.said != Said::All
                    && fact.readings.len() == 1
                    && plain == Some((&[cell], true))
            })
        };
        for relation in spec.relations.iter().filter(|relation| !relation.fills) {
            let of = |cells: &[usize]| {
                cells
                    .iter()
                    .map(|&cell| fact_of(cell))
                    .collect::<Option<Vec<_>>>()
            };
            let (Some(came), Some(went), Some(left)) = (
                of(&relation.parts),
                of(&relation.minus),
                fact_of(relation.total),
            ) else {
                continue;
            };
            let went: Vec<&Fact> = went.into_iter().chain([left]).collect();
            let all = || came.iter().chain(&went);
            let side = |facts: &[&Fact]| {
                let values: Vec<String> = facts.iter().map(|fact| fact.value.to_string()).collect();
                (
                    facts.iter().map(|fact| fact.value).sum::<i64>(),
                    values.join(" + "),
                )
            };
            let ((stated, came_parts), (sum, went_parts)) = (side(&came), side(&went));
            let is_told = all().all(|fact| context.told_by_table(fact).is_some());
            if stated == sum || is_told || all().any(|fact| context.differs(fact)) {
                continue;
            }
            let Some(first) = came.first() else { continue };
            let message = say!(
                context.locale,
                "正文中新收与上年结转合计 {stated}（{came_parts}），办结与结转下年度合计 {sum}（{went_parts}）",
                "in the text {stated} came in ({came_parts}), {sum} were dealt with or carried over ({went_parts})"
            );
            let mut finding = RULE.finding(first.span, message);
            for fact in all().skip(1) {
                finding = finding.related(fact.span, context.at(fact.clause).to_owned());
            }
            found.push(finding);
        }
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "\
一句话里按网上、现场、邮寄等渠道分列的件数之和，是否等于同一句的总数；表中没有数据可比时，正文里新收加上年结转是否等于办结加结转下年度。
结果分类只列一部分是允许的，不求和。",
        english: "\
Whether the numbers of a sentence by the way applications came (网上, 现场, 邮寄) make up its whole; and, where the table does not tell, whether received and carried in equal answered and
carried out in the text. Lists of outcomes may be partial and are not added up.",
    },
    why: Words {
        chinese: "分项与总数不符，至少有一个数写错了。",
        english: "If parts and whole disagree, at least one number is wrong.",
    },
    example: "\
某市某局2024年政府信息公开工作年度报告
一、总体情况
收到政府信息公开申请 12 件（其中网上申请 9 件，邮寄申请 2 件）。
",
    says: Words {
        chinese: "正文总数为 12，所列各项之和为 11（9 + 2）",
        english: "the text says 12 in all, what it lists makes 11 (9 + 2)",
    },
    fix: Words {
        chinese: "没有修正：表中没有渠道数据，请对照台账。",
        english: "There is none: the tables do not tell the ways, your records do.",
    },
};
