//! Characters that stand for themselves: behind a backslash, as Markdown writes them, a bar sets no cells apart and a tag is none.
//!
//! In: words as they are meant, or as they are written. Out: the same words the other way. What is escaped comes back exactly.

use super::html::begins_tag_of_layout;
use crate::chars::is_bar;

/// Whether a character has to be escaped to stand for itself; `behind` is what follows it.
pub(crate) fn needs_escape(letter: char, behind: &str) -> bool {
    is_bar(letter) || letter == '<' && begins_tag_of_layout(behind.as_bytes())
}

/// Words as they are written where bars and tags mean something.
pub(crate) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for (at, letter) in words.char_indices() {
        if needs_escape(letter, &words[at + letter.len_utf8()..]) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// Words as they are meant.
pub(crate) fn unescaped(words: &str) -> String {
    let letters = words.char_indices();
    let meant =
        letters.filter(|(at, letter)| !is_escape(*letter, &words[at + letter.len_utf8()..]));
    meant.map(|(_, letter)| letter).collect()
}

/// Whether a character is the backslash in front of one that is to stand for itself; `behind` is what follows it.
pub(crate) fn is_escape(letter: char, behind: &str) -> bool {
    let mut rest = behind.chars();
    let next = rest.next().filter(|_| letter == '\\');
    next.is_some_and(|next| needs_escape(next, rest.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_comes_back_exactly() {
        for words in [
            "甲|乙",
            "｜甲\\|乙\\\\",
            "|",
            "<td>88</td>",
            "\\<table>|\\",
            "a < b，<5%，4<br>0",
            "",
        ] {
            assert_eq!(unescaped(&escaped(words)), words, "{words}");
        }
    }

    #[test]
    fn only_bars_and_tags_of_tables_and_blocks_are_escaped() {
        assert_eq!(
            escaped("甲|乙│<td>88</td><p>"),
            "甲\\|乙\\│\\<td>88\\</td>\\<p>"
        );
        for words in [
            "a < b",
            "<5%",
            "4<br>0",
            "<b>总计</b>",
            "《〈条例〉》",
            "<td 未写完",
        ] {
            assert_eq!(escaped(words), words);
        }
    }
}
