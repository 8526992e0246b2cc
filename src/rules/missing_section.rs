//! `missing-section`: an official section is absent.

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::edit::Edit;
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Fix};
use crate::lines::{is_line_end, newline_of};
use crate::say;
use crate::skeleton::Skeleton;
use crate::span::Span;
use crate::syntax::Row;

pub(super) const RULE: Rule = Rule {
    code: "missing-section",
    severity: Severity::Error,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "缺少格式规定的章节",
        english: "an official section is absent",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let report = context.report;
    let headings = &report.headings.main;
    let last_section = report.edition().sections.len().saturating_sub(1);
    let is_finished = report.heading(last_section).is_some();
    // Where line ends are lost, only official headings are known; the others are not missing.
    let tables = context.reading.tables.iter();
    if tables.filter(|table| table.run_together.is_some()).count() > 1 {
        return;
    }
    for (section, spec) in report.edition().sections.iter().enumerate() {
        if report.heading(section).is_some() {
            continue;
        }
        let next = headings.iter().find(|heading| heading.section > section);
        // The section's table may stand there without its heading.
        let table = spec.table.and_then(|table| context.reading.table(table));
        let table = table.filter(|table| table.is_found);
        let place = match (table, next) {
            (Some(table), _) => first_cell(context, table.span),
            (None, Some(next)) => next.span,
            (None, None) => last_line(context),
        };
        let (number, title) = (&spec.number, &spec.title);
        let message = say!(
            context.locale,
            "缺少“{number}、{title}”一章",
            "the section “{number}、{title}” is missing"
        );
        // Below the last heading the writer may simply not have got there yet.
        let severity = if table.is_some() || next.is_some() || is_finished {
            RULE.severity
        } else {
            Severity::Information
        };
        let at = match (table, next) {
            (None, None) => report.document.text.len(),
            _ => line_start(context, place),
        };
        let finding = RULE.finding(place, message).quietly(severity);
        let skeleton = Skeleton::for_report(report);
        if !row_at(context, place).is_none_or(|row| skeleton.is_read_beside(row)) {
            found.push(finding);
            continue;
        }
        let skeleton = skeleton.inserted_at(at, report);
        let mut text = skeleton.heading(spec);
        if let (Some(table), None) = (spec.table, table) {
            text += &skeleton.table(&report.edition().tables[table]);
        }
        if at == report.document.text.len() && !report.document.text.ends_with(is_line_end) {
            text.insert_str(0, newline_of(&report.document.text));
        }
        let fix_title = say!(
            context.locale,
            "插入“{number}、{title}”",
            "insert “{number}、{title}”"
        );
        let edits = vec![Edit {
            span: Span::at(at),
            text,
        }];
        found.push(finding.with_fix(Fix::new(fix_title, Applicability::Unsafe, edits)));
    }
}

/// The first cell with something in it of a table that starts where `table` does.
fn first_cell(context: &Context, table: Span) -> Span {
    let document = &context.report.document;
    let cells = &document.cells;
    let first = cells.partition_point(|cell| cell.span.end <= table.start);
    cells.get(first).map_or(table, |cell| cell.span)
}

/// Where the line that holds the start of `place` begins, in bytes of the document's text.
fn line_start(context: &Context, place: Span) -> usize {
    row_at(context, place).map_or(0, |row| row.span.start as usize)
}

/// The row of the document that holds the start of `place`.
fn row_at<'c>(context: &'c Context, place: Span) -> Option<&'c Row> {
    let rows = &context.report.document.rows;
    let after = rows.partition_point(|row| row.span.start <= place.start);
    after.checked_sub(1).and_then(|row| rows.get(row))
}

fn last_line(context: &Context) -> Span {
    let document = &context.report.document;
    document
        .rows
        .iter()
        .rev()
        .find(|row| !row.span.is_empty())
        .map_or(Span::at(0), |row| row.span)
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "\
格式规定的章节是否都在。问题标在缺少的那一章应在的位置：它的表；没有表时，后一章的标题；没有后一章时，最后一行。
最后一章写出之前，后面还没写到的章节只作提示，不算错误。",
        english: "\
Whether every section of the form is there. The problem stands where the section belongs: at its table, else at the heading of the next one, else at the last line.
Until the last section has been written, sections that are still to come are mentioned as information only.",
    },
    why: Words {
        chinese: "年度报告按统一格式编写，各章缺一不可。少了标题，下面的表也就不知道该按哪一章核对。",
        english: "The form prescribes its sections one by one. Without its heading, nothing says which table of the form the text below is.",
    },
    example: "\
一、总体情况
2024年，本机关按时公开各类政府信息。
三、收到和处理政府信息公开申请情况
",
    says: Words {
        chinese: "缺少“二、主动公开政府信息情况”一章",
        english: "the section “二、主动公开政府信息情况” is missing",
    },
    fix: Words {
        chinese: "不安全，由您决定。修正会插入这一章的标题，格式规定有表而报告里没有的，连同一张空白的表。内容仍要补写；这一章也可能已经写了，只是标题认不出来。",
        english: "No, you decide. It inserts the heading, together with a blank table where the form has one. The content is still to be written, and the section may be there under a heading that was not recognised.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{CLEAN, findings, fixed, lines, said, with};
    use crate::finding::Severity;

    #[test]
    fn a_section_above_others_is_missed_where_it_belongs() {
        let text = with("一、前言部分\n木头的卖得好。\n", "");
        assert_eq!(
            said(&text),
            ["missing-section ⟦二、玩具数量⟧ 缺少“一、前言部分”一章"]
        );
        assert_eq!(findings(&text)[0].severity, Severity::Error);
        assert!(fixed(&text, "missing-section").contains("一、前言部分\n二、玩具数量\n"));
    }

    #[test]
    fn a_section_still_to_be_typed_is_mentioned_quietly() {
        let text = "甲厂2023年玩具报告\n一、前言部分\n木头的卖得好。\n";
        let findings = findings(text);
        assert_eq!(
            lines(text, &findings),
            ["missing-section ⟦木头的卖得好。⟧ 缺少“二、玩具数量”一章"]
        );
        assert_eq!(findings[0].severity, Severity::Information);
    }

    #[test]
    fn a_table_without_its_heading_keeps_its_place() {
        let text = with("二、玩具数量\n", "");
        assert_eq!(
            said(&text),
            ["missing-section ⟦玩具种类⟧ 缺少“二、玩具数量”一章"]
        );
        assert_eq!(fixed(&text, "missing-section"), CLEAN);
    }
}
