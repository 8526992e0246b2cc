//! How near a mistyped word is to a known one.

/// The known word that `word` is probably a slip of. Case, `-` and `_` do not count; of longer words more letters may be wrong.
pub fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let written = bare(word);
    let length = written.chars().count();
    let allowed = 1 + length / 4;
    known
        .map(|candidate| (candidate, bare(candidate)))
        .filter(|(_, bare)| bare.chars().count().abs_diff(length) <= allowed)
        .map(|(candidate, bare)| (strsim::damerau_levenshtein(&written, &bare), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

fn bare(word: &str) -> String {
    let letters = word.chars().filter(|c| !matches!(c, '-' | '_'));
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_a_word_of_another_kind_is_not() {
        let known = ["row-total", "column-total", "fix-on-save", "balance"];
        let near = |word| nearest(word, known.into_iter());
        assert_eq!(near("row-totl"), Some("row-total"));
        assert_eq!(near("fixOnSave"), Some("fix-on-save"));
        assert_eq!(near("Balnace"), Some("balance"));
        assert_eq!(near("nonsense"), None);
        assert_eq!(near(""), None);
        assert_eq!(nearest("結", ["结"].into_iter()), Some("结"));
    }
}
