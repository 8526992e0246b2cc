//! What a file is that is not read: by its content, and by its ending only where the content leaves it open.

mod inside;

use std::io::{self, Read, Seek};

use inside::{ends, in_compound, in_zip};

use crate::locale::Locale;
use crate::say;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Format {
    /// Never changes: machine output names it.
    pub id: &'static str,
    chinese: &'static str,
    english: &'static str,
    container: Container,
    /// The endings that it usually has.
    endings: &'static [&'static str],
    /// Whether a report may be in it, so that a folder's files of this kind are worth naming.
    may_hold_report: bool,
}

/// What a file is on the outside; several formats share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Container {
    Zip,
    /// The compound files of older office programs.
    Compound,
    Text,
    Own,
}

use Container::{Compound, Own, Text, Zip};

macro_rules! formats {
    ($($name:ident = $id:literal, $chinese:literal, $english:literal, $container:ident, [$($ending:literal),*], $report:literal;)*) => {
        $(pub(super) const $name: Format = Format {
            id: $id,
            chinese: $chinese,
            english: $english,
            container: $container,
            endings: &[$($ending),*],
            may_hold_report: $report,
        };)*
        const FORMATS: &[Format] = &[$($name),*];
    };
}

formats! {
    DOCX = "docx", "Word (docx)", "Word (docx)", Zip, ["docx", "docm", "dotx"], true;
    DOC = "doc", "Word (doc)", "Word (doc)", Compound, ["doc", "dot"], true;
    WPS = "wps", "WPS 文字 (wps)", "WPS Writer (wps)", Compound, ["wps", "wpt"], true;
    XLSX = "xlsx", "Excel (xlsx)", "Excel (xlsx)", Zip, ["xlsx", "xlsm"], true;
    XLS = "xls", "Excel (xls)", "Excel (xls)", Compound, ["xls"], true;
    ET = "et", "WPS 表格 (et)", "WPS Spreadsheets (et)", Compound, ["et", "ett"], true;
    PPTX = "pptx", "PowerPoint (pptx)", "PowerPoint (pptx)", Zip, ["pptx"], false;
    PPT = "ppt", "PowerPoint (ppt)", "PowerPoint (ppt)", Compound, ["ppt", "dps"], false;
    PDF = "pdf", "PDF", "PDF", Own, ["pdf"], true;
    OFD = "ofd", "OFD", "OFD", Zip, ["ofd"], true;
    RTF = "rtf", "RTF", "RTF", Own, ["rtf"], true;
    ODT = "odt", "OpenDocument (odt)", "OpenDocument (odt)", Zip, ["odt", "ott"], true;
    ODS = "ods", "OpenDocument (ods)", "OpenDocument (ods)", Zip, ["ods", "ots"], true;
    UOF = "uof", "标文通 (uof)", "UOF (uof)", Text, ["uof", "uot"], true;
    CSV = "csv", "CSV", "CSV", Text, ["csv", "tsv"], true;
    MHT = "mht", "网页存档 (mht)", "web archive (mht)", Text, ["mht", "mhtml"], true;
    EPUB = "epub", "EPUB", "EPUB", Zip, ["epub"], true;
    HTML = "html", "网页 (html)", "web page (html)", Text, [], false;
    TEXT = "text", "文本", "text", Text, [], false;
    ZIP = "zip", "ZIP 压缩", "ZIP archive", Zip, ["zip"], false;
    LOCKED = "encrypted-office", "设有密码的 Office", "password-protected Office", Compound, [], true;
    OFFICE = "office", "旧版 Office", "old Office", Compound, [], false;
    RAR = "rar", "RAR 压缩", "RAR archive", Own, ["rar"], false;
    SEVEN = "7z", "7z 压缩", "7z archive", Own, ["7z"], false;
    GZIP = "gzip", "gzip 压缩", "gzip archive", Own, ["gz", "tgz"], false;
    PNG = "png", "PNG 图片", "PNG picture", Own, ["png"], false;
    JPEG = "jpeg", "JPEG 图片", "JPEG picture", Own, ["jpg", "jpeg"], false;
    GIF = "gif", "GIF 图片", "GIF picture", Own, ["gif"], false;
    TIFF = "tiff", "TIFF 图片", "TIFF picture", Own, ["tif", "tiff"], false;
    EMPTY = "empty", "空", "empty", Own, [], false;
    UNKNOWN = "unknown", "未知格式的", "of an unknown format", Own, [], false;
}

