//! Rows between bars that are broken where a line became too long: `… | 6 | 0 |`, and below it `9`.
//!
//! In: the records of a region. Out: the same, in which such a row has all its values; where what stands below may also be a page's number, it is
//! marked, so that nobody takes its last cells for blank.

use super::records::{Record, Records};
use super::rows::adds_up;
use super::site::Site;
use crate::chars::is_bar;
use crate::syntax::Surface;
use crate::syntax::value::Value;

/// Gives rows that lack cells at their end those on the next line, and says whether sums were asked for that.
pub(super) fn join_wrapped(site: Site, records: &mut Records) -> bool {
    let mut is_asked = false;
    let mut at = 0;
    while at + 1 < records.records.len() {
        let (above, below) = (&records.records[at], &records.records[at + 1]);
        if let Some(ends_in_bar) = wrapped(site, records, above, below) {
            is_asked = true;
            if ends_in_bar || add_up(site, records, above, below) {
                let below = records.records.remove(at + 1);
                let record = &mut records.records[at];
                record.values.end = below.values.end;
                record.next_row = below.next_row;
            } else {
                records.records[at].is_unclear = true;
            }
        }
        at += 1;
    }
    is_asked
}

/// Whether a record has as many values as the one above lacks, alone on the next line; and if so, whether that ends in a bar, as no page's number does.
fn wrapped(site: Site, records: &Records, above: &Record, below: &Record) -> Option<bool> {
    if above.shape.surface != Surface::Bars || !below.pieces.is_empty() {
        return None;
    }
    let label = records.pieces_of(above).last()?;
    let n = match label.row_name() {
        Some(row) => site.spec.rows[row].columns.len(),
        None => site.spec.columns.len(),
    };
    let (cut, rest) = (records.values_of(above), records.values_of(below));
    let (last, first) = (cut.last()?, rest.first()?);
    let is_next = first.row == last.row + 1 && rest.iter().all(|value| value.row == first.row);
    let rows = &site.document.rows;
    let closes = |row: usize| {
        let line = rows[row].span.end as usize;
        let behind = site.document.text.get(line..).unwrap_or_default();
        site.document.at(rows[row].span).ends_with(is_bar) || behind.starts_with(is_bar)
    };
    let is_cut = label.row == last.row && n > 1 && cut.len() + rest.len() == n;
    (is_cut && is_next && closes(last.row)).then(|| closes(first.row))
}

/// Whether the values of both are those of the row, by their sums.
fn add_up(site: Site, records: &Records, above: &Record, below: &Record) -> bool {
    let row = records
        .pieces_of(above)
        .last()
        .and_then(|piece| piece.row_name());
    let values = records.values_of(above).iter();
    let values = values.chain(records.values_of(below));
    let says: Vec<Value> = values.map(|value| value.says(site.document)).collect();
    row.is_some_and(|row| adds_up(site.spec, row, &says, None))
}
