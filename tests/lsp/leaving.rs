//! How a conversation ends.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::report;
use crate::support::client::{Client, wire};

/// A process that waits for its stdin, in the part of the editor.
fn standing_in() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nianbao"));
    command
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::null());
    command
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
    let mut editor = standing_in()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut client = Client::fed_from(Stdio::from(editor.stdout.take().unwrap()));
    editor.kill().unwrap();
    editor.wait().unwrap();
    assert_eq!(client.ended().code(), Some(1));
}

#[test]
fn a_server_ends_with_its_editor_even_if_somebody_else_holds_its_stdin() {
    let mut editor = standing_in().spawn().unwrap();
    let mut client = Client::silent();
    client.introduce(json!({ "processId": editor.id() }));
    client.open("untitled:a", &report("bars.txt"));
    client.findings("untitled:a", 1);
    editor.kill().unwrap();
    editor.wait().unwrap();
    assert_eq!(client.ended().code(), Some(1));
}

#[test]
fn the_number_of_a_process_that_is_not_there_ends_nothing() {
    let mut gone = standing_in().spawn().unwrap();
    let number = gone.id();
    gone.kill().unwrap();
    gone.wait().unwrap();
    // A client in a container of its own sends numbers that mean nothing here.
    for number in [json!(number), json!(-1), json!(0), json!("1"), json!(null)] {
        let mut client = Client::silent();
        client.introduce(json!({ "processId": number }));
        client.open("untitled:a", &report("bars.txt"));
        client.findings("untitled:a", 1);
    }
}

#[test]
fn a_client_that_has_closed_our_stdout_ends_the_server() {
    // Before a word, and in the middle of the conversation; stdin stays open all the time.
    for introduced in [false, true] {
        let mut server = Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = server.stdout.take().unwrap();
        let stdin = server.stdin.as_mut().unwrap();
        if introduced {
            let hello = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}"#;
            stdin.write_all(&wire(hello)).unwrap();
            stdout.read_exact(&mut [0; 9]).unwrap();
        }
        drop(stdout);
        let give_up = Instant::now() + Duration::from_secs(60);
        while server.try_wait().unwrap().is_none() {
            assert!(Instant::now() < give_up, "the server does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// The code of the error that a question is answered with.
fn refusal(client: &mut Client, method: &str) -> Value {
    let id = client.request(method, json!({}));
    client.answer(id)["error"]["code"].clone()
}

#[test]
fn after_a_shutdown_every_question_is_refused_and_before_the_introduction_too() {
    let questions = ["textDocument/hover", "x/unknown", "$/unknown", "shutdown"];
    let mut client = Client::silent();
    for method in questions {
        assert_eq!(refusal(&mut client, method), -32002, "{method}");
    }
    // A shutdown that was refused is none.
    client.introduce(json!({}));
    client.ask("workspace/symbol", json!({ "query": "" }));
    // Told instead of asked, it waits for no answer and ends nothing.
    client.notify("shutdown", Value::Null);
    client.ask("workspace/symbol", json!({ "query": "" }));
    client.ask("shutdown", Value::Null);
    client.notify("x/unknown", Value::Null);
    for method in questions.into_iter().chain(["initialize"]) {
        assert_eq!(refusal(&mut client, method), -32600, "{method}");
    }
    client.notify("exit", Value::Null);
    assert_eq!(client.ended().code(), Some(0));
}
