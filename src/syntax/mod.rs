//! Text to [`Document`]: rows of cells with byte spans, in reading order.
//!
//! In: the text of a file, whatever it is. Out: every line or table row that holds something, cut into cells. One reader per surface
//! (bars, tabs, one cell per line, spaces, HTML); a file may mix them. Deliberately absent: any knowledge of the form, any judgement.

mod again;
mod bars;
mod damage;
pub(crate) mod escapes;
pub mod html;
mod named_spaces;
mod open_grid;
pub mod source_map;
mod spaced;
mod surface;
mod tabs;
mod unbroken;
pub mod value;

use crate::chars::{is_private, is_space};
use crate::lines::lines;
use crate::span::Span;
pub(crate) use again::difference;
use bars::{has_other_bars, is_drawn};
pub(crate) use damage::Damage;
pub(crate) use named_spaces::without_named_spaces;
use open_grid::add_outer_blanks;
use source_map::SourceMap;
pub(crate) use spaced::is_misread_number;
pub use surface::Surface;
use value::{Value, read_value};

/// What a text says, before anybody asks whether it is right.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text that all spans in here point into: the source itself, or for HTML its plain projection.
    pub text: String,
    /// From spans of `text` to spans of the source.
    pub map: SourceMap,
    /// In reading order; lines with nothing on them are left out.
    pub rows: Vec<Row>,
    /// The cells of all rows, in reading order.
    pub cells: Vec<Cell>,
    /// Whether there may be bars of double width anywhere.
    has_other_bars: bool,
    /// Whether there may be a `<` anywhere, with which every tag begins.
    may_have_tags: bool,
    /// Whether a row has blank cells of which only the rows round it tell.
    has_open_grids: bool,
}

/// One line of text or one row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// From the first to the last character, without the line end.
    pub span: Span,
    /// How it is written.
    pub surface: Surface,
    /// Index of its first cell in [`Document::cells`].
    pub first_cell: u32,
    /// Number of cells.
    pub n_cells: u32,
    /// Line ends between the previous row and this one: 1 if they follow each other directly.
    pub gap: u32,
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its characters without padding; empty, at the place where a value would be written, for a blank cell.
    pub span: Span,
    /// What it says.
    pub value: Value,
}

impl Document {
    /// The row that a place begins in.
    pub fn line_of(&self, place: Span) -> Option<&Row> {
        let after = self
            .rows
            .partition_point(|row| row.span.start <= place.start);
        self.rows.get(after.checked_sub(1)?)
    }

    /// The cells of a row.
    pub fn cells_of(&self, row: &Row) -> &[Cell] {
        let first = row.first_cell as usize;
        self.cells
            .get(first..first + row.n_cells as usize)
            .unwrap_or_default()
    }

    /// What stands on a row that is one cell: the cell without bars and padding. Otherwise the whole row.
    pub fn line_span(&self, row: &Row) -> Span {
        match self.cells_of(row) {
            [cell] => cell.span,
            _ => row.span,
        }
    }

    /// Where a value would be written on one of the empty lines in front of a row: the line that is `line` line ends below the row before.
    /// `None` if that is not an empty line.
    pub fn empty_line(&self, row: usize, line: u32) -> Option<Span> {
        let (row, before) = (self.rows.get(row)?, self.rows.get(row.checked_sub(1)?)?);
        let between = || {
            lines(
                &self.text,
                before.span.end as usize,
                row.span.start as usize,
            )
        };
        // Lines that are none of the gap, such as a bar that closes a cell, stand above it.
        let n_ends: u32 = between().map(|(.., ends)| ends).sum();
        let skipped = n_ends.checked_sub(row.gap)?;
        let (start, end, _) = between().nth((skipped + line) as usize)?;
        let start = behind_quote_marks(&self.text, start, end);
        let is_empty = self.text.get(start..end)?.chars().all(is_space);
        // Directly below an indented cell its text would go on.
        let goes_on = before.surface == Surface::Indented && line == 1;
        (0 < line && line < row.gap && is_empty && !goes_on).then_some(Span::at(start))
    }

    /// The characters of a span.
    pub fn at(&self, span: Span) -> &str {
        span.of(&self.text)
    }
}

/// Reads a text. Never fails; a torn table is a table with fewer cells.
pub fn parse(source: impl Into<String>) -> Document {
    let source = source.into();
    let may_have_tags = memchr::memchr(b'<', source.as_bytes()).is_some();
    if may_have_tags && html::looks_like_html(&source) {
        let projection = html::project(&source);
        let mut reader = Reader::new(&projection.text);
        reader.read_projection(&projection.rows);
        let read = reader.finish();
        return read.document(projection.text, projection.map, may_have_tags);
    }
    let mut reader = Reader::new(&source);
    reader.read_lines(0, source.len());
    let read = reader.finish();
    read.document(source, SourceMap::identity(), may_have_tags)
}

