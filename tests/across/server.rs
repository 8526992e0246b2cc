//! The real server with reports beside each other on the disk.

use serde_json::{Value, json};

use crate::support::client::{Client, wire};
use crate::{Folder, MARKDOWN};

/// The place of a file in a folder as a client names it.
pub(crate) fn uri(folder: &Folder, name: &str) -> String {
    format!("file://{}", folder.path(name).display())
}

/// A client whose workspace is the folder.
pub(crate) fn client_in(folder: &Folder) -> Client {
    let mut client = Client::silent();
    let root = json!([{ "uri": uri(folder, ""), "name": "r" }]);
    client.introduce(json!({ "workspaceFolders": root }));
    client
}

pub(crate) fn carried(findings: &[Value]) -> Vec<&Value> {
    let is_carried = |finding: &&Value| finding["code"] == "carried-over";
    findings.iter().filter(is_carried).collect()
}

fn of_year(year: &str) -> String {
    MARKDOWN.replace("2024年", &format!("{year}年"))
}

/// Last year's report that this year's fits in every respect.
fn fitting() -> String {
    let fits = |line: &str| match line {
        CARRIED_OUT => CARRIED_OUT.replace('1', "0"),
        "| 行政规范性文件 | 1 | 0 | 6 |" => line.replace('6', "5"),
        _ if line.len() > 60 && !line.starts_with(['|', '#']) => "一切照旧。".to_owned(),
        _ => line.to_owned(),
    };
    let lines: Vec<String> = of_year("2023").lines().map(fits).collect();
    lines.join("\n")
}

const CARRIED_OUT: &str = "| 四、结转下年度继续办理 |  |  | 0 | 0 | 0 | 0 | 1 | 0 | 1 |";

#[test]
fn last_years_report_in_the_workspace_is_compared_and_pointed_into() {
    let folder = Folder::with(&[("2023/old.md", &of_year("2023")), ("2024/new.md", MARKDOWN)]);
    let (new, old) = (uri(&folder, "2024/new.md"), uri(&folder, "2023/old.md"));
    let mut client = client_in(&folder);
    client.open(&new, MARKDOWN);
    let found = client.findings_that(&new, 1, |found| carried(found).len() == 2);
    for finding in carried(&found) {
        let related = &finding["relatedInformation"][0]["location"];
        assert_eq!(related["uri"], old);
        assert_eq!(related["range"]["start"]["line"], 74);
    }
    // The terminal says the same.
    let run = folder.run(&[
        "check",
        "--select",
        "carried-over",
        "--output-format",
        "json",
        ".",
    ]);
    let said: Value = serde_json::from_str(&run.out).unwrap();
    let said = said["files"].as_array().unwrap().iter();
    let messages: Vec<Value> = said
        .flat_map(|file| file["findings"].as_array().unwrap().clone())
        .map(|finding| finding["message"].clone())
        .collect();
    let shown: Vec<Value> = carried(&found)
        .iter()
        .map(|f| f["message"].clone())
        .collect();
    assert_eq!(shown, messages);

    let cell = carried(&found)[0]["range"].clone();
    let at = json!({ "textDocument": { "uri": new }, "position": cell["start"] });
    let hover = client.ask("textDocument/hover", at.clone());
    let told = hover["contents"]["value"].as_str().unwrap();
    assert!(
        told.contains("2023年报告“三/四、结转下年度继续办理/法律服务机构”：1"),
        "{told}"
    );
    let mut asked = at.clone();
    asked["context"] = json!({ "includeDeclaration": false });
    let told_by = client.ask("textDocument/references", asked);
    let told_by = told_by.as_array().unwrap().iter();
    let elsewhere: Vec<&Value> = told_by.filter(|place| place["uri"] == old).collect();
    assert_eq!(elsewhere.len(), 1, "the same cell of the other year");
    let places = client.ask("textDocument/definition", at);
    let places = places.as_array().unwrap();
    assert!(places.iter().any(|place| place["uri"] == old), "{places:?}");
    let actions = client.actions(&new, &cell, Some("quickfix"));
    let is_fix = |action: &&Value| action["title"] == "改为2023年报告的 1";
    assert!(actions.iter().any(|action| is_fix(&action)), "{actions:?}");
}

