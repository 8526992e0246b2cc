//! `fix` on Word documents: the numbers are right, and nothing else has changed.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};

use nianbao::analysis::{fix_all, fix_at_least};
use nianbao::edit::apply;
use nianbao::fix::Applicability;
use nianbao::kit::Forms;
use nianbao::settings::Settings;
use nianbao::sources::{DocumentKind, Manner, NotWritten, read, write};
use tempfile::TempDir;
use zip::ZipArchive;

use crate::command::{bundled, nianbao, words};
use crate::models;
use crate::word::{QUIRKS, Quirk, docx};

/// The entries of a package, unpacked.
fn entries(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let all = 0..package.len();
    all.map(|at| {
        let mut entry = package.by_index(at).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        (entry.name().unwrap().into_owned(), content)
    })
    .collect()
}

#[test]
fn safe_fixes_are_written_into_their_cells_whatever_the_quirks_and_no_other_entry_changes() {
    let models = models();
    let mut rng = fastrand::Rng::with_seed(500);
    let mut n_written = 0;
    for seed in 0..500 {
        let model = &models[rng.usize(..models.len())];
        let quirk = QUIRKS[rng.usize(..QUIRKS.len())];
        let bytes = docx(&model.written.blocks, &[quirk], seed);
        let Ok(manuscript) = read(&bytes, DocumentKind::Docx) else {
            panic!("{quirk:?} {}", model.name)
        };
        let text = manuscript.text.clone();
        let least = [Applicability::Safe, Applicability::Unsafe][rng.usize(..2)];
        let edits = fix_at_least(&text, Forms::builtin(), &model.settings, least);
        if edits.is_empty() {
            continue;
        }
        let manner = [Manner::Plain, Manner::Tracked][rng.usize(..2)];
        let done = write(&bytes, (&text, &manuscript), &edits, manner);
        let done =
            done.unwrap_or_else(|why| panic!("{quirk:?} {} {manner:?}: {why:?}", model.name));
        let again = read(&done.bytes, DocumentKind::Docx).unwrap();
        let dense = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(
            dense(&again.text),
            dense(&apply(&text, &done.written)),
            "{quirk:?} {}",
            model.name
        );
        n_written += done.written.len();
        let (before, after) = (entries(&bytes), entries(&done.bytes));
        assert_eq!(before.len(), after.len());
        let changed = before
            .iter()
            .filter(|(name, content)| after[*name] != **content);
        assert!(changed.count() <= 1, "{quirk:?} {}", model.name);
    }
    assert!(n_written > 50, "{n_written} changes written");
}

#[test]
fn only_the_bytes_of_the_numbers_change() {
    let bytes = bundled("faulty.md", &[Quirk::SplitRuns]);
    let manuscript = read(&bytes, DocumentKind::Docx).unwrap();
    let text = manuscript.text.clone();
    let edits = fix_all(&text, Forms::builtin(), &Settings::default());
    let done = write(&bytes, (&text, &manuscript), &edits, Manner::Plain).unwrap();
    assert_eq!((done.written.len(), done.left_alone), (edits.len(), 0));
    let part = |bytes: &[u8]| words(&entries(bytes)["word/document.xml"]);
    let (before, after) = (part(&bytes), part(&done.bytes));
    let same_start = before
        .bytes()
        .zip(after.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let same_end = before
        .bytes()
        .rev()
        .zip(after.bytes().rev())
        .take_while(|(a, b)| a == b)
        .count();
    // From the fine in full-width digits in section two to the blank total of section three.
    let middle = &before[same_start..before.len() - same_end];
    assert!(
        middle.starts_with('１') || middle.contains("３６"),
        "{middle}"
    );
    // The blank total has the properties of the numbers beside it.
    let total = after.rfind(">2</w:t>").map(|at| &after[..at]).unwrap();
    let run = &total[total.rfind("<w:r>").unwrap()..];
    assert!(run.contains("<w:rPr>"), "{run}");
}

#[test]
fn tracked_changes_are_by_nianbao_and_keep_what_stood_there() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("年报.docx");
    fs::write(&file, bundled("faulty.md", &[])).unwrap();
    let run = nianbao(folder.path(), &["fix", "--tracked", "年报.docx"]);
    assert!(
        words(&run.stdout).contains("已修正 1 个文件中的 2 处"),
        "{run:?}"
    );
    let part = words(&entries(&fs::read(&file).unwrap())["word/document.xml"]);
    assert!(part.contains("w:author=\"Nianbao\""), "{part}");
    assert!(
        part.contains("<w:delText xml:space=\"preserve\">１，２３６</w:delText>")
            || part.contains("<w:delText"),
        "{part}"
    );
    // Fixed once, there is nothing left to fix.
    let again = nianbao(folder.path(), &["fix", "年报.docx"]);
    assert!(
        words(&again.stdout).contains("没有可自动修正的问题"),
        "{again:?}"
    );
}

