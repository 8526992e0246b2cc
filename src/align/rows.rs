//! Which record is which row of the form: a global alignment, so that one torn row does not shift the rest.

use std::cell::Cell;

use super::by_count::match_by_count;
use super::gaps::Placed;
use super::halves::label_around;
use super::hashes::Named;
use super::joined_cells::{JoinedCells, may_run_together, runs_together, says};
use super::place::{Habits, Placement, Wanted};
use super::records::{Piece, Record, Records};
use super::site::Site;
use crate::chars::is_space;
use crate::form::TableSpec;
use crate::form::lexicon::{Wording, wording};
use crate::syntax::value::Value;
use crate::syntax::{Document, Surface};

/// A record's claim to a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Match {
    /// Index of the record.
    pub record: usize,
    /// The piece that is the row's label; `None` if the label is lost.
    pub piece: Option<usize>,
    /// How the label is worded.
    pub wording: Wording,
    /// Whether the row stands where the form has another.
    pub out_of_order: bool,
}

const EXACT: i32 = 1000;
const KNOWN: i32 = 900;
const LEFT_OUT: i32 = 700;
const NEAR: i32 = 500;
const UNLABELLED: i32 = 40;
const BARE: i32 = 10;

#[derive(Clone, Copy)]
struct Score {
    value: i32,
    piece: Option<usize>,
    wording: Wording,
}

/// For each row of the table the record that is it. Every record serves at most one row.
pub(super) fn match_rows(site: Site, records: &Records) -> Vec<Option<Match>> {
    let n_rows = site.spec.rows.len();
    let most = records.records.len();
    let mut all = (Vec::with_capacity(most), Vec::with_capacity(most));
    all.extend(candidates(site, records));
    let (candidates, named): (Vec<usize>, Vec<Option<(usize, Score)>>) = all;
    if candidates.len() == records.records.len()
        && let Some(matches) = exact_chain(&named, n_rows)
    {
        return matches;
    }
    let n_records = candidates.len();
    let mut is_claimed = vec![false; n_rows];
    let mut scores = vec![None; n_records * n_rows];
    for (record, named) in named.iter().enumerate() {
        if let Some((row, score)) = *named {
            is_claimed[row] |= score.value >= KNOWN;
            scores[record * n_rows + row] = Some(score);
        }
    }
    for (at, _) in named.iter().enumerate().filter(|(_, row)| row.is_none()) {
        let record = &records.records[candidates[at]];
        if let Some(label) = label_around(site, records, candidates[at])
            && (label.bare.is_some() || !is_claimed[label.row])
        {
            let bare = candidates
                .iter()
                .position(|&other| Some(other) == label.bare);
            if let Some(bare) = bare {
                scores[bare * n_rows + label.row] = None;
            }
            scores[at * n_rows + label.row] = Some(Score {
                value: KNOWN,
                piece: Some(label.piece),
                wording: Wording::Official,
            });
            continue;
        }
        let scores = &mut scores[at * n_rows..(at + 1) * n_rows];
        let rows = scores.iter_mut().enumerate();
        // No other record may be nearer to a row than the one with its very label.
        let free = rows.filter(|(row, _)| !is_claimed[*row]);
        score_unnamed(site, records, record, free);
    }
    let mut matches = best_chain(&scores, n_records, n_rows);
    // Records with an exact label that the chain left out stand in the wrong place.
    for record in 0..n_records {
        if named[record].is_none() || matches.iter().flatten().any(|m| m.record == record) {
            continue;
        }
        let exact = (0..n_rows).find(|&row| {
            matches[row].is_none()
                && scores[record * n_rows + row].is_some_and(|s: Score| s.value >= EXACT - BARE)
        });
        if let Some(row) = exact
            && let Some(score) = scores[record * n_rows + row]
        {
            matches[row] = Some(Match {
                record,
                piece: score.piece,
                wording: score.wording,
                out_of_order: true,
            });
        }
    }
    for found in matches.iter_mut().flatten() {
        found.record = candidates[found.record];
    }
    match_by_count(site, records, &matches).unwrap_or(matches)
}

/// Records with the label of one row, or without a known label, that are looked at; a table has far fewer.
const MAX_ALIKE: usize = 500;

