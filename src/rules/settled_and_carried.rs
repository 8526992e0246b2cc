//! `settled-and-carried`: the text says that all is settled, and that some is carried over.

use super::around::has_any;
use super::{Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::form::Pitfalls;
use crate::narrative::{Fact, Said, Sign, SignKind};
use crate::say;
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    code: "settled-and-carried",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "既说全部办结，又说有结转下年度的",
        english: "the text says that all is settled, and that some is carried over",
    },
    explain: EXPLANATION,
    check,
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for sign in context
        .sentences()
        .signs_of(|kind| kind == SignKind::AllDone)
    {
        if let Some(fact) = carried_beside(context, sign).filter(|_| is_of_all(context, sign)) {
            let span = context.place(sign.start..sign.end);
            let (written, left) = (context.at(span), fact.value);
            let message = say!(
                context.locale,
                "“{written}”与结转下年度 {left} 件矛盾",
                "“{written}” contradicts the {left} carried over"
            );
            let place = say!(context.locale, "结转下年度", "carried over");
            found.push(RULE.finding(span, message).related(fact.span, place));
        }
    }
}

/// Whether everything is meant, rather than what was due or what came from the year before.
fn is_of_all(context: &Context, sign: &Sign) -> bool {
    let (sentences, words) = (context.sentences(), &Pitfalls::builtin().settled);
    let sentence = sentences.sentence(sign);
    let clause = sentences.clause(sign);
    let before = sentences.get(sentence.start..clause.start);
    let before = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let last_mark = before.rfind([',', ';', ':', '(', ')']).unwrap_or(0);
    let clause_before = before.get(last_mark..).unwrap_or_default();
    !has_any(sentences.get(sentence), &words.unless)
        && !has_any(clause_before, &words.of_part)
        && !has_any(sentences.get(clause.start..sign.start), &words.of_part)
        && speaks_of_applications(context, sign)
}

/// Whether a number of applications stands in the clause of the sign or in the one before.
fn speaks_of_applications(context: &Context, sign: &Sign) -> bool {
    let sentences = context.sentences();
    let sentence = sentences.sentence(sign);
    let near = sentences.get(sentence.start..sign.start);
    let two_clauses_back = near
        .rmatch_indices([',', ';', ':'])
        .nth(1)
        .map_or(0, |(at, _)| at);
    let near = context.place(sentence.start + two_clauses_back..sign.end);
    let Some(table) = carried_out(context).map(|(table, _)| table) else {
        return false;
    };
    let is_near = |fact: &&Fact| fact.span.start >= near.start && fact.span.end <= near.end;
    let facts = context.narrative.facts.iter();
    facts
        .filter(is_near)
        .any(|fact| fact.table == table && fact.said == Said::Number)
}

/// The number that the same paragraph states to be carried over, if it is above 0.
fn carried_beside<'a>(context: &'a Context, sign: &Sign) -> Option<&'a Fact> {
    let (table, row) = carried_out(context)?;
    let spec = context.report.edition().tables.get(table)?;
    let row = spec.rows.get(row)?;
    let cells = row.first_cell..row.first_cell + row.columns.len();
    let paragraph = context.place(context.sentences().paragraph(sign));
    let is_inside = |span: Span| paragraph.start <= span.start && span.end <= paragraph.end;
    context.narrative.facts.iter().find(|fact| {
        let names = fact.readings.first().is_some_and(|sum| {
            sum.minus.is_empty()
                && !sum.plus.is_empty()
                && sum.plus.iter().all(|cell| cells.contains(cell))
        });
        fact.table == table
            && fact.said == Said::Number
            && fact.value > 0
            && names
            && is_inside(fact.span)
    })
}

/// The table and row of what is carried over, by the words that name it.
fn carried_out(context: &Context) -> Option<(usize, usize)> {
    let phrases = context.report.edition().phrases();
    let cue = phrases.cues.get(phrases.carried_out)?;
    let subject = phrases.subjects.get(cue.subject)?;
    let tables = &context.report.edition().tables;
    let table = tables.iter().position(|table| table.id == subject.table)?;
    let id = cue.rows.first()?;
    let row = tables
        .get(table)?
        .rows
        .iter()
        .position(|row| row.id == *id)?;
    Some((table, row))
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "同一段里是否既说申请“均已办结”“全部办结”，又说结转下年度若干件。“其余均已办结”“到期的均已办结”“其中上年结转的均已办结”不矛盾，不提。",
        english: "Whether one paragraph says that all applications are settled (均已办结, 全部办结) and that some are carried over. 其余均已办结, 到期的均已办结 and what is said of those carried in alone are no contradiction.",
    },
    why: Words {
        chinese: "结转的就是没有办结的，两句话只有一句是对的。",
        english: "What is carried over is not settled: only one of the two can be right.",
    },
    example: "\
某市某局2024年政府信息公开工作年度报告
一、总体情况
收到政府信息公开申请 12 件，均已办结，结转下年度 2 件。
",
    says: Words {
        chinese: "“均已办结”与结转下年度 2 件矛盾",
        english: "“均已办结” contradicts the 2 carried over",
    },
    fix: Words {
        chinese: "没有修正：哪一句是对的，要对照台账。",
        english: "There is none: your records tell which is right.",
    },
};
