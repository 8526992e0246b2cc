//! Writes what is read of a document: a line for each paragraph, a row of bars for each row of a table.
//!
//! In: ink with its places. Out: [`Manuscript`]. A cell covers one piece between bars, however many columns and rows it spans, so that the values of a
//! row are counted from its label on and blanks keep their place.

use std::ops::Range;

use super::ink::{Ink, Stroke};
use super::limits;
use super::manuscript::{DocumentKind, Manuscript, Mark};
use super::place::Place;
use super::unread::NotRead;
use crate::syntax::escapes::needs_escape;

/// A cell of a row on its way.
pub(super) struct InkCell {
    pub ink: Ink,
    pub place: Place,
}

/// Writes a manuscript from its beginning to its end.
pub(super) struct Pen {
    manuscript: Manuscript,
}

impl Pen {
    pub fn new(kind: DocumentKind) -> Self {
        Pen {
            manuscript: Manuscript::empty(kind),
        }
    }

    /// A paragraph: a line, or several where it has line breaks. A blank one is an empty line.
    pub fn paragraph(&mut self, ink: &Ink, place: &Place) -> Result<(), NotRead> {
        let mut from = 0;
        for line in ink.text.split('\n') {
            self.line(ink, from, from + line.len(), place)?;
            from += line.len() + 1;
        }
        Ok(())
    }

    fn line(&mut self, ink: &Ink, from: usize, to: usize, place: &Place) -> Result<(), NotRead> {
        let line = ink.text.get(from..to).unwrap_or_default();
        let text = line.trim();
        if !text.is_empty() {
            let from = from + (line.len() - line.trim_start().len());
            let start = self.manuscript.text.len();
            self.copy(ink, from, from + text.len(), in_line);
            self.mark(start, ink, place)?;
        }
        self.manuscript.text.push('\n');
        Ok(())
    }

    /// A row of a table.
    pub fn row(&mut self, cells: &[InkCell]) -> Result<(), NotRead> {
        if cells.is_empty() {
            return Ok(());
        }
        self.manuscript.text.push('|');
        for cell in cells {
            let text = cell.ink.text.trim();
            let from = cell.ink.text.len() - cell.ink.text.trim_start().len();
            let start = self.manuscript.text.len();
            self.manuscript.text.push(' ');
            self.copy(&cell.ink, from, from + text.len(), in_cell);
            self.manuscript.text.push(' ');
            self.mark(start, &cell.ink, &cell.place)?;
            self.manuscript.text.push('|');
        }
        self.manuscript.text.push('\n');
        Ok(())
    }

    /// Copies a stretch of ink; `instead` says what stands in the place of a character with what it has behind it.
    fn copy(
        &mut self,
        ink: &Ink,
        from: usize,
        to: usize,
        instead: impl Fn(char, &str) -> Option<&'static str>,
    ) {
        let first = ink
            .strokes
            .partition_point(|stroke| stroke.at + stroke.len <= from);
        let strokes = ink.strokes.get(first..).unwrap_or_default();
        let mut at = from;
        for stroke in strokes.iter().take_while(|stroke| stroke.at < to) {
            self.made(ink, at..stroke.at.max(at), &instead);
            let (start, end) = (stroke.at.max(from), (stroke.at + stroke.len).min(to));
            self.stroke(ink, stroke, start..end, &instead);
            at = end;
        }
        self.made(ink, at..to, &instead);
    }

    fn made(
        &mut self,
        ink: &Ink,
        range: Range<usize>,
        instead: &impl Fn(char, &str) -> Option<&'static str>,
    ) {
        let start = range.start;
        for (at, letter) in ink.text.get(range).unwrap_or_default().char_indices() {
            match instead(letter, behind(ink, start + at, letter)) {
                Some(other) => self.manuscript.text.push_str(other),
                None => self.manuscript.text.push(letter),
            }
        }
    }

    fn stroke(
        &mut self,
        ink: &Ink,
        stroke: &Stroke,
        range: Range<usize>,
        instead: &impl Fn(char, &str) -> Option<&'static str>,
    ) {
        let text = ink.text.get(range.clone()).unwrap_or_default();
        let is_same = stroke.len == stroke.source_len;
        let mut rest = 0;
        for (at, letter) in text.char_indices() {
            let Some(other) = instead(letter, behind(ink, range.start + at, letter)) else {
                continue;
            };
            let source = stroke.source + (range.start - stroke.at) + rest;
            self.verbatim(
                text.get(rest..at).unwrap_or_default(),
                source,
                is_same,
                stroke,
            );
            let source = stroke.source + (range.start - stroke.at) + at;
            let source_len = letter.len_utf8();
            match is_same {
                // A bar or a tag is escaped: the character itself is what stands in the document.
                true if other.ends_with(letter) => {
                    let escape = other.len() - source_len;
                    self.manuscript
                        .text
                        .push_str(other.get(..escape).unwrap_or_default());
                    self.push(other.get(escape..).unwrap_or_default(), source, source_len);
                }
                true => self.push(other, source, source_len),
                false => self.push(other, stroke.source, stroke.source_len),
            }
            rest = at + source_len;
        }
        let source = stroke.source + (range.start - stroke.at) + rest;
        self.verbatim(
            text.get(rest..).unwrap_or_default(),
            source,
            is_same,
            stroke,
        );
    }

    fn verbatim(&mut self, text: &str, source: usize, is_same: bool, stroke: &Stroke) {
        match is_same {
            true => self.push(text, source, text.len()),
            false => self.push(text, stroke.source, stroke.source_len),
        }
    }

    fn push(&mut self, text: &str, source: usize, source_len: usize) {
        if text.is_empty() {
            return;
        }
        self.manuscript.strokes.push(Stroke {
            at: self.manuscript.text.len(),
            len: text.len(),
            source,
            source_len,
        });
        self.manuscript.text.push_str(text);
    }

    fn mark(&mut self, start: usize, ink: &Ink, place: &Place) -> Result<(), NotRead> {
        self.manuscript.marks.push(Mark {
            start,
            end: self.manuscript.text.len(),
            place: place.clone(),
            anchor: ink.anchor,
            is_computed: ink.is_computed,
        });
        let is_long = self.manuscript.text.len() > limits::TEXT;
        match is_long || self.manuscript.marks.len() > limits::CELLS {
            true => Err(NotRead::TooLarge),
            false => Ok(()),
        }
    }

    /// What was written.
    pub fn finish(self) -> Manuscript {
        self.manuscript
    }
}

/// What follows a character of ink.
fn behind(ink: &Ink, at: usize, letter: char) -> &str {
    ink.text.get(at + letter.len_utf8()..).unwrap_or_default()
}

/// What stands in a cell for characters that would end it. Line breaks inside words of Chinese are none.
fn in_cell(letter: char, behind: &str) -> Option<&'static str> {
    match letter {
        '\n' | '\r' | '\t' => Some(" "),
        _ if !needs_escape(letter, behind) => None,
        '<' => Some("\\<"),
        '|' => Some("\\|"),
        '｜' => Some("\\｜"),
        '│' => Some("\\│"),
        '┃' => Some("\\┃"),
        '║' => Some("\\║"),
        _ => None,
    }
}

/// What stands in a line for characters that would make more of it than words. Bars may be a table that somebody has typed.
fn in_line(letter: char, behind: &str) -> Option<&'static str> {
    (letter == '<' && needs_escape(letter, behind)).then_some("\\<")
}
