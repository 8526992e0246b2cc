//! Workbooks say what their report says, and are mended in their cells.

use std::fs;
use std::io::{Cursor, Read, Write};

use nianbao::analysis::fix_all;
use nianbao::kit::Forms;
use nianbao::locale::Locale;
use nianbao::sources::{DocumentKind, NotWritten, Rewritten, read, write};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::book::{Manner, xlsx};
use crate::command::{nianbao, words};
use crate::said::Said;
use crate::surfaces::{Block, Cell, Written};
use crate::{Model, fixtures, models};

fn failures(manner: Manner) -> Vec<String> {
    let models = models();
    let bundled: Vec<&Model> = models
        .iter()
        .filter(|model| model.name.contains('.'))
        .collect();
    let mut failures = Vec::new();
    for model in bundled {
        let bytes = xlsx(&model.written.blocks, manner);
        let manuscript = read(&bytes, DocumentKind::Xlsx).unwrap();
        let said = Said::of(&manuscript.text, &model.settings);
        let differences = model.said.differences(&said);
        // A workbook keeps numbers that are written with full-width digits as texts, so all findings stay.
        if !differences.is_empty() {
            let shown = differences.iter().take(6).cloned().collect::<Vec<_>>();
            failures.push(format!("{}:\n  {}", model.name, shown.join("\n  ")));
        }
    }
    failures
}

#[test]
fn a_workbook_says_what_its_report_says() {
    let plain = Manner::default();
    let manners = [
        plain,
        Manner {
            inline: true,
            ..plain
        },
        Manner {
            computed: true,
            ..plain
        },
        Manner {
            margin: true,
            ..plain
        },
        Manner {
            sparse: true,
            ..plain
        },
    ];
    for manner in manners {
        let failures = failures(manner);
        assert!(failures.is_empty(), "{manner:?}\n{}", failures.join("\n"));
    }
}

#[test]
fn blank_totals_are_written_into_their_cells() {
    let models = models();
    let model = models
        .iter()
        .find(|model| model.name == "faulty.md")
        .unwrap();
    let bytes = xlsx(&model.written.blocks, Manner::default());
    let manuscript = read(&bytes, DocumentKind::Xlsx).unwrap();
    let text = manuscript.text.clone();
    let edits = fix_all(&text, Forms::builtin(), &model.settings);
    let done = write(
        &bytes,
        (&text, &manuscript),
        &edits,
        nianbao::sources::Manner::Plain,
    )
    .unwrap();
    assert_eq!(done.left_alone + done.written.len(), edits.len());
    let again = read(&done.bytes, DocumentKind::Xlsx).unwrap();
    assert!(fix_all(&again.text, Forms::builtin(), &model.settings).is_empty());
}

/// What `fix` makes of a workbook.
fn mended(bytes: &[u8]) -> Result<Rewritten, NotWritten> {
    let manuscript = read(bytes, DocumentKind::Xlsx).unwrap();
    let text = manuscript.text.clone();
    let edits = fix_all(&text, Forms::builtin(), &Default::default());
    assert!(!edits.is_empty());
    write(
        bytes,
        (&text, &manuscript),
        &edits,
        nianbao::sources::Manner::Plain,
    )
}

/// The workbook with one more element behind the cells of its sheet.
fn with_element(bytes: &[u8], element: &str) -> Vec<u8> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..package.len() {
        let mut entry = package.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = String::new();
        entry.read_to_string(&mut content).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            content = content.replace("</sheetData>", &format!("</sheetData>{element}"));
        }
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The pieces of a bundled report.
fn blocks(name: &str) -> Vec<Block> {
    let mut all = fixtures::bundled_reports().into_iter();
    let (_, text) = all.find(|(own, _)| own == name).unwrap();
    Written::read(&text, None).unwrap().blocks
}