/// The records that may be rows, each with the row whose exact label it carries.
fn candidates<'r>(
    site: Site<'r>,
    records: &'r Records,
) -> impl Iterator<Item = (usize, Option<(usize, Score)>)> + 'r {
    let n_rows = site.words.rows.len();
    let mut n_alike = vec![0; n_rows + 1];
    let mut headed: Option<(usize, (usize, Score))> = None;
    (0..records.records.len()).filter_map(move |at| {
        let named = match headed {
            Some((below, named)) if below == at => Some(named),
            _ => named_row(site, records, &records.records[at]),
        };
        // A row below a heading that is its own label is that row.
        if let Some((row, _)) = named
            && let Some(below) = row_below_its_label(site, records, at, row)
        {
            headed = Some(below);
            return None;
        }
        let row = named.map_or(n_rows, |(row, _)| row);
        let n_alike = n_alike.get_mut(row)?;
        *n_alike += 1;
        (*n_alike <= MAX_ALIKE).then_some((at, named))
    })
}

/// The common table: every record carries the exact label of a row, in the form's order.
fn exact_chain(named: &[Option<(usize, Score)>], n_rows: usize) -> Option<Vec<Option<Match>>> {
    let mut matches = vec![None; n_rows];
    let mut next_row = 0;
    for (record, named) in named.iter().enumerate() {
        let (row, score) = (*named)?;
        if row < next_row {
            return None;
        }
        next_row = row + 1;
        *matches.get_mut(row)? = Some(Match {
            record,
            piece: score.piece,
            wording: score.wording,
            out_of_order: false,
        });
    }
    Some(matches)
}

/// The record below a label without values, or below a header under it, if its own label is the same with something left out: a converter made the
/// label a heading and repeated it.
fn row_below_its_label(
    site: Site,
    records: &Records,
    at: usize,
    row: usize,
) -> Option<(usize, (usize, Score))> {
    let mut labels = records.records[at..].iter().take(3);
    if !labels.next()?.values.is_empty() {
        return None;
    }
    let n_headers = labels.take_while(|record| record.values.is_empty()).count();
    let at = at + 1 + n_headers;
    let piece = records.records.get(at)?.pieces.clone().next_back()?;
    let label = records
        .pieces
        .get(piece)
        .filter(|label| label.named.is_none())?;
    let (how, _) = wording(label.folded(site), &site.words.rows[row])?;
    let score = Score {
        value: KNOWN,
        piece: Some(piece),
        wording: Wording::Official,
    };
    let has_values = !records.records[at].values.is_empty();
    (has_values && how <= Wording::LeftOut).then_some((at, (row, score)))
}

/// The row whose exact label the record carries.
fn named_row(site: Site, records: &Records, record: &Record) -> Option<(usize, Score)> {
    // The row's own label is the last one that names a row; groups and headers stand before it.
    let pieces = records.pieces_of(record).iter().zip(record.pieces.clone());
    let (row, piece, at) = pieces
        .rev()
        .find_map(|(piece, at)| Some((piece.row_name()?, piece, at)))?;
    let (value, wording) = match piece.named {
        Some(Named {
            is_official: true, ..
        }) => (EXACT, Wording::Official),
        _ if lacks_note(piece.folded(site), &site.words.rows[row]) => (KNOWN, Wording::LeftOut),
        _ => (KNOWN, Wording::Known),
    };
    // A label without values gives way to the same label with some.
    let value = match record.values.is_empty() {
        true => value - BARE,
        false => value,
    };
    let piece = Some(at);
    Some((
        row,
        Score {
            value,
            piece,
            wording,
        },
    ))
}

/// Scores a record without an exact label against the rows that are free.
fn score_unnamed<'s>(
    site: Site,
    records: &Records,
    record: &Record,
    free: impl Iterator<Item = (usize, &'s mut Option<Score>)>,
) {
    let label = record.pieces.clone().next_back();
    let label = label.filter(|&last| !is_of_group(site, records, record, last));
    let Some(last) = label else {
        let n_stated = records.n_stated(site.document, record);
        for (row, score) in free {
            if n_stated == site.spec.rows[row].columns.len() {
                *score = Some(Score {
                    value: UNLABELLED,
                    piece: None,
                    wording: Wording::Near,
                });
            }
        }
        return;
    };
    let piece: &Piece = &records.pieces[last];
    let written = piece.folded(site);
    if written.is_empty() {
        return;
    }
    for (row, score) in free {
        if is_plainly(site, records, record, row) {
            *score = Some(Score {
                value: KNOWN,
                piece: Some(last),
                wording: Wording::Known,
            });
            continue;
        }
        let Some((wording, near)) = wording(written, &site.words.rows[row]) else {
            continue;
        };
        let value = match wording {
            Wording::Official | Wording::Noted | Wording::Marks => EXACT - 1,
            Wording::Known => KNOWN,
            // A column's word in front of numbers is a weak claim to a row whose label it is a part of.
            Wording::LeftOut if piece.named.is_some() => UNLABELLED,
            Wording::LeftOut => LEFT_OUT + (near * 100.0) as i32,
            Wording::Near => (f64::from(NEAR) * near) as i32,
        };
        *score = Some(Score {
            value,
            piece: Some(last),
            wording,
        });
    }
}

