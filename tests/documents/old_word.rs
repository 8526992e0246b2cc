//! Word documents of the old kind say what their report says, and are only read.

use std::fs;
use std::time::{Duration, Instant};

use fastrand::Rng;
use nianbao::settings::Settings;
use nianbao::sources::{DocumentKind, NotRead, read};
use tempfile::TempDir;

use crate::command::{nianbao, words};
use crate::models;
use crate::said::Said;

/// What LibreOffice made of bundled reports; see `old_word/make.py`.
const CONVERTED: [(&str, &[u8]); 3] = [
    ("faulty.md", include_bytes!("old_word/faulty.doc")),
    ("markdown.md", include_bytes!("old_word/framed.doc")),
    // The numbers of headings and labels are counted by Word.
    ("markdown.md", include_bytes!("old_word/numbered.doc")),
];

#[test]
fn converted_reports_say_what_their_report_says() {
    let models = models();
    for (name, bytes) in CONVERTED {
        let model = models.iter().find(|model| model.name == name).unwrap();
        let manuscript = read(bytes, DocumentKind::Doc).unwrap();
        let said = Said::of(&manuscript.text, &Settings::default());
        let differences = model.said.differences(&said);
        assert!(
            differences.is_empty(),
            "{name}\n{}\n{}",
            differences.join("\n"),
            manuscript.text
        );
        assert!(said.cells.len() >= 200, "{name} {}", said.cells.len());
    }
}

#[test]
fn text_in_text_boxes_is_told_not_to_be_read() {
    let folder = TempDir::new().unwrap();
    let boxed = include_bytes!("old_word/boxed.doc");
    fs::write(folder.path().join("有框.doc"), boxed).unwrap();
    fs::write(folder.path().join("无框.doc"), CONVERTED[2].1).unwrap();
    let run = nianbao(folder.path(), &["check"]);
    let error = words(&run.stderr);
    assert!(error.contains("有框.doc：文本框中的文字没有读"), "{error}");
    assert!(!error.contains("无框.doc"), "{error}");
    assert_eq!(run.status.code(), Some(0), "{error}");
}

#[test]
fn a_finding_names_its_cell_and_mending_asks_for_another_format() {
    let folder = TempDir::new().unwrap();
    let faulty = CONVERTED[0].1;
    for name in ["年报.doc", "年报.wps"] {
        fs::write(folder.path().join(name), faulty).unwrap();
    }
    let out = words(&nianbao(folder.path(), &["check"]).stdout);
    for name in ["年报.doc", "年报.wps"] {
        let place = format!("{name} 表 2 第 4 行第 10 列 错误[row-total]");
        assert!(out.contains(&place), "{out}");
    }
    let run = nianbao(folder.path(), &["fix", "年报.doc"]);
    let error = words(&run.stderr);
    assert!(
        error.contains("没有修改") && error.contains(".docx"),
        "{error}"
    );
    assert_eq!(run.status.code(), Some(2), "{error}");
    assert_eq!(fs::read(folder.path().join("年报.doc")).unwrap(), faulty);
}

/// Where the compound file holds this text.
fn place(bytes: &[u8], text: &[u8]) -> usize {
    let mut windows = bytes.windows(text.len());
    windows.position(|window| window == text).unwrap()
}

#[test]
fn a_document_that_is_locked_or_too_old_says_so() {
    let whole = CONVERTED[1].1.to_vec();
    // The numbers at the beginning of the text stream: what it is, its version, and behind them its flags.
    let header = place(&whole, b"\xec\xa5");
    let mut locked = whole.clone();
    locked[header + 11] |= 1;
    assert_eq!(
        read(&locked, DocumentKind::Doc).err(),
        Some(NotRead::Encrypted)
    );
    let mut old = whole.clone();
    old[header + 2..header + 4].copy_from_slice(&[0x65, 0]);
    assert_eq!(read(&old, DocumentKind::Doc).err(), Some(NotRead::TooOld));
    let mut other = whole.clone();
    let name: Vec<u8> = "WordDocument".bytes().flat_map(|byte| [byte, 0]).collect();
    let at = place(&whole, &name);
    other[at] = b'K';
    assert_eq!(read(&other, DocumentKind::Doc).err(), Some(NotRead::TooOld));
    let cut = &whole[..600];
    assert_eq!(read(cut, DocumentKind::Doc).err(), Some(NotRead::Damaged));
}

#[test]
fn damaged_documents_are_read_or_refused_and_never_for_long() {
    let mut rng = Rng::with_seed(16);
    let began = Instant::now();
    for (_, whole) in CONVERTED {
        for round in 0..400 {
            let mut bytes = whole.to_vec();
            for _ in 0..rng.usize(1..40) {
                let at = rng.usize(..bytes.len());
                let any = rng.u8(..);
                bytes[at] = *rng.choice(&[0, 1, 2, 0x7f, 0xff, any]).unwrap();
            }
            if round % 8 == 0 {
                bytes.truncate(rng.usize(..whole.len()));
            }
            if let Ok(manuscript) = read(&bytes, DocumentKind::Doc) {
                assert!(
                    manuscript
                        .places()
                        .all(|(span, _)| { manuscript.text.get(span.range()).is_some() })
                );
            }
        }
    }
    assert!(began.elapsed() < Duration::from_secs(60));
}