/// First bytes that tell.
const SIGNATURES: &[(&[u8], Format)] = &[
    (b"%PDF-", PDF),
    (b"{\\rtf", RTF),
    (b"Rar!\x1A\x07", RAR),
    (b"7z\xBC\xAF\x27\x1C", SEVEN),
    (b"\x1F\x8B\x08", GZIP),
    (b"\x89PNG\r\n", PNG),
    (b"\xFF\xD8\xFF", JPEG),
    (b"GIF8", GIF),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
];
pub(super) const ZIP_START: &[u8] = b"PK\x03\x04";
/// The end of a ZIP that was not cut off.
const ZIP_END: &[u8] = b"PK\x05\x06";
const COMPOUND_START: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// What entries of a ZIP begin with, by what it is then.
const ENTRIES: &[(&[u8], Format)] = &[
    (b"word/", DOCX),
    (b"xl/", XLSX),
    (b"ppt/", PPTX),
    (b"OFD.xml", OFD),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", ODT),
    (
        b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        ODS,
    ),
    (b"mimetypeapplication/epub+zip", EPUB),
];

/// Names of streams in compound files.
const STREAMS: &[(&str, Format)] = &[
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
    ("EncryptedPackage", LOCKED),
];

/// How much of a file's beginning and of its end is looked at.
const LOOKED_AT: u64 = 64 << 10;

impl Format {
    /// Its name for people, as in “a … file”.
    pub fn name(self, locale: Locale) -> &'static str {
        match locale {
            Locale::Chinese => self.chinese,
            Locale::English => self.english,
        }
    }

    /// What to do about a file of this kind, in one sentence without its name.
    pub fn sentence(self, locale: Locale) -> String {
        let name = self.name(locale);
        match self.container {
            _ if self == EMPTY => say!(locale, "是空文件", "is empty"),
            _ if self == LOCKED => say!(
                locale,
                "是{name}文件，读不出内容；请取消密码后另存",
                "is a {name} file and cannot be read; save it without the password first"
            ),
            Text => say!(
                locale,
                "是 {name} 文件，没有核对；请另存为纯文本、Markdown 或网页",
                "is not text but {name}; save it as plain text, Markdown or a web page"
            ),
            _ => say!(
                locale,
                "是 {name} 文件，不是文本；请另存为 .docx、纯文本、Markdown 或网页后再核对",
                "is not text but {name}; save it as .docx, plain text, Markdown or a web page first"
            ),
        }
    }
}

/// Whether a file with this ending (lower case) is not read, but may hold a report.
pub(super) fn is_worth_naming(ending: &str) -> bool {
    by_ending(ending).is_some_and(|format| format.may_hold_report)
}

/// Formats whose first bytes tell that a file is no text. `None` if it may be text.
pub(super) fn of_no_text(
    file: &mut (impl Read + Seek),
    ending: &str,
) -> io::Result<Option<Format>> {
    let mut first = Vec::with_capacity(16);
    file.rewind()?;
    file.by_ref().take(16).read_to_end(&mut first)?;
    let signed = SIGNATURES
        .iter()
        .find(|(signature, _)| first.starts_with(signature));
    Ok(if let Some((_, format)) = signed {
        Some(*format)
    } else if first.starts_with(ZIP_START) || first.starts_with(ZIP_END) {
        Some(in_zip(file, ending)?)
    } else if first.starts_with(COMPOUND_START) {
        Some(in_compound(file, ending)?)
    } else {
        None
    })
}

/// What a file is, text or not.
pub(super) fn of(file: &mut (impl Read + Seek), ending: &str) -> io::Result<Format> {
    if let Some(format) = of_no_text(file, ending)? {
        return Ok(format);
    }
    let (head, _) = ends(file)?;
    if head.is_empty() {
        return Ok(EMPTY);
    }
    let by_ending = by_ending(ending).filter(|format| format.container == Text);
    if memchr::memchr(0, &head).is_some()
        && !head.starts_with(b"\xFF\xFE")
        && !head.starts_with(b"\xFE\xFF")
    {
        return Ok(UNKNOWN);
    }
    let beginning = String::from_utf8_lossy(head.get(..1024).unwrap_or(&head)).to_lowercase();
    let begins = beginning.trim_start_matches('\u{feff}').trim_start();
    Ok(
        if begins.starts_with("<!doctype html") || begins.starts_with("<html") {
            HTML
        } else if is_web_archive(&head) {
            MHT
        } else {
            by_ending.unwrap_or(TEXT)
        },
    )
}

/// Whether a file is a page that was saved with all its parts, as a letter is.
pub(super) fn is_web_archive(head: &[u8]) -> bool {
    let starts = |words: &[u8]| {
        let first = head.trim_ascii_start().get(..words.len());
        first.is_some_and(|first| first.eq_ignore_ascii_case(words))
    };
    starts(b"mime-version:") || starts(b"from: <saved by")
}

