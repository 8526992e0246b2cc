//! Rows that a converter packed into one, `1.…<br>2.…` in front of `4<br>0`.
//!
//! In: a row of the document. Out: the rows of the form that its labels name, each with its own part of every cell. Where labels and parts do not
//! go together, the rows are there all the same, and none of their values is placed.

use super::hashes::MAX_LABEL;
use super::shared::SharedRow;
use super::site::Site;
use super::slot::SlotCell;
use crate::chars::is_space;
use crate::form::lexicon::Name;
use crate::span::Span;
use crate::syntax::value::{Value, read_value};
use crate::syntax::{Row, html::CELL_BREAK};

/// Rows of one cell at most that are one above the other; no converter packs a whole table into one.
const MAX_PARTS: usize = 32;

/// The rows that are packed into one row of the document; none where it holds a single one.
pub(super) fn packed_rows(site: Site, row: &Row) -> Vec<SharedRow> {
    let text = site.document.at(row.span).as_bytes();
    if !row.surface.keeps_blanks() || memchr::memchr2(b'<', CELL_BREAK as u8, text).is_none() {
        return Vec::new();
    }
    let mut labels: Vec<(usize, Span)> = Vec::new();
    let mut values: Vec<Vec<Span>> = Vec::new();
    let mut is_packed = false;
    for cell in site.document.cells_of(row) {
        let parts = parts_of(site.document.at(cell.span), cell.span);
        let are_numbers = parts.iter().all(|part| is_number(site, *part));
        match cell.value {
            Value::Blank => {}
            Value::Words if parts.len() < 2 || !are_numbers => {
                labels.extend(labels_of(site, &parts))
            }
            _ => {
                is_packed |= parts.len() > 1;
                values.push(parts);
            }
        }
    }
    if !is_packed || labels.len() < 2 {
        return Vec::new();
    }
    labels.sort_unstable_by_key(|(row, _)| *row);
    labels.dedup_by_key(|(row, _)| *row);
    let spans = || values.iter().flatten().copied();
    let Some(span) = spans().reduce(Span::to) else {
        return Vec::new();
    };
    let n_columns = |row: usize| site.spec.rows[row].columns.len();
    let goes_together = labels
        .iter()
        .all(|(row, _)| n_columns(*row) == values.len())
        && values.iter().all(|parts| parts.len() == labels.len());
    let rows = labels
        .iter()
        .enumerate()
        .map(|(at, (row, label))| SharedRow {
            row: *row,
            label: *label,
            span,
            n_values: spans().count(),
            values: goes_together.then(|| {
                let own = values.iter().map(|parts| parts[at]);
                own.map(|span| cell_at(site, span)).collect()
            }),
        });
    rows.collect()
}

/// What stands at a place that is a part of a cell.
fn cell_at(site: Site, span: Span) -> SlotCell {
    SlotCell {
        value: read_value(site.document.at(span)),
        span,
        line_ends: 0,
    }
}

fn is_number(site: Site, part: Span) -> bool {
    matches!(
        read_value(site.document.at(part)),
        Value::Number(_) | Value::Dash
    )
}

/// The parts of a cell that stand one above the other, without padding.
fn parts_of(text: &str, cell: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut rest = text;
    while parts.len() < MAX_PARTS {
        let at = rest
            .find("<br")
            .into_iter()
            .chain(rest.find(CELL_BREAK))
            .min();
        let part = at.map_or(rest, |at| &rest[..at]);
        let from = part.as_ptr() as usize - text.as_ptr() as usize;
        let inner = part.trim_start_matches(is_space);
        let from = from + part.len() - inner.len();
        let start = cell.start as usize + from;
        parts.push(Span::new(
            start,
            start + inner.trim_end_matches(is_space).len(),
        ));
        let Some(at) = at else { break };
        let mark = &rest[at..];
        let end = match mark.starts_with(CELL_BREAK) {
            true => CELL_BREAK.len_utf8(),
            false => mark.find('>').map_or(mark.len(), |end| end + 1),
        };
        rest = &mark[end..];
    }
    parts
}

/// The rows that the parts of a cell name; a label may be broken over several, and that of a group may stand among them.
fn labels_of(site: Site, parts: &[Span]) -> Vec<(usize, Span)> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < parts.len() {
        let named = (from..parts.len()).find_map(|to| {
            let span = parts[from].to(parts[to]);
            if span.len() > MAX_LABEL {
                return None;
            }
            let words = parts[from..=to].iter().map(|part| site.document.at(*part));
            let named = site.named(site.fold.hash(&words.collect::<String>()))?;
            Some((to, span, named.name))
        });
        match named {
            Some((to, span, Name::Row(_, row))) => {
                found.push((row, span));
                from = to + 1;
            }
            Some((to, ..)) => from = to + 1,
            None => from += 1,
        }
    }
    found
}
