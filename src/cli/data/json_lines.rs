//! Data as JSON, one object a line.

use serde::Serialize;
use serde_json::{Map, Number, Value};

use super::csv::UNREAD;
use super::record::{DataNumber, DataRecord};
use super::rows::Encoder;
use super::wide::WideColumns;
use crate::cli::left_out::Reason;
use crate::cli::print::json::written;
use crate::cli::uri::slashed;

/// Writes JSON.
pub(super) struct JsonRows {
    /// The columns of one row a report, if that is wanted.
    pub wide: Option<WideColumns>,
}

/// One row a cell, with the columns of CSV.
#[derive(Default, Serialize)]
struct JsonRow<'a> {
    file: &'a str,
    unit: Option<&'a str>,
    year: Option<u16>,
    edition: Option<&'a str>,
    section: Option<&'a str>,
    row_id: Option<&'a str>,
    row_label: Option<&'a str>,
    column_id: Option<&'a str>,
    column_label: Option<&'a str>,
    value: Option<Number>,
    state: &'a str,
    line: Option<usize>,
    findings: Option<&'a str>,
    report: Option<usize>,
    written: Option<&'a str>,
    reason: Option<&'a str>,
}

impl Encoder for JsonRows {
    fn opening(&self) -> String {
        String::new()
    }

    fn record(&self, record: &DataRecord, out: &mut String) {
        let edition = record.edition().id.as_str();
        if let Some(wide) = &self.wide {
            let own: [Value; WideColumns::OWN.len()] = [
                record.file.as_str().into(),
                record.unit.as_deref().into(),
                record.year.into(),
                edition.into(),
                record.n_findings.into(),
                record.report.into(),
                Value::Null,
            ];
            let values = wide.values(record);
            let values = values.map(|value| value.and_then(DataNumber::json).into());
            push_wide(wide, own.into_iter().chain(values), out);
            return;
        }
        for cell in &record.cells {
            let words = record.words(cell.table, cell.cell);
            let row = JsonRow {
                file: &record.file,
                unit: record.unit.as_deref(),
                year: record.year,
                edition: Some(edition),
                section: Some(words.section),
                row_id: Some(words.row_id),
                row_label: Some(words.row_label),
                column_id: Some(words.column_id),
                column_label: Some(words.column_label),
                value: cell.value.as_ref().and_then(DataNumber::json),
                state: cell.state.id(),
                line: cell.line,
                findings: or_null(&cell.findings),
                report: Some(record.report),
                written: or_null(&cell.written),
                reason: None,
            };
            push(&row, out);
        }
    }

    fn unread(&self, path: &str, reason: Reason, out: &mut String) {
        let path = slashed(path);
        let Some(wide) = &self.wide else {
            let row = JsonRow {
                file: &path,
                state: UNREAD,
                reason: Some(reason.code()),
                ..JsonRow::default()
            };
            push(&row, out);
            return;
        };
        let mut values = vec![Value::Null; wide.names().count()];
        values[0] = path.into();
        values[WideColumns::REASON] = reason.code().into();
        push_wide(wide, values.into_iter(), out);
    }
}

/// Nothing, where there are no words.
fn or_null(words: &str) -> Option<&str> {
    Some(words).filter(|words| !words.is_empty())
}

fn push_wide(wide: &WideColumns, values: impl Iterator<Item = Value>, out: &mut String) {
    let names = wide.names().map(str::to_owned);
    push(&names.zip(values).collect::<Map<_, _>>(), out);
}

fn push(row: &impl Serialize, out: &mut String) {
    out.push_str(&written(row));
    out.push('\n');
}
