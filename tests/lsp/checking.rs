//! What is found in open documents, and what is offered there.

use std::path::PathBuf;
use std::process::Command;

use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::rules::rule;
use nianbao::settings::Settings;
use nianbao::text::{Position, PositionUnit, Text};
use nianbao::views::cells;
use serde_json::{Value, json};

use crate::support::client::{Client, range};
use crate::{bare, edited, edits_of, first_difference, fixtures, place, report, reports};

#[test]
fn a_blanked_total_is_found_filled_and_found_again_after_undo() {
    let mut client = Client::start(json!({}));
    for (name, text) in reports() {
        let uri = format!("untitled:{name}");
        client.open(&uri, &text);
        let before = client.findings(&uri, 1);
        let granted = ["applications", "granted", "total"].map(str::to_owned);
        let cells = cells(&Reading::of(&text, Forms::builtin(), &Settings::default()));
        let total = cells
            .iter()
            .find(|cell| cell.ids == granted)
            .expect("a total");
        let blanked = |findings: &[Value]| -> Vec<Value> {
            let ours = |finding: &&Value| {
                finding["code"] == "blank-total" && finding["data"]["cell"] == *total.name
            };
            findings.iter().filter(ours).cloned().collect()
        };
        let was = place(&text, total.span.range());
        let blank = edited(&text, &[json!({ "range": was, "newText": "" })]);
        client.change(&uri, 2, json!([{ "range": was, "text": "" }]));
        let found = blanked(&client.findings(&uri, 2));
        assert_eq!(found.len(), 1, "{name}");

        let offered = client.actions(&uri, &found[0]["range"], None);
        let fix = &offered[0];
        assert_eq!(
            (&fix["kind"], &fix["isPreferred"]),
            (&json!("quickfix"), &json!(true))
        );
        assert_eq!(
            fix["edit"]["documentChanges"][0]["textDocument"]["version"],
            2
        );
        let filled = edited(&blank, edits_of(fix));
        assert_eq!(first_difference(&filled, &text), None, "{name}");
        let all = client.actions(&uri, &range(0, 0, 0), Some("source.fixAll"));
        assert_eq!(all.len(), 1);
        let fixed = edited(&blank, edits_of(&all[0]));

        for (version, text, n_found) in [(3, &fixed, 0), (4, &blank, 1), (5, &text, 0)] {
            client.change(&uri, version, json!([{ "text": text }]));
            assert_eq!(
                blanked(&client.findings(&uri, version)).len(),
                n_found,
                "{name} {version}"
            );
        }
        client.change(&uri, 6, json!([]));
        assert_eq!(bare(&client.findings(&uri, 6)), bare(&before), "{name}");
        client.close(&uri);
        assert_eq!(client.findings(&uri, 6), Vec::<Value>::new());
    }
}

#[test]
fn the_editor_and_the_command_line_find_the_same() {
    // Every bundled report and every fixture, under names that sort as they are opened.
    let bundled = reports().into_iter().map(|(_, text)| text);
    let fixtures = fixtures::all().into_iter().map(|fixture| fixture.text);
    let texts: Vec<String> = bundled.chain(fixtures).collect();
    assert!(texts.len() > 60, "the fixtures are there");
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = (0..texts.len())
        .map(|at| folder.path().join(format!("{at:03}.txt")))
        .collect();
    for (path, text) in paths.iter().zip(&texts) {
        std::fs::write(path, text).unwrap();
    }
    let check = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["--isolated", "check", "--output-format", "json"])
        .args(&paths)
        .output()
        .unwrap();
    let printed: Value = serde_json::from_slice(&check.stdout).unwrap();
    let files = printed["files"].as_array().unwrap();
    let mut client = Client::start(json!({}));
    for (path, text) in paths.iter().zip(&texts) {
        let name = path.to_str().unwrap();
        let of_file = files.iter().find(|file| file["path"] == name);
        let none = Vec::new();
        let found = of_file.map_or(&none, |file| file["findings"].as_array().unwrap());
        // What is not saved lies beside nothing; reports beside each other have tests of their own.
        let is_across = |finding: &&Value| {
            let code = finding["code"].as_str().unwrap();
            rule(code).unwrap().is_across()
        };
        let alone = found.iter().filter(|finding| !is_across(finding));
        let printed = alone.map(|finding| {
            let end = |key: &str| {
                usize::try_from(finding["range"][key]["byte"].as_u64().unwrap()).unwrap()
            };
            let severity = ["", "error", "warning", "information"]
                .iter()
                .position(|name| finding["severity"] == *name)
                .unwrap();
            [
                place(text, end("start")..end("end")),
                finding["code"].clone(),
                json!(severity),
                finding["message"].clone(),
            ]
        });
        let uri = format!("untitled:{}", path.file_name().unwrap().to_str().unwrap());
        client.open(&uri, text);
        let published = client.findings(&uri, 1);
        assert_eq!(bare(&published), printed.collect::<Vec<_>>(), "{text}");
    }
}

