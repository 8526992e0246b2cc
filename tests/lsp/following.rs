//! Totals that follow their parts, on save and while typing.

use super::support::client::Client;
use super::*;

const DOC: &str = "untitled:following.md";

/// A report whose citizens' new requests the writer is about to change, opened under these options.
fn opened(options: Value) -> (Client, String) {
    let text = report("markdown.md");
    let mut client = Client::start(options);
    client.open(DOC, &text);
    assert_eq!(client.findings(DOC, 1), Vec::<Value>::new());
    (client, text)
}

/// One more citizen's request: where it is typed, what, and the text after it.
fn one_more_in(text: &str) -> (Value, String, String) {
    let row = text.find("| 一、本年新收").unwrap();
    let start = row + text[row..].find(|c: char| c.is_ascii_digit()).unwrap();
    let end = start + text[start..].find(' ').unwrap();
    let number: u32 = text[start..end].parse().unwrap();
    let new = (number + 1).to_string();
    let mut typed = text.to_owned();
    typed.replace_range(start..end, &new);
    (place(text, start..end), new, typed)
}

/// The text after one more citizen's request was typed, as version 2.
fn one_more(client: &mut Client, text: &str) -> String {
    let (range, new, typed) = one_more_in(text);
    client.change(DOC, 2, json!([{ "range": range, "text": new }]));
    typed
}

fn save(client: &mut Client) -> Value {
    let save = json!({ "textDocument": { "uri": DOC }, "reason": 1 });
    client.ask("textDocument/willSaveWaitUntil", save)
}

fn tables_in_order(findings: &[Value]) -> bool {
    let of_sums = ["row-total", "column-total", "balance", "suspect-cell"];
    findings
        .iter()
        .all(|finding| !of_sums.iter().any(|code| finding["code"] == *code))
}

#[test]
fn saving_takes_the_totals_along_and_undoing_that_is_not_undone() {
    let (mut client, text) = opened(json!({ "followTotals": true }));
    let typed = one_more(&mut client, &text);
    assert!(!tables_in_order(&client.findings(DOC, 2)));
    let edits = save(&mut client);
    let saved = edited(&typed, edits.as_array().expect("totals"));
    client.change(DOC, 3, json!([{ "text": saved }]));
    assert!(tables_in_order(&client.findings(DOC, 3)));
    assert_eq!(save(&mut client), Value::Null);
    client.change(DOC, 4, json!([{ "text": typed }]));
    assert!(!tables_in_order(&client.findings(DOC, 4)));
    assert_eq!(save(&mut client), Value::Null, "the writer wants it so");
}

#[test]
fn totals_follow_at_once_where_the_editor_formats_while_one_types() {
    let (mut client, text) = opened(json!({ "followTotals": true }));
    let typed = one_more(&mut client, &text);
    let params = json!({
        "textDocument": { "uri": DOC }, "position": { "line": 0, "character": 0 }, "ch": "|",
        "options": { "tabSize": 4, "insertSpaces": true },
    });
    let edits = client.ask("textDocument/onTypeFormatting", params);
    let followed = edited(&typed, edits.as_array().expect("totals"));
    client.change(DOC, 3, json!([{ "text": followed }]));
    assert!(tables_in_order(&client.findings(DOC, 3)));
}

#[test]
fn nothing_follows_unless_it_is_wished_for_but_it_is_offered_first() {
    let (mut client, text) = opened(json!({ "fixOnSave": true }));
    let typed = one_more(&mut client, &text);
    assert_eq!(save(&mut client), Value::Null);
    let findings = client.findings(DOC, 2);
    let total = with_code(&findings, "row-total")[0].clone();
    assert!(
        total["message"]
            .as_str()
            .unwrap()
            .contains("刚才把“自然人”由 ")
    );
    let actions = client.actions(DOC, &total["range"], Some("quickfix"));
    assert_eq!(actions[0]["isPreferred"], true);
    let followed = edited(&typed, edits_of(&actions[0]));
    client.change(DOC, 3, json!([{ "text": followed }]));
    assert!(tables_in_order(&client.findings(DOC, 3)));
}

#[test]
fn a_change_of_settings_and_an_aligned_table_taken_back_are_no_typing() {
    let (mut client, text) = opened(json!({}));
    let settings = json!({ "settings": { "nianbao": { "followTotals": true } } });
    client.notify("workspace/didChangeConfiguration", settings);
    let start = text.find("| 一、本年新收").unwrap();
    let end = start + text[start..].find("\n\n").unwrap();
    let table = &text[start..end];
    let spaced = table.replace(" | ", "  |  ");
    let aligned = json!({ "range": place(&text, start..end), "text": spaced });
    let after = text.replace(table, &spaced);
    let back = place(&after, start..start + spaced.len());
    let back = json!({ "range": back, "text": table });
    let (range, new, typed) = one_more_in(&text);
    // Some editors send all of this in one message.
    let digit = json!({ "range": range, "text": new });
    client.change(DOC, 2, json!([aligned, back, digit]));
    let edits = save(&mut client);
    let saved = edited(&typed, edits.as_array().expect("totals"));
    client.change(DOC, 3, json!([{ "text": saved }]));
    assert!(tables_in_order(&client.findings(DOC, 3)));
}
