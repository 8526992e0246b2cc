//! What concerns more than one text: findings that are asked for, the whole workspace, names that are looked for, reports begun.

use std::path::Path;
use std::time::{Duration, Instant};

use nianbao::kit::Forms;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::client::Client;
use crate::{place, report, with_code};

/// A client that can do these things too, beside editing, with a workspace folder.
fn introduced(folder: &Path, window: Value, workspace: Value, text_document: Value) -> Client {
    let mut workspace = workspace;
    workspace["workspaceEdit"] =
        json!({ "documentChanges": true, "resourceOperations": ["create"] });
    workspace["applyEdit"] = json!(true);
    workspace["configuration"] = json!(true);
    let mut client = Client::silent();
    client.introduce(json!({
        "capabilities": { "window": window, "workspace": workspace, "textDocument": text_document },
        "workspaceFolders": [{ "uri": uri(folder), "name": "here" }],
    }));
    client
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn run(client: &mut Client, command: &str, arguments: Value) -> Value {
    let params = json!({ "command": command, "arguments": arguments });
    client.ask("workspace/executeCommand", params)
}

/// The bundled report with one total off by one.
fn with_a_slip() -> String {
    report("markdown.md").replacen("| 0 | 2 | 0 | 19 |", "| 0 | 2 | 0 | 18 |", 1)
}

#[test]
fn findings_are_asked_for_or_sent_and_never_both() {
    let folder = TempDir::new().unwrap();
    let mut client = introduced(
        folder.path(),
        json!({}),
        json!({}),
        json!({ "diagnostic": {} }),
    );
    client.open("untitled:a", &with_a_slip());
    let mut params = json!({ "textDocument": { "uri": "untitled:a" } });
    let full = client.ask("textDocument/diagnostic", params.clone());
    assert_eq!(full["kind"], "full");
    assert_eq!(
        with_code(full["items"].as_array().unwrap(), "row-total").len(),
        1
    );
    params["previousResultId"] = full["resultId"].clone();
    let same = client.ask("textDocument/diagnostic", params.clone());
    assert_eq!(
        (&same["kind"], &same["resultId"]),
        (&json!("unchanged"), &full["resultId"])
    );
    client.change("untitled:a", 2, json!([{ "text": report("markdown.md") }]));
    let mended = client.ask("textDocument/diagnostic", params);
    assert_eq!(
        (&mended["kind"], &mended["items"]),
        (&json!("full"), &json!([]))
    );
    let known = json!({ "previousResultIds": [
        { "uri": "untitled:a", "value": mended["resultId"] }, { "uri": "untitled:b", "value": "x" },
    ] });
    let all = client.ask("workspace/diagnostic", known);
    let kinds: Vec<_> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| [&item["uri"], &item["kind"]])
        .collect();
    assert_eq!(kinds, [["untitled:a", "unchanged"], ["untitled:b", "full"]]);
    client.hang_up();
    assert!(
        !client.anything_left(|message| message["method"] == "textDocument/publishDiagnostics")
    );
}

#[test]
fn the_workspace_is_checked_while_its_progress_is_shown() {
    let folder = TempDir::new().unwrap();
    let faulty = folder.path().join("faulty.md");
    std::fs::write(&faulty, with_a_slip()).unwrap();
    std::fs::write(folder.path().join("clean.md"), report("markdown.md")).unwrap();
    std::fs::write(folder.path().join("notes.md"), "| a | b |\n").unwrap();
    let can = json!({ "workDoneProgress": true });
    let mut client = introduced(folder.path(), can, json!({}), json!({}));
    run(&mut client, "nianbao.checkWorkspace", json!([]));
    let published = client.wait_for("findings of a file", |message| {
        message["params"]["uri"] == uri(&faulty).as_str()
    });
    let findings = published["params"]["diagnostics"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(with_code(&findings, "row-total").len(), 1);
    let end = ended(&mut client);
    let said = end["message"].as_str();
    assert_eq!(
        said,
        Some(format!("已核对 2 份报告，{} 个问题", findings.len()).as_str())
    );
    let found = client.ask("workspace/symbol", json!({ "query": "交通2024年重复申请" }));
    let names: Vec<_> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["name"])
        .collect();
    assert_eq!(names, ["2.重复申请", "2.重复申请"]);
    // What is opened speaks for itself.
    client.open(&uri(&faulty), &report("markdown.md"));
    assert_eq!(client.findings(&uri(&faulty), 1), Vec::<Value>::new());
}

