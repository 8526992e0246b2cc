//! JSON for other programs. Lines and columns from 1, columns in characters (Unicode scalar values) and in UTF-16 units, bytes from 0 in the
//! text as UTF-8 without its byte order mark.

use serde::Serialize;

use super::Checked;
use crate::cli::lines::Place;
use crate::door::Span;
use crate::door::{Edit, Fix};
use crate::door::{Finding, Related};

/// Before the first file.
pub(super) const OPENING: &str = "{\"version\":1,\"files\":[\n";
/// After the last file.
pub(super) const CLOSING: &str = "\n]}\n";

#[derive(Serialize)]
struct JsonFile<'a> {
    path: &'a str,
    encoding: &'a str,
    edition: Option<&'a str>,
    findings: Vec<JsonFinding<'a>>,
}

#[derive(Serialize)]
struct JsonLine<'a> {
    path: &'a str,
    encoding: &'a str,
    edition: Option<&'a str>,
    #[serde(flatten)]
    finding: JsonFinding<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonFinding<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    range: JsonRange,
    cell: Option<&'a str>,
    related: Vec<JsonRelated<'a>>,
    /// The best one.
    fix: Option<JsonFix<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_fixes: Vec<JsonFix<'a>>,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    message: &'a str,
    range: JsonRange,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    title: &'a str,
    applicability: &'a str,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    range: JsonRange,
    text: &'a str,
}

/// The range of a span.
#[derive(Serialize)]
pub(in crate::cli) struct JsonRange {
    start: JsonPlace,
    end: JsonPlace,
}

#[derive(Serialize)]
struct JsonPlace {
    line: usize,
    column: usize,
    #[serde(rename = "utf16Column")]
    utf16_column: usize,
    byte: usize,
}

impl From<Place> for JsonPlace {
    fn from(place: Place) -> Self {
        JsonPlace {
            line: place.line,
            column: place.column,
            utf16_column: place.utf16_column,
            byte: place.byte,
        }
    }
}

impl JsonRange {
    /// Of a span in a text with these lines.
    pub(in crate::cli) fn of(span: Span, lines: &crate::cli::lines::Lines<'_>) -> Self {
        let range = span.range();
        JsonRange {
            start: lines.place(range.start).into(),
            end: lines.place(range.end).into(),
        }
    }
}

/// The object of one file.
pub(super) fn piece(checked: &Checked<'_>) -> String {
    let findings = checked
        .analysis
        .findings
        .iter()
        .map(|finding| json(finding, checked))
        .collect();
    let edition = checked.analysis.edition.as_deref();
    written(&JsonFile {
        path: checked.path,
        encoding: checked.encoding,
        edition,
        findings,
    })
}

/// One object per finding, each on a line of its own.
pub(super) fn lines(checked: &Checked<'_>) -> String {
    let line = |finding: &Finding| {
        let edition = checked.analysis.edition.as_deref();
        let line = JsonLine {
            path: checked.path,
            encoding: checked.encoding,
            edition,
            finding: json(finding, checked),
        };
        written(&line) + "\n"
    };
    checked.analysis.findings.iter().map(line).collect()
}

fn json<'a>(finding: &'a Finding, checked: &Checked<'_>) -> JsonFinding<'a> {
    let range = |span| JsonRange::of(span, &checked.lines);
    let edit = |edit: &'a Edit| JsonEdit {
        range: range(edit.span),
        text: &edit.text,
    };
    let fix = |fix: &'a Fix| JsonFix {
        title: &fix.title,
        applicability: fix.applicability.name(),
        edits: fix.edits().iter().map(edit).collect(),
    };
    let related = |place: &'a Related| JsonRelated {
        message: &place.message,
        range: range(place.span),
    };
    let mut fixes = finding.fixes.iter().map(fix);
    JsonFinding {
        code: finding.code,
        severity: finding.severity.name(),
        message: &finding.message,
        range: range(finding.span),
        cell: finding.cell.as_deref(),
        related: finding.related.iter().map(related).collect(),
        fix: fixes.next(),
        other_fixes: fixes.collect(),
    }
}

/// JSON of a value of this module. It holds nothing that JSON cannot say; should that change, the object says so itself.
pub(in crate::cli) fn written(value: &impl Serialize) -> String {
    serde_json::to_string(value)
        .unwrap_or_else(|error| serde_json::json!({ "error": error.to_string() }).to_string())
}
