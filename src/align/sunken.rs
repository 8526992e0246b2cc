//! Headings that a copy sank into a line of text: at the end of the paragraph before, or in front of the paragraph after.
//!
//! Looked for only where a section's heading is missing, and only whole: the official number and title, behind the end of a sentence. A page whose
//! line ends are lost has all of them in one line.

use std::ops::Range;

use memchr::memmem;

use super::report::{Heading, Headings};
use super::title::{Title, find_year};
use crate::chars::is_space;
use crate::form::lexicon::Wording;
use crate::form::{Edition, SectionSpec};
use crate::span::Span;
use crate::syntax::{Cell, Document, Row, Surface};

/// A title of fewer characters may be a part of a longer word.
const LONG_TITLE: usize = 8;

/// Unit and year take no more bytes than this.
const MAX_UNIT: usize = 150;
/// A shorter line, in bytes, may be a sentence that speaks of the report.
const RUNNING_TEXT: usize = 400;

/// A cell of so many bytes is text.
const RUNNING_CELL: usize = 120;

/// The title of the report at the beginning of the text that its first heading has sunk into, or of a page's worth of running text: unit, year and
/// the official words.
pub(super) fn find_sunken_title(
    document: &Document,
    words: &str,
    first: &Heading,
) -> Option<Title> {
    let first_row = document.rows.first()?;
    let is_running = first_row.span.len() >= RUNNING_TEXT;
    let at = match first.row {
        row if row > 0 && is_running => 0,
        row => row,
    };
    let found = title_in(document, words, first, at);
    found.or_else(|| {
        // A short paragraph that begins with the title.
        let mut above = (0..first.row).filter_map(|row| title_in(document, words, first, row));
        above.find(|title| {
            let behind = document.text.get(title.span.end as usize..);
            let begins = title.span.start == document.rows[title.first_row].span.start;
            begins && behind.is_some_and(|behind| behind.starts_with(is_space))
        })
    })
}

/// The title in a row of the document, above the first heading.
fn title_in(document: &Document, words: &str, first: &Heading, at: usize) -> Option<Title> {
    let row = document.rows.get(at)?.span;
    let line = document
        .text
        .get(row.start as usize..first.span.start.min(row.end) as usize)?;
    let words_at = memmem::find(line.as_bytes(), words.as_bytes())?;
    // Where line ends are lost, a space sets the title apart from what the page has above it.
    let before = line.get(..words_at)?;
    let spaces = before.char_indices().rev().filter(|(_, c)| is_space(*c));
    let begins = spaces.map(|(at, c)| at + c.len_utf8()).chain([0]);
    let (from, unit) = begins
        .map(|from| (from, before.get(from..).unwrap_or_default()))
        .find(|(_, unit)| find_year(unit).is_some())?;
    if unit.len() > MAX_UNIT || unit.contains(['。', '；', '，', '：', '《']) {
        return None;
    }
    let (year, place) = find_year(unit)?;
    let start = row.start as usize + from;
    Some(Title {
        span: Span::new(start, start + unit.len() + words.len()),
        year: Some((year, Span::new(start + place.start, start + place.end))),
        is_official: true,
        first_row: at,
        last_row: at,
    })
}

/// Sections that a text must name in order to be a report whose line ends are lost.
const MIN_SECTIONS: usize = 3;

/// The headings of a page whose line ends are lost, the last of each before the next; none where fewer than three stand in such text.
pub(super) fn find_run_together(document: &Document, edition: &Edition) -> Headings {
    let mut main = Vec::new();
    let is_long = |row: &Row| row.span.len() >= RUNNING_TEXT;
    if document.rows.iter().any(is_long) {
        let mut end = document.text.len();
        for (section, spec) in edition.sections.iter().enumerate().rev() {
            if let Some(heading) = sunken_in(document, spec, section, 0..end, true).last() {
                end = heading.span.start as usize;
                main.push(heading);
            }
        }
        main.reverse();
    }
    if main.len() < MIN_SECTIONS {
        main.clear();
    }
    Headings {
        main,
        repeated: Vec::new(),
    }
}

/// The heading of a section inside a line of text, within these bytes of the document.
pub(super) fn find_sunken(
    document: &Document,
    spec: &SectionSpec,
    section: usize,
    within: Range<usize>,
) -> Option<Heading> {
    sunken_in(document, spec, section, within, false).next()
}

/// The places within these bytes where the official heading of a section stands inside a line of text, or of a page whose line ends are lost.
fn sunken_in(
    document: &Document,
    spec: &SectionSpec,
    section: usize,
    within: Range<usize>,
    is_lost: bool,
) -> impl Iterator<Item = Heading> {
    let official = format!("{}、{}", spec.number, spec.title);
    let text = document.text.get(within.clone()).unwrap_or_default();
    let length = official.len();
    let finder = memmem::Finder::new(&official).into_owned();
    let mut from = 0;
    let places = std::iter::from_fn(move || {
        let at = from + finder.find(text.as_bytes().get(from..)?)?;
        from = at + length;
        Some(within.start + at)
    });
    places.filter_map(move |start| {
        let heading = heading_at(document, spec, start..start + length, is_lost)?;
        Some(Heading { section, ..heading })
    })
}

/// The heading that the official words at these bytes are, unless they are part of a sentence, of a longer word, or of a list.
fn heading_at(
    document: &Document,
    spec: &SectionSpec,
    place: Range<usize>,
    is_lost: bool,
) -> Option<Heading> {
    let (start, end) = (place.start, place.end);
    let rows = &document.rows;
    let row = rows.partition_point(|row| row.span.end as usize <= start);
    let found = rows.get(row)?;
    let span = match found.surface {
        Surface::Line | Surface::Indented => found.span,
        // A converter put a page's text into the first cell of the table below.
        _ => {
            let cells = document.cells_of(found).iter();
            let mut long = cells.filter(|cell| cell.span.len() >= RUNNING_CELL);
            let holds = |cell: &&Cell| (cell.span.start..cell.span.end).contains(&(start as u32));
            long.find(holds)?.span
        }
    };
    // Nothing of an official title stands outside its line, unless a form of one's own has spaces round it.
    let before = document.text.get(span.start as usize..start)?;
    let after = document.text.get(end..span.end as usize)?;
    let (before, after) = (before.chars().next_back(), after.chars().next());
    let is_long = spec.title.chars().count() >= LONG_TITLE;
    let is_lost = is_lost && span.len() >= RUNNING_TEXT;
    // Where line ends are lost, a heading stands behind the title, or behind the last number of a table.
    let refers = |c: char| matches!(c, '见' | '“' | '《' | '「' | '"' | '（' | '(');
    let ends_text =
        |c: char| is_space(c) || matches!(c, '。' | '；' | '！' | '？') || is_lost && !refers(c);
    // A short title may go on as another word; one in a list of the sections is followed by a mark.
    let begins_text = |c: char| {
        let begins_item = matches!(c, '(' | '（') || c.is_ascii_digit();
        is_space(c) || begins_item || (is_long || is_lost) && c.is_alphanumeric()
    };
    // By itself on its line it was looked at, and is one of a list.
    let is_sunken = before.is_some() || after.is_some();
    (is_sunken && before.is_none_or(ends_text) && after.is_none_or(begins_text)).then(|| Heading {
        section: 0,
        span: Span::new(start, end),
        title_span: Span::new(end - spec.title.len(), end),
        wording: Wording::Official,
        row,
        body: Span::at(end),
    })
}
