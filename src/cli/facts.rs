//! `nianbao facts`: what the program understood of the sentences, number by number.

use std::collections::BTreeMap;

use serde::Serialize;

use super::args::{Common, Facts};
use super::lines::SourceLines;
use super::one_report::OneReport;
use super::print::json::{JsonDocumentPlace, JsonRange};
use super::print::shown;
use super::streams::Streams;
use super::{Exit, Stop};
use crate::locale::Locale;
use crate::narrative::{Said, Silence};
use crate::say;
use crate::span::{Source, Span};
use crate::views::{FactView, SilentView, facts, silences};

#[derive(Serialize)]
struct JsonFacts<'a> {
    facts: Vec<JsonFact<'a>>,
    /// How many numbers are not compared, by the reason; only if all were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    silences: Option<BTreeMap<&'static str, usize>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonFact<'a> {
    /// The clause.
    text: &'a str,
    value: Option<i64>,
    said: &'a str,
    /// As findings name them; several add up.
    cells: &'a [String],
    in_table: Option<i64>,
    verdict: &'a str,
    /// Why it is not compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    silence: Option<&'static str>,
    range: JsonRange,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<JsonDocumentPlace<'a>>,
}

/// A number of the text, compared or not.
enum Listed<'v> {
    Fact(&'v FactView),
    Silent(&'v SilentView),
}

/// Lists the numbers of one report's text that are compared with a table; the others too, if all are asked for.
pub(super) fn run(
    asked: &Facts,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    let report = OneReport::read(
        &asked.file,
        asked.edition.as_deref(),
        common,
        locale,
        streams,
    )?;
    let (reading, (facts, silences)) =
        report.answer(|reading| (facts(reading), silences(reading)))?;
    let silences = if asked.all { silences.as_slice() } else { &[] };
    let numbers = in_order(&facts, silences);
    let lines = report.lines();
    if asked.form.is_json() {
        let facts = numbers.iter().map(|number| JsonFact {
            place: lines.document_place(number.span()).map(Into::into),
            ..number.as_json(&lines)
        });
        let answer = JsonFacts {
            facts: facts.collect(),
            silences: asked.all.then(|| by_reason(silences, Locale::English)),
        };
        streams.out(&report.json(&reading, answer))?;
    } else {
        streams.out(&say!(
            report.locale,
            "位置\t正文\t数值\t表中\t核对\t单元格\n",
            "place\ttext\tvalue\ttable\tverdict\tcells\n"
        ))?;
        for number in &numbers {
            streams
                .out(&number.as_text(&lines.words(number.span(), report.locale), report.locale))?;
        }
        for (reason, count) in by_reason(silences, report.locale) {
            streams.out(&say!(
                report.locale,
                "未核对\t{reason}\t{count}\n",
                "not compared\t{reason}\t{count}\n"
            ))?;
        }
    }
    Ok(report.exit)
}

/// All numbers by their place.
fn in_order<'v>(facts: &'v [FactView], silences: &'v [SilentView]) -> Vec<Listed<'v>> {
    let facts = facts.iter().map(Listed::Fact);
    let mut numbers: Vec<Listed> = facts.chain(silences.iter().map(Listed::Silent)).collect();
    numbers.sort_by_key(|number| number.span());
    numbers
}

/// How many numbers are not compared, by the reason.
fn by_reason(silences: &[SilentView], locale: Locale) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for silent in silences {
        *counts.entry(silent.why.name(locale)).or_insert(0) += 1;
    }
    counts
}

impl<'v> Listed<'v> {
    fn span(&self) -> Span<Source> {
        match self {
            Listed::Fact(fact) => fact.span,
            Listed::Silent(silent) => silent.span,
        }
    }

    fn as_text(&self, place: &str, locale: Locale) -> String {
        let number = |value: Option<i64>| value.map_or(String::new(), |value| value.to_string());
        let (text, value, in_table, verdict, cells) = match self {
            Listed::Fact(fact) => (
                &fact.text,
                Some(fact.value),
                fact.in_table,
                fact.verdict.words().get(locale).to_owned(),
                fact.cells.join(" + "),
            ),
            Listed::Silent(silent) => (
                &silent.text,
                silent.value,
                None,
                not_compared(silent.why, locale),
                String::new(),
            ),
        };
        let text: String = text.split_whitespace().collect();
        let text = shown(&text);
        format!(
            "{place}\t{text}\t{}\t{}\t{verdict}\t{cells}\n",
            number(value),
            number(in_table),
        )
    }

    fn as_json(&self, lines: &SourceLines<'_>) -> JsonFact<'v> {
        match self {
            Listed::Fact(fact) => JsonFact {
                text: &fact.text,
                value: Some(fact.value),
                said: match fact.said {
                    Said::Number => "number",
                    Said::None => "none",
                    Said::All => "all",
                },
                cells: &fact.cells,
                in_table: fact.in_table,
                verdict: fact.verdict.words().english,
                silence: None,
                range: JsonRange::of(fact.span, lines),
                place: None,
            },
            Listed::Silent(silent) => JsonFact {
                text: &silent.text,
                value: silent.value,
                said: "number",
                cells: &[],
                in_table: None,
                verdict: "not compared",
                silence: Some(silent.why.name(Locale::English)),
                range: JsonRange::of(silent.span, lines),
                place: None,
            },
        }
    }
}

fn not_compared(why: Silence, locale: Locale) -> String {
    let why = why.name(locale);
    say!(locale, "不核对：{why}", "not compared: {why}")
}
