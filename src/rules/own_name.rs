//! `own-name`: the report is signed by, refers to, or speaks as, another body than its title names.

use super::around::{begins_with_any, ends_in_any};
use super::dates::signed_dates;
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::chars::is_space;
use crate::finding::{Finding, Severity};
use crate::form::Pitfalls;
use crate::narrative::{Sign, SignKind};
use crate::say;
use crate::span::Span;
use crate::words::folded;

pub(super) const RULE: Rule = Rule {
    code: "own-name",
    severity: Severity::Information,
    fixes: FixKind::None,
    summary: Words {
        chinese: "落款、联系单位或自称与标题中的单位不是一个单位",
        english: "the report is signed by, refers to or speaks as another body than its title names",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(own) = context.body_name() else {
        return;
    };
    found.extend(signature(context).and_then(|span| of_name(context, own, span)));
    for sign in context
        .sentences()
        .signs_of(|kind| kind == SignKind::Contact)
    {
        found.extend(contact(context, own, sign).and_then(|span| of_name(context, own, span)));
    }
    found.extend(of_speech(context, own));
}

/// Says that a name is another body's, if it certainly is.
fn of_name(context: &Context, own: &str, span: Span) -> Option<Finding> {
    let written = context.at(span);
    if !is_another(own, &folded(written, context.report.fold())) {
        return None;
    }
    let message = say!(
        context.locale,
        "这里写的是“{written}”，标题中的单位是“{own}”",
        "“{written}” stands here, the title names “{own}”"
    );
    Some(RULE.finding(span, message))
}

/// Whether two names are those of bodies of one kind, and neither can be short for the other.
fn is_another(own: &str, name: &str) -> bool {
    let same_kind = kind_of(own).is_some_and(|kind| kind_of(name) == Some(kind));
    same_kind && !is_short_for(name, own) && !is_short_for(own, name)
}

fn kind_of(name: &str) -> Option<usize> {
    let kinds = &Pitfalls::builtin().names.kinds;
    kinds.iter().position(|ends| ends_in_any(name, ends))
}

/// Whether all characters of the short name stand in the long one in their order.
fn is_short_for(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}

/// In characters; 市 alone names no body.
const MIN_NAME: usize = 3;
/// In characters.
const MAX_NAME: usize = 30;

/// Who signs: the name before the last date behind the last section, or on the line above it.
fn signature(context: &Context) -> Option<Span> {
    let document = &context.report.document;
    let last = context.report.headings.main.last()?.row;
    let signed = signed_dates(context)
        .iter()
        .rfind(|signed| signed.row > last)?;
    let above = signed.row.checked_sub(1).filter(|&row| row > last);
    let above = above
        .and_then(|row| document.rows.get(row))
        .map(|row| document.line_span(row));
    let places = [Some(signed.before), above].into_iter().flatten();
    let mut names = places.map(|span| trimmed(context, span));
    names.find(|&span| {
        let text = context.at(span);
        let is_mark = |c: char| !c.is_alphanumeric() && !is_space(c);
        !text.is_empty() && text.chars().count() <= MAX_NAME && !text.contains(is_mark)
    })
}

/// A name without what stands round it on its line.
fn trimmed(context: &Context, span: Span) -> Span {
    let text = context.at(span);
    let is_around = |c: char| is_space(c) || matches!(c, '（' | '）' | '(' | ')' | '*' | '|');
    let start = span.start as usize + text.len() - text.trim_start_matches(is_around).len();
    Span::new(start, start + text.trim_matches(is_around).len())
}

/// Who answers questions: the name that follows, up to the end of a word of the same kind as the body's own.
fn contact(context: &Context, own: &str, sign: &Sign) -> Option<Span> {
    let (sentences, names) = (context.sentences(), &Pitfalls::builtin().names);
    let clause = sentences.clause(sign);
    let rest = sentences.get(sign.end..clause.end);
    let ends = names
        .contact_end
        .iter()
        .filter_map(|word| rest.find(word.as_str()));
    let name = rest.get(..ends.min().unwrap_or(rest.len()))?;
    if begins_with_any(name, &names.own) {
        return None;
    }
    let kind = names.kinds.get(kind_of(own)?)?;
    let end = kind
        .iter()
        .filter_map(|end| Some(name.find(end.as_str())? + end.len()))
        .max()?;
    let body = name.get(..end)?.chars().count();
    (MIN_NAME..=MAX_NAME)
        .contains(&body)
        .then(|| context.place(sign.end..sign.end + end))
}

/// Whether somebody else speaks: between quotation marks that open on the same line.
fn is_quoted(context: &Context, sign: &Sign) -> bool {
    let start = context.place(sign.start..sign.end).start as usize;
    let before = context.report.document.text.get(..start);
    let line = before.and_then(|before| before.rsplit('\n').next());
    let line = line.unwrap_or_default();
    line.rfind(['“', '「']) > line.rfind(['”', '」'])
}

/// How the report speaks of itself, once.
fn of_speech(context: &Context, own: &str) -> Option<Finding> {
    let speakers = &Pitfalls::builtin().speaker;
    let signs = context.sentences().signs().iter();
    let strange = signs.filter(|sign| match sign.kind {
        SignKind::Speaker(at) => speakers
            .get(at)
            .is_some_and(|speaker| ends_in_any(own, &speaker.not_of)),
        _ => false,
    });
    let mut strange = strange.filter(|sign| !is_quoted(context, sign));
    let first = strange.next()?;
    let span = context.place(first.start..first.end);
    let written = context.at(span);
    let message = say!(
        context.locale,
        "自称“{written}”，标题中的单位是“{own}”",
        "the text speaks as “{written}”, the title names “{own}”"
    );
    let mut finding = RULE.finding(span, message);
    for sign in strange {
        let span = context.place(sign.start..sign.end);
        let place = context.at(span).to_owned();
        finding = finding.related(span, place);
    }
    Some(finding)
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "落款的单位、“请与某某联系”中的单位是不是标题中的单位，乡镇、街道的报告里是否自称“我局”，局的报告里是否自称“我镇”。简称、内设机构不算；只比较同一类单位的名称，如局与局、政府与政府。",
        english: "Whether the body that signs, or that answers questions (请与某某联系), is that of the title; whether a town speaks of itself as 我局, or a bureau as 我镇. Short names and offices within the body do not count; only names of one kind are compared, a bureau's with a bureau's.",
    },
    why: Words {
        chinese: "借用别的单位的文稿，最容易留下别人的名字。",
        english: "Text borrowed from another body mostly gives itself away by a name.",
    },
    example: "\
某县某某局2024年政府信息公开工作年度报告
六、其他需要报告的事项
本年度未收取信息处理费。
某县另外局
2025年1月18日
",
    says: Words {
        chinese: "这里写的是“某县另外局”，标题中的单位是“某县某某局”",
        english: "“某县另外局” stands here, the title names “某县某某局”",
    },
    fix: Words {
        chinese: "没有修正：哪个名称是对的，要由您来定。",
        english: "There is none: which name is right is yours to say.",
    },
};

#[cfg(test)]
mod tests {
    use super::is_another;

    #[test]
    fn names_of_one_kind_that_differ_are_those_of_two_bodies() {
        assert!(is_another("甲县水务局", "甲县林业局"));
        assert!(is_another("甲县东山镇", "甲县西山镇人民政府"));
    }

    #[test]
    fn short_names_and_other_kinds_are_left_alone() {
        assert!(!is_another("甲县发展和改革局", "甲县发改局"));
        assert!(!is_another("甲县", "甲县人民政府"));
        assert!(!is_another("甲县水务局", "甲县人民政府"));
        assert!(!is_another("甲县卫生健康局", "甲县卫生健康委员会"));
    }
}
