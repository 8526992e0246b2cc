//! Settings through both doors: whatever happens to a configuration, the editor comes to show what the command line prints.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code)] // the other half of the client is for tests/lsp.rs
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use support::client::Client;
use tempfile::TempDir;

/// Findings of several rules, some of them of their own kind.
const REPORT: &str = "# 甲县水务局2023年政府信息公开工作年度报告

## 一、总体情况

本年度主动公开政府信息若干条。

## 二、主动公开政府信息情况

| 第二十条第（六）项 |  |  |  |
| --- | --- | --- | --- |
| 信息内容 | 本年处理决定数量 |  |  |
| 行政处罚 | ４１２ |  |  |
| 行政强制 | 8 |  |  |
";

/// A report in a folder of its own, open in an editor.
struct Place {
    folder: TempDir,
    client: Client,
    uri: String,
    path: PathBuf,
}

impl Place {
    /// The report lies at `report`, below the folder; `workspace` is the editor's, `None` where a single file is opened.
    fn with(report: &str, workspace: Option<&str>, options: Value) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(".git")).unwrap();
        let path = folder.path().join(report);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, REPORT).unwrap();
        let mut client = Client::silent();
        let root = workspace.map(|workspace| uri(&folder.path().join(workspace)));
        client.introduce(json!({ "rootUri": root, "initializationOptions": options }));
        let uri = uri(&path);
        client.open(&uri, REPORT);
        Place {
            folder,
            client,
            uri,
            path,
        }
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    fn saved(&mut self, name: &str) {
        let uri = uri(&self.folder.path().join(name));
        let params = json!({ "textDocument": { "uri": uri } });
        self.client.notify("textDocument/didSave", params);
    }

    /// What the command line finds in the report, by code and message.
    fn printed(&self) -> Vec<[String; 2]> {
        let run = Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .args(["check", "-q", "--force-exclude", "--output-format", "json"])
            .arg(&self.path)
            .output()
            .unwrap();
        let printed: Value = serde_json::from_slice(&run.stdout).unwrap();
        let files = printed["files"].as_array().unwrap().iter();
        let findings = files.flat_map(|file| file["findings"].as_array().unwrap());
        findings.map(told).collect()
    }

    /// Waits until the editor shows what the command line prints, now that something has happened: how much that is.
    fn agree(&mut self, _happened: &str) -> usize {
        let printed = self.printed();
        let is_same = |found: &[Value]| found.iter().map(told).eq(printed.iter().cloned());
        self.client.findings_that(&self.uri, 1, is_same);
        printed.len()
    }
}

fn told(finding: &Value) -> [String; 2] {
    ["code", "message"].map(|key| finding[key].as_str().unwrap().to_owned())
}

fn uri(path: &Path) -> String {
    tower_lsp::lsp_types::Url::from_file_path(path)
        .unwrap()
        .to_string()
}

#[test]
fn a_file_above_the_workspace_applies_as_soon_as_any_program_writes_it() {
    let mut place = Place::with("市/2023/r.md", Some("市/2023"), json!({}));
    let all = place.agree("no file");
    place.write("nianbao.toml", "[rules]\nmissing-section = \"off\"\n");
    let fewer = place.agree("a file at the top");
    assert!(fewer < all && fewer > 0);
    place.write("市/nianbao.toml", "locale = \"en\"\n");
    assert_eq!(place.agree("a nearer file"), all);
    place.write("市/nianbao.toml", "exclude = [\"2023\"]\n");
    assert_eq!(place.agree("the file has changed"), 0);
    std::fs::remove_file(place.folder.path().join("市/nianbao.toml")).unwrap();
    assert_eq!(place.agree("the file is gone"), fewer);
}

#[test]
fn a_single_file_without_a_workspace_follows_its_configuration_on_saving() {
    let mut place = Place::with("r.md", None, json!({ "exclude": ["草稿/**"] }));
    let all = place.agree("no file");
    place.write("nianbao.toml", "rules = { number-format = \"off\" }\n");
    place.saved("r.md");
    assert_eq!(place.agree("the report was saved"), all - 1);
    place.write("nianbao.toml", "rules = {}\n");
    place.saved("nianbao.toml");
    assert_eq!(place.agree("the configuration was saved"), all);
}

#[test]
fn an_edition_file_is_part_of_the_configuration() {
    let official = include_str!("../src/form/editions/2021.toml");
    let own = official.replacen("id = \"2021\"", "id = \"水务\"", 1);
    let mut place = Place::with("r.md", Some("."), json!({}));
    place.write(
        "nianbao.toml",
        "edition = \"水务\"\nedition-files = [\"版本/水务.toml\"]\n",
    );
    let without = place.agree("an edition that is not there yet");
    place.write("版本/水务.toml", &own);
    assert_eq!(place.agree("the same edition by another name"), without);
    let more = own.replacen("label = \"行政强制\"", "label = \"行政强制措施\"", 1);
    assert_ne!(more, own);
    place.write("版本/水务.toml", more);
    assert_eq!(place.agree("another label"), without + 1);
}

#[test]
fn the_configuration_is_read_in_the_encodings_of_reports() {
    let toml =
        "exclude = [\"归档\"]\n[[ignore]]\nrule = \"number-format\"\nreason = \"核实无误\"\n";
    let (gb, _, _) = encoding_rs::GB18030.encode(toml);
    let units = toml.encode_utf16().flat_map(u16::to_le_bytes);
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(units).collect();
    let mut place = Place::with("r.md", Some("."), json!({}));
    let all = place.agree("no file");
    for (name, bytes) in [("GB18030", gb.as_ref()), ("UTF-16", &utf16)] {
        place.write("nianbao.toml", bytes);
        assert_eq!(place.agree(name), all - 1);
        place.write("nianbao.toml", "");
        assert_eq!(place.agree("nothing"), all);
    }
}

