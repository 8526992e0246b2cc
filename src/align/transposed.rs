//! A table in one line that was turned on its side: a line for each column, in it a number for each block.
//!
//! In: the records of the table. Out: its numbers in the order of the form; nothing where they do not stand so.

use super::gaps::Placed;
use super::records::{Record, Records};
use super::site::Site;
use crate::form::lexicon::Name;

/// How the numbers of a table in one line stand.
pub(super) enum Turned {
    /// Not on its side.
    No,
    /// In this order of the form.
    Placed(Vec<Placed>),
    /// On its side, with blocks of which nobody can say which is which.
    Unknown,
}

/// Reads a table of which each column is a line of its own.
pub(super) fn turned(site: Site, records: &Records) -> Turned {
    let rows = &site.spec.rows;
    let Some(block) = rows.first().filter(|_| rows.len() > 1) else {
        return Turned::No;
    };
    let stated = |record: &Record| {
        let values = records.values_of(record).iter();
        let stated = values.filter(|value| value.is_stated(site.document));
        stated.map(|value| value.cell).collect::<Vec<usize>>()
    };
    let column_of = |record: &Record| {
        let last = records.pieces_of(record).last()?;
        match last.name() {
            Some(Name::Column(_, column)) => Some(column),
            _ => None,
        }
    };
    let with_numbers: Vec<(&Record, Vec<usize>)> = (records.records.iter())
        .map(|record| (record, stated(record)))
        .filter(|(_, cells)| !cells.is_empty())
        .collect();
    let line_of = |column: usize| {
        let mut lines = with_numbers
            .iter()
            .filter(|(record, _)| column_of(record) == Some(column));
        let line = lines.next().filter(|_| lines.next().is_none())?;
        (line.1.len() == rows.len()).then_some(&line.1)
    };
    let lines: Option<Vec<&Vec<usize>>> = block
        .columns
        .iter()
        .map(|&column| line_of(column))
        .collect();
    let Some(lines) = lines.filter(|lines| lines.len() == with_numbers.len()) else {
        return Turned::No;
    };
    let names = || records.pieces.iter().map(|piece| piece.name());
    let place = |row: usize| names().position(|name| name == Some(Name::block(site.table, row)));
    let places: Vec<Option<usize>> = (0..rows.len()).map(place).collect();
    let are_known = places.iter().all(Option::is_some) && places.is_sorted();
    if !are_known {
        return Turned::Unknown;
    }
    let placed =
        (0..rows.len()).flat_map(|row| lines.iter().map(move |line| Placed::Cell(line[row])));
    Turned::Placed(placed.collect())
}
