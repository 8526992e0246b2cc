//! Rows between those of the form that the form does not have.

use super::aligned::UnknownRow;
use super::furniture::surfaces_of;
use super::records::Records;
use super::rows::Match;
use super::sections::says_something;
use super::site::Site;
use crate::chars::{is_han, is_space};
use crate::form::lexicon::Name;

/// Records with numbers, between known rows, whose label the form does not have. Lines below the table are no rows of it.
pub(super) fn unknown_rows(
    site: Site,
    records: &Records,
    matches: &[Option<Match>],
) -> Vec<UnknownRow> {
    let document = site.document;
    let mut is_matched = vec![false; records.records.len()];
    for found in matches.iter().flatten() {
        is_matched[found.record] = true;
    }
    let known = || (0..is_matched.len()).filter(|&record| is_matched[record]);
    let (Some(first), Some(last)) = (known().next(), known().next_back()) else {
        return Vec::new();
    };
    let n_columns = || site.spec.rows.iter().map(|row| row.columns.len());
    let widest = n_columns().max().unwrap_or(0);
    let narrowest = n_columns().min().unwrap_or(0);
    let surfaces = surfaces_of(known().map(|record| &records.records[record]));
    let between = (first..last).filter(|&at| !is_matched[at]);
    let unknown = between.filter_map(|at| {
        let record = &records.records[at];
        let n_stated = records.n_stated(document, record);
        let piece = records.pieces_of(record).last()?;
        let label = document.at(piece.span);
        // The header may be printed again on the next page.
        let heads = |word| {
            let named = site.named(site.fold.hash(word));
            named.is_some_and(|named| matches!(named.name, Name::Column(..) | Name::Header(..)))
        };
        let is_label =
            piece.named.is_some() && piece.row_name().is_none() || label.split(is_space).any(heads);
        // What a page repeats of a title in another language is no row.
        let is_of_form = label.contains(is_han);
        let says = is_of_form && says_something(label, site.fold);
        // Where no blank keeps its place, words with a number or two, such as a page's, are no row of many columns.
        let fewest = match record.shape.surface.keeps_blanks() {
            true => 1,
            false => narrowest.div_ceil(2),
        };
        let is_row =
            surfaces.contains(&record.shape.surface) && (fewest..=widest).contains(&n_stated);
        (is_row && !is_label && says).then_some(UnknownRow { label: piece.span })
    });
    unknown.collect()
}
