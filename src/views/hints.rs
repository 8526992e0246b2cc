//! What a total would be, beside totals that are blank or do not fit their parts; and, if asked for, the names of columns.

use super::memory::{AskedTable, TableMemory};
use crate::door::{Edit, Origin, Span};
use crate::edit;
use crate::figures::Basis;
use crate::reading::{Reading, TableReading};

/// Which numbers are told their column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnNames {
    /// None.
    #[default]
    Off,
    /// Those other than 0.
    NonZero,
    /// All.
    All,
}

/// Something shown beside what is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where, in bytes of the opened text: behind a total, in front of a number.
    pub at: usize,
    /// What is shown: `＝24`, or the name of a column.
    pub label: String,
    /// What writes it into the cell; empty for the name of a column.
    pub edits: Vec<Edit>,
}

/// The hints of the stretch that `within` covers, sorted.
pub fn hints(reading: &Reading, within: Span, columns: ColumnNames) -> Vec<Hint> {
    hints_again(reading, (within, columns), &mut TableMemory::default())
}

pub(super) fn hints_again(
    reading: &Reading,
    (within, columns): (Span, ColumnNames),
    known: &mut TableMemory<Vec<(usize, i64)>>,
) -> Vec<Hint> {
    let mut all = Vec::new();
    let ask = |asked: AskedTable<'_>| dues(asked.table);
    known.each(reading, ask, |asked, dues, _| {
        let AskedTable { table, origin, .. } = asked;
        if origin.place(table.span).touches(within) {
            totals(asked, dues, &mut all);
            names(table, origin, columns, &mut all);
        }
    });
    all.retain(|hint| (within.start as usize..=within.end as usize).contains(&hint.at));
    all.sort_by_key(|hint| hint.at);
    all
}

/// What blank totals, and those that do not fit their parts, come to: cells with numbers. Where two sums ask for different totals, neither is due.
pub(super) fn dues(table: &TableReading) -> Vec<(usize, i64)> {
    let (spec, figures) = (table.spec(), &table.figures);
    let fills = figures
        .fills(spec)
        .into_iter()
        .filter_map(|fill| match fill.value {
            Some((value, Basis::Certain | Basis::Relation)) => Some((fill.cell, value)),
            _ => None,
        });
    let breaches = figures.breaches(spec).into_iter();
    let broken = breaches.filter(|broken| broken.total.is_some() && broken.sum >= 0);
    let mut dues: Vec<(usize, i64)> = fills
        .chain(broken.map(|b| (b.relation.total, b.sum)))
        .collect();
    dues.sort_unstable();
    dues.dedup();
    let is_disputed = |cell: usize| dues.iter().filter(|(other, _)| *other == cell).count() > 1;
    let disputed: Vec<usize> = dues
        .iter()
        .map(|(cell, _)| *cell)
        .filter(|cell| is_disputed(*cell))
        .collect();
    dues.retain(|(cell, _)| !disputed.contains(cell));
    dues
}

fn totals(asked: AskedTable<'_>, dues: &[(usize, i64)], all: &mut Vec<Hint>) {
    let AskedTable {
        report,
        table,
        origin,
    } = asked;
    for &(cell, due) in dues {
        let Some(slot) = table.slots.get(cell).filter(|slot| slot.is_placed()) else {
            continue;
        };
        let text = table.cell_text(&report.aligned.document, slot, &due.to_string());
        all.push(Hint {
            at: origin.place(slot.span()).end as usize,
            label: format!("＝{due}"),
            edits: origin.write(&edit::Edit {
                span: slot.span(),
                text,
            }),
        });
    }
}

fn names(table: &TableReading, origin: Origin<'_>, columns: ColumnNames, all: &mut Vec<Hint>) {
    if columns == ColumnNames::Off {
        return;
    }
    for (cell, slot) in table.slots.iter().enumerate() {
        let is_wanted =
            columns == ColumnNames::All || slot.whole().is_some_and(|number| number != 0);
        if is_wanted && slot.is_placed() && !slot.span().is_empty() {
            all.push(Hint {
                at: origin.place(slot.span()).start as usize,
                label: table.spec().column_label(cell).to_owned(),
                edits: Vec::new(),
            });
        }
    }
}
