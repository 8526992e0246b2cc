//! A document read again after its text was edited: only what the edit touched.
//!
//! In: a document and the text that it has become. Out: the document of that text, and the [`Damage`]: which rows were read anew, and how far those
//! behind them have moved. A row is kept if nothing that it was read from has changed: its line, and how the row before it stands. Reading starts a
//! row before the first change and ends where an old row fits behind a new one. HTML is always read as a whole, and so are tables of
//! whose blank cells the rows round them tell.

use std::ops::Range;

use super::bars::has_other_bars;
use super::damage::{Damage, moved};
use super::html::looks_like_html;
use super::open_grid;
use super::source_map::SourceMap;
use super::{Cell, Document, Reader, Row, Surface, parse};
use crate::chars::is_bar;
use crate::lines::is_line_end;
use crate::span::Span;

/// The stretches in which two texts differ, from the first difference to the last, in whole characters.
pub(crate) fn difference(old: &str, new: &str) -> (Range<usize>, Range<usize>) {
    let (a, b) = (old.as_bytes(), new.as_bytes());
    let mut start = common_start(a, b);
    while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
        start -= 1;
    }
    let (a, b) = (&a[start..], &b[start..]);
    let mut same = common_end(a, b);
    let starts_both = |same: usize| {
        old.is_char_boundary(old.len() - same) && new.is_char_boundary(new.len() - same)
    };
    while !starts_both(same) {
        same -= 1;
    }
    (start..old.len() - same, start..new.len() - same)
}

/// The number of a page has at most so many digits.
const PAGE_DIGITS: usize = 3;
/// What a line may be is told by its length in steps of so many bytes.
const LENGTHS: usize = 20;

/// A text that has grown leaves room for so many parts of it, one in how many, to be written.
const ROOM: usize = 32;

/// Bytes that are compared at once.
const CHUNK: usize = 256;

/// Whether a cell is a number in nothing but digits.
fn is_plain(cell: &str) -> bool {
    (1..=9).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_digit())
}

/// How many bytes two texts have in common at their beginnings.
fn common_start(a: &[u8], b: &[u8]) -> usize {
    let whole = a.chunks_exact(CHUNK).zip(b.chunks_exact(CHUNK));
    let chunks = CHUNK * whole.take_while(|(a, b)| a == b).count();
    let rest = a[chunks..].iter().zip(&b[chunks..]);
    chunks + rest.take_while(|(a, b)| a == b).count()
}

/// How many bytes two texts have in common at their ends.
fn common_end(a: &[u8], b: &[u8]) -> usize {
    let whole = a.rchunks_exact(CHUNK).zip(b.rchunks_exact(CHUNK));
    let chunks = CHUNK * whole.take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - chunks], &b[..b.len() - chunks]);
    let rest = a.iter().rev().zip(b.iter().rev());
    chunks + rest.take_while(|(a, b)| a == b).count()
}

/// Rows that were read anew and turned out to be as they were.
struct AsTheyWere {
    /// Before those that did not.
    above: usize,
    /// Behind them.
    below: usize,
}

impl AsTheyWere {
    /// The other rows, with their cells.
    fn rest<'r>(&self, (rows, cells): (&'r [Row], &'r [Cell])) -> (&'r [Row], &'r [Cell]) {
        let first = rows.first().map_or(0, |row| row.first_cell);
        let rest = rows.get(self.above..rows.len() - self.below);
        let rest = rest.unwrap_or_default();
        let Some((top, last)) = rest.first().zip(rest.last()) else {
            return (rest, &[]);
        };
        let from = (top.first_cell - first) as usize;
        let to = (last.first_cell + last.n_cells - first) as usize;
        (rest, cells.get(from..to).unwrap_or_default())
    }
}

