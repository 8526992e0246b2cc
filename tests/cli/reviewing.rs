//! `nianbao review`: one page or one workbook that says what `check` says, whatever stands in the reports.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::report::{blank_total, report_with, wrong_total};
use super::{Folder, Run};

/// What the script of a page knows.
fn records(folder: &Folder, name: &str) -> (String, Value) {
    let page = String::from_utf8(folder.read(name)).unwrap();
    let (_, rest) = page.split_once("type=\"application/json\">").unwrap();
    let (json, _) = rest.split_once("</script>").unwrap();
    let json = serde_json::from_str(json).unwrap();
    (page, json)
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

fn some_reports() -> Folder {
    let folder = Folder::with(&[
        ("a.md", &wrong_total()),
        ("旧/b.md", &blank_total()),
        ("c.md", &report_with(&[])),
        ("notes.txt", "购物清单"),
    ]);
    folder.write("d.md", b"caf\xe9 \xff\xff");
    folder
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn the_page_has_the_figures_of_check() {
    let folder = some_reports();
    let checked = json(&folder.run(&["check", "--output-format", "json", "."]));
    let run = folder.run(&["review", ".", "-o", "out.html"]);
    assert_eq!(run.code, 2, "one file cannot be read: {run:?}");
    let (page, records) = records(&folder, "out.html");
    let told: BTreeMap<String, Vec<(String, String)>> = list(&records["reports"])
        .iter()
        .map(|report| {
            let findings = list(&report["w"]).iter();
            let findings = findings.map(|f| (f[0].to_string(), f[2].to_string()));
            (report["f"].to_string(), findings.collect())
        })
        .collect();
    let files = list(&checked["files"]).iter();
    let found: BTreeMap<String, Vec<(String, String)>> = files
        .map(|file| {
            let findings = list(&file["findings"]).iter();
            let findings = findings.map(|f| (f["code"].to_string(), f["message"].to_string()));
            (file["path"].to_string(), findings.collect())
        })
        .collect();
    assert_eq!(told, found);
    let summary = &checked["summary"];
    let sentence = format!(
        "已核对 {} 份报告，{} 份有问题：{} 个错误，{} 个警告",
        summary["reports"], summary["withFindings"], summary["errors"], summary["warnings"]
    );
    assert!(page.contains(&sentence), "{sentence}");
    for (code, n) in summary["byRule"].as_object().unwrap() {
        assert!(list(&records["rules"]).iter().any(|rule| rule[0] == **code));
        assert!(page.contains(&format!(">{n}</text>")), "{code} {n}");
    }
    assert!(page.contains("d.md") && page.contains("编码无法识别 1 个"));
}

#[test]
fn a_report_of_the_page_has_its_cells_quotes_and_repairs() {
    let folder = some_reports();
    folder.run(&["review", "a.md", "-o", "out.html"]);
    let (page, records) = records(&folder, "out.html");
    let report = &records["reports"][0];
    assert_eq!(list(&report["v"]).len(), 200);
    let findings = list(&report["w"]);
    let total = findings.iter().find(|f| f[0] == "row-total").unwrap();
    let cell = usize::try_from(total[3].as_u64().unwrap()).unwrap();
    assert_eq!(report["v"][cell], 13);
    assert!(page.contains(&format!("data-c=\"{cell}\"")));
    assert_eq!(total[5][1], "13");
    assert!(!list(&total[6]).is_empty());
}

#[test]
fn nothing_in_a_report_or_its_name_is_markup_or_a_formula() {
    let evil = "</script><script>alert(1)</script>";
    let text = wrong_total().replace("示范镇", &format!("{evil}示范镇"));
    let text = text.replace("本机关", &format!("{evil}=cmd|' /C calc'!A0 @SUM 本机关"));
    let folder = Folder::with(&[("=SUM(A1)&<img src=x>.md", &text)]);
    folder.run(&["review", ".", "-o", "out.html", "-o", "out.xlsx"]);
    let (page, _) = records(&folder, "out.html");
    assert_eq!(page.matches("</script>").count(), 2);
    assert_eq!(page.matches("<script").count(), 2);
    assert!(!page.contains("<img"));
    assert!(page.contains("default-src 'none'"));
    for outside in ["http://", "https://", "src=\"", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    // A workbook computes nothing: it has no formula.
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(folder.read("out.xlsx"))).unwrap();
    for at in 0..book.len() {
        let file = book.by_index(at).unwrap();
        let part = std::io::read_to_string(file).unwrap();
        assert!(!part.contains("<f>") && !part.contains("<f "), "part {at}");
        assert!(
            !part.contains("<script") && !part.contains("<img"),
            "part {at}"
        );
    }
}

#[test]
fn cells_of_the_data_have_the_look_of_the_book_and_none_of_their_own() {
    let folder = some_reports();
    folder.run(&["review", ".", "-o", "out.xlsx"]);
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(folder.read("out.xlsx"))).unwrap();
    let mut part = |name: &str| std::io::read_to_string(book.by_name(name).unwrap()).unwrap();
    let styles = part("xl/styles.xml");
    let first = styles.split("</font>").next().unwrap();
    assert!(first.contains("宋体"), "{first}");
    let data = part("xl/worksheets/sheet3.xml");
    let rows: Vec<&str> = data.split("<row ").skip(2).collect();
    assert!(rows.len() > 100, "{}", rows.len());
    assert!(
        rows.iter()
            .all(|row| row.contains("<c ") && !row.contains(" s=\""))
    );
}

#[test]
fn a_page_made_before_is_no_report() {
    let folder = some_reports();
    folder.run(&["review", ".", "-o", "out.html"]);
    let first = folder.read("out.html");
    folder.run(&["review", ".", "-o", "out.html"]);
    assert_eq!(folder.read("out.html"), first);
    let out = json(&folder.run(&["check", "--output-format", "json", "out.html"]));
    assert_eq!(out["skipped"][0]["reason"], "own-page");
    folder
        .run(&["review", ".", "-o", "a.md"])
        .failed_with("a.md");
    assert_eq!(folder.read("a.md"), wrong_total().into_bytes());
}

#[test]
fn only_so_many_reports_are_listed_and_the_page_says_so() {
    let folder = some_reports();
    folder.run(&["review", ".", "-o", "out.html", "--most", "1"]);
    let (page, records) = records(&folder, "out.html");
    assert_eq!(list(&records["reports"]).len(), 1);
    assert_eq!(records["reports"][0]["f"], "a.md", "the worst");
    assert!(page.contains("共 3 份报告，下面只列问题最多的 1 份"));
}

#[test]
fn what_was_found_before_is_the_same_in_another_language() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/reports");
    let folder = Folder::with(&[("a.md", &wrong_total()), ("b.md", &blank_total())]);
    for example in fs::read_dir(examples).unwrap() {
        let path = example.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        folder.write(&name, &fs::read(&path).unwrap());
    }
    let check = |locale: &str, more: &[&str]| {
        let args = [
            &["check", "--output-format", "json", "--locale", locale],
            more,
            &["."],
        ];
        folder.run(&args.concat())
    };
    let before = check("zh-CN", &[]);
    let n_before = &json(&before)["summary"]["withFindings"];
    assert!(n_before.as_u64() > Some(2), "{n_before}");
    folder.write("before.json", before.out.as_bytes());
    let again = json(&check("en", &["--baseline", "before.json"]));
    assert_eq!(again["summary"]["withFindings"], 0, "{again}");
}

