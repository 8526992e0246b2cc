//! The cells of one table's region, cut into records: the words that stand together, and the values behind them.

use std::cell::OnceCell;
use std::ops::Range;

use super::cut_number::join_cut_numbers;
use super::extra_columns::ExtraColumns;
use super::furniture::is_page_line;
use super::hashes::Named;
use super::rows::is_piece_of_group;
use super::site::Site;
use crate::chars::is_han;
use crate::form::lexicon::Name;
use crate::span::Span;
use crate::syntax::value::Value;
use crate::syntax::{Document, Row, Surface, is_misread_number};

/// A label, or a part of one, as written.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// All its characters; several cells if the label is broken.
    pub span: Span,
    /// What it names, if it is exactly a label of the table.
    pub named: Option<Named>,
    /// The row of the document that it stands in.
    pub row: usize,
    /// Its folded characters, once they were asked for.
    folded: OnceCell<Vec<char>>,
}

impl Piece {
    pub(super) fn new(span: Span, named: Option<Named>, row: usize) -> Self {
        Piece {
            span,
            named,
            row,
            folded: OnceCell::new(),
        }
    }

    /// What it names.
    pub(super) fn name(&self) -> Option<Name> {
        self.named.map(|named| named.name)
    }

    /// The row of the table that it names.
    pub(super) fn row_name(&self) -> Option<usize> {
        match self.name() {
            Some(Name::Row(_, row)) => Some(row),
            _ => None,
        }
    }

    /// Whether it names something that heads columns.
    pub(super) fn is_header_word(&self) -> bool {
        matches!(self.name(), Some(Name::Column(..) | Name::Header(..)))
    }

    /// Its folded characters.
    pub(super) fn folded(&self, site: Site) -> &[char] {
        self.folded.get_or_init(|| site.folded(self.span))
    }
}

/// A value cell behind a label.
#[derive(Clone, Copy, Debug)]
pub(super) struct ValueCell {
    /// Index of the cell in the document.
    pub cell: usize,
    /// The row of the document that it stands in.
    pub row: usize,
}

impl ValueCell {
    /// What it says.
    pub(super) fn says(&self, document: &Document) -> Value {
        document.cells[self.cell].value
    }

    /// Whether it says anything.
    pub(super) fn is_stated(&self, document: &Document) -> bool {
        self.says(document) != Value::Blank
    }
}

/// How the row of a record's first value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowShape {
    pub surface: Surface,
    /// Cells before the first value.
    pub column: usize,
    /// Cells altogether.
    pub cells: usize,
}

/// Words that stand together, and the values behind them.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// Indices into [`Records::pieces`].
    pub pieces: Range<usize>,
    /// Indices into [`Records::values`]; blank cells are among them where the surface keeps them.
    pub values: Range<usize>,
    /// How the values are written.
    pub shape: RowShape,
    /// The row of the document after the last value; its gap tells of blank cells at the end.
    pub next_row: usize,
    /// Whether its values may be those of another row.
    pub is_unclear: bool,
    /// Values that stand beside those of the form's columns.
    pub beside: ValuesBeside,
}

/// How many values of a row stand before those of the form's columns, and how many behind them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ValuesBeside {
    pub before: usize,
    pub behind: usize,
}

impl ValuesBeside {
    /// The same where so many of the latter are no values.
    pub(super) fn without(self, n_behind: usize) -> Self {
        ValuesBeside {
            behind: self.behind.saturating_sub(n_behind),
            ..self
        }
    }

    /// The items that are those of the form's columns.
    pub(super) fn inner<T>(self, items: &[T]) -> &[T] {
        let end = items.len().saturating_sub(self.behind);
        items.get(self.before..end).unwrap_or_default()
    }
}

/// All records of a region.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub pieces: Vec<Piece>,
    pub values: Vec<ValueCell>,
    pub records: Vec<Record>,
    /// Pieces behind the last values.
    pub rest: Range<usize>,
    /// What was left out of them.
    pub extra: ExtraColumns,
}

impl Records {
    /// The pieces of a record.
    pub(super) fn pieces_of(&self, record: &Record) -> &[Piece] {
        &self.pieces[record.pieces.clone()]
    }

    /// The values of a record.
    pub(super) fn values_of(&self, record: &Record) -> &[ValueCell] {
        &self.values[record.values.clone()]
    }

