//! Tables whose cells are lost: their words and numbers follow each other in running text, or are drawn in frames with their cells broken over lines,
//! and nobody can say which number is in which cell.
//!
//! In: the text of a section. Out: where the words of the table stand.

use memchr::memmem;

use super::aligned::AlignedTable;
use crate::chars::is_space;
use crate::form::{Layout, RowSpec, TableSpec};
use crate::span::Span;
use crate::syntax::Document;

/// Different words of a table, in bytes long enough not to be words of anything, that stand in it.
const MIN_WORDS: usize = 4;
const MIN_WORD: usize = 12;

/// Lines that the label of a row may take beside numbers in the first of them.
const MOST_LINES: usize = 3;

/// The stretch of `text`, which begins at byte `start` of the document, that a table drawn in frames takes (`+---+---+` between its rows), if numbers of
/// one row stand on several lines, or one that says before each cell how it is set (`^|` between two lines `|===`); `None` if each row is a line.
pub(super) fn framed(text: &str, start: usize) -> Option<Span> {
    drawn(text, start).or_else(|| set_by_marks(text, start))
}

/// The same for a table that says how its cells are set: the marks of a cell stand behind what the one before says, and rows break anywhere.
fn set_by_marks(text: &str, start: usize) -> Option<Span> {
    const EDGE: &str = "|===";
    let first = memmem::find(text.as_bytes(), EDGE.as_bytes())?;
    let last = memmem::rfind(text.as_bytes(), EDGE.as_bytes())?;
    let inside = text.get(first + EDGE.len()..last)?;
    let is_edge = |at: usize| {
        let line = text[..at].rsplit('\n').next().unwrap_or_default();
        line.trim().is_empty()
    };
    let is_set = ["^|", "<|", ">|"].iter().any(|mark| inside.contains(mark));
    (is_set && is_edge(first) && is_edge(last))
        .then(|| Span::new(start + first, start + last + EDGE.len()))
}

fn drawn(text: &str, start: usize) -> Option<Span> {
    memmem::find(text.as_bytes(), b"+-")?;
    let (mut first, mut last) = (None, 0);
    let (mut n_lines, mut n_numbered, mut n_torn) = (0, 0, 0);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let says = line.trim();
        if is_frame(says) {
            n_torn += usize::from(n_numbered > 1 || n_lines > MOST_LINES && n_numbered > 0);
            (n_lines, n_numbered) = (0, 0);
            first.get_or_insert(at);
            last = at + line.trim_end().len();
        } else if says.starts_with('|') {
            n_lines += 1;
            n_numbered += usize::from(says.contains(|c: char| c.is_ascii_digit()));
        }
        at += line.len();
    }
    (n_torn > 0).then_some(Span::new(start + first?, start + last))
}

/// Whether a line is drawn between rows; where cells are merged, words may stand in it.
fn is_frame(line: &str) -> bool {
    let is_drawn = |c: char| matches!(c, '+' | '-' | '=' | '|' | ' ' | ':');
    line.starts_with('+') && line.contains("--")
        || line.contains("+--") && line.chars().all(is_drawn)
}

impl AlignedTable {
    /// The same, with the stretch of its section's text that its words and numbers stand in without line ends.
    pub(super) fn or_run_together(self, document: &Document, spec: &TableSpec, body: Span) -> Self {
        let run_together = run_together(document.at(body), body.start as usize, spec);
        AlignedTable {
            run_together,
            ..self
        }
    }
}

/// The stretch of `text`, which begins at byte `start` of the document, that a table's words and numbers stand in; `None` where they are words of
/// sentences.
fn run_together(text: &str, start: usize, spec: &TableSpec) -> Option<Span> {
    let rows = spec.rows.iter().map(|row| row.label.as_str());
    let groups = spec.groups.iter().map(|group| group.label.as_str());
    let columns = spec.columns.iter().map(|column| column.label.as_str());
    let mut words: Vec<&str> = rows.chain(groups).chain(columns).collect();
    // A longer word first: it may contain a shorter one.
    words.sort_unstable_by_key(|word| (std::cmp::Reverse(word.len()), *word));
    words.dedup();
    let long = words.iter().filter(|word| word.len() >= MIN_WORD);
    let found: Vec<(usize, usize)> = long
        .filter_map(|word| Some((text.find(word)?, text.rfind(word)? + word.len())))
        .collect();
    let stands = |row: &&RowSpec| row.label.len() >= MIN_WORD && text.contains(&row.label);
    let n_rows = spec.rows.iter().filter(stands).count();
    // Sentences name the columns of the table, but not its rows as the form words them.
    if found.len() < MIN_WORDS || spec.layout == Layout::LabelledRows && n_rows < MIN_WORDS {
        return None;
    }
    let first = found.iter().map(|(first, _)| *first).min()?;
    let last = found.iter().map(|(_, end)| *end).max()?;
    // The numbers of a table without labels at its rows stand behind all its words.
    let mut behind = text.get(last..)?;
    loop {
        let sets_apart =
            |c: char| is_space(c) || ".,;；|\"".contains(c) || matches!(c, '\u{2500}'..='\u{257F}');
        let next = behind.trim_start_matches(|c: char| c.is_ascii_digit() || sets_apart(c));
        let word = words.iter().find_map(|word| next.strip_prefix(word));
        let shorter = word.unwrap_or(next);
        if shorter.len() == behind.len() {
            break;
        }
        behind = shorter;
    }
    let last = text.len() - behind.len();
    let mut rest = text.get(first..last)?.to_owned();
    for word in words {
        rest = rest.replace(word, " ");
    }
    // A label that is worded in its own way may leave a comma or two behind.
    let n_marks = rest.chars().filter(|c| matches!(c, '，' | '；')).count();
    let is_sentence = rest.contains('。') || 3 * n_marks > found.len();
    let n_digits = rest.chars().filter(char::is_ascii_digit).count();
    (!is_sentence && n_digits >= MIN_WORDS).then(|| Span::new(start + first, start + last))
}
