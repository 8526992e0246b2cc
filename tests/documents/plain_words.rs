//! The words of a document are words, whatever they would mean elsewhere.

use nianbao::analysis::{analyze, fix_all};
use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::sources::{DocumentKind, Manner, read, write};
use nianbao::views::cells;

use crate::fixtures;
use crate::surfaces::{Block, Cell, Written};
use crate::word::docx;

/// A bundled report as a Word document, with words behind one label and in a paragraph of their own.
fn with_words(name: &str, words: &str) -> Vec<u8> {
    let mut all = fixtures::bundled_reports().into_iter();
    let (_, text) = all.find(|(own, _)| own == name).unwrap();
    let mut blocks = Written::read(&text, None).unwrap().blocks;
    for block in &mut blocks {
        match block {
            Block::Table(rows) => {
                for cell in rows.iter_mut().flatten() {
                    if let Cell::Text(text, ..) = cell
                        && text == "行政处罚"
                    {
                        *text += words;
                    }
                }
            }
            Block::Line(..) => {}
        }
    }
    blocks.push(Block::Line(words.to_owned(), 1));
    docx(&blocks, &[], 7)
}

/// What every cell of a text says, and which rules find something in which cell.
fn judged(text: &str) -> (Vec<String>, Vec<String>) {
    let (forms, settings) = (Forms::builtin(), Settings::default());
    let cells = cells(&Reading::of(text, forms, &settings)).into_iter();
    let cells = cells.map(|cell| format!("{} = {} ({:?})", cell.name, cell.written, cell.state));
    let findings = analyze(text, forms, &settings).findings.into_iter();
    let findings = findings.map(|finding| format!("{} {:?}", finding.code, finding.cell));
    (cells.collect(), findings.collect())
}

#[test]
fn words_that_look_like_tags_hide_nothing_of_a_document() {
    for words in [
        "<td>甲乙</td>",
        "<table>",
        "<div>甲乙",
        "<p>",
        "<html><body>",
        "<!doctype html><tr>",
    ] {
        let document = read(&with_words("markdown.md", words), DocumentKind::Docx).unwrap();
        // In brackets that no tag has.
        let plain = words.replace('<', "〈").replace('>', "〉");
        let plain = read(&with_words("markdown.md", &plain), DocumentKind::Docx).unwrap();
        assert_eq!(judged(&document.text), judged(&plain.text), "{words}");
    }
}

#[test]
fn a_document_with_words_like_tags_is_mended_in_its_cells() {
    let bytes = with_words("faulty.md", "<td>甲乙</td>");
    let document = read(&bytes, DocumentKind::Docx).unwrap();
    let text = document.text.clone();
    let edits = fix_all(&text, Forms::builtin(), &Settings::default());
    assert!(!edits.is_empty());
    let done = write(&bytes, (&text, &document), &edits, Manner::Plain).unwrap();
    assert_eq!(done.left_alone, 0);
    let again = read(&done.bytes, DocumentKind::Docx).unwrap();
    assert_eq!(again.text.matches("\\<td>甲乙\\</td>").count(), 2);
}
