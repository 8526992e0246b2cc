//! Columns of a line: how much of it stands before a place.

use super::{PositionUnit, char_width};

/// What stands in `chunk` before its byte `at`, which is moved back out of a character or a CRLF. The rope never splits either between chunks.
pub(super) fn before_place(chunk: &str, at: usize) -> &str {
    let at = (0..=at.min(chunk.len())).rev();
    let before = at
        .into_iter()
        .find_map(|at| chunk.get(..at))
        .unwrap_or_default();
    match before.strip_suffix('\r') {
        Some(shorter) if chunk.as_bytes().get(before.len()) == Some(&b'\n') => shorter,
        _ => before,
    }
}

/// How many bytes of a line, of which `rest` is the beginning, stand before a column; `None` if `rest` is too short to tell.
pub(super) fn bytes_to_column(rest: &str, column: usize, encoding: PositionUnit) -> Option<usize> {
    let mut left = column;
    for (at, c) in rest.char_indices() {
        let width = char_width(c, encoding);
        if left < width || c == '\n' || c == '\r' {
            return Some(at);
        }
        left -= width;
    }
    None
}

pub(super) fn width(text: &str, encoding: PositionUnit) -> usize {
    match encoding {
        PositionUnit::Utf8 => text.len(),
        _ => text.chars().map(|c| char_width(c, encoding)).sum(),
    }
}

/// Editors count in 32 bits; a longer text saturates.
pub(super) fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
