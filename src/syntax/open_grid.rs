//! Tables between bars that have none round them: a bar at the end of a row stands beside a blank cell.
//!
//! In: the rows that were read one by one, each as if its outer bars were a frame. Out: the same with those blank cells. What tells is how many bars the
//! rows have: as many in those that begin or end with a cell as in those that begin or end with a bar.

use std::ops::Range;

use super::value::Value;
use super::{Cell, Document, Row, Surface};
use crate::chars::is_bar;
use crate::span::Span;

/// The bars of a row.
#[derive(Clone, Copy)]
struct Bars {
    /// Whether it begins with one.
    opens: bool,
    /// Whether it ends with one.
    closes: bool,
    /// How many there are.
    n: u32,
}

/// Adds the blank cells beside the outer bars of such tables. Whether there are any.
pub(super) fn add_outer_blanks(text: &str, rows: &mut [Row], cells: &mut Vec<Cell>) -> bool {
    let additions = find(text, rows, cells);
    if additions.is_empty() {
        return false;
    }
    let old = std::mem::take(cells);
    cells.reserve_exact(old.len() + 2 * additions.len());
    let mut additions = additions.into_iter().peekable();
    for (at, row) in rows.iter_mut().enumerate() {
        let from = row.first_cell as usize;
        let own = &old[from..from + row.n_cells as usize];
        row.first_cell = u32::try_from(cells.len()).unwrap_or(u32::MAX);
        let bars = additions.next_if(|(row, _)| *row == at);
        let (opens, closes) = bars.map_or((false, false), |(_, bars)| (bars.opens, bars.closes));
        if opens {
            cells.push(blank_at(row.span.start));
        }
        cells.extend_from_slice(own);
        if closes {
            // The value of the last cell is written behind the space that follows the bar.
            let is_spaced = text[row.span.end as usize..].starts_with(' ');
            row.span.end += u32::from(is_spaced);
            cells.push(blank_at(row.span.end));
        }
        row.n_cells += u32::from(opens) + u32::from(closes);
    }
    true
}

fn blank_at(place: u32) -> Cell {
    Cell {
        span: Span::at(place as usize),
        value: Value::Blank,
    }
}

/// Whether a table near some rows has such blank cells.
pub(super) fn is_near(document: &Document, near: Range<usize>) -> bool {
    let rows = &document.rows;
    let is_bars = |row: &Row| row.surface == Surface::Bars;
    let (start, end) = (near.start.min(rows.len()), near.end.min(rows.len()));
    let above = rows[..start].iter().rev().take_while(|row| is_bars(row));
    let below = rows[end..].iter().take_while(|row| is_bars(row));
    let (above, below) = (above.count(), below.count());
    // One more: what stands below the last row may be its value.
    let to = rows.len().min(end + below + 1);
    let rows = &rows[start - above..to];
    !find(&document.text, rows, &document.cells).is_empty()
}

/// The rows, by their numbers, that have blank cells beside their outer bars.
fn find(text: &str, rows: &[Row], cells: &[Cell]) -> Vec<(usize, Bars)> {
    let mut found = Vec::new();
    let mut at = 0;
    for run in rows.chunk_by(|one, next| one.surface == next.surface) {
        if run.len() > 1 && run[0].surface == Surface::Bars {
            let bars: Vec<Bars> = run.iter().map(|row| bars_of(text, row)).collect();
            let n = n_bars_without_frame(&bars);
            for (row, bars) in (at..).zip(bars) {
                let closes = bars.closes && !goes_on_below(rows, row, cells);
                if Some(bars.n) == n && (bars.opens || closes) {
                    found.push((row, Bars { closes, ..bars }));
                }
            }
        }
        at += run.len();
    }
    found
}

/// Whether the line right below a row is a number alone, which is the value behind its last bar.
fn goes_on_below(rows: &[Row], row: usize, cells: &[Cell]) -> bool {
    let below = rows
        .get(row + 1)
        .filter(|below| below.surface != Surface::Bars && below.gap <= 1 && below.n_cells == 1);
    let value = below.and_then(|below| cells.get(below.first_cell as usize));
    value.is_some_and(|cell| matches!(cell.value, Value::Number(_) | Value::Dash))
}

