//! Labels as they stand in cells and lines: whole, broken over several, or with their numbers run into them.

use super::hashes::Named;
use super::records::{MAX_CELL, Piece, first_cell_of};
use super::rows::is_piece_of_group;
use super::site::Site;
use crate::chars::is_space;
use crate::form::fold::LabelHash;
use crate::form::lexicon::Name;
use crate::span::Span;
use crate::syntax::value::Value;
use crate::syntax::{Row, Surface};

/// Cells or lines that a broken label may be spread over.
const MAX_PIECES: usize = 6;
/// Words that a label may be broken into where each of them goes on as the label does: the longest has 37 characters, two on a line.
const MAX_JOINED: usize = 20;

/// Whether a character is a number in a circle.
fn is_circled(c: char) -> bool {
    matches!(c, '①'..='⑳')
}

/// Whether a character may stand between the label of a group and that of a row in one cell.
fn is_between(c: char) -> bool {
    is_space(c)
        || matches!(
            c,
            '-' | '－' | '—' | '–' | '>' | '›' | '/' | '／' | '·' | ':' | '：'
        )
}

/// A label put together from several cells.
struct Joined {
    /// The last of them.
    end: Span,
    named: Named,
    /// The row and cell after it.
    after: (usize, usize),
}

impl Site<'_> {
    /// Whether folded words hold the whole label of a group among others: the caption of a table that stands by itself.
    pub(super) fn is_caption(&self, written: &[char]) -> bool {
        let holds = |label: &[char]| written.windows(label.len()).any(|words| words == label);
        let mut groups = self.words.groups.iter();
        groups.any(|label| !label.is_empty() && label.len() < written.len() && holds(label))
    }

    /// The label that begins at a cell, joined with the cells or lines after it where it is broken. Returns the row and cell after it.
    pub(super) fn read_label(&self, row_at: usize, at: usize) -> (Piece, usize, usize) {
        let row = &self.document.rows[row_at];
        let cell = first_cell_of(row) + at;
        let span = self.document.cells[cell].span;
        let hash = self.hashes.of(cell);
        let named = self.named(hash);
        let behind = || {
            let behind_groups = self.behind_groups(span, row.surface);
            behind_groups.or_else(|| self.row_behind(span))
        };
        // Most labels are all that their cell says.
        let (span, hash, named) = match named.is_none().then(behind).flatten() {
            Some(label) => {
                let hash = self.fold.hash(self.document.at(label));
                (label, hash, self.named(hash))
            }
            None => (span, hash, named),
        };
        let piece = |span, named| Piece::new(span, named, row_at);
        // Within a row of a surface with places, a cell that is an official label stays one; on lines of their own `其他`, `结果` may be two halves.
        let is_official = named.is_some_and(|named| named.is_official);
        let may_join = !is_official || !row.surface.keeps_blanks();
        if may_join
            && self.lexicon.begins(hash, self.table)
            && let Some(joined) = self.join(hash, row_at, at)
        {
            let (row_after, cell_after) = joined.after;
            return (
                piece(span.to(joined.end), Some(joined.named)),
                row_after,
                cell_after,
            );
        }
        if named.is_none()
            && let Some(noted) = self.label_with_note(span)
        {
            return (piece(span, Some(noted)), row_at, at + 1);
        }
        if named.is_none()
            && let Some((label, named)) = self.label_with_breaks(span)
        {
            return (piece(label, Some(named)), row_at, at + 1);
        }
        if named.is_none()
            && let Some((label, named)) = self.label_run_into_numbers(span)
        {
            return (piece(label, Some(named)), row_at, at + 1);
        }
        (piece(span, named), row_at, at + 1)
    }

    /// What stands on a line behind the labels of groups where the numbers of the row stand on another line.
    fn behind_groups(&self, line: Span, surface: Surface) -> Option<Span> {
        let is_group = |words: &str| {
            let named = self.named(self.fold.hash(words));
            named.is_some_and(|named| matches!(named.name, Name::Group(..)))
        };
        if surface.keeps_blanks() || self.is_one_line() {
            return None;
        }
        let text = self.document.at(line);
        let mut rest = text;
        // Behind a group stands a space, or the number of the label.
        let begins = |c: char| is_space(c) || matches!(c, '（' | '(') || c.is_ascii_digit();
        loop {
            let mut places = rest.match_indices(begins).take(2 * MAX_PIECES);
            let found = places.find(|(at, _)| is_group(&rest[..*at]));
            let Some((at, _)) = found.or_else(|| self.behind_piece(rest)) else {
                break;
            };
            rest = rest[at..].trim_start_matches(is_space);
        }
        let from = line.start as usize + text.len() - rest.len();
        (rest.len() < text.len()).then(|| Span::new(from, line.end as usize))
    }

    /// The label of a row behind the labels of its groups in the same cell, `（三）不予公开-1.…`, or behind a number of the writer's own, `①1.…`.
    fn row_behind(&self, cell: Span) -> Option<Span> {
        let text = self.document.at(cell);
        if text.len() > MAX_CELL {
            return None;
        }
        let named = |words: &str| self.named(self.fold.hash(words));
        let is_group = |words: &str| {
            matches!(
                named(words),
                Some(Named {
                    name: Name::Group(..),
                    ..
                })
            )
        };
        let begins = |c: char| matches!(c, '（' | '(') || c.is_ascii_digit();
        let mut rest = text.trim_start_matches(|c| is_space(c) || is_circled(c));
        loop {
            let mut places = rest.match_indices(begins).take(2 * MAX_PIECES);
            let Some((at, _)) =
                places.find(|(at, _)| is_group(rest[..*at].trim_end_matches(is_between)))
            else {
                break;
            };
            rest = &rest[at..];
        }
        let is_row = matches!(
            named(rest),
            Some(Named {
                name: Name::Row(..),
                ..
            })
        );
        let from = cell.start as usize + text.len() - rest.len();
        (is_row && rest.len() < text.len()).then(|| Span::new(from, cell.end as usize))
    }

    /// Where the beginning of a row's label stands behind a piece of its group, as a line of a PDF leaves it.
    fn behind_piece<'t>(&self, text: &'t str) -> Option<(usize, &'t str)> {
        let space = text.match_indices(is_space).next()?;
        let (piece, label) = text.split_at(space.0);
        let label = self.fold.hash(label);
        let begins = self.lexicon.begins(label, self.table) || self.named(label).is_some();
        (begins && is_piece_of_group(*self, &self.fold.fold(piece))).then_some(space)
    }

    /// The official label in front of a note in brackets, `规章（无权制定）`.
    pub(super) fn label_with_note(&self, cell: Span) -> Option<Named> {
        let text = self.document.at(cell);
        let noted = text.strip_suffix(['）', ')'])?;
        let (label, _) = noted.rsplit_once(['（', '('])?;
        let named = self.named(self.fold.hash(label))?;
        named.is_official.then_some(named)
    }

    /// The label of a row that `<br>` breaks, or that stands behind one: a converter that knows no merged cells leaves a piece of the group there.
    fn label_with_breaks(&self, cell: Span) -> Option<(Span, Named)> {
        let text = self.document.at(cell);
        let mut starts = vec![0];
        let mut label = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find("<br") {
            let end = at + rest[at..].find('>')? + 1;
            label.push_str(&rest[..at]);
            rest = &rest[end..];
            starts.push(text.len() - rest.len());
            if starts.len() > MAX_PIECES {
                return None;
            }
            // The part behind it, marked so that the parts can be told apart.
            label.push('\n');
        }
        if starts.len() == 1 {
            return None;
        }
        label.push_str(rest);
        let mut parts = label.as_str();
        for start in starts {
            if let Some(named) = self.named(self.fold.hash(parts)) {
                let start = cell.start as usize + start;
                return Some((Span::new(start, cell.end as usize), named));
            }
            parts = parts.split_once('\n').map_or("", |(_, behind)| behind);
        }
        None
    }

    /// The label of a row with its numbers run into it, `规章000`: what the numbers were cannot be told, but the row is there.
    fn label_run_into_numbers(&self, cell: Span) -> Option<(Span, Named)> {
        let text = self.document.at(cell);
        let label = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        if label.len() == text.len() {
            return None;
        }
        let is_row = |named: &Named| matches!(named.name, Name::Row(..));
        let named = |label: &str| self.named(self.fold.hash(label)).filter(is_row);
        // In the lines of a PDF the words of its group may stand in front.
        let last = label.rsplit(is_space).next().unwrap_or(label);
        let found = [label, last]
            .into_iter()
            .find_map(|label| Some((label, named(label)?)));
        let (label, named) = found?;
        let start = cell.start as usize + (label.as_ptr() as usize - text.as_ptr() as usize);
        Some((Span::new(start, start + label.len()), named))
    }

    /// Appends the following words while they continue a label; the longest whole label wins.
    fn join(&self, mut hash: LabelHash, mut row_at: usize, mut at: usize) -> Option<Joined> {
        let (mut best, mut n_blanks) = (None, 0);
        for _ in 0..MAX_JOINED {
            (row_at, at) = self.next_cell(row_at, at)?;
            let cell = first_cell_of(&self.document.rows[row_at]) + at;
            let next = &self.document.cells[cell];
            if next.value == Value::Blank && n_blanks < MAX_PIECES {
                n_blanks += 1;
                continue;
            }
            if next.value != Value::Words || next.span.len() > MAX_CELL {
                break;
            }
            self.fold
                .each(self.document.at(next.span), |c| hash = hash.then(c));
            if let Some(named) = self.named(hash).filter(|named| named.is_official) {
                best = Some(Joined {
                    end: next.span,
                    named,
                    after: (row_at, at + 1),
                });
            }
            if !self.lexicon.begins(hash, self.table) {
                break;
            }
        }
        best
    }

    fn next_cell(&self, row_at: usize, at: usize) -> Option<(usize, usize)> {
        let row = &self.document.rows[row_at];
        if at + 1 < row.n_cells as usize {
            return Some((row_at, at + 1));
        }
        // A page may end inside a label.
        let is_page = |row: &Row| !row.surface.keeps_blanks() && self.says_page(row);
        let mut below = self.document.rows.iter().enumerate().skip(row_at + 1);
        let (next_at, next) = below
            .by_ref()
            .take(MAX_PIECES)
            .find(|(_, row)| !is_page(row))?;
        (next.n_cells > 0).then_some((next_at, 0))
    }
}
