//! What an editor shows of an open report beside its problems.

use serde_json::{Value, json};

use crate::support::client::{Client, range};
use crate::{bytes, edited, place, report};

/// The bundled report with one total off by one and another one blank, and a client that has it open.
fn opened() -> (Client, String) {
    let text = report("bars.txt").replace(
        "| 37 | 9 | 0 | 2 | 4 | 0 | 52 |",
        "| 37 | 9 | 0 | 2 | 4 | 0 | 53 |",
    );
    let mut client = Client::start(json!({}));
    client.open("untitled:views", &text);
    (client, text)
}

/// Asks about the document, with these further parameters.
fn ask(client: &mut Client, method: &str, with: Value) -> Value {
    let mut params = json!({ "textDocument": { "uri": "untitled:views" } });
    for (key, value) in with.as_object().unwrap() {
        params[key] = value.clone();
    }
    client.ask(&format!("textDocument/{method}"), params)
}

/// The range of words that stand in the text once.
fn range_of(text: &str, words: &str) -> Value {
    assert_eq!(text.matches(words).count(), 1, "{words}");
    let start = text.find(words).unwrap();
    place(text, start..start + words.len())
}

#[test]
fn a_broken_total_shows_its_sum_its_parts_and_what_it_should_be() {
    let (mut client, text) = opened();
    let row = range_of(&text, "37 | 9 | 0 | 2 | 4 | 0 | 53");
    let total = json!({ "line": row["end"]["line"], "character": row["end"]["character"] });
    let hover = ask(&mut client, "hover", json!({ "position": total }));
    let told = hover["contents"]["value"].as_str().unwrap();
    assert!(
        told.contains("填报 53") && told.contains("= 总计 53 ✗ 相差 1"),
        "{told}"
    );
    let highlights = ask(
        &mut client,
        "documentHighlight",
        json!({ "position": total }),
    );
    let marked: Vec<&str> = highlights
        .as_array()
        .unwrap()
        .iter()
        .map(|mark| &text[bytes(&text, &mark["range"])])
        .collect();
    assert_eq!(
        marked[marked.len() - 7..],
        ["37", "9", "0", "2", "4", "0", "53"]
    );
    let parts = ask(&mut client, "definition", json!({ "position": total }));
    assert_eq!(parts.as_array().unwrap().len(), 6);
    let hints = ask(
        &mut client,
        "inlayHint",
        json!({ "range": range(0, 0, 0).clone() }),
    );
    assert_eq!(hints, json!([]), "nothing is hinted at outside the range");
    let everything = place(&text, 0..text.len());
    let hints = ask(&mut client, "inlayHint", json!({ "range": everything }));
    let hint = hints
        .as_array()
        .unwrap()
        .iter()
        .find(|hint| hint["label"] == "＝52")
        .expect("the sum is hinted at");
    let written = edited(&text, hint["textEdits"].as_array().unwrap());
    assert!(written.contains("| 37 | 9 | 0 | 2 | 4 | 0 | 52 |"));
}

#[test]
fn folds_selections_and_colours_are_answered() {
    let (mut client, text) = opened();
    let folds = ask(&mut client, "foldingRange", json!({}));
    assert!(
        folds
            .as_array()
            .unwrap()
            .iter()
            .any(|fold| fold["kind"] == "region"),
        "{folds}"
    );
    let at = range_of(&text, "37 | 9 | 0 | 2")["start"].clone();
    let selections = ask(
        &mut client,
        "selectionRange",
        json!({ "positions": [at, { "line": 99999, "character": 0 }] }),
    );
    let (first, last) = (&selections[0], &selections[1]);
    assert_eq!(&text[bytes(&text, &first["range"])], "37");
    assert!(first["parent"]["parent"]["parent"]["range"].is_object());
    assert!(last["range"].is_object());
    let all = ask(&mut client, "semanticTokens/full", json!({}));
    assert!(all["data"].as_array().unwrap().len() > 500);
    let number = range_of(&text, "37 | 9 | 0 | 2");
    let first = json!({ "start": number["start"], "end": number["start"] });
    client.change(
        "untitled:views",
        2,
        json!([{ "range": first, "text": "1" }]),
    );
    let before = json!({ "previousResultId": all["resultId"] });
    let changed = ask(&mut client, "semanticTokens/full/delta", before);
    assert!(changed["edits"].as_array().unwrap().len() == 1, "{changed}");
    let unknown = ask(
        &mut client,
        "semanticTokens/full/delta",
        json!({ "previousResultId": "x" }),
    );
    assert!(unknown["data"].is_array(), "{unknown}");
    let shown = ask(
        &mut client,
        "semanticTokens/range",
        json!({ "range": range(0, 0, 0) }),
    );
    assert_eq!(
        shown["data"].as_array().unwrap().len(),
        5,
        "the title alone"
    );
}

