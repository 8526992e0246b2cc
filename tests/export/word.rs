//! The Word document: a sound package that says what the report says.

use std::io::{Cursor, Read};

use nianbao::export::RedHead;
use nianbao::export::docx::{document, document_under};
use nianbao::export::markdown::{TextForm, text_of};
use nianbao::sources::{self, DocumentKind};
use nianbao::views::cells;
use nianbao::views::sheet::sheets;
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::{bundled, dense, hostile, laid_out, read, reports};

/// The parts of a package, by their names.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let all = 0..package.len();
    all.map(|at| {
        let mut part = package.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        (part.name().unwrap().into_owned(), text)
    })
    .collect()
}

fn part(text: &str, name: &str) -> String {
    let (sheets, _) = laid_out(text);
    let all = parts(&document(&sheets).unwrap());
    all.into_iter().find(|(other, _)| other == name).unwrap().1
}

/// The texts of a document's paragraphs.
fn paragraphs(document: &str) -> Vec<String> {
    let mut reader = Reader::from_str(document);
    let mut all = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().as_ref() == "w:p" => all.push(String::new()),
            Event::Text(text) => {
                if let Some(last) = all.last_mut() {
                    last.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                let c = match &*name {
                    "lt" => '<',
                    "gt" => '>',
                    "amp" => '&',
                    "quot" => '"',
                    "apos" => '\'',
                    other => panic!("&{other};"),
                };
                all.last_mut().unwrap().push(c);
            }
            Event::Eof => return all,
            _ => {}
        }
    }
}

#[test]
fn every_part_is_well_formed_and_known_to_the_package() {
    let (sheets, _) = laid_out(&hostile());
    let all = parts(&document(&sheets).unwrap());
    let types = &all[0].1;
    assert_eq!(all[0].0, "[Content_Types].xml");
    for (name, text) in &all {
        let mut reader = Reader::from_str(text);
        loop {
            match reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{name}: {error}"),
            }
        }
        let is_known = name.ends_with(".rels") || types.contains(&format!("\"/{name}\""));
        assert!(is_known || name == "[Content_Types].xml", "{name}");
    }
}

#[test]
fn words_of_a_report_are_words_of_the_document() {
    let document = part(&hostile(), "word/document.xml");
    let all = paragraphs(&document);
    // A form feed ends a line, and so a paragraph.
    let at = all
        .iter()
        .position(|line| line == "<script>alert(1)</script> & ");
    assert!(
        all[at.unwrap() + 1].starts_with("围绕“农村”公路养护"),
        "{all:?}"
    );
    assert!(all.contains(&"规章<b> & \"1\"".to_owned()));
    assert!(!document.contains('\u{1}') && !document.contains('\u{c}'));
}

#[test]
fn the_same_report_makes_the_same_bytes() {
    let (sheets, _) = laid_out(&bundled("bars.txt"));
    assert_eq!(document(&sheets).unwrap(), document(&sheets).unwrap());
}

#[test]
fn tables_are_merged_repeat_their_headers_and_keep_rows_whole() {
    let document = part(&bundled("edition_2019.txt"), "word/document.xml");
    assert_eq!(document.matches("<w:tbl>").count(), 3);
    // three rows each above the tables of 三 and 四
    assert_eq!(document.matches("<w:tblHeader/>").count(), 6);
    let rows = document.matches("<w:tr>").count();
    assert_eq!(document.matches("<w:cantSplit/>").count(), rows);
    assert!(document.contains("<w:gridSpan w:val=\"7\"/>"));
    assert!(document.contains("<w:vMerge w:val=\"restart\"/>"));
    let widths = document.split("<w:tr>").skip(1);
    for row in widths {
        let spans = row.split("<w:tc>").skip(1).map(|cell| {
            let span = cell.split("<w:gridSpan w:val=\"").nth(1);
            let span = span.and_then(|span| span.split('"').next()?.parse::<usize>().ok());
            span.unwrap_or(1)
        });
        let n: usize = spans.sum();
        assert!([4, 10, 15].contains(&n), "a row of {n} columns");
    }
}

