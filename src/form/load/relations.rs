//! Relations are written as patterns, one for all rows or all columns of a table, and are spelt out here cell by cell.

use super::source_or;
use crate::form::{Relation, RelationKind, TableSpec};
use crate::say;
use crate::written::{Fields, Names, Notes, TomlWord};

/// What a pattern is repeated over.
#[derive(Clone, Copy)]
enum Each {
    /// One relation per row; its terms are columns.
    Row,
    /// One relation per column; its terms are rows.
    Column,
}

const EACH: [(&str, Each); 2] = [("row", Each::Row), ("column", Each::Column)];

/// A table whose rows and columns are read, with their ids.
pub(super) struct RelationGrid<'t> {
    pub(super) table: &'t TableSpec,
    pub(super) rows: &'t Names,
    pub(super) columns: &'t Names,
    /// Whether no mistake was found in the table so far.
    pub(super) is_sound: bool,
}

impl RelationGrid<'_> {
    /// The ids of the rows or columns that a pattern is repeated over, and of those that are its terms.
    fn lines_and_terms(&self, each: Each) -> (&Names, &Names) {
        match each {
            Each::Row => (self.rows, self.columns),
            Each::Column => (self.columns, self.rows),
        }
    }

    fn cells(&self, each: Each, line: usize, terms: &[usize]) -> Option<Vec<usize>> {
        let cell = |term: &usize| match each {
            Each::Row => self.table.cell(line, *term),
            Each::Column => self.table.cell(*term, line),
        };
        let mut cells = terms.iter().map(cell).collect::<Option<Vec<_>>>()?;
        cells.sort_unstable();
        Some(cells)
    }

    fn is_total(&self, each: Each, term: usize) -> bool {
        match each {
            Each::Row => self
                .table
                .columns
                .get(term)
                .is_some_and(|column| column.is_total),
            Each::Column => self.table.rows.get(term).is_some_and(|row| row.is_total),
        }
    }
}

/// The relations of a table.
pub(super) fn read(
    fields: &mut Fields<'_>,
    grid: &RelationGrid<'_>,
    notes: &mut Notes,
) -> Vec<Relation> {
    let mut names = Names::default();
    let mut relations = Vec::new();
    for entry in fields.tables("relation", notes) {
        relations.extend(pattern(entry, grid, &mut names, notes));
    }
    relations
}

/// One pattern, spelt out for every row or column, or for those it lists under `only`.
fn pattern(
    mut fields: Fields<'_>,
    grid: &RelationGrid<'_>,
    names: &mut Names,
    notes: &mut Notes,
) -> Vec<Relation> {
    let before = notes.len();
    let id = names.declare_id(&mut fields, notes);
    let kinds = RelationKind::ALL.map(|kind| (kind.rule(), kind));
    let kind = fields.choice("rule", &kinds, notes);
    fields.require("rule", notes);
    let each = fields.choice("each", &EACH, notes);
    fields.require("each", notes);
    let parts = fields.words("parts", notes);
    let minus = fields.words("minus", notes);
    let total = fields.word("total", notes);
    let only = fields.words_if_given("only", notes);
    let source = source_or(&grid.table.source, &mut fields, notes);
    let (at, only_path) = (fields.at(), fields.path("only"));
    if parts.is_empty() {
        let message = say!(
            notes.locale(),
            "至少要有一个分项",
            "at least one part is needed"
        );
        notes.add(fields.place("parts"), fields.path("parts"), message);
    }
    check_terms(&parts, &minus, total, &fields, notes);
    let Some(each) = each else {
        fields.finish(notes);
        return Vec::new();
    };

    let (lines, terms) = grid.lines_and_terms(each);
    let parts = terms.refer_to_all(&parts, &fields.path("parts"), notes);
    let minus = terms.refer_to_all(&minus, &fields.path("minus"), notes);
    let total = terms.refer(total, fields.path("total"), notes);
    let mut chosen = match only {
        Some(words) => lines.refer_to_all(&words, &only_path, notes),
        None => (0..lines.len()).collect(),
    };
    chosen.sort_unstable();
    chosen.dedup();
    fields.finish(notes);
    let (Some(kind), Some(total)) = (kind, total) else {
        return Vec::new();
    };

    let pattern = Pattern {
        id: &id,
        kind,
        each,
        terms: (&parts, &minus, total),
        source: &source,
    };
    let lacking = |line: &usize| pattern.on(*line, grid).is_none();
    let lacking: Vec<&str> = chosen
        .iter()
        .filter(|line| lacking(line))
        .map(|line| lines.name(*line))
        .collect();
    if let Some(first) = lacking.first()
        && grid.is_sound
        && notes.len() == before
    {
        let message = say!(
            notes.locale(),
            "“{first}”等 {n} 处没有其中的某个单元格；请用 only 列出适用的行或列",
            "\"{first}\" ({n} in all) lacks one of these cells; list the rows or columns it holds for under only",
            n = lacking.len()
        );
        notes.add(at, only_path, message);
    }
    let spelt_out = chosen.iter().filter_map(|line| pattern.on(*line, grid));
    spelt_out.collect()
}

/// A pattern whose words are resolved.
struct Pattern<'p> {
    id: &'p str,
    kind: RelationKind,
    each: Each,
    /// Parts, what is taken away, and the total.
    terms: (&'p [usize], &'p [usize], usize),
    source: &'p str,
}

impl Pattern<'_> {
    /// The relation for one row or column; `None` if that lacks one of the cells.
    fn on(&self, line: usize, grid: &RelationGrid<'_>) -> Option<Relation> {
        let (parts, minus, total) = self.terms;
        let cells = |terms: &[usize]| grid.cells(self.each, line, terms);
        let (lines, _) = grid.lines_and_terms(self.each);
        Some(Relation {
            id: format!("{}:{}", self.id, lines.name(line)),
            kind: self.kind,
            parts: cells(parts)?,
            minus: cells(minus)?,
            total: cells(&[total])?.first().copied()?,
            fills: grid.is_total(self.each, total),
            source: self.source.to_owned(),
        })
    }
}

/// Notes every term that stands twice in one relation: a cell would cancel out or count double.
fn check_terms(
    parts: &[TomlWord<'_>],
    minus: &[TomlWord<'_>],
    total: TomlWord<'_>,
    fields: &Fields<'_>,
    notes: &mut Notes,
) {
    let mut seen: Vec<&str> = Vec::new();
    let terms = parts
        .iter()
        .map(|part| ("parts", part))
        .chain(minus.iter().map(|part| ("minus", part)));
    for (key, part) in terms {
        let text = part.text;
        if text == total.text {
            let message = say!(
                notes.locale(),
                "合计“{text}”不能是自己的分项",
                "the total \"{text}\" is one of its own parts"
            );
            notes.add(part.at, fields.path(key), message);
        } else if seen.contains(&text) {
            notes.add(
                part.at,
                fields.path(key),
                say!(notes.locale(), "“{text}”重复", "\"{text}\" stands twice"),
            );
        }
        seen.push(text);
    }
}
