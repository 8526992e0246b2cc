//! What an editor offers while a report is written.

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::{edited, place, report};

const DOC: &str = "untitled:writing.md";

/// The bundled report with one line of part one replaced, and a client that has it open and rests at the end of that line.
fn begun(line: &str) -> (Client, String, Value) {
    let text = report("markdown.md");
    let old = text
        .lines()
        .find(|line| line.starts_with("收到政府信息公开申请"))
        .unwrap();
    let text = text.replacen(old, line, 1);
    let at = text.find(line).unwrap() + line.len();
    let position = place(&text, at..at)["start"].clone();
    let mut client = Client::start(json!({}));
    client.open(DOC, &text);
    (client, text, position)
}

fn asked(client: &mut Client, position: &Value) -> Vec<Value> {
    let params = json!({ "textDocument": { "uri": DOC }, "position": position });
    let list = client.ask("textDocument/completion", params);
    list["items"].as_array().unwrap().clone()
}

#[test]
fn a_sentence_with_the_numbers_of_the_tables_is_inserted_where_one_is_begun() {
    let (mut client, text, position) = begun("𠮷县：2024年，本机关共");
    let items = asked(&mut client, &position);
    assert_eq!(items, Vec::<Value>::new(), "other words stand before it");
    let (mut client, text_of_year, position) = begun("2024年，本机关共收");
    let items = asked(&mut client, &position);
    let sentence =
        "2024年，本机关共收到政府信息公开申请19件，上年结转0件；办结18件，结转下年度继续办理1件。";
    let item = items
        .iter()
        .find(|item| item["label"] == sentence)
        .expect("the sentence");
    let written = edited(&text_of_year, &[item["textEdit"].clone()]);
    assert_eq!(
        written,
        text.replacen("𠮷县：2024年，本机关共", sentence, 1)
    );
    client.change(DOC, 2, json!([{ "text": written }]));
    assert_eq!(client.findings(DOC, 2), Vec::<Value>::new());
}

#[test]
fn the_number_itself_is_offered_behind_the_words_that_lead_up_to_it() {
    let (mut client, text, position) = begun("𠮷县全年共收到政府信息公开申请19件，办结");
    let items = asked(&mut client, &position);
    assert_eq!(items[0]["label"], "18");
    assert_eq!(items[0]["preselect"], true);
    let written = edited(&text, &[items[0]["textEdit"].clone()]);
    assert!(written.contains("申请19件，办结18\n"), "{written}");
}

#[test]
fn a_missing_heading_is_explained_when_it_is_looked_at() {
    let text = "𠮷县粮食局2024年政府信息公开工作年度报告\n一、总体情况\n粮库检查结果当天上网。\n";
    let mut client = Client::start(json!({}));
    client.open(DOC, text);
    let items = asked(&mut client, &json!({ "line": 3, "character": 0 }));
    assert_eq!(items[0]["label"], "二、主动公开政府信息情况");
    assert!(
        items[0]["textEdit"]["newText"]
            .as_str()
            .unwrap()
            .contains("现行有效件数")
    );
    let resolved = client.ask("completionItem/resolve", items[0].clone());
    assert!(
        resolved["documentation"]
            .as_str()
            .unwrap()
            .contains("第二十条"),
        "{resolved}"
    );
}
