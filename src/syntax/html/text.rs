//! The part of the projector that writes characters: white space, line ends, and where each of them came from.

use super::CELL_BREAK;
use super::projector::{Gap, Projector};
use crate::span::{Part, Span};

impl Projector {
    /// Characters that stand in the source as they are shown, from byte `at`.
    pub(super) fn text(&mut self, at: usize, text: &str) {
        if self.shows_nothing() {
            return;
        }
        if self.has_bare_rows() && !text.bytes().all(is_white_space) {
            self.close_table();
        }
        if self.keeps_white_space() {
            self.write_as_it_stands(at, text);
        } else {
            self.write_flowing(at, text);
        }
    }

    /// Characters that a character reference stands for.
    pub(super) fn decoded(&mut self, source: Span<Part>, text: &str) {
        if self.shows_nothing() {
            return;
        }
        for char in text.chars() {
            if char.is_ascii() && is_white_space(char as u8) {
                self.see_space(source);
                continue;
            }
            if self.has_bare_rows() {
                self.close_table();
            }
            self.write_gap();
            self.map.push_run(self.text.len(), char.len_utf8(), source);
            self.text.push(char);
        }
    }

    fn shows_nothing(&self) -> bool {
        self.hidden || self.raw || self.concealed.is_some()
    }

    /// Whether text stands outside all elements, or in one that shows white space as it is.
    fn keeps_white_space(&self) -> bool {
        let outside = self.containers == 0 && !self.paragraph_open;
        self.tables.is_empty()
            && (self.preformatted > 0 || !self.is_page && (self.after_blank_line || outside))
    }

    fn write_as_it_stands(&mut self, at: usize, text: &str) {
        let mut at = at;
        let mut text = text;
        if self.gap == Gap::Break {
            self.end_line();
        } else {
            self.write_gap();
        }
        if self.line_begun_by_markup && self.text.len() == self.unit_start {
            // The markup has ended the line already; its line end in the source does not end another one.
            let after = after_line_end(text);
            if after > 0 {
                at += after;
                text = text.get(after..).unwrap_or_default();
                self.block_place = at;
            }
        }
        if text.is_empty() {
            return;
        }
        self.line_begun_by_markup = false;
        self.map
            .push_run(self.text.len(), text.len(), Span::new(at, at + text.len()));
        if let Some(line_end) = memchr::memrchr2(b'\n', b'\r', text.as_bytes()) {
            self.unit_start = self.text.len() + line_end + 1;
            self.block_place = at + line_end + 1;
        }
        self.text.push_str(text);
    }

    /// Writes words with one space between them, however many there are in the source.
    fn write_flowing(&mut self, at: usize, text: &str) {
        let bytes = text.as_bytes();
        let mut from = 0;
        while from < bytes.len() {
            let space = length_while(bytes, from, is_white_space);
            if space > 0 {
                let end = from + space;
                if end < bytes.len()
                    && self.tables.is_empty()
                    && !self.is_page
                    && has_blank_line(bytes, from, end)
                {
                    self.after_blank_line = true;
                    self.gap = Gap::Break;
                    self.end_line();
                    return self
                        .write_as_it_stands(at + from, text.get(from..).unwrap_or_default());
                }
                if self.preformatted > 0
                    && memchr::memchr(b'\n', bytes.get(from..end).unwrap_or_default()).is_some()
                {
                    self.see_break();
                }
                self.see_space(Span::new(at + from, at + end));
                from = end;
            }
            let word = length_while(bytes, from, |byte| !is_white_space(byte));
            if word > 0 {
                self.write_gap();
                self.map.push_run(
                    self.text.len(),
                    word,
                    Span::new(at + from, at + from + word),
                );
                self.text
                    .push_str(text.get(from..from + word).unwrap_or_default());
                from += word;
            }
        }
    }

    fn see_space(&mut self, source: Span<Part>) {
        if self.gap == Gap::Nothing {
            self.gap = Gap::Space(source);
        }
    }

    /// The line, or the line inside the cell, ends before the next character.
    pub(super) fn see_break(&mut self) {
        self.gap = Gap::Break;
    }

    fn write_gap(&mut self) {
        let gap = std::mem::replace(&mut self.gap, Gap::Nothing);
        if self.text.len() == self.unit_start {
            if !self.is_in_cell() {
                self.map.push_line(self.text.len(), self.block_place);
            }
            return;
        }
        match gap {
            Gap::Nothing => {}
            Gap::Space(source) => {
                self.map.push_run(self.text.len(), 1, source);
                self.text.push(' ');
            }
            Gap::Break if self.is_in_cell() => {
                self.text.push(CELL_BREAK);
                self.map.push_line(self.text.len(), self.block_place);
            }
            Gap::Break => {
                self.end_line();
                self.map.push_line(self.text.len(), self.block_place);
            }
        }
    }

    /// Ends the line if something stands on it.
    pub(super) fn end_line(&mut self) {
        if self.text.len() > self.unit_start {
            self.text.push('\n');
        }
        self.begin_line();
    }

    pub(super) fn begin_line(&mut self) {
        self.unit_start = self.text.len();
        self.gap = Gap::Nothing;
        self.line_begun_by_markup = true;
    }
}

fn is_white_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0b' | b'\x0c')
}

fn length_while(bytes: &[u8], from: usize, holds: impl Fn(u8) -> bool) -> usize {
    bytes
        .get(from..)
        .unwrap_or_default()
        .iter()
        .take_while(|byte| holds(**byte))
        .count()
}

/// Whether white space holds two line ends.
fn has_blank_line(bytes: &[u8], from: usize, end: usize) -> bool {
    let space = bytes.get(from..end).unwrap_or_default();
    memchr::memchr_iter(b'\n', space).nth(1).is_some()
}

/// Length of the rest of a line on which nothing stands, its line end included; 0 if something stands there.
fn after_line_end(text: &str) -> usize {
    let blank = length_while(text.as_bytes(), 0, |byte| matches!(byte, b' ' | b'\t'));
    match text.as_bytes().get(blank..) {
        Some([b'\r', b'\n', ..]) => blank + 2,
        Some([b'\r' | b'\n', ..]) => blank + 1,
        _ => 0,
    }
}
