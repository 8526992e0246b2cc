//! Writes workbooks: a report on one sheet, as Excel and as programs leave them.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::surfaces::{Block, Cell};
use crate::word::escaped;

/// How a workbook is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    /// Texts in their cells, not in a list that cells share.
    pub inline: bool,
    /// Cells without a value are left out of the sheet.
    pub sparse: bool,
    /// Totals are results of formulas.
    pub computed: bool,
    /// The first column and the first row are empty.
    pub margin: bool,
}

fn letters(mut column: usize) -> String {
    let mut out = String::new();
    while column > 0 {
        column -= 1;
        out.insert(0, char::from(b'A' + (column % 26) as u8));
        column /= 26;
    }
    out
}

/// A report as a workbook.
pub fn xlsx(blocks: &[Block], manner: Manner) -> Vec<u8> {
    let mut shared: Vec<String> = Vec::new();
    let (mut rows, mut merges) = (String::new(), String::new());
    let margin = usize::from(manner.margin);
    let mut row = margin;
    let mut put = |row: usize, column: usize, text: &str| -> String {
        let name = format!("{}{row}", letters(column + margin));
        if text.is_empty() {
            return match manner.sparse {
                true => String::new(),
                false => format!("<c r=\"{name}\" s=\"1\"/>"),
            };
        }
        let is_number = text.len() < 15
            && text.bytes().all(|b| b.is_ascii_digit())
            && (text == "0" || !text.starts_with('0'));
        if is_number {
            let formula = if manner.computed { "<f>SUM(1)</f>" } else { "" };
            return format!("<c r=\"{name}\" s=\"1\">{formula}<v>{text}</v></c>");
        }
        if manner.inline {
            return format!(
                "<c r=\"{name}\" t=\"inlineStr\"><is><t>{}</t></is></c>",
                escaped(text)
            );
        }
        shared.push(text.to_string());
        format!("<c r=\"{name}\" t=\"s\"><v>{}</v></c>", shared.len() - 1)
    };
    for block in blocks {
        match block {
            Block::Line(line, _) => {
                row += 1;
                let cell = put(row, 1, line.trim_start_matches(['#', ' ', '>']));
                rows += &format!("<row r=\"{row}\">{cell}</row>");
            }
            Block::Table(table) => {
                for cells in table {
                    row += 1;
                    rows += &format!("<row r=\"{row}\">");
                    for (column, cell) in (1..).zip(cells) {
                        match cell {
                            Cell::Text(text, wide, high) => {
                                rows += &put(row, column, text);
                                if wide * high > 1 {
                                    let (from, to) = (
                                        letters(column + margin),
                                        letters(column + margin + wide - 1),
                                    );
                                    merges += &format!(
                                        "<mergeCell ref=\"{from}{row}:{to}{}\"/>",
                                        row + high - 1
                                    );
                                }
                            }
                            Cell::Covered => rows += &put(row, column, ""),
                        }
                    }
                    rows += "</row>";
                }
            }
        }
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let list = "http://schemas.openxmlformats.org/package/2006/relationships";
    let strings: String = shared
        .iter()
        .map(|text| format!("<si><t>{}</t></si>", escaped(text)))
        .collect();
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let entries = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{kind}.worksheet+xml\"/><Override PartName=\"/xl/worksheets/sheet2.xml\" ContentType=\"{kind}.worksheet+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"{kind}.sharedStrings+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{list}\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"草稿\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/><sheet name=\"年报\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{list}\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{office}/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/><Relationship Id=\"rId3\" Type=\"{office}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/sharedStrings.xml",
            format!("<sst xmlns=\"{main}\">{strings}</sst>"),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>"
            ),
        ),
        (
            "xl/worksheets/sheet2.xml",
            format!(
                "<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\"><c r=\"A1\"><v>404</v></c></row></sheetData></worksheet>"
            ),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