#[test]
fn an_edit_of_last_years_report_is_followed_before_it_is_saved_and_a_file_changed_outside_after() {
    let folder = Folder::with(&[("old.md", &of_year("2023")), ("new.md", MARKDOWN)]);
    let (new, old) = (uri(&folder, "new.md"), uri(&folder, "old.md"));
    let mut client = client_in(&folder);
    client.open(&new, MARKDOWN);
    client.findings_that(&new, 1, |found| carried(found).len() == 2);
    client.open(&old, &of_year("2023"));
    let mended = of_year("2023").replace(CARRIED_OUT, &CARRIED_OUT.replace('1', "0"));
    client.change(&old, 2, json!([{ "text": mended }]));
    client.findings_that(&new, 1, |found| carried(found).is_empty());
    client.close(&old);
    client.findings_that(&new, 1, |found| carried(found).len() == 2);

    folder.write("old.md", &mended);
    let changed = json!({ "changes": [{ "uri": old, "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", changed);
    client.findings_that(&new, 1, |found| carried(found).is_empty());
    std::fs::rename(folder.path("old.md"), folder.path("older.md")).unwrap();
    folder.write("older.md", &of_year("2023"));
    let moved = json!({ "changes": [{ "uri": old, "type": 3 }, { "uri": uri(&folder, "older.md"), "type": 1 }] });
    client.notify("workspace/didChangeWatchedFiles", moved);
    let found = client.findings_that(&new, 1, |found| carried(found).len() == 2);
    let related = &carried(&found)[0]["relatedInformation"][0]["location"]["uri"];
    assert_eq!(*related, uri(&folder, "older.md"));
}

#[test]
fn a_report_that_was_alone_while_it_was_written_is_compared_as_it_was_written() {
    let folder = Folder::with(&[("new.md", MARKDOWN)]);
    let (new, old) = (uri(&folder, "new.md"), uri(&folder, "old.md"));
    let nothing_carried_in =
        "| 二、上年结转政府信息公开申请数量 |  |  | 0 | 0 | 0 | 0 | 0 | 0 | 0 |";
    let carried_in = nothing_carried_in.replace("0 | 0 | 0 |", "1 | 0 | 1 |");
    assert!(MARKDOWN.contains(nothing_carried_in));
    let mut client = client_in(&folder);
    client.open(&new, &MARKDOWN.replace(nothing_carried_in, &carried_in));
    client.findings(&new, 1);
    client.change(&new, 2, json!([{ "text": MARKDOWN }]));
    assert!(carried(&client.findings(&new, 2)).is_empty());
    client.open(&old, &of_year("2023"));
    client.findings_that(&new, 2, |found| carried(found).len() == 2);
    client.close(&old);
    client.findings_that(&new, 2, |found| carried(found).is_empty());
}

#[test]
fn a_file_that_is_not_open_shows_all_that_does_not_fit_and_is_cleared_when_it_does() {
    let folder = Folder::with(&[("old.md", &of_year("2023")), ("new.md", MARKDOWN)]);
    let (new, old) = (uri(&folder, "new.md"), uri(&folder, "old.md"));
    let across = "carried-over,in-force,copied-text";
    let run = folder.run(&["check", "--select", across, "--output-format", "json", "."]);
    let said: Value = serde_json::from_str(&run.out).unwrap();
    let said = said["files"].as_array().unwrap().iter();
    let said = said.filter(|file| file["path"] == "new.md");
    let said: Vec<Value> = said
        .flat_map(|file| file["findings"].as_array().unwrap().clone())
        .map(|finding| finding["message"].clone())
        .collect();
    assert!(said.len() > 3, "{said:?}");
    let mut client = client_in(&folder);
    client.open(&old, &of_year("2023"));
    let of_new = |message: &Value, messages: &[Value]| {
        let params = &message["params"];
        let is_new = params["uri"] == new && params["version"].is_null();
        let shown = params["diagnostics"].as_array().into_iter().flatten();
        let shown: Vec<Value> = shown.map(|found| found["message"].clone()).collect();
        is_new && shown == messages
    };
    client.wait_for("findings of the other file", |message| {
        of_new(message, &said)
    });
    client.change(&old, 2, json!([{ "text": fitting() }]));
    client.wait_for("no findings of the other file", |message| {
        of_new(message, &[])
    });
}

#[test]
fn the_report_stands_beside_last_years_with_the_cells_that_differ_marked() {
    let old_text = of_year("2023").replace("| 行政许可 | 2318 |", "| 行政许可 | 2300 |");
    assert_ne!(old_text, of_year("2023"));
    let folder = Folder::with(&[("2023/old.md", &old_text), ("2024/new.md", MARKDOWN)]);
    let (new, old) = (uri(&folder, "2024/new.md"), uri(&folder, "2023/old.md"));
    let mut client = client_in(&folder);
    client.open(&new, MARKDOWN);
    client.findings_that(&new, 1, |found| carried(found).len() == 2);
    let asked = json!({ "textDocument": { "uri": new } });
    let page = client.ask("nianbao/compare", asked);
    assert_eq!(page["lastYear"], json!([old]));
    let html = page["html"].as_str().unwrap();
    let changed: Vec<&str> = html
        .split("<td ")
        .filter(|cell| cell.contains("nb-changed"))
        .map(|cell| cell.split_once('>').unwrap().1.split_once('<').unwrap().0)
        .collect();
    assert_eq!(changed, ["2300", "2318"]);
    assert!(html.contains("2300 → 2318（+18，+0.8%）"), "{html}");
    // What stands on the left leads into the other file.
    let left = html.find("<article class=\"nb-sheet nb-old\"").unwrap();
    assert!(html[left..].starts_with(&format!(
        "<article class=\"nb-sheet nb-old\" data-uri=\"{old}\""
    )));
    let asked = json!({ "textDocument": { "uri": new }, "whole": true });
    let page = client.ask("nianbao/compare", asked);
    let html = page["html"].as_str().unwrap();
    assert!(html.starts_with("<!DOCTYPE html>") && !html.contains("data-at"));
}

#[test]
fn a_report_without_one_of_the_year_before_is_told_so() {
    let folder = Folder::with(&[("2022/old.md", &of_year("2022"))]);
    let new = uri(&folder, "2024/new.md");
    let mut client = client_in(&folder);
    client.open(&new, MARKDOWN);
    let page = client.ask("nianbao/compare", json!({ "textDocument": { "uri": new } }));
    assert_eq!(page["missing"], "没有找到本单位上一年的报告");
    assert_eq!(page["html"], "");
}

/// A client that asks for what is found, and is told when to ask again.
fn client_that_asks(folder: &Folder) -> Client {
    let asks = json!({
        "textDocument": { "diagnostic": {}, "publishDiagnostics": { "relatedInformation": true } },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    });
    client_that_shows(folder, asks)
}

#[test]
fn a_client_that_asks_hears_of_files_that_are_not_open_too() {
    let folder = Folder::with(&[("old.md", &of_year("2023")), ("new.md", MARKDOWN)]);
    let (new, old) = (uri(&folder, "new.md"), uri(&folder, "old.md"));
    let mut client = client_that_asks(&folder);
    client.open(&old, &of_year("2023"));
    let told = |client: &mut Client, n: usize| {
        client.wait_for("that there is news", |message| {
            message["asked"] == "workspace/diagnostic/refresh"
        });
        let answer = client.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
        let items = answer["items"].as_array().unwrap().iter();
        let mut of_new = items.filter(|item| item["uri"] == new);
        let found = of_new
            .next()
            .map_or(0, |item| carried(item["items"].as_array().unwrap()).len());
        assert_eq!(found, n);
    };
    told(&mut client, 2);
    let mended = of_year("2023").replace(CARRIED_OUT, &CARRIED_OUT.replace('1', "0"));
    client.change(&old, 2, json!([{ "text": mended }]));
    told(&mut client, 0);
}

#[test]
fn what_is_wrong_with_a_closed_file_alone_stays_shown_beside_what_does_not_fit() {
    let faulty = MARKDOWN.replace(
        "| 11 | 5 | 1 | 0 | 2 | 0 | 19 |",
        "| 11 | 5 | 1 | 0 | 2 | 0 | 29 |",
    );
    assert_ne!(faulty, MARKDOWN);
    let folder = Folder::with(&[("old.md", &of_year("2023")), ("new.md", &faulty)]);
    let (new, old) = (uri(&folder, "new.md"), uri(&folder, "old.md"));
    let mut client = client_in(&folder);
    client.open(&old, &of_year("2023"));
    let codes = |message: &Value, wanted: &[&str]| {
        let params = &message["params"];
        let found = params["diagnostics"].as_array().into_iter().flatten();
        let found: Vec<&str> = found.filter_map(|one| one["code"].as_str()).collect();
        params["uri"] == new
            && params["version"].is_null()
            && wanted.iter().all(|code| found.contains(code))
            && found.contains(&"row-total") == wanted.contains(&"row-total")
    };
    client.wait_for("what does not fit", |message| {
        codes(message, &["carried-over"])
    });
    let command = json!({ "command": "nianbao.checkWorkspace", "arguments": [] });
    client.ask("workspace/executeCommand", command);
    client.wait_for("both", |message| {
        codes(message, &["carried-over", "row-total"])
    });
}

/// A client that shows which report is taken for last year's.
fn client_that_shows(folder: &Folder, more: Value) -> Client {
    let mut client = Client::silent();
    let root = json!([{ "uri": uri(folder, ""), "name": "r" }]);
    let mut capabilities = json!({ "experimental": { "nianbaoLastYear": true } });
    for (name, value) in more.as_object().unwrap() {
        capabilities[name] = value.clone();
    }
    client.introduce(json!({ "workspaceFolders": root, "capabilities": capabilities }));
    client
}

#[test]
fn a_client_is_told_which_report_is_taken_and_when_that_changes() {
    let folder = Folder::with(&[("2023/old.md", &of_year("2023"))]);
    let (new, old) = (uri(&folder, "2024/new.md"), uri(&folder, "2023/old.md"));
    let mut client = client_that_shows(&folder, json!({}));
    client.open(&new, MARKDOWN);
    let taken = |message: &Value, expected: Value| {
        message["method"] == "nianbao/lastYear"
            && message["params"] == json!({ "uri": new, "lastYear": expected })
    };
    let is_old = json!([{ "uri": old, "year": 2023, "others": 0 }]);
    client.wait_for("last year's report", |message| {
        taken(message, is_old.clone())
    });
    std::fs::create_dir(folder.path("2024")).unwrap();
    std::fs::rename(folder.path("2023/old.md"), folder.path("2024/last.md")).unwrap();
    let (last, changes) = (uri(&folder, "2024/last.md"), [(&old, 3)]);
    let changed = |changes: &[(&String, i32)]| {
        let changes = changes.iter();
        let changes = changes.map(|(uri, kind)| json!({ "uri": uri, "type": kind }));
        json!({ "changes": changes.collect::<Vec<_>>() })
    };
    let mut moved = changes.to_vec();
    moved.push((&last, 1));
    client.notify("workspace/didChangeWatchedFiles", changed(&moved));
    let is_last = json!([{ "uri": last, "year": 2023, "others": 0 }]);
    client.wait_for("its new place", |message| taken(message, is_last.clone()));
    std::fs::remove_file(folder.path("2024/last.md")).unwrap();
    client.notify("workspace/didChangeWatchedFiles", changed(&[(&last, 3)]));
    client.wait_for("none any more", |message| taken(message, json!([])));
}

#[test]
fn files_that_come_and_go_are_noticed_although_the_client_watches_none() {
    let folder = Folder::with(&[("2023/old.md", &of_year("2023"))]);
    let new = uri(&folder, "2024/new.md");
    let mut client = client_that_shows(&folder, json!({}));
    client.open(&new, MARKDOWN);
    client.findings_that(&new, 1, |found| carried(found).len() == 2);
    std::fs::remove_file(folder.path("2023/old.md")).unwrap();
    client.findings_that(&new, 1, |found| carried(found).is_empty());
    folder.write("2022/late.md", &of_year("2023"));
    client.findings_that(&new, 1, |found| carried(found).len() == 2);
}

#[test]
fn findings_point_into_last_years_file_under_its_new_name() {
    let folder = Folder::with(&[("2023/old.md", &of_year("2023"))]);
    let new = uri(&folder, "2024/new.md");
    let mut client = client_in(&folder);
    client.open(&new, MARKDOWN);
    let point_into = |found: &[Value], name: &str| {
        let (carried, last) = (carried(found), uri(&folder, name));
        let place = |finding: &Value| finding["relatedInformation"][0]["location"]["uri"].clone();
        carried.len() == 2 && carried.iter().all(|finding| place(finding) == last)
    };
    client.findings_that(&new, 1, |found| point_into(found, "2023/old.md"));
    for (from, to) in [
        ("2023/old.md", "2023/older.md"),
        ("2023/older.md", "last.md"),
    ] {
        std::fs::rename(folder.path(from), folder.path(to)).unwrap();
        client.findings_that(&new, 1, |found| point_into(found, to));
    }
}

/// The line on which a row stands that begins so.
fn line_of(row: &str) -> u64 {
    let line = MARKDOWN.lines().position(|line| line.starts_with(row));
    u64::try_from(line.unwrap()).unwrap()
}

/// An edit that puts text in at a place.
fn put_in(line: u64, character: u64, text: &str) -> Value {
    let at = json!({ "line": line, "character": character });
    json!([{ "range": { "start": at, "end": at }, "text": text }])
}

const MADE: &str = "| 行政规范性文件 | 1";

fn in_force(findings: &[Value]) -> Vec<&Value> {
    let is_in_force = |finding: &&Value| finding["code"] == "in-force";
    findings.iter().filter(is_in_force).collect()
}

#[test]
fn what_was_found_beside_last_years_report_moves_with_the_text_and_is_right_once_it_is_quiet() {
    let folder = Folder::with(&[("old.md", &of_year("2023")), ("new.md", MARKDOWN)]);
    let new = uri(&folder, "new.md");
    let mut client = client_in(&folder);
    client.open(&new, MARKDOWN);
    let found = client.findings_that(&new, 1, |found| carried(found).len() == 2);
    let lines = |found: &[Value]| -> Vec<u64> {
        let lines = carried(found).into_iter();
        lines
            .map(|finding| finding["range"]["start"]["line"].as_u64().unwrap())
            .collect()
    };
    let before = lines(&found);
    client.change(&new, 2, put_in(0, 0, "\n"));
    let after: Vec<u64> = before.iter().map(|line| line + 1).collect();
    assert_eq!(lines(&client.findings(&new, 2)), after);
    // A number that others are counted with is another one: first nothing is lost, then it is said anew.
    let message = in_force(&found)[0]["message"].clone();
    let behind = u64::try_from(MADE.chars().count()).unwrap();
    client.change(&new, 3, put_in(line_of(MADE) + 1, behind, "0"));
    let at_once = client.findings(&new, 3);
    assert_eq!((lines(&at_once), in_force(&at_once).len()), (after, 1));
    client.findings_that(&new, 3, |found| {
        in_force(found).len() == 1 && in_force(found)[0]["message"] != message
    });
}

#[test]
fn a_client_that_asks_is_told_to_ask_anew_once_it_is_quiet() {
    let folder = Folder::with(&[("old.md", &of_year("2023")), ("new.md", MARKDOWN)]);
    let new = uri(&folder, "new.md");
    let mut client = client_that_asks(&folder);
    client.open(&new, MARKDOWN);
    let asked = json!({ "textDocument": { "uri": new } });
    let items = |answer: &Value| answer["items"].as_array().unwrap().clone();
    let answer = client.ask_until("textDocument/diagnostic", &asked, |answer| {
        carried(&items(answer)).len() == 2
    });
    let message = in_force(&items(&answer))[0]["message"].clone();
    client.forget();
    let behind = u64::try_from(MADE.chars().count()).unwrap();
    client.change(&new, 2, put_in(line_of(MADE), behind, "0"));
    let answer = client.ask("textDocument/diagnostic", asked.clone());
    assert_eq!(carried(&items(&answer)).len(), 2);
    client.wait_for("that there is news", |message| {
        message["asked"] == "workspace/diagnostic/refresh"
    });
    let answer = client.ask("textDocument/diagnostic", asked);
    assert_ne!(in_force(&items(&answer))[0]["message"], message);
}

#[test]
fn this_years_report_follows_an_edit_of_last_years_about_which_something_was_asked_at_once() {
    let folder = Folder::with(&[("old.md", &of_year("2023")), ("new.md", MARKDOWN)]);
    let (new, old) = (uri(&folder, "new.md"), uri(&folder, "old.md"));
    let mut client = client_in(&folder);
    client.open(&old, &of_year("2023"));
    client.open(&new, MARKDOWN);
    client.findings_that(&new, 1, |found| carried(found).len() == 2);
    let line = line_of("| 四、结转下年度");
    let behind = u64::try_from(CARRIED_OUT.chars().count()).unwrap() - 2;
    let change = json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
        "textDocument": { "uri": old, "version": 2 }, "contentChanges": put_in(line, behind, "7")
    } });
    let place = json!({ "line": line, "character": behind });
    let question = json!({ "jsonrpc": "2.0", "id": "hover", "method": "textDocument/hover", "params": {
        "textDocument": { "uri": old }, "position": place
    } });
    let both = [change, question].map(|message| wire(&message.to_string()));
    client.send_bytes(&both.concat());
    let says_seventeen = |found: &[Value]| {
        let messages = carried(found)
            .into_iter()
            .map(|one| one["message"].to_string());
        messages.filter(|message| message.contains("17")).count() == 1
    };
    client.findings_that(&new, 1, says_seventeen);
}

