//! `list-sum`: the items of a list that claims to be whole do not add up to the number that it divides.

use std::ops::Range;

use super::around::{begins_with_any, ends_in_any, has_any, without_end, without_start};
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::form::{ListWords, Pitfalls};
use crate::narrative::{Sign, SignKind};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "list-sum",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "正文分类列出的数字之和与总数不符",
        english: "the items of a list in the text do not add up to its whole",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

/// A number of the folded sentences, without its unit.
#[derive(Clone, Debug)]
struct ItemNumber {
    value: i64,
    range: Range<usize>,
}

/// Fewer items are examples.
const MIN_ITEMS: usize = 3;

fn check(context: &Context, found: &mut Vec<Finding>) {
    for sign in context.sentences().signs_of(|kind| kind == SignKind::Rest) {
        found.extend(of_list(context, sign));
    }
}

fn of_list(context: &Context, rest: &Sign) -> Option<Finding> {
    let (sentences, words) = (context.sentences(), &Pitfalls::builtin().list);
    // The whole may stand in the sentence before: 发布信息 90 条。其中，……
    let start = sentences.paragraph(rest).start;
    let text = sentences.get(start..sentences.sentence(rest).end);
    let before = sentences.get(start..rest.start);
    let (whole_end, items_start) = opening(before, words)?;
    let (whole, unit) = number_at_end(before.get(..whole_end)?, words)?;
    let end = text.get(before.len()..).map(first_item)?.len() + before.len();
    let listed = text.get(items_start..end)?;
    let between = text.get(whole.range.end..items_start)?;
    let behind = text.get(end..)?.chars().next().map_or(0, char::len_utf8);
    let around = text.get(whole.range.start..end + behind)?;
    let ahead = text.get(..whole.range.start)?;
    let clause = ahead.rsplit([',', ';', '。']).next().unwrap_or_default();
    if has_any(around, &words.inexact)
        || ends_in_any(ahead, &words.inexact)
        || has_any(clause, &words.changed)
        || listed.contains(['(', ')', '%', '。'])
    {
        return None;
    }
    let mut items = Vec::new();
    let (mut at, mut left) = (items_start, listed);
    while !left.is_empty() {
        let item = first_item(left);
        items.push(item_number(item, at, unit, words)?);
        let mark = left
            .get(item.len()..)?
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        at += item.len() + mark;
        left = left.get(item.len() + mark..)?;
    }
    is_rest(text.get(rest.start - start..end)?, words).then_some(())?;
    let sum = items
        .iter()
        .try_fold(0i64, |sum, item| sum.checked_add(item.value))?;
    let is_another = |number: i64| number == sum;
    // 重新答复 2 件。按内容分：……: where nothing says what is divided, the last number of the sentence before may be another.
    let is_far = sum > 2 * whole.value || whole.value > 2 * sum;
    if between.contains('。') && is_far {
        return None;
    }
    if items.len() < MIN_ITEMS || sum == whole.value || numbers_in(ahead).any(is_another) {
        return None;
    }
    finding(context, start, &whole, &items, sum)
}

/// The whole numbers of a text: one of them may be the whole, where another number stands nearer to the list.
fn numbers_in(text: &str) -> impl Iterator<Item = i64> {
    let runs = text.split(|c: char| !c.is_ascii_digit() && c != ',');
    runs.filter_map(|run| run.replace(',', "").parse().ok())
}

/// The first item of a list, up to a mark that is not one of thousands.
fn first_item(list: &str) -> &str {
    let mut before = ' ';
    let end = list.char_indices().find(|&(_, c)| {
        let of_thousands = c == ',' && before.is_ascii_digit();
        before = c;
        matches!(c, ',' | ';' | '、' | ')') && !of_thousands
    });
    end.map_or(list, |(at, _)| list.get(..at).unwrap_or(list))
}

fn finding(
    context: &Context,
    start: usize,
    whole: &ItemNumber,
    items: &[ItemNumber],
    sum: i64,
) -> Option<Finding> {
    let place =
        |number: &ItemNumber| context.place(start + number.range.start..start + number.range.end);
    let span = place(whole);
    // Numbers of the tables are compared with them, and their lists may be partial.
    if context
        .narrative
        .facts
        .iter()
        .any(|fact| fact.span.touches(span))
    {
        return None;
    }
    let total = whole.value;
    let parts: Vec<String> = items.iter().map(|item| item.value.to_string()).collect();
    let parts = parts.join(" + ");
    let message = say!(
        context.locale,
        "总数为 {total}，所列各项之和为 {sum}（{parts}）",
        "the whole is {total}, but its items add up to {sum} ({parts})"
    );
    let mut finding = RULE.finding(span, message);
    for item in items {
        finding = finding.related(place(item), item.value.to_string());
    }
    Some(finding)
}

