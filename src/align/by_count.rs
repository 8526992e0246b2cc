//! Rows that are known by their number in the table, where their labels are broken over the lines of a PDF and mixed with those of the groups beside
//! them:
//!
//! ```text
//!   三        四               信息
//!   、        ）      2.没有现成信息需要另行     0     0     1     0     0     0     1
//!   本        无               制作
//! ```
//!
//! In: the records of a table, matched by their labels. Out: the row of each, if there are as many whole lines of numbers as rows, every known
//! label stands at its place, and nothing is said beside the others but pieces of their own labels; in doubt, nothing.

use super::records::{Record, Records};
use super::rows::Match;
use super::site::Site;
use crate::form::lexicon::Wording;
use crate::syntax::Surface;

/// One row of so many, at least, is known by its label.
const FEW: usize = 3;

/// The row of every record with numbers, in their order.
pub(super) fn match_by_count(
    site: Site,
    records: &Records,
    matches: &[Option<Match>],
) -> Option<Vec<Option<Match>>> {
    let n_rows = matches.len();
    let is_known = |found: &Match| found.piece.is_some() && found.wording <= Wording::Noted;
    let n_known = matches.iter().flatten().filter(|m| is_known(m)).count();
    if n_known == n_rows || n_known * FEW < n_rows {
        return None;
    }
    let lines = records.records.iter().enumerate();
    let lines: Vec<(usize, &Record)> = lines.filter(|(_, one)| !one.values.is_empty()).collect();
    if lines.len() != n_rows {
        return None;
    }
    let mut by_count = Vec::with_capacity(n_rows);
    for (row, (at, record)) in lines.into_iter().enumerate() {
        if !is_whole_line(site, records, record, row) {
            return None;
        }
        let found = matches.get(row)?;
        let is_elsewhere = |other: &Match| other.record == at && is_known(other);
        let own = found.filter(|found| found.record == at && is_known(found));
        if own.is_none() {
            let is_other = matches.iter().flatten().any(is_elsewhere);
            if row == 0 || is_other || !is_said_of(site, records, record, row) {
                return None;
            }
        }
        by_count.push(Some(own.unwrap_or(Match {
            record: at,
            piece: record.pieces.clone().next_back(),
            wording: Wording::Official,
            out_of_order: false,
        })));
    }
    Some(by_count)
}

/// Whether all values of a row stand on one line, set apart by spaces.
fn is_whole_line(site: Site, records: &Records, record: &Record, row: usize) -> bool {
    let values = records.values_of(record);
    let of_form = &site.spec.rows[row];
    record.shape.surface == Surface::Spaced
        && values.len() == of_form.columns.len()
        && values.iter().all(|value| value.row == values[0].row)
}

/// Whether the words above and beside the numbers of a row are made of pieces of its own label, of that of the row above, and of those of their
/// groups; some of them of its own.
fn is_said_of(site: Site, records: &Records, record: &Record, row: usize) -> bool {
    let own = &site.words.rows[row];
    let path = |row: usize| site.spec.group_path(site.spec.rows[row].group);
    let groups = path(row).into_iter().chain(path(row - 1));
    let groups = groups.filter_map(|group| site.words.groups.get(group));
    let labels: Vec<&Vec<char>> = groups.chain([&site.words.rows[row - 1], own]).collect();
    let holds = |label: &[char], word: &[char]| label.windows(word.len()).any(|part| part == word);
    let mut has_own = false;
    for piece in records.pieces_of(record) {
        let text = site.document.at(piece.span);
        for word in text.split(crate::chars::is_space) {
            let word = site.fold.fold(word);
            if word.is_empty() {
                continue;
            }
            if !labels.iter().any(|label| holds(label, &word)) {
                return false;
            }
            has_own |= word.len() > 1 && holds(own, &word);
        }
    }
    has_own
}
