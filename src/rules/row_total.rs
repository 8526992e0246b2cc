//! `row-total`: a total differs from the sum of its parts.

use super::sums::report_breaches;
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::form::RelationKind;

pub(super) const RULE: Rule = Rule {
    code: "row-total",
    severity: Severity::Error,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "总计与分项之和不符",
        english: "a total differs from the sum of its parts",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    report_breaches(context, &RULE, RelationKind::RowTotal, found);
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "\
总计是否等于分项之和：第三章每行六类申请人之和等于总计，第四章每个部分四种结果之和等于总计。
分项空白时，只有填什么都不可能相等，才算错误。能使全部关系成立的最少改动不止一种时，写明有几种。",
        english: "\
Whether a total equals the sum of its parts: in each row of 三 the six kinds of applicants, in each block of 四 the four outcomes.
With blank parts, only if no filling of them could make the sum right. If several smallest changes would make everything hold, their number is told.",
    },
    why: Words {
        chinese: "总计与分项对不上，至少有一个数填错了。",
        english: "Where total and parts disagree, at least one number is wrong.",
    },
    example: "\
三、收到和处理政府信息公开申请情况
| （一）予以公开 | 5 | 7 | 0 | 0 | 0 | 0 | 13 |
",
    says: Words {
        chinese: "总计填报 13，分项之和为 12（5 + 7）；只改 1 格就能平衡的改法有 7 种",
        english: "the total is 13, but its parts add up to 12 (5 + 7); there are 7 ways to balance it, each changing 1 of its cells",
    },
    fix: Words {
        chinese: "\
不安全，由您决定：填错的可能是总计，也可能是某个分项，请对照台账再改。
列出的改法有改动最少的几种，也有“保留所填数字，更新相关合计”；每一项都写明改几格、还剩几处不平衡。
改动最少的改法不止一种时，`nianbao fix --unsafe` 也不代为选择，保留原样。",
        english: "\
No, you decide: the wrong number may be the total or one of its parts. Look it up before you change it.
Offered are the smallest changes, and to keep the numbers and update the totals that depend on them; each says how many cells it changes and what it leaves broken.
Where several changes are equally small, `nianbao fix --unsafe` does not choose either and leaves the cells alone.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{findings, said, with};

    #[test]
    fn a_total_that_its_parts_do_not_make() {
        let text = with("| 1.小马 | 2 | 3 | 5 |", "| 1.小马 | 2 | 3 | 6 |");
        let findings = findings(&text);
        let row = findings.iter().find(|finding| finding.code == "row-total");
        let row = row.unwrap_or_else(|| panic!("{findings:?}"));
        assert_eq!(row.span.of(&text), "6");
        assert!(row.message.starts_with("总计填报 6，分项之和为 5（2 + 3）"));
        let parts: Vec<&str> = row.related.iter().map(|part| part.span.of(&text)).collect();
        assert!(parts.starts_with(&["2", "3"]), "{parts:?}");
    }

    #[test]
    fn a_blank_part_says_nothing() {
        let text = with("| 1.小马 | 2 | 3 | 5 |", "| 1.小马 |  | 3 | 5 |");
        assert!(
            said(&text)
                .iter()
                .all(|line| !line.starts_with("row-total"))
        );
    }

    #[test]
    fn stated_parts_beyond_the_total_are_wrong_whatever_the_blank() {
        let text = with("| 1.小马 | 2 | 3 | 5 |", "| 1.小马 |  | 8 | 5 |");
        assert!(
            said(&text)
                .iter()
                .any(|line| line.starts_with("row-total ⟦5⟧"))
        );
    }
}
