//! What is understood of sentences, sentence by sentence, and what must be left alone.
//!
//! `understood.txt` and `silent.txt` are tables for people who know reports: a sentence in a report for 2024, `⇒`, what it says of the form. Names of
//! cells are defined at the top of `understood.txt`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod agreeing;
mod phrases;
mod reports;
mod silence;
mod understood;

use std::collections::BTreeMap;
use std::path::Path;

use nianbao::align::align_one;
use nianbao::form::Edition;
use nianbao::kit::Forms;
use nianbao::locale::Locale;
use nianbao::narrative::{self, Narrative, Said, Silence, Sum};
use nianbao::span::Span;
use nianbao::syntax::parse;

/// The bundled report that sentences are put into.
fn base() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/reports/markdown.md");
    std::fs::read_to_string(file).unwrap()
}

/// The bundled report with a paragraph of its own in part one, in place of what it says itself about applications.
fn with_paragraph(paragraph: &str) -> String {
    let base = base();
    let start = base.find("### （二）依申请公开").unwrap();
    let end = base.find("### （三）政府信息管理").unwrap();
    format!(
        "{}{}\n\n### （三）公文\n\n按要求归档。\n\n{}",
        &base[..start],
        paragraph.replace('\u{2424}', "\n\n"),
        &base[base.find("### （四）").unwrap().max(end)..]
    )
}

/// Reads a report's sentences.
fn narrative_of(text: &str) -> (Narrative, &'static Edition) {
    let forms = Forms::builtin();
    let aligned = align_one(parse(text), forms, None).expect("a report");
    let kit = forms.kit(&aligned.report.edition().id).unwrap();
    let memory = &mut narrative::NarrativeMemory::default();
    let read = narrative::read(&aligned.report, &aligned.tables, kit.lexis(), memory);
    (read, &kit.edition)
}

/// Whether one of the numbers of a sentence of a report is left alone for this reason.
fn is_silent_for(report: &str, sentence: &str, narrative: &Narrative, reason: &str) -> bool {
    let start = report.find(sentence).expect("a sentence of the report");
    let place = Span::new(start, start + sentence.len());
    let known = |why: &&Silence| why.name(Locale::Chinese) == reason;
    assert!(
        Silence::ALL.iter().any(|why| known(&why)),
        "{reason} is no reason"
    );
    let mut silent = narrative.silent.iter();
    silent.any(|silent| known(&&silent.why) && place.touches(silent.span))
}

/// The names of cells and of sums of cells, as the fixtures define them.
struct Names(BTreeMap<(usize, Vec<usize>), String>);

impl Names {
    /// Reads the lines `@ name = table/row/column + …`; `row` may be a group.
    fn read(fixtures: &str, edition: &Edition) -> Names {
        let mut names = BTreeMap::new();
        for line in fixtures.lines().filter_map(|line| line.strip_prefix("@ ")) {
            let (name, cells) = line.split_once('=').unwrap();
            let mut all = Vec::new();
            let mut of = 0;
            for cell in cells.split('+') {
                let ids: Vec<&str> = cell.trim().split('/').collect();
                let table = edition
                    .tables
                    .iter()
                    .position(|t| t.id == ids[0])
                    .expect(ids[0]);
                let spec = &edition.tables[table];
                let group = spec.groups.iter().position(|group| group.id == ids[1]);
                let rows = (0..spec.rows.len()).filter(|&row| {
                    spec.rows[row].id == ids[1]
                        || group.is_some_and(|group| {
                            spec.group_path(spec.rows[row].group).contains(&group)
                        })
                });
                let column = spec
                    .columns
                    .iter()
                    .position(|c| c.id == ids[2])
                    .expect(ids[2]);
                let before = all.len();
                all.extend(rows.filter_map(|row| spec.cell(row, column)));
                assert!(all.len() > before, "{cell}");
                of = table;
            }
            all.sort_unstable();
            names.insert((of, all), name.trim().to_owned());
        }
        Names(names)
    }

    fn of(&self, table: usize, sum: &Sum, edition: &Edition) -> String {
        let name = |cells: &Vec<usize>| {
            let spec = &edition.tables[table];
            let known = self.0.get(&(table, cells.clone())).cloned();
            known.unwrap_or_else(|| {
                cells
                    .iter()
                    .map(|&cell| spec.cell_name(cell))
                    .collect::<Vec<_>>()
                    .join("+")
            })
        };
        match sum.minus.is_empty() {
            true => name(&sum.plus),
            false => format!("{}-{}", name(&sum.plus), name(&sum.minus)),
        }
    }

    /// What was understood, as the fixtures write it: `新收=12，上年结转=2`.
    fn write(&self, narrative: &Narrative, edition: &Edition) -> String {
        let facts = narrative
            .facts
            .iter()
            .filter(|fact| !fact.readings.is_empty());
        let facts = facts.map(|fact| {
            let readings: Vec<String> = fact
                .readings
                .iter()
                .map(|sum| self.of(fact.table, sum, edition))
                .collect();
            let mark = match fact.said {
                Said::All => "！",
                _ => "",
            };
            format!("{}={}{mark}", readings.join("|"), fact.value)
        });
        let shares = narrative.shares.iter().map(|share| {
            let (part, whole) = (
                self.of(share.table, &share.part, edition),
                self.of(share.table, &share.wholes[0], edition),
            );
            format!("{part}÷{whole}={}%", share.percent)
        });
        let listings = narrative.listings.iter().map(|listing| {
            let parts: Vec<String> = listing
                .parts
                .iter()
                .map(|(_, value)| value.to_string())
                .collect();
            format!(
                "{}={}",
                parts.join("+"),
                narrative.facts[listing.whole].value
            )
        });
        facts
            .chain(shares)
            .chain(listings)
            .collect::<Vec<_>>()
            .join("，")
    }
}

/// The lines of a fixture file that hold a sentence.
fn sentences(fixtures: &str) -> impl Iterator<Item = &str> {
    fixtures
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with(['#', '@']))
}