#[test]
fn a_sheet_is_left_alone_only_while_its_protection_is_on() {
    let bytes = xlsx(&blocks("faulty.md"), Manner::default());
    for on in ["sheet=\"1\"", "password=\"CC2E\" sheet=\"true\""] {
        let bytes = with_element(&bytes, &format!("<sheetProtection {on}/>"));
        let why = NotWritten::Protected(DocumentKind::Xlsx);
        assert_eq!(mended(&bytes).err(), Some(why), "{on}");
        let said = why.sentence(Locale::Chinese);
        assert!(said.contains("Excel") && !said.contains("Word"), "{said}");
    }
    for off in ["sheet=\"0\"", "sheet=\"false\" objects=\"1\"", ""] {
        let bytes = with_element(&bytes, &format!("<sheetProtection {off}/>"));
        assert!(!mended(&bytes).unwrap().written.is_empty(), "{off}");
    }
}

#[test]
fn no_number_is_written_into_a_cell_that_stands_for_several_rows() {
    let merge = |others: &str| {
        let mut blocks = blocks("markdown.md");
        for block in &mut blocks {
            let Block::Table(rows) = block else { continue };
            let is_first = |row: &Vec<Cell>| matches!(row.first(), Some(Cell::Text(text, ..)) if text.starts_with("一、本年新收"));
            let Some(at) = rows.iter().position(is_first) else {
                continue;
            };
            *rows[at].last_mut().unwrap() = Cell::Text(String::new(), 1, 2);
            *rows[at + 1].last_mut().unwrap() = Cell::Covered;
            if others.is_empty() {
                rows.insert(at + 1, vec![Cell::Covered; rows[at].len()]);
                *rows[at + 2].last_mut().unwrap() = Cell::Text("0".to_owned(), 1, 1);
            }
        }
        mended(&xlsx(&blocks, Manner::default())).unwrap()
    };
    let several = merge("values");
    assert_eq!((several.written.len(), several.left_alone), (0, 1));
    // A row that is only drawn twice as high is one row.
    let one = merge("");
    assert_eq!((one.written.len(), one.left_alone), (1, 0));
}

#[test]
fn a_finding_of_a_workbook_names_sheet_and_cell() {
    let models = models();
    let model = models
        .iter()
        .find(|model| model.name == "faulty.md")
        .unwrap();
    let folder = TempDir::new().unwrap();
    let bytes = xlsx(&model.written.blocks, Manner::default());
    fs::write(folder.path().join("年报.xlsx"), bytes).unwrap();
    let out = words(&nianbao(folder.path(), &["check"]).stdout);
    assert!(out.contains("年报.xlsx 工作表“年报” J"), "{out}");
    let json = words(&nianbao(folder.path(), &["check", "--output-format", "json"]).stdout);
    assert!(
        json.contains("\"place\":{\"sheet\":\"年报\",\"row\":"),
        "{json}"
    );
}

/// The workbook with a text box over its sheet that says this.
fn boxed(bytes: Vec<u8>, text: &str) -> Vec<u8> {
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing";
    let list = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{relation}\" Target=\"../drawings/drawing1.xml\"/></Relationships>"
    );
    let drawing = format!(
        "<xdr:wsDr xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><xdr:twoCellAnchor><xdr:sp><xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
    );
    let mut zip = ZipWriter::new_append(Cursor::new(bytes)).unwrap();
    for (name, content) in [
        ("xl/worksheets/_rels/sheet1.xml.rels", list),
        ("xl/drawings/drawing1.xml", drawing),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn text_in_text_boxes_over_a_sheet_is_told_not_to_be_read() {
    let models = models();
    let model = models
        .iter()
        .find(|model| model.name == "markdown.md")
        .unwrap();
    let plain = xlsx(&model.written.blocks, Manner::default());
    let folder = TempDir::new().unwrap();
    let named = |name: &str| folder.path().join(name);
    fs::write(named("有框.xlsx"), boxed(plain.clone(), "合计 12 件")).unwrap();
    fs::write(named("空框.xlsx"), boxed(plain.clone(), " ")).unwrap();
    fs::write(named("无框.xlsx"), plain).unwrap();
    let run = nianbao(folder.path(), &["check"]);
    let error = words(&run.stderr);
    assert!(error.contains("有框.xlsx：文本框中的文字没有读"), "{error}");
    assert!(
        !error.contains("空框") && !error.contains("无框"),
        "{error}"
    );
    assert_eq!(run.status.code(), Some(0), "{error}");
}