#[test]
fn tables_are_formatted_and_texts_that_are_no_reports_are_left_alone() {
    let (mut client, text) = opened();
    let options = json!({ "options": { "tabSize": 4, "insertSpaces": true } });
    let edits = ask(&mut client, "formatting", options.clone());
    let formatted = edited(&text, edits.as_array().unwrap());
    assert_ne!(formatted, text);
    client.change("untitled:views", 2, json!([{ "text": formatted }]));
    assert_eq!(ask(&mut client, "formatting", options.clone()), json!([]));
    client.change(
        "untitled:views",
        3,
        json!([{ "text": "买菜清单\n| 鸡蛋 | 2 |\n| 米 | 10 |\n" }]),
    );
    for (method, with) in [
        ("formatting", options),
        (
            "hover",
            json!({ "position": { "line": 1, "character": 3 } }),
        ),
        ("foldingRange", json!({})),
        ("semanticTokens/full", json!({})),
    ] {
        assert_eq!(ask(&mut client, method, with), json!(null), "{method}");
    }
}

#[test]
fn a_lens_over_each_table_tells_how_it_stands_and_its_commands_do_what_they_say() {
    let text = report("bars.txt").replace(
        "| 37 | 9 | 0 | 2 | 4 | 0 | 52 |",
        "| 37 | 9 | 0 | 2 | 4 | 0 | 53 |",
    );
    let mut client = Client::start(json!({}));
    client.open("untitled:views", &text);
    let lenses = ask(&mut client, "codeLens", json!({}));
    let titles: Vec<&str> = lenses
        .as_array()
        .unwrap()
        .iter()
        .map(|lens| lens["command"]["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles.len(), 3 * 4, "{titles:?}");
    assert_eq!(titles[4], "2 处不平衡");
    assert!(
        titles[8].starts_with("全部 3 行、3 条关系成立"),
        "{titles:?}"
    );
    let recompute = &lenses[5]["command"];
    client.request(
        "workspace/executeCommand",
        json!({ "command": recompute["command"], "arguments": recompute["arguments"] }),
    );
    let asked = client.wait_for("edits to make", |message| message["edit"].is_object());
    assert_eq!(asked["label"], "重算合计");
    let edits = &asked["edit"]["documentChanges"][0]["edits"];
    let recomputed = edited(&text, edits.as_array().unwrap());
    assert!(recomputed.contains("| 37 | 9 | 0 | 2 | 4 | 0 | 52 |"));
    let id = client.request(
        "workspace/executeCommand",
        json!({ "command": "nianbao.unknown" }),
    );
    assert!(
        client.answer(id)["error"]["message"]
            .as_str()
            .unwrap()
            .contains("nianbao.unknown")
    );
}

#[test]
fn blanks_are_filled_with_0_and_totals_that_nothing_tells_are_not() {
    let text = report("bars.txt");
    let row = |label: &str, cells: &str| format!("{label} | {cells} | ||");
    let (first, second) = ("7.属于行政执法案卷", "8.属于行政查询事项");
    let blank = text
        .replace(
            &row(first, "1 | 0 | 0 | 0 | 0 | 0 | 1"),
            &row(first, "若干 | | 0 | 0 | 0 | 0 |"),
        )
        .replace(
            &row(second, "3 | 1 | 0 | 0 | 0 | 0 | 4"),
            &row(second, "若干 | 1 | | 0 | | 0 |"),
        );
    let mut client = Client::start(json!({}));
    client.open("untitled:views", &blank);
    let run = json!({ "command": "nianbao.fillZeros", "arguments": ["untitled:views"] });
    client.ask("workspace/executeCommand", run);
    let asked = client.wait_for("edits to make", |message| message["edit"].is_object());
    assert_eq!(asked["label"], "空白填 0");
    let edits = &asked["edit"]["documentChanges"][0]["edits"];
    let filled = edited(&blank, edits.as_array().unwrap());
    let rows: Vec<&str> = filled.lines().filter(|row| row.contains("若干")).collect();
    assert_eq!(
        rows,
        [
            row(first, "若干 | 0 | 0 | 0 | 0 | 0 |"),
            row(second, "若干 | 1 | 0 | 0 | 0 | 0 |")
        ]
    );
}

#[test]
fn a_page_is_shown_in_a_browser_by_editors_that_can() {
    let text = report("bars.txt");
    let mut client = Client::silent();
    let shows = json!({ "window": { "showDocument": { "support": true } } });
    client.introduce(json!({ "capabilities": shows }));
    client.open("untitled:views", &text);
    let lenses = ask(&mut client, "codeLens", json!({}));
    let shown: Vec<&str> = lenses
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|lens| lens["command"]["command"].as_str())
        .collect();
    assert_eq!(
        shown
            .iter()
            .filter(|command| **command == "nianbao.preview")
            .count(),
        3
    );
    let run = json!({ "command": "nianbao.preview", "arguments": ["untitled:views"] });
    client.ask("workspace/executeCommand", run);
    let asked = client.wait_for("a page", |message| message["external"] == true);
    let page = asked["uri"].as_str().unwrap().strip_prefix("file://");
    let page = std::path::Path::new(page.unwrap());
    let html = std::fs::read_to_string(page).unwrap();
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("青石县人民政府"));
    client.close("untitled:views");
    assert_eq!(client.ask("textDocument/hover", json!({ "textDocument": { "uri": "untitled:views" }, "position": { "line": 0, "character": 0 } })), Value::Null);
    assert!(!page.exists(), "the page is taken away with its document");
}

