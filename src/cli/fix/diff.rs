//! What a fix would change, as a unified diff.

use std::borrow::Cow;

use similar::TextDiff;

use crate::cli::job::Job;

/// A unified diff, as `patch` and git read it.
pub(in crate::cli) fn difference(job: &Job, text: &str, new: &str) -> String {
    let path = job.shown();
    let path = quoted(&path);
    unified(&path, text, new)
}

/// Lines end at LF alone: those who read a diff know no other end.
fn unified(path: &str, text: &str, new: &str) -> String {
    let [old_lines, new_lines] =
        [text, new].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let diff = TextDiff::from_slices(&old_lines, &new_lines);
    let mut out = String::new();
    for hunk in diff.unified_diff().context_radius(2).iter_hunks() {
        if out.is_empty() {
            // Where a name with spaces ends, a tab says.
            let end = if path.contains(' ') && !path.starts_with('"') {
                "\t"
            } else {
                ""
            };
            out += &format!("--- {path}{end}\n+++ {path}{end}\n");
        }
        out += &format!("{}\n", hunk.header());
        for change in hunk.iter_changes() {
            let line = change.value();
            out += &format!("{}{line}", change.tag());
            if !line.ends_with('\n') {
                out += "\n\\ No newline at end of file\n";
            }
        }
    }
    out
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
    use super::{quoted, unified};

    #[test]
    fn a_line_of_a_diff_ends_at_its_line_feed_alone() {
        assert_eq!(
            unified("a.md", "a\rb\n1\r\nc\rd", "a\rb\n2\r\nc\rd"),
            "--- a.md\n+++ a.md\n@@ -1,3 +1,3 @@\n a\rb\n-1\r\n+2\r\n c\rd\n\\ No newline at end of file\n"
        );
        assert_eq!(
            unified("a.md", "a\n1\r", "a\n2\r"),
            "--- a.md\n+++ a.md\n@@ -1,2 +1,2 @@\n a\n-1\r\n\\ No newline at end of file\n+2\r\n\\ No newline at end of file\n"
        );
        assert_eq!(unified("a.md", "a\r", "a\r"), "");
    }

    #[test]
    fn a_tab_ends_a_name_with_spaces() {
        let diff = unified(&quoted("a b.md"), "1\n", "2\n");
        assert!(diff.starts_with("--- a b.md\t\n+++ a b.md\t\n@@"), "{diff}");
        let diff = unified(&quoted("a \n.md"), "1\n", "2\n");
        assert!(diff.starts_with("--- \"a \\n.md\"\n"), "{diff}");
    }

    #[test]
    fn a_name_that_would_break_a_header_is_quoted() {
        assert_eq!(quoted("年报/a b.md"), "年报/a b.md");
        assert_eq!(quoted("a\n\"b\".md\u{1b}"), "\"a\\n\\\"b\\\".md\\033\"");
    }
}
