//! `stale-text`: the text speaks of another year, or goes by an instrument that is no longer in force.

use super::around::{begins_with_any, ends_in_any, has_any};
use super::{Check, Context, Explanation, FixKind, Rule, Words};
use crate::finding::{Finding, Severity};
use crate::form::Pitfalls;
use crate::narrative::{Sign, SignKind};
use crate::numerals::YEARS;
use crate::say;
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    code: "stale-text",
    severity: Severity::Warning,
    fixes: FixKind::None,
    summary: Words {
        chinese: "沿用了别的年度的文字，或引用了已被取代的文件",
        english: "the text is another year's, or goes by an instrument no longer in force",
    },
    explain: EXPLANATION,
    check: Check::Report(check),
};

fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(report_year) = context.report.year() else {
        return;
    };
    for sign in context.sentences().signs() {
        let finding = match sign.kind {
            SignKind::Year(year) if year != report_year => {
                of_year(context, sign, year, report_year)
            }
            SignKind::Digits => mistyped_year(context, sign),
            SignKind::Superseded(at) => superseded(context, sign, at, report_year),
            _ => None,
        };
        found.extend(finding);
    }
}

/// A year that the text takes for the report's own.
fn of_year(context: &Context, sign: &Sign, year: u16, report_year: u16) -> Option<Finding> {
    let span = context.place(sign.start..sign.end);
    if announces(context, sign) {
        let message = say!(
            context.locale,
            "序言公布的是 {year} 年的报告，标题为 {report_year} 年",
            "the preamble announces the report for {year}, the title says {report_year}"
        );
        return Some(RULE.finding(span, message));
    }
    if is_to_come(context, sign, year, report_year) {
        let message = say!(
            context.locale,
            "{year} 年在报告年度 {report_year} 年之后，请核对",
            "{year} lies behind {report_year}, the year of the report"
        );
        return Some(RULE.finding(span, message));
    }
    if year < report_year && opens_report(context, sign, report_year) {
        let message = say!(
            context.locale,
            "正文以 {year} 年开头，报告年度为 {report_year} 年，请核对",
            "the text begins with {year}, the report is that for {report_year}"
        );
        return Some(RULE.finding(span, message).quietly(Severity::Information));
    }
    None
}

/// Whether the sentence puts the report of this year before the reader, in the preamble.
fn announces(context: &Context, sign: &Sign) -> bool {
    let (sentences, words) = (context.sentences(), &Pitfalls::builtin().stale);
    let section = context.section_at(context.place(sign.start..sign.end));
    let announcing = match section {
        None => &words.announces,
        Some(0) => &words.announces_itself,
        Some(_) => return false,
    };
    let sentence = sentences.sentence(sign);
    let before = sentences.get(sentence.start..sign.start);
    let in_a_name = before.matches('《').count() > before.matches('》').count();
    let clause = sentences.clause(sign);
    let behind = sentences.get(sign.end..clause.end);
    // 2025年1月18日 is a day on which something was signed.
    let is_day = behind.starts_with(|c: char| c.is_ascii_digit());
    !in_a_name
        && !is_day
        && has_any(behind, &words.report)
        && !behind.contains('《')
        && !has_any(sentences.get(clause), &words.compares)
        && has_any(sentences.get(sentence.clone()), announcing)
        && !names_own_year(context, sentences.get(sentence))
}

/// Whether a sentence names the report's own year outside the titles of documents: then the other year is meant to be another.
fn names_own_year(context: &Context, sentence: &str) -> bool {
    let Some(year) = context.report.year() else {
        return false;
    };
    let year = year.to_string();
    let titles = |part: &str| part.rsplit('》').next().unwrap_or_default().contains(&year);
    sentence.split('《').any(titles)
}

/// Whether figures or events are dated in a year to come.
fn is_to_come(context: &Context, sign: &Sign, year: u16, report_year: u16) -> bool {
    let (sentences, words) = (context.sentences(), &Pitfalls::builtin().stale);
    let (before, behind) = (sentences.before(sign.start), sentences.from(sign.end));
    let to_its_end = ends_in_any(before, &words.until);
    let as_told = sentences.sentence(sign).start == sign.start && behind.starts_with([',', '度']);
    match year.checked_sub(report_year) {
        Some(1) => to_its_end && begins_with_any(behind, &words.year_end),
        Some(2..) => to_its_end || as_told,
        _ => false,
    }
}

/// Whether the first sentence of the first section tells of a year, and its paragraph never of the report's own.
fn opens_report(context: &Context, sign: &Sign, report_year: u16) -> bool {
    let (sentences, words) = (context.sentences(), &Pitfalls::builtin().stale);
    if !sentences.begins_paragraph(sign.start) || !sentences.from(sign.end).starts_with([',', '度'])
    {
        return false;
    }
    let place = context.place(sign.start..sign.end);
    let Some(heading) = context.report.heading(0) else {
        return false;
    };
    let is_first = heading.span.end <= place.start
        && !context
            .at(Span::over(heading.span.end, place.start))
            .contains(char::is_alphanumeric);
    let paragraph = sentences.get(sentences.paragraph(sign));
    is_first
        && !paragraph.contains(&report_year.to_string())
        && !has_any(paragraph, &words.this_year)
}

