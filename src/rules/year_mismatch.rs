//! `year-mismatch`: the period of the report, or a year beside 结转, does not fit the report year.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::narrative::YearRole;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "year-mismatch",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "统计期限或结转年份与报告年度不符",
        english: "the period, or a year of carrying over, does not fit the report year",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(report_year) = context.report.year() else {
        return;
    };
    let mut period_at: Option<usize> = None;
    for mention in context
        .narrative
        .years
        .iter()
        .filter(|mention| !mention.fits)
    {
        let year = mention.year;
        let message = match mention.role {
            YearRole::Period => say!(
                context.locale,
                "统计期限写的是 {year} 年，报告年度为 {report_year} 年",
                "the period is that of {year}, the report that of {report_year}"
            ),
            YearRole::CarriedIn => say!(
                context.locale,
                "结转自 {year} 年，与报告年度 {report_year} 年不衔接",
                "carried over from {year}, which is not the year before {report_year}"
            ),
            YearRole::CarriedOut => say!(
                context.locale,
                "结转到 {year} 年，与报告年度 {report_year} 年不衔接",
                "carried over to {year}, which is not the year after {report_year}"
            ),
        };
        // Both ends of a period are one slip.
        if let (YearRole::Period, Some(first)) =
            (mention.role, period_at.and_then(|at| found.get_mut(at)))
        {
            let place = say!(
                context.locale,
                "统计期限的另一端",
                "the other end of the period"
            );
            first.related.push(crate::finding::Related {
                document: crate::finding::DocumentId::THIS,
                span: mention.span,
                message: place,
            });
            continue;
        }
        if mention.role == YearRole::Period {
            period_at = Some(found.len());
        }
        let mut finding = RULE.finding(mention.span, message);
        if let Some((_, span)) = context
            .report
            .title
            .as_ref()
            .and_then(|title| title.year.as_ref())
        {
            let place = say!(context.locale, "报告年度", "the report year");
            finding = finding.related(*span, place);
        }
        found.push(finding);
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "“统计期限自某年1月1日起至某年12月31日止”是否就是标题中的年度；“2023年结转”“结转2024年”这类写法中的年份是否与报告年度衔接。日期缺字、残缺的不查。",
        english: "Whether the period stated (自某年1月1日起至某年12月31日止) is the year of the title, and whether the years in 2023年结转 or 结转2024年 are those beside the report year. Damaged dates are left alone.",
    },
    why: Words {
        chinese: "沿用上一年的文稿时，最容易忘记改年份。",
        english: "When last year's text is used again, years are what is most easily forgotten.",
    },
    example: "\
某市某局2024年政府信息公开工作年度报告
本报告所列数据的统计期限自2023年1月1日起至2024年12月31日止。
一、总体情况
",
    says: Words {
        chinese: "统计期限写的是 2023 年，报告年度为 2024 年",
        english: "the period is that of 2023, the report that of 2024",
    },
    fix: Words {
        chinese: "没有修正：也可能是标题的年度写错了。",
        english: "There is none: the year of the title may be the wrong one.",
    },
};
