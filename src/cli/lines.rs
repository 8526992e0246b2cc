//! Lines and columns as people count them: both from 1, columns in characters (Unicode scalar values).

use std::cell::Cell;

use memchr::memchr2_iter;

/// Where the lines of a text begin. A line ends with LF, CRLF or CR, as in the editors.
pub(super) struct Lines<'t> {
    text: &'t str,
    /// First byte of every line.
    starts: Vec<usize>,
    /// The place that was last asked for: the next one on a long line mostly lies behind it.
    last: Cell<Place>,
}

/// A place in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// From 1, in UTF-16 units.
    pub utf16_column: usize,
    /// From 0, in bytes of the text as UTF-8.
    pub byte: usize,
}

impl<'t> Lines<'t> {
    /// Of `text`.
    pub fn of(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr2_iter(b'\n', b'\r', bytes)
            .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        Lines {
            text,
            starts: std::iter::once(0).chain(ends.map(|at| at + 1)).collect(),
            last: Cell::default(),
        }
    }

    /// The place of byte `at`. A place past the end is the end; one inside a character is the character's start.
    pub fn place(&self, at: usize) -> Place {
        let mut byte = at.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= byte);
        let last = self.last.get();
        let known = if last.line == line && last.byte <= byte {
            last
        } else {
            Place {
                line,
                column: 1,
                utf16_column: 1,
                byte: self.start(line),
            }
        };
        let between = self.text.get(known.byte..byte).unwrap_or_default();
        let place = Place {
            line,
            column: known.column + between.chars().count(),
            utf16_column: known.utf16_column + between.encode_utf16().count(),
            byte,
        };
        self.last.set(place);
        place
    }

    /// The text of a line (from 1) without its end.
    pub fn line(&self, line: usize) -> &'t str {
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        let whole = self.text.get(self.start(line)..end).unwrap_or_default();
        whole.trim_end_matches(['\n', '\r'])
    }

    /// First byte of a line (from 1).
    pub fn start(&self, line: usize) -> usize {
        self.starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, at: usize) -> (usize, usize) {
        let place = Lines::of(text).place(at);
        (place.line, place.column)
    }

    #[test]
    fn a_place_is_the_same_whatever_was_asked_before() {
        let text = "一𠮷3，四\n五六";
        let lines = Lines::of(text);
        for at in [3, 7, 8, 7, 3, 14, 18, 0] {
            assert_eq!(lines.place(at), Lines::of(text).place(at), "{at}");
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
        assert_eq!(Lines::of(text).place(7).utf16_column, 4);
    }

    #[test]
    fn a_place_inside_a_character_is_its_start() {
        assert_eq!(
            Lines::of("一").place(2),
            Place {
                line: 1,
                column: 1,
                utf16_column: 1,
                byte: 0
            }
        );
    }

    #[test]
    fn lines_are_given_without_their_ends() {
        let lines = Lines::of("a\r\nb\n\nc");
        assert_eq!(
            [1, 2, 3, 4, 5].map(|line| lines.line(line)),
            ["a", "b", "", "c", ""]
        );
        assert_eq!(Lines::of("").line(1), "");
    }
}
