//! `Text`: an open document that is edited in place, and the one door between an editor's coordinates and bytes.
//!
//! In: text, edits and positions as an editor counts them. Out: byte offsets, positions, the whole text. This is the only file that knows
//! ropey, lines and code units. Lines end at LF, CRLF and CR, nowhere else: a U+000B or U+2028 pasted from Word is a character of its line.

use ropey::Rope;

/// The unit in which an editor counts columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units: what every editor speaks.
    #[default]
    Utf16,
    /// Characters (Unicode scalar values).
    Utf32,
}

/// A place in a text as an editor counts it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// 0-based.
    pub line: u32,
    /// 0-based, in the units of an [`Encoding`].
    pub column: u32,
}

/// Whether an edit fell inside the text it was meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It did; a column or an end past the text is ordinary and was clamped.
    Inside,
    /// It began on a line that does not exist: the editor's text is probably another one than ours.
    Outside,
}

/// A text that is edited in place.
#[derive(Clone, Debug, Default)]
pub struct Text {
    rope: Rope,
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text {
            rope: Rope::from_str(text),
        }
    }
}

impl Text {
    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Overwrites `out` with the whole text, reusing its memory.
    pub fn copy_to(&self, out: &mut String) {
        out.clear();
        out.reserve(self.len());
        for chunk in self.rope.chunks() {
            out.push_str(chunk);
        }
    }

    /// Replaces what stands between two positions, in either order. Positions outside the text are clamped as [`Text::offset`] says.
    pub fn replace(
        &mut self,
        from: Position,
        to: Position,
        with: &str,
        encoding: Encoding,
    ) -> Reach {
        let (start, end) = if from <= to { (from, to) } else { (to, from) };
        let reach = if start.line as usize >= self.rope.len_lines() {
            Reach::Outside
        } else {
            Reach::Inside
        };
        let first = self.char_at(start, encoding);
        let last = self.char_at(end, encoding).max(first);
        if first < last {
            self.rope.remove(first..last);
        }
        if !with.is_empty() {
            self.rope.insert(first, with);
        }
        reach
    }

    /// The byte offset of a position. A column past the line end means the line end, a line past the last means the end of the text, and a
    /// column inside a character means the character's start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        self.rope.char_to_byte(self.char_at(position, encoding))
    }

    /// The position of a byte offset. An offset inside a character or between CR and LF means the place before it, one past the end the end.
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let at = self.rope.byte_to_char(offset.min(self.len()));
        let line = self.rope.char_to_line(at);
        let start = self.rope.line_to_char(line);
        let at = if at > start && self.splits_crlf(at) {
            at - 1
        } else {
            at
        };
        let column = match encoding {
            Encoding::Utf8 => self.rope.char_to_byte(at) - self.rope.char_to_byte(start),
            Encoding::Utf16 => self.rope.char_to_utf16_cu(at) - self.rope.char_to_utf16_cu(start),
            Encoding::Utf32 => at - start,
        };
        Position {
            line: narrow(line),
            column: narrow(column),
        }
    }

    /// The index of the character at a position, clamped into the text.
    fn char_at(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        if line >= self.rope.len_lines() {
            return self.rope.len_chars();
        }
        let start = self.rope.line_to_char(line);
        let end = self.line_end(line);
        let column = position.column as usize;
        let at = match encoding {
            Encoding::Utf8 => {
                let wanted = self.rope.char_to_byte(start).saturating_add(column);
                self.rope.byte_to_char(wanted.min(self.rope.len_bytes()))
            }
            Encoding::Utf16 => {
                let wanted = self.rope.char_to_utf16_cu(start).saturating_add(column);
                self.rope
                    .utf16_cu_to_char(wanted.min(self.rope.len_utf16_cu()))
            }
            Encoding::Utf32 => start.saturating_add(column),
        };
        at.min(end)
    }

    /// The index of the character that ends the line, or the text's length in characters.
    fn line_end(&self, line: usize) -> usize {
        let next = line + 1;
        if next >= self.rope.len_lines() {
            return self.rope.len_chars();
        }
        let end = self.rope.line_to_char(next).saturating_sub(1);
        if self.splits_crlf(end) { end - 1 } else { end }
    }

    /// Whether the character at index `at` is the LF of a CRLF.
    fn splits_crlf(&self, at: usize) -> bool {
        at > 0 && self.rope.get_char(at) == Some('\n') && self.rope.get_char(at - 1) == Some('\r')
    }
}

