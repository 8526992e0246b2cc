//! Data as CSV: UTF-8 with a byte order mark, so that spreadsheets show Chinese. Words that a spreadsheet would take for a formula have a `'` in front.

use std::borrow::Cow;
use std::fmt::Write;

use csv::{Terminator, WriterBuilder};

use super::form_words::FormWords;
use super::record::{CellWords, DataNumber, DataRecord};
use super::rows::Encoder;
use super::wide::WideColumns;
use crate::cli::left_out::Reason;
use crate::cli::uri::slashed;

/// The columns of one row a cell. Their names and order never change; new ones come last.
pub(super) const COLUMNS: [&str; 16] = [
    "file",
    "unit",
    "year",
    "edition",
    "section",
    "row_id",
    "row_label",
    "column_id",
    "column_label",
    "value",
    "state",
    "line",
    "findings",
    "report",
    "written",
    "reason",
];
/// What the state of a file says that could not be read.
pub(super) const UNREAD: &str = "unread";

/// Writes CSV.
pub(super) struct Csv {
    /// The columns of one row a report, if that is wanted.
    wide: Option<WideColumns>,
    /// The words of the form as fields.
    words: FormWords<String>,
}

/// What ends a row.
const ROW_END: &str = "\r\n";

impl Csv {
    /// With the columns of one row a report, if that is wanted.
    pub fn new(wide: Option<WideColumns>) -> Csv {
        let words = FormWords::default();
        Csv { wide, words }
    }

    fn wide_row(wide: &WideColumns, record: &DataRecord) -> String {
        let mut fields = vec![
            inert(&record.file),
            inert(record.unit.as_deref().unwrap_or_default()),
            digits(record.year).into(),
            record.edition().id.as_str().into(),
            record.n_findings.to_string().into(),
            record.report.to_string().into(),
            "".into(),
        ];
        let values = wide.values(record);
        fields.extend(values.map(|value| value.map_or_else(Cow::default, DataNumber::plain)));
        joined(&fields)
    }
}

impl Encoder for Csv {
    fn opening(&self) -> String {
        let names = match &self.wide {
            None => joined(&COLUMNS.map(Cow::Borrowed)),
            Some(wide) => joined(&wide.names().map(Cow::Borrowed).collect::<Vec<_>>()),
        };
        format!("\u{feff}{names}{ROW_END}")
    }

    fn record(&self, record: &DataRecord, out: &mut String) {
        if let Some(wide) = &self.wide {
            out.push_str(&Csv::wide_row(wide, record));
            return out.push_str(ROW_END);
        }
        // What all its rows begin with.
        let own = joined(&[
            inert(&record.file),
            inert(record.unit.as_deref().unwrap_or_default()),
            digits(record.year).into(),
            record.edition().id.as_str().into(),
        ]);
        let words = self.words.of(record, fields_of);
        let report = record.report.to_string();
        for cell in &record.cells {
            let words = &words[cell.table][cell.cell];
            for part in [own.as_str(), ",", words, ","] {
                out.push_str(part);
            }
            // Writing to memory does not fail.
            let _ = cell
                .value
                .iter()
                .try_for_each(|value| write!(out, "{value}"));
            for part in [",", cell.state.id(), ","] {
                out.push_str(part);
            }
            let _ = cell.line.iter().try_for_each(|line| write!(out, "{line}"));
            for part in [",", &cell.findings, ",", &report, ","] {
                out.push_str(part);
            }
            push_field(inert(record.written(cell)), out);
            out.push(',');
            out.push_str(ROW_END);
        }
    }

    fn unread(&self, path: &str, reason: Reason, out: &mut String) {
        let path = slashed(path);
        let mut fields: Vec<Cow<str>> = vec!["".into(); COLUMNS.len()];
        if let Some(wide) = &self.wide {
            fields = vec!["".into(); wide.names().count()];
            fields[WideColumns::REASON] = reason.code().into();
        } else {
            fields[10] = UNREAD.into();
            fields[15] = reason.code().into();
        }
        fields[0] = inert(&path);
        out.push_str(&joined(&fields));
        out.push_str(ROW_END);
    }
}

fn digits(number: Option<impl ToString>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

/// The fields of the form's words.
fn fields_of(words: &CellWords<'_>) -> String {
    joined(&[
        words.section.into(),
        words.row_id.into(),
        inert(words.row_label),
        words.column_id.into(),
        inert(words.column_label),
    ])
}

/// Fields with commas between them, as RFC 4180 has them.
fn joined(fields: &[Cow<'_, str>]) -> String {
    let mut builder = WriterBuilder::new();
    let mut row = builder.terminator(Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = row.write_record(fields.iter().map(|field| field.as_bytes()));
    let bytes = row.into_inner().unwrap_or_default();
    let bytes = bytes.strip_suffix(ROW_END.as_bytes()).unwrap_or(&bytes);
    String::from_utf8_lossy(bytes).into_owned()
}

/// Appends a field that stands among others.
fn push_field(words: Cow<'_, str>, out: &mut String) {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii() || byte == b'.';
    match words.bytes().all(is_plain) {
        true => out.push_str(&words),
        false => out.push_str(&joined(&[words])),
    }
}

/// Words so that no spreadsheet computes them: whatever begins like a formula and is no number is led by `'`.
pub(in crate::cli) fn inert(words: &str) -> Cow<'_, str> {
    const BEGINNINGS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    let begins = |words: &str| words.starts_with(|first: char| BEGINNINGS.contains(&first));
    let is_formula = || begins(words) || begins(words.trim_start());
    let is_harmless = || words.chars().count() == 1 && words != "=" || words.parse::<f64>().is_ok();
    match is_formula() && !is_harmless() {
        true => Cow::Owned(format!("'{words}")),
        false => Cow::Borrowed(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_quoted_where_it_has_to_be() {
        let fields = ["a", "b,\"c\"", "d\ne"];
        assert_eq!(
            joined(&fields.map(Cow::Borrowed)),
            "a,\"b,\"\"c\"\"\",\"d\ne\""
        );
        for words in [
            "", "12", "3.5", "无", "a,b", "\"", "1\r\n2", "#", " ", "'=1", "-4",
        ] {
            let mut out = "x,".to_owned();
            push_field(words.into(), &mut out);
            assert_eq!(out, joined(&["x".into(), words.into()]));
        }
    }

    #[test]
    fn what_begins_like_a_formula_is_no_formula() {
        for words in [
            "=cmd|' /C calc'!A0",
            "@SUM(A1)",
            "+1+2",
            "-a",
            " =1",
            "\t=1",
            "＝1",
        ] {
            assert_eq!(inert(words), format!("'{words}"));
        }
        for words in ["-4", "+19", "-", "1=2", "某局", ""] {
            assert_eq!(inert(words), words);
        }
    }
}
