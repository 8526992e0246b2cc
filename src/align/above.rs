//! Values that stand on lines of their own above their labels, as some extractions of a PDF leave them.
//!
//! In: records that were found to be rows, each with the values between its label and the next. Out: the same, with the lines of values that stand
//! above a label given to it, where a row without values at the end and a line too many at the beginning show that they do.

use std::cell::Cell;

use super::furniture::is_page_number;
use super::records::{Record, Records, ValueCell};
use super::rows::{Match, adds_up};
use super::site::Site;
use crate::syntax::Surface;
use crate::syntax::value::Value;

/// Hands lines of values down, from a row or a header with a line too many, row by row to one that has none. Says whether sums were asked for that.
pub(super) fn hand_down_values(
    site: Site,
    records: &mut Records,
    matches: &[Option<Match>],
) -> bool {
    let mut rows = vec![None; records.records.len()];
    for (row, found) in matches.iter().enumerate() {
        if let Some(found) = found {
            rows[found.record] = Some(row);
        }
    }
    let is_empty = |record: &Record| without_page(site, records.values_of(record)).is_empty();
    let lines = LinesAbove {
        site,
        was_empty: records.records.iter().map(is_empty).collect(),
        rows,
        is_asked: Cell::new(false),
    };
    for below in 0..lines.rows.len() {
        let Some(row) = lines.rows[below].filter(|_| lines.was_empty[below]) else {
            continue;
        };
        let n = site.spec.rows[row].columns.len();
        let giver = match lines.above(records, below, n) {
            Above::Giver(giver) => giver,
            Above::Nothing => continue,
            Above::Unclear(from) => {
                let between = &mut records.records[from + 1..below];
                between.iter_mut().for_each(|row| row.is_unclear = true);
                records.records[below].is_unclear |= n == 1;
                continue;
            }
        };
        if lines.rows[giver.at].is_none() {
            // A line of numbers below a header may number the columns.
            let line = records.values_of(&records.records[giver.at]);
            let says: Vec<Value> = line.iter().map(|value| value.says(site.document)).collect();
            lines.is_asked.set(true);
            if !adds_up(site.spec, row, &says[says.len() - n..], None) {
                continue;
            }
        }
        hand_down(records, &giver, below, n);
    }
    lines.unplace_shifted(records) | lines.is_asked.get()
}

/// The records of a table and the rows that they are.
struct LinesAbove<'a> {
    site: Site<'a>,
    /// For each record its row.
    rows: Vec<Option<usize>>,
    /// For each record whether no values stand behind its label.
    was_empty: Vec<bool>,
    /// Whether sums were asked for.
    is_asked: Cell<bool>,
}

/// A record with a line of values that belongs to the row below.
struct Giver {
    at: usize,
    /// Values of its own that stand before the line, without the number of a page.
    n_own: usize,
}

/// What stands above a row without values.
enum Above {
    Nothing,
    /// A record with a line of values too many, and rows below it that each have just one such line.
    Giver(Giver),
    /// A record with such a line and others, so that nobody can say whose the lines below it are.
    Unclear(usize),
}

