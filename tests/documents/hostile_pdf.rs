//! PDF files that hold nothing to read, and files made to do harm: each costs little and is refused in one sentence.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use nianbao::sources::{DocumentKind, NotRead, Passed, read};
use tempfile::TempDir;

use crate::command::{nianbao, words};
use crate::models;
use crate::paper::{Print, file, file_with, pages, print, stream};
use crate::surfaces::Surface;

fn printed(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/pdf");
    fs::read(folder.join(name)).unwrap()
}

fn why(bytes: &[u8]) -> Option<NotRead> {
    read(bytes, DocumentKind::Pdf).err()
}

fn one_page(content: &[u8], resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    file(&pages(
        &[content.to_vec()],
        ("/MediaBox [0 0 595 842]", resources),
        more,
    ))
}

#[test]
fn a_scan_an_empty_page_and_letters_without_meaning_are_told_apart() {
    let picture = stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        b"\x80",
    );
    let scan = one_page(
        b"q 595 0 0 842 0 0 cm /I Do Q",
        "/XObject << /I 4 0 R >>",
        &[picture],
    );
    assert_eq!(why(&scan), Some(NotRead::Scanned));
    assert_eq!(why(&one_page(b"q Q", "", &[])), Some(NotRead::Blank));
    let font = [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+SimSun /Encoding /Identity-H /DescendantFonts [5 0 R] >>".to_vec(),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>".to_vec(),
    ];
    let unmapped = one_page(
        b"BT /F 12 Tf 100 700 Td <010203040506> Tj ET",
        "/Font << /F 4 0 R >>",
        &font,
    );
    assert_eq!(why(&unmapped), Some(NotRead::Unmapped));
    let folder = TempDir::new().unwrap();
    for (name, bytes, told) in [
        ("甲.pdf", &scan, "是扫描件"),
        ("乙.pdf", &unmapped, "没有字符编码"),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
        let run = nianbao(folder.path(), &["check", name]);
        assert_eq!(run.status.code(), Some(2));
        assert!(words(&run.stderr).contains(told), "{}", words(&run.stderr));
    }
}

#[test]
fn what_is_filled_in_as_form_fields_is_said_not_to_be_read() {
    let font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec();
    let form = |field: &str| {
        let group = b"<< /FT /Tx /T (total) /V (7) /Kids [6 0 R] >>".to_vec();
        let content = b"BT /F 12 Tf 100 700 Td (Annual report) Tj ET".to_vec();
        file(&pages(
            &[content],
            (
                "/MediaBox [0 0 595 842] /Annots [6 0 R]",
                "/Font << /F 4 0 R >>",
            ),
            &[font.clone(), group, field.as_bytes().to_vec()],
        ))
    };
    let passed = |field: &str| read(&form(field), DocumentKind::Pdf).unwrap().unread;
    let place = "/Type /Annot /Subtype /Widget /Rect [0 0 9 9]";
    for filled in [
        format!("<< {place} /FT /Tx /V (12) >>"),
        format!("<< {place} /FT /Ch /V <FEFF4E03> >>"),
        format!("<< {place} /Parent 5 0 R >>"),
    ] {
        assert_eq!(passed(&filled), [Passed::FormPage], "{filled}");
    }
    for other in [
        format!("<< {place} /FT /Tx /V () >>"),
        format!("<< {place} /FT /Tx /V <FEFF> >>"),
        format!("<< {place} /FT /Tx >>"),
        format!("<< {place} /FT /Btn /V /Yes >>"),
        format!("<< {place} /Parent 6 0 R >>"),
        "<< /Type /Annot /Subtype /Link /FT /Tx /V (12) >>".to_owned(),
    ] {
        assert_eq!(passed(&other), [], "{other}");
    }
    let report = &models()[0].written.on(Surface::Markdown);
    let printed = words(&print(report, Print::Mapped));
    let field = format!("/Type /Page /Annots [<< {place} /FT /Tx /V (12) >>] ");
    let filled = printed.replace("/Type /Page ", &field);
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.pdf"), filled).unwrap();
    let said = nianbao(folder.path(), &["check", "a.pdf"]);
    let said = words(&said.stderr);
    assert_eq!(said.matches("表单域").count(), 1, "{said}");
}

