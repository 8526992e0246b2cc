//! `fee-relation`: what the text says about the fee for processing information does not fit itself or the tables.

use super::around::{begins_with_any, ends_in_any, has_any, without_end};
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::form::Pitfalls;
use crate::narrative::{Sign, SignKind};
use crate::say;
use crate::span::Span;
use crate::sums::Observed;
use crate::syntax::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "fee-relation",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "正文所说的收费情况前后矛盾，或与表中数据矛盾",
        english: "what the text says about fees contradicts itself or the tables",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let sentences = context.sentences();
    let notices = sentences.signs_of(|kind| kind == SignKind::Notice);
    let denied = notices
        .filter_map(|sign| Some((sign, denial(context, sign)?)))
        .find(|(sign, _)| is_of_all(context, sign));
    let charges = sentences.signs_of(|kind| matches!(kind, SignKind::Fee { .. }));
    let mut charges = charges.filter_map(|sign| Some((sign, amount_behind(context, sign)?)));
    match denied {
        Some((sign, place)) => {
            found.extend(closed_unpaid(context, place));
            let charge = charges.find(|(charge, _)| {
                is_beside(context, sign, charge) && !other_notice_beside(context, sign)
            });
            found.extend(charge.map(|(_, amount)| charged(context, amount, place)));
        }
        None => {
            let mut named =
                charges.filter(|(sign, _)| sign.kind == SignKind::Fee { is_named: true });
            found.extend(
                named
                    .next()
                    .and_then(|(_, amount)| not_in_table(context, amount)),
            );
        }
    }
}

/// Whether a charge is spoken of together with a notice: by its name in the same paragraph, else in the same sentence.
fn is_beside(context: &Context, notice: &Sign, charge: &Sign) -> bool {
    let sentences = context.sentences();
    let around = match charge.kind {
        SignKind::Fee { is_named: true } => sentences.paragraph(notice),
        _ => sentences.sentence(notice),
    };
    around.start <= charge.start && charge.end <= around.end
}

/// Whether a denial is of the report's year and of all applications.
fn is_of_all(context: &Context, notice: &Sign) -> bool {
    let (sentences, words) = (context.sentences(), &Pitfalls::builtin().fee);
    let clause = sentences.clause(notice);
    !has_any(sentences.get(clause.start..notice.start), &words.another)
        && !names_another_year(context, clause.start, notice)
}

/// Whether another year than the report's is named from a place up to a sign.
fn names_another_year(context: &Context, start: usize, sign: &Sign) -> bool {
    let own = context.report.year();
    let signs = context.sentences().signs_between(start..sign.start);
    let is_another = |sign: &Sign| match sign.kind {
        SignKind::Year(year) => own.is_some_and(|own| year != own),
        _ => false,
    };
    signs.iter().any(is_another)
}

/// Whether the paragraph of a denial speaks of a notice that it does not deny.
fn other_notice_beside(context: &Context, denied: &Sign) -> bool {
    let sentences = context.sentences();
    let paragraph = sentences.paragraph(denied);
    let signs = sentences.signs_between(paragraph).iter();
    let mut others =
        signs.filter(|other| other.kind == SignKind::Notice && other.start != denied.start);
    others.any(|other| denial(context, other).is_none())
}

/// The words that say that no notice of charges was sent; `None` if they do not say so.
fn denial(context: &Context, sign: &Sign) -> Option<Span> {
    let (sentences, words) = (context.sentences(), &Pitfalls::builtin().fee);
    let clause = sentences.clause(sign);
    let mut before = sentences.get(clause.start..sign.start);
    loop {
        let shorter = without_end(without_end(before, &words.any), &words.issue);
        if shorter.len() == before.len() {
            break;
        }
        before = shorter;
    }
    // 未发出收费通知的申请 tells of those for which none was sent.
    let behind = sentences.from(sign.end);
    let is_of_some = behind.starts_with(&words.of_some) && !begins_with_any(behind, &words.of_all);
    if is_of_some {
        return None;
    }
    if ends_in_any(before, &words.deny) {
        let start = clause.start + without_end(before, &words.deny).len();
        return Some(context.place(start..sign.end));
    }
    // 收费通知 0 件, 收费通知的件数为 0.
    let behind = sentences.get(sign.end..clause.end);
    let at = behind.find(|c: char| c.is_ascii_digit())?;
    let rest = behind.get(at..)?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let is_zero = rest.get(..end)? == "0" && !rest.get(end..)?.starts_with('.');
    is_zero.then(|| context.place(sign.start..sign.end + at + end))
}

