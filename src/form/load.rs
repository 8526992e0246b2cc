//! TOML to [`Edition`].
//!
//! In: the text of an edition, or of a settings file that holds some. Out: editions whose every reference is an index, or all the
//! mistakes with their lines. Deliberately absent: files; the caller has read them.

mod edition;
mod fields;
mod names;
mod notes;
mod phrases;
mod relations;
mod table;
#[cfg(test)]
mod tests;

use toml::de::DeTable;

use self::fields::Fields;
use self::notes::Notes;
use super::Edition;
use super::phrases::Phrases;
use crate::locale::Locale;
use crate::say;

/// A mistake in an edition's TOML.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    /// Line of the file, from 1.
    pub line: usize,
    /// The path of keys from the top of the file: `table.row.label`; empty when it is about no key.
    pub key: String,
    /// One sentence in the language asked for.
    pub message: String,
}

/// Reads a file that is one edition; every mistake is reported, not only the first, in the order of the file.
pub fn load_edition(toml: &str, locale: Locale) -> Result<Edition, Vec<Mistake>> {
    let mut notes = Notes::new(toml, locale);
    let read = parse(toml, &mut notes)
        .map(|root| edition::read(Fields::new(root.get_ref(), 0, String::new()), &mut notes));
    match (read, notes.into_mistakes()) {
        (Some(edition), mistakes) if mistakes.is_empty() => Ok(edition),
        (_, mistakes) => Err(mistakes),
    }
}

/// Reads a file that is the wording of sentences; every mistake is reported, in the order of the file.
pub fn load_phrases(toml: &str, locale: Locale) -> Result<Phrases, Vec<Mistake>> {
    let mut notes = Notes::new(toml, locale);
    let read = parse(toml, &mut notes).map(|root| {
        phrases::read(
            Fields::new(root.get_ref(), 0, String::new()),
            None,
            &mut notes,
        )
    });
    match (read, notes.into_mistakes()) {
        (Some(phrases), mistakes) if mistakes.is_empty() => Ok(phrases),
        (_, mistakes) => Err(mistakes),
    }
}

/// Reads the editions that stand as `[[key]]` in a larger file: those without a mistake, each with its line from 1, and the mistakes of
/// the others.
///
/// `toml` is the whole file, so that lines and keys (`own-edition.table.row.label`) are those of the file. Other keys of the file are the
/// caller's business; a file without `key` has no editions. A file that is not TOML has none either, and its mistakes say where.
pub fn load_editions_in(
    toml: &str,
    key: &str,
    locale: Locale,
) -> (Vec<(usize, Edition)>, Vec<Mistake>) {
    let mut editions: Vec<(usize, Edition)> = Vec::new();
    let mut notes = Notes::new(toml, locale);
    let Some(root) = parse(toml, &mut notes) else {
        return (editions, notes.into_mistakes());
    };
    let mut file = Fields::new(root.get_ref(), 0, String::new());
    for fields in file.tables(key, &mut notes) {
        let (at, path) = (fields.at(), fields.path("id"));
        let before = notes.len();
        let edition = edition::read(fields, &mut notes);
        if editions.iter().any(|(_, other)| other.id == edition.id) {
            let id = &edition.id;
            notes.add(
                at,
                path,
                say!(locale, "编号 {id} 重复", "the id {id} stands twice"),
            );
        }
        if notes.len() == before {
            editions.push((notes.line(at), edition));
        }
    }
    (editions, notes.into_mistakes())
}

/// The tree of a TOML text; `None`, with the mistakes noted, if it is not TOML.
fn parse<'a>(toml: &'a str, notes: &mut Notes<'_>) -> Option<toml::Spanned<DeTable<'a>>> {
    let (root, errors) = DeTable::parse_recoverable(toml);
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        let reason = error.message();
        let message = say!(
            notes.locale(),
            "不是合法的 TOML：{reason}",
            "this is not TOML: {reason}"
        );
        notes.add(at, String::new(), message);
    }
    errors.is_empty().then_some(root)
}