impl Document {
    /// The document of a text that this one has become, and what of it was read anew; `None` if that is all of it.
    pub(crate) fn again(mut self, text: &str) -> (Document, Option<Damage>) {
        if !self.map.is_identity() || self.has_open_grids {
            return (parse(text), None);
        }
        let (old, new) = difference(&self.text, text);
        self.may_have_tags |= text[new.clone()].contains('<');
        if self.may_have_tags && looks_like_html(text) {
            return (parse(text), None);
        }
        let shift = new.len() as i64 - old.len() as i64;
        if text.len() > u32::MAX as usize {
            return (parse(text), None);
        }
        let first = self.first_row_to_read(old.start);
        let start = match first {
            0 => 0,
            first => self.line_start(first).unwrap_or_default(),
        };
        let mut reader = Reader::new(&text[..0]);
        reader.text = text;
        // Asked of each of the few cells instead of all of the text.
        reader.may_have_named_spaces = true;
        reader.has_other_bars = self.has_other_bars || has_other_bars(&text[new.clone()]);
        reader.gap = self.rows.get(first).map_or(0, |row| row.gap);
        if first == 0 {
            reader.gap = 0;
        }
        let before = first
            .checked_sub(1)
            .and_then(|before| self.rows.get(before));
        if let Some(row) = before {
            reader.cells.extend_from_slice(self.cells_of(row));
            reader.rows.push(Row {
                first_cell: 0,
                ..*row
            });
        }
        let (n_rows, n_cells) = (reader.rows.len(), reader.cells.len());
        let behind = self.read_damage(&mut reader, (start, first), &old, shift);
        let has_other_bars = reader.has_other_bars;
        let (rows, cells) = (reader.rows, reader.cells);
        let end = match behind < self.rows.len() {
            true => self.line_start(behind).unwrap_or(self.text.len()),
            false => usize::MAX,
        };
        let read = (&rows[n_rows..], &cells[n_cells..]);
        let known = self.as_they_were(first..behind, read, &old, shift);
        let rows = first + known.above..behind - known.below;
        let start = match known.above {
            0 => start,
            _ => self.rows[rows.start - 1].span.end as usize + 1,
        };
        let end = match known.below {
            0 => end,
            _ => self.rows[rows.end].span.start as usize,
        };
        let read = known.rest(read);
        let numbers = self.only_numbers_changed(rows.clone(), read, text);
        let damage = self.splice(read, rows, (start, end, shift), numbers);
        if shift > 0 && self.text.capacity() < text.len() {
            // Not twice as much, as the text would ask for by itself.
            let more = new.len() - old.len();
            self.text.reserve_exact(more + text.len() / ROOM);
        }
        self.text.replace_range(old, &text[new]);
        self.has_other_bars = has_other_bars;
        self.map = SourceMap::identity();
        if open_grid::is_near(&self, damage.rows.clone()) {
            return (parse(text), None);
        }
        (self, Some(damage))
    }

    /// The row from which on a text is read again whose first change is at a byte: none of the rows before it can have changed.
    fn first_row_to_read(&self, change: usize) -> usize {
        let touched = self
            .rows
            .partition_point(|row| (row.span.end as usize) < change);
        let is_start = |row: &usize| self.line_start(*row).is_some();
        (1..touched).rev().find(is_start).unwrap_or(0)
    }

    /// Where the line of a row begins, if reading may begin there: the row before stands on another line and takes no more cells.
    fn line_start(&self, row: usize) -> Option<usize> {
        let (before, row) = (self.rows.get(row.checked_sub(1)?)?, self.rows.get(row)?);
        let (from, to) = (before.span.end as usize, row.span.start as usize);
        let between = self.text.get(from..to)?;
        let (at, end) = between.char_indices().rfind(|(_, c)| is_line_end(*c))?;
        (before.surface != Surface::Indented).then_some(from + at + end.len_utf8())
    }

    /// Reads from a byte, at which the line of row `first` begins, until an old row fits. Returns the number of that row.
    fn read_damage(
        &self,
        reader: &mut Reader<'_>,
        (start, first): (usize, usize),
        old: &Range<usize>,
        shift: i64,
    ) -> usize {
        let to_new = |at: usize| usize::try_from(at as i64 + shift).unwrap_or_default();
        let touched = self
            .rows
            .partition_point(|row| row.span.start as usize <= old.end);
        // The row behind the damage is read as well, and shows whether all is as it was.
        let mut at = start;
        for behind in (touched + 1).max(first + 1)..self.rows.len() {
            let Some(line) = self.line_start(behind) else {
                continue;
            };
            reader.read_lines(at, to_new(line));
            at = to_new(line);
            if self.fits(reader, behind, shift) {
                return behind;
            }
        }
        reader.read_lines(at, reader.text.len());
        self.rows.len()
    }

