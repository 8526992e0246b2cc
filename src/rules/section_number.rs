//! `section-number`: sections are numbered otherwise than in the form, or items within a section like sections.

use super::section_numbers::{Numbered, numbered_lines, title_of};
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::edit::Edit;
use crate::finding::{Finding, Severity};
use crate::fix::{Applicability, Fix};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "section-number",
    severity: Severity::Warning,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "章节编号与格式不一致",
        english: "sections are numbered otherwise than in the form",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let lines = numbered_lines(context);
    of_headings(context, lines, found);
    of_items(context, lines, found);
}

/// A heading with another number than its section's, and how far off it is.
struct Shifted<'l> {
    line: &'l Numbered,
    section: usize,
    by: isize,
}

fn of_headings(context: &Context, lines: &[Numbered], found: &mut Vec<Finding>) {
    let mut shifted: Vec<Shifted> = Vec::new();
    let (mut n_extra, mut n_missing, mut due) = (0isize, 0isize, 0usize);
    for line in lines {
        n_extra += isize::from(line.is_extra);
        let Some(section) = line.section else {
            continue;
        };
        n_missing += section.saturating_sub(due) as isize;
        due = section + 1;
        let (Some(number), official) = (line.number, section as isize + 1) else {
            continue;
        };
        let by = number as isize - official;
        // A section too many or too few is told of by itself, and what counts on from there is right.
        let is_counted_on = by == n_extra || n_missing > 0 && by == n_extra - n_missing;
        if by == 0 || is_counted_on {
            tell(context, &mut shifted, found);
            continue;
        }
        if shifted.last().is_some_and(|last| last.by != by) {
            tell(context, &mut shifted, found);
        }
        shifted.push(Shifted { line, section, by });
    }
    tell(context, &mut shifted, found);
}

/// One finding for headings in a row whose numbers are off by the same.
fn tell(context: &Context, shifted: &mut Vec<Shifted>, found: &mut Vec<Finding>) {
    let shifted = std::mem::take(shifted);
    let Some((first, rest)) = shifted.split_first() else {
        return;
    };
    let sections = &context.report.edition().sections;
    let number_of = |section: usize| {
        sections
            .get(section)
            .map_or("", |section| section.number.as_str())
    };
    let (title, due) = (title_of(context, first.line), number_of(first.section));
    let (written, n_more) = (context.at(first.line.number_span), rest.len());
    let message = match n_more {
        0 => say!(
            context.locale,
            "“{title}”的编号是“{written}”，应为“{due}”",
            "“{title}” is numbered “{written}”, the form has “{due}”"
        ),
        _ => say!(
            context.locale,
            "“{title}”的编号是“{written}”，应为“{due}”；后面还有 {n_more} 章错位",
            "“{title}” is numbered “{written}”, the form has “{due}”; {n_more} more behind it are off"
        ),
    };
    let edits = shifted.iter().map(|shifted| Edit {
        span: shifted.line.number_span,
        text: number_of(shifted.section).to_owned(),
    });
    let title = match n_more {
        0 => say!(context.locale, "改为“{due}”", "write “{due}”"),
        _ => say!(
            context.locale,
            "改正 {n} 处章节编号",
            "correct {n} section numbers",
            n = n_more + 1
        ),
    };
    let fix = Fix::new(title, Applicability::Unsafe, edits.collect());
    let mut finding = RULE.finding(first.line.span, message).with_fix(fix);
    for other in rest {
        let due = number_of(other.section);
        let place = say!(context.locale, "应为“{due}”", "the form has “{due}”");
        finding = finding.related(other.line.span, place);
    }
    found.push(finding);
}

/// Items within a section that are numbered one after the other like sections; those of the last may belong to what follows the report.
fn of_items(context: &Context, lines: &[Numbered], found: &mut Vec<Finding>) {
    let mut within: Vec<&Numbered> = Vec::new();
    let mut heading: Option<&Numbered> = None;
    for line in lines {
        if line.section.is_none() && !line.is_extra {
            within.push(line);
        } else {
            found.extend(items(context, &within));
            found.extend(doubled(context, heading, &within, line));
            within.clear();
            heading = Some(line);
        }
    }
}

/// A section of its own between two of the form that has the number of the second.
fn doubled(
    context: &Context,
    before: Option<&Numbered>,
    within: &[&Numbered],
    behind: &Numbered,
) -> Option<Finding> {
    let ([line], Some(before)) = (within, before) else {
        return None;
    };
    let number = line.number.filter(|_| line.number == behind.number)?;
    if before.number.map(|before| before + 1) != Some(number) {
        return None;
    }
    let (title, next) = (title_of(context, line), title_of(context, behind));
    let written = context.at(line.number_span);
    let message = say!(
        context.locale,
        "“{title}”与“{next}”的编号都是“{written}”",
        "“{title}” and “{next}” are both numbered “{written}”"
    );
    let place = context.at(behind.number_span).to_owned();
    Some(RULE.finding(line.span, message).related(behind.span, place))
}

fn items(context: &Context, within: &[&Numbered]) -> Option<Finding> {
    let (first, second) = (within.first()?, within.get(1)?);
    if first.number.is_none() || second.number != first.number.map(|number| number + 1) {
        return None;
    }
    let title = title_of(context, first);
    let message = say!(
        context.locale,
        "“{title}”等小标题用了章节的编号，章内应从“（一）”编起",
        "“{title}” and what follows are numbered like sections; items within one start from “（一）”"
    );
    let mut finding = RULE
        .finding(first.span, message)
        .quietly(Severity::Information);
    for other in within.iter().skip(1) {
        finding = finding.related(other.span, context.at(other.number_span).to_owned());
    }
    Some(finding)
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "\
各章标题的编号是否就是格式规定的编号：错位、重复、重新编起的，连着几章错在一处的合为一个问题。编号丢失的不提；缺章、多出一章引起的顺延，由 `missing-section`、`extra-section` 说明。
章内的小标题是否用了“一、”“二、”这样的章节编号（只作提示）。",
        english: "\
Whether the headings have the numbers of the form: shifted, doubled or restarted ones, those in a row as one problem. Lost numbers are not mentioned, and numbers that count on round a missing or an extra section are left to `missing-section` and `extra-section`.
Whether items within a section are numbered 一、, 二、 like sections (as information).",
    },
    why: Words {
        chinese: "引用和汇总都按“第三部分”这样的编号，编号错了就指到别处。",
        english: "Parts are referred to by their numbers; a wrong one points elsewhere.",
    },
    example: "\
一、总体情况
2024年，本机关按时公开各类政府信息。
一、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
",
    says: Words {
        chinese: "“主动公开政府信息情况”的编号是“一”，应为“二”",
        english: "“主动公开政府信息情况” is numbered “一”, the form has “二”",
    },
    fix: Words {
        chinese: "不安全，由您决定：也可能是标题写错了章。",
        english: "No, you decide: the title may be the wrong one.",
    },
};
