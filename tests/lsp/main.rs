//! Conversations with the real server over pipes: what editors do, and what they should not do but will.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod checking;
#[path = "../support/fixtures.rs"]
mod fixtures;
mod following;
mod leaving;
mod messages;
mod names;
mod previewing;
mod settings;
mod soak;
#[path = "../support/mod.rs"]
mod support;
mod views;
mod workspace;
mod writing;

use std::path::{Path, PathBuf};

use nianbao::text::{Position, PositionUnit, Text};
use serde_json::{Value, json};

/// The bundled reports with their names, in order.
fn reports() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/reports");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let named = |path: PathBuf| {
        (
            path.file_name().unwrap().to_str().unwrap().to_owned(),
            std::fs::read_to_string(path).unwrap(),
        )
    };
    paths.into_iter().map(named).collect()
}

fn report(name: &str) -> String {
    reports()
        .into_iter()
        .find(|(other, _)| other == name)
        .expect("a bundled report")
        .1
}

/// A byte range of `text` as the client counts it.
fn place(text: &str, bytes: std::ops::Range<usize>) -> Value {
    let text = Text::from(text);
    let at = |offset| {
        let Position { line, column } = text.position(offset, PositionUnit::Utf16);
        json!({ "line": line, "character": column })
    };
    json!({ "start": at(bytes.start), "end": at(bytes.end) })
}

/// The bytes of `text` that the client means.
fn bytes(text: &str, range: &Value) -> std::ops::Range<usize> {
    let text = Text::from(text);
    let offset = |place: &Value| {
        let number = |key: &str| u32::try_from(place[key].as_u64().unwrap()).unwrap();
        text.offset(
            Position {
                line: number("line"),
                column: number("character"),
            },
            PositionUnit::Utf16,
        )
    };
    offset(&range["start"])..offset(&range["end"])
}

/// `text` after edits, which are given in order.
fn edited(text: &str, edits: &[Value]) -> String {
    let mut out = text.to_owned();
    for edit in edits.iter().rev() {
        out.replace_range(
            bytes(text, &edit["range"]),
            edit["newText"].as_str().unwrap(),
        );
    }
    out
}

/// The first line in which two texts differ.
fn first_difference<'a>(one: &'a str, other: &'a str) -> Option<(&'a str, &'a str)> {
    let lines = |text: &'a str| {
        text.split('\n')
            .chain(std::iter::repeat(""))
            .take(one.len().max(other.len()))
    };
    lines(one)
        .zip(lines(other))
        .find(|(one, other)| one != other)
}

/// The edits of an action on the one open document.
fn edits_of(action: &Value) -> &[Value] {
    action["edit"]["documentChanges"][0]["edits"]
        .as_array()
        .expect("edits")
}

fn with_code<'a>(findings: &'a [Value], code: &str) -> Vec<&'a Value> {
    findings
        .iter()
        .filter(|finding| finding["code"] == code)
        .collect()
}

/// Findings without what depends on the document's name and version.
fn bare(findings: &[Value]) -> Vec<[Value; 4]> {
    let parts =
        |finding: &Value| ["range", "code", "severity", "message"].map(|key| finding[key].clone());
    findings.iter().map(parts).collect()
}