impl LinesAbove<'_> {
    /// What stands above a row of `n` columns without values.
    fn above(&self, records: &Records, below: usize, n: usize) -> Above {
        self.line_above(records, below, n).unwrap_or(Above::Nothing)
    }

    fn line_above(&self, records: &Records, below: usize, n: usize) -> Option<Above> {
        if n < 2 {
            return self.single_above(records, below).map(Above::Unclear);
        }
        for at in (0..below).rev() {
            let values = records.values_of(&records.records[at]);
            let (own, line) = values.split_at(values.len().checked_sub(n)?);
            if !self.begins_line(line) {
                return None;
            }
            let is_broken = line.iter().any(|value| value.row != line[0].row);
            let Some(row) = self.rows[at] else {
                if is_broken {
                    return None;
                }
                let is_header = self.rows[..at].iter().all(Option::is_none);
                // Several lines behind rows without values are as well theirs.
                let follows_empty = at.checked_sub(1).is_some_and(|above| self.was_empty[above]);
                let is_of_above = follows_empty && !without_page(self.site, own).is_empty();
                let follows_whole_row = !is_of_above && self.follows_whole_row(records, at);
                let giver = Giver {
                    at,
                    n_own: own.len(),
                };
                return (is_header || follows_whole_row).then_some(Above::Giver(giver));
            };
            if self.site.spec.rows[row].columns.len() != n {
                return None;
            }
            match without_page(self.site, own).len() {
                0 => {}
                own if own == n && !is_broken => {
                    return Some(Above::Giver(Giver { at, n_own: n }));
                }
                // Lines that are broken themselves are told apart by their sums.
                own_count if own_count == n && self.add_up(row, [&own[..n], line]) => {
                    return Some(Above::Giver(Giver { at, n_own: n }));
                }
                _ => return Some(Above::Unclear(at)),
            }
        }
        None
    }

    /// The header above rows of one column that has the value of the first of them, as it seems, while the last of them has none.
    fn single_above(&self, records: &Records, below: usize) -> Option<usize> {
        let n_values = |at: usize| {
            let record = &records.records[at];
            match record.shape.surface.keeps_blanks() {
                true => None,
                false => Some(without_page(self.site, records.values_of(record)).len()),
            }
        };
        let above = (0..below).rev().find(|&at| self.rows[at].is_none())?;
        let header = &records.records[above];
        let is_header = records.pieces_of(header).last()?.is_header_word();
        let one_each = (above + 1..below).all(|at| n_values(at) == Some(1));
        (is_header && header.values.len() == 1 && one_each).then_some(above)
    }

    /// Where the values of the first row still stand above its label, those behind it are the next row's: none is placed but what stands whole on
    /// the line of its label. Says whether sums were asked for that.
    fn unplace_shifted(&self, records: &mut Records) -> bool {
        let Some(first) = self.rows.iter().position(Option::is_some) else {
            return false;
        };
        let (Some(row), Some(above)) = (self.rows[first], first.checked_sub(1)) else {
            return false;
        };
        let n = self.site.spec.rows[row].columns.len();
        let header = &records.records[above];
        let says = records.values_of(header).iter();
        let says: Vec<Value> = says.map(|value| value.says(self.site.document)).collect();
        if n < 3 || says.len() < n || header.shape.surface.keeps_blanks() {
            return false;
        }
        if adds_up(self.site.spec, row, &says[says.len() - n..], None) {
            for at in first..records.records.len() {
                let record = &records.records[at];
                let label = records.pieces_of(record).last();
                let mut values = records.values_of(record).iter();
                let has_its_line = record.values.len() == n
                    && label.is_some_and(|label| values.all(|value| value.row == label.row));
                records.records[at].is_unclear |= !has_its_line;
            }
        }
        true
    }

    /// Whether values begin on a line of several without a label in front.
    fn begins_line(&self, values: &[ValueCell]) -> bool {
        values.first().is_some_and(|first| {
            let line = &self.site.document.rows[first.row];
            line.surface == Surface::Spaced && line.first_cell as usize == first.cell
        })
    }

    /// Whether the values of several lines all add up as those of a row.
    fn add_up(&self, row: usize, lines: [&[ValueCell]; 2]) -> bool {
        self.is_asked.set(true);
        lines.iter().all(|line| {
            let says: Vec<Value> = (line.iter())
                .map(|value| value.says(self.site.document))
                .collect();
            adds_up(self.site.spec, row, &says, None)
        })
    }

    /// Whether the record above is a row that has all it can have before this one: its values on the line of its label, or, above them, none.
    fn follows_whole_row(&self, records: &Records, at: usize) -> bool {
        let above = at
            .checked_sub(1)
            .filter(|&above| self.rows[above].is_some());
        above.is_some_and(|above| {
            let record = &records.records[above];
            let label = records.pieces_of(record).last();
            let mut values = records.values_of(record).iter();
            self.was_empty[above]
                || label.is_some_and(|label| values.any(|value| value.row == label.row))
        })
    }
}

/// Gives each record behind the giver, to `below`, the last `n` values of the record before it.
fn hand_down(records: &mut Records, giver: &Giver, below: usize, n: usize) {
    for taker in (giver.at + 1..=below).rev() {
        let Record { values, shape, .. } = records.records[taker - 1].clone();
        let taker = &mut records.records[taker];
        (taker.values, taker.shape) = (values.end - n..values.end, shape);
    }
    let giver_record = &mut records.records[giver.at];
    giver_record.values.end = giver_record.values.start + giver.n_own;
    if let Some(handed) = records.values.get(giver_record.values.end) {
        giver_record.next_row = handed.row;
    }
}

/// Values without the number of a page on a line of its own behind them.
fn without_page<'v>(site: Site, values: &'v [ValueCell]) -> &'v [ValueCell] {
    let document = site.document;
    let is_page = |value: &ValueCell| {
        document.rows[value.row].surface == Surface::Line && is_page_number(document, value)
    };
    match values {
        [own @ .., last] if is_page(last) => own,
        _ => values,
    }
}
