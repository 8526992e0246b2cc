//! Tables that page breaks tear: repeated heads left out, torn rows and torn cells put together.

use super::tables::{PageCell, PageRow, PageTable, between};

/// How far sides of tables on two pages may differ.
const SAME_SIDE: f64 = 4.0;
/// Rows of a head that is repeated.
const HEAD: usize = 6;

/// A table on its way.
pub(super) struct TornTable {
    /// Each row with its page.
    pub rows: Vec<(PageRow, u32)>,
    left: f64,
    right: f64,
    last_page: u32,
    /// Its first row on the last page so far.
    first: usize,
}

impl TornTable {
    pub fn of(table: PageTable, page: u32) -> TornTable {
        TornTable {
            rows: table.rows.into_iter().map(|row| (row, page)).collect(),
            left: table.left,
            right: table.right,
            last_page: page,
            first: 0,
        }
    }

    /// Whether what stands first on a page goes on with it.
    pub fn is_continued_by(&self, table: &PageTable, page: u32) -> bool {
        self.last_page + 1 == page
            && (self.left - table.left).abs() <= SAME_SIDE
            && (self.right - table.right).abs() <= SAME_SIDE
    }

    /// Goes on with what the next page has of it.
    pub fn go_on(&mut self, table: PageTable, page: u32) {
        let mut rows = table.rows;
        rows.drain(..self.repeated(&rows));
        if let Some(first) = rows.first_mut() {
            self.take_torn_cells(first);
        }
        if let (Some((last, _)), Some(first)) = (self.rows.last_mut(), rows.first())
            && let Some(whole) = joined(last, first)
        {
            *last = whole;
            rows.remove(0);
        }
        (self.first, self.last_page) = (self.rows.len(), page);
        self.rows.extend(rows.into_iter().map(|row| (row, page)));
    }

    /// How many rows of the head a page repeats.
    fn repeated(&self, rows: &[PageRow]) -> usize {
        let texts = |row: &PageRow| -> Vec<String> {
            row.cells.iter().map(|cell| cell.text.clone()).collect()
        };
        let pairs = self.rows.iter().take(HEAD).zip(rows);
        let same = pairs.take_while(|((one, _), other)| texts(one) == texts(other));
        same.filter(|((row, _), _)| row.cells.iter().any(|cell| !cell.is_blank()))
            .count()
    }

    /// Takes cells out of the first row of a page that go on from rows above, and puts their text where it begins.
    fn take_torn_cells(&mut self, first: &mut PageRow) {
        let n_above = self.rows.len().saturating_sub(1);
        let above = self.rows.get_mut(..n_above).unwrap_or_default();
        let above = above.get_mut(self.first.min(n_above)..).unwrap_or_default();
        first.cells.retain(|cell| {
            let mut cells = above.iter_mut().rev().flat_map(|(row, _)| &mut row.cells);
            let same = cells.find(|own| own.is_last && is_beside(own, cell));
            match same {
                Some(own) if may_go_on(own, cell) => {
                    let gap = between(&own.text, &cell.text, true);
                    own.text += gap;
                    own.text += &cell.text;
                    false
                }
                _ => true,
            }
        });
    }
}

/// Whether two cells stand in the same column.
fn is_beside(one: &PageCell, other: &PageCell) -> bool {
    (one.across.0 - other.across.0).abs() <= SAME_SIDE
        && (one.across.1 - other.across.1).abs() <= SAME_SIDE
}

/// Whether the text of a cell may be what had no more room in another. A number alone is a value, whatever stands above the break.
fn may_go_on(one: &PageCell, other: &PageCell) -> bool {
    let has_words = || other.text.contains(char::is_alphabetic);
    let goes_on = || one.is_full && has_words() && !begins_item(&other.text);
    one.is_blank() || other.is_blank() || goes_on()
}

/// Whether a text begins with a number of its own: `（四）`, `2.`.
fn begins_item(text: &str) -> bool {
    let mut letters = text.chars();
    let number = |letters: std::str::Chars<'_>, ends: &[char]| {
        let mut letters = letters.take(4);
        letters.any(|letter| ends.contains(&letter))
    };
    match letters.next() {
        Some('（' | '(') => number(letters, &['）', ')']),
        Some(first) if first.is_numeric() => number(letters, &['.', '．', '、']),
        Some(_) => number(letters, &['、']),
        None => false,
    }
}

