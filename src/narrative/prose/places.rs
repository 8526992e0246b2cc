//! Where folded sentences come from, and what of them is kept when their report was edited.

use std::ops::Range;

use super::{FoldedLine, Prose, Stretch};
use crate::align::AlignedReport;
use crate::form::fold::Fold;
use crate::span::Span;
use crate::syntax::{Damage, Document};
use crate::words::{Lexis, PARAGRAPH};

impl Prose {
    /// Adds what stands round the tables that are lost in a line, each stretch a paragraph of its own.
    pub(super) fn push_between(
        &mut self,
        lost: &[Span],
        span: Span,
        (report, lexis): (&AlignedReport, &Lexis),
        earlier: Option<(&Prose, &Damage)>,
    ) {
        let (document, how) = (&report.document, (report.fold(), lexis));
        let mut start = span.start;
        for table in lost.iter().filter(|table| span.touches(**table)) {
            let before = Span::over(start, table.start.max(start));
            self.add(document, before, how, earlier);
            self.end(PARAGRAPH);
            start = table.end.clamp(start, span.end);
        }
        self.add(document, Span::over(start, span.end), how, earlier);
    }

    /// Adds what stands in a span: taken over, where it stood there before.
    pub(super) fn add(
        &mut self,
        document: &Document,
        span: Span,
        (fold, lexis): (&Fold, &Lexis),
        before: Option<(&Prose, &Damage)>,
    ) {
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let (at, stretch) = (self.text.len(), self.stretches.len());
        let known = before.and_then(|(before, damage)| {
            let was = damage.was(span)?;
            let pieces = &before.pieces;
            let nth = pieces.binary_search_by_key(&was, |piece| piece.from).ok()?;
            Some((before, *pieces.get(nth)?))
        });
        let earlier = self.last_statement.take();
        match known {
            Some((before, piece)) => self.take_over(before, piece, span),
            None => self.push(document, span, fold, lexis),
        }
        self.pieces.push(FoldedLine {
            from: span,
            text: (narrow(at), narrow(self.text.len())),
            stretches: (narrow(stretch), narrow(self.stretches.len())),
            states: self.last_statement.map(|states| narrow(states - at)),
        });
        self.last_statement = self.last_statement.or(earlier);
    }

    /// Adds a piece of the sentences before, which now comes from another place.
    fn take_over(&mut self, before: &Prose, piece: FoldedLine, span: Span) {
        let (first, end) = piece.stretches;
        let stretches = before.stretches.get(first as usize..end as usize);
        let here = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let moved = stretches.unwrap_or_default().iter().map(|stretch| Stretch {
            at: stretch.at - piece.text.0 + here,
            from: stretch.from - piece.from.start + span.start,
            ..*stretch
        });
        self.stretches.extend(moved);
        let states = piece.states.map(|states| self.text.len() + states as usize);
        self.last_statement = states;
        let text: Span = Span::over(piece.text.0, piece.text.1);
        self.text.push_str(text.of(&before.text));
    }

    /// The bytes of some paragraphs in the folded text.
    pub(in crate::narrative) fn bytes_of(&self, paragraphs: &Range<usize>) -> Range<usize> {
        let begin = |nth: usize| {
            let before = nth
                .checked_sub(1)
                .and_then(|before| self.paragraphs.get(before));
            before.map_or(0, |before| before.end + 1)
        };
        begin(paragraphs.start)..begin(paragraphs.end)
    }

    /// Moves the places behind a damage that touches none of them.
    pub(in crate::narrative) fn move_places(&mut self, damage: &Damage) {
        let first = self
            .stretches
            .partition_point(|stretch| stretch.from < damage.start);
        for stretch in &mut self.stretches[first..] {
            let place: Span = Span::over(stretch.from, stretch.from);
            stretch.from = damage.place(place).start;
        }
        for piece in &mut self.pieces {
            piece.from = damage.place(piece.from);
        }
    }

    /// Whether some of the text comes from a stretch of the report.
    pub(in crate::narrative) fn comes_from(&self, stretch: Range<u32>) -> bool {
        let first = self
            .stretches
            .partition_point(|part| part.from < stretch.start);
        let part = self.stretches.get(first);
        part.is_some_and(|part| part.from < stretch.end)
    }

    /// Where a byte of the folded text comes from; inside a character that stands for itself, the same byte of it.
    pub(in crate::narrative) fn place(&self, at: usize) -> u32 {
        let behind = self
            .stretches
            .partition_point(|stretch| stretch.at as usize <= at);
        let stretch = behind.checked_sub(1).and_then(|at| self.stretches.get(at));
        stretch.map_or(0, |stretch| match stretch.is_same {
            true => stretch.from.saturating_add(at as u32 - stretch.at),
            false => stretch.from,
        })
    }

    /// The bytes of the report that a range of the folded text stands for.
    pub(in crate::narrative) fn source(&self, document: &Document, folded: Span) -> Span {
        let (start, end) = (folded.start as usize, folded.end as usize);
        let place = |at: usize| {
            let place = self.place(at) as usize;
            let mut floors = (0..=place).rev();
            floors
                .find(|&at| document.text.is_char_boundary(at))
                .unwrap_or(0)
        };
        let first = place(start);
        let last = place(end.saturating_sub(1)).max(first);
        let width = document
            .text
            .get(last..)
            .and_then(|rest| rest.chars().next());
        Span::new(first, last + width.map_or(0, char::len_utf8))
    }
}