    /// How many of its values are stated.
    pub(super) fn n_stated(&self, document: &Document, record: &Record) -> usize {
        let values = self.values_of(record).iter();
        values.filter(|value| value.is_stated(document)).count()
    }

    /// Whether the first words behind this record name no row and no group: they may stand in place of one of its values, or between two.
    pub(super) fn is_before_other_words(&self, record: &Record) -> bool {
        let next = self.pieces.get(record.pieces.end);
        next.is_some_and(|next| !matches!(next.name(), Some(Name::Row(..) | Name::Group(..))))
    }

    /// Whether no other values stand below this record.
    pub(super) fn is_last(&self, record: &Record) -> bool {
        let last = self.records.last();
        last.is_some_and(|last| last.values == record.values)
    }
}

/// A line longer than this is a sentence, not a cell.
pub(super) const MAX_CELL: usize = 200;

/// How far a row is searched for what else is in it; no form has as many columns.
const MAX_ROW: usize = 64;

/// The record that is being read, behind those that are closed.
struct OpenRecord {
    done: Records,
    pieces_from: usize,
    values_from: usize,
    shape: RowShape,
    /// Whether one of its values is stated.
    has_number: bool,
    /// The row of the document that says a page's number, where one follows the last value.
    page: Option<usize>,
}

impl OpenRecord {
    fn pieces(&self) -> &[Piece] {
        &self.done.pieces[self.pieces_from..]
    }

    fn has_values(&self) -> bool {
        self.done.values.len() > self.values_from
    }

    /// A value, or the place of one.
    fn value(&mut self, row: &Row, row_at: usize, column: usize) {
        self.page = None;
        if !self.has_values() {
            self.shape = RowShape {
                surface: row.surface,
                column,
                cells: row.n_cells as usize,
            };
        }
        self.done.values.push(ValueCell {
            cell: row.first_cell as usize + column,
            row: row_at,
        });
    }

    /// What looked like blank values holds the place of merged cells.
    fn drop_values(&mut self) {
        self.done.values.truncate(self.values_from);
    }

    /// Ends the record; `next_row` is the row of the document below its last value.
    fn close(&mut self, next_row: usize) {
        let (pieces, values) = (self.done.pieces.len(), self.done.values.len());
        self.done.records.push(Record {
            pieces: self.pieces_from..pieces,
            values: self.values_from..values,
            shape: self.shape,
            next_row: self.page.take().unwrap_or(next_row),
            is_unclear: false,
            beside: ValuesBeside::default(),
        });
        (self.pieces_from, self.values_from) = (pieces, values);
        self.has_number = false;
    }
}

