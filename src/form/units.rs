//! How names of reporting bodies are compared, as data.
//!
//! In: `units.toml`. Out: [`UnitWords`]. Deliberately absent: names; those are compared in [`crate::dossier`].

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::compiled;

/// The words of the file, which says what each list does.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct UnitWords {
    pub areas: Vec<String>,
    pub small_areas: Vec<String>,
    pub no_areas: Vec<String>,
    pub nobodys: Vec<String>,
    pub governments: Vec<String>,
    pub same_ends: Vec<(String, String)>,
    pub around: Vec<String>,
    pub of_years: Vec<String>,
    pub in_front: Vec<String>,
}

impl UnitWords {
    /// What all names are compared with. It is read once.
    pub fn builtin() -> &'static UnitWords {
        static WORDS: OnceLock<UnitWords> = OnceLock::new();
        WORDS.get_or_init(|| compiled::taken_in(compiled::UNITS))
    }
}

#[cfg(test)]
mod tests {
    use super::UnitWords;
    use crate::form::files;

    #[test]
    fn the_words_of_names_are_read_without_a_mistake() {
        let read: Result<UnitWords, _> = toml::from_str(files::UNITS);
        assert_eq!(read.as_ref(), Ok(UnitWords::builtin()));
        assert!(!UnitWords::builtin().areas.is_empty());
    }
}
