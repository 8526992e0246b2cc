//! Headings that a copy sank into a line of text: at the end of the paragraph before, or in front of the paragraph after.
//!
//! Looked for only where a section's heading is missing, and only whole: the official number and title, behind the end of a sentence.

use std::ops::Range;

use memchr::memmem;

use super::sections::Heading;
use crate::chars::is_space;
use crate::form::SectionSpec;
use crate::form::lexicon::Wording;
use crate::span::Span;
use crate::syntax::{Document, Surface};

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
        let before = document.text[span.start as usize..start]
            .chars()
            .next_back();
        let after = document.text[end..span.end as usize].chars().next();
        let ends_sentence = |c: char| is_space(c) || matches!(c, '。' | '；' | '！' | '？');
        // By itself on its line it was looked at, and is one of a list.
        let is_sunken = before.is_some() || after.is_some();
        (is_sunken && before.is_none_or(ends_sentence) && after.is_none_or(is_space)).then(|| {
            Heading {
                section,
                span: Span::new(start, end),
                title_span: Span::new(end - spec.title.len(), end),
                wording: Wording::Official,
                row,
                body: Span::at(end),
            }
        })
    })
}
