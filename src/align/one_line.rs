//! A table whose cells stand side by side in one line of numbers (section 四): only their order is reliable.

use super::aligned::{AlignedRow, AlignedTable, RowState, SlotState};
use super::empty_lines::{Run, gap_between_words};
use super::gaps::Placed;
use super::place::with_outer_blanks;
use super::records::{Records, ValueCell};
use super::site::Site;
use crate::form::lexicon::Name;
use crate::span::Span;
use crate::syntax::Document;

/// Lays the table over the records of its region; `None` if neither its words nor any numbers are there.
pub(super) fn one_line(site: Site, records: &Records) -> Option<AlignedTable> {
    let Site {
        document,
        table,
        spec,
        ..
    } = site;
    let n = spec.n_cells;
    let is_stated = |value: &&ValueCell| value.is_stated(document);
    let words = records.pieces.iter().filter(|piece| piece.named.is_some());
    let n_words = words.count();
    let stated: Vec<&ValueCell> = records.values.iter().filter(is_stated).collect();
    if n_words == 0 && stated.len() < n {
        return None;
    }
    let mut aligned = AlignedTable::missing(table, spec, Span::default());
    aligned.is_found = true;
    // The line with the most numbers; among lines of blanks alone, the last with one blank for each cell.
    let best = (0..records.records.len()).max_by_key(|&at| {
        let values = records.values_of(&records.records[at]);
        (values.iter().filter(is_stated).count(), values.len() == n)
    });
    let line: &[ValueCell] = best.map_or(&[], |at| records.values_of(&records.records[at]));
    let n_line = line.iter().filter(is_stated).count();
    let placed: Option<Vec<Placed>> =
        if line.len() == n && n_line > 0 || (line.len() == n && stated.is_empty()) {
            Some(line.iter().map(|value| Placed::Cell(value.cell)).collect())
        } else if stated.len() == n {
            Some(
                stated
                    .iter()
                    .map(|value| Placed::Cell(value.cell))
                    .collect(),
            )
        } else {
            window(document, line, n)
                .or_else(|| on_lines(document, records, best, n))
                .or_else(|| with_outer_blanks(document, line, n))
        };
    let numbers = if stated.is_empty() {
        line.iter().collect()
    } else {
        stated.clone()
    };
    let values_span = numbers
        .iter()
        .map(|value| document.cells[value.cell].span)
        .reduce(Span::to);
    // What stands behind the numbers is the text that goes on.
    let end = values_span.map_or(u32::MAX, |span| span.end);
    let above = records.pieces.iter().filter(|piece| piece.span.start < end);
    let words = above.map(|piece| piece.span).reduce(Span::to);
    aligned.span = words
        .into_iter()
        .chain(values_span)
        .reduce(Span::to)
        .unwrap_or_default();
    if let Some(value) = numbers.first() {
        aligned.surface = document.rows[value.row].surface;
    }
    let at = values_span.or(words).unwrap_or_default();
    let state = match &placed {
        Some(placed) => {
            for (row_at, row) in spec.rows.iter().enumerate() {
                let cells = row.first_cell..row.first_cell + row.columns.len();
                aligned.fill_row(
                    document,
                    row.first_cell,
                    &placed[cells.clone()],
                    SlotState::Found,
                );
                let span = aligned.slots[cells]
                    .iter()
                    .map(|slot| slot.span)
                    .reduce(Span::to)
                    .unwrap_or(at);
                aligned.rows[row_at] = AlignedRow {
                    label: None,
                    span,
                    state: RowState::Placed,
                    out_of_order: false,
                };
            }
            return Some(aligned);
        }
        None => RowState::Unplaced {
            n_values: stated.len(),
            span: at,
        },
    };
    for row in &mut aligned.rows {
        *row = AlignedRow {
            label: block_label(records),
            span: at,
            state,
            out_of_order: false,
        };
    }
    super::table::fill_unplaced(
        document,
        &mut aligned.slots,
        stated.iter().map(|value| value.cell),
        at,
    );
    Some(aligned)
}

/// The `n` cells of a line that is longer by blanks at its ends.
fn window(document: &Document, line: &[ValueCell], n: usize) -> Option<Vec<Placed>> {
    let stated = |value: &ValueCell| value.is_stated(document);
    let (first, last) = (
        line.iter().position(stated)?,
        line.iter().rposition(stated)?,
    );
    let from = (last + 1)
        .saturating_sub(n)
        .max(if last + 1 - first == n { first } else { 0 });
    (line.len() > n && last + 1 - first <= n).then(|| {
        line[from..from + n]
            .iter()
            .map(|value| Placed::Cell(value.cell))
            .collect()
    })
}

/// Values on lines of their own, some of them blank lines; or all of them, below the last word of the table.
fn on_lines(
    document: &Document,
    records: &Records,
    record: Option<usize>,
    n: usize,
) -> Option<Vec<Placed>> {
    let values = record.map_or(&[][..], |at| records.values_of(&records.records[at]));
    let (row, next_row) = match (record, values) {
        (Some(at), [first, ..]) => (first.row, records.records[at].next_row),
        _ => {
            let last = records.pieces.last()?.row;
            (last, last + 1)
        }
    };
    if document.rows[row].surface.keeps_blanks() {
        return None;
    }
    let gaps = values
        .iter()
        .skip(1)
        .map(|value| document.rows[value.row].gap);
    let usual = gaps.chain(gap_between_words(document, records)).min()?;
    let run = Run {
        values,
        next_row,
        is_last: true,
    };
    run.by_empty_lines(document, n, (usual, usual, usual), None)
}

/// The first word of the table, to point at when there are no numbers.
fn block_label(records: &Records) -> Option<Span> {
    records
        .pieces
        .iter()
        .find(|piece| matches!(piece.name(), Some(Name::Group(..))))
        .map(|piece| piece.span)
}
