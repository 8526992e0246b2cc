//! What rules ask about the words round a sign.

use std::ops::Range;

use super::Context;
use crate::narrative::Sentences;
use crate::span::Span;

/// In characters.
const MAX_QUOTED: usize = 100;

/// Whether a text holds one of the words.
pub(super) fn has_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

/// Whether a text ends in one of the words.
pub(super) fn ends_in_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}

/// Whether a text begins with one of the words.
pub(super) fn begins_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

/// A text without the longest of the words that it ends in; the text itself if it ends in none.
pub(super) fn without_end<'t>(text: &'t str, words: &[String]) -> &'t str {
    let rests = words
        .iter()
        .filter_map(|word| text.strip_suffix(word.as_str()));
    rests.min_by_key(|rest| rest.len()).unwrap_or(text)
}

/// A text without the longest of the words that it begins with; the text itself if it begins with none.
pub(super) fn without_start<'t>(text: &'t str, words: &[String]) -> &'t str {
    let rests = words
        .iter()
        .filter_map(|word| text.strip_prefix(word.as_str()));
    rests.min_by_key(|rest| rest.len()).unwrap_or(text)
}

impl Context<'_> {
    pub(super) fn sentences(&self) -> &Sentences {
        &self.narrative.sentences
    }

    /// Where a range of the folded sentences stands in the report.
    pub(super) fn place(&self, range: Range<usize>) -> Span {
        self.sentences().source(&self.report.document, range)
    }

    /// The section that a place lies in, an index into the edition's; `None` above the first heading.
    pub(super) fn section_at(&self, place: Span) -> Option<usize> {
        let headings = &self.report.headings.main;
        let above = headings
            .iter()
            .rfind(|heading| heading.span.start <= place.start);
        above.map(|heading| heading.section)
    }

    /// Whether the nearest quotation mark before a place opens: hidden names, patterns and what somebody else says are written so.
    pub(super) fn is_quoted(&self, place: Span) -> bool {
        let before = self.report.document.text.get(..place.start as usize);
        let mut before = before.unwrap_or_default().chars().rev().take(MAX_QUOTED);
        let is_mark = |c: &char| matches!(c, '“' | '”' | '「' | '」' | '《' | '》' | '\n');
        matches!(before.find(is_mark), Some('“' | '「' | '《'))
    }

    /// The reporting body's name by the title, folded.
    pub(super) fn body_name(&self) -> Option<&str> {
        self.reading.body.as_deref()
    }
}
