//! `part-count`: the preamble counts the parts of the report otherwise than it names them, or than the form has them.

use super::around::{ends_in_any, has_any, without_end};
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::form::{Pitfalls, SectionSpec};
use crate::narrative::{Sign, SignKind};
use crate::say;
use crate::words::numeral_at_end;

pub(super) const RULE: Rule = Rule {
    code: "part-count",
    severity: Severity::Information,
    fixes: FixKind::None,
    summary: Words {
        chinese: "序言所说的部分数与所列或格式规定的部分不符",
        english: "the preamble counts other parts than it names, or than the form has",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

/// A sentence that names so many parts of the form lists them.
const MIN_NAMED: usize = 3;

fn check(context: &Context, found: &mut Vec<Finding>) {
    let signs = context.sentences().signs_of(|kind| kind == SignKind::Parts);
    found.extend(signs.filter_map(|sign| of_count(context, sign)));
}

fn of_count(context: &Context, sign: &Sign) -> Option<Finding> {
    let (sentences, pitfalls) = (context.sentences(), Pitfalls::builtin());
    let before = without_end(sentences.before(sign.start), &pitfalls.parts.between);
    let (count, start) = numeral_at_end(before)?;
    let sentence = sentences.get(sentences.sentence(sign));
    let sections = &context.report.edition().sections;
    let names = |section: &SectionSpec| pitfalls.part_names.get(&section.id);
    if sections.iter().any(|section| names(section).is_none()) {
        return None;
    }
    let is_named =
        |section: &&SectionSpec| names(section).is_some_and(|words| has_any(sentence, words));
    let (named, left_out): (Vec<&SectionSpec>, Vec<&SectionSpec>) =
        sections.iter().partition(is_named);
    // A section may have parts of its own, and a sentence may sort the parts: 三个部分为文字，其余三个部分为表格.
    let place = context.place(start..sign.end);
    let is_of_report =
        context.section_at(place).is_none() || has_any(sentence, &pitfalls.parts.of_report);
    if !is_of_report || is_counted_again(context, sign) {
        return None;
    }
    // 总体情况、主动公开情况、……等六个部分: some are picked out. Who names all but one meant to name all.
    let picks_some = left_out.len() > 1 && {
        let before = sentences.before(start);
        // 分六个部分，从总体情况、问题改进等方面反映
        let end = sentences.sentence(sign).end;
        let behind = sentences.get(sign.end..end);
        ends_in_any(before, &pitfalls.parts.and_others)
            || has_any(behind, &pitfalls.parts.and_others)
    };
    if named.len() < MIN_NAMED || picks_some {
        return None;
    }
    let message = match (left_out.first(), sections.len()) {
        (Some(lacking), due) if count == due as i64 => {
            let (n_named, title) = (named.len(), &lacking.title);
            say!(
                context.locale,
                "序言说有 {count} 个部分，只列出 {n_named} 个，没有“{title}”",
                "the preamble speaks of {count} parts and names {n_named}: “{title}” is left out"
            )
        }
        (_, due) if count != due as i64 => say!(
            context.locale,
            "序言说有 {count} 个部分，格式规定为 {due} 个",
            "the preamble speaks of {count} parts, the form has {due}"
        ),
        _ => return None,
    };
    Some(RULE.finding(place, message))
}

/// Whether the same sentence counts parts once more.
fn is_counted_again(context: &Context, sign: &Sign) -> bool {
    let sentence = context.sentences().sentence(sign);
    let mut signs = context.sentences().signs_between(sentence).iter();
    signs.any(|other| other.kind == SignKind::Parts && other.start != sign.start)
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "序言说本报告由几个部分组成时，所说的个数与所列的部分、与格式规定的六个部分是否相符。只看列出了三个以上部分的句子。",
        english: "Where the preamble says of how many parts the report consists: whether that is how many it names, and how many the form has. Only sentences that name three parts or more are read.",
    },
    why: Words {
        chinese: "少列一个部分，多半是照抄旧稿或删改时漏掉的。",
        english: "A part that is not named was mostly lost in copying or cutting.",
    },
    example: "\
某市某局2024年政府信息公开工作年度报告
本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况、其他需要报告的事项等六部分组成。
一、总体情况
",
    says: Words {
        chinese: "序言说有 6 个部分，只列出 5 个，没有“政府信息公开行政复议、行政诉讼情况”",
        english: "the preamble speaks of 6 parts and names 5: “政府信息公开行政复议、行政诉讼情况” is left out",
    },
    fix: Words {
        chinese: "没有修正：序言怎么写由您来定。",
        english: "There is none: the preamble is yours to word.",
    },
};
