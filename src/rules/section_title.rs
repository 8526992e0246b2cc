//! `section-title`: the wording of a heading differs from the form.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::form::lexicon::Wording;
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "section-title",
    severity: Severity::Warning,
    fixes: FixKind::Safe,
    summary: Words {
        chinese: "章节标题与格式用语不一致",
        english: "the wording of a heading differs from the form",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let report = context.report;
    for heading in report
        .headings
        .main
        .iter()
        .filter(|heading| heading.wording > Wording::Noted)
    {
        let official = &report.edition().sections[heading.section].title;
        let written = context.at(heading.title_span);
        let message = say!(
            context.locale,
            "章节标题“{written}”与格式规定的“{official}”不一致",
            "the heading reads “{written}”, the form says “{official}”"
        );
        let applicability = if heading.wording == Wording::Marks {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        };
        let title = say!(context.locale, "改为“{official}”", "write “{official}”");
        let fix = context.reword(title, applicability, heading.title_span, official);
        let mut finding = RULE.finding(heading.span, message).with_fix(fix);
        // The last words of the text may be words that are being typed.
        let is_last = context.ends_within(heading.section, heading.span.end);
        if is_last && official.starts_with(written) {
            finding = finding.quietly(Severity::Information);
        }
        found.push(finding);
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "章节标题的用语是否与格式一致。全角半角、空格、引号不同不算；标题后面括号里的说明也不算。",
        english: "Whether the heading is worded as in the form. Width, spaces and quotation marks do not matter, nor does a note in brackets behind it.",
    },
    why: Words {
        chinese: "标题用语由格式统一规定，改动几个字，检索和汇总时就可能对不上。",
        english: "The form prescribes the wording. A heading with other words may be missed by a search or when reports are put together.",
    },
    example: "\
四、政府信息公开行政复议行政诉讼情况
",
    says: Words {
        chinese: "章节标题“政府信息公开行政复议行政诉讼情况”与格式规定的“政府信息公开行政复议、行政诉讼情况”不一致",
        english: "the heading reads “政府信息公开行政复议行政诉讼情况”, the form says “政府信息公开行政复议、行政诉讼情况”",
    },
    fix: Words {
        chinese: "只差标点的，安全，可以直接改。用字不同的不安全，由您决定：您可能另有依据。",
        english: "Yes where only punctuation differs. No where the words differ: you decide, there may be a reason for them.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{CLEAN, findings, fixed, said, with};
    use crate::fix::Applicability;

    #[test]
    fn another_wording_is_offered_the_official_one() {
        let text = with("一、前言部分", "一、引子");
        assert_eq!(
            said(&text),
            ["section-title ⟦一、引子⟧ 章节标题“引子”与格式规定的“前言部分”不一致"]
        );
        assert_eq!(
            findings(&text)[0].fixes[0].applicability,
            Applicability::Unsafe
        );
        assert_eq!(fixed(&text, "section-title"), CLEAN);
    }

    #[test]
    fn a_mark_too_many_is_certain() {
        let text = with("一、前言部分", "一、前言，部分");
        assert_eq!(
            findings(&text)[0].fixes[0].applicability,
            Applicability::Safe
        );
        assert_eq!(fixed(&text, "section-title"), CLEAN);
    }

    #[test]
    fn spaces_and_emphasis_are_no_other_wording() {
        assert_eq!(said(&with("一、前言部分", "**一、 前言 部分**")), [""; 0]);
    }

    #[test]
    fn spaces_by_their_names_are_no_other_wording() {
        for heading in [
            "## 一、前言部分&nbsp;",
            "一、&nbsp;前言部分",
            "&nbsp;&emsp;一、前言部分",
            "**一、前言部分&nbsp;**",
            "&nbsp;&nbsp;## 一、前言&nbsp;部分",
            "一、前言部分&nbsp;（略）",
            "一、前言部分<br>",
        ] {
            assert_eq!(said(&with("一、前言部分", heading)), [""; 0], "{heading}");
        }
    }
}
