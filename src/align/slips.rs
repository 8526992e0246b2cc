//! Labels, captions and header words that are there, but not worded as the form words them.

use std::ops::Range;

use super::aligned::Slip;
use super::fragments::unknown_words;
use super::hashes::Named;
use super::records::{Piece, Records};
use super::rows::Match;
use super::site::Site;
use crate::chars::is_space;
use crate::form::lexicon::{Name, Wording, nearness, wording};
use crate::span::Span;
use crate::syntax::Document;

/// Captions and groups that are not worded as the form words them.
pub(super) fn group_slips(site: Site, records: &Records, matches: &[Option<Match>]) -> Vec<Slip> {
    let mut is_found = vec![false; site.words.groups.len()];
    for piece in &records.pieces {
        if let Some(Named {
            name: Name::Group(_, group),
            is_official: true,
        }) = piece.named
            && let Some(is_found) = is_found.get_mut(group)
        {
            *is_found = true;
        }
    }
    let mut is_row_label = vec![false; records.pieces.len()];
    for piece in matches.iter().flatten().filter_map(|m| m.piece) {
        is_row_label[piece] = true;
    }
    let mut slips = Vec::new();
    for (at, piece) in records.pieces.iter().enumerate() {
        if is_row_label[at] {
            continue;
        }
        match piece.named {
            Some(Named {
                name: name @ Name::Group(..),
                is_official: false,
            }) => slips.push(Slip::new(piece.span, name, Wording::Known)),
            None if site.is_caption(piece.folded(site)) || site.is_line_of_pieces(piece) => {}
            None => {
                let written = piece.folded(site);
                let groups = site.words.groups.iter().enumerate();
                let best = groups
                    .filter(|(group, _)| !is_found[*group])
                    .filter_map(|(group, label)| {
                        wording(written, label).map(|(how, near)| (group, how, near))
                    })
                    .max_by(|a, b| a.2.total_cmp(&b.2));
                if let Some((group, how, near)) = best
                    && how > Wording::Noted
                    && near >= 0.7
                    && !site.is_part_of_label(&records.pieces, at, &site.words.groups[group])
                {
                    let name = Name::Group(site.table, group);
                    slips.push(Slip::new(piece.span, name, how));
                }
            }
            _ => {}
        }
    }
    slips
}

/// A label of fewer characters may be a word of the header: 其他, 总计.
const MIN_LABEL: usize = 3;

/// Characters of a header word, in the first line of a corner that a page breaks, with which others may stand.
const MIN_TORN: usize = 8;

/// Whether a line begins with the first part of a long header word, and goes on with another: a page broke it over lines.
fn is_torn_header(site: Site, span: Span) -> bool {
    let mut words = site.document.at(span).split(is_space);
    let (Some(first), Some(_)) = (words.next(), words.next()) else {
        return false;
    };
    let first = site.fold.fold(first);
    let mut headers = site.words.headers.iter();
    first.len() >= MIN_TORN
        && headers
            .any(|(_, official, _)| official.len() > first.len() && official.starts_with(&first))
}

/// The header word that something near it was to be.
fn header_slip(site: Site, span: Span) -> Option<Slip> {
    if is_torn_header(site, span) {
        return None;
    }
    let written = site.folded(span);
    // A label that lost its number, or that a line breaks, is none of the header.
    let mut labels = site.words.groups.iter().chain(&site.words.rows);
    let is_part = |label: &Vec<char>| label.ends_with(&written) || label.starts_with(&written);
    if written.len() >= MIN_LABEL && labels.any(is_part) {
        return None;
    }
    let mut best: Option<(Name, Wording, f64)> = None;
    for (name, official, also) in &site.words.headers {
        let name = *name;
        let candidate = match wording(&written, official) {
            Some((how, _)) if how <= Wording::Marks => {
                Some((name, how, nearness(&written, official)))
            }
            _ if also.contains(&written) => Some((name, Wording::Known, 0.995)),
            other => other.map(|(how, _)| (name, how, nearness(&written, official))),
        };
        if let Some(candidate) = candidate
            && best.is_none_or(|best| candidate.2 > best.2)
        {
            best = Some(candidate);
        }
    }
    let (name, wording, _) = best.filter(|(_, wording, _)| *wording > Wording::Noted)?;
    Some(Slip {
        holds_another: site.holds_two_headers(&written),
        ..Slip::new(span, name, wording)
    })
}

/// Where the words of a table's header stand among its pieces.
struct HeaderWords {
    /// For each piece how many there are before it, and how many altogether.
    before: Vec<u32>,
    /// The same of those that stand on lines, not in cells.
    on_lines_before: Vec<u32>,
    /// For each piece the pieces of its row.
    rows: Vec<Range<usize>>,
}

/// On lines of their own, words that are no farther from a header word than this many pieces may be header words.
const NEAR_HEADER: usize = 8;