#[test]
fn a_file_behind_a_password_is_told() {
    let bytes = printed("markdown.pdf");
    assert_eq!(why(&bytes), None);
    let (o, u) = ("00".repeat(32), "11".repeat(32));
    let locked = file_with(
        &pages(&[b"x".to_vec()], ("", ""), &[]),
        &format!(
            "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <{o}> /U <{u}> /P -4 >>"
        ),
    );
    assert_eq!(why(&locked), Some(NotRead::Encrypted));
}

fn deflated(data: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(data).unwrap();
    out.finish().unwrap()
}

#[test]
fn bombs_are_refused_at_once() {
    let started = Instant::now();
    let many = deflated(&vec![b' '; 80 << 20]);
    let own = |dictionary: &str, data: &[u8]| {
        let mut objects = pages(&[Vec::new()], ("", ""), &[]);
        *objects.last_mut().unwrap() = stream(dictionary, data);
        why(&file(&objects))
    };
    assert_eq!(own("/Filter /FlateDecode", &many), Some(NotRead::TooLarge));
    assert_eq!(
        own("/Filter [/FlateDecode /FlateDecode]", &deflated(&many)),
        Some(NotRead::TooLarge)
    );
    assert_eq!(
        own("/Filter /Fl#61teDecode", &many),
        Some(NotRead::TooLarge)
    );
    assert_eq!(
        own("/Filter /LZWDecode", &vec![0; 1 << 20]),
        Some(NotRead::TooLarge)
    );
    // Forms that draw each other ten times over.
    let more: Vec<Vec<u8>> = (0..14)
        .map(|at| {
            let dictionary = format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {} 0 R >> >>", 5 + at);
            stream(&dictionary, &b"/X Do ".repeat(10))
        })
        .collect();
    let forms = one_page(b"/X Do", "/XObject << /X 4 0 R >>", &more);
    assert_eq!(why(&forms), Some(NotRead::TooLarge));
    // Widths of four thousand million letters.
    let font = [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /S /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>".to_vec(),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /S /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> /W [0 4294967295 500] >>".to_vec(),
    ];
    let text = one_page(
        "BT /F 12 Tf 9 700 Td <5E7462A5> Tj ET".as_bytes(),
        "/Font << /F 4 0 R >>",
        &font,
    );
    assert_eq!(read(&text, DocumentKind::Pdf).unwrap().text.trim(), "年报");
    // Pages of thousands of lines across each other, and marks that are never closed.
    let lines: String = (0..20_000)
        .map(|at| {
            format!(
                "{0} 0 m {0} 90000 l S 0 {0} m 90000 {0} l S /A BMC ",
                at * 4
            )
        })
        .collect();
    let drawing = file(&pages(
        &vec![lines.into_bytes(); 20],
        ("/MediaBox [0 0 90000 90000]", ""),
        &[],
    ));
    assert_eq!(why(&drawing), Some(NotRead::Blank));
    let saved = one_page(&b"q ".repeat(100_000), "", &[]);
    assert_eq!(why(&saved), Some(NotRead::TooDeep));
    assert!(
        started.elapsed() < Duration::from_secs(60),
        "{:?}",
        started.elapsed()
    );
}

#[test]
fn trees_of_pages_without_end_and_objects_that_name_themselves_come_to_an_end() {
    let own = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 9 /Resources 3 0 R >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents [3 0 R 4 0 R] /Resources 3 0 R /Font 3 0 R >>"
            .to_vec(),
        b"4 0 R".to_vec(),
    ];
    assert!(why(&file(&own)).is_some());
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep = one_page(nested.as_bytes(), "", &[nested.clone().into_bytes()]);
    assert!(why(&deep).is_some());
}

#[test]
fn every_cut_and_many_flips_of_a_pdf_are_read_or_refused() {
    let bytes = printed("sparse-libreoffice.pdf");
    let mut rng = fastrand::Rng::with_seed(16);
    let mut n_refused = 0;
    for _ in 0..120 {
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
        n_refused += usize::from(why(&damaged).is_some());
    }
    assert!(n_refused > 20, "{n_refused}");
}
