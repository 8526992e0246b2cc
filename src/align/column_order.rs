//! Columns that stand in another order than the form's.
//!
//! In: a table whose rows are laid in the form's order, and the words of its headers. Out: the same table with every value in the column that its
//! header names, and where such headers stand. In doubt, where the words are those of lines or of a page, only sums tell.

use super::aligned::{AlignedRow, AlignedTable, HeaderOrder, RowState};
use super::lost_column::{lacks_column, unplace_beside_header, unplace_led_by_blanks};
use super::records::{Piece, Records};
use super::rows::{Match, adds_up};
use super::site::Site;
use super::slot::Slot;
use crate::form::lexicon::Name;
use crate::span::Span;
use crate::syntax::Surface;
use crate::syntax::value::Value;

/// The words of a header, in reading order, and the rows below it.
#[derive(Default)]
struct Header<'r> {
    words: Vec<&'r Piece>,
    rows: Vec<usize>,
}

/// Columns, or blocks of them, from left to right, as their header names them.
struct ColumnOrder {
    columns: Vec<usize>,
    /// Whether the words stand side by side, or each on a line right below the one before; otherwise a page may have mixed them.
    is_certain: bool,
}

/// Puts the values of a table with row labels into the columns that its headers name.
pub(super) fn follow_headers(
    site: Site,
    records: &Records,
    matches: &[Option<Match>],
    table: &mut AlignedTable,
) {
    for header in headers(records, matches) {
        let Some(&first) = header.rows.first() else {
            continue;
        };
        let official = &site.spec.rows[first].columns;
        if official.len() < 2 {
            continue;
        }
        let lacks_column = lacks_column(site, &header.words, official);
        let below = (&header.words[..], &header.rows[..]);
        unplace_beside_header(site, (records, matches), table, below, lacks_column);
        if lacks_column {
            unplace_led_by_blanks(site, table, &header.rows);
            continue;
        }
        let Some(order) = order_of(site, &header.words, official) else {
            continue;
        };
        if order.columns == *official {
            continue;
        }
        let is_alike = |row: &&usize| site.spec.rows[**row].columns == *official;
        let rows: Vec<usize> = header.rows.iter().filter(is_alike).copied().collect();
        let moves: Vec<usize> = (order.columns.iter())
            .filter_map(|column| official.iter().position(|of_form| of_form == column))
            .collect();
        let is_column = |word: &&&Piece| matches!(word.name(), Some(Name::Column(..)));
        let spans = header.words.iter().filter(is_column).map(|word| word.span);
        let span = spans.reduce(Span::to).unwrap_or_default();
        table.follow(site, &rows, &moves, (span, order.is_certain));
    }
}

/// Puts the values of a table in one line into the columns that its header names for each of its blocks.
pub(super) fn follow_header_of_line(site: Site, records: &Records, table: &mut AlignedTable) {
    follow_blocks(site, records, table);
    let Some(block) = site.spec.rows.first() else {
        return;
    };
    let (n, n_rows) = (block.columns.len(), site.spec.rows.len());
    let column = |piece: &Piece| match piece.name() {
        Some(Name::Column(_, column)) => block.columns.iter().position(|of| *of == column),
        _ => None,
    };
    let words = || {
        records
            .pieces
            .iter()
            .filter(|piece| column(piece).is_some())
    };
    let moves: Vec<usize> = words().filter_map(column).collect();
    let Some(first) = moves.get(..n).filter(|_| moves.len() == n * n_rows) else {
        return;
    };
    let is_whole = (0..n).all(|column| first.contains(&column));
    let is_official = first.iter().copied().eq(0..n);
    if is_official || !is_whole || moves.chunks(n).any(|block| block != first) {
        return;
    }
    let is_in_cells = words().all(|word| site.document.rows[word.row].surface.keeps_blanks())
        || words().map(|word| word.row).is_sorted_by(|a, b| a == b);
    let span = words().map(|word| word.span).reduce(Span::to);
    let rows: Vec<usize> = (0..n_rows).collect();
    table.follow(site, &rows, first, (span.unwrap_or_default(), is_in_cells));
}

/// Puts the blocks of a table in one line into the rows that its header names, where those stand side by side in cells; no sums tell of them.
fn follow_blocks(site: Site, records: &Records, table: &mut AlignedTable) {
    let words: Vec<&Piece> = records.pieces.iter().collect();
    let place = |name: Name| words.iter().position(|word| word.name() == Some(name));
    let rows = site.spec.rows.iter().enumerate().map(|(row, of_form)| {
        let own = place(Name::block(site.table, row))?;
        let upper = of_form
            .group
            .and_then(|group| place(Name::Group(site.table, group)));
        Some((upper.filter(|upper| *upper < own).unwrap_or(own), own, row))
    });
    let Some(places) = rows.collect::<Option<Vec<_>>>() else {
        return;
    };
    let spans = places.iter().map(|(_, own, _)| words[*own].span);
    let span = spans.reduce(Span::to).unwrap_or_default();
    let order = ColumnOrder::of(site, &words, places);
    let is_placed = table.rows.iter().all(|row| row.state == RowState::Placed);
    if !order.is_certain || !is_placed || order.columns.is_sorted() {
        return;
    }
    let written: Vec<Slot> = table.slots.clone();
    let mut from = 0;
    for row in order.columns {
        let of_form = &site.spec.rows[row];
        let (first, n) = (of_form.first_cell, of_form.columns.len());
        table.slots[first..first + n].copy_from_slice(&written[from..from + n]);
        let spans = table.slots[first..first + n].iter().map(Slot::span);
        table.rows[row].span = spans.reduce(Span::to).unwrap_or_default();
        from += n;
    }
    let is_followed = true;
    table.header_orders.push(HeaderOrder { span, is_followed });
}