    /// Whether an old row, and with it all that follow, stands behind what was read just as it stood.
    fn fits(&self, reader: &Reader<'_>, behind: usize, shift: i64) -> bool {
        let (Some(row), Some(last), Some(read)) = (
            self.rows.get(behind),
            behind.checked_sub(1).and_then(|last| self.rows.get(last)),
            reader.rows.last(),
        ) else {
            return false;
        };
        let same = Row {
            first_cell: read.first_cell,
            span: moved(last.span, shift),
            ..*last
        };
        let first_cell = read.first_cell as usize;
        let cells = reader.cells.get(first_cell..).unwrap_or_default();
        let was = self.cells_of(last).iter().map(|cell| Cell {
            span: moved(cell.span, shift),
            ..*cell
        });
        reader.gap == row.gap && *read == same && was.eq(cells.iter().copied())
    }

    /// How many of the rows read in the place of old ones are just those: above the first change and behind the last. One row at least is taken to be
    /// another.
    fn as_they_were(
        &self,
        old_rows: Range<usize>,
        (rows, cells): (&[Row], &[Cell]),
        change: &Range<usize>,
        shift: i64,
    ) -> AsTheyWere {
        let old = self.rows.get(old_rows).unwrap_or_default();
        let first = rows.first().map_or(0, |row| row.first_cell);
        let is_same = |old: &Row, new: &Row, shift: i64| {
            let same = Row {
                first_cell: new.first_cell,
                span: moved(old.span, shift),
                ..*old
            };
            let from = (new.first_cell - first) as usize;
            let news = cells.get(from..from + new.n_cells as usize);
            let was = self.cells_of(old).iter().map(|cell| Cell {
                span: moved(cell.span, shift),
                ..*cell
            });
            *new == same && news.is_some_and(|news| was.eq(news.iter().copied()))
        };
        let most = old.len().min(rows.len()).saturating_sub(1);
        let above = old.iter().zip(rows).take(most);
        let above = above.take_while(|(old, new)| {
            (old.span.end as usize) < change.start && is_same(old, new, 0)
        });
        let above = above.count();
        let below = old.iter().rev().zip(rows.iter().rev()).take(most - above);
        let below = below.take_while(|(old, new)| {
            (old.span.start as usize) > change.end && is_same(old, new, shift)
        });
        AsTheyWere {
            above,
            below: below.count(),
        }
    }

    /// The places of the cells of some rows, if the rows read in their place differ from them in nothing but plain numbers.
    fn only_numbers_changed(
        &self,
        rows: Range<usize>,
        (read, cells): (&[Row], &[Cell]),
        text: &str,
    ) -> Option<Vec<Span>> {
        let old = self.rows.get(rows)?;
        let first = read.first()?.first_cell;
        let is_alike = |(old, new): (&Row, &Row)| {
            let length = |row: &Row| row.span.len().saturating_sub(1) / LENGTHS;
            old.surface == new.surface
                && old.n_cells == new.n_cells
                && old.gap == new.gap
                && length(old) == length(new)
        };
        // Bars at the ends of a row tell of blank cells beside them.
        let outer_bars = |row: &str| (row.starts_with(is_bar), row.ends_with(is_bar));
        let has_same_bars = |(old, new): (&Row, &Row)| {
            outer_bars(self.at(old.span)) == outer_bars(new.span.of(text))
        };
        let mut pairs = old.iter().zip(read);
        if old.len() != read.len() || !pairs.all(|pair| is_alike(pair) && has_same_bars(pair)) {
            return None;
        }
        let mut places = Vec::with_capacity(cells.len());
        for (old, new) in old.iter().zip(read) {
            let from = (new.first_cell - first) as usize;
            let news = cells.get(from..from + new.n_cells as usize)?;
            for (old, new) in self.cells_of(old).iter().zip(news) {
                let (was, is) = (self.at(old.span), new.span.of(text));
                let same = old.value == new.value && was == is;
                let is_page = |number: &str| number.len() <= PAGE_DIGITS;
                let both_numbers = is_plain(was) && is_plain(is) && is_page(was) == is_page(is);
                if !(same || both_numbers) {
                    return None;
                }
                places.push(old.span);
            }
        }
        Some(places)
    }

