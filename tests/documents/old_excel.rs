//! Workbooks of the old kind say what their report says, and are only read.

use std::fs;
use std::time::{Duration, Instant};

use fastrand::Rng;
use nianbao::locale::Locale;
use nianbao::settings::Settings;
use nianbao::sources::{DocumentKind, NotRead, read};
use tempfile::TempDir;

use crate::command::{nianbao, words};
use crate::old_book::{OldManner, file, xls};
use crate::said::Said;
use crate::{Model, models};

/// What LibreOffice made of bundled reports; see `old_excel/make.sh`.
const CONVERTED: [(&str, &[u8]); 2] = [
    ("faulty.md", include_bytes!("old_excel/faulty.xls")),
    ("markdown.md", include_bytes!("old_excel/markdown.xls")),
];

fn model(name: &str) -> Model {
    let mut models = models().into_iter();
    models.find(|model| model.name == name).unwrap()
}

fn faulty(manner: OldManner) -> Vec<u8> {
    xls(&model("faulty.md").written.blocks, manner)
}

fn why(bytes: &[u8]) -> Option<NotRead> {
    read(bytes, DocumentKind::Xls).err()
}

#[test]
fn converted_reports_say_what_their_report_says() {
    for (name, bytes) in CONVERTED {
        let manuscript = read(bytes, DocumentKind::Xls).unwrap();
        let said = Said::of(&manuscript.text, &Settings::default());
        let differences = model(name).said.differences(&said);
        assert!(differences.is_empty(), "{name}\n{}", differences.join("\n"));
        assert!(said.cells.len() >= 200, "{name} {}", said.cells.len());
    }
}

#[test]
fn text_in_text_boxes_is_told_not_to_be_read() {
    let folder = TempDir::new().unwrap();
    let boxed = include_bytes!("old_excel/boxed.xls");
    fs::write(folder.path().join("有框.xls"), boxed).unwrap();
    fs::write(folder.path().join("无框.xls"), CONVERTED[1].1).unwrap();
    let run = nianbao(folder.path(), &["check"]);
    let error = words(&run.stderr);
    assert!(error.contains("有框.xls：文本框中的文字没有读"), "{error}");
    assert!(!error.contains("无框.xls"), "{error}");
    assert_eq!(run.status.code(), Some(0), "{error}");
}

#[test]
fn every_way_to_write_an_old_workbook_is_read() {
    let plain = OldManner::default();
    let mut manners = vec![
        plain,
        OldManner {
            singles: true,
            ..plain
        },
        OldManner {
            computed: true,
            ..plain
        },
        OldManner {
            inline: true,
            ..plain
        },
        OldManner {
            formatted: true,
            ..plain
        },
        OldManner {
            chart: true,
            ..plain
        },
    ];
    // Texts are cut at every place that there is, between their letters and in what stands behind them.
    manners.extend((17..40).map(|record| OldManner {
        record: Some(record),
        formatted: record % 2 == 0,
        ..plain
    }));
    let models = models();
    let bundled = models.iter().filter(|model| model.name.contains('.'));
    for model in bundled {
        for &manner in &manners {
            let bytes = xls(&model.written.blocks, manner);
            let manuscript = read(&bytes, DocumentKind::Xls).unwrap();
            let said = Said::of(&manuscript.text, &model.settings);
            let differences = model.said.differences(&said);
            let (name, shown) = (&model.name, differences.join("\n"));
            assert!(differences.is_empty(), "{name} {manner:?}\n{shown}");
        }
    }
}

#[test]
fn a_finding_names_sheet_and_cell_and_mending_asks_for_another_format() {
    let folder = TempDir::new().unwrap();
    let bytes = faulty(OldManner::default());
    for name in ["年报.xls", "年报.et"] {
        fs::write(folder.path().join(name), &bytes).unwrap();
    }
    let out = words(&nianbao(folder.path(), &["check"]).stdout);
    for name in ["年报.xls", "年报.et"] {
        assert!(out.contains(&format!("{name} 工作表“年报” J")), "{out}");
    }
    let json = words(&nianbao(folder.path(), &["check", "--output-format", "json"]).stdout);
    assert!(
        json.contains("\"place\":{\"sheet\":\"年报\",\"row\":"),
        "{json}"
    );
    let run = nianbao(folder.path(), &["fix", "年报.xls"]);
    let error = words(&run.stderr);
    assert!(
        error.contains("旧版 Excel") && error.contains("另存为 .xlsx"),
        "{error}"
    );
    assert_eq!(run.status.code(), Some(2), "{error}");
    assert_eq!(fs::read(folder.path().join("年报.xls")).unwrap(), bytes);
}

