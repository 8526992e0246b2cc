//! Labels whose own number the lines of a page cut from them: the number stands on the line of the values, half of the label above, half below.
//!
//! In: the records of a region. Out: the same, in which such a number names the row whose label the words round it make up. What they do not make
//! up in full stays as it is.

use super::records::Records;
use super::site::Site;
use crate::chars::is_space;
use crate::form::fold::LabelHash;
use crate::numerals::part;

/// The longest number of a label with its marks, in characters: `（十）`.
const MAX_NUMBER: usize = 4;

/// Gives the numbers that stand alone in front of values the names that they have together with the words above and below.
pub(super) fn join_cut_numbers(site: Site, records: &mut Records) {
    // Above the number stands a piece of the same record.
    let lasts: Vec<usize> = (records.records.iter())
        .filter(|record| !record.values.is_empty() && record.pieces.len() >= 2)
        .map(|record| record.pieces.end - 1)
        .collect();
    for last in lasts {
        let piece = &records.pieces[last];
        let number = site.document.at(piece.span);
        let above = &records.pieces[last - 1];
        if piece.named.is_some() || !is_number(number) || above.named.is_some() {
            continue;
        }
        let words = site.document.at(above.span);
        let below = records
            .pieces
            .get(last + 1)
            .filter(|below| below.named.is_none());
        let below = below.map(|below| site.document.at(below.span));
        let whole = |rest: &str| {
            let mut hash: LabelHash = site.fold.hash(number);
            for part in [words, rest] {
                site.fold.each(part, |c| hash = hash.then(c));
            }
            site.named(hash).filter(|named| named.is_official)
        };
        let named = whole("").or_else(|| whole(below?));
        records.pieces[last].named = named;
    }
}

/// Whether words are nothing but the number of a label: `2.`, `（六）`, `一、`.
fn is_number(words: &str) -> bool {
    let is_mark = |c: char| matches!(c, '.' | '．' | '、' | '（' | '）' | '(' | ')');
    let mut signs = words.chars().filter(|&c| !is_space(c));
    let n_signs = signs.clone().count();
    n_signs <= MAX_NUMBER
        && signs.clone().any(is_mark)
        && signs.all(|c| is_mark(c) || c.is_ascii_digit() || part(c).is_some())
}
