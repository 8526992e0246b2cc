//! Rows with their numbers between the halves of their label, maybe with a piece of their group's label before the numbers, as the lines of a PDF hold
//! them:
//!
//! ```text
//! （四）无法提
//! 2.没有现成信息需要另行制
//! 供                        0  1  0  0  0  0  1
//! 作
//! ```
//!
//! In: a record without a label of its own. Out: the row of which the words round its numbers are the whole official label; in doubt, none.

use super::records::{Piece, Record, Records};
use super::rows::is_fragment_of_group;
use super::site::Site;

/// Lines of a label above its numbers, and below them.
const MAX_ABOVE: usize = 3;
const MAX_BELOW: usize = 2;
/// Lines of a cell below the first.
const MAX_WRAPPED: usize = 8;

/// The label of a record without one of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct LabelAround {
    /// The row that it names.
    pub row: usize,
    /// Its first piece.
    pub piece: usize,
    /// The record that it makes below, where it seems to have no numbers.
    pub bare: Option<usize>,
}

/// The label round the numbers of a record, or below them.
pub(super) fn label_around(site: Site, records: &Records, at: usize) -> Option<LabelAround> {
    let record = records.records.get(at)?;
    if record.shape.surface.keeps_blanks() {
        return label_in_cell(site, records, at);
    }
    let is_fragment = |piece: &usize| {
        let piece = &records.pieces[*piece];
        piece.named.is_none() && is_fragment_of_group(site, piece.folded(site))
    };
    let last = record.pieces.clone().next_back()?;
    let before_numbers = is_fragment(&last);
    let end = if before_numbers { last } else { last + 1 };
    let above: Vec<usize> = (record.pieces.start..end)
        .rev()
        .filter(|piece| !is_fragment(piece))
        .take_while(|&piece| records.pieces[piece].named.is_none())
        .take(MAX_ABOVE)
        .collect();
    if above.is_empty() {
        return label_below(records, at).filter(|_| before_numbers);
    }
    let below = records.pieces.get(record.pieces.end..)?;
    let below: Vec<&Piece> = below
        .iter()
        .take_while(|piece| piece.named.is_none())
        .take(MAX_BELOW)
        .collect();
    let found = |row, piece| LabelAround {
        row,
        piece,
        bare: None,
    };
    let row_of = |written: &[char]| site.words.rows.iter().position(|label| label == written);
    for n_above in 1..=above.len() {
        let first = above[n_above - 1];
        let mut written: Vec<char> = Vec::new();
        for &piece in above[..n_above].iter().rev() {
            written.extend(records.pieces[piece].folded(site));
        }
        if n_above > 1
            && let Some(row) = row_of(&written)
        {
            return Some(found(row, first));
        }
        for piece in &below {
            let part = piece.folded(site);
            let behind_group = [&written, behind_fragment(site, part)].concat();
            written.extend(part);
            if let Some(row) = row_of(&written).or_else(|| row_of(&behind_group)) {
                return Some(found(row, first));
            }
        }
    }
    None
}

/// Folded words without the piece of a group's label that stands on the same line in front of them.
fn behind_fragment<'w>(site: Site, words: &'w [char]) -> &'w [char] {
    let is_fragment = |end: &usize| is_fragment_of_group(site, &words[..*end]);
    let end = (2..words.len()).rev().find(is_fragment);
    &words[end.unwrap_or(words.len())..]
}

/// The label of a cell that goes on in the lines below, where the other cells are blank: tables drawn with characters break their cells so.
fn label_in_cell(site: Site, records: &Records, at: usize) -> Option<LabelAround> {
    let record = &records.records[at];
    let is_stated = |record: &Record| {
        let mut values = records.values_of(record).iter();
        values.any(|value| value.is_stated(site.document))
    };
    let piece = record
        .pieces
        .clone()
        .next_back()
        .filter(|_| is_stated(record))?;
    let mut written = records.pieces[piece].folded(site).to_vec();
    let below = records.records.get(at + 1..)?.iter().take(MAX_WRAPPED);
    for next in below.take_while(|next| !is_stated(next)) {
        let [part] = records.pieces_of(next) else {
            return None;
        };
        written.extend(part.folded(site));
        if let Some(row) = site.words.rows.iter().position(|label| *label == written) {
            return Some(LabelAround {
                row,
                piece,
                bare: Some(at + 1),
            });
        }
    }
    None
}

/// The label that stands whole below the numbers of a record, with none of its own.
fn label_below(records: &Records, at: usize) -> Option<LabelAround> {
    let next = records.records.get(at + 1)?;
    let [label] = records.pieces_of(next) else {
        return None;
    };
    let row = label.row_name().filter(|_| next.values.is_empty())?;
    Some(LabelAround {
        row,
        piece: next.pieces.start,
        bare: Some(at + 1),
    })
}
