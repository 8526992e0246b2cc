//! `balance`: new plus carried in differs from processed plus carried out.

use super::sums::report_breaches;
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::form::RelationKind;

pub(super) const RULE: Rule = Rule {
    code: "balance",
    severity: Severity::Error,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "新收、上年结转与办结、结转下年不平衡",
        english: "new plus carried in differs from processed plus carried out",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    report_breaches(context, &RULE, RelationKind::Balance, found);
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "第三章每一列，“一、本年新收”加“二、上年结转”是否等于“三、本年度办理结果”的（七）总计加“四、结转下年度”。问题标在第四项。",
        english: "Whether in each column of 三 the first row plus the second equals the third's （七）总计 plus the fourth. The problem stands at the fourth.",
    },
    why: Words {
        chinese: "这是表上印明的勾稽关系：收到的申请，不是当年办结，就是结转下年。",
        english: "This relation is printed on the form: an application that came in was either answered in the year or carried over to the next.",
    },
    example: "\
三、收到和处理政府信息公开申请情况
| 一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |
| 二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
| （一）予以公开 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |
| （七）总计 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |
| 四、结转下年度继续办理 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
",
    says: Words {
        chinese: "“自然人”列不平衡：（七）总计 4 + 四、结转下年… 2 = 6，一、本年新收… 5 + 二、上年结转… 0 = 5；只改 2 格就能平衡的改法有 3 种",
        english: "“自然人” does not balance: （七）总计 4 + 四、结转下年… 2 = 6, but 一、本年新收… 5 + 二、上年结转… 0 = 5; there are 3 ways to balance it, each changing 2 of its cells",
    },
    fix: Words {
        chinese: "\
不安全，由您决定：四项中哪一项填错，要对照台账才知道。
列出的改法有改动最少的几种，也有“保留所填数字，更新相关合计”；每一项都写明改几格、还剩几处不平衡。",
        english: "\
No, you decide: which of the four is wrong has to be looked up.
Offered are the smallest changes, and to keep the numbers and update the totals that depend on them; each says how many cells it changes and what it leaves broken.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{edition_with, findings_by, lines, with};

    #[test]
    fn two_sides_that_differ_are_both_written_out() {
        let balanced = edition_with(
            "rule = \"column-total\"\neach = \"column\"\nparts = [\"horses\", \"dolls\"]\ntotal = \"all\"",
            "rule = \"balance\"\neach = \"column\"\nparts = [\"horses\"]\nminus = [\"dolls\"]\ntotal = \"all\"",
        );
        let text = with(
            "| 2.娃娃 | 1 | 4 | 5 |\n| （二）合计 | 3 | 7 | 10 |",
            "| 2.娃娃 | 1 | 2 | 3 |\n| （二）合计 | 1 | 1 | 2 |",
        );
        assert_eq!(lines(&text, &findings_by(&text, balanced.clone())), [""; 0]);
        let text = text.replace("| （二）合计 | 1 | 1 | 2 |", "| （二）合计 | 1 | 2 | 3 |");
        let said = lines(&text, &findings_by(&text, balanced));
        let expected = "balance ⟦2⟧ “布料”列不平衡：2.娃娃 2 + （二）合计 2 = 4，1.小马 3 = 3";
        assert!(
            said.iter().any(|line| line.starts_with(expected)),
            "{said:?}"
        );
    }
}
