//! Spaces that Markdown writes by their names, and line ends that it writes as tags behind a number: they keep blank cells open and set words off, and are none of what a cell says.

use super::trim;
use crate::chars::{NAMED_SPACES, after_named_space};

/// Bytes of the shortest of them and of a tag. Most cells are shorter.
const LENGTH: usize = 4;

/// Tags that end a line.
const LINE_ENDS: [&str; 3] = ["<br>", "<br/>", "<br />"];

/// The cell at `from..to` without the tags at its end that a converter leaves of what was laid out.
fn without_line_ends(text: &str, from: usize, to: usize) -> (usize, usize) {
    let (mut start, mut end) = (from, to);
    while let Some(rest) = LINE_ENDS
        .iter()
        .find_map(|tag| text[start..end].strip_suffix(tag))
    {
        (start, end) = trim(text, start, start + rest.len());
    }
    (start, end)
}

/// The cell at `from..to`, which is trimmed, without the named spaces at its ends; a cell of nothing else becomes an empty span at its beginning.
pub(crate) fn without_named_spaces(text: &str, from: usize, to: usize) -> (usize, usize) {
    if to - from < LENGTH || !text[from..to].contains(['&', '<']) {
        return (from, to);
    }
    let (from, to) = without_line_ends(text, from, to);
    let (mut start, mut end) = (from, to);
    while let Some(rest) = text[start..end]
        .strip_prefix('&')
        .and_then(after_named_space)
    {
        (start, end) = trim(text, end - rest.len(), end);
    }
    while let Some(rest) = NAMED_SPACES.iter().find_map(|name| {
        let cell = &text[start..end];
        cell.strip_suffix(';')
            .unwrap_or(cell)
            .strip_suffix(name)?
            .strip_suffix('&')
    }) {
        (start, end) = trim(text, start, start + rest.len());
    }
    match start == end {
        true => (from, from),
        false => (start, end),
    }
}
