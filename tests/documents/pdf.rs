//! PDF files say what their report says; what cannot be read of one is said.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use nianbao::analysis::analyze;
use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::sources::{Kind, NotRead, read};
use nianbao::views::cells;
use tempfile::TempDir;

use crate::command::{nianbao, words};
use crate::models;
use crate::paper::{Print, file, file_with, pages, print, stream};
use crate::said::Said;
use crate::surfaces::Surface;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn why(bytes: &[u8]) -> Option<NotRead> {
    read(bytes, Kind::Pdf).err()
}

#[test]
fn printed_reports_are_read_cell_by_cell() {
    let mut n_files = 0;
    for report in ["dense", "sparse"] {
        let truth = fs::read_to_string(tests().join(format!("converted/{report}.tsv"))).unwrap();
        let truth: HashMap<Vec<&str>, &str> = truth
            .lines()
            .skip(1)
            .map(|line| {
                let mut parts: Vec<&str> = line.split('\t').collect();
                let value = parts.pop().unwrap();
                (parts, value)
            })
            .collect();
        assert_eq!(truth.len(), 200);
        for maker in ["libreoffice", "chromium", "weasyprint"] {
            let name = format!("documents/pdf/{report}-{maker}.pdf");
            let text = read(&fs::read(tests().join(&name)).unwrap(), Kind::Pdf)
                .unwrap()
                .text;
            let cells = cells(&Reading::of(&text, Forms::builtin(), &Settings::default()));
            let is_right = |ids: &[String; 3], value: &Option<String>| {
                let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
                value.as_deref() == truth.get(&ids).copied()
            };
            let n_right = cells
                .iter()
                .filter(|cell| is_right(&cell.ids, &cell.value))
                .count();
            assert_eq!(n_right, 200, "{name}\n{text}");
            let findings = analyze(&text, Forms::builtin(), &Settings::default()).findings;
            assert!(findings.is_empty(), "{name} {findings:?}\n{text}");
            n_files += 1;
        }
    }
    assert_eq!(n_files, 6);
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
        let text = read(&bytes, Kind::Pdf).unwrap().text;
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
        // Bars inside cells are written otherwise in Markdown; GBK lacks some letters.
        let is_missing = |letter: char| encoding_rs::GBK.encode(letter.encode_utf8(&mut [0; 4])).2;
        if markdown.contains("\\|") || how == Print::Gbk && markdown.chars().any(is_missing) {
            continue;
        }
        let differences = match read(&print(&markdown, how), Kind::Pdf) {
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
    let (_, err, code) = run(&["fix", "年报.pdf"]);
    assert_eq!(code, Some(2), "{err}");
    assert!(
        err.contains("年报.pdf 是 PDF 文件，只能核对，没有修改"),
        "{err}"
    );
    assert_eq!(fs::read(&path).unwrap(), faulty);
}

fn one_page(content: &[u8], resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    file(&pages(
        &[content.to_vec()],
        ("/MediaBox [0 0 595 842]", resources),
        more,
    ))
}

#[test]
fn a_scan_an_empty_page_and_letters_without_meaning_are_told_apart() {
    let picture = stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        b"\x80",
    );
    let scan = one_page(
        b"q 595 0 0 842 0 0 cm /I Do Q",
        "/XObject << /I 4 0 R >>",
        &[picture],
    );
    assert_eq!(why(&scan), Some(NotRead::Scanned));
    assert_eq!(why(&one_page(b"q Q", "", &[])), Some(NotRead::Blank));
    let font = [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+SimSun /Encoding /Identity-H /DescendantFonts [5 0 R] >>".to_vec(),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>".to_vec(),
    ];
    let unmapped = one_page(
        b"BT /F 12 Tf 100 700 Td <010203040506> Tj ET",
        "/Font << /F 4 0 R >>",
        &font,
    );
    assert_eq!(why(&unmapped), Some(NotRead::Unmapped));
    let folder = TempDir::new().unwrap();
    for (name, bytes, told) in [
        ("甲.pdf", &scan, "是扫描件"),
        ("乙.pdf", &unmapped, "没有字符编码"),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
        let run = nianbao(folder.path(), &["check", name]);
        assert_eq!(run.status.code(), Some(2));
        assert!(words(&run.stderr).contains(told), "{}", words(&run.stderr));
    }
}

