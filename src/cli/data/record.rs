//! One report of a file, ready to be written as data in whatever way.

use std::borrow::Cow;

use crate::analysis::{Memory, analyze_again};
use crate::cli::batch::{Job, Outcome};
use crate::cli::lines::Lines;
use crate::cli::load::Contents;
use crate::cli::print::tally::Tally;
use crate::cli::uri::slashed;
use crate::door::Finding;
use crate::form::Edition;
use crate::span::{Source, Span};
use crate::syntax::value::Number;
use crate::views::tidy::{TidyCell, TidyReport, tidy};

/// One report with all that its rows say.
pub(super) struct DataRecord<'a> {
    /// The file, as the command line names it, with `/` on every system.
    pub file: &'a str,
    /// Which report of the file it is, from 1.
    pub report: usize,
    pub edition: &'a Edition,
    pub tidy: &'a TidyReport,
    /// Everything that was found in it.
    pub findings: &'a [Finding],
    text: &'a str,
    lines: &'a Lines<'a>,
}

/// The words of one cell's row.
pub(super) struct CellWords<'a> {
    pub section: &'a str,
    pub row_id: &'a str,
    pub row_label: &'a str,
    pub column_id: &'a str,
    pub column_label: &'a str,
    /// From 1; `None` in a document, in which nobody counts lines.
    pub line: Option<usize>,
    /// Its characters.
    pub written: &'a str,
}

/// The records of one text, in reading order; `None` if it is no report.
pub(super) fn records_of(
    job: &Job,
    contents: &Contents,
    mut take: impl FnMut(DataRecord<'_>),
) -> Option<Outcome> {
    let text = contents.text.as_str();
    let mut memory = Memory::default();
    let analysis = analyze_again(text, &job.loaded.forms, &job.settings(), &mut memory);
    if !analysis.is_report {
        return None;
    }
    let (file, lines) = (
        slashed(&job.shown()),
        Lines::of_document(text, contents.document.as_deref()),
    );
    let mut rest = analysis.findings.as_slice();
    let reports: Vec<_> = memory.reading.reports().collect();
    for (at, (report, origin)) in reports.iter().enumerate() {
        // Findings come report by report.
        let next = reports.get(at + 1).map(|(_, next)| next.start());
        let is_here = |finding: &Finding| next.is_none_or(|next| starts_before(finding.span, next));
        let (here, others) = rest.split_at(rest.partition_point(is_here));
        rest = others;
        take(DataRecord {
            file: &file,
            report: at + 1,
            edition: report.aligned.edition(),
            tidy: &tidy(report, *origin),
            findings: here,
            text,
            lines: &lines,
        });
    }
    Some(Outcome {
        tally: Tally::of(&analysis),
        ..Outcome::default()
    })
}

fn starts_before(span: Span<Source>, at: usize) -> bool {
    (span.start as usize) < at
}

impl DataRecord<'_> {
    /// The words of a cell's row.
    pub fn words(&self, cell: &TidyCell) -> CellWords<'_> {
        let spec = &self.edition.tables[cell.table];
        let (row, column) = spec.row_and_column(cell.cell);
        let (row, column) = (&spec.rows[row], &spec.columns[column]);
        let span = cell.span;
        CellWords {
            section: &self.edition.sections[spec.section].id,
            row_id: &row.id,
            row_label: &row.label,
            column_id: &column.id,
            column_label: &column.label,
            line: span
                .filter(|_| !self.lines.are_read())
                .map(|span| self.lines.place(span.range().start).line),
            written: span.map_or("", |span| span.of(self.text)),
        }
    }

    /// The codes of the findings about each cell, in the order of the cells, with one space between two.
    pub fn codes(&self) -> Vec<Cow<'static, str>> {
        let mut codes = vec![Cow::Borrowed(""); self.tidy.cells.len()];
        if !self.findings.iter().any(|finding| finding.cell.is_some()) {
            return codes;
        }
        for (cell, codes) in self.tidy.cells.iter().zip(&mut codes) {
            let name = self.edition.tables[cell.table].cell_name(cell.cell);
            let is_here = |finding: &&Finding| finding.cell.as_ref() == Some(&name);
            for finding in self.findings.iter().filter(is_here) {
                match codes.is_empty() {
                    true => *codes = Cow::Borrowed(finding.code),
                    false if codes.split(' ').any(|code| code == finding.code) => {}
                    false => *codes = Cow::Owned(format!("{codes} {}", finding.code)),
                }
            }
        }
        codes
    }
}

/// A number as JSON has it: whole where it is.
pub(in crate::cli) fn json_number(number: Number) -> Option<serde_json::Number> {
    match number.whole() {
        Some(whole) => Some(whole.into()),
        None => serde_json::Number::from_f64(number.plain().parse().ok()?),
    }
}
