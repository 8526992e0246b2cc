//! `cell-count`: a row has more or fewer values than the form.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::align::{AlignedRow, AlignedTable, RowState};
use crate::finding::{Finding, Severity};
use crate::form::{Layout, TableSpec};
use crate::lines::is_line_end;
use crate::locale::counted;
use crate::reading::TableReading;
use crate::say;
use crate::span::Span;
use crate::syntax::Document;

pub(super) const RULE: Rule = Rule {
    code: "cell-count",
    severity: Severity::Error,
    fixes: FixKind::None,
    summary: Words {
        chinese: "一行的数据个数与格式不符",
        english: "a row has more or fewer values than the form",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

/// With more such rows the table is torn as a whole, and one finding says so.
const MOST_ROWS: usize = 4;

fn check(context: &Context, found: &mut Vec<Finding>) {
    let lost = lost_tables(context);
    let are_told = lost.is_some();
    found.extend(lost);
    let is_told = |table: &TableReading| are_told && is_lost(table);
    for (table, spec, _) in context.tables().filter(|(table, ..)| !is_told(table)) {
        if spec.layout == Layout::LabelledRows
            && let Some(finding) = torn_table(context, table, spec)
        {
            found.push(finding);
            continue;
        }
        let is_open = context.ends_in(table);
        let is_there = |row: &AlignedRow| row.state != RowState::Missing;
        let last = table.rows.iter().rposition(is_there);
        // A row that is being written has fewer values than it will have.
        let severity = |at: usize, n_values: usize, wanted: usize| match is_open {
            true if last == Some(at) && n_values < wanted => Severity::Information,
            _ => RULE.severity,
        };
        for (at, row) in table.rows.iter().enumerate() {
            let RowState::Unplaced { n_values, span } = row.state else {
                continue;
            };
            // Nothing to be counted: `blank-cell` says so.
            let is_alone = || is_label_alone(&context.report.document, row);
            let is_labelled = spec.layout == Layout::LabelledRows;
            // Rows that share their values are told of once.
            let shares = |above: &AlignedRow| matches!(above.state, RowState::Unplaced { span: other, n_values: 1.. } if other == span);
            if is_labelled && table.rows[..at].iter().any(shares) {
                continue;
            }
            if is_unfilled(table) || n_values == 0 && is_labelled && is_alone() {
                continue;
            }
            if spec.layout == Layout::OneLine {
                let (short, wanted) = (&spec.short, spec.n_cells);
                let what = of_table(context, short);
                let message = message(context, &what, n_values, wanted);
                let severity = severity(last.unwrap_or(at), n_values, wanted);
                found.push(RULE.finding(span, message).quietly(severity));
                break;
            }
            let (label, wanted) = (&spec.rows[at].label, spec.rows[at].columns.len());
            let what = format!("“{label}”");
            let message = message(context, &what, n_values, wanted);
            let finding = RULE.finding(span, message).in_row(spec, at);
            found.push(finding.quietly(severity(at, n_values, wanted)));
        }
    }
}

fn of_table(context: &Context, short: &str) -> String {
    say!(
        context.locale,
        "第{short}部分的表",
        "the table of part {short}"
    )
}

/// What is said of a row or a table with so many values instead of those that are wanted; of as many, it is their columns that nobody can tell.
fn message(context: &Context, what: &str, n_values: usize, wanted: usize) -> String {
    if n_values == wanted {
        return say!(
            context.locale,
            "{what}分不清哪个数据属于哪一列，无法核对",
            "{what} does not show which value belongs to which column; it cannot be checked"
        );
    }
    let (values, read) = (counted(wanted, "value"), was_read(n_values));
    say!(
        context.locale,
        "{what}应有 {wanted} 个数据，读到 {n_values} 个，无法核对",
        "{what} should have {values}, {read}; it cannot be checked"
    )
}

/// Whether nothing can be said of a table as a whole: it runs together, most of its rows are torn, or its one line is.
pub(super) fn is_lost(table: &TableReading) -> bool {
    let is_unplaced = |row: &&AlignedRow| matches!(row.state, RowState::Unplaced { .. });
    let n_torn = table.rows.iter().filter(is_unplaced).count();
    let most = match table.spec().layout {
        Layout::OneLine => 0,
        Layout::LabelledRows => MOST_ROWS,
    };
    table.run_together.is_some() || n_torn > most && !is_unfilled(table)
}

/// Whether a table without row labels has its words and no number, so that there is nothing to be counted.
pub(super) fn is_unfilled(table: &TableReading) -> bool {
    let is_blank = |row: &AlignedRow| matches!(row.state, RowState::Unplaced { n_values: 0, .. });
    table.spec().layout == Layout::OneLine
        && table.run_together.is_none()
        && table.rows.iter().all(is_blank)
}

/// The rows of a table that is not torn which have their label and nothing else.
pub(super) fn blank_rows<'t>(
    document: &'t Document,
    table: &'t TableReading,
) -> impl Iterator<Item = (usize, Span)> + 't {
    let are_told = !is_lost(table) && table.spec().layout == Layout::LabelledRows;
    let rows = table.rows.iter().enumerate().filter(move |_| are_told);
    rows.filter_map(|(at, row)| match row.state {
        RowState::Unplaced { n_values: 0, span } => {
            is_label_alone(document, row).then_some((at, span))
        }
        _ => None,
    })
}