/// A row that a page break tears: of each column one part has text, but for one cell, whose text had no more room.
fn joined(above: &PageRow, below: &PageRow) -> Option<PageRow> {
    if above.cells.len() != below.cells.len() || above.cells.len() < 2 {
        return None;
    }
    let has_text = |row: &PageRow| row.cells.iter().any(|cell| !cell.is_blank());
    if !has_text(above) || !has_text(below) {
        return None;
    }
    let mut n_both = 0;
    let mut cells = Vec::with_capacity(above.cells.len());
    for (one, other) in above.cells.iter().zip(&below.cells) {
        if !is_beside(one, other) || !may_go_on(one, other) {
            return None;
        }
        let is_both = !one.is_blank() && !other.is_blank();
        n_both += usize::from(is_both);
        let gap = between(&one.text, &other.text, true);
        let gap = if is_both { gap } else { "" };
        cells.push(PageCell {
            text: format!("{}{gap}{}", one.text, other.text),
            ..other.clone()
        });
    }
    (n_both <= 1).then_some(PageRow { cells })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(texts: &[&str]) -> PageRow {
        let cells = (1..).zip(texts).map(|(column, text)| PageCell {
            column,
            across: (f64::from(column) * 50.0, f64::from(column) * 50.0 + 50.0),
            text: (*text).to_owned(),
            is_full: true,
            is_last: false,
        });
        PageRow {
            cells: cells.collect(),
        }
    }

    fn page(texts: &[&[&str]]) -> PageTable {
        let mut rows: Vec<PageRow> = texts.iter().map(|texts| row(texts)).collect();
        let last = rows.last_mut().into_iter().flat_map(|row| &mut row.cells);
        last.for_each(|cell| cell.is_last = true);
        PageTable {
            rows,
            left: 50.0,
            right: 200.0,
            top: 0.0,
        }
    }

    fn texts(table: &TornTable) -> Vec<String> {
        let texts = |row: &PageRow| -> Vec<String> {
            row.cells.iter().map(|cell| cell.text.clone()).collect()
        };
        table
            .rows
            .iter()
            .map(|(row, _)| texts(row).join("|"))
            .collect()
    }

    #[test]
    fn a_repeated_head_is_left_out() {
        let mut table = TornTable::of(page(&[&["项目", "甲", "乙"], &["收件", "1", "2"]]), 1);
        table.go_on(page(&[&["项目", "甲", "乙"], &["退件", "3", "4"]]), 2);
        assert_eq!(texts(&table), ["项目|甲|乙", "收件|1|2", "退件|3|4"]);
    }

    #[test]
    fn a_torn_row_is_whole_again_and_whole_rows_stay_two() {
        let mut table = TornTable::of(page(&[&["收到来信来", "1", "2"]]), 1);
        table.go_on(page(&[&["访数", "", ""], &["（二）退件", "", ""]]), 2);
        assert_eq!(texts(&table), ["收到来信来访数|1|2", "（二）退件||"]);
        let mut table = TornTable::of(page(&[&["收到来信", "", ""]]), 1);
        table.go_on(page(&[&["（二）退件", "3", "4"]]), 2);
        assert_eq!(texts(&table), ["收到来信||", "（二）退件|3|4"]);
        let mut table = TornTable::of(page(&[&["", "1", "2"]]), 1);
        table.go_on(page(&[&["收到来信", "", ""]]), 2);
        assert_eq!(texts(&table), ["收到来信|1|2"]);
    }

    #[test]
    fn a_number_below_the_break_is_no_end_of_a_heading_above_it() {
        let mut table = TornTable::of(page(&[&["维持", "诉讼"], &["纠正"]]), 1);
        table.rows[0].0.cells[0].is_last = true;
        table.rows[1].0.cells[0].across = (100.0, 150.0);
        table.go_on(page(&[&["1", "0"]]), 2);
        assert_eq!(texts(&table), ["维持|诉讼", "纠正", "1|0"]);
    }

    #[test]
    fn a_torn_cell_over_several_rows_is_whole_again() {
        let mut table = TornTable::of(page(&[&["（三）不", "一类", "1"], &["二类", "2"]]), 1);
        table.rows[0].0.cells[0].is_last = true;
        for (row, _) in &mut table.rows {
            let column = 4 - row.cells.len();
            for (at, cell) in row.cells.iter_mut().enumerate() {
                cell.across = (50.0 * (column + at) as f64, 50.0 * (column + at + 1) as f64);
            }
        }
        let mut next = page(&[&["予受理", "三类", "3"]]);
        for (at, cell) in next.rows[0].cells.iter_mut().enumerate() {
            cell.across = (50.0 * (at + 1) as f64, 50.0 * (at + 2) as f64);
        }
        table.go_on(next, 2);
        assert_eq!(texts(&table), ["（三）不予受理|一类|1", "二类|2", "三类|3"]);
    }
}
