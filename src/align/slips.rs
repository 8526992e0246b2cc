//! Labels, captions and header words that are there, but not worded as the form words them.

use super::records::{Piece, Records};
use super::table::Slip;
use crate::chars::is_space;
use crate::form::fold::Fold;
use crate::form::lexicon::{Lexicon, Name, TableWords, Wording, nearness, wording};
use crate::span::Span;
use crate::syntax::Document;

/// Captions and groups that are not worded as the form words them.
pub(super) fn group_slips(
    document: &Document,
    table: usize,
    words: &TableWords,
    records: &Records,
    fold: &Fold,
    matches: &[Option<super::rows::Match>],
) -> Vec<Slip> {
    let found: Vec<usize> = records
        .pieces
        .iter()
        .filter_map(|piece| match piece.name {
            Some((Name::Group(t, group), true)) if t == table => Some(group),
            _ => None,
        })
        .collect();
    let mut is_row_label = vec![false; records.pieces.len()];
    for piece in matches.iter().flatten().filter_map(|m| m.piece) {
        is_row_label[piece] = true;
    }
    let mut slips = Vec::new();
    for (at, piece) in records.pieces.iter().enumerate() {
        if is_row_label[at] {
            continue;
        }
        match piece.name {
            Some((name @ Name::Group(t, _), false)) if t == table => {
                slips.push(Slip {
                    span: piece.span,
                    name,
                    wording: Wording::Known,
                });
            }
            None => {
                let written = fold.fold(document.at(piece.span));
                let groups = words.groups.iter().enumerate();
                let best = groups
                    .filter(|(group, _)| !found.contains(group))
                    .filter_map(|(group, label)| {
                        wording(&written, label).map(|(how, near)| (group, how, near))
                    })
                    .max_by(|a, b| a.2.total_cmp(&b.2));
                if let Some((group, how, near)) = best
                    && how > Wording::Noted
                    && near >= 0.7
                {
                    slips.push(Slip {
                        span: piece.span,
                        name: Name::Group(table, group),
                        wording: how,
                    });
                }
            }
            _ => {}
        }
    }
    slips
}

/// Where header words stand on one line set apart by spaces: those that are none of the table's. Otherwise the whole.
fn unknown_words(document: &Document, span: Span, is_word: impl Fn(&str) -> bool) -> Vec<Span> {
    let text = document.at(span);
    let words = || text.split(is_space).filter(|word| !word.is_empty());
    if !words().any(&is_word) {
        return vec![span];
    }
    let place = |word: &str| {
        let start = span.start as usize + (word.as_ptr() as usize - text.as_ptr() as usize);
        Span::new(start, start + word.len())
    };
    words().filter(|word| !is_word(word)).map(place).collect()
}

/// The header word that something near it was to be.
fn header_slip(document: &Document, span: Span, words: &TableWords, fold: &Fold) -> Option<Slip> {
    let written = fold.fold(document.at(span));
    let mut best: Option<(Name, Wording, f64)> = None;
    for (name, official, also) in &words.headers {
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
        span,
        name,
        wording,
    })
}

/// The worst header word of each header row that is not worded as the form words it.
pub(super) fn header_slips(
    document: &Document,
    table: usize,
    words: &TableWords,
    records: &Records,
    lexicon: &Lexicon,
    fold: &Fold,
) -> Vec<Slip> {
    let mut slips: Vec<(usize, Slip)> = Vec::new();
    let is_known = |piece: &Piece| match piece.name {
        Some((
            Name::Column(t, _) | Name::Header(t, _) | Name::Group(t, _) | Name::Row(t, _),
            official,
        )) => t == table && official,
        _ => false,
    };
    let is_word = |text: &str| {
        matches!(
            super::label_of(lexicon, fold.hash(text), table),
            Some((_, true))
        )
    };
    // The header of a table whose heading is lost stands in the region of the one before.
    let is_of_another = |text: &str| {
        let labels = lexicon.exact(fold.hash(text)).iter();
        let mut tables = labels.filter_map(|label| label.name.table());
        tables.any(|other| other != table)
    };
    // Only rows that carry at least one exact header word are header rows; on lines of their own, all words before the first numbers are.
    for (at, piece) in records.pieces.iter().enumerate() {
        if is_known(piece) {
            continue;
        }
        let on_line = !document.rows[piece.row].surface.keeps_blanks();
        let in_header = records.pieces.iter().enumerate().any(|(other_at, other)| {
            other_at != at
                && matches!(other.name, Some((Name::Column(t, _) | Name::Header(t, _), _)) if t == table)
                && (other.row == piece.row || (on_line && other_at.abs_diff(at) <= 8))
        });
        // In the lines of a PDF, header words stand side by side.
        let text = document.at(piece.span);
        let is_line_of_words = || on_line && text.split(is_space).any(is_word);
        if !in_header && !is_line_of_words() {
            continue;
        }
        let slips_here = unknown_words(document, piece.span, is_word)
            .into_iter()
            .filter(|span| !is_of_another(document.at(*span)))
            .filter_map(|span| header_slip(document, span, words, fold));
        let Some(slip) = slips_here.max_by_key(|slip| slip.wording) else {
            continue;
        };
        let wording = slip.wording;
        // Words that a copy cut short are one fact about the copy, however many there are.
        let is_same =
            |other: &Slip| wording == Wording::LeftOut && other.wording == Wording::LeftOut;
        match slips
            .iter_mut()
            .find(|(row, other)| *row == piece.row || on_line || is_same(other))
        {
            Some((_, worst)) if worst.wording < wording => *worst = slip,
            Some(_) => {}
            None => slips.push((piece.row, slip)),
        }
    }
    slips.into_iter().map(|(_, slip)| slip).collect()
}
