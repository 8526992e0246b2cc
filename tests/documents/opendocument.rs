//! OpenDocument texts and workbooks say what their report says; what they repeat is counted.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};

use nianbao::locale::Locale;
use nianbao::sources::{DocumentKind, Manuscript, NotRead, read};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::command::{bundled, nianbao, words};
use crate::models;
use crate::said::Said;

/// What LibreOffice made of bundled reports; see `opendocument/make.sh`.
const CONVERTED: [(&str, DocumentKind, &[u8]); 4] = [
    (
        "faulty.md",
        DocumentKind::Odt,
        include_bytes!("opendocument/faulty.odt"),
    ),
    (
        "markdown.md",
        DocumentKind::Odt,
        include_bytes!("opendocument/markdown.odt"),
    ),
    (
        "faulty.md",
        DocumentKind::Ods,
        include_bytes!("opendocument/faulty.ods"),
    ),
    (
        "markdown.md",
        DocumentKind::Ods,
        include_bytes!("opendocument/markdown.ods"),
    ),
];

const NAMES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\"";

fn package(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn file(kind: DocumentKind, styles: &str, body: &str) -> Vec<u8> {
    let element = match kind {
        DocumentKind::Ods => "spreadsheet",
        _ => "text",
    };
    let content = format!(
        "<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:{element}>{body}</office:{element}></office:body></office:document-content>"
    );
    package(&[("content.xml", &content)])
}

fn shown(styles: &str, body: &str) -> Manuscript {
    read(&file(DocumentKind::Odt, styles, body), DocumentKind::Odt).unwrap()
}

fn sheet(rows: &str) -> Result<Manuscript, NotRead> {
    let body = format!("<table:table table:name=\"年报\">{rows}</table:table>");
    read(&file(DocumentKind::Ods, "", &body), DocumentKind::Ods)
}

#[test]
fn converted_reports_say_what_their_report_says() {
    let models = models();
    for (name, kind, bytes) in CONVERTED {
        let model = models.iter().find(|model| model.name == name).unwrap();
        let manuscript = read(bytes, kind).unwrap();
        let said = Said::of(&manuscript.text, &model.settings);
        let differences = model.said.differences(&said);
        assert!(
            differences.is_empty(),
            "{name} {kind:?}\n{}\n{}",
            differences.join("\n"),
            manuscript.text
        );
        assert!(said.cells.len() >= 200, "{name} {}", said.cells.len());
    }
}

#[test]
fn a_finding_names_its_place_and_mending_asks_for_another_format() {
    let folder = TempDir::new().unwrap();
    for (name, kind, bytes) in CONVERTED {
        let name = name.replace("md", kind.name());
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let out = words(&nianbao(folder.path(), &["check"]).stdout);
    assert!(
        out.contains("faulty.odt 表 2 第 4 行第 10 列 错误[row-total]"),
        "{out}"
    );
    assert!(out.contains("faulty.ods 工作表“Sheet1” "), "{out}");
    for (name, better) in [("faulty.odt", ".docx"), ("faulty.ods", ".xlsx")] {
        let before = fs::read(folder.path().join(name)).unwrap();
        let run = nianbao(folder.path(), &["fix", name]);
        let error = words(&run.stderr);
        assert!(
            error.contains("没有修改") && error.contains(better),
            "{error}"
        );
        assert_eq!(run.status.code(), Some(2), "{error}");
        assert_eq!(fs::read(folder.path().join(name)).unwrap(), before);
    }
}

#[test]
fn text_is_read_as_it_is_shown() {
    let styles = "<style:style style:name=\"T1\"><style:text-properties text:display=\"none\"/></style:style>";
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧文</text:p></text:deletion></text:changed-region></text:tracked-changes>
        <text:p>收到<text:change text:change-id=\"c\"/> 申请\n   <text:span>3</text:span>件<text:s text:c=\"2\"/>办结<text:tab/>2件<text:span text:style-name=\"T1\">隐藏</text:span><text:note><text:note-body><text:p>脚注</text:p></text:note-body></text:note></text:p>
        <text:p>前<draw:frame><draw:text-box><text:p>框内</text:p></draw:text-box></draw:frame>后</text:p>
        <text:p>上<text:line-break/>下</text:p>";
    let manuscript = shown(styles, body);
    assert_eq!(
        manuscript.text,
        "收到 申请 3件  办结\t2件\n前后\n框内\n上\n下\n"
    );
}

#[test]
fn numbers_of_lists_and_headings_are_counted() {
    let styles = "<text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\" style:num-format=\"一, 二, 三, ...\" style:num-suffix=\"、\"/><text:list-level-style-number text:level=\"2\" style:num-format=\"一, 二, 三, ...\" style:num-prefix=\"（\" style:num-suffix=\"）\"/></text:list-style>";
    let list = |inner: &str| {
        format!(
            "<text:list text:style-name=\"L1\" text:continue-numbering=\"true\"><text:list-item>{inner}</text:list-item></text:list>"
        )
    };
    let nested = list(
        "<text:list><text:list-item><text:p>主动公开</text:p><text:p>续段</text:p></text:list-item><text:list-item><text:p>依申请公开</text:p></text:list-item></text:list>",
    );
    let body = format!(
        "{}<text:p>正文</text:p>{nested}{}",
        list("<text:h>总体情况</text:h>"),
        list("<text:h>其他</text:h>")
    );
    assert_eq!(
        shown(styles, &body).text,
        "一、总体情况\n正文\n（一）主动公开\n续段\n（二）依申请公开\n二、其他\n"
    );
}

#[test]
fn headings_are_numbered_by_the_outline_and_by_patterns() {
    let outline = "<text:outline-style style:name=\"Outline\"><text:outline-level-style text:level=\"1\" style:num-format=\"一, 二, 三, ...\" loext:num-list-format=\"%1%、\"/><text:outline-level-style text:level=\"2\" style:num-format=\"1\" text:display-levels=\"2\" loext:num-list-format=\"%1%-%2%．\"/><text:outline-level-style text:level=\"3\" style:num-format=\"\"/></text:outline-style>";
    let heading =
        |level: u8, text: &str| format!("<text:h text:outline-level=\"{level}\">{text}</text:h>");
    let listed = format!(
        "<text:list text:style-name=\"Outline\"><text:list-item>{}</text:list-item></text:list>",
        heading(1, "其他")
    );
    let told = "<text:h text:outline-level=\"1\"><text:number>四、</text:number>附件</text:h>";
    let body = [
        heading(1, "总体情况"),
        heading(2, "主动公开"),
        heading(3, "公开"),
        heading(2, "依申请公开"),
        heading(1, ""),
        listed,
        told.to_owned(),
    ];
    assert_eq!(
        shown(outline, &body.concat()).text,
        "一、总体情况\n一-1．主动公开\n公开\n一-2．依申请公开\n\n三、其他\n四、附件\n"
    );
}

#[test]
fn spans_and_repeated_cells_keep_their_columns() {
    let body = "<table:table><table:table-column table:number-columns-repeated=\"5\"/><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"2\"><text:p>项目</text:p></table:table-cell><table:covered-table-cell/><table:table-cell table:number-columns-repeated=\"3\"><text:p>0</text:p></table:table-cell></table:table-row></table:table-header-rows>
        <table:table-row table:number-rows-repeated=\"2\"><table:covered-table-cell table:number-columns-repeated=\"2\"/><table:table-cell/><table:table-cell><text:p>甲</text:p><text:p>乙</text:p></table:table-cell><table:table-cell><table:table><table:table-row><table:table-cell><text:p>1|2</text:p></table:table-cell></table:table-row></table:table></table:table-cell></table:table-row></table:table>";
    let manuscript = shown("", body);
    let row = "|  | 甲乙 | 1\\|2 |\n";
    assert_eq!(manuscript.text, format!("| 项目 | 0 | 0 | 0 |\n{row}{row}"));
    let places: Vec<String> = manuscript
        .places()
        .map(|(_, place)| place.words(Locale::Chinese))
        .collect();
    assert_eq!(places[3], "表 1 第 1 行第 5 列");
    assert_eq!(places.last().unwrap(), "表 1 第 3 行第 5 列");
}

#[test]
fn a_workbook_shows_what_its_cells_show() {
    let rows = "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>
        <table:table-row><table:table-cell><text:p>收费</text:p></table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"1234.5\"><text:p>1,234.50</text:p></table:table-cell><table:table-cell office:value=\"7\"/><table:table-cell table:number-columns-repeated=\"16381\"/></table:table-row>
        <table:table-row table:number-rows-repeated=\"1048572\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let manuscript = sheet(rows).unwrap();
    assert_eq!(manuscript.text.trim(), "| 收费 | 1,234.50 | 7 |");
    let (_, place) = manuscript.places().nth(1).unwrap();
    assert_eq!(place.words(Locale::Chinese), "工作表“年报” B4");
}

#[test]
fn millions_of_repeated_cells_are_refused_or_counted_at_once() {
    let million = "table:number-columns-repeated=\"1000000\"";
    let rows = "table:number-rows-repeated=\"4000000000\"";
    let started = Instant::now();
    for cell in ["<text:p>件</text:p>", ""] {
        let row = format!(
            "<table:table-row {rows}><table:table-cell table:style-name=\"ce1\" {million}>{cell}</table:table-cell></table:table-row>"
        );
        let table = format!("<table:table>{row}{row}</table:table><text:p>后文</text:p>");
        let text = read(&file(DocumentKind::Odt, "", &table), DocumentKind::Odt);
        match cell {
            "" => {
                assert!(text.unwrap().text.ends_with("后文\n"));
                assert_eq!(sheet(&row).unwrap().text, "");
            }
            _ => {
                assert_eq!(text.err(), Some(NotRead::TooLarge));
                assert_eq!(sheet(&row).err(), Some(NotRead::TooLarge));
            }
        }
    }
    // Repeated cells in tables in repeated cells.
    let deep = (0..12).fold("<text:p>件</text:p>".to_owned(), |inner, _| {
        format!("<table:table><table:table-row {rows}><table:table-cell {million}>{inner}</table:table-cell></table:table-row></table:table>")
    });
    assert_eq!(
        read(&file(DocumentKind::Odt, "", &deep), DocumentKind::Odt).err(),
        Some(NotRead::TooLarge)
    );
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn damaged_and_locked_documents_are_refused() {
    for (_, kind, bytes) in CONVERTED {
        for len in (0..bytes.len()).step_by(997) {
            assert_eq!(read(&bytes[..len], kind).err(), Some(NotRead::Damaged));
        }
    }
    let list = "<manifest><file-entry><encryption-data/></file-entry></manifest>";
    let locked = package(&[("META-INF/manifest.xml", list), ("content.xml", "x")]);
    assert_eq!(
        read(&locked, DocumentKind::Odt).err(),
        Some(NotRead::Encrypted)
    );
}

#[test]
fn old_files_are_told_by_what_they_are() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("甲.wps", &bundled("faulty.md", &[]));
    write("乙.doc", &bundled("faulty.md", &[]));
    write("丙.doc", b"{\\rtf1\\ansi}");
    let mut book = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    book.resize(600, 0);
    book.extend("Workbook".bytes().flat_map(|letter| [letter, 0]));
    write("丁.xls", &book);
    for name in ["甲.wps", "乙.doc"] {
        let run = nianbao(folder.path(), &["check", name]);
        let out = words(&run.stdout);
        assert!(
            out.contains("表 2 第 4 行第 10 列 错误[row-total]"),
            "{out}"
        );
    }
    for (name, told) in [
        ("丙.doc", "RTF"),
        ("丁.xls", "请用 Word 或 WPS 打开后重新保存"),
    ] {
        let error = words(&nianbao(folder.path(), &["check", name]).stderr);
        assert!(error.contains(told), "{error}");
    }
}

/// The workbook with a text box over its sheet, and one that hangs on a cell, which say this.
fn boxed(text: &str) -> Vec<u8> {
    let shape = format!("<draw:custom-shape><text:p>{text}</text:p></draw:custom-shape>");
    let plain = include_bytes!("opendocument/markdown.ods");
    let mut old = zip::ZipArchive::new(Cursor::new(&plain[..])).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut entry = old.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if name == "content.xml" {
            let over_sheet = format!("<table:shapes>{shape}</table:shapes><table:table-column");
            content = words(&content)
                .replacen("<table:table-column", &over_sheet, 1)
                .replacen("<text:p>", &format!("{shape}<text:p>"), 1)
                .into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        new.start_file(name, options).unwrap();
        new.write_all(&content).unwrap();
    }
    new.finish().unwrap().into_inner()
}

#[test]
fn text_in_text_boxes_over_a_sheet_is_told_not_to_be_read() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("有框.ods"), boxed("合计 12 件")).unwrap();
    fs::write(folder.path().join("空框.ods"), boxed(" ")).unwrap();
    let run = nianbao(folder.path(), &["check"]);
    let error = words(&run.stderr);
    assert!(error.contains("有框.ods：文本框中的文字没有读"), "{error}");
    assert!(!error.contains("空框.ods"), "{error}");
    assert_eq!(run.status.code(), Some(0), "{error}");
}
