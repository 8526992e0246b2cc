//! Sheets as a Word document in the official layout: A4, the fonts of official papers by name, tables merged as the form merges them.
//!
//! The package is made from templates beside this file; only `word/document.xml` and the title come from the report. Nothing in it depends on the
//! time or the machine: the same report makes the same bytes.

mod body;
mod red_head;
mod xml;

use std::io::{self, Cursor, Write};

use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use self::xml::Xml;
use super::{RedHead, clean};
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
    document_under(sheets, None)
}

/// The same with a red head over its first page.
pub fn document_under(sheets: &[Sheet], head: Option<RedHead<'_>>) -> io::Result<Vec<u8>> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut add = |name: &str, bytes: &[u8]| -> io::Result<()> {
        package.start_file(name, deflated)?;
        package.write_all(bytes)
    };
    for (name, part) in PARTS {
        match head {
            Some(_) => add(name, with_head(part).as_bytes())?,
            None => add(name, part.as_bytes())?,
        }
    }
    if let Some(head) = head {
        add(red_head::NAME, &red_head::part(head)?)?;
    }
    add("word/document.xml", &body::body(sheets, head.is_some())?)?;
    let title = sheets.iter().map(|sheet| sheet.title.as_str());
    let title = { title }.find(|title| !title.is_empty());
    add("docProps/core.xml", &properties(title.unwrap_or_default())?)?;
    Ok(package.finish()?.into_inner())
}

/// A part that knows of the head, if it is one of those that list the others.
fn with_head(part: &str) -> String {
    let part = part.replace("</Types>", &format!("{}</Types>", red_head::CONTENT_TYPE));
    let all = format!("{}</Relationships>", red_head::RELATIONSHIP);
    match part.contains("/styles\"") {
        true => part.replace("</Relationships>", &all),
        false => part,
    }
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
