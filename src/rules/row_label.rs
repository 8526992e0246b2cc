//! `row-label`: the wording of a row's label differs from the form.

use super::habit::{Told, told_once};
use super::wording::slip_finding;
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "row-label",
    severity: Severity::Warning,
    fixes: FixKind::Safe,
    summary: Words {
        chinese: "行标题与格式用语不一致",
        english: "the wording of a row's label differs from the form",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let noun = Words {
        chinese: "行标题",
        english: "label",
    };
    for (table, spec, _) in context.legible_tables() {
        let slips = table.label_slips.iter();
        let findings = slips.filter_map(|slip| slip_finding(context, &RULE, (spec, slip), noun));
        // Who words labels in a way of one's own words all of them so; a copy that loses characters loses many.
        let (other, lacking): (Vec<Finding>, Vec<Finding>) =
            findings.partition(|finding| finding.severity > Severity::Information);
        for alike in [other, lacking] {
            found.extend(told_once(alike, |n, first| {
                let (short, written) = (&spec.short, context.at(first.span));
                Told {
                    message: say!(
                        context.locale,
                        "第{short}部分的表有 {n} 个行标题与格式不一致，如“{written}”",
                        "{n} labels of the table of part {short} are not worded as the form words them, such as “{written}”"
                    ),
                    title: Some(say!(
                        context.locale,
                        "把这 {n} 个行标题改为格式的用语",
                        "word these {n} labels as the form does"
                    )),
                }
            }));
        }
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "\
行标题和分组标题的用语是否与格式一致。全角半角、空格、换行、引号、`1.` 与 `1、` 之别都不算，行标题后面括号里的说明也不算。
只是少了几个字的，多为复制时丢失，只作提示。一张表里多于四处的，合为一个问题。",
        english: "\
Whether labels of rows and groups are worded as in the form. Width, spaces, line breaks, quotation marks and `1.` for `1、` do not matter, nor does a note in brackets behind the label.
Labels that merely lack some characters, as copying often leaves them, are mentioned as information. More than four in one table are told once.",
    },
    why: Words {
        chinese: "行标题由格式统一规定，核对和汇总都靠它认行。",
        english: "The form prescribes the labels, and figures are found by them.",
    },
    example: "\
三、收到和处理政府信息公开申请情况
| 1属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
",
    says: Words {
        chinese: "行标题“1属于国家秘密”与格式规定的“1.属于国家秘密”不一致",
        english: "the label reads “1属于国家秘密”, the form says “1.属于国家秘密”",
    },
    fix: Words {
        chinese: "只差标点的，安全，可以直接改。用字不同或缺字的不安全，由您决定。",
        english: "Yes where only punctuation differs. No where words differ or are lacking: you decide.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{CLEAN, findings, fixed, said, with};
    use crate::finding::Severity;

    #[test]
    fn a_known_wording_and_one_with_a_character_left_out() {
        let text = with("| 2.娃娃 |", "| 2.布娃娃 |");
        assert_eq!(
            said(&text),
            ["row-label ⟦2.布娃娃⟧ 行标题“2.布娃娃”与格式规定的“2.娃娃”不一致"]
        );
        assert_eq!(fixed(&text, "row-label"), CLEAN);
        let text = with("（一）各样玩具", "（一）各样玩");
        let findings = findings(&text);
        assert_eq!(findings[0].code, "row-label");
        assert_eq!(findings[0].severity, Severity::Information);
    }

    #[test]
    fn no_wording_is_offered_that_takes_a_number_with_it() {
        let text = with("| 2.娃娃 | 1 | 4 | 5 |", "| 2.大娃娃14 | 4 | 5 |");
        assert!(
            findings(&text)
                .iter()
                .any(|finding| finding.code == "row-label")
        );
        assert_eq!(fixed(&text, "row-label"), text);
    }

    #[test]
    fn brackets_width_and_numbering_are_no_other_wording() {
        assert_eq!(said(&with("| （二）合计 |", "| (二) 合 计 |")), [""; 0]);
        assert_eq!(said(&with("| 1.小马 |", "| １、小马 |")), [""; 0]);
    }
}