#[test]
fn a_difference_is_shown_and_nothing_written() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("年报.docx");
    let bytes = bundled("faulty.md", &[]);
    fs::write(&file, &bytes).unwrap();
    let run = nianbao(folder.path(), &["fix", "--diff", "年报.docx"]);
    assert_eq!(run.status.code(), Some(1), "{run:?}");
    assert!(
        words(&run.stdout).contains("+| 行政处罚 | 1236 |"),
        "{run:?}"
    );
    assert_eq!(fs::read(&file).unwrap(), bytes);
}

#[test]
fn a_difference_of_documents_that_stay_as_they_are_is_none() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("年报.docx"), bundled("faulty.md", &[])).unwrap();
    nianbao(folder.path(), &["fix", "--unsafe", "年报.docx"]);
    let report = "tests/documents/pdf/faulty.pdf";
    fs::copy(report, at("年报.pdf")).unwrap();
    for name in ["年报.docx", "年报.pdf"] {
        let check = nianbao(folder.path(), &["check", "-q", name]);
        assert!(!check.stdout.is_empty(), "{check:?}");
        let run = nianbao(folder.path(), &["fix", "--unsafe", "--diff", name]);
        assert_eq!(words(&run.stdout), "", "{run:?}");
    }
}

#[test]
fn each_thing_to_know_of_a_document_has_a_line_of_its_own() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("年报.docx"), bundled("faulty.md", &[])).unwrap();
    let run = nianbao(folder.path(), &["fix", "--unsafe", "年报.docx"]);
    let said = words(&run.stderr);
    assert!(!said.contains('␊'), "{said}");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert!(
        lines.iter().all(|line| line.starts_with("年报.docx：")),
        "{said}"
    );
}

#[test]
fn a_file_that_is_open_in_word_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("城管局年报.docx");
    let bytes = bundled("faulty.md", &[]);
    fs::write(&file, &bytes).unwrap();
    fs::write(folder.path().join("~$局年报.docx"), "").unwrap();
    let run = nianbao(folder.path(), &["fix", "城管局年报.docx"]);
    assert_eq!(run.status.code(), Some(2), "{run:?}");
    assert!(
        words(&run.stderr).contains("正在 Word 或 WPS 中打开"),
        "{run:?}"
    );
    assert_eq!(fs::read(&file).unwrap(), bytes);
}

/// The bundled report with another entry, or another relationship to one.
fn with_part(name: &str, content: &str, relationship: &str) -> Vec<u8> {
    use std::io::Write;
    let mut all = entries(&bundled("faulty.md", &[]));
    all.insert(name.to_string(), content.as_bytes().to_vec());
    let list = all.get_mut("word/_rels/document.xml.rels").unwrap();
    *list = words(list)
        .replace(
            "</Relationships>",
            &format!("{relationship}</Relationships>"),
        )
        .into_bytes();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in all {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(&content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn signed_and_protected_documents_are_refused() {
    let signed = with_part("_xmlsignatures/sig1.xml", "<Signature/>", "");
    let settings = "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
                    <w:documentProtection w:edit=\"readOnly\" w:enforcement=\"1\"/></w:settings>";
    let relationship = "<Relationship Id=\"rId9\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/>";
    let protected = with_part("word/settings.xml", settings, relationship);
    for (bytes, why) in [
        (signed, NotWritten::Signed),
        (protected, NotWritten::Protected(DocumentKind::Docx)),
    ] {
        let manuscript = read(&bytes, DocumentKind::Docx).unwrap();
        let text = manuscript.text.clone();
        let edits = fix_all(&text, Forms::builtin(), &Settings::default());
        let done = write(&bytes, (&text, &manuscript), &edits, Manner::Plain);
        assert_eq!(done.err(), Some(why));
    }
}
