//! Rows whose last value is their total.
//!
//! In: the rows of a table whose writer leaves zeros blank. Out: which cells of such a row are its values, where merged cells leave blanks in front
//! of them or behind: if row after row adds up when it is read from its last value back, that value stands in the last column.

use super::place::Wanted;
use super::records::{Record, Records, ValueCell};
use crate::syntax::value::Value;
use crate::syntax::{Document, Surface};

/// Rows with blanks that must add up before anything is learnt from them.
const MIN_ROWS: usize = 2;
/// For each of the others there must be as many that do.
const MIN_SHARE: usize = 4;

/// How rows end behind their totals.
#[derive(Debug, Default)]
pub(super) struct EndTotals(Vec<End>);

/// Blanks behind the last value of rows with so many cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct End {
    surface: Surface,
    row_cells: usize,
    blanks: usize,
}

impl EndTotals {
    /// Learns from the rows that have blanks. `adds_up` tells whether a record's values do, with blanks as 0.
    pub(super) fn learn(
        document: &Document,
        records: &Records,
        wanted: impl Fn(usize) -> Option<Wanted>,
        adds_up: impl Fn(usize, &[Value]) -> bool,
    ) -> Self {
        let (mut adding_up, mut zeros, mut n_others) = (Vec::new(), Vec::new(), 0);
        for (at, record) in records.records.iter().enumerate() {
            let Some(Wanted { columns, .. }) = wanted(at) else {
                continue;
            };
            let values = records.values_of(record);
            let n_stated = records.n_stated(document, record);
            if !(1..columns).contains(&n_stated) || !record.shape.surface.keeps_blanks() {
                continue;
            }
            let Some((window, end)) = last_values(document, record, values, columns) else {
                n_others += 1;
                continue;
            };
            let numbers: Vec<Value> = window.iter().map(|value| value.says(document)).collect();
            if !adds_up(at, &numbers) {
                n_others += 1;
            } else if !numbers.iter().all(is_nothing) {
                adding_up.push(end);
            } else if n_stated == 1 {
                zeros.push(end);
            }
        }
        // Zeros add up wherever they stand. One alone is a total, but not where other rows end elsewhere.
        let is_denied = |zero: &End| {
            let rows = |end: &End| (end.surface, end.row_cells);
            let is_other = |end: &End| rows(end) == rows(zero) && end.blanks != zero.blanks;
            adding_up.iter().any(is_other)
        };
        zeros.retain(|zero| !is_denied(zero));
        adding_up.extend(zeros);
        match adding_up.len() >= MIN_ROWS.max(MIN_SHARE * n_others) {
            true => EndTotals(adding_up),
            false => EndTotals::default(),
        }
    }

    /// The values of a row with blanks, the last one that is stated in the last of `n` columns.
    pub(super) fn values_of<'r>(
        &self,
        document: &Document,
        record: &Record,
        values: &'r [ValueCell],
        n: usize,
    ) -> Option<&'r [ValueCell]> {
        if self.0.is_empty() || !record.shape.surface.keeps_blanks() {
            return None;
        }
        let (window, end) = last_values(document, record, values, n)?;
        self.0.contains(&end).then_some(window)
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Blank => true,
        Value::Number(number) => number.whole() == Some(0),
        Value::Dash | Value::Words => false,
    }
}

/// The `n` values up to the last that is stated, if that leaves out none, and what stands behind them.
fn last_values<'r>(
    document: &Document,
    record: &Record,
    values: &'r [ValueCell],
    n: usize,
) -> Option<(&'r [ValueCell], End)> {
    let stated = |value: &ValueCell| value.is_stated(document);
    let (first, last) = (
        values.iter().position(stated)?,
        values.iter().rposition(stated)?,
    );
    let from = (last + 1).checked_sub(n)?;
    let end = End {
        surface: record.shape.surface,
        row_cells: record.shape.cells,
        blanks: values.len() - 1 - last,
    };
    (from <= first).then(|| (&values[from..=last], end))
}
