//! PDF files say what their report says; what cannot be read of one is said.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use nianbao::analysis::analyze;
use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::sources::{DocumentKind, read};
use nianbao::views::cells;
use tempfile::TempDir;

use crate::command::{nianbao, words};
use crate::models;
use crate::paper::{Print, print};
use crate::said::Said;
use crate::surfaces::Surface;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The numbers of a report that converters were given, by table, row and column.
fn truth(report: &str) -> HashMap<[String; 3], String> {
    let truth = fs::read_to_string(tests().join(format!("converted/{report}.tsv"))).unwrap();
    let lines = truth.lines().skip(1).map(|line| {
        let mut parts = line.split('\t').map(str::to_string);
        let mut next = || parts.next().unwrap();
        ([next(), next(), next()], next())
    });
    let truth: HashMap<_, _> = lines.collect();
    assert_eq!(truth.len(), 200);
    truth
}

/// How many cells of a printed report are right and how many wrong, its text, and what is found in it.
fn measured(report: &str, maker: &str) -> (usize, usize, String, Vec<&'static str>) {
    let truth = truth(report);
    let name = format!("documents/pdf/{report}-{maker}.pdf");
    let bytes = fs::read(tests().join(&name)).unwrap();
    let text = read(&bytes, DocumentKind::Pdf).unwrap().text;
    let cells = cells(&Reading::of(&text, Forms::builtin(), &Settings::default()));
    let stated = cells
        .iter()
        .filter_map(|cell| Some((&cell.ids, cell.value.as_ref()?)));
    let (right, wrong): (Vec<_>, Vec<_>) =
        stated.partition(|(ids, value)| truth.get(*ids) == Some(*value));
    let (n_right, n_wrong) = (right.len(), wrong.len());
    let findings = analyze(&text, Forms::builtin(), &Settings::default()).findings;
    let codes = findings.iter().map(|finding| finding.code).collect();
    (n_right, n_wrong, text, codes)
}

#[test]
fn printed_reports_are_read_cell_by_cell() {
    for report in ["dense", "sparse"] {
        for maker in ["libreoffice", "chromium", "weasyprint"] {
            let (n_right, n_wrong, text, findings) = measured(report, maker);
            assert_eq!((n_right, n_wrong), (200, 0), "{report} {maker}\n{text}");
            assert!(findings.is_empty(), "{findings:?}\n{text}");
        }
    }
}

#[test]
fn tables_without_lines_are_read_by_the_gaps_between_their_columns_and_no_number_is_in_a_wrong_cell()
 {
    let (n_right, n_wrong, text, findings) = measured("dense", "bare");
    assert_eq!((n_right, n_wrong), (200, 0), "{text}");
    // Labels that are torn over several lines are told to be cut short; nothing else is.
    let of_labels = ["row-label", "column-header"];
    let mut others = findings.iter().filter(|code| !of_labels.contains(code));
    assert_eq!(others.next(), None, "{findings:?}");
    // Where labels of two columns touch, a row is not told apart.
    let (n_right, n_wrong, text, _) = measured("sparse", "bare");
    assert_eq!((n_right, n_wrong), (193, 0), "{text}");
}

#[test]
fn an_exported_report_that_was_printed_says_what_its_report_says() {
    let models = models();
    for name in ["faulty", "markdown"] {
        let model = models
            .iter()
            .find(|model| model.name == format!("{name}.md"))
            .unwrap();
        let bytes = fs::read(tests().join(format!("documents/pdf/{name}.pdf"))).unwrap();
        let text = read(&bytes, DocumentKind::Pdf).unwrap().text;
        let differences = model.said.differences(&Said::of(&text, &model.settings));
        assert!(
            differences.is_empty(),
            "{name}\n{}\n{text}",
            differences.join("\n")
        );
    }
}

/// How many of the reports say the same, and what differs first of those that do not.
fn said_the_same(how: Print) -> (usize, Vec<String>) {
    let (mut n_same, mut failures) = (0, Vec::new());
    for model in models() {
        let markdown = model.written.on(Surface::Markdown);
        // The tables of the standards take their time; a few reports show that they are read.
        if how != Print::Mapped && !model.name.contains('.') {
            continue;
        }
        // Bars inside cells are written otherwise in Markdown; the Chinese standards lack some letters.
        let is_missing = |letter: char| encoding_rs::GBK.encode(letter.encode_utf8(&mut [0; 4])).2;
        if markdown.contains("\\|") || how != Print::Mapped && markdown.chars().any(is_missing) {
            continue;
        }
        let differences = match read(&print(&markdown, how), DocumentKind::Pdf) {
            Ok(manuscript) => model
                .said
                .differences(&Said::of(&manuscript.text, &model.settings)),
            Err(unread) => vec![format!("{unread:?}")],
        };
        match differences.as_slice() {
            [] => n_same += 1,
            _ => failures.push(format!(
                "{}:\n  {}",
                model.name,
                differences[..differences.len().min(6)].join("\n  ")
            )),
        }
    }
    (n_same, failures)
}

#[test]
fn reports_printed_with_codes_of_chinese_standards_say_the_same() {
    for how in [Print::Gbk, Print::Turned, Print::Mapped] {
        let (n_same, failures) = said_the_same(how);
        println!("{how:?}: {n_same} the same, {} not", failures.len());
        assert!(
            failures.is_empty(),
            "{how:?} {n_same}\n{}",
            failures.join("\n")
        );
    }
}

#[test]
fn every_command_takes_a_pdf_and_none_changes_it() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("年报.pdf");
    let faulty = fs::read(tests().join("documents/pdf/faulty.pdf")).unwrap();
    fs::write(&path, &faulty).unwrap();
    let run = |arguments: &[&str]| {
        let run = nianbao(folder.path(), arguments);
        (words(&run.stdout), words(&run.stderr), run.status.code())
    };
    let (out, err, code) = run(&["check"]);
    assert_eq!(code, Some(1), "{out}{err}");
    assert!(
        out.contains("年报.pdf 第 2 页表 2 第 4 行第 10 列 错误[row-total]"),
        "{out}"
    );
    let (json, _, _) = run(&["check", "年报.pdf", "--output-format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let findings = json["files"][0]["findings"].as_array().unwrap();
    let total = findings
        .iter()
        .find(|finding| finding["code"] == "row-total")
        .unwrap();
    assert_eq!(
        total["place"],
        serde_json::json!({"page": 2, "table": 2, "row": 4, "column": 10})
    );
    let (cells, _, _) = run(&["cells", "年报.pdf"]);
    assert!(
        cells.contains("第 2 页表 2 第 4 行第 4 列\t三\t"),
        "{cells}"
    );
    let (facts, _, _) = run(&["facts", "年报.pdf"]);
    assert!(facts.contains("\t收到政府信息公开申请24件"), "{facts}");
    let (markdown, _, code) = run(&["convert", "年报.pdf"]);
    assert_eq!(code, Some(0));
    assert!(
        markdown.contains("| 一、本年新收政府信息公开申请数量 |"),
        "{markdown}"
    );
    let (fixed, err, code) = run(&["fix", "年报.pdf"]);
    assert_eq!(code, Some(2), "{err}");
    assert!(fixed.contains("没有修改任何文件。"), "{fixed}");
    assert!(
        err.contains("年报.pdf 是 PDF 文件，只能核对，没有修改"),
        "{err}"
    );
    assert!(out.contains("可在原件中修正：填写总计 2"), "{out}");
    assert!(!out.contains("可自动修正"), "{out}");
    assert_eq!(fs::read(&path).unwrap(), faulty);
}
