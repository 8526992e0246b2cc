//! Where a value of a row stands, or would stand: what placing by columns and by empty lines share.

use crate::span::Span;

/// One placed cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placed {
    /// A cell of the document, by index.
    Cell(usize),
    /// A blank that only an empty line tells of: where its value would be written, and with how many line ends behind it.
    Gap(Span, u32),
}

/// The item that occurs most often, the smallest of several.
pub(super) fn commonest<T: Copy + Ord>(items: impl Iterator<Item = T>) -> Option<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    let runs = items.chunk_by(|a, b| a == b);
    runs.max_by_key(|run| (run.len(), std::cmp::Reverse(run[0])))
        .map(|run| run[0])
}
