//! Data as JSON, one object a line.

use std::fmt::Write;

use serde::Serialize;
use serde_json::{Map, Value};

use super::csv::UNREAD;
use super::form_words::FormWords;
use super::record::{CellWords, DataNumber, DataRecord};
use super::rows::Encoder;
use super::wide::WideColumns;
use crate::cli::left_out::Reason;
use crate::cli::print::json::written;
use crate::cli::uri::slashed;

/// Writes JSON.
pub(super) struct JsonRows {
    /// The columns of one row a report, if that is wanted.
    wide: Option<WideColumns>,
    /// The words of the form as members.
    words: FormWords<String>,
}

// One row a cell has the columns of CSV, in three parts: those of the report, those of the form, and those of the cell.

#[derive(Default, Serialize)]
struct ReportMembers<'a> {
    file: &'a str,
    unit: Option<&'a str>,
    year: Option<u16>,
    edition: Option<&'a str>,
}

#[derive(Default, Serialize)]
struct FormMembers<'a> {
    section: Option<&'a str>,
    row_id: Option<&'a str>,
    row_label: Option<&'a str>,
    column_id: Option<&'a str>,
    column_label: Option<&'a str>,
}

#[derive(Default, Serialize)]
struct CellMembers<'a> {
    value: Option<f64>,
    state: &'a str,
    line: Option<usize>,
    findings: Option<&'a str>,
    report: Option<usize>,
    written: Option<&'a str>,
    reason: Option<&'a str>,
}

impl JsonRows {
    /// With the columns of one row a report, if that is wanted.
    pub fn new(wide: Option<WideColumns>) -> JsonRows {
        let words = FormWords::default();
        JsonRows { wide, words }
    }
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
        let own = members(&ReportMembers {
            file: &record.file,
            unit: record.unit.as_deref(),
            year: record.year,
            edition: Some(edition),
        });
        let words = self.words.of(record, members_of);
        for cell in &record.cells {
            let words = &words[cell.table][cell.cell];
            for part in ["{", &own, ",", words, ",\"value\":"] {
                out.push_str(part);
            }
            push_value(cell.value.as_ref(), out);
            for part in [",\"state\":\"", cell.state.id(), "\",\"line\":"] {
                out.push_str(part);
            }
            // Writing to memory does not fail.
            let _ = match cell.line {
                Some(line) => write!(out, "{line}"),
                None => out.write_str("null"),
            };
            out.push_str(",\"findings\":");
            push_words(&cell.findings, out);
            let _ = write!(out, ",\"report\":{}", record.report);
            out.push_str(",\"written\":");
            push_words(record.written(cell), out);
            out.push_str(",\"reason\":null}\n");
        }
    }

    fn unread(&self, path: &str, reason: Reason, out: &mut String) {
        let path = slashed(path);
        let Some(wide) = &self.wide else {
            let own = ReportMembers {
                file: &path,
                ..ReportMembers::default()
            };
            let cell = CellMembers {
                state: UNREAD,
                reason: Some(reason.code()),
                ..CellMembers::default()
            };
            let parts = [
                members(&own),
                members(&FormMembers::default()),
                members(&cell),
            ];
            out.push_str(&format!("{{{}}}\n", parts.join(",")));
            return;
        };
        let mut values = vec![Value::Null; wide.names().count()];
        values[0] = path.into();
        values[WideColumns::REASON] = reason.code().into();
        push_wide(wide, values.into_iter(), out);
    }
}

/// The members of an object, without what stands round them.
fn members(object: &impl Serialize) -> String {
    let json = written(object);
    let inside = json
        .strip_prefix('{')
        .and_then(|json| json.strip_suffix('}'));
    inside.unwrap_or_default().to_owned()
}

fn members_of(words: &CellWords<'_>) -> String {
    members(&FormMembers {
        section: Some(words.section),
        row_id: Some(words.row_id),
        row_label: Some(words.row_label),
        column_id: Some(words.column_id),
        column_label: Some(words.column_label),
    })
}

fn push_value(value: Option<&DataNumber>, out: &mut String) {
    // Writing to memory does not fail.
    let _ = match value {
        Some(DataNumber::Whole(whole)) => write!(out, "{whole}"),
        Some(decimal) => write!(out, "{}", Value::from(decimal.json())),
        None => out.write_str("null"),
    };
}

/// Words as a string; nothing, where there are none.
fn push_words(words: &str, out: &mut String) {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b' ');
    match words {
        "" => out.push_str("null"),
        plain if plain.bytes().all(is_plain) => {
            for part in ["\"", plain, "\""] {
                out.push_str(part);
            }
        }
        words => out.push_str(&written(&words)),
    }
}

fn push_wide(wide: &WideColumns, values: impl Iterator<Item = Value>, out: &mut String) {
    let names = wide.names().map(str::to_owned);
    push(&names.zip(values).collect::<Map<_, _>>(), out);
}

fn push(row: &impl Serialize, out: &mut String) {
    out.push_str(&written(row));
    out.push('\n');
}