#[test]
fn a_burst_of_edits_ends_where_a_fresh_open_does() {
    let mut text = report("bars.txt");
    let mut client = Client::start(json!({}));
    client.open("untitled:edited", &text);
    let spots: Vec<usize> = text
        .match_indices(|c: char| c.is_ascii_digit())
        .map(|(at, _)| at)
        .collect();
    let awkward = [
        "", "1", "中", "𠮷", "é", "\t", "\r\n", "\r", "\u{b}", "\u{2028}", "20",
    ];
    let mut rope = Text::from(text.as_str());
    for version in 2..=5001_usize {
        let at = Position {
            line: 0,
            column: u32::try_from(version % 7).unwrap(),
        };
        let spot = match version % 11 {
            0 => rope.offset(at, PositionUnit::Utf16),
            _ => spots[version * 7919 % spots.len()],
        };
        let spot = (0..=spot.min(text.len()))
            .rev()
            .find(|&at| text.is_char_boundary(at))
            .unwrap();
        let end = text[spot..]
            .chars()
            .next()
            .map_or(spot, |c| spot + c.len_utf8());
        let (start, end) = (
            rope.position(spot, PositionUnit::Utf16),
            rope.position(end, PositionUnit::Utf16),
        );
        let with = awkward[version * 31 % awkward.len()];
        let range = rope.offset(start, PositionUnit::Utf16)..rope.offset(end, PositionUnit::Utf16);
        let wire_range = json!({
            "start": { "line": start.line, "character": start.column },
            "end": { "line": end.line, "character": end.column },
        });
        client.change(
            "untitled:edited",
            i32::try_from(version).unwrap(),
            json!([{ "range": wire_range, "text": with }]),
        );
        rope.replace(start, end, with, PositionUnit::Utf16);
        text.replace_range(range, with);
    }
    client.open("untitled:fresh", &text);
    let edited = bare(&client.findings("untitled:edited", 5001));
    assert_eq!(edited, bare(&client.findings("untitled:fresh", 1)));
    assert!(!edited.is_empty());
}

#[test]
fn a_document_has_an_outline_of_its_sections() {
    let mut client = Client::start(json!({}));
    client.open("untitled:a", &report("bars.txt"));
    let outline = client.ask(
        "textDocument/documentSymbol",
        json!({ "textDocument": { "uri": "untitled:a" } }),
    );
    let sections = outline[0]["children"]
        .as_array()
        .expect("sections under the title");
    assert_eq!(sections.len(), 6);
    assert!(
        sections
            .iter()
            .filter(|section| section["children"] != json!([]))
            .count()
            >= 3,
        "tables are listed"
    );
    client.open("untitled:b", "日记");
    assert_eq!(
        client.ask(
            "textDocument/documentSymbol",
            json!({ "textDocument": { "uri": "untitled:b" } })
        ),
        Value::Null
    );
}