/// All rows of a text.
struct ReadText {
    rows: Vec<Row>,
    cells: Vec<Cell>,
    has_other_bars: bool,
    has_open_grids: bool,
}

impl ReadText {
    fn document(self, text: String, map: SourceMap, may_have_tags: bool) -> Document {
        Document {
            text,
            map,
            rows: self.rows,
            cells: self.cells,
            has_other_bars: self.has_other_bars,
            may_have_tags,
            has_open_grids: self.has_open_grids,
        }
    }
}

/// Collects rows while the readers of the surfaces walk over the lines.
struct Reader<'t> {
    text: &'t str,
    rows: Vec<Row>,
    cells: Vec<Cell>,
    /// Line ends since the last row.
    gap: u32,
    /// Whether the last row is an indented one that the next indented line continues.
    indented_open: bool,
    /// Whether there are bars anywhere that are not the common one.
    has_other_bars: bool,
    /// Whether there may be spaces anywhere that are written by their names, or tags.
    may_have_named_spaces: bool,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        // Reports hold about one cell for every 14 to 20 bytes.
        let cells = Vec::with_capacity(text.len() / 12 + 8);
        Reader {
            text,
            rows: Vec::with_capacity(text.len() / 48 + 8),
            cells,
            gap: 0,
            indented_open: false,
            has_other_bars: has_other_bars(text),
            may_have_named_spaces: memchr::memchr2(b'&', b'<', text.as_bytes()).is_some(),
        }
    }

    /// What was read, without the room that was left for more.
    fn finish(mut self) -> ReadText {
        let has_open_grids = add_outer_blanks(self.text, &mut self.rows, &mut self.cells);
        self.rows.shrink_to_fit();
        self.cells.shrink_to_fit();
        ReadText {
            rows: self.rows,
            cells: self.cells,
            has_other_bars: self.has_other_bars,
            has_open_grids,
        }
    }

    /// Reads the rows that the HTML reader found, and the lines between them.
    fn read_projection(&mut self, rows: &[html::ProjectedRow]) {
        let mut at = 0;
        for row in rows {
            let (Some(first), Some(last)) = (row.cells.first(), row.cells.last()) else {
                continue;
            };
            let (start, end) = (first.start as usize, last.end as usize);
            if start < at {
                continue;
            }
            self.read_lines(at, start);
            let first_cell = self.cells.len();
            for &cell in &row.cells {
                self.push_cell(cell.start as usize, cell.end as usize);
            }
            self.push_row(Surface::Html, start, end, first_cell);
            at = end;
        }
        self.read_lines(at, self.text.len());
    }

    /// Reads the lines between two byte positions.
    fn read_lines(&mut self, start: usize, end: usize) {
        for (from, to, breaks) in lines(self.text, start, end) {
            self.read_line(behind_quote_marks(self.text, from, to), to);
            self.gap = self.gap.saturating_add(breaks);
        }
    }

    fn read_line(&mut self, start: usize, end: usize) {
        let line = &self.text[start..end];
        let bytes = line.as_bytes();
        if bytes.is_empty() {
            self.indented_open = false;
            return;
        }
        // Where every cell has a line of its own, most lines are one digit.
        if let [b'0'..=b'9'] = bytes {
            return self.read_plain_line(start, end);
        }
        match memchr::memchr2(b'\t', b'|', bytes) {
            _ if self.has_other_bars && line.contains(is_drawn) => self.read_drawn(start, end),
            None => self.read_plain_line(start, end),
            Some(at) => {
                // A bar outranks tabs: tabs beside bars are padding.
                if bytes[at] == b'|' || memchr::memchr(b'|', &bytes[at..]).is_some() {
                    self.read_bars(start, end);
                } else {
                    self.read_tabs(start, end);
                }
            }
        }
    }

    fn read_plain_line(&mut self, start: usize, end: usize) {
        let (from, to) = trim(self.text, start, end);
        if from == to {
            self.indented_open = false;
            return;
        }
        if self.read_spaced(from, to) || self.read_unbroken(from, to) {
            return;
        }
        if self.continue_indented_cell(from, to) {
            return;
        }
        let first_cell = self.cells.len();
        self.push_trimmed_cell(from, to);
        self.push_row(Surface::Line, from, to, first_cell);
    }

    /// Adds a cell over `start..end`, trimmed of padding. A blank cell becomes an empty span one space in.
    fn push_cell(&mut self, start: usize, end: usize) {
        let bytes = self.text.as_bytes();
        // The common cell, one ASCII digit between separators, needs no trimming.
        let (from, to) = if end - start == 1 && bytes[start].is_ascii_digit() {
            (start, end)
        } else {
            trim(self.text, start, end)
        };
        let (from, to) = match self.may_have_named_spaces {
            true => without_named_spaces(self.text, from, to),
            false => (from, to),
        };
        self.push_trimmed_cell(from, to);
    }

    fn push_trimmed_cell(&mut self, from: usize, to: usize) {
        let value = read_value(&self.text[from..to]);
        self.cells.push(Cell {
            span: Span::new(from, to),
            value,
        });
    }

    /// Adds a row over `start..end` whose cells are all those from index `first_cell` on.
    fn push_row(&mut self, surface: Surface, start: usize, end: usize, first_cell: usize) {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.rows.push(Row {
            span: Span::new(start, end),
            surface,
            first_cell: narrow(first_cell),
            n_cells: narrow(self.cells.len() - first_cell),
            gap: self.gap,
        });
        self.gap = 0;
        self.indented_open = surface == Surface::Indented;
    }
}

