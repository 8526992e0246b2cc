//! Relations are written as patterns, one for all rows or all columns of a table, and are spelt out here cell by cell.

use super::edition::{Names, source_or};
use super::fields::{Fields, Notes, Word};
use crate::form::{Relation, TableSpec};
use crate::say;

/// What a pattern is repeated over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Each {
    /// One relation per row; its terms are columns.
    Row,
    /// One relation per column; its terms are rows.
    Column,
}

const EACH: [(&str, Each); 2] = [("row", Each::Row), ("column", Each::Column)];

/// The rules that report a broken relation.
const RULES: [(&str, &str); 3] = [
    ("row-total", "row-total"),
    ("column-total", "column-total"),
    ("balance", "balance"),
];

/// The ids of a table's rows and columns.
pub(super) struct Axes<'n> {
    pub(super) rows: &'n Names,
    pub(super) columns: &'n Names,
}

/// The relations of `table`, whose rows and columns are read already.
pub(super) fn read(
    fields: &mut Fields<'_>,
    table: &TableSpec,
    axes: &Axes<'_>,
    notes: &mut Notes<'_>,
) -> Vec<Relation> {
    let mut relations: Vec<Relation> = Vec::new();
    for entry in fields.tables("relation", notes) {
        let at = entry.at();
        let path = entry.path("id");
        for relation in pattern(entry, table, axes, notes) {
            if relations.iter().any(|other| other.id == relation.id) {
                let id = &relation.id;
                notes.add(
                    at,
                    path.clone(),
                    say!(notes.locale(), "{id} 重复", "{id} stands twice"),
                );
            }
            relations.push(relation);
        }
    }
    relations
}

fn pattern(
    mut fields: Fields<'_>,
    table: &TableSpec,
    axes: &Axes<'_>,
    notes: &mut Notes<'_>,
) -> Vec<Relation> {
    let id = fields.word("id", notes).text.to_owned();
    let rule = required_choice(&mut fields, "rule", &RULES, notes);
    let each = required_choice(&mut fields, "each", &EACH, notes);
    let parts = fields.words("parts", notes);
    let minus = fields.words("minus", notes);
    let total = fields.word("total", notes);
    let only = fields.words_if_given("only", notes);
    let source = source_or(&table.source, &mut fields, notes);
    let path = |key: &str| fields.path(key);

    if parts.is_empty() {
        notes.add(
            fields.at(),
            path("parts"),
            say!(notes.locale(), "缺少分项", "the parts are missing"),
        );
    }
    let Some(each) = each else {
        fields.finish(notes);
        return Vec::new();
    };
    let (repeated_over, terms) = match each {
        Each::Row => (axes.rows, axes.columns),
        Each::Column => (axes.columns, axes.rows),
    };
    check_distinct(&parts, &minus, total, &fields, notes);
    let mut resolve = |words: &[Word<'_>], key: &str| -> Vec<usize> {
        words
            .iter()
            .filter_map(|word| terms.refer(*word, fields.path(key), notes))
            .collect()
    };
    let parts = resolve(&parts, "parts");
    let minus = resolve(&minus, "minus");
    let total = resolve(&[total], "total");
    let lines: Vec<usize> = match only {
        Some(words) => words
            .into_iter()
            .filter_map(|word| repeated_over.refer(word, fields.path("only"), notes))
            .collect(),
        None => (0..repeated_over.len()).collect(),
    };
    let mut relations = Vec::with_capacity(lines.len());
    for line in lines {
        let cell = |term: usize| match each {
            Each::Row => table.cell(line, term),
            Each::Column => table.cell(term, line),
        };
        let cells = |terms: &[usize]| {
            terms
                .iter()
                .map(|term| cell(*term))
                .collect::<Option<Vec<_>>>()
        };
        let line_id = match each {
            Each::Row => table.rows.get(line).map(|row| &row.id),
            Each::Column => table.columns.get(line).map(|column| &column.id),
        };
        let Some(line_id) = line_id else { continue };
        match (cells(&parts), cells(&minus), cells(&total).as_deref()) {
            (Some(mut parts), Some(minus), Some(&[total_cell])) => {
                parts.sort_unstable();
                let is_total = |term: usize| match each {
                    Each::Row => table
                        .columns
                        .get(term)
                        .is_some_and(|column| column.is_total),
                    Each::Column => table.rows.get(term).is_some_and(|row| row.is_total),
                };
                relations.push(Relation {
                    id: format!("{id}:{line_id}"),
                    rule: rule.unwrap_or_default().to_owned(),
                    parts,
                    minus,
                    total: total_cell,
                    fills: total.iter().all(|term| is_total(*term)),
                    source: source.clone(),
                });
            }
            // an unknown total is noted already
            (Some(_), Some(_), Some(_)) => {}
            _ => {
                let message = say!(
                    notes.locale(),
                    "{line_id} 没有其中的某个单元格；请用 only 列出适用的行或列",
                    "{line_id} lacks one of these cells; list the rows or columns it holds for under only"
                );
                notes.add(fields.at(), fields.path("only"), message);
            }
        }
    }
    fields.finish(notes);
    relations
}

fn required_choice<T: Copy>(
    fields: &mut Fields<'_>,
    key: &str,
    choices: &[(&str, T)],
    notes: &mut Notes<'_>,
) -> Option<T> {
    let before = notes.len();
    let chosen = fields.choice(key, choices, notes);
    if chosen.is_none() && notes.len() == before {
        notes.add(
            fields.at(),
            fields.path(key),
            say!(notes.locale(), "缺少 {key}", "{key} is missing"),
        );
    }
    chosen
}

/// Notes every term that stands twice in one relation: a cell would cancel out or count double.
fn check_distinct(
    parts: &[Word<'_>],
    minus: &[Word<'_>],
    total: Word<'_>,
    fields: &Fields<'_>,
    notes: &mut Notes<'_>,
) {
    let mut seen: Vec<&str> = Vec::new();
    let terms = parts
        .iter()
        .map(|word| ("parts", word))
        .chain(minus.iter().map(|word| ("minus", word)));
    for (key, word) in terms {
        let text = word.text;
        if text == total.text {
            let message = say!(
                notes.locale(),
                "合计 {text} 不能是自己的分项",
                "the total {text} is one of its own parts"
            );
            notes.add(word.at, fields.path(key), message);
        } else if seen.contains(&text) {
            notes.add(
                word.at,
                fields.path(key),
                say!(notes.locale(), "{text} 重复", "{text} stands twice"),
            );
        }
        seen.push(text);
    }
}