/// The parts of a report under a red head of these words, and what is read of it.
fn under(words: &str) -> (Vec<(String, String)>, String) {
    let (sheets, _) = laid_out(&bundled("markdown.md"));
    let bytes = document_under(&sheets, Some(RedHead::new(words))).unwrap();
    let text = sources::read(&bytes, DocumentKind::Docx).unwrap().text;
    (parts(&bytes), text)
}

#[test]
fn a_red_head_stands_over_the_first_page_and_not_in_the_text() {
    let plain = through_word(&bundled("markdown.md"));
    for (words, is_written) in [("某市<某局>文件", true), ("", false)] {
        let (all, text) = under(words);
        assert_eq!(text, plain);
        let part = |name: &str| {
            let found = all.iter().find(|(other, _)| other == name);
            found.map(|(_, part)| part.as_str()).unwrap_or_default()
        };
        let head = part("word/header1.xml");
        assert_eq!(head.contains("某市&lt;某局&gt;文件"), is_written, "{head}");
        assert_eq!(head.contains("w:val=\"FF0000\""), is_written, "{head}");
        assert!(head.contains("<w:spacing w:before=\"3231\""), "{head}");
        assert!(part("[Content_Types].xml").contains("/word/header1.xml"));
        assert!(part("word/_rels/document.xml.rels").contains("\"header1.xml\""));
        assert!(!part("_rels/.rels").contains("header1.xml"));
        let body = part("word/document.xml");
        assert!(body.contains("<w:headerReference w:type=\"first\" r:id=\"rId5\"/>"));
        assert!(body.contains("<w:titlePg/></w:sectPr>"));
    }
    let (sheets, _) = laid_out(&bundled("markdown.md"));
    let without = parts(&document(&sheets).unwrap());
    assert!(
        without
            .iter()
            .all(|(name, part)| !name.contains("header") && !part.contains("titlePg"))
    );
}

#[test]
fn fonts_are_those_of_official_papers() {
    let styles = part(&bundled("markdown.md"), "word/styles.xml");
    for font in [
        "方正小标宋简体",
        "仿宋_GB2312",
        "黑体",
        "楷体_GB2312",
        "宋体",
    ] {
        assert!(styles.contains(&format!("w:eastAsia=\"{font}\"")), "{font}");
    }
}

/// The text of the document that a report is written as.
fn through_word(text: &str) -> String {
    let (sheets, _) = laid_out(text);
    let bytes = document(&sheets).unwrap();
    sources::read(&bytes, DocumentKind::Docx).unwrap().text
}

fn markdown(text: &str) -> String {
    text_of(&sheets(&read(text), &[]), TextForm::Markdown)
}

fn values(text: &str) -> Vec<(String, Option<String>)> {
    let cells = cells(&read(text)).into_iter();
    cells.map(|cell| (cell.name, cell.value)).collect()
}

#[test]
fn markdown_to_word_and_back_keeps_every_word() {
    for (name, text) in reports() {
        let again = markdown(&through_word(&text));
        assert_eq!(dense(&again), dense(&markdown(&text)), "{name}");
    }
}

#[test]
fn markdown_to_word_and_back_keeps_every_number_in_its_cell() {
    let mut random = fastrand::Rng::with_seed(16);
    for (name, text) in crate::fixtures::bundled_reports() {
        for _ in 0..5 {
            let mut digit = |c: char| match c {
                '1'..='9' if random.u8(..3) == 0 => char::from(random.u8(b'0'..=b'9')),
                c => c,
            };
            let (head, tables) = text.split_at(text.find("第二十条").unwrap_or_default());
            let text = head.to_owned() + &tables.chars().map(&mut digit).collect::<String>();
            assert_eq!(values(&through_word(&text)), values(&text), "{name}");
        }
    }
}