#[test]
fn a_file_behind_a_password_is_told() {
    let bytes = fs::read(tests().join("documents/pdf/markdown.pdf")).unwrap();
    assert_eq!(why(&bytes), None);
    let (o, u) = ("00".repeat(32), "11".repeat(32));
    let locked = file_with(
        &pages(&[b"x".to_vec()], ("", ""), &[]),
        &format!(
            "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <{o}> /U <{u}> /P -4 >>"
        ),
    );
    assert_eq!(why(&locked), Some(NotRead::Encrypted));
}

fn deflated(data: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(data).unwrap();
    out.finish().unwrap()
}

#[test]
fn bombs_are_refused_at_once() {
    let started = Instant::now();
    let many = deflated(&vec![b' '; 80 << 20]);
    let own = |dictionary: &str, data: &[u8]| {
        let mut objects = pages(&[Vec::new()], ("", ""), &[]);
        *objects.last_mut().unwrap() = stream(dictionary, data);
        why(&file(&objects))
    };
    assert_eq!(own("/Filter /FlateDecode", &many), Some(NotRead::TooLarge));
    assert_eq!(
        own("/Filter [/FlateDecode /FlateDecode]", &deflated(&many)),
        Some(NotRead::TooLarge)
    );
    assert_eq!(
        own("/Filter /Fl#61teDecode", &many),
        Some(NotRead::TooLarge)
    );
    assert_eq!(
        own("/Filter /LZWDecode", &vec![0; 1 << 20]),
        Some(NotRead::TooLarge)
    );
    // Forms that draw each other ten times over.
    let more: Vec<Vec<u8>> = (0..14)
        .map(|at| {
            let dictionary = format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {} 0 R >> >>", 5 + at);
            stream(&dictionary, &b"/X Do ".repeat(10))
        })
        .collect();
    let forms = one_page(b"/X Do", "/XObject << /X 4 0 R >>", &more);
    assert_eq!(why(&forms), Some(NotRead::TooLarge));
    // Widths of four thousand million letters.
    let font = [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /S /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>".to_vec(),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /S /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> /W [0 4294967295 500] >>".to_vec(),
    ];
    let text = one_page(
        "BT /F 12 Tf 9 700 Td <5E7462A5> Tj ET".as_bytes(),
        "/Font << /F 4 0 R >>",
        &font,
    );
    assert_eq!(read(&text, Kind::Pdf).unwrap().text.trim(), "年报");
    let saved = one_page(&b"q ".repeat(100_000), "", &[]);
    assert_eq!(why(&saved), Some(NotRead::TooDeep));
    assert!(
        started.elapsed() < Duration::from_secs(60),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn trees_of_pages_without_end_and_objects_that_name_themselves_come_to_an_end() {
    let own = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 /Resources 3 0 R >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents [3 0 R 4 0 R] /Resources 3 0 R /Font 3 0 R >>"
            .to_vec(),
        b"4 0 R".to_vec(),
    ];
    assert!(why(&file(&own)).is_some());
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep = one_page(nested.as_bytes(), "", &[nested.clone().into_bytes()]);
    assert!(why(&deep).is_some());
}

#[test]
fn every_cut_and_many_flips_of_a_pdf_are_read_or_refused() {
    let bytes = fs::read(tests().join("documents/pdf/sparse-libreoffice.pdf")).unwrap();
    let mut rng = fastrand::Rng::with_seed(16);
    let mut n_refused = 0;
    for _ in 0..120 {
        let mut damaged = bytes.clone();
        match rng.bool() {
            true => damaged.truncate(rng.usize(..bytes.len())),
            false => {
                for _ in 0..rng.usize(1..20) {
                    let at = rng.usize(..damaged.len());
                    damaged[at] = rng.u8(..);
                }
            }
        }
        n_refused += usize::from(why(&damaged).is_some());
    }
    assert!(n_refused > 20, "{n_refused}");
}