/// Whether nothing that might be a number stands behind the label of a row on its line, or has run into it.
fn is_label_alone(document: &Document, row: &AlignedRow) -> bool {
    let end = row.label.map_or(0, |label| label.end as usize);
    let behind = document.text.get(end..).unwrap_or_default();
    let mut line = behind.chars().take_while(|&c| !is_line_end(c));
    row.label.is_some() && !line.any(char::is_numeric)
}

/// One finding for all tables that cannot be read, where there are several or where one runs together.
fn lost_tables(context: &Context) -> Option<Finding> {
    let tables = || (context.reading.tables.iter()).filter(|table| is_lost(table));
    let runs_together = tables().find_map(|table| table.run_together);
    if runs_together.is_none() && tables().count() < 2 {
        return None;
    }
    let parts: Vec<&str> = tables().map(|table| table.spec().short.as_str()).collect();
    let parts = parts.join("、");
    let first = tables().next()?;
    let torn = first.rows.iter().find_map(|row| match row.state {
        RowState::Unplaced { span, .. } => Some(span),
        _ => None,
    });
    let place = first.run_together.or(torn).unwrap_or(first.span);
    let has_lines = |span: Span| context.report.document.at(span).contains(['\n', '\r']);
    let message = match runs_together {
        Some(span) if has_lines(span) => say!(
            context.locale,
            "第{parts}部分的表分不清单元格，无法核对；请从原文重新复制",
            "the cells of the tables of {parts} cannot be told apart; they cannot be checked: copy them anew"
        ),
        Some(_) => say!(
            context.locale,
            "第{parts}部分的表换行丢失，分不清单元格，无法核对；请从原文重新复制",
            "the tables of {parts} have lost their line ends and cells; they cannot be checked: copy them anew"
        ),
        None => say!(
            context.locale,
            "第{parts}部分的表，数据个数与格式不符，无法核对",
            "the tables of {parts} have more or fewer values than the form; they cannot be checked"
        ),
    };
    let severity = match runs_together {
        Some(_) => Severity::Warning,
        None => RULE.severity,
    };
    Some(RULE.finding(place, message).quietly(severity))
}

fn was_read(n_values: usize) -> String {
    match n_values {
        1 => "1 was read".to_owned(),
        _ => format!("{n_values} were read"),
    }
}

