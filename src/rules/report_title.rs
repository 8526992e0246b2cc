//! `report-title`: the title names no year, or is not worded as an annual report's.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::say;
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    code: "report-title",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "标题缺少年度或不是年度报告的规范名称",
        english: "the title names no year, or is not worded as an annual report's",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let report = context.report;
    let words = &report.edition().title.words;
    let Some(title) = &report.title else {
        let first = report
            .document
            .rows
            .first()
            .map_or(Span::at(0), |row| row.span);
        let message = say!(
            context.locale,
            "没有找到标题“……年{words}”",
            "no title “…年{words}” was found"
        );
        found.push(RULE.finding(first, message));
        return;
    };
    let message = match (&title.year, title.is_official) {
        (Some(_), true) => return,
        (None, true) => say!(context.locale, "标题中没有年度", "the title names no year"),
        (Some(_), false) => say!(
            context.locale,
            "标题应为“……年{words}”",
            "the title should read “…年{words}”"
        ),
        (None, false) => say!(
            context.locale,
            "标题中没有年度，应为“……年{words}”",
            "the title names no year; it should read “…年{words}”"
        ),
    };
    found.push(RULE.finding(title.span, message));
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "标题是否写明年度，是否以“政府信息公开工作年度报告”结尾。“2024年”“2024年度”，写在单位前面或后面都可以；标题可以分成几行。",
        english: "Whether the title names the year and ends in 政府信息公开工作年度报告. 2024年 and 2024年度 are both regular, before or behind the name of the body, and the title may be spread over lines.",
    },
    why: Words {
        chinese: "公开网站上各年的报告放在一起，没有年度就分不清；年度也决定应当使用哪一版格式。",
        english: "Reports of many years stand side by side, and the year also decides which edition of the form is due.",
    },
    example: "\
某市某局2024年政府信息公开年报
一、总体情况
",
    says: Words {
        chinese: "标题应为“……年政府信息公开工作年度报告”",
        english: "the title should read “…年政府信息公开工作年度报告”",
    },
    fix: Words {
        chinese: "没有修正：标题由您来定。",
        english: "There is none: the title is yours to decide.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{said, with};

    #[test]
    fn a_title_needs_its_year_and_its_words() {
        assert_eq!(
            said(&with("甲厂2023年玩具报告", "甲厂玩具报告")),
            ["report-title ⟦甲厂玩具报告⟧ 标题中没有年度"]
        );
        assert_eq!(
            said(&with("甲厂2023年玩具报告", "甲厂2023年玩具年报")),
            ["report-title ⟦甲厂2023年玩具年报⟧ 标题应为“……年玩具报告”"]
        );
    }

    #[test]
    fn a_report_without_a_title_is_told_so_on_its_first_line() {
        let text = with("甲厂2023年玩具报告\n", "");
        assert_eq!(
            said(&text),
            ["report-title ⟦一、前言部分⟧ 没有找到标题“……年玩具报告”"]
        );
    }

    #[test]
    fn the_year_may_stand_in_front() {
        assert_eq!(
            said(&with("甲厂2023年玩具报告", "2023年度甲厂玩具报告")),
            [""; 0]
        );
    }
}
