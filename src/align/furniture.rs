//! What a page leaves inside a table: its number, and the words before it.

use std::sync::OnceLock;

use super::records::{Record, ValueCell};
use crate::chars::{CharSet, is_space};
use crate::syntax::value::{Oddities, Value};
use crate::syntax::{Document, Surface};

/// How a line says the number of its page, or that of a table, `#` for a number, without spaces.
const PAGE_LINES: [&str; 23] = [
    "第#页",
    "第#页共#页",
    "第#页/共#页",
    "第#页,共#页",
    "第#页，共#页",
    "第#页（共#页）",
    "共#页第#页",
    "page#",
    "page#of#",
    "p.#",
    "p#",
    "#/#",
    "#|#",
    "-#-",
    "—#—",
    "–#–",
    "－#－",
    "——#——",
    "―#―",
    "~#~",
    "表#",
    "附表#",
    "·#·",
];
/// A longer line says more than its page.
const MAX_PAGE_LINE: usize = 40;
/// No report has pages with numbers of more digits.
const MAX_PAGE_DIGITS: usize = 3;

/// Whether a line says nothing but the number of its page: `- 5 -`, `5 / 6`, `第5页`.
pub(crate) fn is_page_line(line: &str) -> bool {
    // Most rows of a table are one digit, or begin with a bar.
    let is_row = matches!(line.as_bytes(), [b'0'..=b'9'] | [b'|', ..]);
    if is_row || line.len() > MAX_PAGE_LINE || !may_be_page_line(line) {
        return false;
    }
    let mut pattern = String::with_capacity(line.len());
    let mut n_digits = 0;
    for c in line.chars().filter(|&c| !is_space(c)) {
        let is_digit = matches!(c, '0'..='9' | '０'..='９');
        n_digits = if is_digit { n_digits + 1 } else { 0 };
        match is_digit {
            true if n_digits == 1 => pattern.push('#'),
            true if n_digits > MAX_PAGE_DIGITS => return false,
            true => {}
            false => pattern.push(c.to_ascii_lowercase()),
        }
    }
    PAGE_LINES.contains(&pattern.as_str())
}

/// Whether all that a line says beside numbers are characters of [`PAGE_LINES`]. Most lines show with their first letter that it is not so.
fn may_be_page_line(line: &str) -> bool {
    let is_said = |&c: &char| !is_space(c) && !matches!(c, '0'..='9' | '０'..='９');
    let mut said = line.chars().filter(is_said).peekable();
    said.peek().is_some() && said.all(|c| page_characters().contains(c.to_ascii_lowercase()))
}

/// The characters that [`PAGE_LINES`] are made of.
fn page_characters() -> &'static CharSet {
    static CHARACTERS: OnceLock<CharSet> = OnceLock::new();
    CHARACTERS.get_or_init(|| PAGE_LINES.iter().flat_map(|line| line.chars()).collect())
}

/// The values of a row on lines without those of lines that say a page's number.
pub(super) fn without_page_lines(
    document: &Document,
    record: &Record,
    values: &[ValueCell],
    n: usize,
) -> Option<Vec<ValueCell>> {
    if record.shape.surface.keeps_blanks() || values.len() <= n {
        return None;
    }
    let says_page = |value: &&ValueCell| is_page_line(document.at(document.rows[value.row].span));
    // A row's only numbers are none of a page.
    let is_line = |value: &&ValueCell| document.rows[value.row].n_cells > 1;
    let kept = values
        .iter()
        .filter(|value| !(is_line(value) && says_page(value)));
    let kept: Vec<ValueCell> = kept.copied().collect();
    (kept.len() == n).then_some(kept)
}

/// The values of a row on lines without the number of a page that ended below it: written otherwise than they are, or they add up without it.
pub(super) fn without_page_number<'r>(
    document: &Document,
    record: &Record,
    values: &'r [ValueCell],
    n: usize,
    adds_up: impl Fn(&[Value]) -> bool,
) -> Option<&'r [ValueCell]> {
    let (last, kept) = values.split_last()?;
    if kept.len() != n || record.shape.surface.keeps_blanks() {
        return None;
    }
    // Asked in any other case, so that whoever keeps the answer knows that it rests on the numbers.
    let numbers: Vec<Value> = kept.iter().map(|value| value.says(document)).collect();
    let adds_up = adds_up(&numbers);
    let is_page = is_page_number(document, last);
    if !is_page {
        return None;
    }
    let surface = |value: &ValueCell| document.rows[value.row].surface;
    let stands_out =
        surface(last) == Surface::Line && kept.iter().all(|value| surface(value) != Surface::Line);
    (stands_out || adds_up).then_some(kept)
}

/// The values of lines that hold several each, without numbers that stand alone on a line, as a page's does.
pub(super) fn without_lone_numbers(
    document: &Document,
    values: &[ValueCell],
    n: usize,
) -> Option<Vec<ValueCell>> {
    if values.len() <= n {
        return None;
    }
    let lines = values.chunk_by(|a, b| a.row == b.row);
    let is_whole = |line: &&[ValueCell]| {
        let row = line.first().map(|value| &document.rows[value.row]);
        row.is_some_and(|row| row.surface == Surface::Spaced && row.n_cells as usize == line.len())
    };
    let (whole, others): (Vec<_>, Vec<_>) = lines.partition(is_whole);
    let are_lone = others.iter().all(|line| line.len() == 1);
    let kept = whole.concat();
    (are_lone && kept.len() == n).then_some(kept)
}

/// Whether a value may be the number of a page.
pub(super) fn is_page_number(document: &Document, value: &ValueCell) -> bool {
    let Value::Number(number) = value.says(document) else {
        return false;
    };
    let plain = Oddities {
        wide: false,
        ..number.oddities
    };
    plain.is_plain() && number.whole_part > 0
}

/// How rows are written; the number of a page between two of them is written otherwise.
pub(super) fn surfaces_of<'r>(rows: impl Iterator<Item = &'r Record>) -> Vec<Surface> {
    let mut surfaces: Vec<Surface> = Vec::new();
    for row in rows {
        if !surfaces.contains(&row.shape.surface) {
            surfaces.push(row.shape.surface);
        }
    }
    surfaces
}
