//! The cells of one table's region, cut into records: the words that stand together, and the values behind them.

use std::ops::Range;

use super::{CellHashes, label_of};
use crate::form::fold::Fold;
use crate::form::lexicon::{Lexicon, Name};
use crate::span::Span;
use crate::syntax::value::Value;
use crate::syntax::{Document, Surface};

/// A label, or a part of one, as written.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// All its characters; several cells if the label is broken.
    pub span: Span,
    /// What it names, if it is exactly a label of the table.
    pub name: Option<(Name, bool)>,
    /// The row of the document that it stands in.
    pub row: usize,
}

/// A value cell behind a label.
#[derive(Clone, Copy, Debug)]
pub(super) struct ValueCell {
    /// Index of the cell in the document.
    pub cell: usize,
    /// The row of the document that it stands in.
    pub row: usize,
}

/// Words that stand together, and the values behind them.
#[derive(Clone, Debug)]
pub(super) struct Record {
    /// Indices into [`Records::pieces`].
    pub pieces: Range<usize>,
    /// Indices into [`Records::values`]; blank cells are among them where the surface keeps them.
    pub values: Range<usize>,
    /// How the values are written.
    pub surface: Surface,
    /// Cells of the row before the first value.
    pub values_column: usize,
    /// Cells of the row altogether.
    pub row_cells: usize,
    /// The row of the document after the last value; its gap tells of blank cells at the end.
    pub next_row: usize,
}

/// All records of a region.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub pieces: Vec<Piece>,
    pub values: Vec<ValueCell>,
    pub records: Vec<Record>,
    /// Pieces behind the last values.
    pub rest: Range<usize>,
}

impl Records {
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

pub(super) struct Collector<'a> {
    pub document: &'a Document,
    pub lexicon: &'a Lexicon,
    pub fold: &'a Fold,
    pub hashes: &'a CellHashes,
    pub table: usize,
    /// Whether the table's values stand in one line without a label of its own.
    pub one_line: bool,
}

