//! One edition from its TOML table: sections, tables, columns, groups and rows, with references turned into indices.

use super::fields::{Fields, Notes, Word, nearest};
use super::relations;
use crate::form::{
    ColumnSpec, Edition, GroupSpec, HeaderSpec, Layout, NumberKind, RowSpec, SectionSpec,
    TableSpec, TitleSpec,
};
use crate::say;

/// Reads an edition. Whatever is wrong is noted; the result is of use only if nothing was.
pub(super) fn read(mut fields: Fields<'_>, notes: &mut Notes<'_>) -> Edition {
    let id = fields.word("id", notes).text.to_owned();
    let name = fields.word("name", notes).text.to_owned();
    let source = fields.word("source", notes).text.to_owned();
    let first_year = required_year(&mut fields, notes);
    let last_year = fields.year("last-year", notes);
    if last_year.is_some_and(|last| last < first_year) {
        let message = say!(
            notes.locale(),
            "最后年度早于起始年度",
            "the last year is before the first"
        );
        notes.add(fields.at(), fields.path("last-year"), message);
    }
    let title = title(&mut fields, notes);

    let section_entries = entries(&mut fields, "section", notes);
    let mut section_names = Names::default();
    let mut sections: Vec<SectionSpec> = section_entries
        .into_iter()
        .map(|entry| section(entry, &source, &mut section_names, notes))
        .collect();

    let mut table_names = Names::default();
    let table_entries = entries(&mut fields, "table", notes);
    let mut tables = Vec::with_capacity(table_entries.len());
    for entry in table_entries {
        tables.extend(table(
            entry,
            &source,
            &section_names,
            &mut table_names,
            notes,
        ));
    }
    tables.sort_by_key(|table: &TableSpec| table.section);
    for (index, table) in tables.iter().enumerate() {
        if let Some(section) = sections.get_mut(table.section) {
            section.table = Some(index);
        }
    }
    fields.finish(notes);
    Edition {
        id,
        name,
        source,
        first_year,
        last_year,
        title,
        sections,
        tables,
    }
}

/// The ids or labels given so far in one list, in the order of their indices.
#[derive(Default)]
pub(super) struct Names(Vec<String>);

impl Names {
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|known| known == name)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Takes the id of the next entry; noted if an earlier one has it.
    fn declare(&mut self, fields: &mut Fields<'_>, notes: &mut Notes<'_>) -> String {
        let id = fields.word("id", notes);
        self.declare_word("id", id, fields, notes);
        id.text.to_owned()
    }

    fn declare_word(
        &mut self,
        key: &str,
        word: Word<'_>,
        fields: &Fields<'_>,
        notes: &mut Notes<'_>,
    ) {
        let text = word.text;
        if !text.is_empty() && self.find(text).is_some() {
            notes.add(
                word.at,
                fields.path(key),
                say!(notes.locale(), "{text} 重复", "{text} stands twice"),
            );
        }
        self.0.push(text.to_owned());
    }

    /// The index of what `word` refers to; noted if there is none.
    pub(super) fn refer(
        &self,
        word: Word<'_>,
        path: String,
        notes: &mut Notes<'_>,
    ) -> Option<usize> {
        let found = self.find(word.text);
        if found.is_none() && !word.text.is_empty() {
            let text = word.text;
            let known = self
                .0
                .iter()
                .map(String::as_str)
                .filter(|known| !known.is_empty());
            let message = match nearest(text, known) {
                Some(near) => say!(
                    notes.locale(),
                    "没有编号 {text}，是否应为 {near}？",
                    "there is no {text}; did you mean {near}?"
                ),
                None => say!(
                    notes.locale(),
                    "没有编号 {text}（应先列出）",
                    "there is no {text} above"
                ),
            };
            notes.add(word.at, path, message);
        }
        found
    }
}

/// The tables of `[[key]]`, of which at least one must be there.
fn entries<'a>(fields: &mut Fields<'a>, key: &str, notes: &mut Notes<'_>) -> Vec<Fields<'a>> {
    let before = notes.len();
    let entries = fields.tables(key, notes);
    if entries.is_empty() && notes.len() == before {
        let message = say!(
            notes.locale(),
            "至少要有一个 {key}",
            "at least one {key} is needed"
        );
        notes.add(fields.at(), fields.path(key), message);
    }
    entries
}

fn owned(words: Vec<Word<'_>>) -> Vec<String> {
    words.into_iter().map(|word| word.text.to_owned()).collect()
}

