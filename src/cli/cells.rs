//! `nianbao cells`: what the program understood of a report, cell by cell.

use serde::Serialize;

use super::args::{Cells, Common};
use super::lines::SourceLines;
use super::one_report::OneReport;
use super::print::json::{JsonDocumentPlace, JsonRange};
use super::print::shown;
use super::streams::Streams;
use super::{Exit, Stop};
use crate::locale::Locale;
use crate::say;
use crate::views::{CellView, cells};

#[derive(Serialize)]
struct JsonCells<'a> {
    cells: Vec<JsonCell<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonCell<'a> {
    /// As findings name it.
    name: &'a str,
    /// Ids of the edition's data.
    table: &'a str,
    row: &'a str,
    column: &'a str,
    row_labels: &'a [String],
    column_label: &'a str,
    written: &'a str,
    value: Option<&'a str>,
    state: &'a str,
    range: JsonRange,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<JsonDocumentPlace<'a>>,
}

/// Lists every cell of one report.
pub(super) fn run(
    asked: &Cells,
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
    let locale = report.locale;
    let (reading, cells) = report.answer(cells)?;
    let lines = report.lines();
    if asked.form.is_json() {
        let cells = cells.iter().map(|cell| JsonCell {
            place: lines.document_place(cell.span).map(Into::into),
            ..as_json(cell, &lines)
        });
        let cells = cells.collect();
        streams.out(&report.json(&reading, JsonCells { cells }))?;
    } else {
        streams.out(&say!(
            locale,
            "位置\t表\t行\t列\t内容\t数值\t状态\n",
            "place\ttable\trow\tcolumn\twritten\tvalue\tstate\n"
        ))?;
        for cell in &cells {
            streams.out(&as_text(cell, &lines.words(cell.span, locale), locale))?;
        }
    }
    Ok(report.exit)
}

fn as_text(cell: &CellView, place: &str, locale: Locale) -> String {
    let table = cell.name.split('/').next().unwrap_or_default();
    let state = cell.state.words().get(locale);
    format!(
        "{place}\t{table}\t{}\t{}\t{}\t{}\t{state}\n",
        cell.row.join(" › "),
        cell.column,
        shown(&cell.written),
        cell.value.as_deref().unwrap_or_default(),
    )
}

fn as_json<'a>(cell: &'a CellView, lines: &SourceLines<'_>) -> JsonCell<'a> {
    let [table, row, column] = &cell.ids;
    JsonCell {
        name: &cell.name,
        table,
        row,
        column,
        row_labels: &cell.row,
        column_label: &cell.column,
        written: &cell.written,
        value: cell.value.as_deref(),
        state: cell.state.words().english,
        range: JsonRange::of(cell.span, lines),
        place: None,
    }
}