/// The headers of a table, each with the rows below it.
fn headers<'r>(records: &'r Records, matches: &[Option<Match>]) -> Vec<Header<'r>> {
    let mut rows: Vec<(usize, usize)> = (matches.iter().enumerate())
        .filter_map(|(row, found)| Some((found.as_ref()?.piece?, row)))
        .collect();
    rows.sort_unstable();
    let mut rows = rows.into_iter().peekable();
    let mut headers: Vec<Header> = Vec::new();
    let mut is_open = false;
    for (at, piece) in records.pieces.iter().enumerate() {
        if let Some((_, row)) = rows.next_if(|(label, _)| *label == at) {
            is_open = false;
            if let Some(header) = headers.last_mut() {
                header.rows.push(row);
            }
        } else if piece.is_header_word() {
            if !is_open {
                headers.push(Header::default());
                is_open = true;
            }
            if let Some(header) = headers.last_mut() {
                header.words.push(piece);
            }
        }
    }
    // A row whose label is lost stands below the header of the row before it.
    for (row, _) in matches.iter().enumerate().filter(|(_, found)| {
        let piece = found.as_ref().map(|found| found.piece);
        piece == Some(None)
    }) {
        let before = |header: &&mut Header| header.rows.iter().any(|above| above + 1 == row);
        if let Some(header) = headers.iter_mut().find(before) {
            header.rows.push(row);
        }
    }
    headers
}

/// The order of the columns by the words of a header: those under a word that stands over several stand where it does. `None` if a column is not
/// named.
fn order_of(site: Site, words: &[&Piece], official: &[usize]) -> Option<ColumnOrder> {
    let place_of = |wanted: usize| {
        let is_wanted = |word: &&Piece| matches!(word.name(), Some(Name::Column(_, column)) if column == wanted);
        words.iter().position(is_wanted)
    };
    let over = |word: &Piece| match word.name() {
        Some(Name::Header(_, header)) => site.spec.headers.get(header).map(|spec| &spec.over),
        _ => None,
    };
    // The word over a column, if it stands over some and not over all.
    let place_over = |column: usize| {
        words.iter().position(|word| {
            let columns = over(word);
            columns.is_some_and(|all| all.contains(&column) && all.len() < official.len())
        })
    };
    let mut places = Vec::with_capacity(official.len());
    for &column in official {
        let own = place_of(column)?;
        let upper = place_over(column).filter(|upper| *upper < own);
        places.push((upper.unwrap_or(own), own, column));
    }
    Some(ColumnOrder::of(site, words, places))
}

impl ColumnOrder {
    /// The order of columns or blocks whose own words, and those over them, stand at these places among the words.
    fn of(site: Site, words: &[&Piece], mut places: Vec<(usize, usize, usize)>) -> Self {
        places.sort_unstable();
        let row_of = |at: usize| words[at].row;
        let is_alone = |at: usize| {
            let row = &site.document.rows[row_of(at)];
            let line = site.document.at(row.span).trim();
            row.surface == Surface::Line && line == site.document.at(words[at].span)
        };
        let upper: Vec<usize> = places.iter().map(|(upper, ..)| *upper).collect();
        let lower = places.iter().filter(|(upper, own, _)| upper != own);
        let lower: Vec<usize> = lower.map(|(_, own, _)| *own).collect();
        // 自然人, 法人或其他组织, 总计, each on its line; a word over several stands there once.
        let are_beside = |words: &[usize]| {
            let follows = |pair: &[usize]| {
                let (before, after) = (row_of(pair[0]), row_of(pair[1]));
                before == after || before + 1 == after && is_alone(pair[0]) && is_alone(pair[1])
            };
            words.windows(2).all(follows)
        };
        ColumnOrder {
            is_certain: are_beside(&upper) && are_beside(&lower),
            columns: places.into_iter().map(|(_, _, column)| column).collect(),
        }
    }
}

impl AlignedTable {
    /// Moves the values of rows into another order, of which `moves` says for each place in the text which of the row's columns it is, unless
    /// their sums say that the header is what is wrong.
    fn follow(
        &mut self,
        site: Site,
        rows: &[usize],
        moves: &[usize],
        (span, is_certain): (Span, bool),
    ) {
        let is_laid = |row: &AlignedRow| matches!(row.state, RowState::Placed | RowState::Guessed);
        let (mut n_as_form, mut n_as_header) = (0, 0);
        let mut moved: Vec<(usize, Vec<Slot>)> = Vec::new();
        for &row in rows.iter().filter(|&&row| is_laid(&self.rows[row])) {
            let first = site.spec.rows[row].first_cell;
            let written = &self.slots[first..first + moves.len()];
            let mut ordered = written.to_vec();
            for (slot, &to) in written.iter().zip(moves) {
                ordered[to] = *slot;
            }
            let holds = |slots: &[Slot]| {
                let values = slots
                    .iter()
                    .map(|slot| slot.value().unwrap_or(Value::Blank));
                adds_up(site.spec, row, &values.collect::<Vec<_>>(), Some(0))
            };
            n_as_form += usize::from(holds(written));
            n_as_header += usize::from(holds(&ordered));
            moved.push((first, ordered));
        }
        self.is_told_by_sums = true;
        let is_followed = match is_certain {
            true => n_as_header >= n_as_form,
            false => n_as_header > n_as_form,
        };
        if is_followed {
            for (first, ordered) in moved {
                self.slots[first..first + ordered.len()].copy_from_slice(&ordered);
            }
        }
        if is_followed || is_certain {
            self.header_orders.push(HeaderOrder { span, is_followed });
        }
    }
}
