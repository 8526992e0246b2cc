//! `column-header`: the wording of a column's header differs from the form.

use super::wording::slip_finding;
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::align::AlignedTable;
use crate::finding::{Finding, Severity};
use crate::form::TableSpec;
use crate::say;

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
        found.extend(other_order(context, table, spec));
        found.extend(extra_columns(context, table, spec));
    }
}

/// One finding for columns that stand in another order than the form's, however many headers the table has.
fn other_order(context: &Context, table: &AlignedTable, spec: &TableSpec) -> Option<Finding> {
    let header = table.header_orders.first()?;
    let short = &spec.short;
    let message = match header.is_followed {
        true => say!(
            context.locale,
            "第{short}部分的表各列次序与格式不同，已按表头读数",
            "the columns of the table of part {short} stand in another order than the form's; they are read by their headers"
        ),
        false => say!(
            context.locale,
            "第{short}部分的表头各列次序与格式不同，数据却是按格式的次序才合计得上",
            "the header of part {short} names the columns in another order than the form, but the numbers add up only in the form's"
        ),
    };
    Some(RULE.finding(header.span, message))
}

/// One hint for the columns of a table that the form does not have.
fn extra_columns(context: &Context, table: &AlignedTable, spec: &TableSpec) -> Option<Finding> {
    let (short, place) = (&spec.short, *table.extra_columns.first()?);
    let heads: Vec<String> = (table.extra_columns.iter())
        .map(|head| format!("“{}”", context.at(*head)))
        .collect();
    let heads = heads.join(say!(context.locale, "、", ", ").as_str());
    let message = say!(
        context.locale,
        "第{short}部分的表有格式以外的列{heads}，没有读取",
        "the table of part {short} has columns that the form does not have, {heads}; they were not read"
    );
    Some(RULE.finding(place, message).quietly(Severity::Information))
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "\
表头的用语是否与格式一致；同一行表头只提最明显的一处。全角半角、空格、引号之别不算。
表头被截短的（如“结果维持”只剩“结果”）只作提示。
各列的次序与格式不同的，一张表提出一次，数据按表头读。
格式中没有的列（如备注）不读，一张表提示一次。",
        english: "\
Whether header words are as in the form; of each header row the worst is named. Width, spaces and quotation marks do not matter.
Headers that were cut short (结果 for 结果维持) are mentioned as information.
Columns in another order than the form's are named once for each table, and read by their headers.
Columns that the form does not have, such as remarks, are not read; a hint says so once for each table.",
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
        chinese: "只差标点的，安全，可以直接改。用字不同的不安全，由您决定。被截短的没有修正：它可能是几个表头中的任何一个。次序不同的、两个表头写在一格里的，也没有修正。",
        english: "Yes where only punctuation differs. No where words differ: you decide. A header that was cut short has no fix, since it may be any of several. Another order of columns has none, nor has a cell that holds two headers.",
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
    fn a_column_that_the_form_does_not_have_is_not_read() {
        let text = CLEAN
            .replace(
                "| 木头 | 布料 | 总计 |",
                "| 单位 | 木头 | 布料 | 总计 | 备注 |",
            )
            .replace("| 1.小马 | 2 | 3 | 5 |", "| 1.小马 | 个 | 2 | 3 | 5 | 7 |")
            .replace("| 2.娃娃 | 1 | 4 | 5 |", "| 2.娃娃 | 个 | 1 | 4 | 5 |  |");
        let found = said(&text);
        let told: Vec<&String> = found.iter().filter(|line| line.contains("备注")).collect();
        assert_eq!(
            told,
            ["column-header ⟦单位⟧ 第二部分的表有格式以外的列“单位”、“备注”，没有读取"],
            "{found:#?}"
        );
        let is_of_cells = |line: &&String| line.contains("小马") || line.contains("娃娃");
        assert!(!found.iter().any(|line| is_of_cells(&line)), "{found:#?}");
    }

    #[test]
    fn another_order_is_told_once_and_read_by_the_header() {
        let header = with("| 木头 | 布料 | 总计 |", "| 总计 | 木头 | 布料 |");
        let values = [
            ("2 | 3 | 5", "5 | 2 | 3"),
            ("1 | 4 | 5", "5 | 1 | 4"),
            ("3 | 7 | 10", "10 | 3 | 7"),
        ];
        let moved = values
            .iter()
            .fold(header.clone(), |text, (old, new)| text.replace(old, new));
        assert_eq!(
            said(&moved),
            ["column-header ⟦总计 | 木头 | 布料⟧ 第二部分的表各列次序与格式不同，已按表头读数"]
        );
        assert_eq!(
            said(&header),
            [
                "column-header ⟦总计 | 木头 | 布料⟧ 第二部分的表头各列次序与格式不同，数据却是按格式的次序才合计得上"
            ]
        );
    }

    #[test]
    fn spaces_inside_are_no_other_wording() {
        assert_eq!(
            said(&with("| 木头 | 布料 |", "| 木 头 | 布  料 |")),
            [""; 0]
        );
    }
}
