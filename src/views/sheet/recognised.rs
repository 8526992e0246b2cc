//! Which cells say words of a table, and what they name.

use std::ops::Range;

use super::zones::ZoneFinder;
use crate::align::RowState;
use crate::form::lexicon::Name;
use crate::span::Span;
use crate::syntax::Cell;
use crate::syntax::value::Value;

/// A piece of a label is no longer, in folded characters.
const MAX_PIECE: usize = 80;

impl ZoneFinder<'_> {
    /// Whether none of the table's values could be placed: under the form's header they would pass for placed.
    pub(super) fn is_left_as_written(&self, rows: Range<usize>) -> bool {
        let found = self.table.rows.iter();
        let mut found = found
            .filter(|row| row.state != RowState::Missing)
            .peekable();
        let mut rows = self.document.rows[rows].iter();
        found.peek().is_some()
            && found.all(|row| matches!(row.state, RowState::Unplaced { .. }))
            && rows.all(|row| row.surface.keeps_blanks())
    }

    /// Whether a cell is blank, or words of the table, or a piece of them.
    pub(super) fn is_of_the_form(&self, cell: &Cell) -> bool {
        if cell.span.is_empty() || self.is_labelled(cell.span) {
            return true;
        }
        if matches!(cell.value, Value::Number(_)) || cell.span.len() > 4 * MAX_PIECE {
            return false;
        }
        let text = self.document.at(cell.span);
        if text.chars().all(|c| matches!(c, '-' | ':' | ' ')) {
            // The line below the first row of a Markdown table.
            return text.contains("--");
        }
        let piece = self.report.aligned.fold().fold(text);
        let holds = |words: &&[char]| words.windows(piece.len()).any(|part| part == piece);
        !piece.is_empty() && self.words.iter().any(holds)
    }

    /// Whether a cell lies in a label that was recognised.
    pub(super) fn is_labelled(&self, cell: Span) -> bool {
        let before = self
            .labels
            .partition_point(|label| label.start <= cell.start);
        let mut nearest = self.labels[..before].iter().rev().take(3);
        nearest.any(|label| cell.end <= label.end)
    }

    /// What a cell names beside rows: a column, a header word, a group, or a block of a table on one line.
    pub(super) fn names_of(&self, cell: &Cell) -> Vec<Name> {
        if cell.span.is_empty() || matches!(cell.value, Value::Number(_)) {
            return Vec::new();
        }
        let table = self.table.spec;
        let n_groups = self.table.spec().groups.len();
        let slip = self.slips.get(&cell.span).copied();
        let aligned = &self.report.aligned;
        let hash = aligned.fold().hash(self.document.at(cell.span));
        let exact = aligned.kit().lexicon.exact(hash).iter();
        let exact = exact.map(|label| label.name);
        let mut names: Vec<Name> = slip.into_iter().chain(exact).collect();
        names.retain(|name| name.table() == Some(table) && !matches!(name, Name::Row(..)));
        for name in &mut names {
            // The blocks are looked up as groups behind the groups.
            if let Name::Group(_, at) = *name
                && at >= n_groups
            {
                *name = Name::Row(table, usize::MAX - at);
            }
        }
        names.dedup();
        names
    }
}