/// The `source` of an entry, or of what it belongs to.
pub(super) fn source_or(inherited: &str, fields: &mut Fields<'_>, notes: &mut Notes<'_>) -> String {
    fields
        .word_if_given("source", notes)
        .map_or(inherited, |source| source.text)
        .to_owned()
}

fn required_year(fields: &mut Fields<'_>, notes: &mut Notes<'_>) -> u16 {
    let before = notes.len();
    let year = fields.year("first-year", notes);
    if year.is_none() && notes.len() == before {
        let message = say!(notes.locale(), "缺少 first-year", "first-year is missing");
        notes.add(fields.at(), fields.path("first-year"), message);
    }
    year.unwrap_or_default()
}

fn title(fields: &mut Fields<'_>, notes: &mut Notes<'_>) -> TitleSpec {
    let Some(mut title) = fields.table("title", notes) else {
        let message = say!(notes.locale(), "缺少 title", "title is missing");
        notes.add(fields.at(), fields.path("title"), message);
        return TitleSpec {
            words: String::new(),
            also: Vec::new(),
            year_marks: Vec::new(),
        };
    };
    let words = title.word("words", notes).text.to_owned();
    let also = owned(title.words("also", notes));
    let year_marks = owned(title.words("year-marks", notes));
    title.finish(notes);
    TitleSpec {
        words,
        also,
        year_marks,
    }
}

fn section(
    mut fields: Fields<'_>,
    source: &str,
    names: &mut Names,
    notes: &mut Notes<'_>,
) -> SectionSpec {
    let spec = SectionSpec {
        id: names.declare(&mut fields, notes),
        number: fields.word("number", notes).text.to_owned(),
        title: fields.word("title", notes).text.to_owned(),
        also: owned(fields.words("also", notes)),
        key: fields
            .word_lists("key", notes)
            .into_iter()
            .map(owned)
            .collect(),
        table: None,
        not_only: fields.words_if_given("not-only", notes).map(owned),
        source: source_or(source, &mut fields, notes),
    };
    fields.finish(notes);
    spec
}

const LAYOUTS: [(&str, Layout); 2] = [
    ("labelled-rows", Layout::LabelledRows),
    ("one-line", Layout::OneLine),
];
const KINDS: [(&str, NumberKind); 3] = [
    ("count", NumberKind::Count),
    ("signed", NumberKind::Signed),
    ("amount", NumberKind::Amount),
];

/// A table; `None` if its section is not known, which is noted.
fn table(
    mut fields: Fields<'_>,
    edition_source: &str,
    section_names: &Names,
    table_names: &mut Names,
    notes: &mut Notes<'_>,
) -> Option<TableSpec> {
    let id = table_names.declare(&mut fields, notes);
    let short = fields.word("short", notes).text.to_owned();
    let section = fields.word("section", notes);
    let section = section_names.refer(section, fields.path("section"), notes);
    let layout = fields
        .choice("layout", &LAYOUTS, notes)
        .unwrap_or(Layout::LabelledRows);
    let source = source_or(edition_source, &mut fields, notes);
    let headers = fields
        .tables("header", notes)
        .into_iter()
        .map(|entry| header(entry, notes))
        .collect();

    let mut column_names = Names::default();
    let mut column_labels = Names::default();
    let column_entries = entries(&mut fields, "column", notes);
    let columns: Vec<ColumnSpec> = column_entries
        .into_iter()
        .map(|entry| column(entry, &source, &mut column_names, &mut column_labels, notes))
        .collect();

    let groups = groups(&mut fields, notes);
    let rows = rows(&mut fields, &source, &groups, &column_names, notes);
    let n_cells = rows.specs.iter().map(|row| row.columns.len()).sum();
    let mut table = TableSpec {
        id,
        short,
        section: section.unwrap_or_default(),
        layout,
        columns,
        groups: groups.specs,
        rows: rows.specs,
        headers,
        relations: Vec::new(),
        n_cells,
        source,
    };
    let axes = relations::Axes {
        rows: &rows.names,
        columns: &column_names,
    };
    table.relations = relations::read(&mut fields, &table, &axes, notes);
    fields.finish(notes);
    section.is_some().then_some(table)
}

fn header(mut fields: Fields<'_>, notes: &mut Notes<'_>) -> HeaderSpec {
    let spec = HeaderSpec {
        label: fields.word("label", notes).text.to_owned(),
        also: owned(fields.words("also", notes)),
    };
    fields.finish(notes);
    spec
}

