//! What simple fonts call their letters.

/// Names of signs and digits; those of letters of the alphabet are the letters.
const NAMES: &[(&str, char)] = &[
    ("space", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("quoteright", '’'),
    ("quoteleft", '‘'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("minus", '-'),
    ("endash", '–'),
    ("emdash", '—'),
    ("period", '.'),
    ("periodcentered", '·'),
    ("ellipsis", '…'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("asciicircum", '^'),
    ("underscore", '_'),
    ("grave", '`'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
    ("nbspace", ' '),
    ("multiply", '×'),
    ("section", '§'),
    ("bullet", '•'),
];

/// The letter of a name, if the name says it.
pub(super) fn letter(name: &str) -> Option<char> {
    let mut letters = name.chars();
    if let (Some(only), None) = (letters.next(), letters.next()) {
        return Some(only);
    }
    if let Some((_, letter)) = NAMES.iter().find(|(own, _)| *own == name) {
        return Some(*letter);
    }
    let digits = name
        .strip_prefix("uni")
        .or_else(|| name.strip_prefix('u'))?;
    let is_code = (4..=6).contains(&digits.len());
    is_code
        .then(|| u32::from_str_radix(digits, 16).ok())
        .flatten()
        .and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_are_known_by_their_names() {
        assert_eq!(letter("A"), Some('A'));
        assert_eq!(letter("seven"), Some('7'));
        assert_eq!(letter("uni4E00"), Some('一'));
        assert_eq!(letter("u4E8C"), Some('二'));
        assert_eq!(letter("g17"), None);
    }
}