/// One finding for a table of which most rows lack or have too many values, at the first of them.
fn torn_table(context: &Context, table: &AlignedTable, spec: &TableSpec) -> Option<Finding> {
    let unplaced = || {
        table.rows.iter().filter_map(|row| match row.state {
            RowState::Unplaced { span, .. } => Some(span),
            _ => None,
        })
    };
    let (first, count, short) = (unplaced().next()?, unplaced().count(), &spec.short);
    let message = say!(
        context.locale,
        "第{short}部分的表有 {count} 行的数据个数与格式不符，无法核对",
        "in the table of part {short}, {count} rows have more or fewer values than the form; they cannot be checked"
    );
    (count > MOST_ROWS).then(|| RULE.finding(first, message))
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "每一行的数据个数是否与格式的列数相同。第四章的表没有行标题，按整张表的个数核对。空白能看出位置的，算一个数据。一张表里有五行以上如此的，只提示一次。",
        english: "Whether each row has as many values as the form has columns. The table of 四 has no row labels and is counted as a whole. A blank whose place can be seen counts as a value. Five rows or more of one table are told of once.",
    },
    why: Words {
        chinese: "多一个或少一个数，就不知道哪个数属于哪一列。这一行不参与合计的核对，以免得出错误的结论。",
        english: "With one value too many or too few nobody can say which column each belongs to. Such a row is left out of all sums, so that no wrong conclusion is drawn from it.",
    },
    example: "\
三、收到和处理政府信息公开申请情况
| （一）予以公开 | 5 | 7 | 12 |
",
    says: Words {
        chinese: "“（一）予以公开”应有 7 个数据，读到 3 个，无法核对",
        english: "“（一）予以公开” should have 7 values, 3 were read; it cannot be checked",
    },
    fix: Words {
        chinese: "没有修正：要由您补上或去掉数字。",
        english: "There is none: the numbers are yours to complete.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{said, with};

    #[test]
    fn a_value_too_many_takes_the_row_out_of_all_sums() {
        let text = with("| 2.娃娃 | 1 | 4 | 5 |", "| 2.娃娃 | 1 | 4 | 4 | 5 |");
        assert_eq!(
            said(&text),
            ["cell-count ⟦1 | 4 | 4 | 5⟧ “2.娃娃”应有 3 个数据，读到 4 个，无法核对"]
        );
    }

    #[test]
    fn a_value_too_few() {
        let text = with("| 2.娃娃 | 1 | 4 | 5 |", "| 2.娃娃 | 1 | 5 |");
        assert_eq!(
            said(&text),
            ["cell-count ⟦1 | 5⟧ “2.娃娃”应有 3 个数据，读到 2 个，无法核对"]
        );
    }

    #[test]
    fn as_many_values_as_columns_that_nobody_can_tell_apart_are_not_told_as_too_many() {
        // Which of the lines is whose, sums do not tell.
        let text = with("| 2.娃娃 | 1 | 4 | 5 |\n", "2.娃娃 5\n1 9\n");
        let told = said(&text);
        let counted = told.iter().find(|line| line.starts_with("cell-count"));
        assert_eq!(
            counted.map(String::as_str),
            Some("cell-count ⟦5\n1 9⟧ “2.娃娃”分不清哪个数据属于哪一列，无法核对"),
            "{told:#?}"
        );
    }

    #[test]
    fn blanks_keep_the_places_of_the_others() {
        let text = with("| 2.娃娃 | 1 | 4 | 5 |", "| 2.娃娃 | 1 |  | 5 |");
        assert!(
            said(&text)
                .iter()
                .all(|line| !line.starts_with("cell-count"))
        );
    }

    #[test]
    fn packed_rows_that_do_not_go_together_are_told_of_once() {
        let packed = "| 1.小马<br>2.娃娃 | 2<br>1 | 3 | 5<br>5 |\n";
        let text = with("| 2.娃娃 | 1 | 4 | 5 |\n", packed);
        let told = said(&text);
        let of_rows =
            |line: &&String| line.starts_with("cell-count") || line.starts_with("missing-row");
        assert_eq!(told.iter().filter(of_rows).count(), 1, "{told:#?}");
    }
}
