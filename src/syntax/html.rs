//! HTML to plain text that the other readers understand, with a map back to the source.
//!
//! In: pages of government sites, documents saved by office programs, HTML tables inside Markdown, however broken. Out: a line for each
//! block, a line of tab-separated cells for each table row. Deliberately absent: grids, styles, and whatever a page does not show or strikes out.

mod attributes;
mod concealed;
mod elements;
mod plain_tags;
mod projector;
mod tables;
mod text;
mod tokens;

use crate::span::Span;
use crate::syntax::source_map::SourceMap;
use elements::{MAX_NAME, element, is_block, is_tabular};
pub use projector::Extent;

/// Stands in the projected text where a line ends inside a cell.
pub const CELL_BREAK: char = '\u{b}';

/// HTML as plain text.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// Blocks and rows, each a line ended by `\n`; text outside all elements as it stands in the source.
    pub text: String,
    /// From `text` to the source.
    pub map: SourceMap,
    /// The rows of all tables, in the order of `text`.
    pub rows: Vec<ProjectedRow>,
}

/// A row of a table, one line of the projected text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectedRow {
    /// Its cells in the projected text, without padding and without the tabs between them; empty for a cell without text. Never empty itself.
    pub cells: Vec<Span>,
    /// Which table it belongs to: rows with the same number belong together, even where another table stands between them.
    pub table: u32,
    /// Whether it stands in `thead` or has header cells only.
    pub is_header: bool,
    /// See [`ProjectedRow::extent`]. Shorter than `cells` if the last ones cover one column and one row each.
    extents: Vec<Extent>,
}

impl ProjectedRow {
    /// How many columns and rows cell number `cell_idx`, from 0, covers.
    pub fn extent(&self, cell_idx: usize) -> Extent {
        self.extents.get(cell_idx).copied().unwrap_or_default()
    }
}

/// Reads HTML as text. Never fails: tags that do not fit are left out, and what is open at the end is closed.
pub fn project(source: &str) -> Projection {
    let mut projector = projector::Projector::new(source);
    tokens::tokenize(source, &mut projector);
    projector.finish()
}

/// Whether a text is to be read as HTML: it has a tag of a table anywhere, or a tag of a block at the beginning of a line.
///
/// Tags that people write into Markdown lines (`<br>`, `<b>`, `<span>`), signs of less-than and tags behind a backslash do not count.
pub fn looks_like_html(source: &str) -> bool {
    let bytes = source.strip_prefix('\u{feff}').unwrap_or(source).as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| {
        let after = bytes.get(at + 1..).unwrap_or_default();
        let is_escaped = bytes
            .get(..at)
            .is_some_and(|before| before.ends_with(b"\\"));
        let element = element_opened_by(after);
        !is_escaped
            && (is_tabular(element) && closes(after)
                || is_block(element) && opens_line(bytes, at) && closes(after))
    })
}

/// Whether what follows a `<` makes it the beginning or the end of a table, a part of one, or a block.
pub(crate) fn begins_tag_of_layout(after: &[u8]) -> bool {
    let element = element_opened_by(after.strip_prefix(b"/").unwrap_or(after));
    (is_tabular(element) || is_block(element)) && closes(after)
}

/// The element whose start tag begins with these bytes, after `<`.
fn element_opened_by(after: &[u8]) -> elements::Element {
    let mut name = [0; MAX_NAME];
    let mut len = 0;
    for (slot, byte) in name
        .iter_mut()
        .zip(after)
        .take_while(|(_, byte)| byte.is_ascii_alphanumeric())
    {
        *slot = byte.to_ascii_lowercase();
        len += 1;
    }
    match after.get(len) {
        Some(b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n') => {
            element(name.get(..len).unwrap_or_default())
        }
        _ => elements::Element::Inline,
    }
}

/// Whether the tag is closed before another one begins.
fn closes(after: &[u8]) -> bool {
    memchr::memchr2(b'<', b'>', after).is_some_and(|at| after.get(at) == Some(&b'>'))
}

/// Whether only white space stands before `at` on its line.
fn opens_line(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    !matches!(before.iter().rev().find(|byte| !matches!(byte, b' ' | b'\t')), Some(byte) if !matches!(byte, b'\n' | b'\r'))
}

#[cfg(test)]
mod tests;
