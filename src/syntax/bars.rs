//! Rows whose cells are separated by bars: extractors' ` | `, Markdown tables, one cell and a bar on each line.

use super::{Reader, Surface};
use crate::chars::{OTHER_BARS, is_bar, is_of_frame};

/// Whether there are bars in a text beside the common one.
pub(super) fn has_other_bars(text: &str) -> bool {
    let mut encoded = [0; 4];
    let mut is_there = |bar: char| {
        let bar = bar.encode_utf8(&mut encoded).as_bytes();
        memchr::memmem::find(text.as_bytes(), bar).is_some()
    };
    OTHER_BARS.iter().any(|&bar| is_there(bar))
}

/// Whether a character is another bar than the common one, or of the lines between rows that are drawn with such.
pub(super) fn is_drawn(c: char) -> bool {
    is_of_frame(c) || OTHER_BARS.contains(&c)
}

/// Bytes that are looked at one by one.
const NEAR: usize = 8;

impl Reader<'_> {
    /// Reads a line with bars that are not the common one. A line that is nothing but frame stands between rows as if it were not there.
    pub(super) fn read_drawn(&mut self, start: usize, end: usize) {
        let line = &self.text[start..end];
        let is_line = |c: char| is_of_frame(c) && !is_bar(c);
        let is_frame = line.contains(is_line) && line.chars().all(|c| is_of_frame(c) || c == ' ');
        match is_frame {
            true => self.gap = 0,
            false => self.read_bars(start, end),
        }
    }

    pub(super) fn read_bars(&mut self, start: usize, end: usize) {
        let text = self.text;
        let line_start = start;
        let line = text[start..end].trim();
        let (start, end) = match line.is_empty() {
            true => return,
            false => {
                let from = line.as_ptr() as usize - text.as_ptr() as usize;
                (from, from + line.len())
            }
        };
        if is_delimiter_row(line) {
            return;
        }
        let is_bars = line.chars().all(is_bar);
        let is_one_bar = is_bars && line.chars().nth(1).is_none();
        if is_one_bar && self.closes_broken_cell() {
            self.gap = 0;
            return;
        }
        // A bar alone ends a blank cell, whose value stands before it like any other; bars of merged cells may follow.
        let (from, to) = match line {
            _ if is_one_bar || is_bars && self.goes_on_bar_ended() => (line_start, line_start),
            _ => without_outer_bars(text, start, end),
        };
        // The row reaches back to where its blank first cell stood.
        let (start, from) = match line_start < start && from > start && self.follows_open_row() {
            true => (line_start, line_start),
            false => (start, from),
        };
        // A line of a PDF with the bars of an empty rest behind it.
        if let Some(only) = self.only_words(&text[from..to])
            && self.read_spaced(from + only.start, from + only.end)
        {
            return;
        }
        let first_cell = self.cells.len();
        let mut cell_start = from;
        let mut searched = from;
        while let Some((at, after)) = self.next_bar(searched, to) {
            searched = after;
            // Markdown writes a bar inside a cell as `\|`.
            if at > from && text.as_bytes()[at - 1] == b'\\' {
                continue;
            }
            self.push_cell(cell_start, without_span_mark(text, cell_start, at));
            cell_start = after;
        }
        self.push_cell(cell_start, to);
        let single = self.cells.len() - first_cell == 1;
        let surface = if single {
            Surface::BarEnded
        } else {
            Surface::Bars
        };
        self.push_row(surface, start.min(from), end, first_cell);
    }

    /// The first bar of a stretch: where it begins and ends.
    fn next_bar(&self, from: usize, to: usize) -> Option<(usize, usize)> {
        if self.has_other_bars {
            let stretch = &self.text[from..to];
            let at = stretch.find(is_bar)?;
            let width = stretch[at..].chars().next().map_or(1, char::len_utf8);
            return Some((from + at, from + at + width));
        }
        // Most cells are shorter than it takes to start a search.
        let bytes = self.text.as_bytes().get(from..to)?;
        let near = bytes.iter().take(NEAR).position(|byte| *byte == b'|');
        let at = near.or_else(|| Some(NEAR + memchr::memchr(b'|', bytes.get(NEAR..)?)?))?;
        Some((from + at, from + at + 1))
    }

    /// The one cell of a line that is not blank, if it ends in a digit.
    fn only_words(&self, line: &str) -> Option<std::ops::Range<usize>> {
        let is_padding = |c: char| is_bar(c) || c.is_whitespace();
        let last = line.trim_end_matches(is_padding);
        if !last.as_bytes().last().is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let only = last.trim_start_matches(is_padding);
        let has_bar = match self.has_other_bars {
            true => only.contains(is_bar),
            false => memchr::memchr(b'|', only.as_bytes()).is_some(),
        };
        let start = last.len() - only.len();
        (only.len() > 1 && !has_bar).then_some(start..start + only.len())
    }

    /// Whether the line before is a row without a bar in front, so that a bar in front of this one, set off by a space, stands behind a blank cell.
    fn follows_open_row(&self) -> bool {
        self.gap == 1
            && self.rows.last().is_some_and(|row| {
                let row_text = self.text.get(row.span.start as usize..);
                row.surface == Surface::Bars && row_text.is_some_and(|row| !row.starts_with(is_bar))
            })
    }

    /// Whether the line before is one cell and a bar.
    fn goes_on_bar_ended(&self) -> bool {
        let last = self.rows.last();
        self.gap == 1 && last.is_some_and(|row| row.surface == Surface::BarEnded)
    }

    /// Whether a bar alone on its line ends the cell of the line before (`0`, then `|`) rather than being a blank cell.
    fn closes_broken_cell(&self) -> bool {
        self.gap == 1
            && self
                .rows
                .last()
                .is_some_and(|row| row.surface == Surface::Line)
    }
}

/// Where a cell ends before the mark that says, in AsciiDoc, over how many columns and rows the next one goes: `|4 2+|`, `|4 .2+|`.
fn without_span_mark(text: &str, start: usize, end: usize) -> usize {
    let marked = text[start..end].strip_suffix('+');
    let before = marked.map(|cell| cell.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.'));
    match before.zip(marked) {
        Some((before, marked))
            if before.len() < marked.len()
                && before.ends_with(' ')
                && !before.trim_matches(' ').is_empty() =>
        {
            start + before.len()
        }
        _ => end,
    }
}

/// `|---|:--:|` under a Markdown header.
fn is_delimiter_row(line: &str) -> bool {
    let is_of_rule = |c: char| is_bar(c) || matches!(c, '-' | ':' | ' ');
    line.chars().all(is_of_rule) && line.contains("--")
}

/// The part between a leading and a trailing bar, where there are any; a row of bars alone keeps one blank cell.
fn without_outer_bars(text: &str, start: usize, end: usize) -> (usize, usize) {
    let row = &text[start..end];
    let inner = row.strip_prefix(is_bar).unwrap_or(row);
    let from = end - inner.len();
    let to = match inner.strip_suffix(is_bar) {
        Some(cells) if !row[..row.len() - (inner.len() - cells.len())].ends_with('\\') => {
            from + cells.len()
        }
        _ => end,
    };
    (from, to)
}
