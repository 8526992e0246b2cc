//! A table whose cells stand side by side in one line of numbers (section 四): only their order is reliable.

use std::cmp::Reverse;

use super::aligned::{AlignedRow, AlignedTable, RowState};
use super::column_order::follow_header_of_line;
use super::empty_lines::on_lines;
use super::furniture::{without_lone_numbers, without_page_lines};
use super::gaps::Placed;
use super::joined_cells::{has_gap, runs_together};
use super::line_header::{above_header, below_header, beside_outer_bars};
use super::out_of_order::{are_below_broken_words, are_out_of_order};
use super::records::{Piece, Records, ValueCell, is_almost_number};
use super::site::Site;
use super::slot::Slot;
use super::transposed::{Turned, turned};
use super::words_among::may_be_words_among;
use crate::form::lexicon::Name;
use crate::span::Span;
use crate::syntax::Document;
use crate::syntax::value::Value;

/// The numbers of the table, and where each stands.
struct Numbers<'r> {
    /// All that are stated.
    stated: Vec<&'r ValueCell>,
    /// All to point at: the stated ones, or a line of blanks.
    shown: Vec<&'r ValueCell>,
    /// One for each cell of the form; `None` if nobody can say.
    placed: Option<Vec<Placed>>,
    /// Whether each may as well stand one cell further ahead.
    may_begin_later: bool,
}

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
    let stated = records.values.iter().filter(is_stated);
    if words.count() == 0 && stated.count() < n {
        return None;
    }
    // The first line with the most numbers, since another year's may follow; among lines of blanks alone, the last with one blank for each cell.
    let lines = 0..records.records.len();
    let above_header = above_header(document, records);
    let best = lines.max_by_key(|&at| {
        let values = records.values_of(&records.records[at]);
        let n_stated = values.iter().filter(is_stated).count();
        let counts = !(n_stated > 1 && numbers_columns(document, values));
        let is_first = (n_stated > 0).then_some(Reverse(at));
        let is_own = at >= above_header;
        (counts, is_own, n_stated, values.len() == n, is_first)
    });
    let line: &[ValueCell] = best.map_or(&[], |at| records.values_of(&records.records[at]));
    let record = best.map(|at| &records.records[at]);
    let without_page = record.and_then(|record| without_page_lines(document, record, line, n));
    let line = without_page.as_deref().unwrap_or(line);
    let without_lone = without_lone_numbers(document, line, n);
    let line = without_lone.as_deref().unwrap_or(line);
    let mut numbers = numbers(site, records, line, best);
    let turned = turned(site, records);
    let is_turned = !matches!(turned, Turned::No);
    match turned {
        Turned::No => {}
        Turned::Placed(placed) => numbers.placed = Some(placed),
        Turned::Unknown => numbers.placed = None,
    }
    let mut is_told_by_sums = false;
    if let Some(placed) = &numbers.placed
        && (numbers.may_begin_later || are_below_broken_words(site, records, &numbers.stated))
    {
        is_told_by_sums = true;
        if are_out_of_order(site, &numbers.stated, placed) {
            numbers.placed = None;
        }
    }
    let mut aligned = AlignedTable::missing(table, spec, Span::default());
    aligned.is_found = true;
    aligned.is_told_by_sums = is_told_by_sums;
    aligned.lay(site, records, &numbers);
    if !is_turned {
        follow_header_of_line(site, records, &mut aligned);
    }
    Some(aligned)
}

/// 1, 2, 3…: the numbers of the columns.
fn numbers_columns(document: &Document, values: &[ValueCell]) -> bool {
    let mut numbers = values.iter().zip(1..);
    numbers.all(|(value, number)| matches!(value.says(document), Value::Number(says) if says.whole_part == number))
}

