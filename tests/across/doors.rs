//! The terminal and the editor find the same last year's report, and say the same of it.

use std::time::Duration;

use serde_json::{Value, json};

use crate::server::{carried, uri};
use crate::support::client::Client;
use crate::{Folder, MARKDOWN};

const ACROSS: [&str; 3] = ["carried-over", "in-force", "copied-text"];

fn of_year(year: &str) -> String {
    MARKDOWN.replace("2024年", &format!("{year}年"))
}

/// What the terminal says of this year's report beside others.
fn said_in_terminal(folder: &Folder, path: &str) -> Vec<String> {
    let select = ACROSS.join(",");
    let args = [
        "check",
        "--select",
        &select,
        "--output-format",
        "json",
        path,
    ];
    let run = folder.run(&args);
    let said: Value = serde_json::from_str(&run.out).unwrap();
    let files = said["files"].as_array().unwrap().iter();
    let mut new = files.filter(|file| file["path"].as_str().unwrap().ends_with("new.md"));
    let found = new.next().expect("this year's report")["findings"].clone();
    messages(found.as_array().unwrap())
}

fn messages(found: &[Value]) -> Vec<String> {
    let across = found.iter().filter(|finding| {
        let code = finding["code"].as_str().unwrap_or_default();
        ACROSS.contains(&code)
    });
    let mut said: Vec<String> = across
        .map(|finding| finding["message"].as_str().unwrap().to_owned())
        .collect();
    said.sort();
    said
}

/// A client whose workspace is a folder, if any.
fn client_at(folder: &Folder, workspace: Option<&str>) -> Client {
    let mut client = Client::silent();
    let root = workspace.map(|name| json!([{ "uri": uri(folder, name), "name": "r" }]));
    client.introduce(json!({ "workspaceFolders": root }));
    client
}

/// Both doors say the same of this year's report, and something.
fn both_say_the_same(folder: &Folder, (workspace, paths): (Option<&str>, &[&str]), new: &str) {
    let said = said_in_terminal(folder, paths[0]);
    let n_carried = said.iter().filter(|said| said.contains("结转")).count();
    assert!(n_carried >= 2, "{paths:?}: {said:?}");
    for path in paths {
        assert_eq!(said_in_terminal(folder, path), said, "{path}");
    }
    let mut client = client_at(folder, workspace);
    let new = uri(folder, new);
    client.open(&new, MARKDOWN);
    client.findings_that(&new, 1, |found| messages(found) == said);
}

#[test]
fn an_excluded_report_is_last_years_in_both_doors() {
    let folder = Folder::with(&[
        ("nianbao.toml", "exclude = [\"2023/**\", \"归档/**\"]\n"),
        ("2023/old.md", &of_year("2023")),
        ("2024/new.md", MARKDOWN),
    ]);
    both_say_the_same(
        &folder,
        (Some(""), &[".", "2024", "2024/new.md"]),
        "2024/new.md",
    );
    // Wherever it lies under the folder of the configuration.
    std::fs::create_dir(folder.path("归档")).unwrap();
    std::fs::rename(folder.path("2023/old.md"), folder.path("归档/old.md")).unwrap();
    both_say_the_same(
        &folder,
        (Some(""), &[".", "2024", "2024/new.md"]),
        "2024/new.md",
    );
}

#[test]
fn a_report_that_git_ignores_is_last_years_in_both_doors_where_its_folder_says_so() {
    for ignored in ["2023/", "2023", "2023/**", "old.md"] {
        for toml in [None, Some("")] {
            let folder = Folder::with(&[
                (".gitignore", &format!("{ignored}\n")),
                ("2023/old.md", &of_year("2023")),
                ("2024/new.md", MARKDOWN),
            ]);
            if let Some(toml) = toml {
                folder.write("nianbao.toml", toml);
            }
            both_say_the_same(&folder, (Some(""), &[".", "2024/new.md"]), "2024/new.md");
        }
    }
}

#[test]
fn a_report_beside_the_folder_of_the_workspace_is_last_years_in_both_doors() {
    for toml in [None, Some("[rules]\nyear = \"off\"\n")] {
        let folder = Folder::with(&[("2023/old.md", &of_year("2023")), ("2024/new.md", MARKDOWN)]);
        if let Some(toml) = toml {
            folder.write("nianbao.toml", toml);
        }
        both_say_the_same(&folder, (Some("2024"), &["2024"]), "2024/new.md");
    }
}

