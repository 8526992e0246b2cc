//! Settings while documents are open.

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::{edited, report, with_code};

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
fn an_accepted_problem_is_gone_once_the_file_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("年报.md");
    let uri = format!("file://{}", path.display());
    let mut client = Client::start(json!({}));
    client.open(&uri, &report("faulty.md"));
    let found = client.findings(&uri, 1);
    let sums = with_code(&found, "row-total");
    let offered = client.actions(&uri, &sums[0]["range"], Some("quickfix"));
    let accept = offered.iter().find(|offer| {
        let title = offer["title"].as_str().unwrap();
        title.starts_with("接受此问题") && offer["diagnostics"][0] == *sums[0]
    });
    let changes = &accept.expect("an offer to accept it")["edit"]["documentChanges"];
    let toml = edited("", changes[0]["edits"].as_array().unwrap());
    std::fs::write(folder.path().join("nianbao.toml"), toml).unwrap();
    let file = format!("file://{}/nianbao.toml", folder.path().display());
    let changed = json!({ "changes": [{ "uri": file, "type": 1 }] });
    client.notify("workspace/didChangeWatchedFiles", changed);
    let left = client.findings_that(&uri, 1, |now| now.len() < found.len());
    assert_eq!(left.len() + 1, found.len());
    assert!(!left.contains(sums[0]));
}

#[test]
fn a_problem_is_accepted_at_the_end_of_the_file_as_it_stands_in_the_editor() {
    let folder = tempfile::tempdir().unwrap();
    let name = |file: &str| format!("file://{}/{file}", folder.path().display());
    let (uri, file) = (name("年报.md"), name("nianbao.toml"));
    std::fs::write(folder.path().join("nianbao.toml"), "[rules]\n").unwrap();
    let mut client = Client::start(json!({}));
    client.open(&uri, &report("faulty.md"));
    let found = client.findings(&uri, 1);
    let place = with_code(&found, "row-total")[0]["range"].clone();
    let unsaved = "# 一行注释\n# 又一行\n[rules]\nblank-total = \"off\"";
    client.open(&file, unsaved);
    let accept = |client: &mut Client| {
        let offered = client.actions(&uri, &place, Some("quickfix"));
        let titled = |offer: &Value| offer["title"].as_str().unwrap().starts_with("接受此问题");
        let accept = offered.into_iter().find(titled);
        accept.map(|accept| accept["edit"]["documentChanges"][0].clone())
    };
    let change = accept(&mut client).expect("an offer to accept it");
    assert_eq!(change["textDocument"], json!({ "uri": file, "version": 1 }));
    let written = edited(unsaved, change["edits"].as_array().unwrap());
    assert!(
        written.starts_with(&format!("{unsaved}\n\n[[ignore]]\n")),
        "{written}"
    );
    // Nothing is to be written into what makes no sense, or into a text that may be another one.
    client.change(&file, 2, json!([{ "text": "exclude = [\"旧/**\"," }]));
    assert_eq!(accept(&mut client), None);
    client.change(&file, 3, json!([{ "text": unsaved }]));
    assert_eq!(accept(&mut client).unwrap()["textDocument"]["version"], 3);
    client.change(&file, 4, json!([{ "range": null }]));
    assert_eq!(accept(&mut client), None);
}
