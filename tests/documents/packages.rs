//! Packages that are written in ways of their own say what their report says, or one sentence.

use std::fs;
use std::io::{Cursor, Read, Write};

use nianbao::sources::{DocumentKind, NotRead, read};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::command::{bundled, nianbao, words};

/// The text of the bundled report as a document.
fn text() -> String {
    let bytes = bundled("faulty.md", &[]);
    read(&bytes, DocumentKind::Docx).unwrap().text
}

/// The bundled report as a document with its entries changed, large ones in long records if asked for.
fn repacked(change: impl Fn(&str, Vec<u8>) -> (String, Vec<u8>), is_large: bool) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(bundled("faulty.md", &[]))).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut entry = old.by_index(at).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        let (name, content) = change(&entry.name().unwrap(), content);
        let options = SimpleFileOptions::default().large_file(is_large);
        new.start_file(name, options).unwrap();
        new.write_all(&content).unwrap();
    }
    new.finish().unwrap().into_inner()
}

#[test]
fn parts_in_utf_16_are_read_and_not_written() {
    for is_big in [false, true] {
        let bytes = repacked(
            |name, content| {
                let text = format!("\u{feff}{}", String::from_utf8(content).unwrap());
                let units = text.encode_utf16();
                let turned = units.flat_map(|unit| match is_big {
                    true => unit.to_be_bytes(),
                    false => unit.to_le_bytes(),
                });
                (name.to_string(), turned.collect())
            },
            false,
        );
        assert_eq!(read(&bytes, DocumentKind::Docx).unwrap().text, text());
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("年报.docx");
        fs::write(&file, &bytes).unwrap();
        let run = nianbao(folder.path(), &["fix", "年报.docx"]);
        assert_eq!(run.status.code(), Some(2), "{run:?}");
        let said = words(&run.stderr);
        assert!(said.contains("无法原样写回，没有修改"), "{said}");
        assert_eq!(fs::read(&file).unwrap(), bytes);
    }
}

#[test]
fn long_records_of_entries_and_of_the_directory_are_read() {
    let same = |name: &str, content| (name.to_string(), content);
    let long = repacked(same, true);
    assert_eq!(read(&long, DocumentKind::Docx).unwrap().text, text());
    let short = repacked(same, false);
    let end = memchr::memmem::rfind(&short, b"PK\x05\x06").unwrap();
    let told = |at: usize, len: usize| -> Vec<u8> {
        let mut told = short[end + at..end + at + len].to_vec();
        told.resize(8, 0);
        told
    };
    let (number, size, offset) = (told(10, 2), told(12, 4), told(16, 4));
    let at = u64::try_from(end).unwrap().to_le_bytes();
    let record = [
        b"PK\x06\x06",
        &44_u64.to_le_bytes()[..],
        &[45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        &number,
        &number,
        &size,
        &offset,
        b"PK\x06\x07\0\0\0\0",
        &at,
        &[1, 0, 0, 0],
        b"PK\x05\x06\0\0\0\0",
        &[0xff; 12],
        &[0, 0],
    ];
    let bytes = [&short[..end], &record.concat()].concat();
    assert_eq!(read(&bytes, DocumentKind::Docx).unwrap().text, text());
}

#[test]
fn names_with_backslashes_and_escapes_are_found() {
    let turned = repacked(|name, content| (name.replace('/', "\\"), content), false);
    assert_eq!(read(&turned, DocumentKind::Docx).unwrap().text, text());
    let escaped = repacked(
        |name, content| {
            let content = match name {
                "_rels/.rels" => words(&content)
                    .replace("word/document.xml", "word/my%20text.xml")
                    .into_bytes(),
                _ => content,
            };
            let name = name.replace("word/document.xml", "word/my text.xml");
            (
                name.replace("document.xml.rels", "my text.xml.rels"),
                content,
            )
        },
        false,
    );
    let again = read(&escaped, DocumentKind::Docx).unwrap();
    assert!(again.text.contains("行政处罚"), "{}", again.text);
}

#[test]
fn an_entry_packed_in_no_way_of_office_programs_is_told() {
    let mut bytes = repacked(|name, content| (name.to_string(), content), false);
    // The method stands in the local header and in the directory.
    for (mark, at) in [(b"PK\x03\x04", 8), (b"PK\x01\x02", 10)] {
        let heads: Vec<usize> = memchr::memmem::find_iter(&bytes, mark).collect();
        heads.into_iter().for_each(|head| bytes[head + at] = 14);
    }
    assert_eq!(
        read(&bytes, DocumentKind::Docx).err(),
        Some(NotRead::Packed)
    );
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("年报.docx"), &bytes).unwrap();
    let said = words(&nianbao(folder.path(), &["check", "年报.docx"]).stderr);
    assert!(
        said.contains("不支持的压缩方式") && said.contains(".docx"),
        "{said}"
    );
}