/// Where the whole ends and its items begin: round the word that leads from one to the other, or round a colon or bracket.
fn opening(before: &str, words: &ListWords) -> Option<(usize, usize)> {
    let is_mark = |c: char| matches!(c, ',' | ';' | ':' | '(' | '。');
    let leads = words.among.iter();
    let leads = leads.filter_map(|word| Some((before.rfind(word.as_str())?, word.len())));
    let mark = || Some((before.rfind([':', '('])?, 1));
    // The longest word where several begin at one place.
    let (at, length) = leads.max().or_else(mark)?;
    let whole = before.get(..at)?.trim_end_matches(is_mark);
    let whole = without_end(whole, &words.sorted).trim_end_matches(is_mark);
    let whole = without_end(whole, &words.noun);
    let items = before.get(at + length..)?;
    let skipped = items.len() - items.trim_start_matches(is_mark).len();
    Some((whole.len(), at + length + skipped))
}

/// The number with a unit that a text ends in, and the unit.
fn number_at_end<'w>(text: &str, words: &'w ListWords) -> Option<(ItemNumber, &'w str)> {
    let units = words
        .units
        .iter()
        .filter(|unit| text.ends_with(unit.as_str()));
    let unit = units.max_by_key(|unit| unit.len())?;
    let digits_end = text.len() - unit.len();
    let digits = text.get(..digits_end)?;
    let start = digits.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
    let start = start.len() + digits.get(start.len()..)?.len()
        - digits.get(start.len()..)?.trim_start_matches(',').len();
    let is_stuck = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '~' | '第');
    if digits.get(..start)?.ends_with(is_stuck) {
        return None;
    }
    let value = digits.get(start..)?.replace(',', "").parse().ok()?;
    let range = start..digits_end;
    Some((ItemNumber { value, range }, unit))
}

/// The only number of an item that stands at byte `at`, with the unit of the whole behind it and nothing more.
fn item_number(item: &str, at: usize, unit: &str, words: &ListWords) -> Option<ItemNumber> {
    let item_end = item.trim_end_matches(|c: char| !c.is_alphanumeric());
    let (number, own) = number_at_end(item_end, words)?;
    let before = item.get(..number.range.start)?;
    let is_item =
        own == unit && !before.is_empty() && !before.contains(|c: char| c.is_ascii_digit());
    is_item.then(|| ItemNumber {
        value: number.value,
        range: at + number.range.start..at + number.range.end,
    })
}

/// Whether an item is the rest of a list, and not a kind of its own that begins with the same word.
fn is_rest(item: &str, words: &ListWords) -> bool {
    let kind = without_start(item, &words.rest);
    let kind = kind
        .split(|c: char| c.is_ascii_digit())
        .next()
        .unwrap_or_default();
    kind.len() < item.len()
        && (kind.is_empty() || words.kind.iter().any(|word| word == kind))
        && begins_with_any(item, &words.rest)
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "“公开信息 90 条，其中：甲类 50 条，乙类 30 条，其他 10 条”这样以“其他”收尾、因而自称齐全的列举，各项之和是否等于总数。只举例的（没有“其他”，或有“等”）不求和；写了“约”“累计”的也不求和。",
        english: "Whether the items of a list that ends in 其他, and so claims to be whole (公开信息 90 条，其中：甲类 50 条，乙类 30 条，其他 10 条), add up to the number before it. Lists of examples (without 其他, or with 等) and inexact numbers are left alone.",
    },
    why: Words {
        chinese: "分类数与总数不符，至少有一个数写错了。",
        english: "If items and whole disagree, at least one number is wrong.",
    },
    example: "\
某市某局2024年政府信息公开工作年度报告
一、总体情况
全年发布信息 90 条，其中：动态类 50 条，公告类 30 条，其他 8 条。
",
    says: Words {
        chinese: "总数为 90，所列各项之和为 88（50 + 30 + 8）",
        english: "the whole is 90, but its items add up to 88 (50 + 30 + 8)",
    },
    fix: Words {
        chinese: "没有修正：表中没有这些数据，请对照台账。",
        english: "There is none: the tables do not tell, your records do.",
    },
};
