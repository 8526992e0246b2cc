//! `Text`: an open document that is edited in place, and the one door between an editor's coordinates and bytes.
//!
//! In: text, edits and positions as an editor counts them. Out: byte offsets, positions, the whole text. This is the only file that knows
//! ropey, lines and code units. Lines end at LF, CRLF and CR, nowhere else: a U+000B or U+2028 pasted from Word is a character of its line.

mod columns;

use std::ops::Range;

use columns::{before_place, bytes_to_column, narrow, width};
use ropey::Rope;

/// The unit in which an editor counts columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PositionUnit {
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
    /// 0-based, in the units of an [`PositionUnit`].
    pub column: u32,
}

/// Whether an edit fell inside the text it was meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It did; a column or an end past the text is ordinary and was clamped.
    Inside,
    /// It began on a line that does not exist, or began or ended inside a character: the editor's text is probably another one than ours.
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
        // Room for some more, not for twice as much.
        if out.capacity() < self.len() {
            out.reserve_exact(self.len() + self.len() / 32);
        }
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
        encoding: PositionUnit,
    ) -> Reach {
        let (start, end) = if from <= to { (from, to) } else { (to, from) };
        let reach = self.reach(start, end, encoding);
        self.replace_bytes(self.between(start, end, encoding), with);
        reach
    }

    /// Whether an edit of what stands between two positions, the first not behind the second, fits the text.
    pub fn reach(&self, start: Position, end: Position, encoding: PositionUnit) -> Reach {
        let is_behind = start.line as usize >= self.rope.len_lines();
        let splits = |position| self.splits_character(position, encoding);
        match is_behind || splits(start) || end != start && splits(end) {
            true => Reach::Outside,
            false => Reach::Inside,
        }
    }

    /// Whether a position stands inside a character.
    fn splits_character(&self, position: Position, encoding: PositionUnit) -> bool {
        let at = self.offset(position, encoding);
        let behind = self.rope.get_char(self.rope.byte_to_char(at));
        let is_wide = behind.is_some_and(|c| char_width(c, encoding) > 1);
        is_wide && self.position(at, encoding) < position
    }

    /// The bytes between two positions, the first not behind the second.
    pub fn between(&self, start: Position, end: Position, encoding: PositionUnit) -> Range<usize> {
        let first = self.offset(start, encoding);
        let last = match start < end {
            true => self.offset(end, encoding).max(first),
            false => first,
        };
        first..last
    }

    /// Puts a text in the place of bytes that begin and end with characters; whether there are as many lines as before.
    pub fn replace_bytes(&mut self, bytes: Range<usize>, with: &str) -> bool {
        let n_lines = self.rope.len_lines();
        let first = self.rope.byte_to_char(bytes.start);
        if !bytes.is_empty() {
            let last = self.rope.byte_to_char(bytes.end);
            self.rope.remove(first..last.max(first));
        }
        if !with.is_empty() {
            self.rope.insert(first, with);
        }
        self.rope.len_lines() == n_lines
    }

    /// What stands between two byte offsets, each of which is first moved down to the beginning of its character.
    pub fn slice(&self, start: usize, end: usize) -> String {
        let place = |offset: usize| self.rope.byte_to_char(offset.min(self.len()));
        let (first, last) = (place(start), place(end));
        self.rope.slice(first..last.max(first)).into()
    }

    /// The byte offset of a position. A column past the line end means the line end, a line past the last means the end of the text, and a
    /// column inside a character means the character's start.
    pub fn offset(&self, position: Position, encoding: PositionUnit) -> usize {
        let line = position.line as usize;
        if line >= self.rope.len_lines() {
            return self.len();
        }
        let start = self.rope.line_to_byte(line);
        let (chunk, chunk_start, _, _) = self.rope.chunk_at_byte(start);
        let rest = chunk.get(start - chunk_start..).unwrap_or_default();
        match bytes_to_column(rest, position.column as usize, encoding) {
            Some(bytes) => start + bytes,
            None => self.offset_far_in_line(line, position.column as usize, encoding),
        }
    }

    /// The position of a byte offset. An offset inside a character or between CR and LF means the place before it, one past the end the end.
    pub fn position(&self, offset: usize, encoding: PositionUnit) -> Position {
        self.position_in(self.chunk_at(offset), offset, encoding)
    }

    /// The chunk of the rope that a byte stands in, with its first byte and the line that this stands on.
    fn chunk_at(&self, offset: usize) -> (&str, usize, usize) {
        let (chunk, start, _, line) = self.rope.chunk_at_byte(offset.min(self.len()));
        (chunk, start, line)
    }

    fn position_in(
        &self,
        (chunk, chunk_start, first_line): (&str, usize, usize),
        offset: usize,
        encoding: PositionUnit,
    ) -> Position {
        let before = before_place(chunk, offset.min(self.len()) - chunk_start);
        let offset = chunk_start + before.len();
        let line = match memchr::memchr(b'\r', before.as_bytes()) {
            None => first_line + memchr::memchr_iter(b'\n', before.as_bytes()).count(),
            Some(_) => self.rope.byte_to_line(offset),
        };
        let line_start = match memchr::memrchr2(b'\n', b'\r', before.as_bytes()) {
            Some(line_end) => Some(line_end + 1),
            None => (chunk_start == 0).then_some(0),
        };
        let column = match line_start {
            Some(start) => width(before.get(start..).unwrap_or_default(), encoding),
            None => self.column_far_in_line(line, offset, encoding),
        };
        Position {
            line: narrow(line),
            column: narrow(column),
        }
    }

    /// The positions of two byte offsets, the first not behind the second, as [`Text::position`] says.
    pub fn positions(
        &self,
        start: usize,
        end: usize,
        encoding: PositionUnit,
    ) -> (Position, Position) {
        let around = self.chunk_at(start);
        let first = self.position_in(around, start, encoding);
        let (chunk, chunk_start, _) = around;
        let inside = |offset: usize| chunk.get(..offset.checked_sub(chunk_start)?);
        // Most stretches are a few characters of one line.
        let between = inside(start).zip(inside(end)).and_then(|(before, all)| {
            let between = all.get(before.len()..)?;
            let ends_line = before.ends_with('\r') || between.contains(['\n', '\r']);
            (!ends_line).then_some(between)
        });
        let last = match between {
            Some(between) => Position {
                column: first
                    .column
                    .saturating_add(narrow(width(between, encoding))),
                ..first
            },
            None => self.position(end, encoding),
        };
        (first, last)
    }

    /// [`Text::offset`] where the line goes on beyond one chunk of the rope: by the rope's own counts, however long the line is.
    fn offset_far_in_line(&self, line: usize, column: usize, encoding: PositionUnit) -> usize {
        let rope = &self.rope;
        let start = rope.line_to_char(line);
        let at = match encoding {
            PositionUnit::Utf8 => {
                let wanted = rope.char_to_byte(start).saturating_add(column);
                rope.byte_to_char(wanted.min(rope.len_bytes()))
            }
            PositionUnit::Utf16 => {
                let wanted = rope.char_to_utf16_cu(start).saturating_add(column);
                rope.utf16_cu_to_char(wanted.min(rope.len_utf16_cu()))
            }
            PositionUnit::Utf32 => start.saturating_add(column),
        };
        rope.char_to_byte(at.min(self.line_end(line)))
    }

    /// The index of the character that ends the line, or the text's length in characters.
    fn line_end(&self, line: usize) -> usize {
        if line + 1 >= self.rope.len_lines() {
            return self.rope.len_chars();
        }
        let end = self.rope.line_to_char(line + 1).saturating_sub(1);
        let crlf = end > 0
            && self.rope.get_char(end) == Some('\n')
            && self.rope.get_char(end - 1) == Some('\r');
        if crlf { end - 1 } else { end }
    }

    /// The column of a byte offset in a line that began before the offset's chunk.
    fn column_far_in_line(&self, line: usize, offset: usize, encoding: PositionUnit) -> usize {
        let rope = &self.rope;
        let (start, at) = (rope.line_to_char(line), rope.byte_to_char(offset));
        match encoding {
            PositionUnit::Utf8 => offset - rope.line_to_byte(line),
            PositionUnit::Utf16 => rope.char_to_utf16_cu(at) - rope.char_to_utf16_cu(start),
            PositionUnit::Utf32 => at - start,
        }
    }
}

fn char_width(c: char, encoding: PositionUnit) -> usize {
    match encoding {
        PositionUnit::Utf8 => c.len_utf8(),
        PositionUnit::Utf16 => c.len_utf16(),
        PositionUnit::Utf32 => 1,
    }
}

#[cfg(test)]
mod tests;
