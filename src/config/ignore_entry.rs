//! Writing an `[[ignore]]`: plain text has no room for a comment that would not end up in the published report.

use toml::{Table, Value};

/// The text of a `nianbao.toml` with one more `[[ignore]]`. `existing` is its text so far, empty if there is no such file; `file` is
/// relative to its folder, with `/`; the `reason` is what a colleague reads next year. `None` if the text cannot be added to: it is not TOML, or its
/// `ignore` is written in one line.
pub fn with_ignore(
    existing: &str,
    file: &str,
    rule: &str,
    cell: Option<&str>,
    reason: &str,
) -> Option<String> {
    let newline = if existing.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let mut out = existing.to_owned();
    if !out.is_empty() {
        if !out.ends_with('\n') {
            out.push_str(newline);
        }
        out.push_str(newline);
    }
    let pattern = globset::escape(file);
    let entry = [
        ("file", Some(pattern.as_str())),
        ("rule", Some(rule)),
        ("cell", cell),
        ("reason", Some(reason)),
    ];
    out.push_str("[[ignore]]");
    out.push_str(newline);
    for (key, value) in entry {
        if let Some(value) = value {
            out.push_str(&format!("{key} = {}{newline}", Value::from(value)));
        }
    }
    out.parse::<Table>().is_ok().then_some(out)
}
