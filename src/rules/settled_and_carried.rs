//! `settled-and-carried`: the text says that all is settled, and that some is carried over.

use std::ops::Range;

use super::around::has_any;
use super::{Check, Context, Explanation, FixKind, Rule, Words};
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
    check: Check::Report(check),
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

/// Whether a number of applications stands in the clause of the sign or in the one before, and not only that of those taken over.
fn speaks_of_applications(context: &Context, sign: &Sign) -> bool {
    let sentences = context.sentences();
    let sentence = sentences.sentence(sign);
    let before = sentences.get(sentence.start..sign.start);
    let mut marks = before.rmatch_indices([',', ';', ':']).map(|(at, _)| at);
    let (last, second) = (marks.next().unwrap_or(0), marks.next().unwrap_or(0));
    let place = |from: usize| context.place(sentence.start + from..sign.end);
    let (own, both) = (place(last), place(second));
    let lexis = context.report.kit().lexis();
    let (Some(cells), Some(taken_over)) = (
        cells_of(context, lexis.carried_out),
        cells_of(context, lexis.carried_in),
    ) else {
        return false;
    };
    let is_stated = |fact: &&Fact| fact.table == cells.0 && fact.said == Said::Number;
    let within = |near: Span| {
        let facts = facts_in(context, near).filter(is_stated);
        facts.filter(move |fact| fact.span.end <= near.end)
    };
    // 上年结转 4 件已全部办结, and 上年结转 4 件，已全部办结 before anything else: nothing is said of the others.
    let is_taken_over = |fact: &Fact| names(fact, &taken_over);
    let only_taken_over = within(own).any(is_taken_over) || within(place(0)).all(is_taken_over);
    within(both).next().is_some() && !only_taken_over
}

/// The number that the same paragraph states to be carried over, if it is above 0.
fn carried_beside<'a>(context: &'a Context, sign: &Sign) -> Option<&'a Fact> {
    let cells = cells_of(context, context.report.kit().lexis().carried_out)?;
    let paragraph = context.place(context.sentences().paragraph(sign));
    let mut facts = facts_in(context, paragraph);
    facts.find(|fact| {
        let is_inside = fact.span.end <= paragraph.end;
        fact.said == Said::Number && fact.value > 0 && names(fact, &cells) && is_inside
    })
}

/// The facts that begin within a stretch; they stand in reading order.
fn facts_in<'a>(context: &'a Context, near: Span) -> impl Iterator<Item = &'a Fact> {
    let facts = &context.narrative.facts;
    let first = facts.partition_point(|fact| fact.span.start < near.start);
    let facts = facts.get(first..).unwrap_or_default().iter();
    facts.take_while(move |fact| fact.span.start <= near.end)
}

/// Whether a number is that of cells among these and of no others.
fn names(fact: &Fact, (table, cells): &(usize, Range<usize>)) -> bool {
    let of_cells = fact.readings.first().is_some_and(|sum| {
        sum.minus.is_empty()
            && !sum.plus.is_empty()
            && sum.plus.iter().all(|cell| cells.contains(cell))
    });
    fact.table == *table && of_cells
}

/// The table, and the cells of the row, that a cue names.
fn cells_of(context: &Context, cue: usize) -> Option<(usize, Range<usize>)> {
    let lexis = context.report.kit().lexis();
    let cue = lexis.cue(cue)?;
    let table = lexis.subjects.get(cue.subject)?.table?;
    let spec = context.report.edition().tables.get(table)?;
    let row = spec.rows.get(*cue.rows.first()?)?;
    Some((table, row.first_cell..row.first_cell + row.columns.len()))
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
