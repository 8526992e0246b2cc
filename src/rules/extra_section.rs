//! `extra-section`: the report has a section that the form does not have.

use super::section_numbers::{numbered_lines, title_of};
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "extra-section",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "有格式没有的章节",
        english: "the report has a section that the form does not have",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for line in numbered_lines(context).iter().filter(|line| line.is_extra) {
        let (title, due) = (
            title_of(context, line),
            context.report.edition().sections.len(),
        );
        let message = say!(
            context.locale,
            "格式只有 {due} 章，没有“{title}”一章",
            "the form has {due} sections, and none “{title}”"
        );
        found.push(RULE.finding(line.span, message));
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "六章以外，是否还有接着编号的章节（如“七、……”），或者插在中间、使后面各章编号顺延的章节。",
        english: "Whether a section follows the six with the next number (七、…), or stands between them so that the numbers behind it are moved on.",
    },
    why: Words {
        chinese: "格式规定六个部分，其他内容写在第六部分。",
        english: "The form has six parts; whatever else there is to report belongs into the sixth.",
    },
    example: "\
五、存在的主要问题及改进情况
有的栏目更新慢，已安排专人负责。
六、其他需要报告的事项
本年度未收取信息处理费。
七、下一步工作打算
",
    says: Words {
        chinese: "格式只有 6 章，没有“下一步工作打算”一章",
        english: "the form has 6 sections, and none “下一步工作打算”",
    },
    fix: Words {
        chinese: "没有修正：内容归到哪一章，要由您来定。",
        english: "There is none: to which section its content belongs is yours to say.",
    },
};
