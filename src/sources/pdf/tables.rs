//! What a page says, from top to bottom: lines of text, and tables.

use super::cells::{RuledCell, RuledGrid};
use super::glyphs::PlacedGlyph;
use super::lines::{TextLine, lines};
use super::marks::PageMarks;

/// A page in reading order.
pub(super) struct PageBlocks {
    pub blocks: Vec<PageBlock>,
    pub top: f64,
    pub bottom: f64,
}

pub(super) enum PageBlock {
    Line(TextLine),
    Table(PageTable),
}

impl PageBlock {
    fn top(&self) -> f64 {
        match self {
            PageBlock::Line(line) => line.at - line.size * 0.5,
            PageBlock::Table(table) => table.top,
        }
    }
}

/// A table, or the part of it that is on a page.
pub(super) struct PageTable {
    pub rows: Vec<PageRow>,
    pub left: f64,
    pub right: f64,
    pub top: f64,
}

/// The cells that begin in a row.
#[derive(Clone)]
pub(super) struct PageRow {
    pub cells: Vec<PageCell>,
}

#[derive(Clone)]
pub(super) struct PageCell {
    /// Its column, from 1.
    pub column: u32,
    /// Left and right on the page.
    pub across: (f64, f64),
    pub text: String,
    /// Whether its last line goes to its right side: it may go on.
    pub is_full: bool,
    /// Whether it goes down to the end of the table on this page: it may go on on the next.
    pub is_last: bool,
}

impl PageCell {
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

impl PageBlocks {
    pub fn of(marks: PageMarks) -> PageBlocks {
        let grid = RuledGrid::of(&marks.rulings);
        let mut inside: Vec<Vec<PlacedGlyph>> = grid.cells.iter().map(|_| Vec::new()).collect();
        let mut outside = Vec::new();
        let tables = tables(&grid);
        let mut in_table = vec![false; grid.cells.len()];
        for &cell in tables.iter().flatten() {
            if let Some(own) = in_table.get_mut(cell) {
                *own = true;
            }
        }
        for glyph in marks.glyphs {
            let cell = grid.cell_at(glyph.middle());
            let cell = cell.filter(|&cell| in_table.get(cell).is_some_and(|is| *is));
            match cell.and_then(|cell| inside.get_mut(cell)) {
                Some(own) => own.push(glyph),
                None => outside.push(glyph),
            }
        }
        let mut blocks: Vec<PageBlock> = lines(outside).into_iter().map(PageBlock::Line).collect();
        for table in &tables {
            blocks.extend(self::table(&grid, table, &mut inside).map(PageBlock::Table));
        }
        blocks.sort_by(|a, b| a.top().total_cmp(&b.top()));
        PageBlocks {
            blocks,
            top: marks.top,
            bottom: marks.bottom,
        }
    }
}

/// The cells of each table. What is one column is text with a frame.
fn tables(grid: &RuledGrid) -> Vec<Vec<usize>> {
    let mut tables: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut numbered: Vec<(usize, usize)> =
        grid.cells.iter().map(|cell| cell.table).zip(0..).collect();
    numbered.sort_unstable();
    for (table, cell) in numbered {
        match tables.last_mut() {
            Some((last, cells)) if *last == table => cells.push(cell),
            _ => tables.push((table, vec![cell])),
        }
    }
    let has_columns = |cells: &Vec<usize>| {
        let mut lefts = cells
            .iter()
            .filter_map(|&cell| grid.cells.get(cell))
            .map(|cell| cell.left);
        let first = lefts.next();
        lefts.any(|left| Some(left) != first)
    };
    let tables = tables.into_iter().map(|(_, cells)| cells);
    tables.filter(has_columns).collect()
}

fn table(
    grid: &RuledGrid,
    numbers: &[usize],
    inside: &mut [Vec<PlacedGlyph>],
) -> Option<PageTable> {
    let mut cells: Vec<(RuledCell, Vec<PlacedGlyph>)> = numbers
        .iter()
        .filter_map(|&number| {
            let cell = *grid.cells.get(number)?;
            Some((cell, std::mem::take(inside.get_mut(number)?)))
        })
        .collect();
    cells.sort_by_key(|(cell, _)| (cell.top, cell.left));
    let mut columns: Vec<usize> = cells.iter().map(|(cell, _)| cell.left).collect();
    columns.sort_unstable();
    columns.dedup();
    let first = cells.first()?.0;
    let (mut left, mut right) = grid.across(first);
    let (top, _) = grid.down(first);
    let last = cells.iter().map(|(cell, _)| cell.bottom).max()?;
    let mut rows: Vec<(usize, PageRow)> = Vec::new();
    for (cell, glyphs) in cells {
        let (text, is_full) = text_of(glyphs, grid.across(cell));
        left = left.min(grid.across(cell).0);
        right = right.max(grid.across(cell).1);
        let column = columns.partition_point(|&own| own <= cell.left);
        let own = PageCell {
            column: u32::try_from(column).unwrap_or_default(),
            across: grid.across(cell),
            text,
            is_full,
            is_last: cell.bottom == last,
        };
        match rows.last_mut() {
            Some((last, row)) if *last == cell.top => row.cells.push(own),
            _ => rows.push((cell.top, PageRow { cells: vec![own] })),
        }
    }
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    Some(PageTable {
        rows,
        left,
        right,
        top,
    })
}

/// The text of a cell on one line, and whether its last line is full.
fn text_of(glyphs: Vec<PlacedGlyph>, (left, right): (f64, f64)) -> (String, bool) {
    let lines = lines(glyphs);
    let mut text = String::new();
    let mut before: Option<&TextLine> = None;
    let width = |line: &TextLine| line.to - line.from;
    // What its longest line takes is what there is room for.
    let most = lines.iter().map(width).fold(0.0, f64::max);
    let has_no_room = |line: &TextLine| right - left - width(line) < 2.2 * line.size;
    let is_full = |line: &TextLine| match lines.len() {
        1 => has_no_room(line),
        _ => width(line) > most - 0.9 * line.size,
    };
    for line in &lines {
        if let Some(before) = before {
            text += between(&text, &line.text, is_full(before) && has_no_room(before));
        }
        text += &line.text;
        before = Some(line);
    }
    (text, lines.last().is_some_and(is_full))
}

/// What stands between two lines of the same text: nothing in Chinese, and nothing in a number that had no room.
pub(super) fn between(before: &str, behind: &str, is_full: bool) -> &'static str {
    let (before, behind) = (before.chars().next_back(), behind.chars().next());
    let both =
        |is: fn(&char) -> bool| before.as_ref().is_some_and(is) && behind.as_ref().is_some_and(is);
    match both(char::is_ascii) {
        true if is_full && both(char::is_ascii_digit) => "",
        true => " ",
        false => "",
    }
}
