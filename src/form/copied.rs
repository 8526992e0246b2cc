//! How texts of several reports are compared, as data.
//!
//! In: `copied.toml`. Out: [`CopiedWords`]. Deliberately absent: texts; those are compared in [`crate::dossier`].

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::compiled;

/// The words and numbers of the file, which says what each does.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs)]
pub struct CopiedWords {
    pub by_paragraph: Vec<String>,
    pub as_a_whole: Vec<String>,
    pub least_characters: usize,
    pub least_share: usize,
    pub everybodys: Vec<String>,
    pub common: Vec<String>,
}

impl CopiedWords {
    /// What all texts are compared by. It is read once.
    pub fn builtin() -> &'static CopiedWords {
        static WORDS: OnceLock<CopiedWords> = OnceLock::new();
        WORDS.get_or_init(|| compiled::taken_in(compiled::COPIED))
    }
}

#[cfg(test)]
mod tests {
    use super::CopiedWords;
    use crate::form::files;

    #[test]
    fn the_words_that_never_count_are_read_without_a_mistake() {
        let read: Result<CopiedWords, _> = toml::from_str(files::COPIED);
        assert!(read.is_ok(), "{read:?}");
        assert!(CopiedWords::builtin().least_share > 50);
    }
}
