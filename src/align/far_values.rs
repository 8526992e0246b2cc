//! Labels in a row of which only the last has values, those of all: a page or a converter put the labels first.
//!
//! In: the records of a table. Out: the rows that they name, each with its own values where lines or sums tell which they are. Where neither does,
//! none of them is placed: values of many rows are not those of the last.

use std::ops::Range;

use super::records::{Piece, Record, Records, ValueCell};
use super::rows::adds_up;
use super::shared::SharedRow;
use super::site::Site;
use super::slot::SlotCell;
use crate::span::Span;
use crate::syntax::Surface;
use crate::syntax::value::Value;

/// The rows whose values stand together behind the last of their labels, and whether sums were asked for that.
pub(super) fn far_rows(site: Site, records: &Records) -> (Vec<SharedRow>, bool) {
    let mut found = Vec::new();
    let mut is_asked = false;
    let mut at = 0;
    while at < records.records.len() {
        if has_its_own(site, records, &records.records[at]) {
            at += 1;
            continue;
        }
        let run = FarValues::at(site, records, at);
        at = run.records.end.max(at + 1);
        let is_unclear = records.records[run.records.clone()]
            .iter()
            .any(|record| record.is_unclear);
        if let Some(rows) = run.share(site, &mut is_asked) {
            found.extend(rows.into_iter().filter(|_| !is_unclear));
        }
    }
    (found, is_asked)
}

/// Whether a record has values, and no more than the row that it names.
fn has_its_own(site: Site, records: &Records, record: &Record) -> bool {
    let row = records.pieces_of(record).last().and_then(Piece::row_name);
    row.is_some_and(|row| (1..=site.spec.rows[row].columns.len()).contains(&record.values.len()))
}

/// Records that follow each other: labels without values, then values.
struct FarValues {
    records: Range<usize>,
    /// Rows of the table with the places of their labels.
    labels: Vec<(usize, Span)>,
    /// The cells of the document that say something.
    values: Vec<ValueCell>,
}

impl FarValues {
    fn at(site: Site, records: &Records, from: usize) -> FarValues {
        let mut labels = Vec::new();
        let mut end = from;
        while let Some(record) = records.records.get(end) {
            let pieces = records.pieces_of(record).iter();
            labels.extend(pieces.filter_map(|piece| Some((piece.row_name()?, piece.span))));
            end += 1;
            if stated(site, records, end - 1).next().is_some() {
                break;
            }
        }
        let mut values: Vec<ValueCell> = Vec::new();
        if let Some(last) = end.checked_sub(1).filter(|last| *last >= from) {
            values.extend(stated(site, records, last));
        }
        // Lines of values below the first have no label at all. A number alone below cells that a mark sets apart is none of them, but a page's.
        let in_cells = |at: usize| records.records[at].shape.surface.keeps_blanks();
        let is_in_cells = end.checked_sub(1).is_some_and(in_cells);
        while let Some(record) = records.records.get(end)
            && record.pieces.is_empty()
            && !(is_in_cells && record.shape.surface == Surface::Line)
        {
            values.extend(stated(site, records, end));
            end += 1;
        }
        FarValues {
            records: from..end,
            labels,
            values,
        }
    }

    /// Hands the values out to the rows, if they are those of several.
    fn share(&self, site: Site, is_asked: &mut bool) -> Option<Vec<SharedRow>> {
        let is_ordered = self.labels.is_sorted_by(|a, b| a.0 < b.0);
        let columns = |row: usize| site.spec.rows[row].columns.len();
        let n = columns(self.labels.last()?.0);
        let are_alike = self.labels.iter().all(|(row, _)| columns(*row) == n);
        let n_all = self.labels.len() * n;
        if self.labels.len() < 2 || !is_ordered || !are_alike || self.values.len() != n_all {
            return None;
        }
        let cells = |value: &ValueCell| site.document.cells[value.cell];
        let span = self.values.iter().map(|value| cells(value).span);
        let span = span.reduce(Span::to)?;
        *is_asked |= n > 1;
        let order = self.order(site, n);
        let rows = self.labels.iter().enumerate().map(|(at, (row, label))| {
            let own = order.as_ref().map(|order| {
                let own = order[at * n..(at + 1) * n].iter();
                own.map(|&value| {
                    let cell = cells(&self.values[value]);
                    SlotCell {
                        value: cell.value,
                        span: cell.span,
                        line_ends: 0,
                    }
                })
                .collect()
            });
            SharedRow {
                row: *row,
                label: *label,
                span,
                n_values: self.values.len(),
                values: own,
            }
        });
        Some(rows.collect())
    }

    /// Which of the values stands in which cell, row by row: as their lines say, or as the rows add up.
    fn order(&self, site: Site, n: usize) -> Option<Vec<usize>> {
        let by_rows: Vec<usize> = (0..self.values.len()).collect();
        let n_rows = self.labels.len();
        let by_columns: Vec<usize> = (0..n_rows)
            .flat_map(|row| (0..n).map(move |column| column * n_rows + row))
            .collect();
        let says = |order: &[usize]| -> Vec<Value> {
            let values = order.iter().map(|&at| self.values[at]);
            values.map(|value| value.says(site.document)).collect()
        };
        let (in_rows, in_columns) = (says(&by_rows), says(&by_columns));
        // One column, or the same either way.
        if in_rows == in_columns {
            return Some(by_rows);
        }
        let lines = self.values.chunk_by(|a, b| a.row == b.row);
        if lines.clone().count() == n_rows && lines.clone().all(|line| line.len() == n) {
            return Some(by_rows);
        }
        let add_up = |says: &[Value]| {
            let rows = self.labels.iter().zip(says.chunks(n));
            rows.into_iter()
                .all(|((row, _), values)| adds_up(site.spec, *row, values, None))
        };
        match (add_up(&in_rows), add_up(&in_columns)) {
            (true, false) => Some(by_rows),
            (false, true) => Some(by_columns),
            _ => None,
        }
    }
}

fn stated<'r>(
    site: Site<'r>,
    records: &'r Records,
    at: usize,
) -> impl Iterator<Item = ValueCell> + 'r {
    let values = records.values_of(&records.records[at]).iter().copied();
    values.filter(move |value| value.is_stated(site.document))
}
