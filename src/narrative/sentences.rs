//! The sentences of a report as rules ask about them: what stands round a sign, and where it stands in the report.

use std::ops::Range;
use std::sync::Arc;

use super::prose::Prose;
use super::signs::{Sign, SignKind};
use crate::span::Span;
use crate::syntax::{Damage, Document};
use crate::words::{HEADING, PARAGRAPH};

/// The folded sentences with their signs. All ranges are bytes of the folded text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sentences {
    prose: Prose,
    signs: Arc<[Sign]>,
}

/// What ends a sentence.
const SENTENCE_ENDS: [char; 5] = ['。', '!', '?', PARAGRAPH, HEADING];
/// What ends a clause.
const CLAUSE_ENDS: [char; 10] = ['。', '!', '?', PARAGRAPH, HEADING, ',', ';', ':', '(', ')'];

/// Bytes on either side of a sign within which its sentence and paragraph are looked for: offices write no longer ones, and a text that repeats a sign
/// has to be read in time that grows with it.
const REACH: usize = 4000;

impl Sentences {
    pub(super) fn new(prose: Prose, signs: Arc<[Sign]>) -> Sentences {
        Sentences { prose, signs }
    }

    /// The folded sentences.
    pub(super) fn prose(&self) -> &Prose {
        &self.prose
    }

    /// The places that the sentences come from, in a document whose damage touches none of them.
    pub(super) fn move_places(&mut self, damage: &Damage) {
        self.prose.move_places(damage);
    }

    /// Whether some of the sentences come from a stretch of the document.
    pub(super) fn come_from(&self, stretch: Range<u32>) -> bool {
        self.prose.comes_from(stretch)
    }

    /// Places to look at, in reading order.
    pub(crate) fn signs(&self) -> &[Sign] {
        &self.signs
    }

    /// The places that show one of `kinds`.
    pub(crate) fn signs_of(&self, is_wanted: fn(SignKind) -> bool) -> impl Iterator<Item = &Sign> {
        self.signs.iter().filter(move |sign| is_wanted(sign.kind))
    }

    /// The places that lie within a range, by bisection: texts may show very many.
    pub(crate) fn signs_between(&self, range: Range<usize>) -> &[Sign] {
        let first = self.signs.partition_point(|sign| sign.start < range.start);
        let behind = self.signs.partition_point(|sign| sign.start < range.end);
        let within = self.signs.get(first..behind).unwrap_or_default();
        match within.last() {
            Some(last) if last.end > range.end => &within[..within.len() - 1],
            _ => within,
        }
    }

    /// A part of the folded text.
    pub(crate) fn get(&self, range: Range<usize>) -> &str {
        self.prose.text.get(range).unwrap_or_default()
    }

    /// The folded text before a place.
    pub(crate) fn before(&self, at: usize) -> &str {
        self.get(0..at)
    }

    /// The folded text from a place on.
    pub(crate) fn from(&self, at: usize) -> &str {
        self.get(at..self.prose.text.len())
    }

    /// The sentence round a sign.
    pub(crate) fn sentence(&self, sign: &Sign) -> Range<usize> {
        self.between(sign, &SENTENCE_ENDS)
    }

    /// The clause round a sign.
    pub(crate) fn clause(&self, sign: &Sign) -> Range<usize> {
        self.between(sign, &CLAUSE_ENDS)
    }

    /// The paragraph round a sign.
    pub(crate) fn paragraph(&self, sign: &Sign) -> Range<usize> {
        let text = self.prose.text.as_bytes();
        let (first, last) = self.reach(sign);
        let marks = (PARAGRAPH as u8, HEADING as u8);
        let before = text.get(first..sign.start).unwrap_or_default();
        let start = memchr::memrchr2(marks.0, marks.1, before).map_or(first, |at| first + at + 1);
        let behind = text.get(sign.end..last).unwrap_or_default();
        let end = memchr::memchr2(marks.0, marks.1, behind);
        start..end.map_or(last, |end| sign.end + end)
    }

    /// The paragraphs that are no headings, without the marks that end them.
    pub(crate) fn paragraphs(&self) -> impl Iterator<Item = Range<usize>> {
        let mut start = 0;
        let ends = self.prose.paragraphs.iter().map(|paragraph| paragraph.end);
        let all = ends.map(move |end| {
            let range = start..end;
            start = end + PARAGRAPH.len_utf8();
            range
        });
        all.filter(|range| !range.is_empty() && self.from(range.end).starts_with(PARAGRAPH))
    }

    /// The bytes within which the sentence and paragraph of a sign are looked for.
    fn reach(&self, sign: &Sign) -> (usize, usize) {
        let text = self.prose.text.as_str();
        let is_boundary = |at: &usize| text.is_char_boundary(*at);
        let first = (sign.start.saturating_sub(REACH)..=sign.start).find(is_boundary);
        let first = first.unwrap_or(sign.start);
        let last = text.len().min(sign.end.saturating_add(REACH));
        let last = (last..text.len()).find(is_boundary).unwrap_or(text.len());
        (first, last)
    }

    fn between(&self, sign: &Sign, ends: &[char]) -> Range<usize> {
        let (first, last) = self.reach(sign);
        let start = self.get(first..sign.start).rfind(ends).map_or(first, |at| {
            let mark = self.from(first + at).chars().next();
            first + at + mark.map_or(0, char::len_utf8)
        });
        let end = self.get(sign.end..last).find(ends);
        start..end.map_or(last, |end| sign.end + end)
    }

    /// Whether a paragraph begins at a place.
    pub(crate) fn begins_paragraph(&self, at: usize) -> bool {
        at == 0 || self.before(at).ends_with([PARAGRAPH, HEADING])
    }

    /// The byte of the report that a byte comes from.
    pub(crate) fn start(&self, at: usize) -> u32 {
        self.prose.place(at)
    }

    /// The bytes of the report that a range stands for.
    pub(crate) fn source(&self, document: &Document, range: Range<usize>) -> Span {
        self.prose
            .source(document, Span::new(range.start, range.end))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_lies_in_its_sentence_and_this_in_its_paragraph() {
        let text = format!("甲,乙。丙,丁丁{PARAGRAPH}");
        let mut sentences = Sentences::default();
        sentences.prose.text = text;
        let start = sentences.prose.text.find('丁').unwrap();
        let sign = Sign {
            kind: SignKind::Rest,
            start,
            end: start + 3,
        };
        assert_eq!(sentences.get(sentences.clause(&sign)), "丁丁");
        assert_eq!(sentences.get(sentences.sentence(&sign)), "丙,丁丁");
        assert_eq!(sentences.get(sentences.paragraph(&sign)), "甲,乙。丙,丁丁");
        assert!(sentences.begins_paragraph(0) && !sentences.begins_paragraph(start));
    }
}
