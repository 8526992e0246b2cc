//! Lines and columns as people count them: both from 1, columns in characters (Unicode scalar values).

use std::cell::OnceCell;

use memchr::memchr2_iter;

use crate::door::Span;
use crate::locale::Locale;
use crate::sources::{self, Manuscript};

/// Where the lines of a text begin. A line ends with LF, CRLF or CR, as in the editors.
pub(super) struct SourceLines<'t> {
    text: &'t str,
    /// First byte of every line, once one was asked for: of most reports nothing is to be said.
    starts: OnceCell<Vec<usize>>,
    /// Characters and UTF-16 units before every so many bytes, once a place on a long line was asked for.
    counts: OnceCell<Vec<TextCount>>,
    /// The document that the text was read of, if it is no file itself.
    document: Option<&'t Manuscript>,
}

/// What stands before a byte of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct TextCount {
    /// The byte, where a character begins.
    byte: usize,
    characters: usize,
    utf16: usize,
}

/// Bytes that are counted anew for each place.
const STRIDE: usize = 1024;

/// A place in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PrintedPlace {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// From 1, in UTF-16 units.
    pub utf16_column: usize,
    /// From 0, in bytes of the text as UTF-8.
    pub byte: usize,
}

impl<'t> SourceLines<'t> {
    /// Of `text`.
    pub fn of(text: &'t str) -> Self {
        SourceLines {
            text,
            starts: OnceCell::new(),
            counts: OnceCell::new(),
            document: None,
        }
    }

    fn starts(&self) -> &[usize] {
        self.starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let ends = memchr2_iter(b'\n', b'\r', bytes)
                .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
            std::iter::once(0).chain(ends.map(|at| at + 1)).collect()
        })
    }

    /// Of a text that was read of a document, if it was.
    pub fn of_document(text: &'t str, document: Option<&'t Manuscript>) -> Self {
        SourceLines {
            document,
            ..SourceLines::of(text)
        }
    }

    /// Whether the text was read of a document, in which nobody counts lines.
    pub fn are_read(&self) -> bool {
        self.document.is_some()
    }

    /// Whether that document is only read: what is to be mended is mended in its original.
    pub fn is_only_read(&self) -> bool {
        self.document
            .is_some_and(|document| !document.kind.is_written())
    }

    /// Where a span stands in the document that the text was read of; `None` if the text is the file itself.
    pub fn document_place(&self, span: Span) -> Option<&'t sources::Place> {
        self.document?.place(span)
    }

    /// Where a span begins, for people: line and column, or the place in the document.
    pub fn words(&self, span: Span, locale: Locale) -> String {
        if self.are_read() {
            let place = self.document_place(span);
            return place.map_or_else(String::new, |place| place.words(locale));
        }
        let place = self.place(span.range().start);
        format!("{}:{}", place.line, place.column)
    }

    /// The line (from 1) that byte `at` stands in.
    pub fn line_at(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        self.starts().partition_point(|&start| start <= at)
    }

    /// The place of byte `at`. A place past the end is the end; one inside a character is the character's start.
    pub fn place(&self, at: usize) -> PrintedPlace {
        let mut byte = at.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.line_at(byte);
        let start = self.start(line);
        let before = match byte - start {
            ..=STRIDE => self.counted(TextCount::nothing_from(start), byte),
            _ => self.before(byte).less(self.before(start)),
        };
        PrintedPlace {
            line,
            column: 1 + before.characters,
            utf16_column: 1 + before.utf16,
            byte,
        }
    }

    /// What stands before a byte, from a count that is at hand.
    fn before(&self, byte: usize) -> TextCount {
        let counts = self.counts.get_or_init(|| self.count_all());
        let known = counts.get(byte / STRIDE).filter(|known| known.byte <= byte);
        let known = known.or_else(|| counts.get((byte / STRIDE).checked_sub(1)?));
        self.counted(known.copied().unwrap_or_default(), byte)
    }

    /// A count, continued to a byte.
    fn counted(&self, from: TextCount, byte: usize) -> TextCount {
        let between = self.text.get(from.byte..byte).unwrap_or_default();
        let (mut characters, mut utf16) = (0, 0);
        for character in between.chars() {
            characters += 1;
            utf16 += character.len_utf16();
        }
        TextCount {
            byte,
            characters: from.characters + characters,
            utf16: from.utf16 + utf16,
        }
    }

    fn count_all(&self) -> Vec<TextCount> {
        let mut counts = vec![TextCount::default()];
        let mut last = TextCount::default();
        for mut at in (STRIDE..=self.text.len()).step_by(STRIDE) {
            while !self.text.is_char_boundary(at) {
                at += 1;
            }
            last = self.counted(last, at);
            counts.push(last);
        }
        counts
    }

    /// The text of a line (from 1) without its end.
    pub fn line(&self, line: usize) -> &'t str {
        let end = self.starts().get(line).copied().unwrap_or(self.text.len());
        let whole = self.text.get(self.start(line)..end).unwrap_or_default();
        whole.trim_end_matches(['\n', '\r'])
    }

    /// First byte of a line (from 1).
    pub fn start(&self, line: usize) -> usize {
        self.starts()
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(self.text.len())
    }
}

impl TextCount {
    /// Nothing, from a byte on.
    fn nothing_from(byte: usize) -> TextCount {
        TextCount {
            byte,
            ..TextCount::default()
        }
    }

    /// What stands between another count and this one.
    fn less(self, before: TextCount) -> TextCount {
        TextCount {
            byte: self.byte,
            characters: self.characters - before.characters,
            utf16: self.utf16 - before.utf16,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, at: usize) -> (usize, usize) {
        let place = SourceLines::of(text).place(at);
        (place.line, place.column)
    }

    #[test]
    fn a_place_far_in_a_long_line_is_counted_as_from_its_beginning() {
        let text = format!("头\n{}", "一𠮷3，".repeat(700));
        let lines = SourceLines::of(&text);
        for (column, (at, _)) in text.char_indices().skip(2).enumerate().step_by(37) {
            let before = &text[4..at];
            let expected = PrintedPlace {
                line: 2,
                column: column + 1,
                utf16_column: before.encode_utf16().count() + 1,
                byte: at,
            };
            assert_eq!(lines.place(at), expected);
            assert_eq!(
                lines.place(at + 1).column,
                column + 1 + usize::from(text[at..].starts_with('3'))
            );
        }
    }

    #[test]
    fn columns_are_characters_and_lines_end_as_in_editors() {
        let text = "一𠮷3\r\né\rx\n\u{b}y";
        assert_eq!(place(text, 0), (1, 1));
        assert_eq!(place(text, 7), (1, 3));
        assert_eq!(place(text, 10), (2, 1));
        assert_eq!(place(text, 13), (3, 1));
        assert_eq!(place(text, 16), (4, 2));
        assert_eq!(place(text, 999), (4, 3));
        assert_eq!(SourceLines::of(text).place(7).utf16_column, 4);
    }

    #[test]
    fn a_place_inside_a_character_is_its_start() {
        assert_eq!(
            SourceLines::of("一").place(2),
            PrintedPlace {
                line: 1,
                column: 1,
                utf16_column: 1,
                byte: 0
            }
        );
    }

    #[test]
    fn lines_are_given_without_their_ends() {
        let lines = SourceLines::of("a\r\nb\n\nc");
        assert_eq!(
            [1, 2, 3, 4, 5].map(|line| lines.line(line)),
            ["a", "b", "", "c", ""]
        );
        assert_eq!(SourceLines::of("").line(1), "");
    }
}