impl Site<'_> {
    /// Cuts the rows `region` of the document into records.
    pub(super) fn collect(&self, region: Range<usize>) -> Records {
        let rows = &self.document.rows[region.clone()];
        let n_cells = rows.iter().map(|row| row.n_cells as usize).sum();
        let mut open = OpenRecord {
            done: Records {
                pieces: Vec::with_capacity(region.len()),
                values: Vec::with_capacity(n_cells),
                records: Vec::with_capacity(region.len().min(64)),
                rest: 0..0,
                extra: ExtraColumns::find(*self, region.clone()),
            },
            pieces_from: 0,
            values_from: 0,
            shape: RowShape {
                surface: Surface::Line,
                column: 0,
                cells: 0,
            },
            has_number: false,
            page: None,
        };
        let (mut row, mut cell) = (region.start, 0);
        while row < region.end {
            (row, cell) = self.read_row(&mut open, row, cell);
        }
        let is_blank_line = self.is_one_line() && open.has_values();
        if open.has_number || is_blank_line || self.ends_in_bare_label(open.pieces()) {
            open.close(region.end);
        }
        let mut records = Records {
            rest: open.pieces_from..open.done.pieces.len(),
            ..open.done
        };
        join_cut_numbers(*self, &mut records);
        records
    }

    /// Reads a row from a cell on. Returns the row and cell after it; a label that is broken may reach into rows below.
    fn read_row(&self, open: &mut OpenRecord, row_at: usize, from: usize) -> (usize, usize) {
        let row = &self.document.rows[row_at];
        if self.says_page(row) {
            open.page.get_or_insert(row_at);
            return (row_at + 1, 0);
        }
        let mut has_label = false;
        let mut after = (row_at + 1, 0);
        let mut at = from;
        while at < row.n_cells as usize {
            let cell = &self.document.cells[first_cell_of(row) + at];
            if open.done.extra.holds(first_cell_of(row) + at) {
                at += 1;
                continue;
            }
            match cell.value {
                Value::Blank if holds_blank(open, row, at) => open.value(row, row_at, at),
                Value::Blank => {}
                Value::Number(_) | Value::Dash => {
                    open.value(row, row_at, at);
                    open.has_number = true;
                }
                // A sentence ends whatever was open.
                Value::Words if cell.span.len() > MAX_CELL => {
                    if open.has_number {
                        open.close(row_at);
                    }
                    open.drop_values();
                }
                Value::Words if self.is_odd_value(open, row_at, at) => open.value(row, row_at, at),
                Value::Words if self.is_header_line(row_at, at) => {
                    self.end_before_label(open, row, row_at);
                    open.done.pieces.extend(self.header_words(row_at, at));
                    open.page = None;
                    has_label = true;
                }
                Value::Words => {
                    let (piece, end_row, end_cell) = self.read_label(row_at, at);
                    if !self.is_group_beside(open, &piece) {
                        self.end_before_label(open, row, row_at);
                        open.done.pieces.push(piece);
                        open.page = None;
                        has_label = true;
                    }
                    if end_row > row_at {
                        after = (end_row, end_cell);
                        break;
                    }
                    at = end_cell;
                    continue;
                }
            }
            at += 1;
        }
        if row.surface.keeps_blanks() && after == (row_at + 1, 0) {
            self.end_row(open, row_at, has_label);
        }
        after
    }

    /// Whether a piece of a group's label has come between the label of a row and its values, as the lines of a PDF leave it.
    fn is_group_beside(&self, open: &OpenRecord, piece: &Piece) -> bool {
        piece.named.is_none()
            && !open.has_values()
            && self.ends_in_bare_label(open.pieces())
            && is_piece_of_group(*self, piece.folded(*self))
    }

    /// Before a new label, a record with numbers is closed. On lines of their own, a row's label may be followed by blanks alone.
    fn end_before_label(&self, open: &mut OpenRecord, row: &Row, row_at: usize) {
        if !open.has_number && !self.ends_in_bare_label(open.pieces()) {
            return open.drop_values();
        }
        if !open.has_values() {
            open.shape = RowShape {
                surface: row.surface,
                column: 0,
                cells: 1,
            };
        }
        open.close(row_at);
    }

    /// At the end of a row whose surface keeps blanks, a record with a row's label or with numbers is closed.
    fn end_row(&self, open: &mut OpenRecord, row_at: usize, has_label: bool) {
        let may_name_row = |piece: &Piece| piece.named.is_none() || piece.row_name().is_some();
        let last = open.pieces().last();
        let names_row = last.is_some_and(|piece| may_name_row(piece) && piece.row == row_at);
        let is_row = names_row && (open.has_values() || self.begins_with_words(row_at + 1));
        // A label and a bar, and its blanks behind a bar on the next line.
        let is_below = last.is_some_and(|piece| piece.row + 1 == row_at);
        let is_blank_row = is_below && open.has_values() && self.ends_in_bare_label(open.pieces());
        if open.has_number || is_row || is_blank_row {
            open.close(row_at + 1);
        } else if !open.pieces().is_empty() && (has_label || !self.is_one_line()) {
            open.drop_values();
        } else if open.has_values() {
            // A row of blanks alone.
            open.close(row_at + 1);
        }
    }

    /// Whether a row of the document says the number of a page: in words, or with more or fewer signs than any row of the table has values.
    pub(super) fn says_page(&self, row: &Row) -> bool {
        let n_cells = row.n_cells as usize;
        let mut cells = self.document.cells_of(row).iter();
        let has_words = cells.any(|cell| cell.value == Value::Words);
        let mut widths = self.spec.rows.iter().map(|row| row.columns.len());
        let mut is_no_row = || n_cells > 1 && !widths.any(|width| width == n_cells);
        (has_words || is_no_row()) && is_page_line(self.document.at(row.span))
    }

    /// Whether the first thing in a row of the document is words, so that no values of the row above stand there.
    fn begins_with_words(&self, row_at: usize) -> bool {
        self.document.rows.get(row_at).is_some_and(|row| {
            let mut values = self.document.cells_of(row).iter().map(|cell| cell.value);
            values.find(|value| *value != Value::Blank) == Some(Value::Words)
        })
    }

    /// Whether the last of these pieces is a row's label on a line of its own; a row on lines is closed by the next label only.
    fn ends_in_bare_label(&self, pieces: &[Piece]) -> bool {
        pieces.last().is_some_and(|piece| {
            let surface = self.document.rows[piece.row].surface;
            piece.row_name().is_some() && !surface.keeps_blanks()
        })
    }

    /// Whether words in a row are a value gone wrong (`5人次`, `待定`) rather than the next label: they stand behind the row's own label in a
    /// surface with places, and no label follows them.
    fn is_odd_value(&self, open: &OpenRecord, row_at: usize, at: usize) -> bool {
        let row = &self.document.rows[row_at];
        let names_row = |piece: &Piece| piece.row_name().is_some() && piece.row == row_at;
        let first_cell = first_cell_of(row);
        if row.surface == Surface::Spaced {
            let word = self.document.at(self.document.cells[first_cell + at].span);
            return is_misread_number(word);
        }
        if !row.surface.keeps_blanks() {
            return false;
        }
        if self.is_one_line() {
            return self.is_line_of_values(row);
        }
        let is_labelled = open.pieces().last().is_some_and(|piece| {
            // Where the label is worded otherwise, only what is hardly more than a number.
            let is_hardly_more = || {
                let text = self.document.at(self.document.cells[first_cell + at].span);
                piece.row == row_at && is_almost_number(text)
            };
            names_row(piece) || is_hardly_more()
        });
        if !is_labelled {
            return false;
        }
        let end = (row.n_cells as usize).min(at + 1 + MAX_ROW);
        let rest = || first_cell + at + 1..first_cell + end;
        let value_of = |cell: usize| self.document.cells[cell].value;
        let follows =
            || rest().any(|cell| matches!(value_of(cell), Value::Number(_) | Value::Dash));
        let is_label = |cell: usize| self.named(self.hashes.of(cell)).is_some();
        // Behind the row's own label, words that are no label stand where a number is due.
        !is_label(first_cell + at)
            && (follows() || open.has_number && open.has_values() || !rest().any(is_label))
    }
}