/// Finds the place of each number, the best line of which is `line`, from record `best`.
fn numbers<'r>(
    site: Site,
    records: &'r Records,
    line: &'r [ValueCell],
    best: Option<usize>,
) -> Numbers<'r> {
    let (document, n) = (site.document, site.spec.n_cells);
    let is_stated = |value: &&ValueCell| value.is_stated(document);
    let in_line: Vec<&ValueCell> = line.iter().filter(is_stated).collect();
    let all: Vec<&ValueCell> = records.values.iter().filter(is_stated).collect();
    let stated = if line.len() == n && all.len() > n && in_line.len() == n {
        in_line.clone()
    } else {
        all
    };
    let cells = |values: &[&ValueCell]| {
        let cells = values.iter().map(|value| Placed::Cell(value.cell));
        cells.collect::<Vec<Placed>>()
    };
    let mut may_begin_later = false;
    let is_whole = line.len() == n && (!in_line.is_empty() || stated.is_empty());
    let placed = if is_whole {
        Some(cells(&line.iter().collect::<Vec<_>>()))
    } else if stated.len() == n {
        Some(cells(&stated))
    } else {
        below_header(document, records, line, n)
            .or_else(|| window(document, line, n))
            .or_else(|| {
                let lines = on_lines(document, records, best, n)?;
                may_begin_later = lines.may_begin_later;
                Some(lines.placed)
            })
            .or_else(|| beside_outer_bars(document, records, line, n))
    };
    // A number with a gap is several where the line lacks cells.
    let has_gap = |value: &ValueCell| has_gap(&document.cells[value.cell]);
    let is_joined = |placed: &Vec<Placed>| {
        line.len() != n && line.iter().any(has_gap) || runs_together(document, placed)
    };
    let placed = placed.filter(|placed| !is_joined(placed));
    // What is hardly more than a number may be the value of what looks like a blank.
    let is_gap = |cell: &Placed| matches!(cell, Placed::Gap(..));
    let is_almost =
        |piece: &Piece| piece.named.is_none() && is_almost_number(document.at(piece.span));
    let placed =
        placed.filter(|placed| !placed.iter().any(is_gap) || !records.pieces.iter().any(is_almost));
    let placed = placed.filter(|placed| {
        let has_blank = has_blank(document, placed);
        let may_be_a_word = |at| may_be_words_among(site, records, at, n, has_blank);
        !(has_blank && are_others_beside(document, records, best)
            || best.is_some_and(may_be_a_word))
    });
    let shown = match stated.is_empty() {
        true => line.iter().collect(),
        false => stated.clone(),
    };
    Numbers {
        stated,
        shown,
        placed,
        may_begin_later,
    }
}

/// Whether a place has no number.
fn has_blank(document: &Document, placed: &[Placed]) -> bool {
    placed.iter().any(|place| match place {
        Placed::Cell(cell) => document.cells[*cell].value == Value::Blank,
        Placed::Gap(..) => true,
    })
}

/// Whether numbers of another record stand in the document row of record `best`: then they may be what its blanks lack. One alone numbers the row, or
/// is its year.
fn are_others_beside(document: &Document, records: &Records, best: Option<usize>) -> bool {
    let values = best.map_or(&[][..], |at| records.values_of(&records.records[at]));
    let (Some(first), Some(last)) = (values.first(), values.last()) else {
        return false;
    };
    let rows = first.row..=last.row;
    let is_beside = |value: &&ValueCell| {
        rows.contains(&value.row) && !(first.cell..=last.cell).contains(&value.cell)
    };
    let beside = records.values.iter().filter(is_beside);
    beside.filter(|value| value.is_stated(document)).count() > 1
}

impl AlignedTable {
    /// Writes the numbers into their cells, or says that nobody can say which they are.
    fn lay(&mut self, site: Site, records: &Records, numbers: &Numbers) {
        let (document, spec) = (site.document, site.spec);
        let spans = numbers.shown.iter();
        let spans = spans.map(|value| document.cells[value.cell].span);
        let values_span = spans.reduce(Span::to);
        // What stands behind the numbers is the text that goes on.
        let end = values_span.map_or(u32::MAX, |span| span.end);
        let above = records.pieces.iter().filter(|piece| piece.span.start < end);
        let words = above.map(|piece| piece.span).reduce(Span::to);
        let all = words.into_iter().chain(values_span).reduce(Span::to);
        self.span = all.unwrap_or_default();
        if let Some(value) = numbers.shown.first() {
            self.surface = document.rows[value.row].surface;
        }
        let at = values_span.or(words).unwrap_or_default();
        let Some(placed) = &numbers.placed else {
            let row = AlignedRow {
                label: block_label(records),
                span: at,
                state: RowState::Unplaced {
                    n_values: numbers.stated.len().max(n_almost_numbers(site, records)),
                    span: at,
                },
                out_of_order: false,
            };
            self.rows.fill(row);
            let cells = numbers.stated.iter().map(|value| value.cell);
            return super::table::fill_unplaced(document, &mut self.slots, cells, at);
        };
        for (row_at, row) in spec.rows.iter().enumerate() {
            let cells = row.first_cell..row.first_cell + row.columns.len();
            let values = &placed[cells.clone()];
            self.fill_row(document, row.first_cell, values, Slot::Found);
            let spans = self.slots[cells].iter().map(Slot::span);
            self.rows[row_at] = AlignedRow {
                label: None,
                span: spans.reduce(Span::to).unwrap_or(at),
                state: RowState::Placed,
                out_of_order: false,
            };
        }
    }
}

/// How many words of the table are numbers with something at them, where most values are written so.
fn n_almost_numbers(site: Site, records: &Records) -> usize {
    let words = records.pieces.iter().filter(|piece| piece.named.is_none());
    let almost = words.filter(|piece| is_almost_number(site.document.at(piece.span)));
    let n = almost.count();
    match n * 2 > site.spec.n_cells {
        true => n,
        false => 0,
    }
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

/// The first word of the table, to point at when there are no numbers.
fn block_label(records: &Records) -> Option<Span> {
    records
        .pieces
        .iter()
        .find(|piece| matches!(piece.name(), Some(Name::Group(..))))
        .map(|piece| piece.span)
}
