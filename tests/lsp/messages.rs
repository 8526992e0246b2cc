//! Messages that are not as they should be.

use serde_json::{Value, json};

use crate::support::client::{Client, range, wire};
use crate::{bare, bytes, edits_of, report};

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

/// The error for a message that only says a number, or has one that nobody can use.
fn error_by(client: &mut Client, id: &Value) -> Value {
    client.wait_for("an error", |message| {
        message["id"] == *id && message.get("error").is_some()
    })["error"]["code"]
        .clone()
}

#[test]
fn what_is_neither_question_nor_answer_is_told_to_be_none() {
    let mut client = Client::start(json!({}));
    for (said, id) in [
        (r#"{"jsonrpc":"2.0","id":901}"#, json!(901)),
        (r#"{"jsonrpc":"2.0","id":"九","params":{}}"#, json!("九")),
        (r#"{"jsonrpc":"2.0","id":902,"method":[]}"#, json!(902)),
        (r#"{"id":903,"method":"shutdown"}"#, json!(903)),
        (
            r#"{"jsonrpc":"2.0","id":true,"method":"shutdown"}"#,
            Value::Null,
        ),
        (r#"{"jsonrpc":"2.0","id":null}"#, Value::Null),
        ("[]", Value::Null),
        ("true", Value::Null),
    ] {
        client.send_bytes(&wire(said));
        assert_eq!(error_by(&mut client, &id), -32600, "{said}");
        client.forget();
    }
    // Answers that nobody waits for are no questions.
    client.send_bytes(&wire(r#"{"jsonrpc":"2.0","id":904,"result":null}"#));
    client.send_bytes(&wire(r#"{"jsonrpc":"2.0","id":905,"error":{"code":1}}"#));
    client.hang_up();
    assert!(!client.anything_left(|message| message["id"] == 904 || message["id"] == 905));
}

#[test]
fn messages_that_come_in_one_body_are_refused_one_by_one() {
    let text = report("faulty.md");
    let mut client = Client::start(json!({}));
    let uris = ["untitled:a", "untitled:b", "untitled:c"];
    for uri in uris {
        client.open(uri, &text);
    }
    let change = |uri: &str, edits: Value| {
        let document = json!({ "uri": uri, "version": 2 });
        let params = json!({ "textDocument": document, "contentChanges": edits });
        json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params })
    };
    let asked = json!({ "textDocument": { "uri": "untitled:a" } });
    let batch = json!([
        change("untitled:a", json!([{ "range": range(0, 0, 0), "text": "又一行\n" }])),
        { "jsonrpc": "2.0", "id": 910, "method": "textDocument/documentSymbol", "params": asked },
        change("untitled:b", json!([{ "range": 5, "text": "又一行\n" }])),
        { "jsonrpc": "2.0", "method": "exit" },
        { "jsonrpc": "2.0", "id": "十一", "method": "shutdown" },
    ]);
    client.send_bytes(&wire(&batch.to_string()));
    for id in [json!(910), json!("十一")] {
        assert_eq!(error_by(&mut client, &id), -32600);
    }
    client.wait_for("a word in the log", is_warning);
    let offered = uris.map(|uri| replaced(&mut client, uri, &text).len());
    // Only what was told is doubtful.
    assert_eq!(offered, [0, 0, FIXED.len()]);
}

#[test]
fn a_text_told_where_no_message_is_stops_all_fixes() {
    let text = report("faulty.md");
    let told = r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"untitled:a","version":2},"contentChanges":[{"text":"别的"}]}}"#;
    for stray in [
        told.to_owned(),
        format!("Content-Length: -7\r\n\r\n{told}"),
        format!("Content-Length: 4\n\n{told}"),
    ] {
        let mut client = Client::start(json!({}));
        client.open("untitled:a", &text);
        assert_eq!(replaced(&mut client, "untitled:a", &text), FIXED);
        client.send_bytes(stray.as_bytes());
        assert_eq!(
            replaced(&mut client, "untitled:a", &text),
            NOTHING,
            "{stray}"
        );
    }
}

/// What fix-all replaces in `faulty.md`: digits of double width, and a blank.
const FIXED: [&str; 2] = ["１，２３６", ""];
const NOTHING: [&str; 0] = [];

/// The texts that the fixes of a document would replace, if the client's text is `text`.
fn replaced(client: &mut Client, uri: &str, text: &str) -> Vec<String> {
    let actions = client.actions(uri, &range(0, 0, 0), Some("source.fixAll"));
    let edits = actions.iter().flat_map(edits_of);
    edits
        .map(|edit| text[bytes(text, &edit["range"])].to_owned())
        .collect()
}

fn is_warning(message: &Value) -> bool {
    message["method"] == "window/logMessage" && message["params"]["type"] == 2
}

#[test]
fn an_edit_that_cannot_be_decoded_stops_all_fixes_until_the_whole_text_comes() {
    let text = report("faulty.md");
    let start = r#"{"line":0,"character":0}"#;
    let line = r#""text":"上面多了一行\n""#;
    let change = |version: &str, edits: &str| {
        let document = format!(r#"{{"uri":"untitled:a","version":{version}}}"#);
        let params = format!(r#"{{"textDocument":{document},"contentChanges":{edits}}}"#);
        format!(r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{params}}}"#)
    };
    let lost = [
        change("2", &format!(r#"[{{"range":{{"start":{{"line":-1,"character":0}},"end":{start}}},{line}}}]"#)),
        change("2", &format!(r#"[{{"range":{{"start":{start}}},{line}}}]"#)),
        change("2", &format!(r#"[{{"range":{{"start":{start},"end":{start}}},"text":1}}]"#)),
        change("2", r#"{"text":"不是列表"}"#),
        change("1e999", &format!(r#"[{{"range":{{"start":{start},"end":{start}}},{line}}}]"#)),
        change("2", &format!(r#"[{{"range":{{"start":{start},"end":{start}}},{line},"x":{}{}}}]"#, "[".repeat(500), "]".repeat(500))),
        r#"{"jsonrpc":"2.0","method":"textDocument\/didChange","params":{"textDocument":"untitled:a"#.to_owned(),
        r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":[]}"#.to_owned(),
        // As a question; and in words of which one stands twice.
        change("2", &format!(r#"[{{"range":{{"start":{start},"end":{start}}},{line}}}]"#)).replacen('{', r#"{"id":900,"#, 1),
        change("2", &format!(r#"[{{"range":{{"start":{start},"end":{start}}},{line},"text":""}}]"#)),
    ];
    for lost in lost {
        let mut client = Client::start(json!({}));
        client.open("untitled:a", &text);
        assert_eq!(replaced(&mut client, "untitled:a", &text), FIXED);
        client.send_bytes(&wire(&lost));
        client.wait_for("a word in the log about the document", |message| {
            is_warning(message)
                && message["params"]["message"]
                    .as_str()
                    .unwrap()
                    .contains("untitled:a")
        });
        assert_eq!(
            replaced(&mut client, "untitled:a", &text),
            NOTHING,
            "{lost}"
        );
        client.change("untitled:a", 3, json!([{ "text": text }]));
        assert_eq!(replaced(&mut client, "untitled:a", &text), FIXED, "{lost}");
    }
}

#[test]
fn edits_are_followed_whatever_their_version_looks_like() {
    let mut text = report("faulty.md");
    let mut client = Client::start(json!({}));
    client.open("untitled:a", &text);
    let versions = [
        json!(2.0),
        json!("3"),
        json!(null),
        json!(2_147_483_648_u64),
        json!({}),
        json!(-7),
    ];
    for version in versions.map(Some).into_iter().chain([None]) {
        let mut document = json!({ "uri": "untitled:a" });
        if let Some(version) = version.clone() {
            document["version"] = version;
        }
        let edits = json!([{ "range": range(0, 0, 0), "text": "又一行\n", "rangeLength": -1 }]);
        let params = json!({ "textDocument": document, "contentChanges": edits });
        client.notify("textDocument/didChange", params);
        text.insert_str(0, "又一行\n");
        assert_eq!(
            replaced(&mut client, "untitled:a", &text),
            FIXED,
            "{version:?}"
        );
    }
    // A document without a version is published and edited without one.
    client.open("untitled:b", &report("faulty.md"));
    client.findings("untitled:b", 1);
    let params = json!({ "textDocument": { "uri": "untitled:b" }, "contentChanges": [] });
    client.notify("textDocument/didChange", params);
    client.wait_for("findings of no version", |message| {
        message["params"]["uri"] == "untitled:b" && message["params"].get("version").is_none()
    });
    let action = &client.actions("untitled:b", &range(0, 0, 0), Some("source.fixAll"))[0];
    let document = &action["edit"]["documentChanges"][0]["textDocument"];
    assert_eq!(*document, json!({ "uri": "untitled:b", "version": null }));
}

#[test]
fn whatever_is_asked_is_answered() {
    let mut client = Client::start(json!({}));
    let unknown = client.request("$/unheardOf", json!({}));
    assert_eq!(client.answer(unknown)["error"]["code"], -32601);
    let told = client.request(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": "a:b" } }),
    );
    assert_eq!(client.answer(told)["error"]["code"], -32600);
    let damaged = [
        format!(
            r#""id":"深","method":"x","params":{}{}"#,
            "[".repeat(200),
            "]".repeat(200)
        ),
        r#""id":"大","method":"textDocument/hover","params":{"a":-1e999}"#.to_owned(),
        r#""id":"长","method":"textDocument/codeAction","params":[NaN]"#.to_owned(),
        r#""id":"名","method":7"#.to_owned(),
    ];
    for body in &damaged {
        client.send_bytes(&wire(&format!(r#"{{"jsonrpc":"2.0",{body}}}"#)));
    }
    // What can be read and only says no message has an answer of its own.
    for (id, code) in [
        ("深", -32700),
        ("大", -32700),
        ("长", -32700),
        ("名", -32600),
    ] {
        let answer = client.wait_for(id, |message| message["id"] == id);
        assert_eq!(answer["error"]["code"], code, "{answer}");
    }
    // Of what is not JSON at all nothing is known, nor who asks; nor is it where the id stands behind the mistake. The answer says so.
    let late = r#"{"method":"x","params":{"a":01},"id":"后"}"#;
    for no_json in ["{", "七", "", late] {
        client.send_bytes(&wire(no_json));
    }
    for _ in 0..4 {
        let answer = client.wait_for("an answer to nobody", |message| {
            message["id"].is_null() && !message["error"].is_null()
        });
        assert_eq!(answer["error"]["code"], -32700, "{answer}");
    }
    let change = json!({ "textDocument": { "uri": "a:b", "version": 1 }, "contentChanges": [] });
    let asked = client.request("textDocument/didChange", change);
    assert_eq!(client.answer(asked)["error"]["code"], -32600);
    let command = json!({ "command": "nianbao.checkWorkspace", "arguments": null });
    client.ask("workspace/executeCommand", command);
    client.send_bytes(&wire(
        r#"{"jsonrpc":"2.0","id":"又","method":"x","method":"shutdown","params":{},"params":{}}"#,
    ));
    assert_eq!(
        client.wait_for("又", |message| message["id"] == "又")["result"],
        Value::Null
    );
    client.wait_for("a word in the log about what was said twice", |message| {
        is_warning(message)
            && message["params"]["message"]
                .as_str()
                .unwrap()
                .contains("method")
    });
    let late = client.request(
        "textDocument/documentSymbol",
        json!({ "textDocument": { "uri": "untitled:a" } }),
    );
    assert_eq!(client.answer(late)["error"]["code"], -32600);
}

#[test]
fn findings_of_other_servers_do_not_cost_the_answer() {
    let mut client = Client::start(json!({}));
    client.open("untitled:a", &report("faulty.md"));
    let found = client.findings("untitled:a", 1);
    let place = found[0]["range"].clone();
    let foreign = json!({ "range": place, "message": "别处的", "source": "spelling" });
    let odd = [
        json!({ "codeDescription": { "href": "../rules/7" } }),
        json!({ "code": 3_000_000_000_u64 }),
        json!({ "code": { "value": 1, "target": "x" } }),
        json!({ "message": { "kind": "markdown", "value": "**x**" } }),
        json!({ "severity": "high", "tags": [9, "x"] }),
        json!({ "range": { "start": null } }),
        json!({ "relatedInformation": [{ "location": { "uri": "" } }] }),
    ];
    let mut shown: Vec<Value> = odd
        .iter()
        .map(|odd| {
            let mut finding = foreign.clone();
            for (key, value) in odd.as_object().unwrap() {
                finding[key] = value.clone();
            }
            finding
        })
        .collect();
    shown.extend([json!(7), json!(null), found[0].clone()]);
    let ask = |client: &mut Client, shown: &Value| {
        let context = json!({ "diagnostics": shown, "triggerKind": "by hand" });
        let params = json!({ "textDocument": { "uri": "untitled:a" }, "range": range(0, 0, 0), "context": context });
        client.ask("textDocument/codeAction", params)
    };
    let offered = ask(&mut client, &json!(shown));
    assert_eq!(offered, ask(&mut client, &json!([found[0]])));
    assert_eq!(offered[0]["diagnostics"], json!([found[0]]));
    assert_eq!(ask(&mut client, &Value::Null), json!([]));
}

#[test]
fn options_of_an_editor_do_not_cost_the_answer() {
    let mut client = Client::start(json!({}));
    client.open("untitled:a", &report("faulty.md"));
    let mut params = json!({ "textDocument": { "uri": "untitled:a" }, "options": { "tabSize": 4, "insertSpaces": true } });
    let aligned = client.ask("textDocument/formatting", params.clone());
    assert!(!aligned.as_array().unwrap().is_empty());
    for odd in [
        json!({ "tabSize": 4, "insertSpaces": true, "indent": null, "columns": [80] }),
        json!({ "tabSize": "four" }),
        json!(null),
    ] {
        params["options"] = odd;
        assert_eq!(
            client.ask("textDocument/formatting", params.clone()),
            aligned
        );
    }
}

#[test]
fn a_length_that_cuts_the_name_of_an_edit_in_two_stops_all_fixes() {
    let text = report("faulty.md");
    for short in 1..20 {
        let mut client = Client::start(json!({}));
        client.open("untitled:a", &text);
        let change = r#"{"jsonrpc":"2.0","params":{"textDocument":{"uri":"untitled:a","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"text":"\n"}]},"method":"textDocument/didChange"}"#;
        let body = format!("Content-Length: {}\r\n\r\n{change}", change.len() - short);
        client.send_bytes(body.as_bytes());
        let offered = client.actions("untitled:a", &range(0, 0, 0), Some("source.fixAll"));
        assert_eq!(offered, Vec::<Value>::new(), "{short} bytes short");
    }
}

#[test]
fn an_introduction_of_any_kind_is_accepted() {
    let text = report("faulty.md");
    let introductions = [
        json!(null),
        json!([]),
        json!({}),
        json!({ "capabilities": null, "trace": "loud", "rootUri": "", "processId": -1 }),
        json!({ "capabilities": { "workspace": { "workspaceEdit": { "failureHandling": "guess", "resourceOperations": ["copy"] } } } }),
        json!({ "capabilities": { "textDocument": { "completion": { "completionItemKind": { "valueSet": ["Text"] } } } } }),
        json!({ "capabilities": { "general": { "positionEncodings": [8, null] } }, "processId": 99_999_999_999_u64 }),
        json!({ "workspaceFolders": [{ "uri": 1 }, "x", { "uri": "relative" }], "clientInfo": 5, "locale": {} }),
        json!({ "initializationOptions": "none", "rootPath": 4, "workDoneToken": {} }),
    ];
    for introduction in introductions {
        let mut client = Client::silent();
        let answer = client.ask("initialize", introduction.clone());
        assert_eq!(
            answer["capabilities"]["positionEncoding"], "utf-16",
            "{introduction}"
        );
        client.notify("initialized", json!({}));
        client.open("untitled:a", &text);
        assert!(!client.findings("untitled:a", 1).is_empty());
    }
}

#[test]
fn a_client_need_not_wait_for_the_answer_to_its_introduction() {
    let document =
        json!({ "uri": "untitled:a", "languageId": "", "version": 1, "text": report("faulty.md") });
    let say = |message: Value| wire(&message.to_string());
    let all = [
        say(
            json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "capabilities": {} } }),
        ),
        say(json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} })),
        say(
            json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document } }),
        ),
        say(
            json!({ "jsonrpc": "2.0", "id": 2, "method": "textDocument/documentSymbol", "params": { "textDocument": { "uri": "untitled:a" } } }),
        ),
    ];
    let mut client = Client::silent();
    client.send_bytes(&all.concat());
    assert!(client.answer(1)["result"].is_object());
    assert!(client.answer(2)["result"].is_array());
    assert!(!client.findings("untitled:a", 1).is_empty());
}