#[test]
fn a_long_look_through_the_workspace_is_shown_and_can_be_stopped() {
    let folder = Folder::with(&[("new.md", MARKDOWN), ("a/old.md", &of_year("2023"))]);
    for number in 0..600 {
        let text = of_year("2019").replacen("2019年", &format!("第{number}局2019年"), 1);
        folder.write(&format!("z/{number}.md"), &text);
    }
    let new = uri(&folder, "new.md");
    let progress = json!({ "window": { "workDoneProgress": true } });
    let mut client = client_that_shows(&folder, progress);
    client.open(&new, MARKDOWN);
    let is_of = |message: &Value, kind: &str| {
        message["method"] == "$/progress" && message["params"]["value"]["kind"] == kind
    };
    let begin = client.wait_for("the beginning", |message| is_of(message, "begin"));
    let token = begin["params"]["token"].clone();
    let is_kind =
        |message: &Value, kind: &str| is_of(message, kind) && message["params"]["token"] == token;
    let report = client.wait_for("how far", |message| is_kind(message, "report"));
    let said = report["params"]["value"]["message"].as_str().unwrap();
    assert!(said.ends_with(" / 602"), "{said}");
    client.notify("window/workDoneProgress/cancel", json!({ "token": token }));
    let end = client.wait_for("the end", |message| is_kind(message, "end"));
    let said = end["params"]["value"]["message"].as_str().unwrap();
    assert!(said.starts_with("已停止"), "{said}");
    // What was found until then is used all the same.
    client.findings_that(&new, 1, |found| carried(found).len() == 2);
}

