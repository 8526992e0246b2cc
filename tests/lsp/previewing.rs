//! The page of a report as an editor asks for it.

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::{bytes, report};

const URI: &str = "file:///n/report.md";

fn opened(text: &str) -> Client {
    let mut client = Client::start(json!({}));
    client.open(URI, text);
    client
}

fn preview(client: &mut Client, whole: bool) -> Value {
    let params = json!({ "textDocument": { "uri": URI }, "whole": whole });
    client.ask("nianbao/preview", params)
}

#[test]
fn every_place_of_the_page_leads_to_what_is_written_there() {
    let text = report("faulty.md");
    let mut client = opened(&text);
    let page = preview(&mut client, false);
    let html = page["html"].as_str().unwrap();
    assert!(page["style"].as_str().unwrap().contains(".nb-sheet"));
    let mut n_values = 0;
    for cell in html.split("<td ").skip(1) {
        let Some((at, shown)) = cell.split_once("data-at=\"").and_then(|(_, rest)| {
            let (at, rest) = rest.split_once('"')?;
            Some((at, rest.split_once('>')?.1.split_once('<')?.0))
        }) else {
            continue;
        };
        let parts: Vec<u64> = at
            .split([':', '-'])
            .map(|part| part.parse().unwrap())
            .collect();
        let range = json!({
            "start": { "line": parts[0], "character": parts[1] },
            "end": { "line": parts[2], "character": parts[3] },
        });
        assert_eq!(&text[bytes(&text, &range)], shown);
        n_values += usize::from(cell.contains("nb-value"));
    }
    // One row of one number is missing in the report.
    assert_eq!(n_values, 199);
}

#[test]
fn the_page_follows_the_text() {
    let text = report("markdown.md");
    let mut client = opened(&text);
    let before = preview(&mut client, true);
    let before = before["html"].as_str().unwrap();
    assert!(before.starts_with("<!DOCTYPE html>") && before.contains(">2318<"));
    let changed = text.replace("2318", "4711");
    client.change(URI, 2, json!([{ "text": changed }]));
    let after = preview(&mut client, true);
    assert!(after["html"].as_str().unwrap().contains(">4711<"));
}

#[test]
fn a_text_that_is_no_report_has_no_page() {
    let mut client = opened("# Shopping\n\n| apples | 4 |\n");
    assert_eq!(preview(&mut client, false), Value::Null);
}
