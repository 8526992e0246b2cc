//! One table of an edition: headers, columns, groups and rows, with the cells numbered in the order of reading.

use rustc_hash::FxHashSet;

use super::relations;
use super::{explains, source_or};
use crate::form::{ColumnSpec, GroupSpec, HeaderSpec, Layout, NumberKind, RowSpec, TableSpec};
use crate::say;
use crate::written::{Fields, Names, Notes, owned};

const LAYOUTS: [(&str, Layout); 2] = [
    ("labelled-rows", Layout::LabelledRows),
    ("one-line", Layout::OneLine),
];
const KINDS: [(&str, NumberKind); 3] = [
    ("count", NumberKind::Count),
    ("signed", NumberKind::Signed),
    ("amount", NumberKind::Amount),
];

/// Reads the table that stands in `section`, an index.
pub(super) fn read(
    mut fields: Fields<'_>,
    section: usize,
    edition_source: &str,
    names: &mut Names,
    notes: &mut Notes,
) -> TableSpec {
    let before = notes.len();
    let id = names.declare_id(&mut fields, notes);
    let short = fields.word("short", notes).text.to_owned();
    let layout = fields
        .choice("layout", &LAYOUTS, notes)
        .unwrap_or(Layout::LabelledRows);
    let source = source_or(edition_source, &mut fields, notes);
    let headers = fields.tables("header", notes);
    let (columns, column_names) = columns(&mut fields, &source, notes);
    let headers = headers.into_iter();
    let headers = headers
        .map(|entry| header(entry, &column_names, notes))
        .collect();
    let groups = Groups::read(&mut fields, notes);
    let (rows, row_names) = rows(&mut fields, &source, &groups, &column_names, notes);
    // what follows from a mistake is none of its own
    let is_sound = notes.len() == before;
    if is_sound {
        groups.check_that_all_are_used(&rows, notes);
    }
    let mut table = TableSpec {
        id,
        short,
        section,
        layout,
        columns,
        groups: groups.specs,
        n_cells: rows.iter().map(|row| row.columns.len()).sum(),
        rows,
        headers,
        relations: Vec::new(),
        source,
    };
    let grid = relations::RelationGrid {
        table: &table,
        rows: &row_names,
        columns: &column_names,
        is_sound,
    };
    table.relations = relations::read(&mut fields, &grid, notes);
    fields.finish(notes);
    table
}

fn header(mut fields: Fields<'_>, columns: &Names, notes: &mut Notes) -> HeaderSpec {
    let over = fields.words("over", notes);
    let mut over = columns.refer_to_all(&over, &fields.path("over"), notes);
    over.sort_unstable();
    over.dedup();
    let spec = HeaderSpec {
        label: fields.word("label", notes).text.to_owned(),
        also: owned(fields.words("also", notes)),
        over,
    };
    fields.finish(notes);
    spec
}

fn columns(fields: &mut Fields<'_>, source: &str, notes: &mut Notes) -> (Vec<ColumnSpec>, Names) {
    let mut names = Names::default();
    let mut labels = Names::default();
    let mut specs = Vec::new();
    for mut entry in fields.entries("column", notes) {
        let label = entry.word("label", notes);
        labels.declare(label, entry.path("label"), notes);
        specs.push(ColumnSpec {
            id: names.declare_id(&mut entry, notes),
            label: label.text.to_owned(),
            also: owned(entry.words("also", notes)),
            kind: entry
                .choice("kind", &KINDS, notes)
                .unwrap_or(NumberKind::Count),
            unit: entry
                .word_if_given("unit", notes)
                .map(|unit| unit.text.to_owned()),
            is_total: entry.flag("total", notes),
            explains: explains(&mut entry, notes),
            source: source_or(source, &mut entry, notes),
        });
        pass_over_flag(&mut entry, notes);
        entry.finish(notes);
    }
    (specs, names)
}

/// The groups of a table, their ids, and where each stands in the file.
struct Groups {
    specs: Vec<GroupSpec>,
    names: Names,
    places: Vec<(usize, String)>,
}

