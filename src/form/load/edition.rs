//! One edition from its TOML: years, title, sections, and the tables in the order of their sections.

use super::across;
use super::phrases;
use super::table;
use super::{explains, source_or};
use crate::form::{Edition, SectionSpec, TableSpec, TitleSpec};
use crate::say;
use crate::written::{Fields, Names, Notes, owned};

/// Reads an edition. Whatever is wrong is noted; the result is of use only if nothing was.
pub(super) fn read(mut fields: Fields<'_>, notes: &mut Notes) -> Edition {
    let id = fields.word("id", notes).text.to_owned();
    let name = fields.word("name", notes).text.to_owned();
    let source = fields.word("source", notes).text.to_owned();
    let (first_year, last_year) = years(&mut fields, notes);
    let title = title(&mut fields, notes);

    let mut section_names = Names::default();
    let mut sections: Vec<SectionSpec> = fields
        .entries("section", notes)
        .into_iter()
        .map(|entry| section(entry, &source, &mut section_names, notes))
        .collect();
    let before = notes.len();
    let tables = tables(&mut fields, &source, &section_names, notes);
    let is_sound = notes.len() == before;
    for (index, table) in tables.iter().enumerate() {
        if let Some(section) = sections.get_mut(table.section) {
            section.table = Some(index);
        }
    }
    // what a wrong table lacks is no mistake of the relations
    let across = match is_sound {
        true => across::read(&mut fields, &tables, &source, notes),
        false => {
            fields.get("across");
            Vec::new()
        }
    };
    let narrative = fields.table("narrative", notes);
    // what a wrong table lacks is no mistake of the words
    let known = is_sound.then_some(tables.as_slice());
    let narrative = narrative.map(|table| phrases::read(table, known, notes));
    fields.finish(notes);
    Edition {
        across,
        narrative,
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

fn years(fields: &mut Fields<'_>, notes: &mut Notes) -> (u16, Option<u16>) {
    let first = fields.year("first-year", notes);
    fields.require("first-year", notes);
    let last = fields.year("last-year", notes);
    if let (Some(first), Some(last)) = (first, last)
        && last < first
    {
        let message = say!(
            notes.locale(),
            "最后年度早于起始年度",
            "the last year is before the first"
        );
        notes.add(fields.place("last-year"), fields.path("last-year"), message);
    }
    (first.unwrap_or_default(), last)
}

fn title(fields: &mut Fields<'_>, notes: &mut Notes) -> TitleSpec {
    let Some(mut title) = fields.table("title", notes) else {
        fields.require("title", notes);
        return TitleSpec {
            words: String::new(),
            also: Vec::new(),
            year_marks: Vec::new(),
        };
    };
    let spec = TitleSpec {
        words: title.word("words", notes).text.to_owned(),
        also: owned(title.words("also", notes)),
        year_marks: owned(title.words("year-marks", notes)),
    };
    title.finish(notes);
    spec
}

fn section(
    mut fields: Fields<'_>,
    source: &str,
    names: &mut Names,
    notes: &mut Notes,
) -> SectionSpec {
    let spec = SectionSpec {
        id: names.declare_id(&mut fields, notes),
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
        must_mention: owned(fields.words("must-mention", notes)),
        explains: explains(&mut fields, notes),
        source: source_or(source, &mut fields, notes),
    };
    fields.finish(notes);
    spec
}

/// The tables, sorted by their sections, of which each holds at most one.
fn tables(
    fields: &mut Fields<'_>,
    edition_source: &str,
    section_names: &Names,
    notes: &mut Notes,
) -> Vec<TableSpec> {
    let mut names = Names::default();
    let mut tables: Vec<TableSpec> = Vec::new();
    for mut entry in fields.entries("table", notes) {
        let word = entry.word("section", notes);
        let path = entry.path("section");
        let section = section_names.refer(word, path.clone(), notes);
        let table = table::read(
            entry,
            section.unwrap_or_default(),
            edition_source,
            &mut names,
            notes,
        );
        if section.is_some_and(|section| tables.iter().any(|other| other.section == section)) {
            let message = say!(
                notes.locale(),
                "这一章节已有一张表",
                "this section has a table already"
            );
            notes.add(word.at, path, message);
        }
        tables.push(table);
    }
    tables.sort_by_key(|table| table.section);
    tables
}
