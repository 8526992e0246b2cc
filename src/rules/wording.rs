//! How official words are spoken of: words that differ from the form's, and quotation marks inside quotation marks.

use super::{Context, Rule, Words};
use crate::align::Slip;
use crate::finding::{Finding, Severity};
use crate::fix::Applicability;
use crate::form::TableSpec;
use crate::form::lexicon::{Name, Wording};
use crate::lines::{has_line_end, is_line_end};
use crate::say;

/// Says that words of a table differ from the form's; `None` where another rule speaks of them. `noun` is what such words are called.
pub(super) fn slip_finding(
    context: &Context,
    rule: &Rule,
    (spec, slip): (&TableSpec, &Slip),
    noun: Words,
) -> Option<Finding> {
    let official = spec.label_of(slip.name)?;
    // The wording of another edition is spoken of by `wrong-edition`.
    if context.other_edition(slip.span, slip.name).is_some() {
        return None;
    }
    let (written, noun) = (context.at(slip.span), noun.get(context.locale));
    let lacks = slip.wording == Wording::LeftOut;
    let (message, severity) = if lacks {
        let message = say!(
            context.locale,
            "{noun}“{written}”不完整，格式规定为“{official}”",
            "the {noun} “{written}” is incomplete, the form says “{official}”"
        );
        (message, Severity::Information)
    } else {
        let message = say!(
            context.locale,
            "{noun}“{written}”与格式规定的“{official}”不一致",
            "the {noun} reads “{written}”, the form says “{official}”"
        );
        (message, rule.severity)
    };
    let mut finding = rule.finding(slip.span, message).quietly(severity);
    if let Name::Row(_, row) = slip.name {
        finding = finding.in_row(spec, row);
    }
    // A header cut by a copy may be any of several; to write one of two takes the other away.
    let is_cut_header = lacks && matches!(slip.name, Name::Column(..) | Name::Header(..));
    if is_cut_header || slip.holds_another {
        return Some(finding);
    }
    let applicability = match slip.wording {
        Wording::Marks => Applicability::Safe,
        _ => Applicability::Unsafe,
    };
    let title = say!(context.locale, "改为“{official}”", "write “{official}”");
    Some(finding.with_fix(context.reword(title, applicability, slip.span, official)))
}

/// Shows quoted words as print has them: the quotation marks in them single, “三/3.危及‘三安全一稳定’/总计”, and on one line.
pub(super) fn print_quotes<T>(finding: &mut Finding<T>) {
    print(&mut finding.message);
    for related in &mut finding.related {
        print(&mut related.message);
    }
    for fix in &mut finding.fixes {
        print(&mut fix.title);
    }
}

fn print(message: &mut String) {
    shorten(message);
    nest(message);
    if has_line_end(message) {
        *message = message.replace("\r\n", " ").replace(is_line_end, " ");
    }
}

/// Leaves out the rest of quotations longer than anybody reads: a text may repeat a sign for millions of bytes.
fn shorten(message: &mut String) {
    if message.len() <= MAX_QUOTED {
        return;
    }
    let (mut depth, mut quoted) = (0i32, 0);
    let mut shorter = String::with_capacity(2 * MAX_QUOTED);
    for c in message.chars() {
        depth += step(c);
        quoted = if depth > 0 { quoted + 1 } else { 0 };
        match quoted {
            0..=MAX_QUOTED => shorter.push(c),
            LEFT_OUT => shorter.push('…'),
            _ => {}
        }
    }
    *message = shorter;
}

/// Characters that a message quotes at most.
const MAX_QUOTED: usize = 120;
const LEFT_OUT: usize = MAX_QUOTED + 1;

/// Leaves a message alone that quotes words whose own marks do not pair.
fn nest(message: &mut String) {
    let mut depth = 0i32;
    let (mut deepest, mut lowest) = (0, 0);
    for c in message.chars() {
        depth += step(c);
        deepest = deepest.max(depth);
        lowest = lowest.min(depth);
    }
    if deepest < 2 || lowest < 0 || depth != 0 {
        return;
    }
    let nested = message.chars().map(|c| {
        let before = depth;
        depth += step(c);
        match c {
            '“' if before > 0 => '‘',
            '”' if depth > 0 => '’',
            _ => c,
        }
    });
    *message = nested.collect();
}

fn step(c: char) -> i32 {
    match c {
        '“' => 1,
        '”' => -1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{nest, print};

    fn nested(message: &str) -> String {
        let mut message = message.to_string();
        nest(&mut message);
        message
    }

    #[test]
    fn what_a_cell_holds_on_several_lines_is_quoted_on_one() {
        let mut message = "表头“社会\u{b}组织”与“社会组织”\r\n不一致".to_string();
        print(&mut message);
        assert_eq!(message, "表头“社会 组织”与“社会组织” 不一致");
    }

    #[test]
    fn of_a_long_quotation_the_beginning_is_shown() {
        let of = |n: usize| format!("“{}”是模板的文字", "×".repeat(n));
        let mut message = of(100);
        print(&mut message);
        assert_eq!(message, of(100));
        let mut message = of(1_000_000);
        print(&mut message);
        assert_eq!(message, format!("“{}…”是模板的文字", "×".repeat(119)));
    }

    #[test]
    fn marks_inside_marks_are_single() {
        assert_eq!(
            nested("“三/危及“三安全”/总计”应为“5”"),
            "“三/危及‘三安全’/总计”应为“5”"
        );
    }

    #[test]
    fn marks_side_by_side_stay() {
        assert_eq!(nested("“一”应排在“二”之后"), "“一”应排在“二”之后");
    }

    #[test]
    fn words_with_half_a_pair_are_quoted_as_they_are() {
        assert_eq!(nested("“危及“三安全”应为“0”"), "“危及“三安全”应为“0”");
    }
}
