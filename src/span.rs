//! `Span`: the only coordinate inside the engine.

use std::marker::PhantomData;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The text that was read: a source as it stands, or for HTML its plain projection. What is understood has its place here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Read;

/// The part of an opened text that holds one report, before it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part;

/// The text that a person opened. What front ends show has its place here; [`crate::door`] leads out to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source;

/// A half-open range of bytes in a text. Both ends lie on character boundaries. `T` says in which text, so that places of one are not taken for
/// places of the other.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(bound = "")]
pub struct Span<T = Read> {
    /// First byte, 0-based.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    text: PhantomData<T>,
}

impl<T: Copy> Span<T> {
    /// The span from `start` to `end`, in bytes. A text longer than 4 GiB saturates.
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span::over(narrow(start), narrow(end.max(start)))
    }

    /// The span from byte `start` to byte `end`, which does not lie before it.
    pub const fn over(start: u32, end: u32) -> Self {
        Span {
            start,
            end,
            text: PhantomData,
        }
    }

    /// The empty span before byte `at`.
    pub fn at(at: usize) -> Self {
        Span::new(at, at)
    }

    /// The same range as indices for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether no byte lies inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The characters of `text` that the span covers; empty if it does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Whether the two spans share a byte or touch (an empty span touches what it stands beside).
    pub fn touches(self, other: Span<T>) -> bool {
        self.start <= other.end && other.start <= self.end
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Span<T>) -> Span<T> {
        Span::over(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same bytes of another text, of which `T` is a part that begins `bytes` bytes in.
    pub(crate) fn moved_to<U: Copy>(self, bytes: usize) -> Span<U> {
        Span::new(self.start as usize + bytes, self.end as usize + bytes)
    }
}