#[test]
fn a_workbook_that_is_locked_or_too_old_says_so() {
    let plain = OldManner::default();
    let locked = faulty(OldManner {
        locked: true,
        ..plain
    });
    assert_eq!(why(&locked), Some(NotRead::Encrypted));
    let old = faulty(OldManner {
        version: 0x500,
        ..plain
    });
    assert_eq!(why(&old), Some(NotRead::TooOldBook));
    assert_eq!(why(&file("Book", b"\x09\x08")), Some(NotRead::TooOldBook));
    let sentence = NotRead::TooOldBook.sentence(Locale::Chinese);
    assert!(sentence.contains("另存为 .xlsx"), "{sentence}");
    assert_eq!(why(&file("Workbook", b"")), Some(NotRead::Damaged));
    assert_eq!(why(&file("Else", b"")), Some(NotRead::Damaged));
    assert_eq!(why(&xls(&[], plain)), Some(NotRead::Blank));
}

#[test]
fn damaged_workbooks_are_read_or_refused_and_never_for_long() {
    let mut rng = Rng::with_seed(16);
    let began = Instant::now();
    let made = faulty(OldManner {
        record: Some(900),
        formatted: true,
        ..OldManner::default()
    });
    let whole = CONVERTED.iter().map(|(_, bytes)| bytes.to_vec());
    for whole in whole.chain([made]) {
        for round in 0..400 {
            let mut bytes = whole.clone();
            for _ in 0..rng.usize(1..40) {
                let at = rng.usize(..bytes.len());
                let any = rng.u8(..);
                bytes[at] = *rng.choice(&[0, 1, 2, 0x3c, 0xff, any]).unwrap();
            }
            if round % 8 == 0 {
                bytes.truncate(rng.usize(..whole.len()));
            }
            if let Ok(manuscript) = read(&bytes, DocumentKind::Xls) {
                let mut places = manuscript.places();
                assert!(places.all(|(span, _)| manuscript.text.get(span.range()).is_some()));
            }
        }
    }
    assert!(began.elapsed() < Duration::from_secs(60));
}

/// Records with these contents, behind a beginning of this kind.
fn records(what: u8, records: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let begin = (0x809, vec![0, 6, what, 0]);
    let mut out = Vec::new();
    for (kind, content) in [begin].iter().chain(records).chain([&(0x0a, Vec::new())]) {
        out.extend(kind.to_le_bytes());
        out.extend(u16::try_from(content.len()).unwrap().to_le_bytes());
        out.extend(content);
    }
    out
}

#[test]
fn what_pretends_to_be_much_costs_little() {
    let began = Instant::now();
    // More texts than there are bytes, and a cell that asks for one of them.
    let shared = (0xfc, vec![0xff; 8]);
    let ask = (0xfd, vec![0, 0, 0, 0, 0, 0, 9, 0, 0, 0]);
    let len = 20 + 12 + 16 + 4;
    let entry = |start: u32| {
        (
            0x85,
            [&start.to_le_bytes()[..], &[0, 0, 1, 0, b'A']].concat(),
        )
    };
    let globals = records(5, &[shared, entry(len - 4)]);
    let bytes = [globals, records(0x10, &[ask])].concat();
    assert_eq!(why(&file("Workbook", &bytes)), Some(NotRead::Damaged));
    // Thousands of sheets that are all the same one.
    let n_sheets = 20_000;
    let own = u32::try_from(8 + 13 * n_sheets + 4).unwrap();
    let globals = records(5, &vec![entry(own); n_sheets]);
    let number = (0x201, vec![0; 6]);
    let bytes = [globals, records(0x10, &vec![number; 30_000])].concat();
    assert_eq!(why(&file("Workbook", &bytes)), Some(NotRead::Damaged));
    // Merged cells over each other in every row.
    let row = |row: u16| {
        (
            0x27e,
            [&row.to_le_bytes()[..], &[0, 0, 0, 0, 6, 0, 0, 0]].concat(),
        )
    };
    let mut all: Vec<(u16, Vec<u8>)> = (0..20_000).map(row).collect();
    let area = [0, 0, 0xff, 0xff, 0, 0, 0xff, 0].repeat(1000);
    let areas = (0xe5, [vec![0xe8, 3], area].concat());
    all.extend(vec![areas; 4]);
    let globals = records(5, &[entry(8 + 13 + 4)]);
    let bytes = [globals, records(0x10, &all)].concat();
    assert_eq!(why(&file("Workbook", &bytes)), Some(NotRead::TooLarge));
    assert!(began.elapsed() < Duration::from_secs(60));
}