/// What is said when something is at its end.
fn ended(client: &mut Client) -> Value {
    let end = client.wait_for("the end", |message| {
        message["method"] == "$/progress" && message["params"]["value"]["kind"] == "end"
    });
    end["params"]["value"].clone()
}

/// Waits until the last that was published of a file is a list that is accepted.
fn published(client: &mut Client, uri: &str, accept: impl Fn(usize) -> bool) {
    client.wait_for(&format!("findings of {uri}"), |message| {
        let found = message["params"]["diagnostics"].as_array();
        message["params"]["uri"] == uri && found.is_some_and(|found| accept(found.len()))
    });
}

/// What is done to a folder while a client is there.
type Cause = dyn Fn(&Path, &mut Client);

#[test]
fn findings_of_a_checked_file_go_with_what_they_rest_on() {
    let excluded = |folder: &Path, client: &mut Client| {
        let file = folder.join("nianbao.toml");
        std::fs::write(&file, "exclude = [\"a.md\"]\n").unwrap();
        let changed = json!({ "changes": [{ "uri": uri(&file), "type": 1 }] });
        client.notify("workspace/didChangeWatchedFiles", changed);
    };
    let rewritten = |folder: &Path, client: &mut Client| {
        let file = folder.join("a.md");
        std::fs::write(&file, "日记\n").unwrap();
        let changed = json!({ "changes": [{ "uri": uri(&file), "type": 2 }] });
        client.notify("workspace/didChangeWatchedFiles", changed);
    };
    let removed = |folder: &Path, client: &mut Client| {
        let folder = json!([{ "uri": uri(folder), "name": "here" }]);
        let event = json!({ "event": { "added": [], "removed": folder } });
        client.notify("workspace/didChangeWorkspaceFolders", event);
    };
    let switched_off = |_: &Path, client: &mut Client| {
        let settings = json!({ "settings": { "nianbao": { "enable": false } } });
        client.notify("workspace/didChangeConfiguration", settings);
    };
    let causes: [&Cause; 4] = [&excluded, &rewritten, &removed, &switched_off];
    for cause in causes {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("a.md");
        std::fs::write(&file, with_a_slip()).unwrap();
        let mut client = introduced(folder.path(), json!({}), json!({}), json!({}));
        run(&mut client, "nianbao.checkWorkspace", json!([]));
        published(&mut client, &uri(&file), |n| n > 0);
        cause(folder.path(), &mut client);
        published(&mut client, &uri(&file), |n| n == 0);
        let found = client.ask("workspace/symbol", json!({ "query": "交通2024年重复申请" }));
        assert!(found.as_array().is_none_or(Vec::is_empty), "{found}");
    }
}