impl Groups {
    fn read(fields: &mut Fields<'_>, notes: &mut Notes) -> Groups {
        let mut groups = Groups {
            specs: Vec::new(),
            names: Names::default(),
            places: Vec::new(),
        };
        for mut entry in fields.tables("group", notes) {
            // before the group's own id is known: a group can stand only in an earlier one, so that there are no circles
            let parent = entry.word_if_given("parent", notes).and_then(|parent| {
                groups
                    .names
                    .refer_above(parent, entry.path("parent"), notes)
            });
            groups.specs.push(GroupSpec {
                id: groups.names.declare_id(&mut entry, notes),
                label: entry.word("label", notes).text.to_owned(),
                also: owned(entry.words("also", notes)),
                parent,
                explains: explains(&mut entry, notes),
            });
            groups.places.push((entry.at(), entry.path("id")));
            pass_over_flag(&mut entry, notes);
            entry.finish(notes);
        }
        groups
    }

    /// Notes every group without rows: nothing would say where in the form it stands.
    fn check_that_all_are_used(&self, rows: &[RowSpec], notes: &mut Notes) {
        let mut used = vec![false; self.specs.len()];
        for row in rows {
            let mut group = row.group;
            while let Some(at) = group {
                if let Some(used) = used.get_mut(at) {
                    *used = true;
                }
                group = self.specs.get(at).and_then(|spec| spec.parent);
            }
        }
        for ((spec, used), (at, path)) in self.specs.iter().zip(used).zip(&self.places) {
            if !used {
                let id = &spec.id;
                let message = say!(notes.locale(), "“{id}”没有行", "\"{id}\" has no rows");
                notes.add(*at, path.clone(), message);
            }
        }
    }
}

fn rows(
    fields: &mut Fields<'_>,
    source: &str,
    groups: &Groups,
    column_names: &Names,
    notes: &mut Notes,
) -> (Vec<RowSpec>, Names) {
    let mut names = Names::default();
    let mut labels: FxHashSet<(Option<usize>, &str)> = FxHashSet::default();
    let mut specs: Vec<RowSpec> = Vec::new();
    let mut first_cell = 0;
    for mut entry in fields.entries("row", notes) {
        let id = names.declare_id(&mut entry, notes);
        let label = entry.word("label", notes);
        let group = entry
            .word_if_given("group", notes)
            .and_then(|group| groups.names.refer(group, entry.path("group"), notes));
        let text = label.text;
        if !labels.insert((group, text)) && !text.is_empty() {
            let message = say!(
                notes.locale(),
                "同组内行标题“{text}”重复",
                "the label \"{text}\" stands twice in its group"
            );
            notes.add(label.at, entry.path("label"), message);
        }
        let columns = row_columns(&mut entry, column_names, notes);
        let reserved = entry.words("reserved", notes);
        let reserved = column_names.refer_to_all(&reserved, &entry.path("reserved"), notes);
        let n_columns = columns.len();
        specs.push(RowSpec {
            id,
            label: text.to_owned(),
            also: owned(entry.words("also", notes)),
            plain: owned(entry.words("plain", notes)),
            group,
            columns,
            first_cell,
            is_total: entry.flag("total", notes),
            explains: explains(&mut entry, notes),
            reserved,
            source: source_or(source, &mut entry, notes),
        });
        first_cell += n_columns;
        entry.finish(notes);
    }
    (specs, names)
}

/// The columns of a row: those it lists, or all.
fn row_columns(fields: &mut Fields<'_>, names: &Names, notes: &mut Notes) -> Vec<usize> {
    let Some(words) = fields.words_if_given("columns", notes) else {
        return (0..names.len()).collect();
    };
    let path = fields.path("columns");
    if words.is_empty() {
        let message = say!(
            notes.locale(),
            "至少要有一列",
            "at least one column is needed"
        );
        notes.add(fields.place("columns"), path.clone(), message);
    }
    let mut columns: Vec<usize> = Vec::with_capacity(words.len());
    for word in words {
        let Some(column) = names.refer(word, path.clone(), notes) else {
            continue;
        };
        if columns.last().is_some_and(|last| *last >= column) {
            let text = word.text;
            let message = say!(
                notes.locale(),
                "“{text}”应按从左到右的次序列出一次",
                "\"{text}\" must be listed once, in order from left to right"
            );
            notes.add(word.at, path.clone(), message);
        } else {
            columns.push(column);
        }
    }
    columns
}

/// Editions used to say themselves which of their labels tell them from others; those that still do are not told off.
fn pass_over_flag(entry: &mut Fields<'_>, notes: &mut Notes) {
    entry.flag("tells-edition", notes);
}
