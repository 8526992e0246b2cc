//! `deadline`: the report is signed, or its page published, after the day by which it is to be public.

use super::around::{ends_in_any, has_any};
use super::dates::{published, signed_dates};
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::form::Pitfalls;
use crate::narrative::Date;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "deadline",
    severity: Severity::Information,
    fixes: FixKind::None,
    summary: Words {
        chinese: "落款或发布日期晚于规定的公布期限",
        english: "the report is signed or published after its deadline",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(year) = context.report.year() else {
        return;
    };
    let due = due(context, year + 1);
    let is_late = |date: Date| date > due;
    let signed = signed_dates(context).iter();
    let signed = signed.map(|signed| (signed.date, signed.span));
    let mut dates = signed
        .chain(published(context))
        .filter(|(date, _)| is_late(*date));
    if let Some((date, span)) = dates.next() {
        let message = say!(
            context.locale,
            "日期为{y}年{m}月{d}日，{year}年度的报告应在{due_y}年{due_m}月{due_d}日前公布",
            "dated {y}-{m:02}-{d:02}; the report for {year} was due by {due_y}-{due_m:02}-{due_d:02}",
            y = date.year,
            m = date.month,
            d = date.day,
            due_y = due.year,
            due_m = due.month,
            due_d = due.day
        );
        found.push(RULE.finding(span, message));
    }
}

/// The last day: a department's if the name certainly is one's, else a government's, which is later.
fn due(context: &Context, year: u16) -> Date {
    let spec = &Pitfalls::builtin().deadline;
    let is_department = context
        .body_name()
        .is_some_and(|name| ends_in_any(name, &spec.departments) && !has_any(name, &spec.unless));
    let (month, day) = match is_department {
        true => spec.department_day,
        false => spec.government_day,
    };
    Date { year, month, day }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "落款日期，或页面上的发布日期，是否晚于规定的期限：部门为次年1月31日，政府为次年3月31日。从名称看不出是部门的，按3月31日算。",
        english: "Whether the date of signature, or of publication above the report, lies behind the deadline: 31 January of the next year for departments, 31 March for governments, and for bodies whose name does not tell.",
    },
    why: Words {
        chinese: "《政府信息公开条例》第四十九条规定了公布的期限；迟发是检查中最常见的问题。",
        english: "Article 49 of the ordinance sets the day; being late is what reviewers complain of most.",
    },
    example: "\
某市某局2024年政府信息公开工作年度报告
六、其他需要报告的事项
本年度未收取信息处理费。
2025年3月18日
",
    says: Words {
        chinese: "日期为2025年3月18日，2024年度的报告应在2025年1月31日前公布",
        english: "dated 2025-03-18; the report for 2024 was due by 2025-01-31",
    },
    fix: Words {
        chinese: "没有修正：日期由您来定。",
        english: "There is none: the date is yours to set.",
    },
};
