//! Rows of one column whose header stands below them, as some extractions of a PDF leave it where a page ends: the value of the row is behind the header
//! then, and what stands behind its label is that of the row above, which has none.
//!
//! In: records that were found to be rows. Out: the same, in which such a row is marked, so that nobody takes the value for its own.

use super::records::{Record, Records};
use super::rows::Match;
use super::site::Site;
use crate::form::lexicon::Name;

/// Marks the rows whose value may be that of the row above, because their own stands below their header.
pub(super) fn mark_values_above_header(
    site: Site,
    records: &mut Records,
    matches: &[Option<Match>],
) {
    let is_single = |row: usize| site.spec.rows[row].columns.len() == 1;
    for row in 1..matches.len() {
        let (Some(above), Some(found)) = (&matches[row - 1], &matches[row]) else {
            continue;
        };
        let Some(next) = records.records.get(found.record + 1) else {
            continue;
        };
        let (above, own) = (
            &records.records[above.record],
            &records.records[found.record],
        );
        let on_lines = |record: &Record| !record.shape.surface.keeps_blanks();
        let is_its_header = || {
            let head = records
                .pieces_of(next)
                .last()
                .and_then(|piece| piece.name());
            matches!(head, Some(Name::Column(_, column)) if site.spec.rows[row].columns.contains(&column))
        };
        if is_single(row)
            && is_single(row - 1)
            && above.values.is_empty()
            && own.values.len() == 1
            && next.values.len() == 1
            && on_lines(own)
            && on_lines(next)
            && is_its_header()
        {
            records.records[found.record].is_unclear = true;
        }
    }
}
