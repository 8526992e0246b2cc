//! The source line of a finding with the mark `⟦ ⟧` inside it. Carets under the line would not line up: a Han glyph is two columns wide.

use std::ops::Range;

/// How wide an excerpt may be, in columns of a terminal.
const WIDEST: usize = 96;
/// How much of that the marked words may take.
const WIDEST_MARK: usize = 60;

/// A line cut round its mark.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::cli) struct Excerpt {
    /// Before the mark.
    pub before: String,
    /// The marked words.
    pub marked: String,
    /// After the mark.
    pub after: String,
}

/// Cuts `line` round the bytes of `mark`, which may reach past its end (a mark over several lines).
pub(in crate::cli) fn excerpt(line: &str, mark: Range<usize>) -> Excerpt {
    let end = mark.end.min(line.len());
    let before = line.get(..mark.start).unwrap_or(line).trim_start();
    let marked = line.get(mark.start..end).unwrap_or_default();
    let after = line.get(end..).unwrap_or_default().trim_end();
    let marked = if mark.end > line.len() {
        format!("{}…", head(marked, WIDEST_MARK))
    } else {
        let start = head(marked, WIDEST_MARK);
        if start.len() == marked.len() {
            marked.to_owned()
        } else {
            let start = head(marked, WIDEST_MARK / 2);
            format!("{start}…{}", tail(marked, WIDEST_MARK / 2))
        }
    };
    let room = WIDEST.saturating_sub(width(&marked));
    // The side that is short leaves its room to the other.
    let left = room.saturating_sub(width_within(after, room)).max(room / 2);
    let right = room
        .saturating_sub(width_within(before, room))
        .max(room / 2);
    let start = tail(before, left);
    let end = head(after, right);
    Excerpt {
        before: if start.len() < before.len() {
            format!("…{start}")
        } else {
            start.to_owned()
        },
        marked,
        after: if end.len() < after.len() {
            format!("{end}…")
        } else {
            end.to_owned()
        },
    }
}

/// Columns that words take on a terminal: one for ASCII, two for the rest, near enough for cutting.
pub(in crate::cli) fn width(words: &str) -> usize {
    words.chars().map(letter_width).sum()
}

/// The same of words that may go on far beyond so many columns.
fn width_within(words: &str, columns: usize) -> usize {
    width(head(words, columns)) + usize::from(head(words, columns).len() < words.len())
}

fn letter_width(letter: char) -> usize {
    if letter.is_ascii() { 1 } else { 2 }
}

/// The longest beginning that fits.
fn head(words: &str, columns: usize) -> &str {
    let mut used = 0;
    for (at, letter) in words.char_indices() {
        used += letter_width(letter);
        if used > columns {
            return words.get(..at).unwrap_or_default();
        }
    }
    words
}

/// The longest ending that fits.
fn tail(words: &str, columns: usize) -> &str {
    let mut used = 0;
    for (at, letter) in words.char_indices().rev() {
        used += letter_width(letter);
        if used > columns {
            return words.get(at + letter.len_utf8()..).unwrap_or_default();
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str, mark: Range<usize>) -> (String, String, String) {
        let Excerpt {
            before,
            marked,
            after,
        } = excerpt(line, mark);
        (before, marked, after)
    }

    fn owned(before: &str, marked: &str, after: &str) -> (String, String, String) {
        (before.to_owned(), marked.to_owned(), after.to_owned())
    }

    #[test]
    fn a_short_line_stands_whole_without_its_indent() {
        assert_eq!(
            parts("  总计 | 13 | 5 ", 11..13),
            owned("总计 | ", "13", " | 5")
        );
        assert_eq!(parts("a\t\tb", 2..2), owned("a\t", "", "\tb"));
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides_of_the_mark() {
        let line = format!("{}13{}", "左".repeat(500), "右".repeat(500));
        let (before, marked, after) = parts(&line, 1500..1502);
        assert_eq!(marked, "13");
        assert!(before.starts_with("…左") && after.ends_with("右…"));
        assert!(width(&before) + width(&after) <= WIDEST + 4);
    }

    #[test]
    fn a_mark_near_the_end_leaves_its_room_to_the_other_side() {
        let line = format!("{}13", "左".repeat(500));
        let (before, _, after) = parts(&line, 1500..1502);
        assert_eq!(after, "");
        assert!(width(&before) > WIDEST - 8);
    }

    #[test]
    fn a_long_mark_keeps_its_two_ends() {
        let line = format!("始{}终", "中".repeat(100));
        let (_, marked, _) = parts(&line, 0..line.len());
        assert!(marked.starts_with('始') && marked.ends_with('终') && marked.contains('…'));
        assert!(width(&marked) <= WIDEST_MARK + 2);
    }

    #[test]
    fn a_mark_over_several_lines_ends_with_its_first() {
        assert_eq!(parts("结", 0..99), owned("", "结…", ""));
    }

    #[test]
    fn a_mark_off_the_line_or_off_a_character_marks_nothing() {
        assert_eq!(parts("一", 1..2), owned("一", "", ""));
    }
}