fn bars_of(text: &str, row: &Row) -> Bars {
    let line = row.span.of(text);
    let (opens, closes) = (line.starts_with(is_bar), line.ends_with(is_bar));
    Bars {
        opens,
        closes,
        n: row.n_cells.saturating_sub(1) + u32::from(opens) + u32::from(closes),
    }
}

/// How many bars most of these rows have, if some of them begin with a cell and some end with one: between bars that are a frame, these have fewer.
fn n_bars_without_frame(rows: &[Bars]) -> Option<u32> {
    let mut counts: Vec<u32> = rows.iter().map(|bars| bars.n).collect();
    counts.sort_unstable();
    let n = counts[counts.len() / 2];
    let most = || rows.iter().filter(|bars| bars.n == n);
    let is_without_frame = most().count() * 2 > rows.len()
        && most().any(|bars| !bars.opens)
        && most().any(|bars| !bars.closes);
    is_without_frame.then_some(n)
}

#[cfg(test)]
mod tests {
    use crate::syntax::parse;

    /// What the cells of each row say.
    fn cells(text: &str) -> Vec<Vec<String>> {
        let document = parse(text);
        let said = |row| {
            let cells = document.cells_of(row).iter();
            let said = cells.map(|cell| document.at(cell.span).to_owned());
            said.collect()
        };
        document.rows.iter().map(said).collect()
    }

    #[test]
    fn a_bar_at_the_end_of_a_row_stands_beside_a_blank_cell_where_no_table_frame_is() {
        let open = "总表|甲|乙|总计\n一|1|2|\n|3|4|7\n|5|6|\n";
        assert_eq!(
            cells(open),
            [
                ["总表", "甲", "乙", "总计"],
                ["一", "1", "2", ""],
                ["", "3", "4", "7"],
                ["", "5", "6", ""],
            ]
        );
        let spaced = "总表 | 甲 | 总计\n一 | 1 | \n | 2 | 3\n | 4 | \n";
        assert_eq!(
            cells(spaced),
            [
                ["总表", "甲", "总计"],
                ["一", "1", ""],
                ["", "2", "3"],
                ["", "4", ""],
            ]
        );
    }

    #[test]
    fn bars_round_a_table_are_a_frame() {
        for framed in [
            "|总表|甲|总计|\n|一|1|2|\n||3|4|\n",
            "总表|甲|总计|\n一|1|2|\n二|3|4|\n",
            // The last bar of a row is lost.
            "总表|甲|总计|\n一|1|2\n二|3|4|\n",
            "|总表|甲|总计\n|一|1|2\n|二|3|4|\n",
            // Of one row nothing is known.
            "一|1|2|\n",
        ] {
            let n_cells: Vec<usize> = cells(framed).iter().map(Vec::len).collect();
            assert!(n_cells.iter().all(|n| *n == 3), "{framed}: {n_cells:?}");
        }
    }

    #[test]
    fn a_number_alone_on_the_next_line_is_the_value_behind_the_last_bar() {
        for (below, n) in [("2\n", 2), ("二|5|6\n2\n", 3), ("\n2\n", 3), ("以上\n", 3)] {
            let text = format!("总表|甲|总计\n一|1|\n{below}");
            assert_eq!(cells(&text)[1].len(), n, "{text}");
        }
    }

    #[test]
    fn a_value_is_written_behind_the_space_that_follows_the_last_bar() {
        let text = "总表 | 甲 | 总计\n一 | 1 | \n二 | 1 |\n";
        let document = parse(text);
        let places: Vec<usize> = document.rows[1..]
            .iter()
            .map(|row| document.cells_of(row)[2].span.start as usize)
            .collect();
        let behind = |line: &str| text.find(line).unwrap_or_default() + line.len();
        assert_eq!(places, [behind("一 | 1 | "), behind("二 | 1 |")]);
    }
}
