//! Reports for measuring: the official tables with consistent numbers and prose of our own, in every surface.

use nianbao::form::{Edition, TableSpec};
use nianbao::kit::Forms;
use nianbao::skeleton::Skeleton;
use nianbao::syntax::Surface;

/// What the prose says again and again.
pub const SENTENCE: &str = "青石县农业农村局围绕春耕备耕、农田水利和乡村道路养护，及时发布惠农政策和办事指南，方便群众查阅和监督。";

/// A report of about `size` bytes: the tables, and prose for the rest.
pub fn report(surface: Surface, size: usize) -> String {
    let edition = Forms::builtin()
        .edition("2021")
        .expect("the edition is built in");
    let skeleton = Skeleton {
        surface,
        markdown_headings: false,
        newline: "\n",
    };
    let tables: Vec<String> = edition
        .tables
        .iter()
        .map(|table| skeleton.table_with(table, |cell| number(table, cell)))
        .collect();
    let fixed: usize = tables.iter().map(String::len).sum();
    let n_sentences = size.saturating_sub(fixed) / SENTENCE.len();
    let prose = paragraphs(surface, n_sentences);
    let mut text = paragraph(surface, "青石县农业农村局2023年政府信息公开工作年度报告");
    for (at, section) in edition.sections.iter().enumerate() {
        text.push_str(&skeleton.heading(section));
        match section.table {
            Some(table) => text.push_str(&tables[table]),
            None if at == 0 => text.push_str(&prose),
            None => text.push_str(&paragraph(surface, SENTENCE)),
        }
    }
    assert_clean(&text, edition);
    text
}

/// Forty requests by natural persons, all granted; every relation of the form holds.
fn number(table: &TableSpec, cell: usize) -> String {
    let (row, column) = table.row_and_column(cell);
    let is_used = ["new", "granted", "processed_total"].contains(&table.rows[row].id.as_str());
    let counts = ["natural", "total"].contains(&table.columns[column].id.as_str());
    if is_used && counts {
        "40".to_string()
    } else {
        "0".to_string()
    }
}

fn paragraph(surface: Surface, text: &str) -> String {
    if surface == Surface::Html {
        format!("<p>{text}</p>\n")
    } else {
        format!("{text}\n")
    }
}

fn paragraphs(surface: Surface, n_sentences: usize) -> String {
    (0..n_sentences.div_ceil(6))
        .map(|at| paragraph(surface, &SENTENCE.repeat((n_sentences - 6 * at).min(6))))
        .collect()
}

fn assert_clean(text: &str, edition: &Edition) {
    let analysis = nianbao::analysis::analyze(text, Forms::builtin(), &Default::default());
    assert_eq!(analysis.edition.as_deref(), Some(edition.id.as_str()));
    let loud: Vec<_> = analysis
        .findings
        .iter()
        .filter(|f| f.severity > nianbao::finding::Severity::Information)
        .collect();
    assert!(loud.is_empty(), "a measured report is clean, but: {loud:?}");
}