/// Whether a whole row is called by a word of any total, as no other record of the table is.
fn is_plainly(site: Site, records: &Records, record: &Record, row: usize) -> bool {
    let words = &site.words.plain[row];
    let is_plain = |record: &Record| {
        let last = records.pieces_of(record).last();
        let n_stated = || records.n_stated(site.document, record);
        last.is_some_and(|last| words.iter().any(|word| word == last.folded(site)))
            && n_stated() == site.spec.rows[row].columns.len()
    };
    let mut alike = records.records.iter().filter(|other| is_plain(other));
    !words.is_empty() && is_plain(record) && alike.nth(1).is_none()
}

/// Characters of a group's label that a line of a PDF holds at most beside a row.
const MAX_FRAGMENT: usize = 5;

/// Whether words are a piece of the label of a group that stands beside the rows of the group, broken over their lines.
fn is_of_group(site: Site, records: &Records, record: &Record, piece: usize) -> bool {
    let written = records.pieces[piece].folded(site);
    let is_line = matches!(record.shape.surface, Surface::Spaced | Surface::Line);
    is_line && records.pieces[piece].named.is_none() && is_piece_of_group(site, written)
}

/// Whether folded words are a few characters of the label of a group. A single one may be a slip.
pub(super) fn is_piece_of_group(site: Site, written: &[char]) -> bool {
    written.len() > 1 && is_fragment_of_group(site, written)
}

/// Whether folded words are the beginning of the label of a group, some characters of it, or a single one.
pub(super) fn is_fragment_of_group(site: Site, written: &[char]) -> bool {
    let is_short = (1..=MAX_FRAGMENT).contains(&written.len());
    let mut longer = site.words.groups.iter();
    longer.any(|group| {
        let is_part = written.len() > 1 && group.starts_with(written);
        group.len() > written.len() && (is_part || is_short && holds(group, written))
    })
}

/// What is left of folded words without the piece of the group's label in front of them.
pub(super) fn without_group<'w>(site: Site, row: usize, written: &'w [char]) -> &'w [char] {
    let groups = site.spec.group_path(site.spec.rows[row].group);
    let labels = groups
        .into_iter()
        .filter_map(|group| site.words.groups.get(group));
    let cut = labels.filter_map(|label| {
        let most = MAX_FRAGMENT.min(written.len());
        (1..=most).rev().find(|&end| holds(label, &written[..end]))
    });
    &written[cut.max().unwrap_or(0)..]
}

/// Whether folded words are the official label of a row behind pieces of the labels of its groups, which stand beside it.
pub(super) fn is_behind_group(site: Site, row: usize, written: &[char]) -> bool {
    let official = site.words.rows[row].as_slice();
    let Some(mut pieces) = written.strip_suffix(official) else {
        return false;
    };
    let path = || site.spec.group_path(site.spec.rows[row].group).into_iter();
    let labels = || path().filter_map(|group| site.words.groups.get(group));
    while !pieces.is_empty() {
        let longest = labels().filter_map(|label| {
            let most = label.len().min(pieces.len());
            (1..=most).rev().find(|&end| holds(label, &pieces[..end]))
        });
        let Some(end) = longest.max() else {
            return false;
        };
        pieces = &pieces[end..];
    }
    written.len() > official.len()
}

fn holds(label: &[char], words: &[char]) -> bool {
    label.windows(words.len()).any(|window| window == words)
}

/// Whether `written` is the official label without the note in brackets behind it, both folded.
fn lacks_note(written: &[char], official: &[char]) -> bool {
    let note = official.strip_prefix(written);
    note.is_some_and(|note| note.first() == Some(&'('))
}

/// The pairing of records and rows, both in order, with the greatest sum of scores.
fn best_chain(scores: &[Option<Score>], n_records: usize, n_rows: usize) -> Vec<Option<Match>> {
    let mut matches = vec![None; n_rows];
    let width = n_rows + 1;
    let mut best = vec![0i32; (n_records + 1) * width];
    for record in (0..n_records).rev() {
        for row in (0..n_rows).rev() {
            let skip = best[(record + 1) * width + row].max(best[record * width + row + 1]);
            let take = scores[record * n_rows + row].map_or(i32::MIN, |score| {
                score.value + best[(record + 1) * width + row + 1]
            });
            best[record * width + row] = skip.max(take);
        }
    }
    let (mut record, mut row) = (0, 0);
    while record < n_records && row < n_rows {
        let here = best[record * width + row];
        match scores[record * n_rows + row] {
            Some(score) if here == score.value + best[(record + 1) * width + row + 1] => {
                matches[row] = Some(Match {
                    record,
                    piece: score.piece,
                    wording: score.wording,
                    out_of_order: false,
                });
                record += 1;
                row += 1;
            }
            _ if here == best[(record + 1) * width + row] => record += 1,
            _ => row += 1,
        }
    }
    matches
}

