//! `column-header`: the wording of a column's header differs from the form.

use super::wording::slip_finding;
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "column-header",
    severity: Severity::Warning,
    fixes: FixKind::Safe,
    summary: Words {
        chinese: "表头与格式用语不一致",
        english: "the wording of a column's header differs from the form",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let noun = Words {
        chinese: "表头",
        english: "header",
    };
    for (table, spec, _) in context.tables() {
        for slip in &table.header_slips {
            found.extend(slip_finding(context, &RULE, (spec, slip), noun));
        }
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "\
表头的用语是否与格式一致；同一行表头只提最明显的一处。全角半角、空格、引号之别不算。
表头被截短的（如“结果维持”只剩“结果”）只作提示。",
        english: "\
Whether header words are as in the form; of each header row the worst is named. Width, spaces and quotation marks do not matter.
Headers that were cut short (结果 for 结果维持) are mentioned as information.",
    },
    why: Words {
        chinese: "各列由格式规定，表头写错，读者会看错列。",
        english: "The form prescribes the columns; a wrong header makes readers take one column for another.",
    },
    example: "\
二、主动公开政府信息情况
| 信息内容 | 本年收费金额（单位万元） |
| 行政事业性收费 | 0 |
",
    says: Words {
        chinese: "表头“本年收费金额（单位万元）”与格式规定的“本年收费金额（单位：万元）”不一致",
        english: "the header reads “本年收费金额（单位万元）”, the form says “本年收费金额（单位：万元）”",
    },
    fix: Words {
        chinese: "只差标点的，安全，可以直接改。用字不同的不安全，由您决定。被截短的没有修正：它可能是几个表头中的任何一个。",
        english: "Yes where only punctuation differs. No where words differ: you decide. A header that was cut short has no fix, since it may be any of several.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{CLEAN, fixed, said, with};

    #[test]
    fn a_known_wording_is_offered_the_official_one() {
        let text = with("| 布料 |", "| 布 |");
        assert_eq!(
            said(&text),
            ["column-header ⟦布⟧ 表头“布”与格式规定的“布料”不一致"]
        );
        assert_eq!(fixed(&text, "column-header"), CLEAN);
    }

    #[test]
    fn spaces_inside_are_no_other_wording() {
        assert_eq!(
            said(&with("| 木头 | 布料 |", "| 木 头 | 布  料 |")),
            [""; 0]
        );
    }
}
