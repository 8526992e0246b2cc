//! Rows with their numbers between the halves of their label, and a piece of their group's label before the numbers, as the lines of a PDF hold them:
//!
//! ```text
//! （四）无法提
//! 2.没有现成信息需要另行制
//! 供                        0  1  0  0  0  0  1
//! 作
//! ```
//!
//! In: a record without a label of its own. Out: the row of which the words round its numbers are the whole official label; in doubt, none.

use super::records::{Piece, Records};
use super::rows::is_fragment_of_group;
use super::site::Site;

/// Lines of a label above its numbers, and below them.
const MAX_ABOVE: usize = 3;
const MAX_BELOW: usize = 2;

/// The row, and the first piece of its label, of a record whose numbers stand behind pieces of a group.
pub(super) fn label_around(site: Site, records: &Records, at: usize) -> Option<(usize, usize)> {
    let record = records.records.get(at)?;
    let is_fragment = |&piece: &usize| {
        let piece = &records.pieces[piece];
        piece.named.is_none() && is_fragment_of_group(site, piece.folded(site))
    };
    let last = record.pieces.clone().next_back().filter(is_fragment)?;
    let above: Vec<usize> = (record.pieces.start..last)
        .rev()
        .filter(|piece| !is_fragment(piece))
        .take_while(|&piece| records.pieces[piece].named.is_none())
        .take(MAX_ABOVE)
        .collect();
    let below = records.pieces.get(record.pieces.end..)?;
    let below: Vec<&Piece> = below
        .iter()
        .take_while(|piece| piece.named.is_none())
        .take(MAX_BELOW)
        .collect();
    for n_above in 1..=above.len() {
        let mut written: Vec<char> = Vec::new();
        for &piece in above[..n_above].iter().rev() {
            written.extend(records.pieces[piece].folded(site));
        }
        for piece in &below {
            written.extend(piece.folded(site));
            let row = site.words.rows.iter().position(|label| *label == written);
            if let Some(row) = row {
                return Some((row, above[n_above - 1]));
            }
        }
    }
    None
}
