//! Writes the projected text: which characters are shown, where lines and cells begin and end.
//!
//! In: tags and text in the order of the source. Out: a [`Projection`]. White space is laid out as a browser does, except outside all
//! elements (Markdown round a table), where the text is kept as it stands.

use super::elements::Element;
use super::tables::OpenTable;
use super::{CELL_BREAK, ProjectedRow, Projection};
use crate::span::Span;
use crate::syntax::source_map::SourceMap;

/// How many columns and rows a cell covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// `colspan`, at least 1.
    pub columns: u16,
    /// `rowspan`; 0 means all rows that follow.
    pub rows: u16,
}

impl Default for Extent {
    fn default() -> Self {
        Extent {
            columns: 1,
            rows: 1,
        }
    }
}

/// A start tag, as far as it matters.
pub(super) struct StartTag {
    pub(super) element: Element,
    /// The byte after `>`.
    pub(super) end: usize,
    pub(super) self_closing: bool,
    pub(super) extent: Extent,
}

/// What stands between the last character and the next one, if there is a next one on the same line or in the same cell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    Nothing,
    /// White space, in bytes of the source.
    Space(Span),
    Break,
}

/// Projects one source.
pub(super) struct Projector {
    pub(super) text: String,
    pub(super) map: SourceMap,
    pub(super) rows: Vec<ProjectedRow>,
    /// Innermost last.
    pub(super) tables: Vec<OpenTable>,
    pub(super) n_tables: u32,
    /// Where the line or the cell that is being written begins, in bytes of `text`.
    pub(super) unit_start: usize,
    pub(super) gap: Gap,
    /// Whether the line that is being written was begun by markup, and not by a line end of the source.
    pub(super) line_begun_by_markup: bool,
    /// Containers open outside all tables.
    containers: u32,
    paragraph_open: bool,
    /// `pre` elements open.
    pub(super) preformatted: u32,
    is_page: bool,
    /// Markdown goes on after a blank line, even inside an HTML block.
    after_blank_line: bool,
    /// Inside `head` and the like.
    hidden: bool,
    /// Inside `script` and the like.
    raw: bool,
}

impl Projector {
    pub(super) fn new(source: &str) -> Self {
        Projector {
            text: String::with_capacity(source.len() / 4),
            map: SourceMap::for_projection(),
            rows: Vec::new(),
            tables: Vec::new(),
            n_tables: 0,
            unit_start: 0,
            gap: Gap::Nothing,
            line_begun_by_markup: false,
            containers: 0,
            paragraph_open: false,
            preformatted: 0,
            is_page: false,
            after_blank_line: false,
            hidden: false,
            raw: false,
        }
    }

    /// Closes whatever is open.
    pub(super) fn finish(mut self) -> Projection {
        while !self.tables.is_empty() {
            self.close_table();
        }
        if self.gap == Gap::Break || self.containers > 0 || self.paragraph_open {
            self.end_line();
        }
        Projection {
            text: self.text,
            map: self.map,
            rows: self.rows,
        }
    }

    pub(super) fn start_tag(&mut self, tag: StartTag) {
        match tag.element {
            Element::Inline => {
                if !tag.self_closing {
                    self.open_in_cell(tag.end);
                }
                return;
            }
            Element::Void => return,
            Element::Raw(_) => {
                self.raw = !tag.self_closing;
                return;
            }
            Element::Hidden => {
                self.hidden = !tag.self_closing;
                return;
            }
            _ => {}
        }
        // Whatever is laid out ends a `head` whose end tag is missing.
        self.hidden = false;
        self.break_paragraph();
        match tag.element {
            Element::Table => self.open_table(),
            Element::Row => self.open_row(),
            Element::Cell { header } => self.open_cell(tag.end, tag.extent, header),
            Element::RowGroup { header } => self.open_row_group(header),
            Element::Caption => self.close_row(),
            Element::Break => {}
            Element::Paragraph | Element::Container | Element::Page | Element::Preformatted => {
                if self.has_bare_rows() {
                    self.close_table();
                }
                self.open_in_cell(tag.end);
                self.is_page |= tag.element == Element::Page;
                self.preformatted += u32::from(tag.element == Element::Preformatted);
                if self.tables.is_empty() {
                    match tag.element {
                        Element::Paragraph => self.paragraph_open = true,
                        _ => self.containers += 1,
                    }
                }
            }
            Element::Inline | Element::Void | Element::Raw(_) | Element::Hidden => {}
        }
    }

    pub(super) fn end_tag(&mut self, element: Element) {
        if self.raw {
            self.raw = false;
            return;
        }
        match element {
            Element::Inline => return self.close_in_cell(),
            Element::Void | Element::Raw(_) => return,
            Element::Hidden => {
                self.hidden = false;
                return;
            }
            _ => {}
        }
        self.break_paragraph();
        match element {
            Element::Table => self.close_table(),
            Element::Row => self.close_row(),
            Element::Cell { .. } => self.leave_cell(),
            Element::RowGroup { .. } => self.open_row_group(false),
            Element::Paragraph | Element::Container | Element::Page | Element::Preformatted => {
                self.close_in_cell();
                if element == Element::Preformatted {
                    self.preformatted = self.preformatted.saturating_sub(1);
                }
                if self.tables.is_empty() && element != Element::Paragraph {
                    self.containers = self.containers.saturating_sub(1);
                }
            }
            _ => {}
        }
    }

    /// Characters that stand in the source as they are shown, from byte `at`.
    pub(super) fn text(&mut self, at: usize, text: &str) {
        if self.hidden || self.raw {
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
    pub(super) fn decoded(&mut self, source: Span, text: &str) {
        if self.hidden || self.raw {
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

    /// Whether text stands outside all elements, or in one that shows white space as it is.
    fn keeps_white_space(&self) -> bool {
        self.tables.is_empty()
            && (self.after_blank_line
                || self.preformatted > 0
                || (self.containers == 0 && !self.paragraph_open))
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
            at += after;
            text = text.get(after..).unwrap_or_default();
        }
        if text.is_empty() {
            return;
        }
        self.line_begun_by_markup = false;
        self.map
            .push_run(self.text.len(), text.len(), Span::new(at, at + text.len()));
        if let Some(line_end) = memchr::memrchr2(b'\n', b'\r', text.as_bytes()) {
            self.unit_start = self.text.len() + line_end + 1;
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

    fn see_space(&mut self, source: Span) {
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
            return;
        }
        match gap {
            Gap::Nothing => {}
            Gap::Space(source) => {
                self.map.push_run(self.text.len(), 1, source);
                self.text.push(' ');
            }
            Gap::Break if self.is_in_cell() => self.text.push(CELL_BREAK),
            Gap::Break => self.end_line(),
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

    fn break_paragraph(&mut self) {
        self.paragraph_open = false;
        self.after_blank_line = false;
        self.see_break();
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
