//! Data as CSV: UTF-8 with a byte order mark, so that spreadsheets show Chinese. Words that a spreadsheet would take for a formula have a `'` in front.

use std::borrow::Cow;

use csv::{Terminator, Writer, WriterBuilder};

use super::record::{DataNumber, DataRecord};
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
    pub wide: Option<WideColumns>,
}

impl Encoder for Csv {
    fn opening(&self) -> String {
        let mut rows = Rows::new();
        match &self.wide {
            None => rows.push(&COLUMNS.map(Cow::Borrowed)),
            Some(wide) => rows.push(&wide.names().map(Cow::Borrowed).collect::<Vec<_>>()),
        }
        let mut out = "\u{feff}".to_owned();
        rows.append_to(&mut out);
        out
    }

    fn record(&self, record: &DataRecord, out: &mut String) {
        let unit = inert(record.unit.as_deref().unwrap_or_default());
        let (file, year) = (inert(&record.file), digits(record.year));
        let (report, edition) = (record.report.to_string(), &record.edition().id);
        let mut rows = Rows::new();
        if let Some(wide) = &self.wide {
            let mut fields = vec![
                file,
                unit,
                year.into(),
                edition.into(),
                record.n_findings.to_string().into(),
                report.into(),
                "".into(),
            ];
            let values = wide.values(record);
            fields.extend(values.map(|value| value.map_or_else(Cow::default, DataNumber::plain)));
            rows.push(&fields);
            return rows.append_to(out);
        }
        for cell in &record.cells {
            let words = record.words(cell.table, cell.cell);
            let value = cell.value.as_ref().map(DataNumber::plain);
            rows.push(&[
                file.as_ref().into(),
                unit.as_ref().into(),
                year.as_str().into(),
                edition.into(),
                words.section.into(),
                words.row_id.into(),
                inert(words.row_label),
                words.column_id.into(),
                inert(words.column_label),
                value.unwrap_or_default(),
                cell.state.id().into(),
                digits(cell.line).into(),
                cell.findings.as_ref().into(),
                report.as_str().into(),
                inert(&cell.written),
                "".into(),
            ]);
        }
        rows.append_to(out);
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
        let mut rows = Rows::new();
        rows.push(&fields);
        rows.append_to(out);
    }
}

fn digits(number: Option<impl ToString>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

/// Rows, as RFC 4180 has them.
struct Rows(Writer<Vec<u8>>);

impl Rows {
    fn new() -> Rows {
        let mut builder = WriterBuilder::new();
        Rows(builder.terminator(Terminator::CRLF).from_writer(Vec::new()))
    }

    fn push(&mut self, fields: &[Cow<'_, str>]) {
        // Writing to memory does not fail, and all rows are of one length.
        let _ = self
            .0
            .write_record(fields.iter().map(|field| field.as_bytes()));
    }

    /// Appends the rows to `out`.
    fn append_to(self, out: &mut String) {
        let bytes = self.0.into_inner().unwrap_or_default();
        out.push_str(&String::from_utf8_lossy(&bytes));
    }
}

/// Words so that no spreadsheet computes them: whatever begins like a formula and is no number is led by `'`.
pub(in crate::cli) fn inert(words: &str) -> Cow<'_, str> {
    const BEGINNINGS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    let is_formula = words.starts_with(BEGINNINGS) || words.trim_start().starts_with(BEGINNINGS);
    let is_harmless = words.chars().count() == 1 && words != "=" || words.parse::<f64>().is_ok();
    match is_formula && !is_harmless {
        true => Cow::Owned(format!("'{words}")),
        false => Cow::Borrowed(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_quoted_where_it_has_to_be() {
        let mut rows = Rows::new();
        rows.push(&["a".into(), "b,\"c\"".into(), "d\ne".into()]);
        let mut out = String::new();
        rows.append_to(&mut out);
        assert_eq!(out, "a,\"b,\"\"c\"\"\",\"d\ne\"\r\n");
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
