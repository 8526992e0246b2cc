//! Conversations in which messages are cut, doubled, reordered, or hold what they should not.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/conversation.rs"]
mod conversation;

use conversation::{assert_survived, framed, message, rehearsed};
use fastrand::Rng;
use serde_json::{Value, json};

/// What a well-behaved client says of the report `untitled:a`.
fn sound() -> Vec<Value> {
    let about = json!({ "uri": "untitled:a" });
    let range =
        json!({ "start": { "line": 39, "character": 9 }, "end": { "line": 51, "character": 2 } });
    let edit = |version: i32, text: &str| {
        let name = json!({ "uri": "untitled:a", "version": version });
        let edits = json!([{ "range": range, "rangeLength": 4, "text": text }, { "text": text }]);
        let params = json!({ "textDocument": name, "contentChanges": edits });
        message(None, "textDocument/didChange", params)
    };
    let finding =
        json!({ "range": range, "code": "row-total", "source": "nianbao", "message": "" });
    let context =
        json!({ "diagnostics": [finding], "only": ["quickfix", "source"], "triggerKind": 1 });
    let item =
        json!({ "uri": "file:///r/年报.md", "languageId": "", "version": 1, "text": "年报" });
    let settings = json!({ "nianbao": { "rules": { "row-total": "off" }, "exclude": ["a/**"] } });
    let folders = json!({ "added": [{ "uri": "file:///r", "name": "r" }], "removed": [] });
    vec![
        edit(2, "中\r\n𠮷\u{b}12"),
        message(
            Some("1"),
            "textDocument/codeAction",
            json!({ "textDocument": about, "range": range, "context": context }),
        ),
        message(
            None,
            "textDocument/didOpen",
            json!({ "textDocument": item }),
        ),
        message(
            Some("2"),
            "textDocument/documentSymbol",
            json!({ "textDocument": about }),
        ),
        message(
            Some("3"),
            "textDocument/willSaveWaitUntil",
            json!({ "textDocument": about, "reason": 1 }),
        ),
        message(
            None,
            "workspace/didChangeConfiguration",
            json!({ "settings": settings }),
        ),
        message(
            None,
            "workspace/didChangeWorkspaceFolders",
            json!({ "event": folders }),
        ),
        message(
            None,
            "workspace/didChangeWatchedFiles",
            json!({ "changes": [{ "uri": "file:///r", "type": 3 }] }),
        ),
        edit(3, include_str!("../examples/reports/bars.txt")),
        message(
            None,
            "textDocument/didSave",
            json!({ "textDocument": about }),
        ),
        message(None, "$/cancelRequest", json!({ "id": "2" })),
        json!({ "jsonrpc": "2.0", "id": 1, "result": [null] }),
        message(
            None,
            "textDocument/didClose",
            json!({ "textDocument": about }),
        ),
    ]
}

/// Something that stands where it should not.
fn odd(random: &mut Rng) -> Value {
    let all = [
        json!(null),
        json!(-1),
        json!(1.5),
        json!(4_294_967_296_u64),
        json!("年"),
        json!([]),
        json!({}),
        json!([[[{}]]]),
        json!(true),
        json!("\u{0}\u{b}\u{2028}"),
    ];
    all[random.usize(..all.len())].clone()
}

/// Replaces, takes out or adds a member somewhere in a message.
fn disturb(value: &mut Value, random: &mut Rng) {
    if random.u8(..4) == 0 {
        *value = odd(random);
        return;
    }
    match value {
        Value::Array(items) if !items.is_empty() => {
            let at = random.usize(..items.len());
            disturb(&mut items[at], random);
        }
        Value::Object(members) if !members.is_empty() => {
            let at = random.usize(..members.len());
            let key = members.keys().nth(at).unwrap().clone();
            match random.u8(..8) {
                0 => drop(members.remove(&key)),
                1 => drop(members.insert("新".to_owned(), odd(random))),
                _ => disturb(members.get_mut(&key).unwrap(), random),
            }
        }
        other => *other = odd(random),
    }
}

/// A conversation gone wrong, body by body.
fn damaged(random: &mut Rng) -> Vec<String> {
    let mut messages = sound();
    for _ in 0..random.usize(1..6) {
        let (at, other) = (
            random.usize(..messages.len()),
            random.usize(..messages.len()),
        );
        match random.u8(..6) {
            0 => messages.swap(at, other),
            1 => messages.insert(at, messages[other].clone()),
            _ => disturb(&mut messages[at], random),
        }
    }
    let mut bodies: Vec<String> = messages.iter().map(Value::to_string).collect();
    let at = random.usize(..bodies.len());
    let mut cut: String = bodies[at].chars().take(random.usize(..400)).collect();
    match random.u8(..6) {
        0 => bodies[at] = cut,
        1 => bodies[at] = bodies[at].replacen("1", "1e999", 1),
        2 => {
            bodies[at] =
                bodies[at].replacen("{}", &format!("{}{}", "[".repeat(300), "]".repeat(300)), 1)
        }
        3 => {
            cut.push_str(&bodies[at]);
            bodies[at] = cut;
        }
        _ => {}
    }
    bodies
}

#[test]
fn a_damaged_conversation_ends_as_a_sound_one_does() {
    let rounds = std::env::var("NIANBAO_DAMAGED").map_or(150, |rounds| rounds.parse().unwrap());
    for seed in 0..rounds {
        let mut random = Rng::with_seed(seed);
        let bodies = damaged(&mut random);
        let said: Vec<u8> = bodies.iter().flat_map(|body| framed(body)).collect();
        let heard = rehearsed(&said);
        let answered = std::panic::catch_unwind(|| assert_survived(&[], &heard));
        assert!(answered.is_ok(), "seed {seed}:\n{}", bodies.join("\n"));
        assert_no_question_is_forgotten(&bodies, &heard);
    }
}

/// Every request that is one has as many answers as were asked for under its id.
fn assert_no_question_is_forgotten(bodies: &[String], heard: &[Value]) {
    for id in ["1", "2", "3"] {
        let asks = |body: &&String| {
            let message: Value = serde_json::from_str(body).unwrap_or_default();
            message["id"] == id && message.get("method").is_some()
        };
        let asked = bodies.iter().filter(asks).count();
        let answered = heard.iter().filter(|heard| heard["id"] == id).count();
        assert!(
            answered >= asked,
            "{id} was asked {asked} times: {bodies:#?}"
        );
    }
}

#[test]
fn a_sound_conversation_is_answered_as_it_should() {
    let said: Vec<u8> = sound()
        .iter()
        .flat_map(|body| framed(&body.to_string()))
        .collect();
    let heard = rehearsed(&said);
    assert_survived(&[], &heard);
    let answer = |id: &str| heard.iter().find(|heard| heard["id"] == id).unwrap();
    assert!(answer("first")["result"]["capabilities"].is_object());
    assert_eq!(answer("1")["result"], json!([]));
    assert_eq!(answer("3")["result"], Value::Null);
    assert!(answer("last")["result"].is_array());
    let published = heard.iter().filter(|heard| {
        heard["method"] == "textDocument/publishDiagnostics"
            && heard["params"]["uri"] == "untitled:last"
    });
    assert_eq!(published.count(), 1);
}
