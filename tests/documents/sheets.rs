//! Workbooks say what their report says, and are mended in their cells.

use std::fs;

use nianbao::analysis::fix_all;
use nianbao::kit::Forms;
use nianbao::sources::{DocumentKind, read, write};
use tempfile::TempDir;

use crate::book::{Manner, xlsx};
use crate::command::{nianbao, words};
use crate::said::Said;
use crate::{Model, models};

fn failures(manner: Manner) -> Vec<String> {
    let models = models();
    let bundled: Vec<&Model> = models
        .iter()
        .filter(|model| model.name.contains('.'))
        .collect();
    let mut failures = Vec::new();
    for model in bundled {
        let bytes = xlsx(&model.written.blocks, manner);
        let manuscript = read(&bytes, DocumentKind::Xlsx).unwrap();
        let said = Said::of(&manuscript.text, &model.settings);
        let differences = model.said.differences(&said);
        // A workbook keeps numbers that are written with full-width digits as texts, so all findings stay.
        if !differences.is_empty() {
            let shown = differences.iter().take(6).cloned().collect::<Vec<_>>();
            failures.push(format!("{}:\n  {}", model.name, shown.join("\n  ")));
        }
    }
    failures
}

#[test]
fn a_workbook_says_what_its_report_says() {
    let plain = Manner::default();
    let manners = [
        plain,
        Manner {
            inline: true,
            ..plain
        },
        Manner {
            computed: true,
            ..plain
        },
        Manner {
            margin: true,
            ..plain
        },
        Manner {
            sparse: true,
            ..plain
        },
    ];
    for manner in manners {
        let failures = failures(manner);
        assert!(failures.is_empty(), "{manner:?}\n{}", failures.join("\n"));
    }
}

#[test]
fn blank_totals_are_written_into_their_cells() {
    let models = models();
    let model = models
        .iter()
        .find(|model| model.name == "faulty.md")
        .unwrap();
    let bytes = xlsx(&model.written.blocks, Manner::default());
    let manuscript = read(&bytes, DocumentKind::Xlsx).unwrap();
    let text = manuscript.text.clone();
    let edits = fix_all(&text, Forms::builtin(), &model.settings);
    let done = write(
        &bytes,
        (&text, &manuscript),
        &edits,
        nianbao::sources::Manner::Plain,
    )
    .unwrap();
    assert_eq!(done.left_alone + done.written.len(), edits.len());
    let again = read(&done.bytes, DocumentKind::Xlsx).unwrap();
    assert!(fix_all(&again.text, Forms::builtin(), &model.settings).is_empty());
}

#[test]
fn a_finding_of_a_workbook_names_sheet_and_cell() {
    let models = models();
    let model = models
        .iter()
        .find(|model| model.name == "faulty.md")
        .unwrap();
    let folder = TempDir::new().unwrap();
    let bytes = xlsx(&model.written.blocks, Manner::default());
    fs::write(folder.path().join("年报.xlsx"), bytes).unwrap();
    let out = words(&nianbao(folder.path(), &["check"]).stdout);
    assert!(out.contains("年报.xlsx 工作表“年报” J"), "{out}");
    let json = words(&nianbao(folder.path(), &["check", "--output-format", "json"]).stdout);
    assert!(
        json.contains("\"place\":{\"sheet\":\"年报\",\"row\":"),
        "{json}"
    );
}
