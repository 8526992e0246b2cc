//! `missing-section`: an official section is absent.

use super::{Context, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Edit, Fix};
use crate::say;
use crate::skeleton::{Skeleton, newline_of};
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    code: "missing-section",
    severity: Severity::Error,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "缺少格式规定的章节",
        english: "an official section is absent",
    },
    explain: EXPLANATION,
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let report = context.report;
    let headings = &report.headings.main;
    let last_section = report.edition.sections.len().saturating_sub(1);
    let is_finished = report.heading(last_section).is_some();
    for (section, spec) in report.edition.sections.iter().enumerate() {
        if report.heading(section).is_some() {
            continue;
        }
        let next = headings.iter().find(|heading| heading.section > section);
        let place = match next {
            Some(next) => next.span,
            None => last_line(context),
        };
        let (number, title) = (&spec.number, &spec.title);
        let message = say!(
            context.locale,
            "缺少“{number}、{title}”一章",
            "the section “{number}、{title}” is missing"
        );
        // Below the last heading the writer may simply not have got there yet.
        let severity = if next.is_some() || is_finished {
            RULE.severity
        } else {
            Severity::Information
        };
        let insert_at = next.map_or(report.document.text.len(), |next| {
            report.document.rows[next.row].span.start as usize
        });
        found.push(
            RULE.finding(place, message)
                .quietly(severity)
                .with_fix(insertion(context, section, insert_at, next.is_none())),
        );
    }
}

fn last_line(context: &Context) -> Span {
    let document = context.report.document;
    document
        .rows
        .iter()
        .rev()
        .find(|row| !row.span.is_empty())
        .map_or(Span::at(0), |row| row.span)
}

fn insertion(context: &Context, section: usize, at: usize, at_end: bool) -> Fix {
    let report = context.report;
    let spec = &report.edition.sections[section];
    let skeleton = Skeleton::for_report(report);
    let newline = newline_of(&report.document.text);
    let mut text = skeleton.heading(spec);
    if let Some(table) = spec.table {
        text.push_str(&skeleton.table(&report.edition.tables[table]));
    }
    if at_end && !report.document.text.ends_with(['\n', '\r']) {
        text.insert_str(0, newline);
    }
    let title = say!(
        context.locale,
        "插入“{number}、{title}”",
        "insert “{number}、{title}”",
        number = spec.number,
        title = spec.title
    );
    Fix::new(
        title,
        Applicability::Unsafe,
        vec![Edit {
            span: Span::at(at),
            text,
        }],
    )
}

const EXPLANATION: Words = Words {
    chinese: "\
## 查什么

格式规定的章节是否都在。问题标在缺少的那一章应在的位置：后一章的标题；没有后一章时，标在最后一行。
最后一章写出之前，后面还没写到的章节只作提示，不算错误。

## 为什么

年度报告按统一格式编写，各章缺一不可。少了标题，下面的表也就不知道该按哪一章核对。

## 例

```text
一、总体情况
2024年，本机关按时公开各类政府信息。
三、收到和处理政府信息公开申请情况
```

> 缺少“二、主动公开政府信息情况”一章

## 修正是否安全

不安全，由您决定。修正会插入这一章的标题，格式规定有表的，连同一张空白的表。内容仍要补写；这一章也可能已经写了，只是标题认不出来。
",
    english: "\
## What it checks

Whether every section of the form is there. The problem stands where the section belongs: at the heading of the next one, or at the last line.
Until the last section has been written, sections that are still to come are mentioned as information only.

## Why

The form prescribes its sections one by one. Without its heading, nothing says which table of the form the text below is.

## Example

```text
一、总体情况
2024年，本机关按时公开各类政府信息。
三、收到和处理政府信息公开申请情况
```

> the section “二、主动公开政府信息情况” is missing

## Is the fix safe

No, you decide. It inserts the heading, together with a blank table where the form has one. The content is still to be written, and the section may be there under a heading that was not recognised.
",
};
