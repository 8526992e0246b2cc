//! `template-text`: instructions, placeholders or gaps of a form were left in.

use std::ops::Range;

use memchr::memmem;

use super::around::{begins_with_any, ends_in_any};
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::chars::{is_han, is_space};
use crate::finding::{Finding, Severity};
use crate::form::Pitfalls;
use crate::narrative::{Sentences, Sign, SignKind};
use crate::say;
use crate::span::Span;
use crate::words::folded;

pub(super) const RULE: Rule = Rule {
    code: "template-text",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "模板的说明、占位符号没有替换，或件数漏填",
        english: "an instruction, placeholder or gap of a template was left in",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    in_title(context, found);
    ruled_gaps(context, found);
    let mut told = 0;
    for sign in context.sentences().signs() {
        let Some((range, is_number)) = left_in(context, sign) else {
            continue;
        };
        if range.start < told {
            continue;
        }
        told = range.end;
        let span = context.place(range);
        if sign.kind == SignKind::Placeholder && context.is_quoted(span) {
            continue;
        }
        let written = context.at(span);
        let message = if is_number {
            say!(
                context.locale,
                "“{written}”前面漏填了数字",
                "the number before “{written}” is missing"
            )
        } else {
            left_over(context, written)
        };
        found.push(RULE.finding(span, message));
    }
}

fn left_over(context: &Context, written: &str) -> String {
    say!(
        context.locale,
        "“{written}”是模板的文字，应删去或替换为实际内容",
        "“{written}” is text of a template, to be removed or replaced"
    )
}

/// What a sign shows to be left in, and whether it is a measure word without its number.
fn left_in(context: &Context, sign: &Sign) -> Option<(Range<usize>, bool)> {
    let sentences = context.sentences();
    let found = match sign.kind {
        SignKind::Instruction => (whole(sentences, sign), false),
        SignKind::OpeningInstruction if opens(sentences, sign) => (whole(sentences, sign), false),
        SignKind::Placeholder
            if is_placeholder(
                sentences.before(sign.start),
                sentences.from(sign.start),
                sign.end - sign.start,
            ) =>
        {
            (sign.start..sign.end, false)
        }
        SignKind::Measure { bytes, is_sure } => {
            let measure = sign.end - usize::from(bytes);
            lacks_number(context, sign, measure, is_sure).then_some((measure..sign.end, true))?
        }
        _ => return None,
    };
    Some(found)
}

fn opens(sentences: &Sentences, sign: &Sign) -> bool {
    let before = sentences.before(sign.start);
    // A paragraph of its own that is an order to the writer ends soon.
    let is_short = sentences.paragraph(sign).len() <= MAX_INSTRUCTION;
    before.ends_with('(') || sentences.begins_paragraph(sign.start) && is_short
}

/// In bytes.
const MAX_INSTRUCTION: usize = 180;

/// The bracket that an instruction stands in; its clause if it stands in none.
fn whole(sentences: &Sentences, sign: &Sign) -> Range<usize> {
    let paragraph = sentences.paragraph(sign);
    let before = sentences.get(paragraph.start..sign.start);
    let opens = before.rfind('(').filter(|&at| !before[at..].contains(')'));
    let inside = sentences.get(sign.start..paragraph.end);
    let closes = inside.find(')');
    match (opens, closes) {
        (Some(open), Some(close)) => paragraph.start + open..sign.start + close + 1,
        _ => sentences.clause(sign),
    }
}

/// Whether a run of placeholder characters, of so many bytes, stands for something to be filled in: not in an address of the web, not in a product.
fn is_placeholder(before: &str, from: &str, bytes: usize) -> bool {
    let (run, behind) = from.split_at_checked(bytes).unwrap_or_default();
    let is_stuck = |c: char| c.is_ascii_alphanumeric() || ":/.@_-&?=".contains(c);
    // A colon behind Chinese leads to what is to be filled in.
    let before = before
        .strip_suffix(':')
        .filter(|label| label.ends_with(is_han))
        .unwrap_or(before);
    let (last, next) = (before.chars().next_back(), behind.chars().next());
    if last.is_some_and(is_stuck) || next.is_some_and(is_stuck) {
        return false;
    }
    if hides_name(before, run, behind) {
        return false;
    }
    run.chars().count() > 1 || begins_with_any(behind, &Pitfalls::builtin().template.placed_before)
}

/// 申请人李××要求: at most two characters of a name are hidden, with no end of another name behind them (李××镇).
fn hides_name(before: &str, run: &str, behind: &str) -> bool {
    let words = &Pitfalls::builtin().template;
    let mut characters = before.chars();
    let Some(surname) = characters.next_back().filter(|c| is_han(*c)) else {
        return false;
    };
    let is_somebody = ends_in_any(characters.as_str(), &words.somebody);
    let is_hidden = |c: char| words.hiding.contains(&c);
    // 张××、李××、王××
    let mut next = behind.strip_prefix('、').unwrap_or_default().chars();
    let is_before_another = next.next().is_some_and(|c| is_han(c) && !is_hidden(c))
        && next.next().is_some_and(is_hidden);
    let another = characters.as_str().strip_suffix('、');
    let is_behind_another = another.is_some_and(|another| another.ends_with(is_hidden));
    let is_listed = is_before_another || is_behind_another;
    run.chars().count() <= 2
        && run.chars().all(|c| words.hiding.contains(&c))
        && (is_somebody || is_listed || words.surnames.contains(&surname))
        && !begins_with_any(behind, &words.placed_before)
}