#[test]
fn a_report_opened_without_a_workspace_is_compared_like_one_that_is_named() {
    for old in ["2024/old.md", "old.md", "2023年报/old.md"] {
        let folder = Folder::with(&[(old, &of_year("2023")), ("2024/new.md", MARKDOWN)]);
        both_say_the_same(&folder, (None, &["2024/new.md"]), "2024/new.md");
    }
}

#[test]
fn what_git_ignores_elsewhere_is_last_years_in_neither_door() {
    let of_other = |text: &str| text.replace("南渡区交通运输局", "南渡区水务局");
    let folder = Folder::with(&[
        (".gitignore", "归档/\n"),
        ("nianbao.toml", "exclude = [\"2023/**\"]\n"),
        ("归档/old.md", &of_year("2023")),
        ("2023/old.md", &of_other(&of_year("2023"))),
        ("2024/new.md", MARKDOWN),
        ("2024/other.md", &of_other(MARKDOWN)),
    ]);
    let is_carried = |said: &String| said.contains("结转");
    assert!(!said_in_terminal(&folder, ".").iter().any(is_carried));
    let mut client = client_at(&folder, Some(""));
    let other = uri(&folder, "2024/other.md");
    client.open(&other, &of_other(MARKDOWN));
    client.findings_that(&other, 1, |found| carried(found).len() == 2);
    // The reports of both were looked for at once.
    let new = uri(&folder, "2024/new.md");
    client.open(&new, MARKDOWN);
    assert!(carried(&client.findings(&new, 1)).is_empty());
    // What is only compared with has nothing shown of itself.
    let shown = |message: &Value| {
        let found = message["params"]["diagnostics"].as_array();
        message["params"]["uri"] == uri(&folder, "2023/old.md")
            && found.is_some_and(|found| !found.is_empty())
    };
    client.hang_up();
    assert!(!client.anything_left(shown));
}

#[test]
fn reports_that_come_change_and_go_beside_the_workspace_are_noticed() {
    let folder = Folder::with(&[("2024/new.md", MARKDOWN)]);
    let new = uri(&folder, "2024/new.md");
    let mut client = client_at(&folder, Some("2024"));
    client.open(&new, MARKDOWN);
    assert!(carried(&client.findings(&new, 1)).is_empty());
    folder.write("2023/old.md", &of_year("2023"));
    client.findings_that(&new, 1, |found| carried(found).len() == 2);
    let old_year = of_year("2023").replace("2023年", "2020年");
    folder.write("2023/old.md", &old_year);
    client.findings_that(&new, 1, |found| carried(found).is_empty());
    folder.write("2023/other.md", &of_year("2023"));
    client.findings_that(&new, 1, |found| carried(found).len() == 2);
    std::fs::remove_file(folder.path("2023/other.md")).unwrap();
    client.findings_that(&new, 1, |found| carried(found).is_empty());
}

#[test]
fn a_report_beside_the_workspace_that_has_its_name_before_its_text_is_noticed() {
    let folder = Folder::with(&[("2024/new.md", MARKDOWN)]);
    let new = uri(&folder, "2024/new.md");
    let mut client = client_at(&folder, Some("2024"));
    client.open(&new, MARKDOWN);
    assert!(carried(&client.findings(&new, 1)).is_empty());
    folder.write("2023/old.md", "");
    // Until it has been come across as it is.
    std::thread::sleep(Duration::from_secs(3));
    folder.write("2023/old.md", &of_year("2023"));
    client.findings_that(&new, 1, |found| carried(found).len() == 2);
}

#[test]
fn last_years_report_is_looked_for_again_when_the_title_is_of_another_year() {
    let folder = Folder::with(&[
        ("2023/old.md", &of_year("2023")),
        ("2024/new.md", &of_year("2022")),
    ]);
    let new = uri(&folder, "2024/new.md");
    let mut client = client_at(&folder, Some("2024"));
    client.open(&new, &of_year("2022"));
    assert!(carried(&client.findings(&new, 1)).is_empty());
    client.change(&new, 2, json!([{ "text": MARKDOWN }]));
    folder.write("2024/new.md", MARKDOWN);
    client.notify(
        "textDocument/didSave",
        json!({ "textDocument": { "uri": new } }),
    );
    client.findings_that(&new, 2, |found| carried(found).len() == 2);
    // Jumped to and opened it is what the editor holds, and what lies on the disk again once it is closed.
    let old = uri(&folder, "2023/old.md");
    client.open(&old, &of_year("2020"));
    client.findings_that(&new, 2, |found| carried(found).is_empty());
    client.close(&old);
    client.findings_that(&new, 2, |found| carried(found).len() == 2);
}
