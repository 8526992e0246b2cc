//! Documents of other programs say the same as the report that they were made from, and are mended in their own cells.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod book;
mod command;
#[path = "../support/fixtures.rs"]
mod fixtures;
mod hostile;
mod hostile_parts;
mod hostile_pdf;
mod mending;
mod old_book;
mod old_excel;
mod old_word;
mod opendocument;
mod packages;
mod paper;
mod pdf;
mod plain_words;
mod said;
mod sheets;
#[path = "../support/surfaces.rs"]
#[allow(unused_imports)]
mod surfaces;
mod word;

use nianbao::settings::Settings;
use nianbao::sources::{DocumentKind, read};
use said::Said;
use surfaces::{Surface, Written};
use word::{QUIRKS, Quirk, docx};

/// A report to be written as a document, and what is said of it as Markdown.
struct Model {
    name: String,
    settings: Settings,
    written: Written,
    said: Said,
}

fn model(name: String, text: &str, settings: Settings) -> Option<Model> {
    let written = Written::read(text, settings.edition.as_deref())?;
    let said = Said::of(&written.on(Surface::Markdown), &settings);
    Some(Model {
        name,
        settings,
        written,
        said,
    })
}

/// The bundled reports and the fixtures.
fn models() -> Vec<Model> {
    let bundled = fixtures::bundled_reports().into_iter();
    let bundled = bundled.map(|(name, text)| (name, text, Settings::default()));
    let all = fixtures::all().into_iter();
    let all = all.map(|fixture| (fixture.name, fixture.text, fixture.settings));
    let all = bundled.chain(all);
    all.filter_map(|(name, text, settings)| model(name, &text, settings))
        .collect()
}

/// How the read document differs from the report.
fn differences(model: &Model, quirks: &[Quirk], seed: u64) -> Vec<String> {
    let bytes = docx(&model.written.blocks, quirks, seed);
    match read(&bytes, DocumentKind::Docx) {
        Err(unread) => vec![format!("{unread:?}")],
        Ok(manuscript) => model
            .said
            .differences(&Said::of(&manuscript.text, &model.settings)),
    }
}

#[test]
fn a_plain_word_document_says_what_its_report_says() {
    let mut failures = Vec::new();
    for model in models() {
        let differences = differences(&model, &[], 1);
        if !differences.is_empty() {
            let shown = differences.iter().take(8).cloned().collect::<Vec<_>>();
            failures.push(format!("{}:\n  {}", model.name, shown.join("\n  ")));
        }
    }
    assert!(
        failures.is_empty(),
        "{}\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn every_quirk_of_word_is_read_as_word_shows_it() {
    let models = models();
    let mut failures = Vec::new();
    for quirk in QUIRKS {
        for (seed, model) in (0..).zip(models.iter().filter(|model| model.name.contains('.'))) {
            let differences = differences(model, &[quirk], seed);
            if !differences.is_empty() {
                let shown = differences.iter().take(8).cloned().collect::<Vec<_>>();
                failures.push(format!(
                    "{quirk:?} {}:\n  {}",
                    model.name,
                    shown.join("\n  ")
                ));
                break;
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{}\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn quirks_of_word_are_read_together() {
    let models = models();
    let mut failures = Vec::new();
    let mut rng = fastrand::Rng::with_seed(16);
    for seed in 0..60 {
        let mut quirks = QUIRKS.to_vec();
        rng.shuffle(&mut quirks);
        quirks.truncate(rng.usize(2..5));
        let model = &models[rng.usize(..models.len())];
        let differences = differences(model, &quirks, seed);
        if !differences.is_empty() {
            let shown = differences.iter().take(8).cloned().collect::<Vec<_>>();
            failures.push(format!(
                "{quirks:?} {}:\n  {}",
                model.name,
                shown.join("\n  ")
            ));
        }
    }
    assert!(
        failures.is_empty(),
        "{}\n{}",
        failures.len(),
        failures.join("\n")
    );
}