/// The official edition with other words for what is carried out, as somebody has it for the reports of one folder.
fn own_edition() -> String {
    let official = include_str!("../../src/form/editions/2021.toml");
    let own = official
        .replacen("id = \"2021\"", "id = \"own\"", 1)
        .replace("四、结转下年度继续办理", OWN_CARRIED_OUT);
    assert!(own.contains(OWN_CARRIED_OUT));
    own
}

const OWN_CARRIED_OUT: &str = "年底在办件";

#[test]
fn reports_of_a_folder_with_an_edition_of_its_own_are_read_by_it_and_their_neighbours_are_not() {
    let old = of_year("2023").replace("四、结转下年度继续办理", OWN_CARRIED_OUT);
    let next = of_year("2025");
    for is_settled in [true, false] {
        let folder = Folder::with(&[
            ("旧/old.md", &old),
            ("new.md", MARKDOWN),
            ("新/next.md", &next),
        ]);
        if is_settled {
            folder.write("旧/own.toml", &own_edition());
            folder.write(
                "旧/nianbao.toml",
                "edition-files = [\"own.toml\"]\nedition = \"own\"\n",
            );
        }
        let (new, after) = (uri(&folder, "new.md"), uri(&folder, "新/next.md"));
        let mut client = client_in(&folder);
        // What is carried out of 2024 is known by the official words, whatever another folder is read by.
        client.open(&after, &next);
        client.findings_that(&after, 1, |found| carried(found).len() == 2);
        // And of 2023 by the folder's own words alone.
        client.open(&new, MARKDOWN);
        match is_settled {
            true => drop(client.findings_that(&new, 1, |found| carried(found).len() == 2)),
            false => assert!(carried(&client.findings(&new, 1)).is_empty()),
        }
    }
}

