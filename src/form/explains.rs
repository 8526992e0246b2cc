//! What the rows, columns, groups and sections of the form mean, for people who fill it in.
//!
//! In: `explains.toml`, by the ids of the editions, and what an edition says itself. Out: a sentence or two. Deliberately absent: anything that
//! reading or judging would depend on.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::lexicon::Name;
use super::{SectionSpec, TableSpec, compiled};
use crate::locale::Locale;

/// An explanation in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Explained {
    /// Simplified Chinese.
    pub zh: String,
    /// English; the Chinese one serves where it is missing.
    pub en: Option<String>,
}

impl Explained {
    /// In a language.
    pub fn get(&self, locale: Locale) -> &str {
        match (locale, &self.en) {
            (Locale::English, Some(english)) => english,
            (Locale::English, None) | (Locale::Chinese, _) => &self.zh,
        }
    }
}

/// The explanations of the official form.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Book {
    section: BTreeMap<String, Explained>,
    table: BTreeMap<String, Chapter>,
}

/// Those of one table.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Chapter {
    group: BTreeMap<String, Explained>,
    row: BTreeMap<String, Explained>,
    column: BTreeMap<String, Explained>,
}

impl Book {
    /// Read when it is first asked.
    fn builtin() -> &'static Book {
        static OFFICIAL: OnceLock<Book> = OnceLock::new();
        OFFICIAL.get_or_init(|| compiled::taken_in(compiled::EXPLAINS))
    }
}

impl SectionSpec {
    /// What the section has to contain.
    pub fn explained(&self, locale: Locale) -> Option<&str> {
        let own = self.explains.as_ref();
        let explained = own.or_else(|| Book::builtin().section.get(&self.id))?;
        Some(explained.get(locale))
    }
}

impl TableSpec {
    /// What a row, group or column of this table counts, and by which article.
    pub fn explained(&self, name: Name, locale: Locale) -> Option<&str> {
        let chapter = || Book::builtin().table.get(&self.id);
        let (own, official) = match name {
            Name::Row(_, at) => {
                let row = self.rows.get(at)?;
                (&row.explains, chapter().and_then(|c| c.row.get(&row.id)))
            }
            Name::Group(_, at) => {
                let group = self.groups.get(at)?;
                let official = chapter().and_then(|c| c.group.get(&group.id));
                (&group.explains, official)
            }
            Name::Column(_, at) => {
                let column = self.columns.get(at)?;
                let official = chapter().and_then(|c| c.column.get(&column.id));
                (&column.explains, official)
            }
            _ => return None,
        };
        Some(own.as_ref().or(official)?.get(locale))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::files;
    use crate::kit::Forms;

    #[test]
    fn every_row_column_group_and_section_of_the_official_form_is_explained() {
        let read: Result<Book, _> = toml::from_str(files::EXPLAINS);
        assert!(read.is_ok(), "{read:?}");
        for edition in Forms::builtin().editions() {
            for section in &edition.sections {
                assert!(
                    section.explained(Locale::English).is_some(),
                    "{}",
                    section.id
                );
            }
            for table in &edition.tables {
                let columns = (0..table.columns.len()).map(|at| Name::Column(0, at));
                let groups = (0..table.groups.len()).map(|at| Name::Group(0, at));
                let rows = (0..table.rows.len()).map(|at| Name::Row(0, at));
                for name in columns.chain(groups).chain(rows) {
                    let label = table.label_of(name);
                    for locale in [Locale::Chinese, Locale::English] {
                        let said = table.explained(name, locale).unwrap_or_default();
                        let entry = match name {
                            Name::Row(_, at) => format!("row.{}", table.rows[at].id),
                            Name::Column(_, at) => format!("column.{}", table.columns[at].id),
                            Name::Group(_, at) => format!("group.{}", table.groups[at].id),
                            other => format!("{other:?}"),
                        };
                        assert!(
                            !said.is_empty(),
                            "explains.toml does not say in {locale:?} what {label:?} of the edition {} means, under [table.{}.{entry}]",
                            edition.id,
                            table.id
                        );
                        assert!(
                            said.chars().count() < 220,
                            "{label:?} is explained at too great length"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_is_explained_that_no_edition_has() {
        let has = |found: &dyn Fn(&TableSpec) -> bool, table: &str| {
            let mut tables = Forms::builtin()
                .editions()
                .flat_map(|edition| &edition.tables);
            tables.any(|spec| spec.id == table && found(spec))
        };
        for (table, chapter) in &Book::builtin().table {
            for id in chapter.row.keys() {
                assert!(
                    has(&|spec| spec.rows.iter().any(|row| row.id == *id), table),
                    "{id}"
                );
            }
            for id in chapter.column.keys() {
                assert!(
                    has(
                        &|spec| spec.columns.iter().any(|column| column.id == *id),
                        table
                    ),
                    "{id}"
                );
            }
            for id in chapter.group.keys() {
                assert!(
                    has(
                        &|spec| spec.groups.iter().any(|group| group.id == *id),
                        table
                    ),
                    "{id}"
                );
            }
        }
    }
}
