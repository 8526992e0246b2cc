//! `personal-data`: the text has the number of an identity card or of somebody's mobile telephone.

use super::around::{begins_with_any, has_any};
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::form::Pitfalls;
use crate::narrative::{Sign, SignKind};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "personal-data",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "正文中有身份证号码或个人手机号码",
        english: "the text has an identity-card number or a private mobile number",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    for sign in context
        .sentences()
        .signs_of(|kind| kind == SignKind::Digits)
    {
        let digits = context.sentences().get(sign.start..sign.end);
        // The number itself is not told again: findings travel further than the report.
        let (message, severity) = if is_identity(digits) {
            let message = say!(
                context.locale,
                "这是身份证号码，不得公开",
                "this is the number of an identity card, which must not be published"
            );
            (message, Severity::Warning)
        } else if is_mobile(digits) {
            let Some(severity) = of_mobile(context, sign) else {
                continue;
            };
            let message = say!(
                context.locale,
                "这是手机号码，个人的号码不得公开",
                "this is a mobile number; a private one must not be published"
            );
            (message, severity)
        } else {
            continue;
        };
        let span = context.place(sign.start..sign.end);
        found.push(RULE.finding(span, message).quietly(severity));
    }
}

/// How loud a mobile number is: certainly somebody's own, or not known whose; `None` for one at which an office is reached.
fn of_mobile(context: &Context, sign: &Sign) -> Option<Severity> {
    let (sentences, words) = (context.sentences(), &Pitfalls::builtin().personal);
    // 15812345678条 are as many of them.
    if begins_with_any(sentences.from(sign.end), &words.counted) {
        return None;
    }
    let sentence = sentences.sentence(sign);
    let before = sentences.get(sentence.start..sign.start);
    let near: usize = before
        .char_indices()
        .rev()
        .nth(NEAR)
        .map_or(0, |(at, _)| at);
    let near = before.get(near..).unwrap_or_default();
    if has_any(near, &words.private) && !has_any(near, &words.calling) {
        return Some(Severity::Warning);
    }
    let paragraph = sentences.get(sentences.paragraph(sign));
    (!has_any(paragraph, &words.contact)).then_some(Severity::Information)
}

/// So many characters before a number say whose it is.
const NEAR: usize = 16;

fn is_mobile(digits: &str) -> bool {
    let mut bytes = digits.bytes();
    digits.len() == 11
        && bytes.next() == Some(b'1')
        && bytes.next().is_some_and(|second| second >= b'3')
}

/// Whether digits are a number of GB 11643: a day of birth that can be, and the right check digit.
fn is_identity(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let bytes = digits.as_bytes();
    let (18, Some((&last, first))) = (bytes.len(), bytes.split_last()) else {
        return false;
    };
    let number =
        |range: std::ops::Range<usize>| digits.get(range).and_then(|part| part.parse::<u16>().ok());
    let (Some(year), Some(month), Some(day)) = (number(6..10), number(10..12), number(12..14))
    else {
        return false;
    };
    let is_birth =
        (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    let sum: u32 = first
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit.wrapping_sub(b'0')) * weight)
        .sum();
    let check = CHECKS.get(sum as usize % 11);
    is_birth && bytes.first() != Some(&b'0') && check == Some(&last.to_ascii_uppercase())
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "\
正文里是否有居民身份证号码（出生日期可能、校验码正确的 18 位号码），是否有手机号码。
写明是申请人、村民等个人的手机号码是警告；看不出是谁的只作提示；说明单位联系方式的段落不提。",
        english: "\
Whether the text has the number of an identity card (18 digits with a possible day of birth and the right check digit), or a mobile number.
A mobile number that is said to be an applicant's or resident's is a warning, one that nothing is said of an information; paragraphs that tell how to reach the office are left alone.",
    },
    why: Words {
        chinese: "年度报告向全社会公布，个人信息一旦发出就收不回来。",
        english: "The report is published to everybody, and what is personal cannot be called back.",
    },
    example: "\
某市某局2024年政府信息公开工作年度报告
一、总体情况
申请人王某（身份证110101199001010015）申请公开的信息已提供。
",
    says: Words {
        chinese: "这是身份证号码，不得公开",
        english: "this is the number of an identity card, which must not be published",
    },
    fix: Words {
        chinese: "没有修正：删去还是改写，由您来定。",
        english: "There is none: whether to remove or reword it is yours to say.",
    },
};

#[cfg(test)]
mod tests {
    use super::{is_identity, is_mobile};

    #[test]
    fn an_identity_needs_a_birthday_and_its_check_digit() {
        assert!(is_identity("110101199001010015"));
        for wrong in [
            "110101199001010016",
            "110101199013010015",
            "123456789012345678",
            "000000199001010000",
            "1101011990",
        ] {
            assert!(!is_identity(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_mobile_number_has_eleven_digits() {
        assert!(is_mobile("13800000000") && !is_mobile("12000000000") && !is_mobile("1380000000"));
    }
}
