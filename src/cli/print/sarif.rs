//! SARIF 2.1.0, for code scanning. One run; columns count Unicode code points, which the run says itself.

use std::path::Path;

use serde_json::{Value, json};

use super::json::{JsonDocumentPlace, written};
use super::{Checked, Ending, INTERRUPTED};
use crate::cli::left_out::LeftOut;
use crate::cli::lines::SourceLines;
use crate::cli::uri;
use crate::door::Finding;
use crate::door::Span;
use crate::door::{Edit, Fix};
use crate::finding::Severity;
use crate::locale::Locale;
use crate::rules::{RULES, Rule};

/// The name under which the current folder stands in the run.
const ROOT: &str = "%SRCROOT%";

/// Everything before the results.
pub(super) fn opening(root: Option<&str>, locale: Locale) -> String {
    let driver = json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "rules": rules(locale),
    });
    let mut run = format!("\"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",");
    if let Some(root) = root {
        let bases = json!({ ROOT: { "uri": format!("{}/", uri::of_file(root)) } });
        run += &format!("\"originalUriBaseIds\":{bases},");
    }
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{{run}\"results\":[\n"
    )
}

fn rules(locale: Locale) -> Vec<Value> {
    let rule = |rule: &&Rule| {
        json!({
            "id": rule.code,
            "shortDescription": { "text": rule.summary.get(locale) },
            "help": { "text": rule.explain.page(locale) },
            "defaultConfiguration": { "level": level(rule.severity) },
        })
    };
    RULES.iter().map(rule).collect()
}

/// The results of one text, with commas between.
pub(super) fn piece(checked: &Checked<'_>) -> String {
    let results: Vec<String> = checked
        .analysis
        .findings
        .iter()
        .map(|finding| written(&result(checked, finding)))
        .collect();
    results.join(",\n")
}

/// Everything after the results: what the run could not do, and what it left out.
pub(super) fn closing(ending: &Ending<'_>) -> String {
    let interrupted = ending.interrupted().map(|words| {
        json!({
            "level": "error",
            "descriptor": { "id": INTERRUPTED },
            "message": { "text": words },
        })
    });
    let left_out = ending.summary.left_out.iter().map(notification);
    let told: Vec<Value> = left_out.chain(interrupted).collect();
    let invocations = json!([{
        "executionSuccessful": !ending.failed,
        "toolExecutionNotifications": told,
    }]);
    format!("\n],\"invocations\":{}}}]}}\n", written(&invocations))
}

fn notification(left: &LeftOut) -> Value {
    json!({
        "level": if left.failed { "error" } else { "note" },
        "descriptor": { "id": left.reason.code() },
        "message": { "text": left.sentence },
        "locations": [{ "physicalLocation": { "artifactLocation": artifact(&left.path, &left.absolute) } }],
    })
}

fn result(checked: &Checked<'_>, finding: &Finding) -> Value {
    let artifact = artifact(checked.path, checked.absolute);
    let place = |file: Value, lines: &SourceLines<'_>, span: Span| match lines.are_read() {
        // A document has no lines; where in it something stands is said in words and fields.
        true => json!({ "artifactLocation": file }),
        false => json!({ "artifactLocation": file, "region": region(lines, span) }),
    };
    let mut location =
        json!({ "physicalLocation": place(artifact.clone(), &checked.lines, finding.span) });
    let mut logical = Vec::new();
    if let Some(cell) = &finding.cell {
        logical.push(json!({ "fullyQualifiedName": cell }));
    }
    let mut message = finding.message.clone();
    if let Some(in_document) = checked.lines.document_place(finding.span) {
        let words = checked.lines.words(finding.span, checked.locale);
        message = format!("{words} {message}");
        let fields = JsonDocumentPlace::from(in_document);
        logical.push(json!({ "name": words, "properties": fields }));
    }
    if !logical.is_empty() {
        location["logicalLocations"] = json!(logical);
    }
    let mut result = json!({
        "ruleId": finding.code,
        "level": level(finding.severity),
        "message": { "text": message },
        "locations": [location],
    });
    if !finding.related.is_empty() {
        let related = finding
            .related
            .iter()
            .enumerate()
            .filter_map(|(at, related)| {
                let (path, lines) = checked.home_of(related)?;
                let file = path.map_or_else(|| artifact.clone(), plain_artifact);
                let message = match lines.are_read() {
                    true => format!(
                        "{} {}",
                        lines.words(related.span, checked.locale),
                        related.message
                    ),
                    false => related.message.clone(),
                };
                let place = place(file, lines, related.span);
                Some(json!({ "id": at, "physicalLocation": place, "message": { "text": message } }))
            });
        result["relatedLocations"] = related.collect();
    }
    if !finding.fixes.is_empty() && !checked.lines.are_read() {
        let replacement = |edit: &Edit| json!({ "deletedRegion": region(&checked.lines, edit.span), "insertedContent": { "text": edit.text } });
        let fix = |fix: &Fix| {
            let replacements: Vec<Value> = fix.edits().iter().map(replacement).collect();
            json!({
                "description": { "text": fix.title },
                "artifactChanges": [{ "artifactLocation": artifact, "replacements": replacements }],
                "properties": { "applicability": fix.applicability.name() },
            })
        };
        result["fixes"] = finding.fixes.iter().map(fix).collect();
    }
    result
}

fn region(lines: &SourceLines<'_>, span: Span) -> Value {
    let start = lines.place(span.range().start);
    let end = lines.place(span.range().end);
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

/// A file, by its path as it is shown; by its bytes from the root where these are no text, so that whoever follows it finds the file.
fn artifact(path: &str, absolute: &Path) -> Value {
    match absolute.to_str() {
        None => json!({ "uri": uri::of_bytes(absolute) }),
        Some(_) => plain_artifact(path),
    }
}

fn plain_artifact(path: &str) -> Value {
    if uri::is_absolute(path) {
        json!({ "uri": uri::of_file(path) })
    } else {
        json!({ "uri": uri::relative(path), "uriBaseId": ROOT })
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "note",
    }
}
