//! Which heading is which section.
//!
//! A heading is known by number, title and order together: titles recur in lists and in sub-headings, numbers recur in the rows of tables.

use std::ops::Range;

use super::hashes::CellHashes;
use super::heading_line::{Candidate, Matcher, Strength};
use super::report::{Heading, Headings};
use super::sunken::{find_run_together, find_sunken};
use crate::chars::is_space;
use crate::form::Edition;
use crate::form::fold::{Fold, is_mark};
use crate::form::lexicon::{Lexicon, Name};
use crate::kit::Kit;
use crate::span::Span;
use crate::syntax::value::Value;
use crate::syntax::{Cell, Damage, Document, Surface};

/// So many headings in a style of their own tell that it is the report's.
const MIN_IN_STYLE: usize = 3;

/// The headings of a document, of the lines that may be headings.
pub(super) fn find_headings(
    document: &Document,
    kit: &Kit,
    mut candidates: Vec<Candidate>,
) -> Headings {
    let edition = &kit.edition;
    drop_parts(&mut candidates);
    drop_table_of_contents(document, edition, &mut candidates);
    let mut chosen: Vec<Option<usize>> = vec![None; edition.sections.len()];
    for strength in [
        Strength::Full,
        Strength::Near,
        Strength::TitleOnly,
        Strength::OtherNumber,
        Strength::InPlace,
        Strength::OtherPart,
    ] {
        for (at, candidate) in candidates.iter().enumerate() {
            let section = candidate.heading.section;
            if candidate.strength == strength
                && chosen[section].is_none()
                && (strength >= Strength::Near || fits_between(&candidates, &chosen, at))
                && !chosen.contains(&Some(at))
                && !is_taken(&candidates, &chosen, at)
            {
                chosen[section] = Some(at);
            }
        }
    }
    let mut headings = Headings::default();
    for (at, candidate) in candidates.into_iter().enumerate() {
        if chosen.contains(&Some(at)) {
            headings.main.push(candidate.heading);
        } else if candidate.strength == Strength::Full {
            headings.repeated.push(candidate.heading);
        }
    }
    if headings.main.is_empty() {
        headings = find_run_together(document, edition);
    } else {
        raise_sunken(document, edition, &mut headings);
    }
    close_bodies(document, &mut headings);
    headings
}

/// Leaves out lines that are called like other sections, unless the sections of this report are numbered in their style.
fn drop_parts(candidates: &mut Vec<Candidate>) {
    let in_style = |line: &&Candidate| line.strength == Strength::OtherNumber;
    if candidates.iter().filter(in_style).count() < MIN_IN_STYLE {
        candidates.retain(|line| line.strength != Strength::OtherPart);
    }
}

/// Looks inside the lines between two headings for those that are missing there.
fn raise_sunken(document: &Document, edition: &Edition, headings: &mut Headings) {
    for (section, spec) in edition.sections.iter().enumerate() {
        let main = &headings.main;
        if main.iter().any(|heading| heading.section == section) {
            continue;
        }
        let before = main.iter().rfind(|heading| heading.section < section);
        let after = main.iter().find(|heading| heading.section > section);
        let start = before.map_or(0, |heading| heading.span.end as usize);
        let end = after.map_or(document.text.len(), |heading| heading.span.start as usize);
        if let Some(heading) = find_sunken(document, spec, section, start..end) {
            let at = main.partition_point(|other| other.span.start < heading.span.start);
            headings.main.insert(at, heading);
        }
    }
}

/// Whether the same line already serves another section.
fn is_taken(candidates: &[Candidate], chosen: &[Option<usize>], at: usize) -> bool {
    let span = candidates[at].heading.span;
    chosen
        .iter()
        .flatten()
        .any(|&other| candidates[other].heading.span.start == span.start)
}

/// Whether a weak candidate stands between the chosen headings of the sections before and after its own.
fn fits_between(candidates: &[Candidate], chosen: &[Option<usize>], at: usize) -> bool {
    let Heading { section, span, .. } = candidates[at].heading;
    chosen.iter().enumerate().all(|(other, index)| {
        index.is_none_or(|index| {
            let place = candidates[index].heading.span.start;
            (other < section && place < span.start)
                || (other > section && place > span.start)
                || other == section
        })
    })
}

