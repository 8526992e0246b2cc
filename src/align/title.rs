//! The title of the report and the year it speaks of.

use std::ops::Range;

use super::document_number::end_of_document_number;
use super::year_below::{MAX_BELOW, year_below};
use crate::chars::is_space;
use crate::form::TitleWords;
use crate::form::fold::Fold;
use crate::numerals::{self, YEARS};
use crate::span::Span;
use crate::syntax::{Damage, Document, Row, Surface};

/// The title as found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// All its lines.
    pub span: Span,
    /// The report year and where it stands; `None` if the title names no year.
    pub year: Option<(u16, Span)>,
    /// Whether it ends in the official words.
    pub is_official: bool,
    /// Index of its first row in the document.
    pub first_row: usize,
    /// Index of its last row in the document.
    pub last_row: usize,
}

impl Title {
    /// The report year, if the title names one.
    pub(super) fn stated_year(&self) -> Option<u16> {
        self.year.as_ref().map(|(year, _)| *year)
    }
}

/// A title is a line of its own; anything longer, in folded characters, is a sentence.
pub(super) const MAX_TITLE: usize = 60;
/// Lines that a title may be spread over.
const MAX_LINES: usize = 3;

/// All titles, in reading order. A page often prints its title twice.
pub(super) fn find_titles(document: &Document, words: &TitleWords, fold: &Fold) -> Vec<Title> {
    titles_ending_in(document, 0..document.rows.len(), words, fold).collect()
}

/// The titles of a document that has become another, found by those that it had: rows without damage end the titles that they ended, unless one of
/// the rows above them that a title may take, or below them that its year may stand on, was read anew.
pub(super) fn find_titles_again(
    document: &Document,
    damage: &Damage,
    before: Vec<Title>,
    words: &TitleWords,
    fold: &Fold,
) -> Vec<Title> {
    let (end, old_end) = (damage.rows.end + MAX_LINES, damage.old_rows.end + MAX_LINES);
    let start = damage.rows.start.saturating_sub(MAX_BELOW);
    let read = start..end.min(document.rows.len());
    let mut titles = Vec::with_capacity(before.len());
    let mut before = before.into_iter().peekable();
    while let Some(title) = before.next_if(|title| title.last_row < start) {
        titles.push(title);
    }
    titles.extend(titles_ending_in(document, read, words, fold));
    let moved = before.filter(|title| title.last_row >= old_end);
    titles.extend(moved.filter_map(|title| {
        Some(Title {
            span: damage.place(title.span),
            year: title.year.map(|(year, span)| (year, damage.place(span))),
            is_official: title.is_official,
            first_row: damage.row(title.first_row)?,
            last_row: damage.row(title.last_row)?,
        })
    }));
    titles
}

/// The titles whose last rows are among these.
fn titles_ending_in<'d>(
    document: &'d Document,
    rows: Range<usize>,
    words: &'d TitleWords,
    fold: &'d Fold,
) -> impl Iterator<Item = Title> + 'd {
    let is_end = move |at: &usize| may_end_title(document, &document.rows[*at], words, fold);
    let last_rows = rows.filter(is_end);
    last_rows.filter_map(move |at| read_title(document, at, words, fold))
}

/// A cheap test that turns down nearly every line.
fn may_end_title(document: &Document, row: &Row, words: &TitleWords, fold: &Fold) -> bool {
    if row.n_cells != 1 && !matches!(row.surface, Surface::Spaced | Surface::Html)
        || row.span.len() > 5 * MAX_TITLE
    {
        return false;
    }
    let text = document.at(row.span);
    let is_trailing = |c: char| is_space(c) || matches!(c, '*' | '#' | '|');
    let mut from_behind = text.chars().rev();
    let last = from_behind.find(|&c| !is_trailing(c));
    last.is_some_and(|last| words.may_end_in(last, fold))
}

