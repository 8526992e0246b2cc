//! Words with choices in them: `{任何,}单位{和,或}个人` stands for four words.

use crate::say;
use crate::written::{Notes, TomlWord};

/// Most words that one entry may stand for.
const MOST: usize = 4096;

/// Every word that the entries stand for, in their order. Braces that do not match are noted.
pub(super) fn spelt_out(entries: &[TomlWord<'_>], path: &str, notes: &mut Notes) -> Vec<String> {
    let mut words = Vec::with_capacity(entries.len());
    for entry in entries {
        match choices(entry.text) {
            Some(spelt) => words.extend(spelt),
            None => {
                let text = entry.text;
                let message = say!(
                    notes.locale(),
                    "“{text}”的花括号不成对，或代表的词太多",
                    "the braces of \"{text}\" do not match, or stand for too many words"
                );
                notes.add(entry.at, path.to_owned(), message);
            }
        }
    }
    words
}

fn choices(entry: &str) -> Option<Vec<String>> {
    let mut words = vec![String::new()];
    let mut rest = entry;
    while let Some(open) = rest.find(['{', '}']) {
        let (plain, choice) = rest.split_at_checked(open)?;
        let (choice, after) = choice.strip_prefix('{')?.split_once('}')?;
        if choice.contains('{') {
            return None;
        }
        words.iter_mut().for_each(|word| word.push_str(plain));
        let each = |word: &String| {
            let word = word.clone();
            choice.split(',').map(move |part| format!("{word}{part}"))
        };
        words = words.iter().flat_map(each).collect();
        if words.len() > MOST {
            return None;
        }
        rest = after;
    }
    words.iter_mut().for_each(|word| word.push_str(rest));
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::choices;

    #[test]
    fn each_choice_makes_a_word() {
        let spelt = |entry| choices(entry).unwrap_or_default();
        assert_eq!(spelt("收到"), ["收到"]);
        assert_eq!(
            spelt("{甲,}乙{丙,丁}"),
            ["甲乙丙", "甲乙丁", "乙丙", "乙丁"]
        );
        assert_eq!(spelt("乙{}"), ["乙"]);
    }

    #[test]
    fn braces_that_do_not_match_are_refused() {
        for entry in ["{甲", "甲}", "{甲{乙}}", "}甲{"] {
            assert_eq!(choices(entry), None, "{entry}");
        }
    }
}