#[test]
fn a_checked_file_that_another_program_writes_is_checked_again() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.md");
    std::fs::write(&file, report("markdown.md")).unwrap();
    let mut client = introduced(folder.path(), json!({}), json!({}), json!({}));
    run(&mut client, "nianbao.checkWorkspace", json!([]));
    published(&mut client, &uri(&file), |n| n == 0);
    std::fs::write(&file, format!("{}\n", with_a_slip())).unwrap();
    let changed = json!({ "changes": [{ "uri": uri(&file), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", changed);
    published(&mut client, &uri(&file), |n| n > 0);
}

#[test]
fn checked_files_are_looked_at_again_for_clients_that_watch_nothing() {
    for pulls in [false, true] {
        let folder = TempDir::new().unwrap();
        let [gone, moved, written, settled] = ["gone.md", "moved.md", "written.md", "settled.md"]
            .map(|name| folder.path().join(name));
        for file in [&gone, &moved, &written, &settled] {
            std::fs::write(file, with_a_slip()).unwrap();
        }
        let can = match pulls {
            true => json!({ "diagnostic": {} }),
            false => json!({}),
        };
        let mut client = introduced(folder.path(), json!({}), json!({}), can);
        run(&mut client, "nianbao.checkWorkspace", json!([]));
        client.wait_for("the end", |message| {
            message["method"] == "window/logMessage"
        });
        std::fs::remove_file(&gone).unwrap();
        std::fs::rename(&moved, folder.path().join("moved.txt")).unwrap();
        std::fs::write(&written, format!("{}\n", report("markdown.md"))).unwrap();
        if !pulls {
            for file in [&gone, &moved, &written] {
                published(&mut client, &uri(file), |n| n == 0);
            }
            continue;
        }
        let mut asked = || {
            let all = client.ask("workspace/diagnostic", json!({ "previousResultIds": [] }));
            let items = all["items"].as_array().unwrap().clone();
            let faulty = items.into_iter().filter(|item| item["items"] != json!([]));
            faulty.map(|item| item["uri"].clone()).collect::<Vec<_>>()
        };
        // There is no message to wait for.
        let patience = Instant::now() + Duration::from_secs(60);
        while asked() != [uri(&settled)] {
            assert!(Instant::now() < patience, "{:?}", asked());
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

#[test]
fn a_checked_file_that_is_written_after_a_change_of_settings_holds_up_no_other() {
    let folder = TempDir::new().unwrap();
    let files: Vec<_> = (0..8)
        .map(|n| folder.path().join(format!("{n}.md")))
        .collect();
    for file in &files {
        std::fs::write(file, with_a_slip()).unwrap();
    }
    let mut client = introduced(folder.path(), json!({}), json!({}), json!({}));
    run(&mut client, "nianbao.checkWorkspace", json!([]));
    for file in &files {
        published(&mut client, &uri(file), |n| n > 0);
    }
    let settings = folder.path().join("nianbao.toml");
    std::fs::write(&settings, "exclude = [\"*.md\"]\n").unwrap();
    std::fs::write(&files[3], report("markdown.md")).unwrap();
    for (file, kind) in [(&settings, 1), (&files[3], 2)] {
        let changed = json!({ "changes": [{ "uri": uri(file), "type": kind }] });
        client.notify("workspace/didChangeWatchedFiles", changed);
    }
    for file in &files {
        published(&mut client, &uri(file), |n| n == 0);
    }
}

#[test]
fn what_is_found_beside_an_open_report_goes_and_comes_with_that() {
    let folder = TempDir::new().unwrap();
    let (now, next) = (folder.path().join("now.md"), folder.path().join("next.md"));
    let text = report("markdown.md");
    std::fs::write(&now, &text).unwrap();
    std::fs::write(&next, text.replace("2024", "2025")).unwrap();
    let mut client = introduced(folder.path(), json!({}), json!({}), json!({}));
    client.open(&uri(&now), &text);
    published(&mut client, &uri(&next), |n| n > 0);
    client.change(&uri(&now), 2, json!([{ "text": "日记\n" }]));
    published(&mut client, &uri(&next), |n| n == 0);
    client.change(&uri(&now), 3, json!([{ "text": text }]));
    published(&mut client, &uri(&next), |n| n > 0);
    for enable in [false, true] {
        let settings = json!({ "settings": { "nianbao": { "enable": enable } } });
        client.notify("workspace/didChangeConfiguration", settings);
        published(&mut client, &uri(&next), |n| (n > 0) == enable);
    }
}

#[test]
#[cfg(unix)]
fn a_check_names_the_files_that_it_could_not_read() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("a.md", report("markdown.md").as_bytes());
    write(
        "half.md",
        &[report("markdown.md").as_bytes(), b"\xff\xff"].concat(),
    );
    write("out.md", b"\0\x01");
    write("nianbao.toml", b"exclude = [\"out.md\"]\n");
    std::fs::create_dir(folder.path().join("folder.md")).unwrap();
    std::fs::create_dir(folder.path().join("街道")).unwrap();
    write("街道/bin.md", b"\0\x01");
    std::os::unix::fs::symlink("gone", folder.path().join("link.md")).unwrap();
    for can in [json!({}), json!({ "workDoneProgress": true })] {
        let mut client = introduced(folder.path(), can, json!({}), json!({}));
        run(&mut client, "nianbao.checkWorkspace", json!([]));
        let last = client.wait_for("the last words", |message| {
            message["method"] == "window/logMessage"
        });
        let said = last["params"]["message"].as_str().unwrap();
        assert!(
            said.starts_with("已核对 1 份报告，0 个问题；没有核对的文件 3 个："),
            "{said}"
        );
        for words in [
            "half.md 不是 UTF-8、UTF-16 或 GB18030 编码的文本，或者文件已损坏",
            "街道/bin.md 是二进制文件，不是文本",
            "link.md 是失效的链接，它指向的文件不存在",
        ] {
            assert!(said.contains(words), "{said}");
        }
    }
}

#[test]
fn a_check_that_is_begun_anew_is_shown_once() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.md"), with_a_slip()).unwrap();
    let can = json!({ "workDoneProgress": true });
    let check = json!({ "command": "nianbao.checkWorkspace", "arguments": [] });
    for (token, name) in [(None, "nianbao/check/2"), (Some("mine"), "mine")] {
        let mut client = introduced(folder.path(), can.clone(), json!({}), json!({}));
        let first = client.request("workspace/executeCommand", check.clone());
        let mut again = check.clone();
        if let Some(token) = token {
            again["workDoneToken"] = json!(token);
        }
        client.request("workspace/executeCommand", again);
        client.answer(first);
        let end = client.wait_for("the end", |message| {
            message["params"]["value"]["kind"] == "end"
        });
        assert_eq!(end["params"]["token"], name);
        client.hang_up();
        assert!(
            !client.anything_left(|message| message["method"] == "$/progress"
                && message["params"]["token"] == "nianbao/check/1")
        );
    }
}

#[test]
fn a_check_of_the_workspace_can_be_stopped_and_holds_nobody_up() {
    let folder = TempDir::new().unwrap();
    for n in 0..400 {
        std::fs::write(folder.path().join(format!("{n}.md")), with_a_slip()).unwrap();
    }
    let can = json!({ "workDoneProgress": true });
    let mut client = introduced(folder.path(), can, json!({}), json!({}));
    run(&mut client, "nianbao.checkWorkspace", json!([]));
    let begun = client.wait_for("a beginning", |message| {
        message["params"]["value"]["kind"] == "begin"
    });
    client.open("untitled:a", &report("markdown.md"));
    assert_eq!(client.findings("untitled:a", 1), Vec::<Value>::new());
    let token = json!({ "token": begun["params"]["token"] });
    client.notify("window/workDoneProgress/cancel", token);
    let end = ended(&mut client);
    assert!(
        end["message"].as_str().unwrap().starts_with("已停止"),
        "{end}"
    );
}

#[test]
fn a_report_is_begun_from_last_years_in_a_file_of_its_own() {
    let folder = TempDir::new().unwrap();
    let last = folder.path().join("2024.md");
    std::fs::write(&last, report("markdown.md")).unwrap();
    let mut client = introduced(folder.path(), json!({}), json!({}), json!({}));
    let new = uri(&folder.path().join("2025.md"));
    let wish = json!([{ "from": uri(&last), "uri": new }]);
    let answer = run(&mut client, "nianbao.newReport", wish);
    let text = answer["text"].as_str().unwrap();
    assert!(text.starts_with("# 南渡区交通运输局2025年政府信息公开工作年度报告\n"));
    let asked = client.wait_for("edits", |message| message["edit"].is_object());
    let changes = asked["edit"]["documentChanges"].as_array().unwrap();
    assert_eq!(
        (&changes[0]["kind"], &changes[0]["uri"]),
        (&json!("create"), &json!(new))
    );
    assert_eq!(changes[1]["edits"][0]["newText"], text);
    let id = client.request(
        "workspace/executeCommand",
        json!({ "command": "nianbao.newReport", "arguments": [{ "year": 2025 }] }),
    );
    assert!(
        client.answer(id)["error"]["message"]
            .as_str()
            .unwrap()
            .contains("unit")
    );
}

#[test]
fn a_report_is_begun_on_the_edition_that_the_workspace_asks_for() {
    let folder = TempDir::new().unwrap();
    let official = include_str!("../../src/form/editions/2021.toml");
    let own = official
        .replacen("id = \"2021\"", "id = \"own\"", 1)
        .replacen("title = \"其他需要报告的事项\"", "title = \"其他说明\"", 1);
    std::fs::write(folder.path().join("own.toml"), own).unwrap();
    let file = folder.path().join("nianbao.toml");
    std::fs::write(file, "edition = \"own\"\nedition-files = [\"own.toml\"]\n").unwrap();
    let mut client = introduced(folder.path(), json!({}), json!({}), json!({}));
    let begun = |client: &mut Client, wish: Value| {
        let answer = run(client, "nianbao.newReport", json!([wish]));
        answer["text"].as_str().unwrap().to_owned()
    };
    let text = begun(&mut client, json!({ "unit": "丁县水利局", "year": 2024 }));
    assert!(text.contains("## 六、其他说明\n"), "{text}");
    let wish = json!({ "unit": "丁县水利局", "year": 2024, "edition": "2021" });
    let text = begun(&mut client, wish);
    assert!(text.contains("## 六、其他需要报告的事项\n"), "{text}");
    let wish = json!({ "unit": "丁县水利局", "year": 2020, "edition": "2019" });
    assert!(begun(&mut client, wish).starts_with("# 丁县水利局2020年"));
    let offered = run(&mut client, "nianbao.editions", json!([{ "year": 2024 }]));
    assert_eq!(ids(&offered), ["own"], "it is settled");
}

fn ids(editions: &Value) -> Vec<&str> {
    let editions = editions.as_array().unwrap().iter();
    editions
        .map(|edition| edition["id"].as_str().unwrap())
        .collect()
}

#[test]
fn the_edition_of_the_year_is_offered_first_and_the_others_after_it() {
    let folder = TempDir::new().unwrap();
    let mut client = introduced(folder.path(), json!({}), json!({}), json!({}));
    for (year, first) in [(2024, "2021"), (2020, "2019")] {
        let offered = run(&mut client, "nianbao.editions", json!([{ "year": year }]));
        let official = Forms::builtin()
            .editions()
            .map(|edition| edition.id.as_str());
        let others = official.filter(|id| *id != first);
        let expected: Vec<&str> = std::iter::once(first).chain(others).collect();
        assert_eq!(ids(&offered), expected, "{year}");
        assert_eq!(offered[0]["isPrescribed"], true);
        assert_eq!(offered[1]["isPrescribed"], false);
    }
    let offered = run(&mut client, "nianbao.editions", json!([{ "year": 2012 }]));
    assert_eq!(offered[0]["isPrescribed"], false, "there was no form yet");
}

#[test]
fn a_text_that_is_not_saved_yet_is_checked_with_the_settings_of_the_workspace() {
    let folder = TempDir::new().unwrap();
    let deeper = folder.path().join("deeper");
    std::fs::create_dir(&deeper).unwrap();
    let settings = "[rules]\nrow-total = \"off\"\n";
    std::fs::write(folder.path().join("nianbao.toml"), settings).unwrap();
    std::fs::write(deeper.join("nianbao.toml"), "").unwrap();
    let mut client = introduced(folder.path(), json!({}), json!({}), json!({}));
    let codes = |client: &mut Client, uri: &str| -> Vec<Value> {
        client.open(uri, &with_a_slip());
        let findings = client.findings(uri, 1);
        findings.iter().map(|found| found["code"].clone()).collect()
    };
    let meant_for = uri(&deeper.join("新报告.md")).replacen("file://", "untitled:", 1);
    for (uri, is_told) in [("untitled:Untitled-1", false), (&meant_for, true)] {
        let codes = codes(&mut client, uri);
        assert_eq!(
            codes.contains(&json!("row-total")),
            is_told,
            "{uri}: {codes:?}"
        );
    }
}

#[test]
fn numbers_are_shown_their_columns_where_that_is_wished_for() {
    let folder = TempDir::new().unwrap();
    let refresh = json!({ "inlayHint": { "refreshSupport": true } });
    let mut client = introduced(folder.path(), json!({}), refresh, json!({}));
    let text = report("markdown.md");
    client.open("untitled:a", &text);
    let hints = |client: &mut Client| -> Vec<String> {
        let row = text.find("| 11 | 5 | 1 |").unwrap();
        let params = json!({ "textDocument": { "uri": "untitled:a" }, "range": place(&text, row..row + 30) });
        let hints = client.ask("textDocument/inlayHint", params);
        let labels = hints.as_array().unwrap().iter();
        labels
            .map(|hint| hint["label"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(hints(&mut client), [""; 0]);
    client.settings = json!({ "inlayHints": { "columns": "nonzero" } });
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": null }),
    );
    client.wait_for("a refresh", |message| {
        message["asked"] == "workspace/inlayHint/refresh"
    });
    assert_eq!(
        hints(&mut client),
        ["自然人", "商业企业", "科研机构", "法律服务机构", "总计"]
    );
}