#[test]
fn what_was_found_before_is_not_told_again() {
    let folder = Folder::with(&[("a.md", &wrong_total()), ("b.md", &blank_total())]);
    let before = folder.run(&["check", "--output-format", "json", "."]);
    folder.write("before.json", before.out.as_bytes());
    let check = |folder: &Folder| {
        let run = folder.run(&[
            "check",
            "--output-format",
            "json",
            "--baseline",
            "before.json",
            ".",
        ]);
        (run.code, json(&run))
    };
    let (code, again) = check(&folder);
    assert_eq!((code, &again["summary"]["withFindings"]), (0, &0.into()));
    // lines above move what was there, and make nothing new
    let moved = wrong_total().replacen("\n\n", "\n\n说明：\n\n另一段。\n\n", 1);
    folder.write("a.md", moved.as_bytes());
    assert_eq!(check(&folder).0, 0);
    // another number is another finding
    folder.write("a.md", wrong_total().replace("| 13 |", "| 14 |").as_bytes());
    let (code, changed) = check(&folder);
    assert_eq!(code, 1);
    let is_new = |f: &Value| f["message"].as_str().unwrap().contains("14");
    let findings = list(&changed["files"][0]["findings"]);
    assert!(
        !findings.is_empty() && findings.iter().all(is_new),
        "{findings:?}"
    );
    let args = ["review", ".", "-o", "out.html", "--baseline", "before.json"];
    assert_eq!(folder.run(&args).code, 0);
    let (page, records) = records(&folder, "out.html");
    assert!(page.contains("只列 before.json 以后新出现的问题"));
    assert_eq!(list(&records["reports"][0]["w"]).len(), findings.len());
    assert!(list(&records["reports"][1]["w"]).is_empty());
    folder.write("before.json", b"[]");
    folder.run(&args).failed_with("before.json");
}

#[test]
fn the_page_speaks_english_if_asked() {
    let folder = some_reports();
    folder.run(&["review", "a.md", "-o", "out.html", "--locale", "en"]);
    let (page, _) = records(&folder, "out.html");
    assert!(page.contains("<html lang=\"en\">") && page.contains("Findings by rule"));
}
