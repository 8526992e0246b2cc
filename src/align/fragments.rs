//! Words that the narrow cells of a PDF break over several lines, so that each line holds pieces of several of them:
//!
//! ```text
//! 自                      法人或其他组织                      总
//! 然     商业企业  科研机构  社会公益  法律服务    其他       计
//! 人                           组织      机构
//! ```
//!
//! In: the words of a line. Out: whether they are pieces of what other lines complete.

use super::records::{MAX_CELL, Piece, first_cell_of};
use super::site::Site;
use crate::chars::is_space;
use crate::span::Span;
use crate::syntax::Document;
use crate::syntax::value::Value;

/// Lines of a header above and below a word that may hold its other pieces.
const NEAR_LINES: usize = 3;
/// Pieces that a label may be broken into.
const MAX_PARTS: usize = 6;
/// Fewer characters beside a header word are a slip in it.
const MIN_OF_ANOTHER: usize = 2;
/// Words in these lines; no header has more.
const MAX_WORDS: usize = 64;

/// Where header words stand on one line set apart by spaces: those that are none of the table's. Otherwise the whole.
pub(super) fn unknown_words(
    document: &Document,
    span: Span,
    is_word: impl Fn(&str) -> bool,
) -> Vec<Span> {
    let text = document.at(span);
    let words = || text.split(is_space).filter(|word| !word.is_empty());
    if !words().any(&is_word) {
        return vec![span];
    }
    let place = |word: &str| {
        let start = span.start as usize + (word.as_ptr() as usize - text.as_ptr() as usize);
        Span::new(start, start + word.len())
    };
    words().filter(|word| !is_word(word)).map(place).collect()
}

impl Site<'_> {
    /// Whether a word of a header is a piece of one that other words of its lines complete.
    pub(super) fn is_piece_of_header(&self, word: Span, row_at: usize) -> bool {
        let rows = &self.document.rows;
        if rows[row_at].surface.keeps_blanks() {
            return false;
        }
        let near = row_at.saturating_sub(NEAR_LINES)..(row_at + 1 + NEAR_LINES).min(rows.len());
        let mut words: Vec<Vec<char>> = Vec::new();
        for row in &rows[near] {
            let cells = &self.document.cells[first_cell_of(row)..][..row.n_cells as usize];
            let cells = cells.iter().filter(|cell| cell.value == Value::Words);
            let lines = cells.map(|cell| self.document.at(cell.span).split(is_space));
            let folded = lines.flatten().map(|word| self.fold.fold(word));
            words.extend(folded.filter(|word| !word.is_empty()));
        }
        words.truncate(MAX_WORDS);
        let word = self.folded(word);
        let mut headers = self.words.headers.iter();
        headers.any(|(_, label, _)| is_made_of(label, &word, &words))
    }

    /// Whether words of a header's line are a whole word of the header with the beginning or the end of another, as a page that is read across its
    /// cells leaves them: 总计结果维.
    pub(super) fn are_pieces_of_two_headers(&self, words: Span) -> bool {
        self.is_header_with(&self.folded(words), |_, part, other| {
            part.len() < other.len()
        })
    }

    /// Whether a cell has a whole word of the header and another, or the beginning or the end of one, as a broken tag or bar between two cells leaves
    /// them: 社会公益组织服务机构. A word that ends as it began, 科研机构机构, is one with a slip.
    pub(super) fn holds_two_headers(&self, written: &[char]) -> bool {
        self.is_header_with(written, |whole, part, _| {
            part.len() >= MIN_OF_ANOTHER && !whole.starts_with(part) && !whole.ends_with(part)
        })
    }

    /// Whether a whole word of the header stands with a part: another word or one end of it. `is_wanted` is asked of the whole, the part and the other
    /// word.
    fn is_header_with(
        &self,
        written: &[char],
        is_wanted: impl Fn(&[char], &[char], &[char]) -> bool,
    ) -> bool {
        let headers = || self.words.headers.iter().map(|(_, label, _)| label);
        let is_pair = |whole: &[char], part: &[char]| {
            let is_end = |label: &Vec<char>| {
                label != whole
                    && (label.starts_with(part) || label.ends_with(part))
                    && is_wanted(whole, part, label)
            };
            headers().any(|label| label == whole) && headers().any(is_end)
        };
        (1..written.len()).any(|at| {
            let (left, right) = written.split_at(at);
            is_pair(left, right) || is_pair(right, left)
        })
    }

    /// Whether a piece and what stands round it are the parts of a whole label that a page broke over lines.
    pub(super) fn is_part_of_label(&self, pieces: &[Piece], at: usize, label: &[char]) -> bool {
        let is_unnamed = |piece: &&Piece| piece.named.is_none();
        let before = pieces[..at].iter().rev().take(2 * MAX_PARTS);
        let before: Vec<&Piece> = before.filter(is_unnamed).take(MAX_PARTS).collect();
        let after = pieces[at..].iter().take(2 * MAX_PARTS).filter(is_unnamed);
        let parts = before.into_iter().rev().chain(after.take(MAX_PARTS));
        // A line of a PDF may hold a piece of the label and one of a row's.
        let words = |piece: &Piece| self.document.at(piece.span).split(is_space);
        let parts = parts.flat_map(words).map(|word| self.fold.fold(word));
        makes_up(label, &parts.collect::<Vec<_>>())
            || !self.document.rows[pieces[at].row].surface.keeps_blanks()
                && makes_up(label, &self.words_near(pieces, at))
    }

    /// The folded words on the lines round a piece, in reading order. What stands in front of a label's beginning belongs to no piece, but is there.
    fn words_near(&self, pieces: &[Piece], at: usize) -> Vec<Vec<char>> {
        let rows = &self.document.rows;
        let row_of = |piece: Option<&Piece>| piece.map_or(0, |piece| piece.row);
        let of_table = row_of(pieces.first())..row_of(pieces.last()) + 1;
        let row_at = pieces[at].row;
        let start = row_at.saturating_sub(2 * MAX_PARTS).max(of_table.start);
        let near = start..(row_at + 1 + 2 * MAX_PARTS).min(of_table.end);
        let cells = rows[near]
            .iter()
            .flat_map(|row| self.document.cells_of(row));
        let words = cells.filter(|cell| cell.value == Value::Words && cell.span.len() <= MAX_CELL);
        let words = words.flat_map(|cell| self.document.at(cell.span).split(is_space));
        // A number may be run into the words.
        let folded = words.map(|word| {
            self.fold
                .fold(word.trim_end_matches(|c: char| c.is_ascii_digit()))
        });
        folded.filter(|word| !word.is_empty()).collect()
    }

    /// Whether a line holds several words, each a piece of a label of the table, one at least of a group's: the line stands beside the rows of the
    /// group.
    pub(super) fn is_line_of_pieces(&self, piece: &Piece) -> bool {
        if self.document.rows[piece.row].surface.keeps_blanks() {
            return false;
        }
        let holds = |label: &Vec<char>, word: &[char]| {
            label.len() > word.len() && label.windows(word.len()).any(|part| part == word)
        };
        let (mut n_words, mut has_group) = (0, false);
        for word in self.document.at(piece.span).split(is_space) {
            let word = self.fold.fold(word);
            if word.is_empty() {
                continue;
            }
            let is_of_group = self.words.groups.iter().any(|label| holds(label, &word));
            if !is_of_group && !self.words.rows.iter().any(|label| holds(label, &word)) {
                return false;
            }
            has_group |= is_of_group;
            n_words += 1;
        }
        has_group && n_words > 1
    }
}

