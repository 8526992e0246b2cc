//! Sheets as a Word document in the official layout: A4, the fonts of official papers by name, tables merged as the form merges them.
//!
//! The package is made from templates beside this file; only `word/document.xml` and the title come from the report. Nothing in it depends on the
//! time or the machine: the same report makes the same bytes.

mod body;
mod xml;

use std::io::{self, Cursor, Write};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use self::xml::Xml;
use super::clean;
use crate::views::sheet::Sheet;

/// The parts that are the same in every document, in the order in which Word writes them.
const PARTS: [(&str, &str); 7] = [
    (
        "[Content_Types].xml",
        include_str!("docx/content_types.xml"),
    ),
    ("_rels/.rels", include_str!("docx/package.rels")),
    (
        "word/_rels/document.xml.rels",
        include_str!("docx/document.rels"),
    ),
    ("word/styles.xml", include_str!("docx/styles.xml")),
    ("word/settings.xml", include_str!("docx/settings.xml")),
    ("word/fontTable.xml", include_str!("docx/font_table.xml")),
    ("word/footer1.xml", include_str!("docx/footer.xml")),
];

/// The bytes of a `.docx` file.
pub fn document(sheets: &[Sheet]) -> io::Result<Vec<u8>> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut add = |name: &str, bytes: &[u8]| -> io::Result<()> {
        package.start_file(name, deflated)?;
        package.write_all(bytes)
    };
    for (name, part) in PARTS {
        add(name, part.as_bytes())?;
    }
    add("word/document.xml", &body::body(sheets)?)?;
    let title = sheets.iter().map(|sheet| sheet.title.as_str());
    let title = { title }.find(|title| !title.is_empty());
    add("docProps/core.xml", &properties(title.unwrap_or_default())?)?;
    Ok(package.finish()?.into_inner())
}

fn properties(title: &str) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    let names = [
        (
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        ),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    xml.within("cp:coreProperties", &names, |xml| {
        xml.within("dc:title", &[], |xml| xml.words(&clean(title)))
    })?;
    Ok(xml.into_bytes())
}