/// Where a line begins behind the marks of a quotation, `> `.
fn behind_quote_marks(text: &str, start: usize, end: usize) -> usize {
    let line = text.as_bytes().get(start..end).unwrap_or_default();
    let mut rest = line;
    while let [b'>', more @ ..] = rest {
        rest = more.strip_prefix(b" ").unwrap_or(more);
    }
    start + line.len() - rest.len()
}

/// The part of `start..end` without white space at its ends. If nothing is left: the place where a value would be written, one space in when
/// there are two or more, so that the padding on both sides stays.
fn trim(text: &str, start: usize, end: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let (mut from, mut to) = (start, end);
    // ASCII first; the slow way only when something else stands at an end.
    while from < to && bytes[from].is_ascii_whitespace() {
        from += 1;
    }
    while from < to && bytes[to - 1].is_ascii_whitespace() {
        to -= 1;
    }
    if from < to && (may_begin_with_space(&bytes[from..to]) || may_end_with_space(&bytes[from..to]))
    {
        let kept = text[from..to].trim_start_matches(is_space);
        from = to - kept.len();
        to = from + kept.trim_end_matches(is_space).len();
        (from, to) = without_private(text, from, to);
    }
    if from == to {
        return blank_place(text, start, end);
    }
    (from, to)
}

/// Whether the first character may be white space; most are ASCII or Han and surely are not.
fn may_begin_with_space(bytes: &[u8]) -> bool {
    match bytes {
        [0x20..0x80 | 0xE4..=0xE9, ..] => false,
        [0xEF, second, ..] => is_odd_second(*second),
        _ => true,
    }
}

/// Whether a space or a private character may have this byte behind 0xEF.
fn is_odd_second(second: u8) -> bool {
    matches!(second, 0x80..=0xA3 | 0xB8 | 0xBB)
}

/// A trimmed number without the private characters round it, which office programs leave where fonts of their own show signs. Round words they may be
/// characters that no other code has.
fn without_private(text: &str, from: usize, to: usize) -> (usize, usize) {
    let cell = &text[from..to];
    if !cell.starts_with(is_private) && !cell.ends_with(is_private) {
        return (from, to);
    }
    let bare = cell.trim_matches(|c| is_space(c) || is_private(c));
    let start = bare.as_ptr() as usize - text.as_ptr() as usize;
    match read_value(bare) {
        Value::Number(_) => (start, start + bare.len()),
        _ => (from, to),
    }
}

/// The same of the last character.
fn may_end_with_space(bytes: &[u8]) -> bool {
    match bytes {
        [.., 0x20..0x80] => false,
        [.., 0xE4..=0xE9, _, 0x80..=0xFF] => false,
        [.., 0xEF, second, 0x80..=0xFF] => is_odd_second(*second),
        _ => true,
    }
}

/// Where a value would be written into a cell that holds only white space.
fn blank_place(text: &str, start: usize, end: usize) -> (usize, usize) {
    let cell = &text[start..end];
    let at = match cell.chars().next() {
        Some(first) if cell.len() > first.len_utf8() => start + first.len_utf8(),
        _ => start,
    };
    (at, at)
}

#[cfg(test)]
mod tests;
