//! Rows on lines that words of the page interrupt: its running head or a mark stands between two of their values.
//!
//! In: the records of a region. Out: the same, in which such a row has all its values, without the number of the page beside the words. Only
//! where its sums then hold; a row of the report's own that looks so stays one.

use super::furniture::is_page_number;
use super::records::{Record, Records};
use super::rows::adds_up;
use super::site::Site;
use crate::form::lexicon::wording;
use crate::syntax::Surface;
use crate::syntax::value::Value;

/// Gives rows that words interrupt what stands behind those, and says whether sums were asked for that.
pub(super) fn join_interrupted(site: Site, records: &mut Records) -> bool {
    let mut is_asked = false;
    let mut at = 0;
    while at + 1 < records.records.len() {
        if let Some(page) = interrupted(site, records, at, &mut is_asked) {
            let below = records.records.remove(at + 1);
            let record = &mut records.records[at];
            record.values.end = below.values.end;
            record.next_row = below.next_row;
            if let Some(page) = page {
                take_value(records, page);
            }
        }
        at += 1;
    }
    is_asked
}

/// Whether words of the page stand between a record and the next, and the value that is the page's number, if there is one.
fn interrupted(
    site: Site,
    records: &Records,
    at: usize,
    is_asked: &mut bool,
) -> Option<Option<usize>> {
    let (above, below) = (&records.records[at], &records.records[at + 1]);
    let row = records.pieces_of(above).last()?.row_name()?;
    let n = site.spec.rows[row].columns.len();
    let stands_on_lines = |record: &Record| {
        let mut values = records.values_of(record).iter();
        values.all(|value| site.document.rows[value.row].surface == Surface::Line)
    };
    let n_values = above.values.len() + below.values.len();
    let is_cut = !above.values.is_empty() && !below.values.is_empty() && below.values.len() < n;
    if n < 3
        || !is_cut
        || !(n..=n + 1).contains(&n_values)
        || !stands_on_lines(above)
        || !stands_on_lines(below)
        || !is_of_page(site, records, below)
    {
        return None;
    }
    let all = records
        .values_of(above)
        .iter()
        .chain(records.values_of(below));
    let page = above.values.end - 1;
    let is_page = n_values == n + 1;
    let kept = all
        .enumerate()
        .filter(|(place, _)| !is_page || *place + 1 != above.values.len());
    let says: Vec<Value> = kept.map(|(_, value)| value.says(site.document)).collect();
    *is_asked = true;
    let may_be_page = || is_page_number(site.document, &records.values[page]);
    (adds_up(site.spec, row, &says, None) && (!is_page || may_be_page()))
        .then_some(is_page.then_some(page))
}

/// Whether the words of a record are none that the table might have.
fn is_of_page(site: Site, records: &Records, record: &Record) -> bool {
    let pieces = records.pieces_of(record);
    let rows = || site.words.rows.iter().chain(&site.words.groups);
    !pieces.is_empty()
        && pieces.iter().all(|piece| {
            let written = piece.folded(site);
            piece.named.is_none() && rows().all(|label| wording(written, label).is_none())
        })
}

/// Takes one value out of all.
fn take_value(records: &mut Records, value: usize) {
    records.values.remove(value);
    for record in &mut records.records {
        let place = |at: usize| at - usize::from(at > value);
        record.values = place(record.values.start)..place(record.values.end);
    }
}