/// A table of contents lists headings one after the other, each of which stands again further down.
fn drop_table_of_contents(document: &Document, edition: &Edition, candidates: &mut Vec<Candidate>) {
    let n_sections = edition.sections.len();
    let is_adjacent = |a: &Candidate, b: &Candidate| {
        let (a, b) = (&a.heading, &b.heading);
        match document.rows.get(a.row + 1..b.row) {
            Some(between) => between.len() <= 1 && between.iter().all(|row| row.span.len() <= 12),
            // On indented lines, both may stand in one row.
            None => {
                let between = document
                    .text
                    .get(a.span.end as usize..b.span.start as usize);
                between.is_some_and(|between| between.chars().all(is_space))
            }
        }
    };
    let mut last_of = vec![0; n_sections];
    for (at, candidate) in candidates.iter().enumerate() {
        last_of[candidate.heading.section] = at;
    }
    let mut is_listed = vec![false; candidates.len()];
    let mut start = 0;
    while start < candidates.len() {
        let lists = |end: usize| {
            let section = candidates[end].heading.section;
            let listed = &candidates[start..end];
            listed.iter().all(|other| other.heading.section != section)
        };
        let mut end = start + 1;
        while end < candidates.len()
            && is_adjacent(&candidates[end - 1], &candidates[end])
            && lists(end)
        {
            end += 1;
        }
        let list = &candidates[start..end];
        let stands_again = |c: &&Candidate| last_of[c.heading.section] >= end;
        let stand_again = list.iter().filter(stands_again).count();
        // Headings without their tables follow each other too, but not from the first.
        let begins = list[0].heading.section == 0;
        if begins && list.len() >= 3.min(n_sections) && stand_again * 2 > list.len() {
            is_listed[start..end].fill(true);
        }
        start = end;
    }
    let mut is_listed = is_listed.into_iter();
    candidates.retain(|_| !is_listed.next().unwrap_or(false));
}

fn close_bodies(document: &Document, headings: &mut Headings) {
    let starts: Vec<u32> = headings
        .main
        .iter()
        .map(|heading| heading.span.start)
        .collect();
    let end = document.text.len() as u32;
    for (at, heading) in headings.main.iter_mut().enumerate() {
        let next = starts
            .get(at + 1)
            .copied()
            .unwrap_or(end)
            .max(heading.span.end);
        heading.body = Span::over(heading.span.end, next);
    }
}

/// The lines that may be headings of a document that has become another, by those that it had.
pub(super) fn candidates_again(
    document: &Document,
    damage: &Damage,
    before: Vec<Candidate>,
    kit: &Kit,
    hashes: &CellHashes,
) -> Vec<Candidate> {
    let first = before.partition_point(|line| line.heading.row < damage.old_rows.start);
    let behind = before.partition_point(|line| line.heading.row < damage.old_rows.end);
    let read = candidates(document, damage.rows.clone(), kit, hashes);
    let mut all = before;
    for line in all.iter_mut().skip(behind) {
        let heading = &mut line.heading;
        heading.row = damage.row(heading.row).unwrap_or_default();
        heading.span = damage.place(heading.span);
        heading.title_span = damage.place(heading.title_span);
        heading.body = damage.place(heading.body);
    }
    all.splice(first..behind, read);
    all
}

/// The lines among some rows that may be headings.
pub(super) fn candidates(
    document: &Document,
    rows: Range<usize>,
    kit: &Kit,
    hashes: &CellHashes,
) -> Vec<Candidate> {
    let lexicon = &kit.lexicon;
    let matcher = Matcher::new(&kit.edition, lexicon, &kit.fold);
    let mut candidates = Vec::new();
    for (at, row) in document
        .rows
        .iter()
        .enumerate()
        .take(rows.end)
        .skip(rows.start)
    {
        let first_cell = row.first_cell as usize;
        let mut words = document
            .cells_of(row)
            .iter()
            .zip(first_cell..)
            .filter(|(cell, _)| cell.value != Value::Blank);
        let Some((first, index)) = words.next().filter(|(cell, _)| cell.value == Value::Words)
        else {
            continue;
        };
        if is_table_label(lexicon, hashes, index)
            || row.n_cells == 1 && !matcher.may_be_heading(document.at(first.span))
        {
            continue;
        }
        let second = words.next().map(|(cell, _)| cell);
        // A row with numbers is a row of a table, whatever its label says; but 无 behind a heading may be all that its section says.
        let is_value = |cell: &Cell| match cell.value {
            Value::Words => false,
            Value::Dash => row.surface != Surface::Spaced,
            Value::Number(_) | Value::Blank => true,
        };
        if second.is_some_and(is_value) {
            continue;
        }
        let mut found = matcher.read(document.at(first.span), first.span.start as usize, at);
        if found.is_none()
            && let Some(second) =
                second.filter(|_| row.surface.keeps_blanks() && first.span.len() <= 6)
        {
            // Number and title in cells of their own.
            let span = first.span.to(second.span);
            found = matcher.read(document.at(span), span.start as usize, at);
        }
        candidates.extend(found);
        if row.surface == Surface::Indented {
            // Indented paragraphs are lines of their own as well.
            let others = document.cells_of(row).iter().skip(index - first_cell + 1);
            candidates.extend(others.filter(|cell| cell.value == Value::Words).filter_map(
                |cell| matcher.read(document.at(cell.span), cell.span.start as usize, at),
            ));
        }
    }
    candidates
}

/// Whether a cell is the label of a row or group, some of which carry a section's number.
fn is_table_label(lexicon: &Lexicon, hashes: &CellHashes, cell: usize) -> bool {
    let labels = lexicon.exact(hashes.of(cell));
    labels
        .iter()
        .any(|label| matches!(label.name, Name::Row(..) | Name::Group(..)))
}

/// Whether anything but marks and space stands in `text`.
pub(super) fn says_something(text: &str, fold: &Fold) -> bool {
    let mut says = false;
    fold.each(text, |c| says |= !is_mark(c));
    says
}
