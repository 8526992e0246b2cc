//! The command line on documents, against the real binary.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::fixtures;
use crate::surfaces::Written;
use crate::word::{Quirk, docx};

/// A bundled report as a Word document.
pub fn bundled(name: &str, quirks: &[Quirk]) -> Vec<u8> {
    let mut all = fixtures::bundled_reports().into_iter();
    let (_, text) = all.find(|(own, _)| own == name).unwrap();
    docx(&Written::read(&text, None).unwrap().blocks, quirks, 3)
}

/// Runs the program in a folder.
pub fn nianbao(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(arguments)
        .args(["--isolated", "--locale", "zh-CN"])
        .current_dir(folder)
        .output()
        .unwrap()
}

pub fn words(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("城管局.docx", &bundled("faulty.md", &[]));
    write("~$管局.docx", b"open");
    folder
}

#[test]
fn a_folder_of_word_files_is_checked_and_each_finding_names_table_row_and_column() {
    let folder = folder();
    let run = nianbao(folder.path(), &["check"]);
    let (out, err) = (words(&run.stdout), words(&run.stderr));
    assert_eq!(run.status.code(), Some(1), "{out}{err}");
    // The second table of section three is the second of the document; its header takes three rows.
    assert!(
        out.contains("城管局.docx 表 2 第 4 行第 10 列 错误[row-total]"),
        "{out}"
    );
    assert!(
        out.contains("    表 2 第 4 行第 4 列 "),
        "related places: {out}"
    );
    assert!(!out.contains("~$"), "{out}");
}

#[test]
fn machine_formats_carry_the_place_in_fields() {
    let folder = folder();
    let run = nianbao(folder.path(), &["check", "--output-format", "json"]);
    let json: Value = serde_json::from_slice(&run.stdout).unwrap();
    let file = &json["files"][0];
    assert_eq!(file["encoding"], "docx");
    let findings = file["findings"].as_array().unwrap();
    let total = findings.iter().find(|f| f["code"] == "row-total").unwrap();
    assert_eq!(
        total["place"],
        serde_json::json!({"table": 2, "row": 4, "column": 10})
    );
    assert_eq!(total["cell"], "三/一、本年新收政府信息公开申请数量/总计");

    let run = nianbao(folder.path(), &["check", "--output-format", "sarif"]);
    let sarif: Value = serde_json::from_slice(&run.stdout).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let total = results.iter().find(|r| r["ruleId"] == "row-total").unwrap();
    let location = &total["locations"][0];
    assert_eq!(location["physicalLocation"].get("region"), None);
    assert_eq!(
        location["logicalLocations"][1]["name"],
        "表 2 第 4 行第 10 列"
    );
    assert_eq!(location["logicalLocations"][1]["properties"]["column"], 10);

    for format in ["github", "junit", "concise", "json-lines"] {
        let run = nianbao(folder.path(), &["check", "--output-format", format]);
        let out = words(&run.stdout);
        let is_said = out.contains("表 2 第 4 行第 10 列") || out.contains("\"column\":10");
        assert!(is_said, "{format}: {out}");
    }
}

#[test]
fn cells_and_facts_of_a_word_file_say_where_they_stand() {
    let folder = folder();
    let cells = words(&nianbao(folder.path(), &["cells", "城管局.docx"]).stdout);
    assert!(cells.contains("表 2 第 4 行第 4 列\t三\t"), "{cells}");
    let json = nianbao(
        folder.path(),
        &["cells", "城管局.docx", "--output-format", "json"],
    );
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(
        json["cells"][0]["place"],
        serde_json::json!({"table": 1, "row": 3, "column": 2})
    );
    let facts = words(&nianbao(folder.path(), &["facts", "城管局.docx"]).stdout);
    assert!(
        facts.contains("第 7 段\t收到政府信息公开申请24件"),
        "{facts}"
    );
}

/// The document with these parts beside its text: each the kind of its relationship, and what it holds.
fn with_parts(document: &[u8], parts: &[(&str, &str)]) -> Vec<u8> {
    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const LIST: &str = "word/_rels/document.xml.rels";
    let mut old = zip::ZipArchive::new(Cursor::new(document)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut list = String::new();
    for at in 0..old.len() {
        let mut entry = old.by_index(at).unwrap();
        if entry.name().unwrap() == LIST {
            entry.read_to_string(&mut list).unwrap();
            continue;
        }
        new.raw_copy_file(entry).unwrap();
    }
    if list.is_empty() {
        list = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>".to_owned();
    }
    for (number, (kind, content)) in parts.iter().enumerate() {
        let told = format!(
            "<Relationship Id=\"beside{number}\" Type=\"{KINDS}/{kind}\" Target=\"beside{number}.xml\"/></Relationships>"
        );
        list = list.replace("</Relationships>", &told);
        let options = zip::write::SimpleFileOptions::default();
        new.start_file(format!("word/beside{number}.xml"), options)
            .unwrap();
        write!(new, "<w:beside xmlns:w=\"{WORD}\">{content}</w:beside>").unwrap();
    }
    new.start_file(LIST, zip::write::SimpleFileOptions::default())
        .unwrap();
    new.write_all(list.as_bytes()).unwrap();
    new.finish().unwrap().into_inner()
}

#[test]
fn what_stands_beside_the_text_is_kept_by_who_converts_it_and_not_checked() {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let header = paragraph("送审稿 -- 请勿外传");
    let footer = paragraph("- 3 -");
    let notes = format!(
        "<w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote w:id=\"1\">{}</w:footnote>",
        paragraph("线"),
        paragraph("含下属三家单位。")
    );
    let comments = format!(
        "<w:comment w:id=\"4\">{}{}</w:comment>",
        paragraph("此处再核。"),
        paragraph("王")
    );
    let parts = [
        ("header", header.as_str()),
        ("header", header.as_str()),
        ("footer", footer.as_str()),
        ("footnotes", notes.as_str()),
        ("comments", comments.as_str()),
    ];
    let plain = bundled("markdown.md", &[]);
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("plain.docx"), &plain).unwrap();
    fs::write(folder.path().join("full.docx"), with_parts(&plain, &parts)).unwrap();
    let converted = |arguments: &[&str]| words(&nianbao(folder.path(), arguments).stdout);
    let beside = |arguments: &[&str]| {
        let plain = converted(&[&["convert", "plain.docx"], arguments].concat());
        let full = converted(&[&["convert", "full.docx"], arguments].concat());
        full.strip_prefix(&plain).unwrap().to_owned()
    };
    assert_eq!(
        beside(&[]),
        "\n<!-- 页眉：送审稿 - - 请勿外传 -->\n\n<!-- 脚注：含下属三家单位。 -->\n\n<!-- 批注：此处再核。 王 -->\n"
    );
    assert_eq!(
        beside(&["--to", "bars"]),
        "页眉：送审稿 -- 请勿外传\n脚注：含下属三家单位。\n批注：此处再核。 王\n"
    );
    let run = nianbao(folder.path(), &["check", "full.docx"]);
    assert_eq!(run.status.code(), Some(0), "{}", words(&run.stdout));
}