impl HeaderWords {
    fn of(document: &Document, pieces: &[Piece]) -> Self {
        let counted = |is_one: &dyn Fn(&Piece) -> bool| {
            let mut count = 0;
            let counts = pieces.iter().map(|piece| {
                count += u32::from(is_one(piece));
                count
            });
            std::iter::once(0).chain(counts).collect()
        };
        let is_on_line = |piece: &Piece| !document.rows[piece.row].surface.keeps_blanks();
        let before = counted(&|piece| piece.is_header_word());
        let on_lines_before = counted(&|piece| piece.is_header_word() && is_on_line(piece));
        let rows = pieces.chunk_by(|a, b| a.row == b.row);
        let mut end = 0;
        let rows = rows.flat_map(|row| {
            let start = end;
            end += row.len();
            std::iter::repeat_n(start..end, row.len())
        });
        HeaderWords {
            rows: rows.collect(),
            before,
            on_lines_before,
        }
    }

    /// Whether there is one beside a piece: in its row or, on lines of their own, near it. A line above a header in cells is the table's caption.
    fn are_beside(&self, at: usize, on_line: bool) -> bool {
        let n_pieces = self.rows.len();
        let of_row = self.rows[at].clone();
        let near = at.saturating_sub(NEAR_HEADER)..(at + 1 + NEAR_HEADER).min(n_pieces);
        let beside = |before: &[u32], around: Range<usize>| {
            before[around.start] < before[at] || before[at + 1] < before[around.end]
        };
        beside(&self.before, of_row) || on_line && beside(&self.on_lines_before, near)
    }
}

/// The worst slip of each header row.
#[derive(Default)]
struct WorstSlips {
    /// With their rows, in order.
    slips: Vec<(usize, Slip)>,
    /// The first of them that was cut short.
    cut: Option<usize>,
}

impl WorstSlips {
    fn add(&mut self, row: usize, on_line: bool, slip: Slip) {
        let is_cut = slip.wording == Wording::LeftOut;
        // Header words on lines are one header; words that a copy cut short are one fact about the copy, however many there are.
        let same = match self.slips.last() {
            None => None,
            Some(_) if on_line => Some(0),
            _ if is_cut && self.cut.is_some() => self.cut,
            Some((last, _)) => (*last == row).then(|| self.slips.len() - 1),
        };
        let at = match same {
            None => {
                self.slips.push((row, slip));
                self.slips.len() - 1
            }
            Some(at) if self.slips[at].1.wording < slip.wording => {
                self.slips[at].1 = slip;
                at
            }
            Some(_) => return,
        };
        match self.cut {
            None if is_cut => self.cut = Some(at),
            Some(cut) if cut == at && !is_cut => self.cut = None,
            _ => {}
        }
    }
}

/// Words without their translation behind them, `总计 Total`.
fn without_translation(words: &str) -> Option<&str> {
    let is_of_other = |c: char| is_space(c) || c.is_ascii_alphabetic() || c.is_ascii_punctuation();
    let own = words.trim_end_matches(is_of_other);
    (own.len() < words.len()).then_some(own)
}

/// The worst header word of each header row that is not worded as the form words it.
pub(super) fn header_slips(site: Site, records: &Records) -> Vec<Slip> {
    let document = site.document;
    let is_known = |piece: &Piece| piece.named.is_some_and(|named| named.is_official);
    let is_word = |text: &str| {
        let named = site.named(site.fold.hash(text));
        named.is_some_and(|named| named.is_official)
    };
    // The header of a table whose heading is lost stands in the region of the one before.
    let is_of_another = |text: &str| {
        let labels = site.lexicon.exact(site.fold.hash(text)).iter();
        let mut tables = labels.filter_map(|label| label.name.table());
        tables.any(|other| other != site.table)
    };
    // Beside the word itself, one like it on a line is a caption.
    let is_there = |name: Name| {
        let mut named = records.pieces.iter().filter_map(|piece| piece.named);
        named.any(|named| named.is_official && named.name == name)
    };
    let header = HeaderWords::of(document, &records.pieces);
    let mut worst = WorstSlips::default();
    // Only rows that carry at least one exact header word are header rows; on lines of their own, all words before the first numbers are.
    for (at, piece) in records.pieces.iter().enumerate() {
        if is_known(piece) {
            continue;
        }
        let on_line = !document.rows[piece.row].surface.keeps_blanks();
        // In the lines of a PDF, header words stand side by side.
        let text = document.at(piece.span);
        let is_line_of_words = || on_line && text.split(is_space).any(is_word);
        if !header.are_beside(at, on_line) && !is_line_of_words() {
            continue;
        }
        if without_translation(text).is_some_and(is_word) {
            continue;
        }
        let slips_here = unknown_words(document, piece.span, is_word)
            .into_iter()
            .filter(|span| !is_of_another(document.at(*span)))
            .filter_map(|span| header_slip(site, span))
            .filter(|slip| !site.is_piece_of_header(slip.span, piece.row))
            .filter(|slip| !on_line || !site.are_pieces_of_two_headers(slip.span))
            .filter(|slip| !on_line || slip.wording == Wording::LeftOut || !is_there(slip.name));
        if let Some(slip) = slips_here.max_by_key(|slip| slip.wording) {
            worst.add(piece.row, on_line, slip);
        }
    }
    worst.slips.into_iter().map(|(_, slip)| slip).collect()
}