fn read_title(
    document: &Document,
    last_row: usize,
    words: &TitleWords,
    fold: &Fold,
) -> Option<Title> {
    let last = document.line_span(&document.rows[last_row]);
    for first_row in (last_row.saturating_sub(MAX_LINES - 1)..=last_row).rev() {
        let lines = document.line_span(&document.rows[first_row]).to(last);
        let number = end_of_document_number(document.at(lines));
        let span = Span::new(lines.start as usize + number, lines.end as usize);
        let text = document.at(span);
        if span.len() > 5 * MAX_TITLE || text.contains(['，', '。', '；', '？', '！', '《']) {
            return None;
        }
        let year = find_year(text).map(|(year, at)| {
            (
                year,
                Span::new(span.start as usize + at.start, span.start as usize + at.end),
            )
        });
        let folded = without_year(&fold.fold(text));
        if folded.len() > MAX_TITLE {
            return None;
        }
        let mut endings = words.endings.iter();
        let Some((ending, is_official)) = endings.find(|(ending, _)| folded.ends_with(ending))
        else {
            continue;
        };
        let has_room = first_row > 0 && last_row - first_row < MAX_LINES - 1;
        let is_whole = folded.len() > ending.len();
        if year.is_none()
            && has_room
            && goes_on_above(document, first_row, last, (&folded, is_whole), words, fold)
        {
            continue;
        }
        let year = year.or_else(|| match *is_official {
            true => year_below(document, last_row),
            false => None,
        });
        return Some(Title {
            span,
            year,
            is_official: *is_official,
            first_row,
            last_row,
        });
    }
    None
}

/// Whether unit and year of a title stand on the line above `first_row`: the words alone, or some of them torn off, are `below` it.
fn goes_on_above(
    document: &Document,
    first_row: usize,
    last: Span,
    (below, names_somebody): (&[char], bool),
    words: &TitleWords,
    fold: &Fold,
) -> bool {
    let above = &document.rows[first_row - 1];
    let line = document.line_span(above);
    let is_near = above.n_cells == 1
        && document.at(line).chars().count() <= MAX_TITLE / 2
        && document.rows[first_row].gap <= 2
        && find_year(document.at(line)).is_some();
    if !is_near || !names_somebody {
        return is_near;
    }
    let whole = without_year(&fold.fold(document.at(line.to(last))));
    let mut endings = words.endings.iter().map(|(ending, _)| ending);
    // 2020年政 / 府信息公开…, or 2020 / 年政府信息公开…
    endings.any(|ending| ending.len() > below.len() && whole.ends_with(ending))
        || !whole.ends_with(below)
}

/// Whether a title is nothing but the words of its form, and a year: whose report it is stands on another line.
pub(super) fn names_nobody(
    document: &Document,
    title: &Title,
    words: &TitleWords,
    fold: &Fold,
) -> bool {
    let said = without_year(&fold.fold(document.at(title.span)));
    words.endings.iter().any(|(ending, _)| *ending == said)
}

/// Drops `2023年` and `2023年度`, which may stand anywhere in a title.
pub(super) fn without_year(folded: &[char]) -> Vec<char> {
    let mut kept = Vec::with_capacity(folded.len());
    let mut at = 0;
    while at < folded.len() {
        let is_year = folded[at..]
            .iter()
            .take(4)
            .filter(|c| c.is_ascii_digit())
            .count()
            == 4;
        if is_year {
            at += 4;
            if folded.get(at) == Some(&'年') {
                at += 1;
                // 年度 belongs to the year only when the official words do not start there.
                if folded.get(at) == Some(&'度') {
                    at += 1;
                }
            }
        } else {
            kept.push(folded[at]);
            at += 1;
        }
    }
    kept
}

/// The first year in `text`: four digits, ASCII or wide, from 1990 to 2099, or `二〇二三年`. With its place in bytes of `text`.
pub fn find_year(text: &str) -> Option<(u16, Range<usize>)> {
    let mut digits: Vec<(usize, usize, u16, bool)> = Vec::with_capacity(8);
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        match numerals::digit(c) {
            Some((digit, worded)) => digits.push((at, at + c.len_utf8(), digit, worded)),
            None => {
                if digits.len() == 4 {
                    let year = digits
                        .iter()
                        .fold(0, |sum, (.., digit, _)| sum * 10 + digit);
                    let worded = digits.iter().any(|(.., worded)| *worded);
                    if YEARS.contains(&year) && (!worded || c == '年') {
                        return Some((year, digits[0].0..digits[3].1));
                    }
                }
                digits.clear();
            }
        }
    }
    None
}
