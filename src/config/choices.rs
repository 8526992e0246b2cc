//! Values that may be written in more ways than one.

use super::keys::{AUTO, LANGUAGES};
use crate::locale::Locale;
use crate::written::{Fields, Notes, TomlValue};

/// An id may be written as a number; whether it exists shows when all sources are laid together.
pub(super) fn edition_id(
    name: &str,
    fields: &mut Fields<'_>,
    notes: &mut Notes,
) -> Option<Option<String>> {
    let id = match fields.get(name)?.value {
        TomlValue::Whole(year) => year.to_string(),
        _ => fields.word_if_given(name, notes)?.text.to_owned(),
    };
    Some((id != AUTO).then_some(id))
}

/// A language by any of its tags: `zh`, `zh-Hans`, `en_US.UTF-8`.
pub(super) fn language(
    name: &str,
    fields: &mut Fields<'_>,
    notes: &mut Notes,
) -> Option<Option<Locale>> {
    let node = fields.get(name)?;
    if let TomlValue::Words(tag) = &node.value
        && let Some(locale) = Locale::known(tag)
    {
        return Some(Some(locale));
    }
    fields.choice(name, LANGUAGES, notes)
}
