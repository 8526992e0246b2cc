//! JSON for other programs. Lines and columns from 1, columns in characters (Unicode scalar values) and in UTF-16 units, bytes from 0 in the
//! text as UTF-8 without its byte order mark.

mod places;

use std::collections::BTreeMap;

use serde::Serialize;

pub(in crate::cli) use self::places::{JsonDocumentPlace, JsonRange};
use super::{Checked, Ending};
use crate::chars::is_hidden_command;
use crate::cli::left_out::{LeftOut, Reason};
use crate::cli::uri::slashed;
use crate::door::{Edit, Finding, Fix, Related};

/// Before the first file.
pub(super) const OPENING: &str = "{\"version\":1,\"files\":[\n";

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

/// A file that was not checked.
#[derive(Serialize)]
struct JsonLeftOut<'a> {
    path: String,
    reason: &'a str,
    /// What it is, if it is a document of another program.
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'a str>,
    message: &'a str,
    /// Whether it should have been checked.
    failed: bool,
}

/// The same on a line of its own; no finding has a `skipped`.
#[derive(Serialize)]
struct JsonLeftOutLine<'a> {
    skipped: JsonLeftOut<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonSummary<'a> {
    reports: usize,
    with_findings: usize,
    errors: usize,
    warnings: usize,
    informations: usize,
    fixable: usize,
    by_rule: &'a BTreeMap<&'static str, usize>,
    skipped: usize,
    /// Whether everything could be done that was asked for.
    complete: bool,
    /// Files that an interrupted run did not come to.
    #[serde(skip_serializing_if = "is_none")]
    not_reached: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct JsonFinding<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    range: JsonRange,
    /// Where it stands in the document that the text was read of.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<JsonDocumentPlace<'a>>,
    cell: Option<&'a str>,
    related: Vec<JsonRelated<'a>>,
    /// The best one.
    fix: Option<JsonFix<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_fixes: Vec<JsonFix<'a>>,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    /// The file it stands in, if it is another than the finding's.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    message: &'a str,
    range: JsonRange,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<JsonDocumentPlace<'a>>,
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

fn is_none(count: &usize) -> bool {
    *count == 0
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

/// After the last file.
pub(super) fn closing(ending: &Ending<'_>) -> String {
    let (summary, tally) = (ending.summary, &ending.summary.tally);
    let skipped: Vec<JsonLeftOut> = summary.left_out.iter().map(left_out).collect();
    let counts = JsonSummary {
        reports: tally.reports,
        with_findings: tally.with_findings,
        errors: tally.errors,
        warnings: tally.warnings,
        informations: tally.informations,
        fixable: tally.fixable,
        by_rule: &tally.by_rule,
        skipped: skipped.len(),
        complete: !ending.failed,
        not_reached: summary.not_reached,
    };
    let skipped: Vec<String> = skipped.iter().map(written).collect();
    let (skipped, counts) = (skipped.join(",\n"), written(&counts));
    format!("\n],\"skipped\":[\n{skipped}\n],\"summary\":{counts}}}\n")
}

/// One object per file that was not checked, each on a line of its own; and one that says so if the run was stopped before the end.
pub(super) fn closing_lines(ending: &Ending<'_>) -> String {
    let line = |left: &LeftOut| {
        let skipped = left_out(left);
        written(&JsonLeftOutLine { skipped }) + "\n"
    };
    let lines: String = ending.summary.left_out.iter().map(line).collect();
    match ending.summary.not_reached {
        0 => lines,
        left => lines + &written(&serde_json::json!({ "notReached": left })) + "\n",
    }
}

fn left_out(left: &LeftOut) -> JsonLeftOut<'_> {
    JsonLeftOut {
        path: slashed(&left.path),
        reason: left.reason.code(),
        format: match left.reason {
            Reason::OtherFormat(format) => Some(format.id),
            _ => None,
        },
        message: &left.sentence,
        failed: left.failed,
    }
}

fn json<'a>(finding: &'a Finding, checked: &'a Checked<'_>) -> JsonFinding<'a> {
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
    let related = |place: &'a Related| {
        let (path, lines) = checked.home_of(place)?;
        Some(JsonRelated {
            path,
            message: &place.message,
            range: JsonRange::of(place.span, lines),
            place: lines.document_place(place.span).map(Into::into),
        })
    };
    let mut fixes = finding.fixes.iter().map(fix);
    JsonFinding {
        code: finding.code,
        severity: finding.severity.name(),
        message: &finding.message,
        range: range(finding.span),
        place: checked.lines.document_place(finding.span).map(Into::into),
        cell: finding.cell.as_deref(),
        related: finding.related.iter().filter_map(related).collect(),
        fix: fixes.next(),
        other_fixes: fixes.collect(),
    }
}

/// JSON of a value of this module. It holds nothing that JSON cannot say; should that change, the object says so itself.
pub(in crate::cli) fn written(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value)
        .unwrap_or_else(|error| serde_json::json!({ "error": error.to_string() }).to_string());
    let is_command = |letter: char| letter == '\u{7f}' || is_hidden_command(letter);
    // The bytes that those begin with, which hardly a row has.
    let may_begin = |byte: &u8| matches!(byte, 0x7f | 0xc2 | 0xd8 | 0xe2);
    if !json.as_bytes().iter().any(may_begin) || !json.contains(is_command) {
        return json;
    }
    // JSON is looked at on terminals too. Outside strings there is nothing but ASCII.
    let mut inert = String::with_capacity(json.len() + 16);
    for letter in json.chars() {
        match is_command(letter) {
            true => inert.push_str(&format!("\\u{:04x}", u32::from(letter))),
            false => inert.push(letter),
        }
    }
    inert
}
