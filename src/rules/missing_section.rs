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
    explain: Words {
        chinese: "",
        english: "",
    },
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
