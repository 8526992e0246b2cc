//! Columns that the form does not have where blanks leave no trace: cells on lines of their own, or set apart by spaces.
//!
//! In: records that were found to be rows. Out: how many values stand beside the row's own, so that as many values as the form has columns do not
//! pass for them. Two witnesses are needed: words in the header, and rows with as many values more; or most rows, where the header is one word.

mod heads;

use heads::heads_above;

use crate::align::gaps::commonest;
use crate::align::records::{Piece, Record, Records, ValuesBeside};
use crate::align::rows::{Match, adds_up};
use crate::align::site::Site;
use crate::span::Span;
use crate::syntax::Surface;
use crate::syntax::value::Value;

/// Rows that add up, at least, where their sums alone tell what stands beside them.
const MIN_ROWS: usize = 2;

/// A row of the form below such words.
struct Claim {
    row: usize,
    record: usize,
    /// Shares behind its values, `59.1%`, which are no values.
    n_shares: usize,
    /// Values and shares beyond the form's columns; `None` if there are fewer.
    excess: Option<usize>,
    /// Whether its values add up as those of the form's columns.
    adds_up: bool,
}

/// Notes for each record how many of its values stand beside the form's columns. Says whether sums were asked for that.
pub(in crate::align) fn find_values_beside(
    site: Site,
    records: &mut Records,
    matches: &[Option<Match>],
) -> bool {
    let (heads, above) = heads_above(site, records, matches);
    // A header without a space in it shows no word of its own; the rows below it still do.
    if heads.is_empty() && !are_most_too_long(site, records, matches) {
        return false;
    }
    let claims: Vec<Claim> = (matches.iter().enumerate())
        .filter_map(|(row, found)| {
            let record = found.as_ref()?.record;
            let is_below = match heads.is_empty() {
                true => is_on_lines(&records.records[record]),
                false => above[record].is_some(),
            };
            is_below.then(|| claim(site, records, row, record))
        })
        .collect();
    let of_header = |claim: &Claim| above[claim.record].and_then(|at| heads.get(at));
    let excess = claims.iter().filter_map(|claim| claim.excess);
    let Some(k) = commonest(excess.filter(|&excess| excess > 0)) else {
        // Blanks leave no trace here, and one of them may be such a column's.
        if claims.iter().any(|claim| claim.excess.is_none()) {
            mark_unclear(records, &claims);
        }
        return true;
    };
    let n_with = claims
        .iter()
        .filter(|claim| claim.excess == Some(k))
        .count();
    let is_plain = |claim: &&Claim| claim.excess == Some(0) && !claim.adds_up;
    let is_told = n_with >= claims.iter().filter(is_plain).count();
    let is_named = !heads.is_empty()
        && (claims.iter())
            .filter_map(of_header)
            .all(|heads| heads.words.len() == k);
    let (in_front, behind) = (
        n_adding_up(site, records, &claims, k, 0),
        n_adding_up(site, records, &claims, k, k),
    );
    let are_behind = !heads.is_empty()
        && (claims.iter())
            .filter_map(of_header)
            .all(|heads| heads.are_behind);
    let beside = match in_front.cmp(&behind) {
        std::cmp::Ordering::Greater => Some(ValuesBeside {
            before: 0,
            behind: k,
        }),
        std::cmp::Ordering::Less => Some(ValuesBeside {
            before: k,
            behind: 0,
        }),
        std::cmp::Ordering::Equal if are_behind && in_front == 0 => Some(ValuesBeside {
            before: 0,
            behind: k,
        }),
        std::cmp::Ordering::Equal => None,
    };
    let is_sure = is_told && (is_named || in_front.abs_diff(behind) >= MIN_ROWS);
    if !is_sure {
        if is_told {
            mark_unclear(records, &claims);
        }
        return true;
    }
    if let (Some(_), true) = (beside, is_named) {
        let heads = claims.iter().filter_map(of_header);
        add_heads(site, records, heads.flat_map(|heads| &heads.words));
    }
    for claim in claims {
        let record = &mut records.records[claim.record];
        match beside {
            _ if claim.excess == Some(0) && claim.adds_up => {}
            Some(beside) => record.beside = beside.without(claim.n_shares),
            None => record.is_unclear |= claim.excess == Some(0),
        }
    }
    true
}

