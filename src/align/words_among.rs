//! Words that a writer put in place of a number, where every cell of a table stands on a line of its own.
//!
//! In: the records of a table in one line of numbers. Out: whether words that are none of the table's stand among its numbers or right above them. They may
//! be one of its values, and then what looks like a blank is none.

use super::records::{Piece, Record, Records};
use super::site::Site;

/// Whether such words stand among the numbers of record `best`, or above them, in a table of `n` cells, and may be one of its values. Where no cell looks
/// blank, they may be only if some lines have several numbers and others one: a number that is written with a space inside makes up for them.
pub(super) fn may_be_words_among(
    site: Site,
    records: &Records,
    best: usize,
    n: usize,
    has_blank: bool,
) -> bool {
    let Some(run) = run_around(site, records, best) else {
        return false;
    };
    let words: usize = run[1..].iter().map(|record| record.pieces.len()).sum();
    let n_stated = |record| records.n_stated(site.document, record);
    let numbers: usize = run.iter().map(n_stated).sum();
    let own = n_stated(&records.records[best]);
    let are_between = words > 0 && numbers > own;
    if !has_blank {
        return are_between && own < n && are_lines_uneven(site, records, run);
    }
    are_between && numbers + words <= n || is_below_a_word(site, records, &run[0])
}

/// Whether some lines have several numbers and others one.
fn are_lines_uneven(site: Site, records: &Records, run: &[Record]) -> bool {
    let values = run.iter().flat_map(|one| records.values_of(one));
    let mut widths = values.map(|value| site.document.rows[value.row].n_cells > 1);
    let first = widths.next();
    widths.any(|width| Some(width) != first)
}

/// The records from one that is headed by words of the table to the next; `None` where the surface keeps blanks.
fn run_around<'r>(site: Site, records: &'r Records, best: usize) -> Option<&'r [Record]> {
    let own = &records.records[best];
    let is_apart = |value: usize| {
        let row = &site.document.rows[records.values[value].row];
        row.surface.keeps_blanks()
    };
    if own.values.clone().any(is_apart) {
        return None;
    }
    let is_unknown = |record: &Record| {
        let pieces = records.pieces_of(record);
        !pieces.is_empty() && pieces.iter().all(|piece| piece.named.is_none())
    };
    let first = (1..=best)
        .rev()
        .find(|&at| !is_unknown(&records.records[at]));
    let first = first.unwrap_or(0);
    let behind = records.records[best + 1..].iter();
    let end = best + 1 + behind.take_while(|record| is_unknown(record)).count();
    Some(&records.records[first..end])
}

/// Whether a word that is no piece of the header has the line above the first number for itself.
fn is_below_a_word(site: Site, records: &Records, record: &Record) -> bool {
    let pieces = records.pieces_of(record);
    let (Some(first), Some((last, header))) =
        (records.values_of(record).first(), pieces.split_last())
    else {
        return false;
    };
    let is_named = |piece: &Piece| piece.named.is_some();
    let has_line = site.document.rows[last.row].n_cells == 1 && last.row + 1 == first.row;
    has_line
        && !is_named(last)
        && header.last().is_some_and(is_named)
        && !site.is_piece_of_header(last.span, last.row)
}
