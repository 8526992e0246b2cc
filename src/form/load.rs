//! TOML to [`Edition`].
//!
//! In: the text of an edition, or of a settings file that holds some. Out: editions whose every reference is an index, or all the
//! mistakes with their lines. Deliberately absent: files; the caller has read them.

mod across;
mod bodies;
mod choices;
mod edition;
mod phrases;
mod relations;
mod table;
#[cfg(test)]
mod tests;

use super::phrases::Phrases;
use super::{Edition, Explained};
use crate::locale::Locale;
use crate::say;
use crate::written::{self, Fields, Mistake, Notes};

/// Reads a file that is one edition, called `path`; every mistake is reported, not only the first, in the order of the file.
pub fn load_edition_of(toml: &str, path: &str, locale: Locale) -> Result<Edition, Vec<Mistake>> {
    whole(toml, path, locale, edition::read)
}

/// Reads a text that is one edition; every mistake is reported, not only the first, in the order of the text.
pub fn load_edition(toml: &str, locale: Locale) -> Result<Edition, Vec<Mistake>> {
    load_edition_of(toml, "", locale)
}

/// Reads a text that is the wording of sentences; every mistake is reported, in the order of the text.
pub fn load_phrases(toml: &str, locale: Locale) -> Result<Phrases, Vec<Mistake>> {
    whole(toml, "", locale, |fields, notes| {
        phrases::read(fields, None, notes)
    })
}

/// What `read` makes of a whole text, if there is no mistake in it.
fn whole<T>(
    toml: &str,
    path: &str,
    locale: Locale,
    read: impl FnOnce(Fields<'_>, &mut Notes) -> T,
) -> Result<T, Vec<Mistake>> {
    let toml = toml.strip_prefix('\u{feff}').unwrap_or(toml);
    let mut notes = Notes::of_text(toml, path, locale);
    let entries = written::parse(toml, &mut notes);
    let read = notes
        .is_whole()
        .then(|| read(Fields::top(&entries), &mut notes));
    match (read, notes.into_mistakes()) {
        (Some(read), mistakes) if mistakes.is_empty() => Ok(read),
        (_, mistakes) => Err(mistakes),
    }
}

/// Reads the editions that stand as `[[key]]` in a larger file: those without a mistake, each with its place. Mistakes of the others are noted
/// with the lines and keys (`own-edition.table.row.label`) of the file.
pub(crate) fn read_editions(
    file: &mut Fields<'_>,
    key: &str,
    notes: &mut Notes,
) -> Vec<(usize, Edition)> {
    let mut editions: Vec<(usize, Edition)> = Vec::new();
    for fields in file.tables(key, notes) {
        let (at, path) = (fields.at(), fields.path("id"));
        let before = notes.len();
        let edition = edition::read(fields, notes);
        let is_taken = editions.iter().any(|(_, other)| other.id == edition.id);
        if is_taken && !edition.id.is_empty() {
            let id = &edition.id;
            let message = say!(
                notes.locale(),
                "编号“{id}”重复",
                "the id \"{id}\" stands twice"
            );
            notes.add(at, path, message);
        }
        if notes.len() == before {
            editions.push((at, edition));
        }
    }
    editions
}

/// What an entry means, where it says so itself.
fn explains(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<Explained> {
    let zh = fields.word_if_given("explains", notes);
    let en = fields.word_if_given("explains-en", notes);
    Some(Explained {
        zh: zh?.text.to_owned(),
        en: en.map(|word| word.text.to_owned()),
    })
}

/// The `source` of an entry, or of what it belongs to.
fn source_or(inherited: &str, fields: &mut Fields<'_>, notes: &mut Notes) -> String {
    fields
        .word_if_given("source", notes)
        .map_or(inherited, |source| source.text)
        .to_owned()
}