fn column(
    mut fields: Fields<'_>,
    source: &str,
    names: &mut Names,
    labels: &mut Names,
    notes: &mut Notes<'_>,
) -> ColumnSpec {
    let id = names.declare(&mut fields, notes);
    let label = fields.word("label", notes);
    labels.declare_word("label", label, &fields, notes);
    let spec = ColumnSpec {
        id,
        label: label.text.to_owned(),
        also: owned(fields.words("also", notes)),
        kind: fields
            .choice("kind", &KINDS, notes)
            .unwrap_or(NumberKind::Count),
        is_total: fields.flag("total", notes),
        tells_edition: fields.flag("tells-edition", notes),
        source: source_or(source, &mut fields, notes),
    };
    fields.finish(notes);
    spec
}

/// The groups of a table and their ids.
struct Groups {
    specs: Vec<GroupSpec>,
    names: Names,
}

fn groups(fields: &mut Fields<'_>, notes: &mut Notes<'_>) -> Groups {
    let mut groups = Groups {
        specs: Vec::new(),
        names: Names::default(),
    };
    for mut entry in fields.tables("group", notes) {
        // before the group's own id is known: a group can stand only in an earlier one, so that there are no circles
        let parent = entry
            .word_if_given("parent", notes)
            .and_then(|parent| groups.names.refer(parent, entry.path("parent"), notes));
        let spec = GroupSpec {
            id: groups.names.declare(&mut entry, notes),
            label: entry.word("label", notes).text.to_owned(),
            also: owned(entry.words("also", notes)),
            parent,
            tells_edition: entry.flag("tells-edition", notes),
        };
        groups.specs.push(spec);
        entry.finish(notes);
    }
    groups
}

/// The rows of a table and their ids.
struct Rows {
    specs: Vec<RowSpec>,
    names: Names,
}

fn rows(
    fields: &mut Fields<'_>,
    source: &str,
    groups: &Groups,
    column_names: &Names,
    notes: &mut Notes<'_>,
) -> Rows {
    let mut rows = Rows {
        specs: Vec::new(),
        names: Names::default(),
    };
    let mut first_cell = 0;
    for mut entry in entries(fields, "row", notes) {
        let id = rows.names.declare(&mut entry, notes);
        let label = entry.word("label", notes);
        let group = entry
            .word_if_given("group", notes)
            .and_then(|group| groups.names.refer(group, entry.path("group"), notes));
        let known = rows
            .specs
            .iter()
            .any(|row: &RowSpec| row.label == label.text && row.group == group);
        if known && !label.text.is_empty() {
            let text = label.text;
            let message = say!(
                notes.locale(),
                "同组内行标 {text} 重复",
                "the label {text} stands twice in its group"
            );
            notes.add(label.at, entry.path("label"), message);
        }
        let columns = row_columns(&mut entry, column_names, notes);
        let n_columns = columns.len();
        let spec = RowSpec {
            id,
            label: label.text.to_owned(),
            also: owned(entry.words("also", notes)),
            group,
            columns,
            first_cell,
            is_total: entry.flag("total", notes),
            tells_edition: entry.flag("tells-edition", notes),
            source: source_or(source, &mut entry, notes),
        };
        first_cell += n_columns;
        rows.specs.push(spec);
        entry.finish(notes);
    }
    rows
}

/// The columns of a row: those it lists, or all.
fn row_columns(fields: &mut Fields<'_>, names: &Names, notes: &mut Notes<'_>) -> Vec<usize> {
    let at = fields.at();
    let Some(words) = fields.words_if_given("columns", notes) else {
        return (0..names.len()).collect();
    };
    if words.is_empty() {
        notes.add(
            at,
            fields.path("columns"),
            say!(
                notes.locale(),
                "至少要有一列",
                "at least one column is needed"
            ),
        );
    }
    let mut columns = Vec::with_capacity(words.len());
    for word in words {
        let Some(column) = names.refer(word, fields.path("columns"), notes) else {
            continue;
        };
        if columns.last().is_some_and(|last| *last >= column) {
            let text = word.text;
            let message = say!(
                notes.locale(),
                "{text} 不在从左到右的次序上",
                "{text} is not in the order from left to right"
            );
            notes.add(word.at, fields.path("columns"), message);
        } else {
            columns.push(column);
        }
    }
    columns
}
