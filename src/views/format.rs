//! Tables between bars, aligned by the width that characters take on the screen. Nothing changes but spaces between cells and the strokes of
//! delimiter rows.
//!
//! In: a reading. Out: edits of the opened text; none for what is aligned already, so that a second time changes nothing. Bars that touch each other,
//! lines that mix outer bars with none, and cells that stand on a line each, stay as they are: there a space would say something, or nothing.

use unicode_width::UnicodeWidthStr;

use crate::chars::is_space;
use crate::door::{Edit, Origin, Span};
use crate::lines::is_line_end;
use crate::reading::{Reading, ReportReading};
use crate::span;

/// The edits that align the tables of a text, or those that the stretch `within` touches. Sorted and disjoint.
pub fn format(reading: &Reading, within: Option<Span>) -> Vec<Edit> {
    let mut all = Vec::new();
    for (report, origin) in reading.reports() {
        // The rows of a page are laid out by its markup.
        if report.aligned.document.map.is_identity() {
            format_report(report, origin, within, &mut all);
        }
    }
    all
}

fn format_report(
    report: &ReportReading,
    origin: Origin<'_>,
    within: Option<Span>,
    all: &mut Vec<Edit>,
) {
    let text = report.aligned.document.text.as_str();
    let mut block: Vec<Line<'_>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim_end_matches(['\n', '\r']);
        match Line::read(text, start, start + written.len()) {
            Some(line) => block.push(line),
            None => close(&mut block, text, origin, within, all),
        }
        start += line.len();
    }
    close(&mut block, text, origin, within, all);
}

fn close(
    block: &mut Vec<Line<'_>>,
    text: &str,
    origin: Origin<'_>,
    within: Option<Span>,
    all: &mut Vec<Edit>,
) {
    let lines = std::mem::take(block);
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return;
    };
    let whole = origin.place(span::Span::new(first.start, last.end));
    let is_wanted = within.is_none_or(|within| within.touches(whole));
    let is_even = lines
        .iter()
        .all(|line| line.has_outer_bar == first.has_outer_bar);
    // One cell a line, each ended by a bar: nothing stands beside another.
    let n_lone = lines.iter().filter(|line| line.is_lone()).count();
    if lines.len() > 1 && is_wanted && is_even && n_lone * 2 < lines.len() {
        align(&lines, text, |span, text| {
            all.push(Edit {
                span: origin.place(span),
                text,
            });
        });
    }
}

/// A line of cells between bars.
struct Line<'t> {
    start: usize,
    end: usize,
    has_outer_bar: bool,
    cells: Vec<PaddedCell<'t>>,
}

/// What stands between two bars.
struct PaddedCell<'t> {
    /// From behind the bar in front to the bar behind, in bytes.
    start: usize,
    end: usize,
    /// Without spaces round it.
    words: &'t str,
    width: usize,
    /// Whether it is strokes and colons only, as all cells of a delimiter row are.
    is_rule: bool,
    /// Whether a bar follows.
    is_closed: bool,
}

impl<'t> Line<'t> {
    /// `None` for a line that is no row of cells between bars.
    fn read(text: &'t str, start: usize, end: usize) -> Option<Self> {
        let line = &text[start..end];
        let indent = line.len() - line.trim_start_matches(is_space).len();
        let rest = &line[indent..];
        let has_outer_bar = rest.starts_with('|');
        let mut from = start + indent + usize::from(has_outer_bar);
        let mut cells = Vec::new();
        let first = from;
        for at in memchr::memchr_iter(b'|', &text.as_bytes()[first..end]) {
            let at = first + at;
            if text.as_bytes().get(at.wrapping_sub(1)) == Some(&b'\\') {
                continue;
            }
            cells.push(PaddedCell::read(text, from, at, true));
            from = at + 1;
        }
        if !text[from..end].trim_matches(is_space).is_empty() || !has_outer_bar {
            cells.push(PaddedCell::read(text, from, end, false));
        }
        (cells.len() > 1).then_some(Line {
            start,
            end,
            has_outer_bar,
            cells,
        })
    }

    /// Whether it is one cell and a bar behind it.
    fn is_lone(&self) -> bool {
        let mut behind = self.cells.iter().skip(1);
        !self.has_outer_bar && behind.all(|cell| cell.words.is_empty() && !cell.is_closed)
    }

    fn is_delimiter(&self) -> bool {
        self.cells.iter().all(|cell| cell.is_rule)
    }
}

impl<'t> PaddedCell<'t> {
    fn read(text: &'t str, start: usize, end: usize, is_closed: bool) -> Self {
        // Characters that take no room stay, wherever they stand; so does a soft line end, which parts values.
        let words = text[start..end].trim_matches(is_padding);
        let is_rule = words.bytes().all(|c| matches!(c, b'-' | b':')) && words.contains("--");
        PaddedCell {
            start,
            end,
            width: width(words),
            words,
            is_rule,
            is_closed,
        }
    }

    /// What is written between the bars so that the cell is `width` wide.
    fn written(&self, width: usize, is_first: bool, of: &Line<'_>) -> String {
        let before = if is_first && !of.has_outer_bar {
            ""
        } else {
            " "
        };
        // A dash in a cell of a row says that there is nothing.
        if of.is_delimiter() {
            let strokes = width.saturating_sub(self.words.matches(':').count()).max(2);
            let (left, right) = (self.words.starts_with(':'), self.words.ends_with(':'));
            let colon = |is_there: bool| if is_there { ":" } else { "" };
            return format!(
                "{before}{}{}{} ",
                colon(left),
                "-".repeat(strokes),
                colon(right)
            );
        }
        let padding = width.saturating_sub(self.width) + 1;
        let mut written = String::with_capacity(before.len() + self.words.len() + padding);
        written += before;
        written += self.words;
        written.extend(std::iter::repeat_n(' ', padding));
        written
    }
}

fn is_padding(c: char) -> bool {
    c.is_whitespace() && !is_line_end(c)
}

/// How wide words are on the screen.
fn width(words: &str) -> usize {
    // Nearly all characters of a table are of two kinds that are never part of a longer sign.
    let alone = |c: char| match c {
        ' '..='~' => Some(1),
        '\u{4e00}'..='\u{9fff}' => Some(2),
        _ => None,
    };
    let widths: Option<usize> = words.chars().map(alone).sum();
    widths.unwrap_or_else(|| UnicodeWidthStr::width_cjk(words))
}

/// Calls `change` with each stretch of `text` that is to be written otherwise, and how.
fn align(lines: &[Line<'_>], text: &str, mut change: impl FnMut(span::Span, String)) {
    let n_columns = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let mut widths = vec![0; n_columns];
    for line in lines.iter().filter(|line| !line.is_delimiter()) {
        for (width, cell) in widths.iter_mut().zip(&line.cells) {
            *width = cell.width.max(*width);
        }
    }
    for line in lines {
        for (at, cell) in line.cells.iter().enumerate() {
            // Bars that touch stand for merged cells, and what stands behind the last bar ends its line.
            if cell.start == cell.end || !cell.is_closed {
                continue;
            }
            let span = span::Span::new(cell.start, cell.end);
            let written = cell.written(widths[at].max(1), at == 0, line);
            if span.of(text) != written {
                change(span, written);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_are_as_wide_as_the_tables_of_unicode_say(words in "([ -~一-龥]|.|\\u{fe0f}|\\u{200d}|[😀-😏]){0,12}") {
            prop_assert_eq!(width(&words), UnicodeWidthStr::width_cjk(words.as_str()));
        }
    }
}
