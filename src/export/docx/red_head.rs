//! The red head of the first page: who issues the paper, in red above a red line, or the room that paper with a printed head needs.
//!
//! It stands in the header of the first page, so that what is read of the document stays the report alone.

use std::io;

use super::super::{RedHead, clean};
use super::xml::Xml;

/// The part's name, and that by which other parts call it.
pub(super) const NAME: &str = "word/header1.xml";
pub(super) const ID: &str = "rId5";
/// What the package's list of contents says of the part.
pub(super) const CONTENT_TYPE: &str = r#"<Override PartName="/word/header1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>"#;
/// What the document's list of parts says of it.
pub(super) const RELATIONSHIP: &str = r#"<Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header1.xml"/>"#;

/// Between the top of the header and that of the words: they stand 35 mm below the upper margin. In twentieths of a point.
const ABOVE: &str = "3231";
const FONT: &str = "方正小标宋简体";
const RED: &str = "FF0000";

/// Writes the part.
pub(super) fn part(head: RedHead<'_>) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    let names = [(
        "xmlns:w",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    )];
    xml.within("w:hdr", &names, |xml| {
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                if !head.is_room() {
                    xml.within("w:pBdr", &[], |xml| {
                        let line = [
                            ("w:val", "single"),
                            ("w:sz", "18"),
                            ("w:space", "12"),
                            ("w:color", RED),
                        ];
                        xml.empty("w:bottom", &line)
                    })?;
                }
                let line = (head.points() * 24).to_string();
                let spacing = [
                    ("w:before", ABOVE),
                    ("w:after", "560"),
                    ("w:line", line.as_str()),
                    ("w:lineRule", "exact"),
                ];
                xml.empty("w:spacing", &spacing)?;
                xml.value("w:jc", "center")
            })?;
            match head.is_room() {
                true => Ok(()),
                false => words(xml, head),
            }
        })
    })?;
    Ok(xml.into_bytes())
}

fn words(xml: &mut Xml, head: RedHead<'_>) -> io::Result<()> {
    let size = (head.points() * 2).to_string();
    xml.within("w:r", &[], |xml| {
        xml.within("w:rPr", &[], |xml| {
            let fonts = [("w:ascii", FONT), ("w:hAnsi", FONT), ("w:eastAsia", FONT)];
            xml.empty("w:rFonts", &fonts)?;
            xml.value("w:color", RED)?;
            xml.value("w:sz", &size)?;
            xml.value("w:szCs", &size)
        })?;
        xml.within("w:t", &[("xml:space", "preserve")], |xml| {
            xml.words(&clean(head.words()))
        })
    })
}