/// `202424年`: a year with digits typed twice.
fn mistyped_year(context: &Context, sign: &Sign) -> Option<Finding> {
    let sentences = context.sentences();
    if !sentences.from(sign.end).starts_with('年') {
        return None;
    }
    let digits = sentences.get(sign.start..sign.end);
    let year = year_within(digits)?;
    let message = say!(
        context.locale,
        "年份“{digits}”多了数字，似应为 {year}",
        "the year “{digits}” has digits too many, probably {year}"
    );
    Some(RULE.finding(context.place(sign.start..sign.end), message))
}

/// The year that is left when digits that stand twice are taken out once; `None` if there is none, or more than one.
fn year_within(digits: &str) -> Option<u16> {
    let extra = digits.len().checked_sub(4)?;
    let mut years = (0..=4usize.saturating_sub(extra)).filter_map(|at| {
        let (first, rest) = digits.split_at_checked(at + extra)?;
        let twice = first.get(at..)?;
        let year = rest
            .starts_with(twice)
            .then(|| format!("{}{rest}", first.get(..at).unwrap_or_default()))?;
        year.parse::<u16>().ok().filter(|year| YEARS.contains(year))
    });
    let year = years.next()?;
    years.all(|other| other == year).then_some(year)
}

/// An instrument that was replaced, cited as what the report goes by.
fn superseded(context: &Context, sign: &Sign, at: usize, report_year: u16) -> Option<Finding> {
    let (sentences, pitfalls) = (context.sentences(), Pitfalls::builtin());
    let instrument = pitfalls.superseded.get(at)?;
    let sentence = sentences.get(sentences.sentence(sign));
    let goes_by_it = report_year >= instrument.first_year
        && has_any(sentence, &pitfalls.citing.in_force)
        && !has_any(sentence, &pitfalls.citing.history)
        && !has_any(sentences.get(sentences.paragraph(sign)), &instrument.also);
    if !goes_by_it {
        return None;
    }
    let (span, by) = (context.place(sign.start..sign.end), &instrument.by);
    let cited = context.at(span);
    let message = say!(
        context.locale,
        "“{cited}”已由“{by}”取代",
        "“{by}” took the place of “{cited}”"
    );
    Some(RULE.finding(span, message))
}

const EXPLANATION: Explanation = Explanation {
    checks: Words {
        chinese: "\
序言公布的是不是标题那一年的报告；年份有没有多打数字（“202424年”）；截至日期、记事的年份是否还没有到；第一段说的是不是别的年份（只作提示）。
作为依据引用的条例、格式通知是否已被取代：2007年的条例（国务院令第492号）、2019年的试行格式（国办公开办函〔2019〕60号）。讲修订经过的不算，书名号里的年份不算。",
        english: "\
Whether the preamble announces the report for the year of the title; whether a year has digits too many (202424年); whether figures are dated in a year to come; whether the first paragraph is that of another year (as information).
Whether an instrument that the report goes by was replaced: the ordinance of 2007 (国务院令第492号), the trial form of 2019 (国办公开办函〔2019〕60号). Its history may be told, and years in titles of documents do not count.",
    },
    why: Words {
        chinese: "在上一年的文稿上改，年份和依据最容易漏改。",
        english: "When last year's text is used again, its years and references are easily forgotten.",
    },
    example: "\
某市某局2024年政府信息公开工作年度报告
根据有关要求，现将某市某局2023年政府信息公开工作年度报告公布如下。
一、总体情况
",
    says: Words {
        chinese: "序言公布的是 2023 年的报告，标题为 2024 年",
        english: "the preamble announces the report for 2023, the title says 2024",
    },
    fix: Words {
        chinese: "没有修正：也可能是标题的年度写错了。",
        english: "There is none: the year of the title may be the wrong one.",
    },
};

#[cfg(test)]
mod tests {
    use super::year_within;

    #[test]
    fn digits_typed_twice_are_taken_out_once() {
        for (digits, year) in [
            ("202424", 2024),
            ("202024", 2024),
            ("20224", 2024),
            ("22024", 2024),
            ("20242024", 2024),
            ("2024024", 2024),
        ] {
            assert_eq!(year_within(digits), Some(year), "{digits}");
        }
    }

    #[test]
    fn other_digits_are_no_year() {
        for digits in ["20202021", "100000", "20231", "123456"] {
            assert_eq!(year_within(digits), None, "{digits}");
        }
    }
}
