//! What the cells of the form say, to see whether a change of the text is read as it was meant.
//!
//! In: a text with its reading, edits, and the reading of the text after them. Out: the tables in which a cell that was filled does not say what was
//! written, or another no longer what it said. In a table that has lost cells, a value written into a blank may be taken for another cell's, or teach
//! how other rows are to be read.

use crate::door::{Edit, Origin, Span};
use crate::reading::{Reading, ReportReading, TableReading};
use crate::syntax::value::{Value, read_value};
use crate::syntax::{Cell, Document, Row};

/// The cells of the form in a text, report by report and table by table.
pub struct PlacedCells {
    cells: Vec<PlacedCell>,
    /// Of each table, whether it is a grid (see [`is_grid`]).
    grids: Vec<bool>,
    /// Of each table, whether sums tell which cell a number is of.
    told_by_sums: Vec<bool>,
}

/// A cell of the form.
struct PlacedCell {
    /// The place of its table among those of all reports, from 0.
    table: usize,
    /// Where it is in the text, and its characters; `None` where it is not in its place.
    said: Option<(Span, String)>,
}

impl PlacedCells {
    /// The cells of a reading.
    pub fn of(reading: &Reading) -> Self {
        let own = |(span, says): (Span, &str)| (span, says.to_owned());
        PlacedCells {
            cells: cells(reading)
                .map(|(table, said)| PlacedCell {
                    table,
                    said: said.map(own),
                })
                .collect(),
            grids: tables(reading)
                .map(|(report, _, table)| is_grid(&report.aligned.document, table))
                .collect(),
            told_by_sums: tables(reading)
                .map(|(_, _, table)| table.is_told_by_sums)
                .collect(),
        }
    }

    /// The cells that edits write values into; `None` for a row or a label.
    fn targets<'e>(&self, edits: &'e [Edit]) -> Vec<(Option<usize>, &'e Edit)> {
        let written = edits.iter().filter(|edit| !edit.text.is_empty());
        written.map(|edit| (self.target(edit), edit)).collect()
    }

    fn target(&self, edit: &Edit) -> Option<usize> {
        let is_target = |cell: &PlacedCell| {
            cell.said.as_ref().is_some_and(|(span, _)| {
                let is_inside = span.start <= edit.span.start && edit.span.end <= span.end;
                is_inside && span.is_empty() == edit.span.is_empty()
            })
        };
        let is_number = matches!(read_value(edit.text.trim()), Value::Number(_));
        let target = || self.cells.iter().position(is_target);
        is_number.then(target).flatten()
    }

    /// Whether the edits change cells alone, such as the separators of their numbers.
    pub fn are_in_cells(&self, edits: &[Edit]) -> bool {
        let holds = |cell: &PlacedCell, edit: &Edit| {
            cell.said
                .as_ref()
                .is_some_and(|(span, _)| span.start <= edit.span.start && edit.span.end <= span.end)
        };
        edits
            .iter()
            .all(|edit| self.cells.iter().any(|cell| holds(cell, edit)))
    }

    /// Whether the edits write into grids alone: nothing needs to be read to know that all is read as meant.
    pub fn are_in_grids(&self, edits: &[Edit]) -> bool {
        let in_grid = |cell: usize| self.grids[self.cells[cell].table];
        let targets = self.targets(edits);
        targets
            .iter()
            .all(|(target, _)| target.is_some_and(in_grid))
    }

    /// Whether one of the edits writes into a table where sums tell which cell a number is of: there a number for a number may move others.
    pub fn are_told_by_sums(&self, edits: &[Edit]) -> bool {
        let told = |cell: usize| self.told_by_sums[self.cells[cell].table];
        let targets = self.targets(edits);
        targets.iter().any(|(target, _)| target.is_some_and(told))
    }

    /// The tables, from 0, in which a cell is read otherwise than meant after the edits; each as often as it has such cells. What is written elsewhere than
    /// into cells, a label or a row, may well change which rows there are: then only the cells that are written into count.
    pub fn misread(&self, edits: &[Edit], after: &Reading) -> impl Iterator<Item = usize> {
        let targets = self.targets(edits);
        let is_of_cells = targets.iter().all(|(target, _)| target.is_some());
        let mut after = cells(after);
        let cells = self.cells.iter().enumerate();
        let misread = cells.filter(move |(at, before)| {
            let now = after.next().and_then(|(_, now)| now);
            let written = targets.iter().find(|(target, _)| *target == Some(*at));
            let is_as_meant = match (written, &before.said) {
                (Some((_, edit)), _) => {
                    now.is_some_and(|(_, says)| read_value(says) == read_value(edit.text.trim()))
                }
                (None, Some((_, before))) if is_of_cells => {
                    now.is_some_and(|(_, says)| says == before)
                }
                _ => true,
            };
            !is_as_meant
        });
        misread.map(|(_, cell)| cell.table)
    }
}

/// Whether sums tell in a table which cell a number is of.
pub fn has_table_told_by_sums(reading: &Reading) -> bool {
    tables(reading).any(|(_, _, table)| table.is_told_by_sums)
}

/// The tables of all reports.
fn tables(reading: &Reading) -> impl Iterator<Item = (&ReportReading, Origin<'_>, &TableReading)> {
    reading.reports().flat_map(|(report, origin)| {
        let tables = report.tables.iter();
        tables.map(move |table| (report, origin, table))
    })
}

/// Whether every row of a table has as many cells and all its values in them, blanks among them: what is written into one then moves no other. A table in
/// one line has nothing else there.
fn is_grid(document: &Document, table: &TableReading) -> bool {
    let rows = table.slots.iter().map(|slot| {
        let place = slot.span();
        // Beside the outermost bars of a row there is no cell yet.
        let holds = |cell: &Cell| cell.span.start <= place.start && place.end <= cell.span.end;
        let row = document.line_of(place)?;
        let is_cell = slot.is_placed() && document.cells_of(row).iter().any(holds);
        (is_cell && row.surface.keeps_blanks()).then_some(row)
    });
    let Some(rows) = rows.collect::<Option<Vec<&Row>>>() else {
        return false;
    };
    let Some(first) = rows.first() else {
        return false;
    };
    let is_alike = |row: &&Row| row.surface == first.surface && row.n_cells == first.n_cells;
    let is_one_line = rows.iter().all(|row| row.first_cell == first.first_cell);
    let mut cells = document.cells_of(first).iter();
    let has_only_values = first.n_cells as usize == rows.len() && cells.all(is_plain_value);
    !table.is_told_by_sums && rows.iter().all(is_alike) && (!is_one_line || has_only_values)
}

/// Whether a cell is blank, or holds one number or dash and nothing else.
fn is_plain_value(cell: &Cell) -> bool {
    match cell.value {
        Value::Blank | Value::Dash => true,
        Value::Number(number) => !number.oddities.inner_space,
        Value::Words => false,
    }
}

/// The cells of the form, each with the place of its table, and where it is in its place, with its characters.
fn cells(reading: &Reading) -> impl Iterator<Item = (usize, Option<(Span, &str)>)> {
    tables(reading)
        .enumerate()
        .flat_map(|(at, (report, origin, table))| {
            table.slots.iter().map(move |slot| {
                let cell = slot.cell().filter(|_| slot.is_placed());
                let document = &report.aligned.document;
                let said = cell.map(|cell| (origin.place(slot.span()), document.at(cell.span)));
                (at, said)
            })
        })
}