/// Places the values of every matched record, and says whether sums were asked for that.
pub(super) fn place_rows(
    site: Site,
    records: &Records,
    matches: &[Option<Match>],
) -> (Vec<Option<Placement>>, bool) {
    let (document, spec) = (site.document, site.spec);
    let level = |row: usize| spec.depth_of(spec.rows[row].group);
    let deepest = (0..spec.rows.len()).map(level).max().unwrap_or(0);
    let wanted = |row: usize, record: &Record| Wanted {
        columns: spec.rows[row].columns.len() + record.beside.before + record.beside.behind,
        spare: deepest - level(row),
    };
    let mut rows = vec![None; records.records.len()];
    for (row, found) in matches.iter().enumerate() {
        if let Some(found) = found {
            rows[found.record] = Some(row);
        }
    }
    let is_asked = Cell::new(false);
    let adds_up = |row: usize, values: &[Value], blank: Option<i64>| {
        is_asked.set(true);
        adds_up(spec, row, values, blank)
    };
    let habits = Habits::learn(
        document,
        records,
        |record| rows[record].map(|row| wanted(row, &records.records[record])),
        |record, values| rows[record].is_some_and(|row| adds_up(row, values, Some(0))),
    );
    let joined = JoinedCells::find(document, records);
    let placed = matches.iter().enumerate().map(|(row, found)| {
        let record = &records.records[found.as_ref()?.record];
        let values = || records.values_of(record).iter();
        if let Some(n_values) = packed(document, values().map(|value| value.cell)) {
            return Some(Placement::Unplaced { n_values });
        }
        let beside = record.beside;
        let placement = habits.place(document, records, record, wanted(row, record), |values| {
            adds_up(row, beside.inner(values), None)
        });
        let placement = match placement {
            Placement::Placed(placed) => Placement::Placed(beside.inner(&placed).to_vec()),
            unplaced => unplaced,
        };
        let is_joined = |placed: &[Placed]| {
            let adds_up_with =
                |blank: Option<i64>| adds_up(row, &says(document, &placement), blank);
            let has_sum = || adds_up(row, &vec![Value::ZERO; placed.len()], None);
            joined.holds(document, records, record) && !adds_up_with(None)
                || runs_together(document, placed)
                || may_run_together(document, placed) && has_sum() && !adds_up_with(Some(0))
        };
        Some(match placement {
            Placement::Placed(ref placed) if record.is_unclear || is_joined(placed) => {
                let n_values = values().filter(|value| value.is_stated(document)).count();
                Placement::Unplaced { n_values }
            }
            placement => placement,
        })
    });
    let placed = placed.collect();
    (placed, is_asked.get())
}

/// How many numbers stand in cells of which several hold one above the other, `4<br>0`: a converter packed rows into one.
fn packed(document: &Document, cells: impl Iterator<Item = usize>) -> Option<usize> {
    let (mut n_values, mut n_packed) = (0, 0);
    for cell in cells.map(|cell| &document.cells[cell]) {
        let parts = || {
            document
                .at(cell.span)
                .split("<br")
                .map(|part| part.trim_start_matches([' ', '/', '>']))
        };
        let is_number = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || is_space(c))
        };
        match cell.value {
            Value::Words if parts().nth(1).is_some() && parts().all(is_number) => {
                n_packed += 1;
                n_values += parts().count();
            }
            Value::Blank => {}
            _ => n_values += 1,
        }
    }
    (n_packed > 1).then_some(n_values)
}

/// Whether these values of a row fulfil a relation among themselves, if a blank is so much.
pub(super) fn adds_up(spec: &TableSpec, row: usize, values: &[Value], blank: Option<i64>) -> bool {
    let first = spec.rows[row].first_cell;
    let whole = |&cell: &usize| match values.get(cell.checked_sub(first)?)? {
        Value::Number(number) => number.whole(),
        Value::Blank => blank,
        Value::Dash | Value::Words => None,
    };
    let sum = |parts: &[usize]| {
        let mut parts = parts.iter().map(whole);
        parts.try_fold(0i64, |sum, part| Some(sum.saturating_add(part?)))
    };
    spec.relations.iter().any(|relation| {
        // Most relations are those of other rows.
        let total = whole(&relation.total).filter(|_| relation.minus.is_empty());
        total.is_some_and(|total| sum(&relation.parts) == Some(total))
    })
}
