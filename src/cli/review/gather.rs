//! What a review keeps of one file: its reports with their numbers and findings, without their text.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::put_away::PutReports;
use crate::analysis::{Analysis, by_report, starts_of};
use crate::cli::across::AnalysedBeside;
use crate::cli::baseline::Baseline;
use crate::cli::batch::{Job, Outcome, Worked};
use crate::cli::documents::Seen;
use crate::cli::lines::SourceLines;
use crate::cli::print::excerpt::excerpt;
use crate::cli::print::tally::Tally;
use crate::cli::spool::Spool;
use crate::cli::uri::slashed;
use crate::door::Finding;
use crate::finding::Severity;
use crate::fix::Applicability;
use crate::form::phrases::BodyKind;
use crate::kit::Kit;
use crate::locale::Locale;
use crate::narrative::body;
use crate::reading::Reading;
use crate::rules::RULES;
use crate::say;
use crate::views::applications::{Applications, applications};
use crate::views::tidy::{TidyReport, TidyState, tidy};

/// The reports of one file.
pub(super) type Gathered = Vec<ReviewedReport>;

/// One report as a reviewer sees it.
#[derive(Serialize, Deserialize)]
pub(super) struct ReviewedReport<K = Arc<Kit>> {
    /// The file, with `/` on every system.
    pub file: String,
    /// Which report of the file it is, from 1.
    pub number: usize,
    pub unit: Option<String>,
    pub year: Option<u16>,
    /// The kind of its body, in both languages; empty if none is known.
    pub kind: [String; 2],
    pub title: String,
    /// The edition that it is written on.
    pub kit: K,
    /// What stands in each cell, table by table, as a JSON array: a number, `""` for a blank, other words, `["…"]` if it cannot be told whose they are, `null`
    /// if there is nothing.
    pub values: String,
    pub findings: Vec<ReviewedFinding>,
    pub applications: Option<Applications>,
}

/// One finding of it.
#[derive(Serialize, Deserialize)]
pub(super) struct ReviewedFinding {
    /// The place of its rule in [`RULES`].
    rule: usize,
    pub severity: Severity,
    pub message: String,
    /// The cell that it is about, counted through all tables of the edition.
    pub cell: Option<usize>,
    /// Its name.
    pub cell_name: Option<String>,
    /// Where it is, in words.
    pub place: String,
    /// The line that it points at, cut round the mark: before, marked, after.
    pub quote: [String; 3],
    /// What can be done, the best first, and whether that is certain.
    pub fixes: Vec<(String, bool)>,
}

impl ReviewedFinding {
    /// The code of its rule.
    pub fn code(&self) -> &'static str {
        RULES.get(self.rule).map_or("", |rule| rule.code)
    }
}

impl ReviewedReport {
    /// Errors, warnings and notes.
    pub fn counts(&self) -> [usize; 3] {
        let count = |severity| {
            let findings = self.findings.iter();
            findings
                .filter(|finding| finding.severity == severity)
                .count()
        };
        [Severity::Error, Severity::Warning, Severity::Information].map(count)
    }
}

/// What is kept of a text that was analysed. Of the findings only those are kept that are new.
pub(super) fn gather(
    job: &Job,
    seen: Seen<'_>,
    mut analysis: Analysis,
    reading: &Reading,
    baseline: Option<&Baseline>,
) -> Worked<Gathered> {
    let file = slashed(&job.shown());
    let starts = starts_of(reading);
    if let Some(baseline) = baseline {
        baseline.take_out(&file, &mut analysis, &starts);
    }
    let text = seen.text;
    let lines = SourceLines::of_document(text, seen.document);
    let found = by_report(&analysis.findings, &starts);
    let mut gathered = Vec::new();
    for (at, ((report, origin), here)) in reading.reports().zip(found).enumerate() {
        let kit = Arc::clone(report.aligned.kit());
        let tidy = tidy(report, origin);
        let bodies = kit.edition.bodies();
        let kind = tidy
            .unit
            .as_deref()
            .and_then(|unit| body::kind(unit, bodies));
        let finding = |finding: &Finding| reviewed(finding, &kit, &lines, job.locale());
        gathered.push(ReviewedReport {
            file: file.clone(),
            number: at + 1,
            kind: kind.map_or_else(Default::default, |kind: &BodyKind| kind.names.clone()),
            title: tidy.title.clone(),
            values: values(&tidy, text),
            findings: here.iter().map(finding).collect(),
            applications: applications(report),
            unit: tidy.unit,
            year: tidy.year,
            kit,
        });
    }
    Worked {
        outcome: Outcome {
            tally: Tally::of(&analysis),
            ..Outcome::default()
        },
        yields: Some(gathered),
    }
}

