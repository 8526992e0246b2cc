//! The way out: from places in what was read to places in what a person opened. The only translation there is.
//!
//! In: places, edits and findings of a report, and its [`Origin`]. Out: the same in the opened text. Whoever says something to a front end says it in
//! [`Source`] places; the compiler turns down the others.

use crate::span::{Part, Read, Source};
use crate::syntax::source_map::SourceMap;
use crate::{edit, finding, fix, span};

/// A place in the text that a person opened, in bytes.
pub type Span = span::Span<Source>;
/// A change of the text that a person opened.
pub type Edit = edit::Edit<Source>;
/// An offered change of it.
pub type Fix = fix::Fix<Source>;
/// Something to tell about it.
pub type Finding = finding::Finding<Source>;
/// A place that a finding rests on.
pub type Related = finding::Related<Source>;

/// Where what was read of one report comes from: a part of an opened text, as it stands or projected.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'r> {
    /// Where the part begins, in bytes of the opened text.
    start: usize,
    /// From what was read to the part.
    map: &'r SourceMap,
}

impl<'r> Origin<'r> {
    /// Of a part that begins at byte `start` and was read through `map`.
    pub(crate) fn new(start: usize, map: &'r SourceMap) -> Self {
        Origin { start, map }
    }

    /// Where the part begins, in bytes of the opened text.
    pub fn start(&self) -> usize {
        self.start
    }

    /// Where something that was read stands in the opened text.
    pub fn place(&self, read: span::Span<Read>) -> Span {
        self.map.source(read).moved_to(self.start)
    }

    /// The same change made in the opened text; it may take several edits.
    pub fn write(&self, read: &edit::Edit<Read>) -> Vec<Edit> {
        let of_part = self.map.source_edits(read).into_iter();
        of_part.map(|part| self.into_whole(part)).collect()
    }

    fn into_whole(self, part: edit::Edit<Part>) -> Edit {
        Edit {
            span: part.span.moved_to(self.start),
            text: part.text,
        }
    }

    /// The same finding about the opened text.
    pub fn finding(&self, read: finding::Finding<Read>) -> Finding {
        let related = |related: finding::Related<Read>| Related {
            document: related.document,
            span: self.place(related.span),
            message: related.message,
        };
        Finding {
            code: read.code,
            severity: read.severity,
            document: read.document,
            span: self.place(read.span),
            message: read.message,
            cell: read.cell,
            related: read.related.into_iter().map(related).collect(),
            fixes: read
                .fixes
                .into_iter()
                .map(|fix| fix.written(|edit| self.write(edit)))
                .collect(),
        }
    }
}
