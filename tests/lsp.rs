//! Conversations with the real server over pipes: what editors do, and what they should not do but will.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/fixtures.rs"]
mod fixtures;
mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::text::{Encoding, Position, Text};
use nianbao::views::cells;
use serde_json::{Value, json};
use support::client::{Client, range, wire};

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
        let Position { line, column } = text.position(offset, Encoding::Utf16);
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
            Encoding::Utf16,
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
        let printed = found.iter().map(|finding| {
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
            0 => rope.offset(at, Encoding::Utf16),
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
            rope.position(spot, Encoding::Utf16),
            rope.position(end, Encoding::Utf16),
        );
        let with = awkward[version * 31 % awkward.len()];
        let range = rope.offset(start, Encoding::Utf16)..rope.offset(end, Encoding::Utf16);
        let wire_range = json!({
            "start": { "line": start.line, "character": start.column },
            "end": { "line": end.line, "character": end.column },
        });
        client.change(
            "untitled:edited",
            i32::try_from(version).unwrap(),
            json!([{ "range": wire_range, "text": with }]),
        );
        rope.replace(start, end, with, Encoding::Utf16);
        text.replace_range(range, with);
    }
    client.open("untitled:fresh", &text);
    let edited = bare(&client.findings("untitled:edited", 5001));
    assert_eq!(edited, bare(&client.findings("untitled:fresh", 1)));
    assert!(!edited.is_empty());
}

#[test]
fn documents_of_every_kind_are_checked_and_named_as_the_client_names_them() {
    let text = report("faulty.md");
    let mut client = Client::start(json!({}));
    let uris = [
        "file:///tmp/%E5%B9%B4%E6%8A%A5.md",
        "file:///tmp/年报.txt",
        "file:///c%3A/reports/a.md",
        "file:///C:/reports/b.md",
        "file://server/share/a.md",
        "file:",
        "untitled:Untitled-1",
        "untitled:",
        "vscode-remote://ssh-remote%2Bbox/home/年报.md",
        "vscode-notebook-cell:/a.ipynb#W0sZmlsZQ",
        "zipfile:///a.zip::年报.md",
    ];
    client.open("git:/a.md?%7B%22ref%22%3A%22%22%7D", &text);
    for uri in uris {
        client.open(uri, &text);
        let found = client.findings(uri, 1);
        let first = with_code(&found, "row-total")[0];
        assert_eq!(first["relatedInformation"][0]["location"]["uri"], uri);
        let offered = client.actions(uri, &first["range"], None);
        assert_eq!(
            offered[0]["edit"]["documentChanges"][0]["textDocument"]["uri"],
            uri
        );
        client.change(uri, 2, json!([{ "range": range(0, 0, 0), "text": "" }]));
        assert_eq!(bare(&client.findings(uri, 2)), bare(&found), "{uri}");
        client.close(uri);
        assert_eq!(client.findings(uri, 2), Vec::<Value>::new(), "{uri}");
    }
    // Anything said of the mirror would have come before all of this.
    client.hang_up();
    assert!(!client.anything_left(|message| {
        message["params"]["uri"]
            .as_str()
            .is_some_and(|uri| uri.starts_with("git:"))
    }));
}

#[test]
fn settings_from_everywhere_apply_while_documents_are_open() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("年报.md");
    let uri = format!("file://{}", path.display());
    let text = report("faulty.md");
    let count = |findings: &[Value]| with_code(findings, "row-total").len();
    let mut client = Client::start(json!({ "locale": "en" }));
    client.open(&uri, &text);
    let found = client.findings(&uri, 1);
    assert!(count(&found) > 0);
    assert!(
        found
            .iter()
            .all(|finding| finding["message"].as_str().unwrap().contains(' ')),
        "English is wished for"
    );
    assert_eq!(
        client.registrations(2),
        [
            "workspace/didChangeConfiguration",
            "workspace/didChangeWatchedFiles"
        ]
    );

    std::fs::write(
        folder.path().join("nianbao.toml"),
        "[rules]\nrow-total = \"off\"\n",
    )
    .unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    client.findings_that(&uri, 1, |found| count(found) == 0);

    let pushed = json!({ "nianbao": { "rules": { "row-total": "info" } } });
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": pushed }),
    );
    client.findings_that(&uri, 1, |found| {
        let sums = with_code(found, "row-total");
        !sums.is_empty() && sums.iter().all(|finding| finding["severity"] == 3)
    });

    let save = json!({ "textDocument": { "uri": uri }, "reason": 1 });
    assert_eq!(
        client.ask("textDocument/willSaveWaitUntil", save.clone()),
        Value::Null
    );
    client.settings = json!({ "fixOnSave": true });
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": null }),
    );
    client.findings_that(&uri, 1, |found| count(found) == 0);
    // Those may still be the findings under settings that were asked for earlier.
    let edits = client.ask_until("textDocument/willSaveWaitUntil", &save, Value::is_array);
    let fixed = edited(&text, edits.as_array().expect("safe fixes"));
    assert!(fixed != text && fixed.contains("1236"));
    let unasked = json!({ "textDocument": { "uri": uri }, "reason": 2 });
    assert_eq!(
        client.ask("textDocument/willSaveWaitUntil", unasked),
        Value::Null
    );
    client.change(&uri, 2, json!([{ "text": fixed }]));
    assert_eq!(
        client.ask("textDocument/willSaveWaitUntil", save),
        Value::Null
    );

    std::fs::write(
        folder.path().join("nianbao.toml"),
        "rules = 3\nenable = false\n",
    )
    .unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    let shown = client.wait_for("a sentence about the mistake", |message| {
        message["method"] == "window/showMessage"
    });
    let shown = shown["params"]["message"].as_str().unwrap();
    assert!(
        shown.contains("nianbao.toml:1") && shown.contains("rules"),
        "{shown}"
    );
    client.wait_for("an empty list", |message| {
        message["params"]["diagnostics"] == json!([])
    });
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