/// Whether nothing but a gap stands before a measure word at byte `measure`, with the end of a clause behind it.
fn lacks_number(context: &Context, sign: &Sign, measure: usize, is_sure: bool) -> bool {
    let sentences = context.sentences();
    if sentences.clause(sign).end != sign.end {
        return false;
    }
    if is_sure {
        return true;
    }
    let lead = sentences.get(sign.start..measure);
    let mut of_lead = lead.char_indices().rev();
    let (Some((last, _)), Some((second, _))) = (of_lead.next(), of_lead.next()) else {
        return false;
    };
    let text = &context.report.document.text;
    let gap = |from: Range<usize>, to: Range<usize>| {
        let (from, to) = (context.place(from), context.place(to));
        text.get(from.end as usize..to.start as usize)
            .unwrap_or_default()
            .to_owned()
    };
    let start = |at: usize| sign.start + at;
    let before = gap(start(last)..measure, measure..sign.end);
    // Where every character stands apart, gaps say nothing; a new line may break a word.
    let is_gap = !before.is_empty()
        && before
            .chars()
            .all(|c| is_space(c) && c != '\n' && c != '\r');
    is_gap && gap(start(second)..start(last), start(last)..measure).is_empty()
}

/// Gaps of underscores, which Markdown uses too and sentences are folded without.
fn ruled_gaps(context: &Context, found: &mut Vec<Finding>) {
    const RULE_MARK: char = '_';
    let text = context.report.document.text.as_str();
    let mut start = 0;
    let gap = memmem::Finder::new("__");
    let find = |start: usize| gap.find(text.as_bytes().get(start..)?);
    while let Some(at) = find(start) {
        let at = start + at;
        let from = text.get(at..).unwrap_or_default();
        let length = from.len() - from.trim_start_matches(RULE_MARK).len();
        start = at + length;
        let (before, behind) = (text.get(..at), text.get(start..));
        let last = before.and_then(|before| before.chars().next_back());
        let next = behind.and_then(|behind| behind.chars().next());
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !c.is_ascii());
        let is_long = length > 2 && (is_word(last) || is_word(next));
        let units = &Pitfalls::builtin().template.placed_before;
        let is_counted =
            is_word(last) && behind.is_some_and(|behind| begins_with_any(behind, units));
        if is_long || is_counted {
            let span = Span::new(at, start);
            found.push(RULE.finding(span, left_over(context, context.at(span))));
        }
    }
}

/// Placeholders in the title, which is no sentence.
fn in_title(context: &Context, found: &mut Vec<Finding>) {
    let Some(title) = &context.report.title else {
        return;
    };
    let text = folded(context.at(title.span), context.report.fold());
    let placeholders = &Pitfalls::builtin().template.placeholder;
    let runs = text
        .char_indices()
        .filter(|(_, c)| placeholders.contains(c));
    for (at, c) in runs {
        let (before, from) = text.split_at(at);
        let bytes = from.len() - from.trim_start_matches(c).len();
        if is_placeholder(before, from, bytes) {
            let message = left_over(context, context.at(title.span));
            found.push(RULE.finding(title.span, message));
            return;
        }
    }
}

/// Where text of a template stands, for rules that ask what the writer says.
pub(super) fn left_overs(context: &Context) -> Vec<Span> {
    let signs = context.sentences().signs().iter();
    let ranges = signs.filter_map(|sign| left_in(context, sign));
    let texts = ranges.filter(|(_, is_number)| !is_number);
    texts.map(|(range, _)| context.place(range)).collect()
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "正文里是否留有模板的说明（“（文字描述）”“此处填写……”）、占位符号（XX、××、＿＿、X月X日），以及“收到申请　　件，”这样漏填了数字的地方。网址里的 x 不算。",
        english: "Whether the text still has instructions of a template (（文字描述）, 此处填写…), placeholders (XX, ××, ＿＿, X月X日), or gaps where a number is due (收到申请　　件，). An x in a web address does not count.",
    },
    why: Words {
        chinese: "套用模板以后忘了改的地方，读者一眼就能看见。",
        english: "What was forgotten in a template is the first thing that readers notice.",
    },
    example: "\
某市某局2024年政府信息公开工作年度报告
一、总体情况
（文字描述）
",
    says: Words {
        chinese: "“（文字描述）”是模板的文字，应删去或替换为实际内容",
        english: "“（文字描述）” is text of a template, to be removed or replaced",
    },
    fix: Words {
        chinese: "没有修正：应写什么只有您知道。",
        english: "There is none: what belongs there is yours to say.",
    },
};