#[test]
fn a_series_that_is_written_while_reports_are_shown_holds_for_those_that_are_not_open_too() {
    let renamed = of_year("2023").replace("南渡区交通运输局", "南渡区交通局");
    let folder = Folder::with(&[("old.md", &renamed), ("new.md", MARKDOWN)]);
    let new = uri(&folder, "new.md");
    let mut client = client_in(&folder);
    client.open(&new, MARKDOWN);
    client.findings_that(&new, 1, |found| carried(found).is_empty());
    let told = |client: &mut Client, kind: u8| {
        let change = json!({ "uri": uri(&folder, "nianbao.toml"), "type": kind });
        client.notify(
            "workspace/didChangeWatchedFiles",
            json!({ "changes": [change] }),
        );
    };
    folder.write(
        "nianbao.toml",
        "[[series]]\nunit = \"南渡区交通运输局\"\nalso = [\"南渡区交通局\"]\n",
    );
    told(&mut client, 1);
    client.findings_that(&new, 1, |found| carried(found).len() == 2);
    folder.write(
        "nianbao.toml",
        "[[series]]\nunit = \"南渡区渡口管理所\"\nfiles = [\"old.md\"]\n",
    );
    told(&mut client, 2);
    client.findings_that(&new, 1, |found| carried(found).is_empty());
    folder.write(
        "nianbao.toml",
        "[[series]]\nunit = \"南渡区交通运输局\"\nfiles = [\"old.md\"]\n",
    );
    told(&mut client, 2);
    client.findings_that(&new, 1, |found| carried(found).len() == 2);
    std::fs::remove_file(folder.path("nianbao.toml")).unwrap();
    told(&mut client, 3);
    client.findings_that(&new, 1, |found| carried(found).is_empty());
}