impl Collector<'_> {
    /// Cuts the rows `region` of the document into records.
    pub(super) fn collect(&self, region: Range<usize>) -> Records {
        let n_cells = self.document.rows[region.clone()]
            .iter()
            .map(|row| row.n_cells as usize)
            .sum();
        let mut out = Records {
            pieces: Vec::with_capacity(region.len()),
            values: Vec::with_capacity(n_cells),
            records: Vec::with_capacity(region.len().min(64)),
            rest: 0..0,
        };
        let (mut first_piece, mut first_value) = (0, 0);
        let mut has_number = false;
        let mut shape = (Surface::Line, 0, 0);
        let close = |out: &mut Records,
                     first_piece: &mut usize,
                     first_value: &mut usize,
                     shape: (Surface, usize, usize),
                     next_row: usize| {
            let (surface, values_column, row_cells) = shape;
            out.records.push(Record {
                pieces: *first_piece..out.pieces.len(),
                values: *first_value..out.values.len(),
                surface,
                values_column,
                row_cells,
                next_row,
            });
            *first_piece = out.pieces.len();
            *first_value = out.values.len();
        };
        let mut row_at = region.start;
        let mut resume_cell = 0;
        while row_at < region.end {
            let row = &self.document.rows[row_at];
            let keeps_blanks = row.surface.keeps_blanks();
            let first_cell = row.first_cell as usize;
            let mut row_has_label = false;
            let mut next_row = row_at + 1;
            let mut next_resume = 0;
            let mut at = std::mem::take(&mut resume_cell);
            while at < row.n_cells as usize {
                let cell_at = first_cell + at;
                let cell = &self.document.cells[cell_at];
                match cell.value {
                    // The bars of merged cells, behind the last of the cells that stand on lines of their own.
                    Value::Blank
                        if shape.0 == Surface::BarEnded
                            && row.surface == Surface::Bars
                            && at > 0
                            && out.values.len() > first_value => {}
                    Value::Blank
                        if keeps_blanks && (row_has_label || has_number)
                            || row.surface == Surface::BarEnded =>
                    {
                        if out.values.len() == first_value {
                            shape = (row.surface, at, row.n_cells as usize);
                        }
                        out.values.push(ValueCell {
                            cell: cell_at,
                            row: row_at,
                        });
                    }
                    Value::Blank => {
                        // A row without a label of its own: blanks before the first number may be its first values.
                        if keeps_blanks && !row_has_label {
                            if out.values.len() == first_value {
                                shape = (row.surface, at, row.n_cells as usize);
                            }
                            out.values.push(ValueCell {
                                cell: cell_at,
                                row: row_at,
                            });
                        }
                    }
                    Value::Number(_) | Value::Dash => {
                        if out.values.len() == first_value {
                            shape = (row.surface, at, row.n_cells as usize);
                        }
                        out.values.push(ValueCell {
                            cell: cell_at,
                            row: row_at,
                        });
                        has_number = true;
                    }
                    Value::Words if cell.span.len() > MAX_CELL => {
                        // A sentence ends whatever was open.
                        if has_number {
                            close(&mut out, &mut first_piece, &mut first_value, shape, row_at);
                            has_number = false;
                        }
                        out.values.truncate(first_value);
                    }
                    Value::Words
                        if self.is_odd_value(
                            &out,
                            first_piece,
                            first_value,
                            has_number,
                            at,
                            row_at,
                        ) =>
                    {
                        out.values.push(ValueCell {
                            cell: cell_at,
                            row: row_at,
                        });
                    }
                    Value::Words => {
                        // On lines of their own, a row's label may be followed by blanks alone.
                        if has_number || self.ends_in_bare_label(&out.pieces[first_piece..]) {
                            if out.values.len() == first_value {
                                shape = (row.surface, 0, 1);
                            }
                            close(&mut out, &mut first_piece, &mut first_value, shape, row_at);
                            has_number = false;
                        } else {
                            // Blanks between two labels hold the place of merged cells.
                            out.values.truncate(first_value);
                        }
                        let (piece, end_row, end_cell) = self.read_label(row_at, at);
                        out.pieces.push(piece);
                        row_has_label = true;
                        if end_row > row_at {
                            next_row = end_row;
                            next_resume = end_cell;
                            break;
                        }
                        at = end_cell;
                        continue;
                    }
                }
                at += 1;
            }
            if keeps_blanks && next_row == row_at + 1 {
                let names_row = out.pieces[first_piece..].last().is_some_and(|p| {
                    matches!(p.name, Some((Name::Row(..), _)) | None) && p.row == row_at
                });
                let is_row = names_row
                    && (out.values.len() > first_value || self.begins_with_words(row_at + 1));
                if has_number || is_row {
                    close(
                        &mut out,
                        &mut first_piece,
                        &mut first_value,
                        shape,
                        row_at + 1,
                    );
                    has_number = false;
                } else if out.pieces.len() > first_piece && (row_has_label || !self.one_line) {
                    out.values.truncate(first_value);
                } else if out.values.len() > first_value {
                    // A row of blanks alone.
                    close(
                        &mut out,
                        &mut first_piece,
                        &mut first_value,
                        shape,
                        row_at + 1,
                    );
                }
            }
            row_at = next_row;
            resume_cell = next_resume;
        }
        let is_open = has_number
            || (self.one_line && out.values.len() > first_value)
            || self.ends_in_bare_label(&out.pieces[first_piece..]);
        if is_open {
            close(
                &mut out,
                &mut first_piece,
                &mut first_value,
                shape,
                region.end,
            );
        }
        out.rest = first_piece..out.pieces.len();
        out
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
            matches!(piece.name, Some((Name::Row(..), _))) && !surface.keeps_blanks()
        })
    }

    /// Whether words in a row are a value gone wrong (`5人次`, `待定`) rather than the next label: they stand behind the row's own label in a
    /// surface with places, and no label follows them.
    fn is_odd_value(
        &self,
        out: &Records,
        first_piece: usize,
        first_value: usize,
        has_number: bool,
        at: usize,
        row_at: usize,
    ) -> bool {
        let row = &self.document.rows[row_at];
        if !row.surface.keeps_blanks() || out.pieces.len() == first_piece {
            return false;
        }
        let names_row = out.pieces.last().is_some_and(|piece| {
            matches!(piece.name, Some((Name::Row(..), _))) && piece.row == row_at
        });
        let first_cell = first_cell_of(row);
        let cells = self.document.cells_of(row);
        let end = cells.len().min(at + 1 + MAX_ROW);
        let rest = || first_cell + at + 1..first_cell + end;
        let value_of = |cell: usize| self.document.cells[cell].value;
        let follows = rest().any(|cell| matches!(value_of(cell), Value::Number(_) | Value::Dash));
        let is_label =
            |cell: usize| label_of(self.lexicon, self.hashes.of(cell), self.table).is_some();
        if !names_row || is_label(first_cell + at) {
            return false;
        }
        // Behind the row's own label, words that are no label stand where a number is due.
        let labels_follow = || rest().any(is_label);
        follows || (has_number && out.values.len() > first_value) || !labels_follow()
    }
}

pub(super) fn first_cell_of(row: &crate::syntax::Row) -> usize {
    row.first_cell as usize
}