pub(super) fn by_ending(ending: &str) -> Option<Format> {
    FORMATS
        .iter()
        .copied()
        .find(|format| format.endings.contains(&ending))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn id(bytes: &[u8], ending: &str) -> &'static str {
        of(&mut io::Cursor::new(bytes), ending).unwrap().id
    }

    /// A ZIP with one stored entry of this name and content, as far as anybody looks.
    fn zip(name: &str, content: &str) -> Vec<u8> {
        let mut out = b"PK\x03\x04\x14\0\0\0\0\0".to_vec();
        out.extend([0; 18]);
        out.extend(name.bytes().chain(content.bytes()));
        out.extend(b"PK\x05\x06");
        out
    }

    fn compound(stream: &str) -> Vec<u8> {
        let mut out = COMPOUND_START.to_vec();
        out.resize(600, 0);
        out.extend(stream.bytes().flat_map(|letter| [letter, 0]));
        out
    }

    #[test]
    fn a_zip_is_what_its_entries_say() {
        for (name, content, ending, expected) in [
            ("word/document.xml", "", "docx", "docx"),
            ("word/document.xml", "", "txt", "docx"),
            ("word/document.xml", "", "wps", "wps"),
            ("xl/workbook.xml", "", "docx", "xlsx"),
            ("ppt/presentation.xml", "", "zip", "pptx"),
            ("OFD.xml", "", "ofd", "ofd"),
            (
                "mimetype",
                "application/vnd.oasis.opendocument.text",
                "odt",
                "odt",
            ),
            ("content.xml", "", "odt", "odt"),
            ("content.xml", "", "ods", "ods"),
            ("content.xml", "", "zip", "zip"),
            ("password/list.txt", "", "docx", "zip"),
            ("photo.jpg", "", "zip", "zip"),
        ] {
            assert_eq!(id(&zip(name, content), ending), expected, "{name} {ending}");
        }
        assert_eq!(id(b"PK\x03\x04\x14\0", "docx"), "docx", "cut off");
        assert_eq!(id(b"PK\x03\x04\x14\0", "txt"), "zip", "cut off");
    }

    #[test]
    fn a_sentence_about_a_file_needs_no_article() {
        for format in [OFD, RTF, EPUB, CSV] {
            let said = format.sentence(Locale::English);
            let begin = format!("is not text but {}; save it", format.english);
            assert!(said.starts_with(&begin), "{said}");
        }
    }

    #[test]
    fn a_compound_file_is_what_its_streams_say() {
        assert_eq!(id(&compound("WordDocument"), "doc"), "doc");
        assert_eq!(id(&compound("WordDocument"), "wps"), "wps");
        assert_eq!(id(&compound("Workbook"), "doc"), "xls");
        assert_eq!(id(&compound("Workbook"), "et"), "et");
        for (ending, expected) in [("xls", "xls"), ("doc", "doc"), ("txt", "doc")] {
            assert_eq!(id(&compound("WordDocument Workbook"), ending), expected);
        }
        assert_eq!(id(&compound("Else"), "doc"), "doc");
        assert_eq!(id(&compound("Else"), "txt"), "office");
    }

    #[test]
    fn a_directory_in_the_middle_of_a_large_compound_file_is_found() {
        let mut bytes = compound("");
        bytes[30] = 9;
        let sector = 400_u32;
        bytes[48..52].copy_from_slice(&sector.to_le_bytes());
        bytes.resize(400_000, 0);
        let name: Vec<u8> = "WordDocument".bytes().flat_map(|b| [b, 0]).collect();
        let at = (sector as usize + 1) * 512;
        bytes[at..at + name.len()].copy_from_slice(&name);
        assert_eq!(id(&bytes, "xls"), "doc");
    }

    #[test]
    fn other_files_are_told_by_their_first_bytes() {
        for (bytes, ending, expected) in [
            (&b"%PDF-1.7\n"[..], "docx", "pdf"),
            (b"{\\rtf1\\ansi", "doc", "rtf"),
            ("<!DOCTYPE html>\n<p>年报".as_bytes(), "doc", "html"),
            ("序号,名称\n".as_bytes(), "csv", "csv"),
            (b"MIME-Version: 1.0\n", "mht", "mht"),
            ("购物清单".as_bytes(), "docx", "text"),
            (b"\x7fELF\0\0", "pdf", "unknown"),
            (b"", "docx", "empty"),
        ] {
            assert_eq!(id(bytes, ending), expected, "{ending} {bytes:?}");
        }
    }
}
