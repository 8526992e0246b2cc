//! The set of editions that a text may be checked against.

use std::sync::OnceLock;

use super::{Edition, Forms, load_edition};
use crate::locale::Locale;

/// The official editions as they are compiled in.
const BUILT_IN: [&str; 2] = [
    include_str!("editions/2021.toml"),
    include_str!("editions/2019.toml"),
];

impl Forms {
    /// The official editions. They are read once; the same set is handed out ever after.
    pub fn builtin() -> &'static Forms {
        static FORMS: OnceLock<Forms> = OnceLock::new();
        FORMS.get_or_init(|| Forms::with_own(Vec::new()))
    }

    /// The official editions and the user's own. An own edition takes the place of an official one with the same id.
    pub fn with_own(own: Vec<Edition>) -> Forms {
        let mut editions = own;
        // a mistake in the official data is found by this module's tests; a user would only miss the edition
        for edition in BUILT_IN
            .iter()
            .filter_map(|toml| load_edition(toml, Locale::default()).ok())
        {
            if !editions.iter().any(|other| other.id == edition.id) {
                editions.push(edition);
            }
        }
        editions.sort_by_key(|edition| std::cmp::Reverse(edition.first_year));
        Forms { editions }
    }

    /// The edition with this id.
    pub fn edition(&self, id: &str) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.id == id)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn the_official_editions_have_no_mistakes() {
        for toml in BUILT_IN {
            assert_eq!(load_edition(toml, Locale::English).err(), None);
        }
    }

    #[test]
    fn cells_and_relations_are_as_many_as_the_form_has() {
        let counts = |id: &str| {
            let edition = Forms::builtin().edition(id).expect("an official edition");
            let cells: Vec<usize> = edition.tables.iter().map(|table| table.n_cells).collect();
            let relations: usize = edition
                .tables
                .iter()
                .map(|table| table.relations.len())
                .sum();
            (cells, relations)
        };
        assert_eq!(counts("2021"), (vec![10, 175, 15], 42));
        assert_eq!(counts("2019"), (vec![22, 161, 15], 40));
    }
}
