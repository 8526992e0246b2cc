//! Conversations with the server without a process: what is said before and after whatever is tried, and what must hold of the answers.

use nianbao::lsp::{Options, rehearse};
use serde_json::{Value, json};

/// A body with its header.
pub fn framed(body: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// A request or notification of a client.
pub fn message(id: Option<&str>, method: &str, params: Value) -> Value {
    let mut message = json!({ "jsonrpc": "2.0", "method": method, "params": params });
    if let Some(id) = id {
        message["id"] = json!(id);
    }
    message
}

fn opened(uri: &str) -> Value {
    let text = include_str!("../../examples/reports/faulty.md");
    let item = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
    message(
        None,
        "textDocument/didOpen",
        json!({ "textDocument": item }),
    )
}

/// All answers and messages of a server to a client that introduces itself, opens a report, says `said`, opens another one, asks for its outline
/// and leaves.
pub fn rehearsed(said: &[u8]) -> Vec<Value> {
    let about = json!({ "textDocument": { "uri": "untitled:last" } });
    let before = [
        message(Some("first"), "initialize", json!({ "capabilities": {} })),
        message(None, "initialized", json!({})),
        opened("untitled:a"),
    ];
    let after = [
        opened("untitled:last"),
        message(Some("last"), "textDocument/documentSymbol", about),
    ];
    let framed_all = |messages: &[Value]| -> Vec<u8> {
        let framed = messages.iter().map(|message| framed(&message.to_string()));
        framed.collect::<Vec<_>>().concat()
    };
    // What is left of a message cut short ends with the longest that could be waited for.
    let said = [&framed_all(&before), said, &framed_all(&after)].concat();
    let options = Options {
        isolated: true,
        ..Options::default()
    };
    let heard = rehearse(&said, options).expect("a conversation");
    let mut heard: &[u8] = &heard;
    let mut messages = Vec::new();
    while !heard.is_empty() {
        let text = str::from_utf8(heard).expect("UTF-8");
        let (header, rest) = text.split_once("\r\n\r\n").expect("a whole header");
        let length = header.strip_prefix("Content-Length: ").expect("a length");
        let length: usize = length.parse().expect("a number");
        let body = rest.get(..length).expect("a whole body");
        messages.push(serde_json::from_str(body).expect("JSON"));
        heard = &heard[header.len() + 4 + length..];
    }
    messages
}

/// Asserts that nothing has broken down, and that the last question is answered unless `said` may have swallowed it or ended the conversation.
pub fn assert_survived(said: &[u8], heard: &[Value]) {
    for message in heard {
        assert_ne!(message["error"]["code"], -32603, "{message}");
        let text = message["params"]["message"].as_str().unwrap_or_default();
        assert!(
            !text.contains("内部出错") && !text.contains("internal error"),
            "{text}"
        );
    }
    let answers = |id: &str| heard.iter().filter(|message| message["id"] == id).count();
    assert!(answers("first") >= 1);
    let may = |what: &[u8]| said.windows(what.len()).any(|window| window == what);
    // Raw bytes may announce a body that never comes; names may be written by escapes.
    let ends = [&b"exit"[..], b"shutdown", b"!", b"\\", b"last", b"first"];
    if !ends.into_iter().any(may) {
        assert_eq!(answers("last"), 1, "the last question is answered");
    }
}
