//! How a row is written, and what stands between its cells.
//!
//! In: a surface. Out: its name, whether blanks keep their places in it, and its mark. Whatever looks for marks in a text asks here. Deliberately absent:
//! how a surface is read; every reader has a file of its own.

use strum::VariantArray;

use crate::chars::is_bar;

/// How a row is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray)]
pub enum Surface {
    /// A line of its own without any separator: a heading, a sentence, or one cell of a table.
    Line,
    /// One cell per line, each line begun by one tab; the row ends at an empty line.
    Indented,
    /// Cells separated by tabs.
    Tabs,
    /// Cells separated by bars, among them Markdown tables.
    Bars,
    /// One cell and a bar at the end of its line.
    BarEnded,
    /// A label and numbers set apart by spaces.
    Spaced,
    /// A row of an HTML table.
    Html,
}

impl Surface {
    /// All of them.
    pub const ALL: &'static [Surface] = Surface::VARIANTS;

    /// Its stable English name.
    pub fn name(self) -> &'static str {
        match self {
            Surface::Line => "lines",
            Surface::Indented => "indented",
            Surface::Tabs => "tabs",
            Surface::Bars => "bars",
            Surface::BarEnded => "bar-ended",
            Surface::Spaced => "spaced",
            Surface::Html => "html",
        }
    }

    /// Whether a blank cell keeps its place in such a row.
    pub fn keeps_blanks(self) -> bool {
        match self {
            Surface::Indented | Surface::Tabs | Surface::Bars | Surface::Html => true,
            Surface::Line | Surface::BarEnded | Surface::Spaced => false,
        }
    }

    /// The character that stands between two cells on one line; nothing where that is a space, a tag or the end of the line.
    pub fn mark(self) -> Option<fn(char) -> bool> {
        match self {
            Surface::Bars => Some(is_bar),
            Surface::Tabs => Some(|c| c == '\t'),
            Surface::Line
            | Surface::Indented
            | Surface::BarEnded
            | Surface::Spaced
            | Surface::Html => None,
        }
    }

    /// Whether its mark has a space on both sides.
    pub fn is_padded(self) -> bool {
        match self {
            Surface::Bars => true,
            Surface::Line
            | Surface::Indented
            | Surface::Tabs
            | Surface::BarEnded
            | Surface::Spaced
            | Surface::Html => false,
        }
    }

    /// Its mark, if that has spaces on both sides.
    pub fn padded_mark(self) -> Option<fn(char) -> bool> {
        self.mark().filter(|_| self.is_padded())
    }

    /// Whether a row that is missing can be put in as a line between two others: a mark gives blank cells a place of their own in it.
    pub fn takes_lines(self) -> bool {
        self.mark().is_some()
    }

    /// Whether a character is the mark of any surface.
    pub fn is_any_mark(c: char) -> bool {
        let mut marks = Surface::ALL.iter().filter_map(|surface| surface.mark());
        marks.any(|is_mark| is_mark(c))
    }

    /// Whether a character is the mark of any surface that has spaces round it.
    pub fn is_any_padded_mark(c: char) -> bool {
        let surfaces = Surface::ALL.iter();
        let mut marks = surfaces.filter_map(|surface| surface.padded_mark());
        marks.any(|is_mark| is_mark(c))
    }
}