/// Whether a message shows so many findings beside others in a file that is not open.
fn shows_closed(message: &Value, file: &str, n: usize) -> bool {
    let params = &message["params"];
    let found = params["diagnostics"].as_array();
    params["uri"] == file
        && params["version"].is_null()
        && found.is_some_and(|found| carried(found).len() == n)
}

#[test]
fn what_is_found_in_closed_files_beside_others_goes_with_the_last_open_report_and_comes_back() {
    let folder = Folder::with(&[("old.md", &of_year("2023")), ("new.md", MARKDOWN)]);
    let (new, old) = (uri(&folder, "new.md"), uri(&folder, "old.md"));
    let mut client = client_in(&folder);
    for _ in 0..2 {
        client.open(&old, &of_year("2023"));
        client.wait_for("findings", |message| shows_closed(message, &new, 2));
        client.close(&old);
        client.wait_for("none", |message| shows_closed(message, &new, 0));
    }
    std::fs::remove_file(folder.path("new.md")).unwrap();
    client.open(&old, &of_year("2023"));
    let answer = client.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let items = answer["items"].as_array().unwrap();
    assert!(items.iter().all(|item| item["uri"] != new), "{answer}");
}

#[test]
fn a_client_that_asks_hears_that_nothing_is_shown_without_an_open_report() {
    let folder = Folder::with(&[("old.md", &of_year("2023")), ("new.md", MARKDOWN)]);
    let (new, old) = (uri(&folder, "new.md"), uri(&folder, "old.md"));
    let mut client = client_that_asks(&folder);
    client.open(&old, &of_year("2023"));
    for n in [2, 0] {
        client.wait_for("that there is news", |message| {
            message["asked"] == "workspace/diagnostic/refresh"
        });
        let answer = client.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
        let items = answer["items"].as_array().unwrap().iter();
        let mut of_new = items.filter(|item| item["uri"] == new);
        let found = of_new
            .next()
            .map_or(0, |item| carried(item["items"].as_array().unwrap()).len());
        assert_eq!(found, n);
        client.close(&old);
    }
}

#[test]
fn what_a_check_of_the_workspace_found_in_a_file_goes_with_the_file() {
    let faulty = MARKDOWN.replace(
        "| 11 | 5 | 1 | 0 | 2 | 0 | 19 |",
        "| 11 | 5 | 1 | 0 | 2 | 0 | 29 |",
    );
    let folder = Folder::with(&[("new.md", &faulty)]);
    let new = uri(&folder, "new.md");
    let mut client = client_in(&folder);
    let command = json!({ "command": "nianbao.checkWorkspace", "arguments": [] });
    client.ask("workspace/executeCommand", command);
    let shows = |message: &Value, any: bool| {
        let found = message["params"]["diagnostics"].as_array();
        message["params"]["uri"] == new && found.is_some_and(|found| found.is_empty() != any)
    };
    client.wait_for("findings", |message| shows(message, true));
    std::fs::remove_file(folder.path("new.md")).unwrap();
    let change = json!({ "uri": new, "type": 3 });
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [change] }),
    );
    client.wait_for("none", |message| shows(message, false));
}
