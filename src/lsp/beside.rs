//! What was found in an open text beside other reports: carried along while the text is edited, and looked for again once that is quiet.
//!
//! In: what was found, and edits. Out: the same findings where they stand now. Deliberately absent: the looking, which is the engine's.

use std::ops::Range;
use std::time::{Duration, Instant};

use super::workspace::TextBeside;
use crate::door::{Finding, Related, Span};
use crate::finding::DocumentId;

/// How long nothing is typed before is looked again.
const QUIET: Duration = Duration::from_millis(100);

/// What was found in a text beside others.
#[derive(Debug, Default)]
pub(super) struct FoundBeside {
    /// As it was found last and has moved since; `None` if nothing can be said before it is looked for.
    found: Option<Vec<Finding>>,
    /// The other texts that these findings rest on.
    pub(super) others: Vec<TextBeside>,
    /// The turn of the workspace with which the text was compared; `None` if the text is another one since.
    pub(super) compared: Option<u64>,
    /// When to look again; `None` if what is found is up to date, or has to be looked for at once.
    pub(super) due: Option<Instant>,
    /// Whether something else is found than the client was told.
    pub(super) is_news: bool,
    /// Whether those that rest on the text have not been looked at since it became another one.
    pub(super) is_news_to_others: bool,
}

impl FoundBeside {
    /// The findings as they stand in the text now.
    pub(super) fn found(&self) -> &[Finding] {
        self.found.as_deref().unwrap_or_default()
    }

    /// The text is another one, nobody knows how: what was found does not help.
    pub(super) fn forget(&mut self) {
        self.found = None;
        self.edited();
    }

    /// The text is another one.
    pub(super) fn edited(&mut self) {
        self.compared = None;
        self.due = None;
    }

    /// These bytes of the text have given way to so many others.
    pub(super) fn replaced(&mut self, old: &Range<usize>, length: usize) {
        let Some(found) = &mut self.found else { return };
        found.retain_mut(|finding| move_finding(finding, old, length).is_some());
    }

    /// Takes what was found before for what is found now, until it is quiet; false if it has to be looked for at once.
    pub(super) fn wait(&mut self) -> bool {
        let waits = self.found.is_some() && self.compared.is_none();
        if waits && self.due.is_none() {
            self.due = Some(Instant::now() + QUIET);
        }
        waits
    }

    /// Takes in what was found; whether that says something else than before.
    pub(super) fn take_in(&mut self, found: Vec<Finding>, others: Vec<TextBeside>) -> bool {
        let before = self.found();
        let is_other = before.len() != found.len()
            || before
                .iter()
                .zip(&found)
                .any(|(before, now)| !say_the_same(before, now));
        self.is_news |= is_other;
        self.found = Some(found);
        self.others = others;
        is_other
    }
}

/// Moves a finding with the text; `None` if what it speaks of is another thing now.
fn move_finding(finding: &mut Finding, old: &Range<usize>, length: usize) -> Option<()> {
    let is_cell = finding.cell.is_some();
    finding.span = moved(finding.span, old, length, is_cell)?;
    let here = |related: &&mut Related| related.document == DocumentId::THIS;
    for related in finding.related.iter_mut().filter(here) {
        related.span = moved(related.span, old, length, is_cell)?;
    }
    // Who asks for fixes has them looked for anew.
    finding.fixes.clear();
    Some(())
}

/// Where a span stands once these bytes have given way to so many others. An edit inside a passage leaves it the same passage; `None` if the edit
/// goes beyond it, or touches a cell.
fn moved(span: Span, old: &Range<usize>, length: usize, is_cell: bool) -> Option<Span> {
    let Range { start, end } = span.range();
    let after = |at: usize| at - old.len() + length;
    let touches = old.start <= end && start <= old.end;
    match touches && is_cell {
        true => None,
        false if old.end <= start => Some(Span::new(after(start), after(end))),
        false if end <= old.start => Some(span),
        false if start <= old.start && old.end <= end => Some(Span::new(start, after(end))),
        false => None,
    }
}

/// Whether somebody who is told of two findings is told the same.
pub(super) fn say_the_same(one: &Finding, other: &Finding) -> bool {
    (one.code, one.severity, one.span) == (other.code, other.severity, other.span)
        && (&one.message, &one.cell) == (&other.message, &other.cell)
        && one.related == other.related
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_move_with_the_text_and_those_of_edited_cells_go() {
        let at = |start, end, is_cell| moved(Span::new(10, 20), &(start..end), 3, is_cell);
        assert_eq!(at(2, 4, true), Some(Span::new(11, 21)));
        assert_eq!(at(21, 25, true), Some(Span::new(10, 20)));
        // What is typed right before or behind a number makes another number.
        for touching in [10..10, 20..20, 12..13, 4..10, 20..24] {
            assert_eq!(at(touching.start, touching.end, true), None);
        }
        assert_eq!(at(10, 10, false), Some(Span::new(13, 23)));
        assert_eq!(at(20, 24, false), Some(Span::new(10, 20)));
        assert_eq!(at(12, 16, false), Some(Span::new(10, 19)));
        assert_eq!(at(18, 24, false), None);
        assert_eq!(at(4, 12, false), None);
    }
}
