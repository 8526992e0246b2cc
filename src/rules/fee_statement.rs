//! `fee-statement`: a section does not mention what it has to, such as the fee for processing information.

use super::template_text::left_overs;
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::say;
use crate::span::Span;
use crate::words::folded;

pub(super) const RULE: Rule = Rule {
    code: "fee-statement",
    severity: Severity::Information,
    fixes: FixKind::None,
    summary: Words {
        chinese: "第六部分没有说明信息处理费收取情况",
        english: "part six says nothing about the fee for processing information",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let report = context.report;
    for (section, spec) in report.edition().sections.iter().enumerate() {
        let Some(first) = spec.must_mention.first() else {
            continue;
        };
        let Some(heading) = report.heading(section) else {
            continue;
        };
        let body = folded(&written_in(context, heading.body), report.fold());
        // An empty section is another rule's business.
        let is_empty = !body.chars().any(char::is_alphanumeric);
        if is_empty
            || spec
                .must_mention
                .iter()
                .any(|word| body.contains(word.as_str()))
        {
            continue;
        }
        let number = &spec.number;
        let message = say!(
            context.locale,
            "第{number}部分没有提到“{first}”：没有收取也请写明",
            "part {number} does not mention “{first}”, the fee for processing information; say so if none was charged"
        );
        found.push(RULE.finding(heading.span, message));
    }
}

/// What a section says, without what a template says in it.
fn written_in(context: &Context, body: Span) -> String {
    let mut start = body.start;
    let mut written = String::new();
    for span in left_overs(context) {
        if span.start >= start && span.end <= body.end {
            written += context.at(Span::over(start, span.start));
            start = span.end;
        }
    }
    written + context.at(Span::over(start, body.end))
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "“其他需要报告的事项”是否提到信息处理费（处理费、收费、费用）。2019年格式没有这项要求，不查。",
        english: "Whether 其他需要报告的事项 mentions the fee for processing information (处理费, 收费 or 费用). The form of 2019 does not ask for it.",
    },
    why: Words {
        chinese: "《政府信息公开信息处理费管理办法》施行后，发出收费通知的件数和收取的总金额要在年度报告中写明；没有收取，也要说一句。",
        english: "Since the rules on the fee are in force, the yearly report has to state how many notices were sent and how much was charged; that nothing was charged is a statement too.",
    },
    example: "\
某市某局2024年政府信息公开工作年度报告
五、存在的主要问题及改进情况
有的栏目更新慢，已安排专人负责。
六、其他需要报告的事项
无。
",
    says: Words {
        chinese: "第六部分没有提到“信息处理费”：没有收取也请写明",
        english: "part 六 does not mention “信息处理费”, the fee for processing information; say so if none was charged",
    },
    fix: Words {
        chinese: "没有修正：是否收取过，要由您来写。",
        english: "There is none: whether a fee was charged is yours to say.",
    },
};
