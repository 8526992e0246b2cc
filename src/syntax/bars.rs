//! Rows whose cells are separated by bars: extractors' ` | `, Markdown tables, one cell and a bar on each line.

use super::{Reader, Surface};

impl Reader<'_> {
    pub(super) fn read_bars(&mut self, start: usize, end: usize) {
        let text = self.text;
        let line_start = start;
        let line = text[start..end].trim_matches(|c: char| c.is_whitespace());
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
        if line == "|" && self.closes_broken_cell() {
            self.gap = 0;
            return;
        }
        // A bar alone ends a blank cell, whose value stands before it like any other; bars of merged cells may follow.
        let (from, to) = match line {
            _ if line == "|" || line.bytes().all(|b| b == b'|') && self.goes_on_bar_ended() => {
                (line_start, line_start)
            }
            _ => without_outer_bars(text, start, end),
        };
        // The row reaches back to where its blank first cell stood.
        let (start, from) = match line_start < start && from > start && self.follows_open_row() {
            true => (line_start, line_start),
            false => (start, from),
        };
        // A line of a PDF with the bars of an empty rest behind it.
        if let Some(only) = only_words(&text[from..to])
            && self.read_spaced(from + only.start, from + only.end)
        {
            return;
        }
        let first_cell = self.cells.len();
        let mut cell_start = from;
        for at in memchr::memchr_iter(b'|', &text.as_bytes()[from..to]) {
            let at = from + at;
            // Markdown writes a bar inside a cell as `\|`.
            if at > from && text.as_bytes()[at - 1] == b'\\' {
                continue;
            }
            self.push_cell(cell_start, at);
            cell_start = at + 1;
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

    /// Whether the line before is a row without a bar in front, so that a bar in front of this one, set off by a space, stands behind a blank cell.
    fn follows_open_row(&self) -> bool {
        self.gap == 1
            && self.rows.last().is_some_and(|row| {
                let first = self.text.as_bytes().get(row.span.start as usize);
                row.surface == Surface::Bars && first.is_some_and(|&first| first != b'|')
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

/// `|---|:--:|` under a Markdown header.
fn is_delimiter_row(line: &str) -> bool {
    line.bytes().all(|b| matches!(b, b'-' | b'|' | b':' | b' ')) && line.contains("--")
}

/// The part between a leading and a trailing bar, where there are any; a row of bars alone keeps one blank cell.
fn without_outer_bars(text: &str, start: usize, end: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let from = if bytes[start] == b'|' {
        start + 1
    } else {
        start
    };
    let escaped = end >= start + 2 && bytes[end - 2] == b'\\';
    let to = if end > from && bytes[end - 1] == b'|' && !escaped {
        end - 1
    } else {
        end
    };
    (from, to)
}

/// The one cell of a line that is not blank, if it ends in a digit.
fn only_words(line: &str) -> Option<std::ops::Range<usize>> {
    let only = line.trim_matches(|c: char| c == '|' || c.is_whitespace());
    let ends_in_digit = only.as_bytes().last().is_some_and(u8::is_ascii_digit);
    let start = only.as_ptr() as usize - line.as_ptr() as usize;
    (ends_in_digit && only.len() > 1 && memchr::memchr(b'|', only.as_bytes()).is_none())
        .then_some(start..start + only.len())
}
