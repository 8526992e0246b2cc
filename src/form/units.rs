//! How names of reporting bodies are compared, as data.
//!
//! In: `units.toml`. Out: [`UnitWords`]. Deliberately absent: names; those are compared in [`crate::dossier`].

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::compiled;

/// The words of the file, which says what each list does.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct UnitWords {
    pub areas: Vec<String>,
    pub small_areas: Vec<String>,
    pub district_areas: Vec<String>,
    pub shared_districts: Vec<String>,
    pub placeholders: Vec<String>,
    pub no_areas: Vec<String>,
    pub nobodys: Vec<String>,
    pub governments: Vec<String>,
    pub same_ends: Vec<(String, String)>,
    pub around: Vec<String>,
    pub of_years: Vec<String>,
    pub in_dates: Vec<String>,
    pub in_front: Vec<String>,
    pub traditional: Vec<String>,
}

impl UnitWords {
    /// What all names are compared with. It is read once.
    pub fn builtin() -> &'static UnitWords {
        static WORDS: OnceLock<UnitWords> = OnceLock::new();
        WORDS.get_or_init(|| compiled::taken_in(compiled::UNITS))
    }

    /// A name in simplified script.
    pub fn simplified(name: &str) -> Cow<'_, str> {
        static PAIRS: OnceLock<FxHashMap<char, char>> = OnceLock::new();
        let pairs = PAIRS.get_or_init(|| {
            let pairs = UnitWords::builtin().traditional.iter();
            let pairs = pairs.map(|pair| pair.chars());
            pairs
                .filter_map(|mut pair| pair.next().zip(pair.next()))
                .collect()
        });
        match name.chars().any(|c| pairs.contains_key(&c)) {
            true => Cow::Owned(name.chars().map(|c| *pairs.get(&c).unwrap_or(&c)).collect()),
            false => Cow::Borrowed(name),
        }
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

    #[test]
    fn traditional_characters_come_in_pairs_and_none_stands_on_both_sides() {
        let pairs = &UnitWords::builtin().traditional;
        assert!(pairs.iter().all(|pair| pair.chars().count() == 2));
        let side = |at| pairs.iter().filter_map(move |pair| pair.chars().nth(at));
        assert!(side(0).all(|traditional| side(1).all(|simplified| simplified != traditional)));
        assert_eq!(UnitWords::simplified("龍潭縣水務局"), "龙潭县水务局");
        assert_eq!(UnitWords::simplified("乾县水务局"), "乾县水务局");
    }
}
