//! Parts of packages that ask for far more work than they are long: each is read or refused in time that goes with its length.

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use nianbao::sources::{DocumentKind, NotRead, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

fn package(entries: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn xml(body: &str) -> String {
    format!("<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>")
}

fn document(body: &str) -> Vec<u8> {
    package(&[("word/document.xml", xml(body))])
}

/// What comes of reading it, which takes no longer than a program without optimisation needs for so much.
fn outcome(bytes: &[u8], kind: DocumentKind) -> Result<String, NotRead> {
    let began = Instant::now();
    let outcome = read(bytes, kind).map(|manuscript| manuscript.text);
    let took = began.elapsed();
    assert!(took < Duration::from_secs(30), "{took:?}");
    outcome
}

#[test]
fn more_prefixes_than_any_program_declares_are_refused() {
    let declared: String = (0..200_000)
        .map(|at| format!(" xmlns:a{at}=\"u\""))
        .collect();
    let used: String = (0..20_000).map(|at| format!("<a{at}:b/>")).collect();
    let bytes = document(&format!("<w:p{declared}>{used}</w:p>"));
    assert_eq!(outcome(&bytes, DocumentKind::Docx), Err(NotRead::TooLarge));
}

#[test]
fn line_breaks_of_a_cell_cost_no_more_than_their_number() {
    let breaks = "<w:t>件</w:t><w:br/>".repeat(100_000);
    let table = format!(
        "<w:tbl><w:tr><w:tc><w:p><w:r>{breaks}</w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    );
    let text = outcome(&document(&table), DocumentKind::Docx).unwrap();
    assert_eq!(text.matches('件').count(), 100_000);
    assert!(text.contains(&"件".repeat(100_000)));
}

#[test]
fn fields_inside_each_other_cost_no_more_than_their_number() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let open = (mark("begin") + &mark("separate")).repeat(10_000);
    let runs = "<w:r><w:t>件</w:t></w:r>".repeat(20_000);
    let bytes = document(&format!(
        "<w:p>{open}{runs}{}</w:p>",
        mark("end").repeat(10_000)
    ));
    let text = outcome(&bytes, DocumentKind::Docx).unwrap();
    assert_eq!(text.matches('件').count(), 20_000);
}

#[test]
fn a_number_of_a_list_is_no_longer_than_programs_write() {
    let paragraph = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>件</w:t></w:r></w:p>";
    let long = "长".repeat(60_000);
    let bytes = package(&[
        ("word/document.xml", xml(&paragraph.repeat(5000))),
        (
            "word/_rels/document.xml.rels",
            format!(
                "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"a\" Type=\"x/numbering\" Target=\"numbering.xml\"/></Relationships>"
            ),
        ),
        (
            "word/numbering.xml",
            format!(
                "<w:numbering xmlns:w=\"{WORD}\"><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"{long}\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>"
            ),
        ),
    ]);
    let text = outcome(&bytes, DocumentKind::Docx).unwrap();
    assert_eq!(text.matches('件').count(), 5000);
    assert!(text.len() < 8 << 20, "{}", text.len());
}

/// A workbook that names its only sheet so many times.
fn workbook(n_names: usize, sheet: &str, shared: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let list = |relations: &str| {
        format!("<Relationships xmlns=\"{RELATIONS}\">{relations}</Relationships>")
    };
    let names = "<sheet name=\"表\" sheetId=\"1\" r:id=\"a\"/>".repeat(n_names);
    package(&[
        (
            "_rels/.rels",
            list(&format!(
                "<Relationship Id=\"a\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/>"
            )),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{names}</sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            list(&format!(
                "<Relationship Id=\"a\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"b\" Type=\"{office}/sharedStrings\" Target=\"sharedStrings.xml\"/>"
            )),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>"),
        ),
        (
            "xl/sharedStrings.xml",
            format!("<sst xmlns=\"{main}\">{shared}</sst>"),
        ),
    ])
}

#[test]
fn a_long_text_that_many_cells_share_is_refused() {
    let cells = "<row><c t=\"s\"><v>0</v></c></row>".repeat(20_000);
    let shared = format!("<si><t>{}</t></si>", "长".repeat(500_000));
    let bytes = workbook(1, &cells, &shared);
    assert_eq!(outcome(&bytes, DocumentKind::Xlsx), Err(NotRead::TooLarge));
}

#[test]
fn a_sheet_under_thousands_of_names_is_refused() {
    let rows = "<row r=\"1\"/>".repeat(100_000);
    let bytes = workbook(20_000, &rows, "");
    assert_eq!(outcome(&bytes, DocumentKind::Xlsx), Err(NotRead::TooLarge));
}

#[test]
fn cells_that_go_on_below_none_cost_no_more_than_their_number() {
    let cell = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>件</w:t></w:r></w:p></w:tc>";
    let row = format!("<w:tr>{}</w:tr>", cell.repeat(30_000));
    let bytes = document(&format!("<w:tbl>{row}{row}</w:tbl>"));
    let text = outcome(&bytes, DocumentKind::Docx).unwrap();
    // Those of the second row go on below those of the first.
    assert_eq!(text.matches('件').count(), 30_000);
}
