//! `duplicate-section`: a section heading stands twice.

use std::ops::Range;

use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::align::Heading;
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::say;
use crate::span::Span;
use crate::syntax::Surface;

pub(super) const RULE: Rule = Rule {
    code: "duplicate-section",
    severity: Severity::Warning,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "章节标题重复出现",
        english: "a section heading stands twice",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let report = context.report;
    for main in &report.headings.main {
        let mut headings: Vec<_> = report
            .headings
            .repeated
            .iter()
            .filter(|heading| heading.section == main.section)
            .collect();
        headings.push(main);
        headings.sort_by_key(|heading| heading.span);
        for pair in headings.windows(2) {
            let (first, second) = (pair[0], pair[1]);
            if heads_its_table(context, first, second) {
                continue;
            }
            let written = context.at(second.span);
            let message = say!(
                context.locale,
                "章节标题“{written}”重复出现",
                "the heading “{written}” stands twice"
            );
            let first_place = say!(context.locale, "第一次出现在这里", "it stands here first");
            let mut finding = RULE
                .finding(second.span, message)
                .related(first.span, first_place);
            // Text on the heading's line is not the heading's to take away.
            if second.row == first.row + 1 && is_alone(context, second) {
                let title = say!(
                    context.locale,
                    "删除重复的标题",
                    "remove the second heading"
                );
                finding.fixes.push(context.replace(
                    title,
                    Applicability::Unsafe,
                    line_of(context, first.row, second.row),
                    "",
                ));
            }
            found.push(finding);
        }
    }
}

/// Whether a converter that looks for the head of a table took the line above it, the heading, for one.
fn heads_its_table(context: &Context, first: &Heading, second: &Heading) -> bool {
    let row = |heading: &Heading| &context.report.document.rows[heading.row];
    let is_in_table = |heading: &Heading| row(heading).n_cells > 1;
    second.row == first.row + 1
        && !is_in_table(first)
        && is_in_table(second)
        && row(second).surface == Surface::Bars
}

/// Whether nothing else is said on a heading's line.
fn is_alone(context: &Context, heading: &Heading) -> bool {
    let row = context.report.document.rows[heading.row].span;
    let (before, after) = (row.start..heading.span.start, heading.span.end..row.end);
    [before, after].into_iter().all(|Range { start, end }| {
        let rest = context.at(Span::over(start, end));
        !rest.contains(char::is_alphanumeric)
    })
}

/// From the end of one row to the end of the next, so that the line goes with its line end.
fn line_of(context: &Context, first_row: usize, second_row: usize) -> Span {
    let rows = &context.report.document.rows;
    Span::over(rows[first_row].span.end, rows[second_row].span.end)
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "同一章的标题是否出现两次。只认编号和标题都相符的行；目录不算。",
        english: "Whether the heading of a section stands twice. Only lines with both its number and its title count; a table of contents does not.",
    },
    why: Words {
        chinese: "标题重复多半是复制时留下的，读者会以为后面又是一章。",
        english: "A second heading is mostly left over from copying, and makes readers believe that another section begins.",
    },
    example: "\
一、总体情况
一、总体情况
2024年，本机关按时公开各类政府信息。
",
    says: Words {
        chinese: "章节标题“一、总体情况”重复出现",
        english: "the heading “一、总体情况” stands twice",
    },
    fix: Words {
        chinese: "不安全，由您决定。只有两个标题紧挨着、中间没有内容时，才可以删除后一个；中间有内容的，要看内容归哪一章，没有修正。",
        english: "No, you decide. The second heading can be removed only where nothing stands between the two; otherwise somebody has to say where the text belongs, and no fix is offered.",
    },
};

#[cfg(test)]
mod tests {
    use super::super::toy_reports::{CLEAN, findings, fixed, said, with};

    #[test]
    fn a_heading_twice_in_a_row_may_go() {
        let text = with("一、前言部分\n", "一、前言部分\n\n一、前言部分\n");
        assert_eq!(
            said(&text),
            ["duplicate-section ⟦一、前言部分⟧ 章节标题“一、前言部分”重复出现"]
        );
        assert_eq!(
            findings(&text)[0].span.start as usize,
            text.rfind("一、前言").unwrap_or(0)
        );
        assert_eq!(fixed(&text, "duplicate-section"), CLEAN);
    }

    #[test]
    fn text_on_the_line_of_the_second_heading_stays() {
        let text = with(
            "一、前言部分\n",
            "一、前言部分\n一、前言部分 今年卖出的木头马不多。\n",
        );
        assert!(
            findings(&text)
                .iter()
                .any(|finding| finding.code == "duplicate-section")
        );
        assert_eq!(fixed(&text, "duplicate-section"), text);
    }

    #[test]
    fn nothing_is_removed_with_text_between() {
        let text = with("木头的卖得好。\n", "木头的卖得好。\n一、前言部分\n");
        assert_eq!(fixed(&text, "duplicate-section"), text);
    }

    #[test]
    fn the_head_that_a_converter_gives_a_table_is_no_second_heading() {
        let header = "| 玩具种类 | 木头 | 布料 | 总计 |\n|---|---|---|---|\n";
        let head = "| 二、玩具数量 | Col2 | Col3 | Col4 |\n|---|---|---|---|\n";
        let below = header.split_inclusive('\n').next().unwrap_or_default();
        let text = with(header, &format!("{head}{below}"));
        assert_eq!(said(&text), [""; 0]);
        // With text between them the second begins another section.
        let apart = text.replace(head, &format!("另见附表。\n{head}"));
        assert_eq!(said(&apart).len(), 1);
    }
}
