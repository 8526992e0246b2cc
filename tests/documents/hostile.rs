//! Files made to do harm: each costs little, is refused in one sentence, and does not stop the others.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use nianbao::sources::{DocumentKind, NotRead, read};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::command::{bundled, nianbao, words};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A package with these entries.
fn package(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A document with this body.
fn document(head: &str, body: &str) -> Vec<u8> {
    let xml = format!("{head}<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>");
    package(&[("word/document.xml", xml.as_bytes())])
}

fn why(bytes: &[u8]) -> Option<NotRead> {
    read(bytes, DocumentKind::Docx).err()
}

#[test]
fn what_unpacks_to_much_more_than_it_is_is_refused() {
    let bomb = document("", &" ".repeat(40 << 20));
    assert!(bomb.len() < 1 << 20);
    assert_eq!(why(&bomb), Some(NotRead::TooLarge));
}

#[test]
fn a_package_that_lies_about_its_sizes_is_refused() {
    let mut bomb = document("", &" ".repeat(40 << 20));
    // The unpacked size stands in the local header and in the directory.
    let size = u32::try_from(40 << 20).unwrap() + 200;
    let small = 1000_u32.to_le_bytes();
    for at in 0..bomb.len() - 4 {
        let told = u32::from_le_bytes(bomb[at..at + 4].try_into().unwrap());
        if told.abs_diff(size) < 200 {
            bomb[at..at + 4].copy_from_slice(&small);
        }
    }
    assert!(matches!(
        why(&bomb),
        Some(NotRead::TooLarge | NotRead::Damaged)
    ));
}

#[test]
fn entities_of_its_own_are_not_expanded() {
    let entities = "<!DOCTYPE d [<!ENTITY a \"件件件件\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    let body = "<w:p><w:r><w:t>&b;&x;</w:t></w:r></w:p>";
    assert_eq!(why(&document(entities, body)), Some(NotRead::Definitions));
}

#[test]
fn elements_inside_each_other_without_end_are_refused() {
    let deep = format!(
        "{}{}",
        "<w:sdt><w:sdtContent>".repeat(5000),
        "</w:sdtContent></w:sdt>".repeat(5000)
    );
    assert_eq!(why(&document("", &deep)), Some(NotRead::TooDeep));
}

#[test]
fn thousands_of_entries_are_refused() {
    let names: Vec<String> = (0..2500).map(|at| format!("word/{at}.xml")).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(why(&package(&entries)), Some(NotRead::TooLarge));
}

#[test]
fn more_paragraphs_than_any_report_are_refused() {
    let body = "<w:p><w:r><w:t>件</w:t></w:r></w:p>".repeat(210_000);
    // Packed well, but within the ratio: text of different kinds between.
    assert_eq!(why(&document("", &body)), Some(NotRead::TooLarge));
}

#[test]
fn names_of_entries_and_targets_lead_nowhere() {
    let list = "<Relationships xmlns=\"r\"><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"../../../../etc/passwd\"/></Relationships>";
    let bytes = package(&[
        ("_rels/.rels", list.as_bytes()),
        ("../../evil.txt", b"x"),
        ("/etc/cron.d/evil", b"x"),
    ]);
    assert_eq!(why(&bytes), Some(NotRead::Damaged));
}

#[test]
fn every_cut_and_many_flips_of_a_document_are_read_or_refused() {
    let bytes = bundled("faulty.md", &[]);
    let mut rng = fastrand::Rng::with_seed(9);
    let mut n_refused = 0;
    for _ in 0..300 {
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
        n_refused += usize::from(read(&damaged, DocumentKind::Docx).is_err());
    }
    assert!(n_refused > 150, "{n_refused}");
}

#[test]
fn a_folder_with_them_is_checked_all_the_same_and_nothing_is_left_behind() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("好.docx", &bundled("faulty.md", &[]));
    write("弹.docx", &document("", &" ".repeat(40 << 20)));
    let run = nianbao(folder.path(), &["check", "."]);
    assert_eq!(run.status.code(), Some(2), "{run:?}");
    assert!(words(&run.stdout).contains("好.docx 表 2"), "{run:?}");
    assert!(words(&run.stderr).contains("弹.docx 过大"), "{run:?}");
    let names = |folder: &Path| fs::read_dir(folder).unwrap().count();
    assert_eq!(names(folder.path()), 2);
}