/// Editors count in 32 bits; a longer text saturates.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    fn at(line: u32, column: u32) -> Position {
        Position { line, column }
    }

    fn whole(text: &Text) -> String {
        let mut out = String::new();
        text.copy_to(&mut out);
        out
    }

    /// The lines of `text` with their byte offsets, without line ends: an independent, slow reading of the protocol's rule.
    fn lines(text: &str) -> Vec<(usize, &str)> {
        let mut found = Vec::new();
        let mut start = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((index, c)) = chars.next() {
            let end = match c {
                '\n' => index + 1,
                '\r' => match chars.next_if(|(_, next)| *next == '\n') {
                    Some(_) => index + 2,
                    None => index + 1,
                },
                _ => continue,
            };
            found.push((start, &text[start..index]));
            start = end;
        }
        found.push((start, &text[start..]));
        found
    }

    /// The offset that the protocol means, found by counting.
    fn counted_offset(text: &str, position: Position, encoding: Encoding) -> usize {
        let lines = lines(text);
        let Some(&(start, line)) = lines.get(position.line as usize) else {
            return text.len();
        };
        let mut left = position.column as usize;
        for (index, c) in line.char_indices() {
            let width = match encoding {
                Encoding::Utf8 => c.len_utf8(),
                Encoding::Utf16 => c.len_utf16(),
                Encoding::Utf32 => 1,
            };
            if left < width {
                return start + index;
            }
            left -= width;
        }
        start + line.len()
    }

    fn awkward_text() -> impl Strategy<Value = String> {
        let pieces = [
            "中", "𠮷", "é", "e\u{301}", "\t", "\r\n", "\r", "\n", "\u{b}", "\u{c}", "\u{85}",
            "\u{2028}", "1", "20",
        ];
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..24)
            .prop_map(|pieces| pieces.concat())
    }

    fn any_position() -> impl Strategy<Value = Position> {
        prop_oneof![
            (0_u32..12, 0_u32..12).prop_map(|(line, column)| at(line, column)),
            (0_u32..4, Just(u32::MAX)).prop_map(|(line, column)| at(line, column)),
            Just(at(u32::MAX, u32::MAX)),
        ]
    }

    proptest! {
        #[test]
        fn every_character_boundary_round_trips(text in awkward_text()) {
            let rope = Text::from(text.as_str());
            for encoding in ENCODINGS {
                for offset in 0..=text.len() {
                    let inside_crlf = offset > 0 && text.as_bytes()[offset - 1..].starts_with(b"\r\n");
                    let boundary = (0..=offset).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
                    let floor = if inside_crlf { offset - 1 } else { boundary };
                    let position = rope.position(offset, encoding);
                    prop_assert_eq!(rope.offset(position, encoding), floor);
                    prop_assert_eq!(counted_offset(&text, position, encoding), floor);
                }
            }
        }

        #[test]
        fn every_position_means_what_the_protocol_says(text in awkward_text(), position in any_position()) {
            let rope = Text::from(text.as_str());
            for encoding in ENCODINGS {
                prop_assert_eq!(rope.offset(position, encoding), counted_offset(&text, position, encoding));
            }
        }

        #[test]
        fn edits_in_place_equal_a_full_replacement(
            text in awkward_text(),
            edits in prop::collection::vec((any_position(), any_position(), awkward_text()), 0..8),
            encoding in prop::sample::select(ENCODINGS.to_vec()),
        ) {
            let mut edited = Text::from(text.as_str());
            let mut expected = text;
            for (one, other, with) in edits {
                edited.replace(one, other, &with, encoding);
                let (one, other) = (counted_offset(&expected, one, encoding), counted_offset(&expected, other, encoding));
                expected.replace_range(one.min(other)..one.max(other), &with);
                prop_assert_eq!(&whole(&edited), &expected);
            }
            let fresh = Text::from(expected.as_str());
            for offset in 0..=expected.len() {
                prop_assert_eq!(edited.position(offset, encoding), fresh.position(offset, encoding));
            }
        }
    }

    #[test]
    fn soft_returns_from_word_do_not_end_a_line() {
        let text = Text::from("一\u{b}二\u{2028}三\u{85}四\u{c}五\n六");
        assert_eq!(
            text.position(
                "一\u{b}二\u{2028}三\u{85}四\u{c}五\n".len(),
                Encoding::Utf16
            ),
            at(1, 0)
        );
    }

    #[test]
    fn a_column_inside_a_surrogate_pair_means_the_character() {
        let mut text = Text::from("𠮷1");
        assert_eq!(text.offset(at(0, 1), Encoding::Utf16), 0);
        text.replace(at(0, 1), at(0, 2), "吉", Encoding::Utf16);
        assert_eq!(whole(&text), "吉1");
    }

    #[test]
    fn cr_and_lf_of_two_edits_become_one_line_end() {
        let mut text = Text::from("一二");
        text.replace(at(0, 1), at(0, 1), "\r", Encoding::Utf16);
        text.replace(at(1, 0), at(1, 0), "\n", Encoding::Utf16);
        assert_eq!(whole(&text), "一\r\n二");
        assert_eq!(text.position("一\r\n".len(), Encoding::Utf16), at(1, 0));
    }

    #[test]
    fn an_edit_that_begins_past_the_last_line_is_told() {
        let mut text = Text::from("一\n二");
        assert_eq!(
            text.replace(at(1, 9), at(7, 0), "", Encoding::Utf16),
            Reach::Inside
        );
        assert_eq!(
            text.replace(at(2, 0), at(2, 0), "三", Encoding::Utf16),
            Reach::Outside
        );
        assert_eq!(whole(&text), "一\n二三");
    }
}