/// Applications that were closed because a notice was not paid, of which none was sent.
fn closed_unpaid(context: &Context, place: Span) -> Option<Finding> {
    let id = &Pitfalls::builtin().fee.unpaid_row;
    context.tables().find_map(|(table, spec, figures)| {
        let row = spec.rows.iter().find(|row| row.id == *id)?;
        let mut cells = row.first_cell..row.first_cell + row.columns.len();
        let stated = |cell: usize| match figures.cells.get(cell) {
            Some(&Observed::Number(number)) if number > 0 => Some((cell, number)),
            _ => None,
        };
        let (cell, number) = cells.clone().rev().find_map(stated).or_else(|| cells.find_map(stated))?;
        let (written, label) = (context.at(place), &row.label);
        let message = say!(
            context.locale,
            "“{written}”与“{label}”{number} 件矛盾：没有收费通知，就没有逾期未缴费的",
            "“{written}” contradicts the {number} of “{label}”: without a notice nothing can be overdue"
        );
        let slot = table.slots.get(cell)?;
        Some(RULE.finding(place, message).related(slot.span(), spec.cell_name(cell)))
    })
}

/// A charge that is stated although no notice was sent.
fn charged(context: &Context, amount: Span, place: Span) -> Finding {
    let (written, stated) = (context.at(amount), context.at(place));
    let message = say!(
        context.locale,
        "收费“{written}”与“{stated}”矛盾",
        "the charge of “{written}” contradicts “{stated}”"
    );
    let said = say!(context.locale, "收费通知", "the notices");
    RULE.finding(amount, message).related(place, said)
}

/// A charge that the row of fees does not count; it may be that of another account.
fn not_in_table(context: &Context, amount: Span) -> Option<Finding> {
    let id = &Pitfalls::builtin().fee.fee_row;
    context.tables().find_map(|(table, spec, _)| {
        let row = spec.rows.iter().find(|row| row.id == *id)?;
        let slot = table
            .slots
            .get(row.first_cell)
            .filter(|slot| slot.is_placed())?;
        let Some(Value::Number(number)) = slot.value() else {
            return None;
        };
        if !number.is_zero() {
            return None;
        }
        let (written, label) = (context.at(amount), &row.label);
        let message = say!(
            context.locale,
            "正文写明收取“{written}”，表中“{label}”为 0，请核对",
            "the text says that “{written}” was charged, while “{label}” is 0 in the table"
        );
        let finding = RULE.finding(amount, message).quietly(Severity::Information);
        Some(finding.related(slot.span(), spec.cell_name(row.first_cell)))
    })
}

/// The amount above 0, with its unit, that a clause states of a fee.
fn amount_behind(context: &Context, sign: &Sign) -> Option<Span> {
    let (sentences, words) = (context.sentences(), &Pitfalls::builtin().fee);
    let clause = sentences.clause(sign);
    if has_any(sentences.get(clause.clone()), &words.no_charge)
        || names_another_year(context, clause.start, sign)
    {
        return None;
    }
    let behind = sentences.get(sign.end..clause.end);
    let at = behind.find(|c: char| c.is_ascii_digit())?;
    let rest = behind.get(at..)?;
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(rest.len());
    let amount: f64 = rest.get(..end)?.parse().ok()?;
    let unit = words.money.iter().filter(|unit| {
        rest.get(end..)
            .is_some_and(|rest| rest.starts_with(unit.as_str()))
    });
    let unit = unit.map(String::len).max()?;
    let start = sign.end + at;
    (amount > 0.0).then(|| context.place(start..start + end + unit))
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "\
正文说没有发出收费通知（或收费通知 0 件）时：第三章“申请人逾期未按收费通知要求缴纳费用”一行是否有件数；同一段里是否又写明收取了费用。正文写明收取信息处理费、表中行政事业性收费却为 0 的，只作提示。
发出通知而没有收到钱，是可能的，不提。",
        english: "\
Where the text says that no notice of charges was sent (or 0 of them): whether the row 申请人逾期未按收费通知要求缴纳费用 in 三 states any; whether the same paragraph states that something was charged.
Where the text says that a fee was charged and 行政事业性收费 is 0 in the table, that is mentioned as information.
A notice that was never paid is possible and not mentioned.",
    },
    why: Words {
        chinese: "发出收费通知的件数、逾期未缴费的件数和收取的金额出自同一本台账。",
        english: "Notices, applications closed for want of payment, and sums charged come from the same records.",
    },
    example: "\
某市某局2024年政府信息公开工作年度报告
六、其他需要报告的事项
本年度发出收费通知0件，收取信息处理费200元。
",
    says: Words {
        chinese: "收费“200元”与“收费通知0”矛盾",
        english: "the charge of “200元” contradicts “收费通知0”",
    },
    fix: Words {
        chinese: "没有修正：哪一处是对的，要对照台账。",
        english: "There is none: your records tell which is right.",
    },
};