    /// Puts rows read anew in the place of old ones, and moves those behind them.
    fn splice(
        &mut self,
        (rows, cells): (&[Row], &[Cell]),
        old_rows: Range<usize>,
        (start, end, shift): (usize, usize, i64),
        numbers: Option<Vec<Span>>,
    ) -> Damage {
        let cell_of = |row: usize| match self.rows.get(row) {
            Some(row) => row.first_cell as usize,
            None => self.cells.len(),
        };
        let old_cells = cell_of(old_rows.start)..cell_of(old_rows.end);
        let damage = Damage {
            rows: old_rows.start..old_rows.start + rows.len(),
            cells: old_cells.start..old_cells.start + cells.len(),
            old_rows,
            old_cells,
            start: u32::try_from(start).unwrap_or(u32::MAX),
            old_end: u32::try_from(end).unwrap_or(u32::MAX),
            shift,
            numbers,
        };
        let n_cells = damage.cells.end as i64 - damage.old_cells.end as i64;
        if shift != 0 {
            for cell in &mut self.cells[damage.old_cells.end..] {
                cell.span = moved(cell.span, shift);
            }
        }
        let by = |first_cell: u32, more: i64| {
            u32::try_from(i64::from(first_cell) + more).unwrap_or(u32::MAX)
        };
        if shift != 0 || n_cells != 0 {
            for row in &mut self.rows[damage.old_rows.end..] {
                row.span = moved(row.span, shift);
                row.first_cell = by(row.first_cell, n_cells);
            }
        }
        let first = rows.first().map_or(0, |row| row.first_cell);
        let new = rows.iter().map(|row| Row {
            first_cell: by(row.first_cell - first, damage.cells.start as i64),
            ..*row
        });
        self.rows.splice(damage.old_rows.clone(), new);
        let new = cells.iter().copied();
        self.cells.splice(damage.old_cells.clone(), new);
        damage
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A text in whose every place each of some pieces is written, and each of whose stretches is deleted.
    fn edited(text: &str) -> impl Iterator<Item = String> {
        const PIECES: [&str; 14] = [
            "", "5", "|", "\n", "\t", "\r", "｜", " ", "\n\n", "甲", "--", "\n\t1", "&nbsp;",
            "<br>",
        ];
        let places: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        let at = move |nth: usize| places.get(nth).copied();
        (0..text.chars().count()).flat_map(move |nth| {
            let (start, next, far) = (at(nth).unwrap(), at(nth + 1).unwrap(), at(nth + 7));
            let ends = [Some(start), Some(next), far].into_iter().flatten();
            let stretches: Vec<(usize, usize)> = ends.map(|end| (start, end)).collect();
            let text = text.to_owned();
            stretches.into_iter().flat_map(move |(start, end)| {
                let (before, behind) = (text[..start].to_owned(), text[end..].to_owned());
                PIECES.map(move |piece| format!("{before}{piece}{behind}"))
            })
        })
    }

    fn assert_same(again: &Document, fresh: &Document, text: &str) {
        assert_eq!(again.text, fresh.text);
        assert_eq!(again.rows, fresh.rows, "{text:?}");
        assert_eq!(again.cells, fresh.cells, "{text:?}");
    }

    #[test]
    fn an_edited_document_is_that_of_its_text() {
        let texts = [
            "甲\n| 1 | 2 |\n| --- | --- |\n| 3 |  |\n\n乙\n0\n|\n丙 | 4\n | 5\n",
            "一\t2\t3\n\t甲\n\t1\n乙\n\n丁\n\t5\n\t6\n> 引 | 1\n戊  1  2\n",
            "甲｜1｜2\r\n乙 |\r\n3 |\r\n||\r\n|\r\n\r\n丙\u{b}丁\u{2028}1\n",
            "己\n|||\n0\n||\n1 |\n|\n庚  3\n",
            "辛|1|2|\n|3|4|5\n|6||\n\n壬\n| 7 | 8\n",
        ];
        for text in texts {
            for new in edited(text) {
                let (old, fresh) = (parse(text), parse(new.as_str()));
                let is_whole = old.has_open_grids || fresh.has_open_grids;
                let (again, damage) = old.again(&new);
                assert_eq!(damage.is_none(), is_whole, "{new:?}");
                assert_same(&again, &fresh, &new);
                let (back, _) = again.again(text);
                assert_same(&back, &parse(text), text);
            }
        }
    }

    #[test]
    fn only_the_rows_round_an_edit_are_read_anew() {
        let text = "甲 | 1\n".repeat(100);
        let mut new = text.clone();
        new.replace_range(500..501, "27");
        let (_, damage) = parse(text.as_str()).again(&new);
        let damage = damage.unwrap();
        assert!(damage.rows.len() < 5, "{damage:?}");
        assert_eq!(damage.shift, 1);
        assert_eq!(damage.row(99), Some(99));
    }
}
