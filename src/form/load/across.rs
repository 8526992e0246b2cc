//! Relations between two years are written as patterns, one for some rows or all columns of a table, and are spelt out here cell by cell.

use super::source_or;
use crate::form::across::{CellId, YearRelation, YearRelationKind};
use crate::form::{Edition, TableSpec};
use crate::say;
use crate::written::{Fields, Names, Notes, TomlWord};

/// What a pattern is repeated over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Along {
    Row,
    Column,
}

const EACH: [(&str, Along); 2] = [("row", Along::Row), ("column", Along::Column)];

/// Every `[[across]]` of an edition whose tables have been read.
pub(super) fn read(
    fields: &mut Fields<'_>,
    tables: &[TableSpec],
    source: &str,
    notes: &mut Notes,
) -> Vec<YearRelation> {
    let mut names = Names::default();
    let mut relations = Vec::new();
    for entry in fields.tables("across", notes) {
        relations.extend(pattern(entry, tables, source, &mut names, notes));
    }
    relations
}

fn pattern(
    mut fields: Fields<'_>,
    tables: &[TableSpec],
    source: &str,
    names: &mut Names,
    notes: &mut Notes,
) -> Vec<YearRelation> {
    let id = names.declare_id(&mut fields, notes);
    let kinds = YearRelationKind::ALL.map(|kind| (kind.rule(), kind));
    let kind = fields.choice("rule", &kinds, notes);
    fields.require("rule", notes);
    let each = fields.choice("each", &EACH, notes);
    fields.require("each", notes);
    let table = fields.word("table", notes);
    let known = || tables.iter().map(|table| table.id.as_str());
    let at = known().position(|known| known == table.text);
    if at.is_none() && !table.text.is_empty() {
        notes.unknown(table.at, fields.path("table"), table.text, known());
    }
    let total = fields.word("total", notes);
    let last = fields.word("last", notes);
    let parts = fields.words("parts", notes);
    let minus = fields.words("minus", notes);
    let only = fields.words_if_given("only", notes);
    let source = source_or(source, &mut fields, notes);
    let mut found = Vec::new();
    if let (Some(kind), Some(each), Some(table)) = (kind, each, at) {
        let lines = Crossing {
            spec: &tables[table],
            each,
        };
        let term = |word: &TomlWord<'_>, key: &str, notes: &mut Notes| {
            lines.find(lines.terms(), word, fields.path(key), notes)
        };
        let total = term(&total, "total", notes);
        term(&last, "last", notes);
        let mut terms = |words: &[TomlWord<'_>], key: &str| -> Vec<usize> {
            let terms = words.iter().filter_map(|word| term(word, key, notes));
            terms.collect()
        };
        let (parts, minus) = (terms(&parts, "parts"), terms(&minus, "minus"));
        let chosen: Vec<usize> = match &only {
            Some(words) => words
                .iter()
                .filter_map(|word| lines.find(lines.lines(), word, fields.path("only"), notes))
                .collect(),
            None => (0..lines.lines().len()).collect(),
        };
        let on = |line: usize| {
            let cells = |terms: &[usize]| {
                let cells = terms.iter().map(|term| lines.cell(line, *term));
                cells.collect::<Option<Vec<usize>>>()
            };
            let (row, column) = match each {
                Along::Row => (lines.lines()[line], last.text),
                Along::Column => (last.text, lines.lines()[line]),
            };
            Some(YearRelation {
                id: format!("{id}:{}", lines.lines()[line]),
                kind,
                table,
                total: lines.cell(line, total?)?,
                last: CellId {
                    table: lines.spec.id.clone(),
                    row: row.to_owned(),
                    column: column.to_owned(),
                },
                parts: cells(&parts)?,
                minus: cells(&minus)?,
                source: source.clone(),
            })
        };
        found = chosen.into_iter().filter_map(on).collect();
        if found.is_empty() {
            let message = say!(
                notes.locale(),
                "没有哪一行或列有这些单元格",
                "no row or column has these cells"
            );
            notes.add(fields.at(), fields.path("each"), message);
        }
    }
    fields.finish(notes);
    found
}

/// The rows and columns of a table as a pattern sees them.
struct Crossing<'t> {
    spec: &'t TableSpec,
    each: Along,
}

impl Crossing<'_> {
    fn ids(&self, of: Along) -> Vec<&str> {
        match of {
            Along::Row => self.spec.rows.iter().map(|row| row.id.as_str()).collect(),
            Along::Column => {
                let columns = self.spec.columns.iter();
                columns.map(|column| column.id.as_str()).collect()
            }
        }
    }

    /// What the pattern is repeated over.
    fn lines(&self) -> Vec<&str> {
        self.ids(self.each)
    }

    /// What its terms are.
    fn terms(&self) -> Vec<&str> {
        self.ids(match self.each {
            Along::Row => Along::Column,
            Along::Column => Along::Row,
        })
    }

    fn find(
        &self,
        known: Vec<&str>,
        word: &TomlWord<'_>,
        path: String,
        notes: &mut Notes,
    ) -> Option<usize> {
        let found = known.iter().position(|known| *known == word.text);
        if found.is_none() && !word.text.is_empty() {
            notes.unknown(word.at, path, word.text, known.into_iter());
        }
        found
    }

    fn cell(&self, line: usize, term: usize) -> Option<usize> {
        match self.each {
            Along::Row => self.spec.cell(line, term),
            Along::Column => self.spec.cell(term, line),
        }
    }
}

impl Edition {
    /// The cell of this edition with these ids, as the numbers of its table and cell.
    pub fn cell_of(&self, id: &CellId) -> Option<(usize, usize)> {
        let table = self.tables.iter().position(|table| table.id == id.table)?;
        let spec = &self.tables[table];
        let row = spec.rows.iter().position(|row| row.id == id.row)?;
        let mut columns = spec.columns.iter();
        let column = columns.position(|column| column.id == id.column)?;
        Some((table, spec.cell(row, column)?))
    }

    /// The ids of a cell; `None` if there is no such cell.
    pub fn id_of(&self, table: usize, cell: usize) -> Option<CellId> {
        let spec = self.tables.get(table).filter(|spec| cell < spec.n_cells)?;
        let (row, column) = spec.row_and_column(cell);
        Some(CellId {
            table: spec.id.clone(),
            row: spec.rows.get(row)?.id.clone(),
            column: spec.columns.get(column)?.id.clone(),
        })
    }
}
