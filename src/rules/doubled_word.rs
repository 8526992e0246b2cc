//! `doubled-word`: a word of the field stands twice where it belongs once.

use super::around::{begins_with_any, ends_in_any};
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::form::Pitfalls;
use crate::narrative::{Sign, SignKind};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "doubled-word",
    severity: Severity::Information,
    fixes: FixKind::Unsafe,
    summary: Words {
        chinese: "词语重复输入",
        english: "a word was typed twice",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

/// What ends and begins a quotation or a title, as it is written.
const QUOTES: [char; 12] = [
    '“', '”', '"', '‘', '’', '「', '」', '『', '』', '《', '》', '＂',
];

fn check(context: &Context, found: &mut Vec<Finding>) {
    for sign in context.sentences().signs() {
        let Some(second) = second_of(context, sign) else {
            continue;
        };
        let word = context.sentences().get(second..sign.end);
        let span = context.place(sign.start..sign.end);
        // The second belongs to what the quotation is a name of: “三项制度”制度清单.
        if context.at(span).contains(QUOTES) {
            continue;
        }
        let message = say!(context.locale, "“{word}”重复", "“{word}” stands twice");
        let title = say!(context.locale, "删去一个“{word}”", "remove one “{word}”");
        let second = context.place(second..sign.end);
        let fix = context.replace(title, Applicability::Unsafe, second, "");
        found.push(RULE.finding(span, message).with_fix(fix));
    }
}

/// Where the second of two words begins that stand where one belongs.
fn second_of(context: &Context, sign: &Sign) -> Option<usize> {
    let sentences = context.sentences();
    let doubled = &Pitfalls::builtin().doubled;
    let behind = sentences.from(sign.end);
    match sign.kind {
        SignKind::Doubled => {
            let middle = sign.start + (sign.end - sign.start) / 2;
            let word = sentences.get(middle..sign.end);
            let mut own = doubled.except.iter().filter(|other| other.word == word);
            let before = sentences.before(sign.start);
            // The second may begin another word, or the first end one.
            let is_right = own.any(|exception| {
                begins_with_any(behind, &exception.behind) || ends_in_any(before, &exception.after)
            });
            (!is_right).then_some(middle)
        }
        SignKind::DoubledEnd => {
            let word = sentences.get(sign.start..sign.end);
            let (last, _) = word.char_indices().next_back()?;
            begins_with_any(behind, &doubled.ends.before).then_some(sign.start + last)
        }
        _ => None,
    }
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "年度报告里的常用词是否连着写了两遍，如“工作工作”“资金资金”。只看表列的词；“信息公开公开指南”“工作工作组”这样后一个词另有归属的，不算。",
        english: "Whether common words of these reports stand twice, as 工作工作 or 资金资金. Only listed words are looked for; where the second begins another word (信息公开公开指南), it is right.",
    },
    why: Words {
        chinese: "多打的词，通读时最容易看漏。",
        english: "A word typed twice is easily overlooked in reading.",
    },
    example: "\
某市某局2024年政府信息公开工作年度报告
一、总体情况
加强资金资金管理，按时公开各类信息。
",
    says: Words {
        chinese: "“资金”重复",
        english: "“资金” stands twice",
    },
    fix: Words {
        chinese: "不安全，由您决定：修正会删去其中一个，也可能是中间漏了字。",
        english: "No, you decide: it removes one of the two, but something may be missing between them.",
    },
};