/// The same of a text in which something was found beside others.
pub(super) fn gather_anew(
    beside: &AnalysedBeside<'_>,
    reports: Option<PutReports>,
    baseline: Option<&Baseline>,
    spool: &Spool,
) -> Worked<PutReports> {
    let (job, seen, starts) = (beside.job, beside.seen, beside.starts);
    let mut analysis = beside.analysis.clone();
    if let Some(baseline) = baseline {
        baseline.take_out(&slashed(&job.shown()), &mut analysis, starts);
    }
    let lines = SourceLines::of_document(seen.text, seen.document);
    let find_anew = |reports: &mut Gathered| {
        let found = by_report(&analysis.findings, starts);
        for (report, here) in reports.iter_mut().zip(found) {
            let kit = &report.kit;
            let finding = |finding: &Finding| reviewed(finding, kit, &lines, job.locale());
            report.findings = here.iter().map(finding).collect();
        }
    };
    Worked {
        outcome: Outcome {
            tally: Tally::of(&analysis),
            ..Outcome::default()
        },
        yields: reports.map(|reports| reports.changed(spool, find_anew)),
    }
}

/// The names of all cells of an edition, table by table.
pub(super) fn cell_names(kit: &Kit) -> Vec<String> {
    let tables = kit.edition.tables.iter();
    tables
        .flat_map(|table| (0..table.n_cells).map(|cell| table.cell_name(cell)))
        .collect()
}

fn reviewed(
    finding: &Finding,
    kit: &Kit,
    lines: &SourceLines<'_>,
    locale: Locale,
) -> ReviewedFinding {
    let span = finding.span.range();
    let line = lines.line_at(span.start);
    let start = lines.start(line);
    let mark = span.start.saturating_sub(start)..span.end.saturating_sub(start);
    let cut = excerpt(lines.line(line), mark);
    let place = match lines.are_read() {
        true => lines.words(finding.span, locale),
        false => say!(locale, "第 {line} 行", "line {line}"),
    };
    let fix = |fix: &crate::door::Fix| {
        let is_safe = fix.applicability == Applicability::Safe;
        (fix.title.clone(), is_safe)
    };
    ReviewedFinding {
        rule: RULES
            .iter()
            .position(|rule| rule.code == finding.code)
            .unwrap_or(usize::MAX),
        severity: finding.severity,
        message: finding.message.clone(),
        cell: finding.cell.as_ref().and_then(|name| cell_named(kit, name)),
        cell_name: finding.cell.clone(),
        place,
        quote: [cut.before, cut.marked, cut.after],
        fixes: finding.fixes.iter().map(fix).collect(),
    }
}

/// The first cell that bears a name, counted through all tables of the edition.
fn cell_named(kit: &Kit, name: &str) -> Option<usize> {
    let (table, cell) = kit.edition.cells_named(name).next()?;
    let before = kit.edition.tables.iter().take(table);
    Some(before.map(|table| table.n_cells).sum::<usize>() + cell)
}

fn values(tidy: &TidyReport, text: &str) -> String {
    let mut values = String::with_capacity(4 * tidy.cells.len());
    for cell in &tidy.cells {
        values.push(if values.is_empty() { '[' } else { ',' });
        let written = || cell.span.map_or("", |span| span.of(text).trim());
        let words = || Value::from(written()).to_string();
        let value: Cow<'_, str> = match (cell.state, cell.value) {
            (TidyState::Absent, _) => "null".into(),
            (TidyState::Blank, _) => "\"\"".into(),
            (TidyState::Unplaced, _) => format!("[{}]", words()).into(),
            (TidyState::Stated, Some(number)) => {
                let json = crate::cli::data::json_number(number);
                json.map_or_else(words, |json| json.to_string()).into()
            }
            (TidyState::Stated, None) => words().into(),
        };
        values.push_str(&value);
    }
    if values.is_empty() {
        values.push('[');
    }
    values.push(']');
    values
}