#[test]
fn odd_messages_neither_end_the_session_nor_touch_the_next_one() {
    let mut client = Client::silent();
    let early = client.request(
        "textDocument/documentSymbol",
        json!({ "textDocument": { "uri": "untitled:a" } }),
    );
    assert_eq!(client.answer(early)["error"]["code"], -32002);
    client.open("untitled:a", "too early");
    assert_eq!(
        client.introduce(json!({}))["capabilities"]["positionEncoding"],
        "utf-16"
    );

    let text = report("faulty.md");
    client.open("untitled:a", &text);
    let found = bare(&client.findings("untitled:a", 1));
    for odd in [
        "{",
        "[]",
        "",
        "null",
        r#"{"jsonrpc":"2.0","method":3}"#,
        r#"[{"jsonrpc":"2.0","method":"exit"}]"#,
    ] {
        client.send_bytes(&wire(odd));
    }
    client.send_bytes(b"Content-Length: 2\r\n\r\n\xff\xff");
    client.send_bytes(b"Content-Length: nothing\r\n\r\n");
    client.notify("textDocument/didChange", json!({ "wrong": "parameters" }));
    client.notify("textDocument/didChange", Value::Null);
    client.notify("$/unheardOf", json!({}));
    let unknown = client.request("nianbao/unheardOf", json!({}));
    assert_eq!(client.answer(unknown)["error"]["code"], -32601);
    let wrong = client.request("textDocument/codeAction", json!({ "range": 5 }));
    assert_eq!(client.answer(wrong)["error"]["code"], -32602);
    for not_open in ["untitled:other", "file:///nowhere.md"] {
        client.change(
            not_open,
            7,
            json!([{ "range": range(3, 0, 9), "text": "x" }]),
        );
        assert_eq!(
            client.actions(not_open, &range(0, 0, 0), None),
            Vec::<Value>::new()
        );
        client.close(not_open);
    }
    // Half of 𠮷, as an editor sends it that splits the pair while typing; then positions past everything, backwards.
    let half = r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"untitled:a","version":2},
        "contentChanges":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"text":"\ud842"}]}}"#;
    client.send_bytes(&wire(half));
    client.change(
        "untitled:a",
        3,
        json!([{ "range": range(0, 1, 0), "text": "" }]),
    );
    client.change("untitled:a", 4, json!([{ "range": { "start": { "line": 4000000, "character": 9 }, "end": range(0, 0, 0)["start"] }, "text": text }]));
    assert_eq!(bare(&client.findings("untitled:a", 4)), found);
    client.change("untitled:a", 5, json!([{ "text": text }]));

    let asked: Vec<i64> = (0..40)
        .map(|_| {
            client.request(
                "textDocument/documentSymbol",
                json!({ "textDocument": { "uri": "untitled:a" } }),
            )
        })
        .collect();
    for id in &asked {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    for id in asked {
        let answer = client.answer(id);
        assert!(
            answer["result"].is_array() || answer["error"]["code"] == -32800,
            "{answer}"
        );
    }
    client.request("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    assert!(client.ended().success());
}

#[test]
fn every_way_of_leaving_ends_the_server() {
    // shutdown and exit, stdin left open
    let mut client = Client::start(json!({}));
    assert_eq!(client.ask("shutdown", Value::Null), Value::Null);
    client.notify("exit", Value::Null);
    assert_eq!(client.ended().code(), Some(0));

    // messages after exit
    let mut client = Client::start(json!({}));
    client.ask("shutdown", json!({}));
    client.send_bytes(
        &[
            wire(r#"{"jsonrpc":"2.0","method":"exit"}"#),
            wire(r#"{"jsonrpc":"2.0","id":9,"method":"x"}"#),
        ]
        .concat(),
    );
    assert_eq!(client.ended().code(), Some(0));

    // exit without shutdown
    let mut client = Client::start(json!({}));
    client.notify("exit", Value::Null);
    assert_eq!(client.ended().code(), Some(1));

    // shutdown, then the end of stdin
    let mut client = Client::start(json!({}));
    client.ask("shutdown", Value::Null);
    client.hang_up();
    assert_eq!(client.ended().code(), Some(0));

    // the end of stdin, before a word and after some
    for mut client in [Client::silent(), Client::start(json!({}))] {
        client.hang_up();
        assert_eq!(client.ended().code(), Some(1));
    }

    // the end of stdin with work under way, and in the middle of a message
    let mut client = Client::start(json!({}));
    client.open("untitled:a", &report("bars.txt").repeat(60));
    client.request(
        "textDocument/documentSymbol",
        json!({ "textDocument": { "uri": "untitled:a" } }),
    );
    client.send_bytes(b"Content-Length: 100\r\n\r\n{");
    client.hang_up();
    assert_eq!(client.ended().code(), Some(1));

    // the editor is killed
    let mut editor = Command::new("cat")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut client = Client::fed_from(Stdio::from(editor.stdout.take().unwrap()));
    editor.kill().unwrap();
    editor.wait().unwrap();
    assert_eq!(client.ended().code(), Some(1));
}