#[test]
fn a_heading_that_a_sentence_names_is_led_to() {
    let text =
        report("bars.txt").replacen("数据统计期限为", "“三、”所在之处另见第三部分，期限为", 1);
    let mut client = Client::start(json!({}));
    client.open("untitled:views", &text);
    let named = range_of(&text, "第三部分");
    let found = ask(
        &mut client,
        "definition",
        json!({ "position": named["start"] }),
    );
    let heading = &text[bytes(&text, &found[0]["range"])];
    assert_eq!(heading, "三、收到和处理政府信息公开申请情况");
}

#[test]
fn folds_nest_by_lines() {
    for (name, text) in crate::reports() {
        let mut client = Client::start(json!({}));
        client.open("untitled:views", &text);
        let folds = ask(&mut client, "foldingRange", json!({}));
        let folds = folds.as_array().unwrap().iter();
        let lines: Vec<(u64, u64)> = folds
            .map(|fold| {
                (
                    fold["startLine"].as_u64().unwrap(),
                    fold["endLine"].as_u64().unwrap(),
                )
            })
            .collect();
        assert!(lines.len() > 5 || name == "page.html", "{name}: {lines:?}");
        for (at, &(start, end)) in lines.iter().enumerate() {
            assert!(start < end, "{name}: {lines:?}");
            for &(from, to) in &lines[at + 1..] {
                let is_nested = start <= from && to <= end || from <= start && end <= to;
                assert!(
                    from > end || is_nested,
                    "{name}: {start}-{end} and {from}-{to}"
                );
            }
        }
    }
}

#[test]
fn colours_stand_where_the_view_has_them_behind_rare_characters_too() {
    for (name, text) in crate::reports() {
        let text = text
            .replace("一、", "一、𠮷")
            .replace("| ", "|𠮷 ")
            .replacen('0', "𠮷0", 20);
        let mut client = Client::start(json!({}));
        client.open("untitled:views", &text);
        let answer = ask(&mut client, "semanticTokens/full", json!({}));
        let settings = nianbao::settings::Settings::default();
        let reading =
            nianbao::reading::Reading::of(&text, nianbao::kit::Forms::builtin(), &settings);
        let expected = nianbao::views::tokens::tokens(&reading, None);
        let counted: Vec<u64> = match &answer["data"] {
            Value::Array(data) => data.iter().map(|number| number.as_u64().unwrap()).collect(),
            _ => Vec::new(),
        };
        assert_eq!(counted.len(), 5 * expected.len(), "{name}");
        let (mut line, mut column) = (0, 0);
        for (five, token) in counted.chunks(5).zip(&expected) {
            column = if five[0] == 0 {
                column + five[1]
            } else {
                five[1]
            };
            line += five[0];
            let range = json!({
                "start": { "line": line, "character": column },
                "end": { "line": line, "character": column + five[2] },
            });
            assert_eq!(range, place(&text, token.span.range()), "{name}: {token:?}");
        }
    }
}
