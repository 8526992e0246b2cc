//! Documents by all sorts of names, and by more than one.

use serde_json::{Value, json};

use crate::support::client::{Client, range};
use crate::{bare, report, with_code};

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

/// What is published next for any document: its name and how much was found.
fn next_published(client: &mut Client) -> (String, usize) {
    let published = client.wait_for("findings", |message| {
        message["method"] == "textDocument/publishDiagnostics"
    });
    let uri = published["params"]["uri"].as_str().unwrap().to_owned();
    let found = published["params"]["diagnostics"].as_array().unwrap();
    (uri, found.len())
}

#[test]
fn findings_go_to_the_name_under_which_a_document_is_open_now() {
    let text = report("faulty.md");
    let spellings = [
        "file:///r/年 报.md",
        "file:///r/%E5%B9%B4%20%E6%8A%A5.md",
        "file:///r/%e5%b9%b4%20%e6%8a%a5.md",
        "FILE:///r/年%20报.md",
        "file:///r/年 报.md",
    ];
    let mut client = Client::start(json!({}));
    for uri in spellings {
        client.open(uri, &text);
        let (name, count) = next_published(&mut client);
        assert_eq!(name, uri);
        assert!(count > 0);
        client.close(uri);
        assert_eq!(next_published(&mut client), (uri.to_owned(), 0));
    }
}

#[test]
fn one_file_under_two_names_is_two_documents() {
    let (raw, encoded) = ("file:///r/年报.md", "file:///r/%E5%B9%B4%E6%8A%A5.md");
    let text = report("faulty.md");
    let mut client = Client::start(json!({}));
    client.open(raw, &text);
    client.findings(raw, 1);
    client.open(encoded, "日记");
    let offered = |client: &mut Client, uri: &str| {
        client.actions(uri, &range(0, 0, 0), Some("source.fixAll"))
    };
    let change = &offered(&mut client, raw)[0]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["uri"], raw);
    assert_eq!(offered(&mut client, encoded), Vec::<Value>::new());

    client.change(encoded, 2, json!([{ "text": text }]));
    client.findings(encoded, 2);
    client.change(raw, 2, json!([{ "text": "日记" }]));
    assert_eq!(client.findings(raw, 2), Vec::<Value>::new());
    let change = &offered(&mut client, encoded)[0]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["uri"], encoded);
    client.close(raw);
    client.close(encoded);
    assert_eq!(next_published(&mut client), (encoded.to_owned(), 0));
}

#[test]
fn a_document_is_known_under_other_spellings_of_its_name() {
    let text = report("faulty.md");
    let mut client = Client::start(json!({}));
    client.open("file:///c%3A/r/年报.md", &text);
    let found = client.findings("file:///c%3A/r/年报.md", 1);
    let other = "file:///C:/r/%E5%B9%B4%E6%8A%A5.md";
    let offered = client.actions(other, &found[0]["range"], Some("source.fixAll"));
    let change = &offered[0]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["uri"], "file:///c%3A/r/年报.md");
    client.change(other, 2, json!([{ "text": "日记" }]));
    assert_eq!(
        client.findings("file:///c%3A/r/年报.md", 2),
        Vec::<Value>::new()
    );
}

#[test]
fn edits_that_the_server_asks_for_name_the_document_that_is_meant_as_the_client_does() {
    let (text, other) = (report("faulty.md"), "file:///r/%E5%B9%B4%E6%8A%A5.md");
    for uri in ["file:///r/年报.md", "untitled:年报 1", "file:/r/a.md"] {
        let mut client = Client::start(json!({}));
        client.open(uri, &text);
        client.open(other, "日记");
        for command in ["nianbao.fillTotals", "nianbao.format"] {
            let params = json!({ "command": command, "arguments": [uri] });
            client.ask("workspace/executeCommand", params);
            let asked = client.wait_for("edits", |message| message["edit"].is_object());
            let document = &asked["edit"]["documentChanges"][0]["textDocument"];
            assert_eq!(document["uri"], uri, "{command}");
        }
    }
}
