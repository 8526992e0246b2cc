//! `missing-row`: a row of the form is absent.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::align::{AlignedTable, RowState};
use crate::edit::Edit;
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Fix};
use crate::form::TableSpec;
use crate::lines::newline_of;
use crate::reading::TableReading;
use crate::say;
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    code: "missing-row",
    severity: Severity::Error,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "表中缺少格式规定的行",
        english: "a row of the form is absent",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

/// Rows named in one message; the others are counted.
const NAMED: usize = 3;

fn check(context: &Context, found: &mut Vec<Finding>) {
    for (table, spec, _) in context.legible_tables() {
        let is_missing = |row: usize| table.rows[row].state == RowState::Missing;
        let mut row = 0;
        while row < spec.rows.len() {
            let first = row;
            while row < spec.rows.len() && is_missing(row) {
                row += 1;
            }
            if row > first {
                found.push(one_gap(context, table, spec, first, row));
            }
            row += 1;
        }
    }
}

/// One finding for rows that are missing side by side.
fn one_gap(
    context: &Context,
    table: &TableReading,
    spec: &TableSpec,
    first: usize,
    end: usize,
) -> Finding {
    let names: Vec<String> = spec.rows[first..end]
        .iter()
        .take(NAMED)
        .map(|row| format!("“{}”", row.label))
        .collect();
    let (names, count) = (context.locale.list(&names), end - first);
    let message = match count {
        1..=NAMED => say!(context.locale, "缺少{names}行", "missing: {names}"),
        _ => say!(
            context.locale,
            "缺少{names}等 {count} 行",
            "missing: {names} and others, {count} rows"
        ),
    };
    let mut finding = RULE.finding(place(context, table, first), message);
    if end == spec.rows.len() && context.ends_in(table) {
        finding = finding.quietly(Severity::Information);
    }
    if count == 1 {
        finding = finding.in_row(spec, first);
        finding.fixes.extend(insertion(context, table, spec, first));
    }
    finding
}

/// The label before the gap; for the first row the start of the table, or its section's heading.
fn place(context: &Context, table: &AlignedTable, row: usize) -> Span {
    let before = table.rows[..row]
        .iter()
        .rev()
        .find(|row| row.state != RowState::Missing);
    match before {
        Some(before) => before.label.unwrap_or(before.span),
        None => {
            let next = table.rows[row..].iter().find_map(|row| row.label);
            next.or_else(|| {
                context
                    .report
                    .heading(context.report.edition().tables[table.spec].section)
                    .map(|h| h.span)
            })
            .unwrap_or(table.span)
        }
    }
}

/// The row with blank cells, behind the row before it. Only where a line is a row: elsewhere blank cells have no place of their own.
fn insertion(context: &Context, table: &AlignedTable, spec: &TableSpec, row: usize) -> Option<Fix> {
    let document = &context.report.document;
    let is_there = |row: &usize| table.rows[*row].state == RowState::Placed;
    let before = row.checked_sub(1).filter(is_there)?;
    let line = table.blank_row(document, spec, row)?;
    let line_end = document.line_of(table.rows[before].label?)?.span.end as usize;
    let newline = newline_of(&document.text);
    let label = &spec.rows[row].label;
    let title = say!(
        context.locale,
        "插入“{label}”行",
        "insert the row “{label}”"
    );
    let edit = Edit {
        span: Span::at(line_end),
        text: format!("{newline}{line}"),
    };
    Some(Fix::new(title, Applicability::Unsafe, vec![edit]))
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "格式规定的行是否都在表里。相邻的几行一起缺少时，合为一个问题。标在前一行的行标题上。",
        english: "Whether the table has every row of the form. Rows that are missing side by side make one problem, at the label before them.",
    },
    why: Words {
        chinese: "少一行，总计就无从核对。没有数据的行也要保留，填 0。",
        english: "Without a row, totals cannot be checked. A row with nothing to report stays, with zeros.",
    },
    example: "\
二、主动公开政府信息情况
| 第二十条第（六）项 |
| 信息内容 | 本年处理决定数量 |
| 行政处罚 | 3 |
| 第二十条第（八）项 |
| 信息内容 | 本年收费金额（单位：万元） |
| 行政事业性收费 | 0 |
",
    says: Words {
        chinese: "缺少“行政强制”行",
        english: "missing: “行政强制”",
    },
    fix: Words {
        chinese: "不安全，由您决定。表用竖线或制表符分隔、只缺一行、前一行又在时，可以插入这一行，数字留空；其他情形没有修正。",
        english: "No, you decide. Where cells are set apart by bars or tabs, a single row is missing and the row before it is there, the row can be inserted with blank cells. Otherwise there is no fix.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{CLEAN, fixed, said, with};

    #[test]
    fn a_row_is_missed_behind_the_one_before_it() {
        let text = with("| 2.娃娃 | 1 | 4 | 5 |\n", "");
        assert_eq!(said(&text), ["missing-row ⟦1.小马⟧ 缺少“2.娃娃”行"]);
        let filled =
            fixed(&text, "missing-row").replace("| 2.娃娃 |  |  |  |", "| 2.娃娃 | 1 | 4 | 5 |");
        assert_eq!(filled, CLEAN);
    }

    #[test]
    fn a_row_beside_one_whose_number_is_stuck_to_its_label_gets_its_own_label() {
        let text = with("| 2.娃娃 | 1 | 4 | 5 |\n", "").replace("| 1.小马 | 2 ", "| 1.小马2 | 2 ");
        assert!(fixed(&text, "missing-row").contains("\n| 2.娃娃 |  |  |  |\n"));
    }

    #[test]
    fn a_row_whose_neighbours_have_their_labels_on_several_lines_is_not_written() {
        let text = with("| 2.娃娃 | 1 | 4 | 5 |\n", "");
        let text = text.replace("| 1.小马 |", "| 1.小\n马 |");
        let said = said(&text);
        assert!(
            said.iter().any(|said| said.contains("“2.娃娃”")),
            "{said:?}"
        );
        assert_eq!(fixed(&text, "missing-row"), text);
    }

    #[test]
    fn rows_side_by_side_are_one_finding() {
        let text = with("| 1.小马 | 2 | 3 | 5 |\n| 2.娃娃 | 1 | 4 | 5 |\n", "");
        let said = said(&text);
        assert_eq!(said, ["missing-row ⟦（二）合计⟧ 缺少“1.小马”、“2.娃娃”行"]);
    }

    #[test]
    fn a_row_without_its_label_is_there() {
        assert_eq!(said(&with("| 2.娃娃 |", "|  |")), [""; 0]);
    }
}
