//! Invisible marks round what is looked for later, taken out again when the text is whole: so places are known without asking the program.

use std::collections::HashMap;

use nianbao::door::Span;

const OPEN: char = '\u{E000}';
const BETWEEN: char = '\u{E001}';
const CLOSE: char = '\u{E002}';

/// The text between marks.
pub fn mark(key: &str, text: &str) -> String {
    format!("{OPEN}{key}{BETWEEN}{text}{CLOSE}")
}

/// The text without marks.
pub fn shown(text: &str) -> String {
    unmark(text).0
}

/// The text without marks, and where the marked pieces stand; the first place counts.
pub fn unmark(text: &str) -> (String, HashMap<String, Span>) {
    let mut out = String::with_capacity(text.len());
    let mut places = HashMap::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find([OPEN, CLOSE]) {
        out.push_str(&rest[..at]);
        let is_open = rest[at..].starts_with(OPEN);
        rest = &rest[at + OPEN.len_utf8()..];
        if is_open {
            let (key, after) = rest.split_once(BETWEEN).expect("a mark has a key");
            open.push((key.to_string(), out.len()));
            rest = after;
        } else if let Some((key, start)) = open.pop() {
            places.entry(key).or_insert(Span::new(start, out.len()));
        }
    }
    out.push_str(rest);
    (out, places)
}
