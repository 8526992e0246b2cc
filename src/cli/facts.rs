//! `nianbao facts`: what the program understood of the sentences, number by number.

use serde::Serialize;

use super::args::{Common, Facts, FactsFormat};
use super::lines::Lines;
use super::one_report::OneReport;
use super::print::json::{JsonRange, written};
use super::streams::Streams;
use super::{Exit, Stop};
use crate::locale::Locale;
use crate::narrative::Said;
use crate::say;
use crate::views::{FactView, facts};

#[derive(Serialize)]
struct JsonReport<'a> {
    version: u8,
    path: &'a str,
    edition: Option<&'a str>,
    facts: Vec<JsonFact<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonFact<'a> {
    /// The clause.
    text: &'a str,
    value: i64,
    said: &'a str,
    /// As findings name them; several add up.
    cells: &'a [String],
    in_table: Option<i64>,
    verdict: &'a str,
    range: JsonRange,
}

/// Lists every number of one report's text that is compared with a table.
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
    let text = report.text.as_str();
    let (reading, facts) = report.answer(facts)?;
    let lines = Lines::of(text);
    match asked.output_format {
        FactsFormat::Json => {
            let json = JsonReport {
                version: 1,
                path: &report.path,
                edition: reading.edition().map(|edition| edition.id.as_str()),
                facts: facts.iter().map(|fact| as_json(fact, &lines)).collect(),
            };
            streams.out(&(written(&json) + "\n"))?;
        }
        FactsFormat::Text => {
            streams.out(&say!(
                report.locale,
                "位置\t正文\t数值\t表中\t核对\t单元格\n",
                "place\ttext\tvalue\ttable\tverdict\tcells\n"
            ))?;
            for fact in &facts {
                streams.out(&as_text(fact, &lines, report.locale))?;
            }
        }
    }
    Ok(report.exit)
}

fn as_text(fact: &FactView, lines: &Lines<'_>, locale: Locale) -> String {
    let place = lines.place(fact.span.range().start);
    let verdict = fact.verdict.words().get(locale);
    let in_table = fact
        .in_table
        .map_or(String::new(), |value| value.to_string());
    let text: String = fact.text.split_whitespace().collect();
    format!(
        "{}:{}\t{text}\t{}\t{in_table}\t{verdict}\t{}\n",
        place.line,
        place.column,
        fact.value,
        fact.cells.join(" + "),
    )
}

fn as_json<'a>(fact: &'a FactView, lines: &Lines<'_>) -> JsonFact<'a> {
    JsonFact {
        text: &fact.text,
        value: fact.value,
        said: match fact.said {
            Said::Number => "number",
            Said::None => "none",
            Said::All => "all",
        },
        cells: &fact.cells,
        in_table: fact.in_table,
        verdict: fact.verdict.words().english,
        range: JsonRange::of(fact.span, lines),
    }
}