#[test]
fn what_cannot_be_read_is_said_once_and_stops_nobody() {
    let deep = format!("{}x{}", "{a,".repeat(300), "}".repeat(300));
    let mut place = Place::with("r.md", Some("."), json!({}));
    let all = place.agree("no file");
    let large = vec![b'#'; 5 << 20];
    for (text, words) in [
        (format!("exclude = [\"{deep}\"]"), "嵌套太深"),
        ("exclude = [\"../旁边/**\"]".to_owned(), "不会匹配任何文件"),
        ("edition-files = [\".\"]".to_owned(), "是文件夹"),
        ("edition-files = [\"大.toml\"]".to_owned(), "太大"),
        ("edition-files = [\"没有.toml\"]".to_owned(), "不存在"),
    ] {
        place.write("大.toml", &large);
        place.write("nianbao.toml", &text);
        place.saved("r.md");
        assert_eq!(place.agree(words), all);
        assert_said_by_both(&mut place, words);
    }
}

#[cfg(unix)]
#[test]
fn devices_pipes_and_links_to_nothing_are_refused_in_a_sentence() {
    let mut place = Place::with("r.md", Some("."), json!({}));
    let all = place.agree("no file");
    let at = |name: &str| place.folder.path().join(name);
    let pipe = at("管道");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let toml = at("nianbao.toml");
    for file in ["/dev/zero", "管道"] {
        place.write("nianbao.toml", format!("edition-files = [\"{file}\"]\n"));
        place.saved("r.md");
        assert_eq!(place.agree(file), all);
        assert_said_by_both(&mut place, "不是普通文件");
    }
    std::fs::remove_file(&toml).unwrap();
    std::os::unix::fs::symlink("去年.toml", &toml).unwrap();
    place.saved("r.md");
    assert_eq!(place.agree("a link to nothing"), all);
    assert_said_by_both(&mut place, "失效的链接");
    std::fs::remove_file(&toml).unwrap();
    std::fs::rename(&pipe, &toml).unwrap();
    place.saved("r.md");
    assert_eq!(place.agree("the configuration is a pipe"), all);
    assert_said_by_both(&mut place, "不是普通文件");
}

/// Asserts that the editor's user and the terminal are told `words`, each once.
fn assert_said_by_both(place: &mut Place, words: &str) {
    let is_said = |message: &Value| {
        message["method"] == "window/showMessage"
            && message["params"]["message"]
                .as_str()
                .unwrap()
                .contains(words)
    };
    place.client.wait_for(words, is_said);
    let run = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["check", "-q"])
        .arg(&place.path)
        .output()
        .unwrap();
    let said = String::from_utf8(run.stderr).unwrap();
    assert_eq!(said.matches(words).count(), 1, "{said}");
    assert_eq!(run.status.code(), Some(2), "{said}");
}

#[test]
fn an_editors_globs_hold_in_each_folder_of_the_workspace_as_folders_come_and_go() {
    let root = tempfile::tempdir().unwrap();
    let folder = |name: &str| {
        let path = root.path().join(name);
        json!({ "uri": uri(&path), "name": name })
    };
    let mut client = Client::silent();
    client.introduce(json!({
        "workspaceFolders": [folder("东区"), folder("西区")],
        "initializationOptions": { "exclude": ["归档/**"] },
    }));
    let reports = ["东区/归档/r.md", "西区/归档/r.md", "南区/乡镇/归档/r.md"];
    let uris = reports.map(|report| uri(&root.path().join(report)));
    for uri in &uris {
        client.open(uri, REPORT);
    }
    // outside of every folder a glob holds at any depth
    let none = |found: &[Value]| found.is_empty();
    let some = |found: &[Value]| !found.is_empty();
    let change = |added: &[&str], removed: &[&str]| {
        let list = |names: &[&str]| names.iter().map(|name| folder(name)).collect::<Vec<_>>();
        json!({ "event": { "added": list(added), "removed": list(removed) } })
    };
    let event = "workspace/didChangeWorkspaceFolders";
    client.notify(event, change(&["南区"], &[]));
    client.findings_that(&uris[2], 1, some);
    client.notify(event, change(&["南区/乡镇"], &["南区"]));
    client.findings_that(&uris[2], 1, none);
    let published = |message: &Value| {
        message["method"] == "textDocument/publishDiagnostics"
            && uris[..2]
                .iter()
                .any(|uri| message["params"]["uri"] == **uri)
    };
    client.ask("shutdown", Value::Null);
    client.notify("exit", Value::Null);
    assert!(!client.anything_left(published));
}

#[test]
fn a_workspace_that_is_not_trusted_does_not_have_texts_changed_on_saving() {
    let mut place = Place::with("r.md", Some("."), json!({ "trusted": false }));
    place.write("nianbao.toml", "fix-on-save = true\n");
    place.saved("r.md");
    place.agree("the configuration was saved");
    let params = json!({ "textDocument": { "uri": place.uri }, "reason": 1 });
    let ask = |place: &mut Place| {
        place
            .client
            .ask("textDocument/willSaveWaitUntil", params.clone())
    };
    assert_eq!(ask(&mut place), Value::Null);
    let granted = json!({ "settings": { "nianbao": { "trusted": true } } });
    place
        .client
        .notify("workspace/didChangeConfiguration", granted);
    assert!(ask(&mut place).is_array());
}
