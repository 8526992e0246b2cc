//! What a fix would change, as a unified diff.

use std::borrow::Cow;

use similar::TextDiff;

use crate::cli::job::Job;

/// A unified diff, as `patch` and git read it.
pub(in crate::cli) fn difference(job: &Job, text: &str, new: &str) -> String {
    let path = job.shown();
    let path = quoted(&path);
    TextDiff::from_lines(text, new)
        .unified_diff()
        .context_radius(2)
        .header(&path, &path)
        .to_string()
}

/// A name in the header of a diff. One that would end its line or look like another is written as git writes it.
fn quoted(name: &str) -> Cow<'_, str> {
    let needs_none = |letter: char| !letter.is_control() && letter != '"' && letter != '\\';
    if name.chars().all(needs_none) {
        return Cow::Borrowed(name);
    }
    let mut out = String::from("\"");
    for letter in name.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if letter.is_control() => {
                let mut bytes = [0; 4];
                for byte in letter.encode_utf8(&mut bytes).bytes() {
                    out.push_str(&format!("\\{byte:03o}"));
                }
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_name_that_would_break_a_header_is_quoted() {
        assert_eq!(quoted("年报/a b.md"), "年报/a b.md");
        assert_eq!(quoted("a\n\"b\".md\u{1b}"), "\"a\\n\\\"b\\\".md\\033\"");
    }
}
