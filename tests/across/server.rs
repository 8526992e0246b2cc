//! The real server with reports beside each other on the disk.

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::{Folder, MARKDOWN};

/// The place of a file in a folder as a client names it.
fn uri(folder: &Folder, name: &str) -> String {
    format!("file://{}", folder.path(name).display())
}

/// A client whose workspace is the folder.
fn client_in(folder: &Folder) -> Client {
    let mut client = Client::silent();
    let root = json!([{ "uri": uri(folder, ""), "name": "r" }]);
    client.introduce(json!({ "workspaceFolders": root }));
    client
}

fn carried(findings: &[Value]) -> Vec<&Value> {
    let is_carried = |finding: &&Value| finding["code"] == "carried-over";
    findings.iter().filter(is_carried).collect()
}

fn of_year(year: &str) -> String {
    MARKDOWN.replace("2024年", &format!("{year}年"))
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
fn a_file_that_is_not_open_shows_what_does_not_fit_and_is_cleared_when_it_does() {
    let folder = Folder::with(&[("old.md", &of_year("2023")), ("new.md", MARKDOWN)]);
    let (new, old) = (uri(&folder, "new.md"), uri(&folder, "old.md"));
    let mut client = client_in(&folder);
    client.open(&old, &of_year("2023"));
    let of_new = |message: &Value, n: usize| {
        let params = &message["params"];
        let is_new = params["uri"] == new && params["version"].is_null();
        is_new
            && params["diagnostics"]
                .as_array()
                .is_some_and(|found| found.len() == n)
    };
    client.wait_for("findings of the other file", |message| of_new(message, 2));
    let mended = of_year("2023").replace(CARRIED_OUT, &CARRIED_OUT.replace('1', "0"));
    client.change(&old, 2, json!([{ "text": mended }]));
    client.wait_for("no findings of the other file", |message| {
        of_new(message, 0)
    });
}
