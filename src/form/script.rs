//! Traditional script: which simplified characters and words a converted copy of a report stands for.
//!
//! In: `script.toml`. Out: pairs for the folding of labels. Deliberately absent: traditional characters that no label of the form has.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::compiled;
use crate::locale::Locale;
use crate::say;
use crate::written::{self, Fields, Mistake, Notes, TomlWord};

/// Traditional characters and words with their simplified ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptVariants {
    /// Pairs of a traditional character, or a radical, and a simplified character; no character stands on both sides.
    pub characters: Vec<(char, char)>,
    /// Pairs of a word as a conversion to traditional script leaves it and the form's own word for it.
    pub words: Vec<(String, String)>,
}

impl ScriptVariants {
    /// The variants that the official editions need. They are read once.
    pub fn builtin() -> &'static ScriptVariants {
        static VARIANTS: OnceLock<ScriptVariants> = OnceLock::new();
        VARIANTS.get_or_init(|| compiled::taken_in(compiled::SCRIPT))
    }

    /// Reads a text that is such variants; every mistake is reported, in the order of the text.
    pub fn load(toml: &str) -> Result<ScriptVariants, Vec<Mistake>> {
        let mut notes = Notes::of_text(toml, "script.toml", Locale::default());
        let entries = written::parse(toml, &mut notes);
        let mut fields = Fields::top(&entries);
        let mut pairs = characters(&mut fields, "characters", &mut notes);
        pairs.extend(characters(&mut fields, "radicals", &mut notes));
        let variants = ScriptVariants {
            characters: pairs,
            words: words(&mut fields, &mut notes),
        };
        fields.require("characters", &mut notes);
        fields.require("words", &mut notes);
        fields.finish(&mut notes);
        let mistakes = notes.into_mistakes();
        if mistakes.is_empty() {
            Ok(variants)
        } else {
            Err(mistakes)
        }
    }
}

fn characters(fields: &mut Fields<'_>, key: &str, notes: &mut Notes) -> Vec<(char, char)> {
    let mut pairs = Vec::new();
    for word in fields.words(key, notes) {
        let mut characters = word.text.chars();
        match (characters.next(), characters.next(), characters.next()) {
            (Some(traditional), Some(simplified), None) => pairs.push((traditional, simplified)),
            _ => no_pair(word, fields.path(key), notes),
        }
    }
    pairs
}

fn words(fields: &mut Fields<'_>, notes: &mut Notes) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for list in fields.word_lists("words", notes) {
        match list[..] {
            [converted, own] => pairs.push((converted.text.to_owned(), own.text.to_owned())),
            [first, ..] => no_pair(first, fields.path("words"), notes),
            [] => {}
        }
    }
    pairs
}

fn no_pair(word: TomlWord<'_>, path: String, notes: &mut Notes) {
    let text = word.text;
    let message = say!(notes.locale(), "“{text}”不成对", "\"{text}\" is not a pair");
    notes.add(word.at, path, message);
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::form::files;
    use crate::form::fold::Fold;
    use crate::kit::Forms;

    fn simplified(variants: &ScriptVariants, text: &str) -> String {
        let character = |c| {
            variants
                .characters
                .iter()
                .find(|(from, _)| *from == c)
                .map_or(c, |(_, to)| *to)
        };
        let mut text: String = text.chars().map(character).collect();
        for (converted, own) in &variants.words {
            text = text.replace(converted.as_str(), own);
        }
        text
    }

    /// Every wording by which something of the form is recognised.
    fn wordings() -> BTreeSet<String> {
        let mut wordings = BTreeSet::new();
        for edition in Forms::builtin().editions() {
            wordings.insert(edition.title.words.clone());
            wordings.extend(edition.title.also.iter().cloned());
            for section in &edition.sections {
                wordings.insert(section.title.clone());
                wordings.extend(section.also.iter().cloned());
                wordings.extend(section.key.iter().flatten().cloned());
                wordings.extend(section.not_only.iter().flatten().cloned());
            }
            for table in &edition.tables {
                let rows = table.rows.iter().map(|row| (&row.label, &row.also));
                let columns = table
                    .columns
                    .iter()
                    .map(|column| (&column.label, &column.also));
                let groups = table.groups.iter().map(|group| (&group.label, &group.also));
                let headers = table
                    .headers
                    .iter()
                    .map(|header| (&header.label, &header.also));
                for (label, also) in rows.chain(columns).chain(groups).chain(headers) {
                    wordings.insert(label.clone());
                    wordings.extend(also.iter().cloned());
                }
            }
        }
        wordings
    }

    #[test]
    fn the_built_in_variants_are_read() {
        let variants = ScriptVariants::load(files::SCRIPT).unwrap();
        assert!(variants.characters.contains(&('總', '总')));
        assert!(
            variants
                .words
                .contains(&("資訊".to_owned(), "信息".to_owned()))
        );
        assert_eq!(ScriptVariants::builtin(), &variants);
    }

    #[test]
    fn an_entry_that_is_no_pair_is_refused() {
        let mistakes = |toml| ScriptVariants::load(toml).unwrap_err();
        for toml in [
            "characters = [\"總\"]\nwords = []",
            "characters = []\nwords = [[\"總\"]]",
        ] {
            let [mistake] = &mistakes(toml)[..] else {
                panic!("one mistake")
            };
            assert!(mistake.message.contains('總'), "{mistake:?}");
        }
    }

    #[test]
    fn a_character_is_either_traditional_or_simplified_and_given_once() {
        let variants = ScriptVariants::builtin();
        let traditional: BTreeSet<char> =
            variants.characters.iter().map(|(from, _)| *from).collect();
        assert_eq!(traditional.len(), variants.characters.len());
        for (from, to) in &variants.characters {
            assert!(!traditional.contains(to), "{from}{to}");
        }
    }

    #[test]
    fn no_official_wording_has_a_character_or_word_taken_for_traditional() {
        let variants = ScriptVariants::builtin();
        for wording in wordings() {
            assert_eq!(simplified(variants, &wording), wording);
        }
    }

    #[test]
    fn every_simplified_character_and_word_is_one_of_the_form_or_of_sentences() {
        let variants = ScriptVariants::builtin();
        let sentences = files::NARRATIVE;
        let all = wordings().into_iter().collect::<String>() + sentences;
        let is_radical = |from: char| ('\u{2E80}'..'\u{2F00}').contains(&from);
        for (from, to) in &variants.characters {
            assert!(is_radical(*from) || all.contains(*to), "{to}");
        }
        for (_, own) in &variants.words {
            assert!(all.contains(own.as_str()), "{own}");
        }
    }

    #[test]
    fn the_characters_do_not_touch_the_words() {
        let variants = ScriptVariants::builtin();
        for (converted, own) in &variants.words {
            let touched = |c| variants.characters.iter().any(|(from, _)| *from == c);
            assert!(
                !converted.chars().chain(own.chars()).any(touched),
                "{converted}"
            );
        }
    }

    #[test]
    fn a_label_in_traditional_script_folds_to_the_official_one() {
        let fold = Fold::new(ScriptVariants::builtin());
        let folded: BTreeSet<Vec<char>> = wordings()
            .iter()
            .map(|wording| fold.fold(wording))
            .collect();
        let samples = include_str!("script_samples.txt").lines();
        for sample in samples.filter(|line| !line.is_empty()) {
            assert!(folded.contains(&fold.fold(sample)), "{sample}");
        }
    }
}
