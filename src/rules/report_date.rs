//! `report-date`: the report is dated before its year was over.

use super::dates::signed_dates;
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::narrative::Date;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "report-date",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "落款日期早于报告年度结束",
        english: "the report is dated before its year was over",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(year) = context.report.year() else {
        return;
    };
    let end_of_year = Date {
        year,
        month: 12,
        day: 31,
    };
    for signed in signed_dates(context) {
        let date = signed.date;
        if date < end_of_year {
            let message = say!(
                context.locale,
                "落款日期为{y}年{m}月{d}日，此时{year}年度尚未结束",
                "dated {y}-{m:02}-{d:02}, when {year} was not over",
                y = date.year,
                m = date.month,
                d = date.day
            );
            found.push(RULE.finding(signed.span, message));
        }
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "单独成行的落款日期是否早于报告年度的12月31日。",
        english: "Whether a date on a line of its own is earlier than 31 December of the report year.",
    },
    why: Words {
        chinese: "年度报告在年度结束以后才能写成；日期早了，多半是年份忘了改。",
        english: "A yearly report is written when the year is over; an earlier date is usually a year that was not changed.",
    },
    example: "\
某市某局2024年政府信息公开工作年度报告
六、其他需要报告的事项
本年度未收取信息处理费。
2024年1月18日
",
    says: Words {
        chinese: "落款日期为2024年1月18日，此时2024年度尚未结束",
        english: "dated 2024-01-18, when 2024 was not over",
    },
    fix: Words {
        chinese: "没有修正：日期由您来定。",
        english: "There is none: the date is yours to set.",
    },
};