/// Adds words to those that head other columns than the form's, each once.
fn add_heads<'h>(site: Site, records: &mut Records, words: impl Iterator<Item = &'h Span>) {
    for &word in words {
        let is_same = |other: &Span| site.document.at(*other) == site.document.at(word);
        if !records.extra.heads.iter().any(is_same) {
            records.extra.heads.push(word);
        }
    }
}

/// Marks rows with as many values as the form has columns where nothing tells that they are those of the columns.
fn mark_unclear(records: &mut Records, claims: &[Claim]) {
    for claim in claims {
        let is_unclear = claim.excess == Some(0) && !claim.adds_up;
        records.records[claim.record].is_unclear |= is_unclear;
    }
}

/// Whether most rows on lines have more values than the form has columns, two of them as many more.
fn are_most_too_long(site: Site, records: &Records, matches: &[Option<Match>]) -> bool {
    let (mut n_rows, mut too_long) = (0, Vec::new());
    for (row, found) in matches.iter().enumerate() {
        let Some(found) = found else { continue };
        let record = &records.records[found.record];
        let n_values = records.values_of(record).len();
        if is_on_lines(record) && n_values > 0 {
            n_rows += 1;
            let excess = n_values.saturating_sub(site.spec.rows[row].columns.len());
            too_long.extend((excess > 0).then_some(excess));
        }
    }
    let k = commonest(too_long.iter().copied());
    let n_alike = too_long.iter().filter(|&&excess| Some(excess) == k).count();
    n_alike >= MIN_ROWS && 2 * n_alike > n_rows
}

/// Whether blanks leave no trace in a record.
fn is_on_lines(record: &Record) -> bool {
    matches!(record.shape.surface, Surface::Line | Surface::Spaced)
}

fn claim(site: Site, records: &Records, row: usize, at: usize) -> Claim {
    let n = site.spec.rows[row].columns.len();
    let values = records.values_of(&records.records[at]);
    let n_shares = n_shares_behind(site, records, at);
    Claim {
        row,
        record: at,
        n_shares,
        excess: (values.len() + n_shares).checked_sub(n),
        adds_up: values.len() == n && adds_up_from(site, records, row, &records.records[at], 0),
    }
}

/// Whether the values of a record, from one of them on, add up as those of a row.
fn adds_up_from(site: Site, records: &Records, row: usize, record: &Record, from: usize) -> bool {
    let n = site.spec.rows[row].columns.len();
    let says = records.values_of(record).iter().skip(from).take(n);
    let says: Vec<Value> = says.map(|value| value.says(site.document)).collect();
    says.len() == n && adds_up(site.spec, row, &says, None)
}

/// How many rows with `k` values more add up from one of their values on.
fn n_adding_up(site: Site, records: &Records, claims: &[Claim], k: usize, from: usize) -> usize {
    let with = claims
        .iter()
        .filter(|claim| claim.excess == Some(k) && claim.n_shares == 0);
    with.filter(|claim| {
        adds_up_from(
            site,
            records,
            claim.row,
            &records.records[claim.record],
            from,
        )
    })
    .count()
}

/// The shares in front of the next label, which look like words.
fn n_shares_behind(site: Site, records: &Records, at: usize) -> usize {
    let pieces = match records.records.get(at + 1) {
        Some(next) => records.pieces_of(next),
        None => &records.pieces[records.rest.clone()],
    };
    let is_share = |piece: &&Piece| {
        let text = site.document.at(piece.span);
        text.starts_with(|c: char| c.is_numeric()) && text.ends_with(['%', '％'])
    };
    pieces.iter().take_while(is_share).count()
}