/// Whether parts, in their order and with others between them, make up a label.
fn makes_up(label: &[char], parts: &[Vec<char>]) -> bool {
    (0..parts.len()).any(|from| {
        let mut rest = label;
        for part in &parts[from..] {
            match rest.strip_prefix(part.as_slice()) {
                Some([]) => return true,
                Some(more) if more.len() < rest.len() => rest = more,
                // Between two parts stand those of a row's label.
                _ if rest.len() < label.len() => {}
                _ => return false,
            }
        }
        false
    })
}

/// Whether a label is made of a word and of others.
fn is_made_of(label: &[char], word: &[char], others: &[Vec<char>]) -> bool {
    if word.is_empty() || word.len() >= label.len() {
        return false;
    }
    // How far words reach, without that word and with it.
    let mut reached = vec![[false; 2]; label.len() + 1];
    reached[0][0] = true;
    for at in 0..label.len() {
        let [without, with] = reached[at];
        if !without && !with {
            continue;
        }
        let rest = &label[at..];
        for other in others.iter().filter(|other| rest.starts_with(other)) {
            let end = &mut reached[at + other.len()];
            *end = [end[0] || without, end[1] || with];
        }
        if rest.starts_with(word) {
            reached[at + word.len()][1] = true;
        }
    }
    reached[label.len()][1]
}

#[cfg(test)]
mod tests {
    use super::is_made_of;

    #[test]
    fn a_word_is_completed_by_others_in_their_order() {
        let chars = |word: &str| word.chars().collect::<Vec<char>>();
        let made = |label: &str, word: &str, others: &[&str]| {
            let others: Vec<Vec<char>> = others.iter().map(|other| chars(other)).collect();
            is_made_of(&chars(label), &chars(word), &others)
        };
        assert!(made("总计", "总", &["总", "计"]));
        assert!(made("自然人", "然", &["人", "自", "然"]));
        assert!(!made("自然人", "然", &["人", "然"]), "自 is missing");
        assert!(!made("总计", "总", &["总", "合计"]));
        assert!(!made("总计", "总计", &["总", "计"]), "whole");
    }
}
