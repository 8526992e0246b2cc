//! `column-total`: the total of results differs from the sum of the results.

use super::sums::report_breaches;
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::form::RelationKind;

pub(super) const RULE: Rule = Rule {
    code: "column-total",
    severity: Severity::Error,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "结果合计与各项结果之和不符",
        english: "the total of results differs from the sum of the results",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    report_breaches(context, &RULE, RelationKind::ColumnTotal, found);
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "\
第三章（七）总计是否等于（一）至（六）各项办理结果之和，逐列核对。
分项空白时，只有填什么都不可能相等，才算错误；缺少某一行时不核对。",
        english: "\
Whether （七）总计 in 三 equals the sum of the results （一） to （六） above it, column by column.
With blank parts, only if no filling of them could make the sum right; not at all while a row is missing.",
    },
    why: Words {
        chinese: "（七）总计是全年办结的件数，与各项结果对不上，至少有一个数填错了。",
        english: "（七）总计 is the number of applications answered in the year; where it disagrees with the results, at least one number is wrong.",
    },
    example: "\
三、收到和处理政府信息公开申请情况
| （一）予以公开 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
| 1.属于国家秘密 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
| （七）总计 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |
",
    says: Words {
        chinese: "总计填报 4，分项之和为 5（2 + 3）",
        english: "the total is 4, but its parts add up to 5 (2 + 3)",
    },
    fix: Words {
        chinese: "\
不安全，由您决定：填错的可能是总计，也可能是某个分项，请对照台账再改。
列出的改法有改动最少的几种，也有“保留所填数字，更新相关合计”；每一项都写明改几格、还剩几处不平衡。",
        english: "\
No, you decide: the wrong number may be the total or one of its parts. Look it up before you change it.
Offered are the smallest changes, and to keep the numbers and update the totals that depend on them; each says how many cells it changes and what it leaves broken.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{said, with};

    #[test]
    fn a_total_of_rows_that_they_do_not_make() {
        let text = with("| （二）合计 | 3 | 7 | 10 |", "| （二）合计 | 3 | 8 | 11 |");
        let said = said(&text);
        let columns = said.iter().filter(|line| line.starts_with("column-total"));
        let columns: Vec<&String> = columns.collect();
        assert_eq!(columns.len(), 2, "{said:?}");
        assert!(columns[0].starts_with("column-total ⟦8⟧ 总计填报 8，分项之和为 7（3 + 4）"));
        assert!(columns[1].starts_with("column-total ⟦11⟧ 总计填报 11，分项之和为 10（5 + 5）"));
    }

    #[test]
    fn a_missing_row_leaves_the_column_unchecked() {
        let text = with("| 2.娃娃 | 1 | 4 | 5 |\n", "");
        assert!(
            said(&text)
                .iter()
                .all(|line| !line.starts_with("column-total"))
        );
    }
}
