//! Headings that a copy sank into a line of text: at the end of the paragraph before, or in front of the paragraph after.
//!
//! Looked for only where a section's heading is missing, and only whole: the official number and title, behind the end of a sentence.

use std::ops::Range;

use memchr::memmem;

use super::report::Heading;
use super::title::{Title, find_year};
use crate::chars::is_space;
use crate::form::SectionSpec;
use crate::form::lexicon::Wording;
use crate::span::Span;
use crate::syntax::{Document, Surface};

/// A title of fewer characters may be a part of a longer word.
const LONG_TITLE: usize = 8;

/// Unit and year take no more bytes than this.
const MAX_UNIT: usize = 150;
/// A shorter line, in bytes, may be a sentence that speaks of the report.
const RUNNING_TEXT: usize = 400;

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
    let row = document.rows.get(at)?.span;
    let line = document
        .text
        .get(row.start as usize..first.span.start.min(row.end) as usize)?;
    let words_at = memmem::find(line.as_bytes(), words.as_bytes())?;
    let unit = line
        .get(..words_at)
        .filter(|unit| unit.len() <= MAX_UNIT && !unit.contains(['。', '；', '，', '：', '《']))?;
    let (year, place) = find_year(unit)?;
    let start = row.start as usize;
    Some(Title {
        span: Span::new(start, start + words_at + words.len()),
        year: Some((year, Span::new(start + place.start, start + place.end))),
        is_official: true,
        first_row: at,
        last_row: at,
    })
}

/// The heading of a section inside a line of text, within these bytes of the document.
pub(super) fn find_sunken(
    document: &Document,
    spec: &SectionSpec,
    section: usize,
    within: Range<usize>,
) -> Option<Heading> {
    let official = format!("{}、{}", spec.number, spec.title);
    let text = document.text.get(within.clone())?;
    memmem::find_iter(text.as_bytes(), &official).find_map(|at| {
        let (start, end) = (within.start + at, within.start + at + official.len());
        let row = document
            .rows
            .partition_point(|row| row.span.end as usize <= start);
        let span = document
            .rows
            .get(row)
            .filter(|row| row.surface == Surface::Line)?
            .span;
        // Nothing of an official title stands outside its line, unless a form of one's own has spaces round it.
        let before = document.text.get(span.start as usize..start)?;
        let after = document.text.get(end..span.end as usize)?;
        let (before, after) = (before.chars().next_back(), after.chars().next());
        let ends_sentence = |c: char| is_space(c) || matches!(c, '。' | '；' | '！' | '？');
        // A short title may go on as another word; one in a list of the sections is followed by a mark.
        let is_long = spec.title.chars().count() >= LONG_TITLE;
        let begins_text = |c: char| {
            let begins_item = matches!(c, '(' | '（') || c.is_ascii_digit();
            is_space(c) || begins_item || is_long && c.is_alphanumeric()
        };
        // By itself on its line it was looked at, and is one of a list.
        let is_sunken = before.is_some() || after.is_some();
        (is_sunken && before.is_none_or(ends_sentence) && after.is_none_or(begins_text)).then(
            || Heading {
                section,
                span: Span::new(start, end),
                title_span: Span::new(end - spec.title.len(), end),
                wording: Wording::Official,
                row,
                body: Span::at(end),
            },
        )
    })
}