impl Site<'_> {
    /// Whether a row has one cell for each value of a table in one line: most of them are numbers or almost, and none is a label.
    fn is_line_of_values(&self, row: &Row) -> bool {
        let first = first_cell_of(row);
        let cells = first..first + row.n_cells as usize;
        let is_value = |cell: &usize| {
            let cell = &self.document.cells[*cell];
            match cell.value {
                Value::Number(_) | Value::Dash => true,
                Value::Words => is_almost_number(self.document.at(cell.span)),
                Value::Blank => false,
            }
        };
        let is_label = |cell: usize| self.named(self.hashes.of(cell)).is_some();
        cells.len() == self.spec.n_cells
            && cells.clone().filter(is_value).count() * 2 > self.spec.n_cells
            && !cells.clone().any(is_label)
    }
}

/// Characters of a number with a mark or two.
const MAX_ALMOST_NUMBER: usize = 8;

/// Whether words of a cell are a number with something at it: `(3)`, `3①`, `'3`.
pub(super) fn is_almost_number(words: &str) -> bool {
    // Most words begin with what no number has.
    !words.contains(is_han)
        && words.contains(|c: char| c.is_ascii_digit())
        && words.chars().nth(MAX_ALMOST_NUMBER).is_none()
}

/// Whether a blank cell may be a value: where blanks keep their places, and on a line ended by a bar. The bars of merged cells, behind the last
/// of the cells that stand on lines of their own, are none.
fn holds_blank(open: &OpenRecord, row: &Row, at: usize) -> bool {
    let is_behind_lines = open.shape.surface == Surface::BarEnded
        && row.surface == Surface::Bars
        && at > 0
        && open.has_values();
    !is_behind_lines && (row.surface.keeps_blanks() || row.surface == Surface::BarEnded)
}

pub(super) fn first_cell_of(row: &Row) -> usize {
    row.first_cell as usize
}
