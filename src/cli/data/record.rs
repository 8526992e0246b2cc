//! One report of a file, ready to be written as data in whatever way, and to be put away until all files have been looked at.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, by_report, starts_of};
use crate::cli::batch::Job;
use crate::cli::documents::Seen;
use crate::cli::lines::SourceLines;
use crate::cli::uri::slashed;
use crate::door::Finding;
use crate::form::Edition;
use crate::kit::Kit;
use crate::reading::Reading;
use crate::syntax::value::Number;
use crate::views::tidy::{TidyCell, TidyReport, TidyState, tidy};

/// One report with all that its rows say.
#[derive(Serialize, Deserialize)]
pub(super) struct DataRecord<K = Arc<Kit>> {
    /// The file, as the command line names it, with `/` on every system.
    pub file: String,
    /// Which report of the file it is, from 1.
    pub report: usize,
    pub unit: Option<String>,
    pub year: Option<u16>,
    /// The edition that it is written on.
    kit: K,
    /// How much was found in it.
    pub n_findings: usize,
    pub cells: Vec<DataCell>,
    /// The characters of its cells, one cell's behind another's.
    written: String,
}

/// One cell.
#[derive(Serialize, Deserialize)]
pub(super) struct DataCell {
    /// The table, an index into the edition's.
    pub table: usize,
    /// The cell, by its number within the table.
    pub cell: usize,
    pub state: TidyState,
    pub value: Option<DataNumber>,
    /// From 1; `None` in a document, in which nobody counts lines.
    pub line: Option<usize>,
    /// Where its characters stand among those of all cells.
    written: Range<usize>,
    /// The codes of the findings about it, with one space between two.
    pub findings: Cow<'static, str>,
}

/// The number of a cell.
#[derive(Serialize, Deserialize)]
pub(super) enum DataNumber {
    Whole(i64),
    /// With decimals.
    Decimal(String),
}

/// The words of the form for one cell's row.
pub(super) struct CellWords<'a> {
    pub section: &'a str,
    pub row_id: &'a str,
    pub row_label: &'a str,
    pub column_id: &'a str,
    pub column_label: &'a str,
}

/// The records of one text that was analysed, in reading order.
pub(super) fn records_of(
    job: &Job,
    seen: Seen<'_>,
    analysis: &Analysis,
    reading: &Reading,
) -> Vec<DataRecord> {
    let lines = SourceLines::of_document(seen.text, seen.document);
    let file = slashed(&job.shown());
    let found = by_report(&analysis.findings, &starts_of(reading));
    let mut records = Vec::with_capacity(found.len());
    for (at, ((report, origin), here)) in reading.reports().zip(found).enumerate() {
        let kit = Arc::clone(report.aligned.kit());
        let tidy = tidy(report, origin);
        let (cells, written) = cells_of(&tidy, &lines, seen.text);
        let mut record = DataRecord {
            file: file.clone(),
            report: at + 1,
            unit: tidy.unit,
            year: tidy.year,
            kit,
            n_findings: 0,
            cells,
            written,
        };
        record.find(here);
        records.push(record);
    }
    records
}

/// The cells with nothing found, and the characters of all of them.
fn cells_of(tidy: &TidyReport, lines: &SourceLines<'_>, text: &str) -> (Vec<DataCell>, String) {
    let mut written = String::new();
    let data = |cell: &TidyCell| {
        let place = cell.span.filter(|_| !lines.are_read());
        let start = written.len();
        written.push_str(cell.span.map_or("", |span| span.of(text)));
        DataCell {
            table: cell.table,
            cell: cell.cell,
            state: cell.state,
            value: cell.value.map(DataNumber::of),
            line: place.map(|span| lines.line_at(span.range().start)),
            written: start..written.len(),
            findings: Cow::default(),
        }
    };
    let cells = tidy.cells.iter().map(data).collect();
    (cells, written)
}

impl DataRecord {
    /// The edition that the report is written on.
    pub fn edition(&self) -> &Edition {
        &self.kit.edition
    }

    /// The edition with all that is made of it.
    pub fn kit(&self) -> &Arc<Kit> {
        &self.kit
    }

    /// Says of its cells what was found anew.
    pub fn found_anew(&mut self, findings: &[Finding]) {
        for cell in &mut self.cells {
            cell.findings = Cow::default();
        }
        self.find(findings);
    }

    /// Says of its cells, of which nothing has been said, what was found: each code once.
    fn find(&mut self, findings: &[Finding]) {
        self.n_findings = findings.len();
        for finding in findings {
            let name = finding.cell.as_deref().unwrap_or_default();
            for place in self.kit.edition.cells_named(name) {
                let mut cells = self.cells.iter_mut();
                let Some(cell) = cells.find(|cell| (cell.table, cell.cell) == place) else {
                    continue;
                };
                let codes = &mut cell.findings;
                if codes.is_empty() {
                    *codes = Cow::Borrowed(finding.code);
                } else if codes.split(' ').all(|code| code != finding.code) {
                    *codes = Cow::Owned(format!("{codes} {}", finding.code));
                }
            }
        }
    }

    /// The characters of a cell.
    pub fn written(&self, cell: &DataCell) -> &str {
        self.written.get(cell.written.clone()).unwrap_or_default()
    }

    /// The words of the form for a cell's row.
    pub fn words(&self, table: usize, cell: usize) -> CellWords<'_> {
        let spec = &self.edition().tables[table];
        let (row, column) = spec.row_and_column(cell);
        let (row, column) = (&spec.rows[row], &spec.columns[column]);
        CellWords {
            section: &self.edition().sections[spec.section].id,
            row_id: &row.id,
            row_label: &row.label,
            column_id: &column.id,
            column_label: &column.label,
        }
    }
}

impl<K> DataRecord<K> {
    /// The same record with another edition at hand, and the one it had.
    pub fn on<L>(self, kit: L) -> (DataRecord<L>, K) {
        let record = DataRecord {
            file: self.file,
            report: self.report,
            unit: self.unit,
            year: self.year,
            kit,
            n_findings: self.n_findings,
            cells: self.cells,
            written: self.written,
        };
        (record, self.kit)
    }
}

impl DataNumber {
    fn of(number: Number) -> DataNumber {
        match number.whole() {
            Some(whole) => DataNumber::Whole(whole),
            None => DataNumber::Decimal(number.plain()),
        }
    }

    /// In plain digits.
    pub fn plain(&self) -> Cow<'_, str> {
        match self {
            DataNumber::Whole(whole) => Cow::Owned(whole.to_string()),
            DataNumber::Decimal(digits) => Cow::Borrowed(digits),
        }
    }

    /// As a column of numbers has it.
    #[cfg(feature = "parquet")]
    pub fn real(&self) -> Option<f64> {
        self.json()?.as_f64()
    }

    /// As JSON has it.
    pub fn json(&self) -> Option<serde_json::Number> {
        match self {
            DataNumber::Whole(whole) => Some((*whole).into()),
            DataNumber::Decimal(digits) => serde_json::Number::from_f64(digits.parse().ok()?),
        }
    }
}

impl fmt::Display for DataNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DataNumber::Whole(whole) => whole.fmt(out),
            DataNumber::Decimal(digits) => out.write_str(digits),
        }
    }
}

/// A number as JSON has it: whole where it is.
pub(in crate::cli) fn json_number(number: Number) -> Option<serde_json::Number> {
    DataNumber::of(number).json()
}
