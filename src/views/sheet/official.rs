//! A table of the form as the form prints it: header words merged over columns, groups merged over rows.

mod words;

use super::grid::written;
use super::lines::on_one_line;
use super::marks::FindingMarks;
use super::zones::{OwnRow, Zone};
use super::{CellRole, SheetCell, SheetGrid, SheetRow};
use crate::align::RowState;
use rustc_hash::FxHashMap;

use crate::door::Origin;
use crate::form::lexicon::{Name, is_subsequence};
use crate::form::{Layout, TableSpec};
use crate::reading::{ReportReading, TableReading};
use crate::span::Span;

/// Draws a table; with the words of the form that the report states and no row of the drawing bears.
pub(super) fn grid(
    report: &ReportReading,
    origin: Origin<'_>,
    zone: &Zone<'_>,
    marks: &mut FindingMarks,
) -> (SheetGrid, Vec<Span>) {
    let spec = zone.table.spec();
    let mut columns = spec.rows.windows(2);
    let is_uniform = columns.all(|pair| pair[0].columns == pair[1].columns);
    let mut painter = Painter {
        report,
        origin,
        table: zone.table,
        spec,
        zone,
        marks,
        grid: SheetGrid {
            table: Some(spec.id.clone()),
            span: origin.place(zone.table.span),
            ..SheetGrid::default()
        },
        open_groups: Vec::new(),
        n_drawn: FxHashMap::default(),
    };
    match spec.layout {
        Layout::OneLine => painter.blocks_side_by_side(),
        Layout::LabelledRows if is_uniform => painter.rows_in_groups(),
        Layout::LabelledRows => painter.rows_under_captions(),
    }
    let undrawn = painter.undrawn();
    (painter.grid, undrawn)
}

/// Draws one table.
pub(super) struct Painter<'a, 'f> {
    pub(super) report: &'a ReportReading,
    pub(super) origin: Origin<'a>,
    pub(super) table: &'a TableReading,
    pub(super) spec: &'a TableSpec,
    pub(super) zone: &'a Zone<'a>,
    pub(super) marks: &'a mut FindingMarks<'f>,
    pub(super) grid: SheetGrid,
    /// The groups that go on, with the row of the grid and the cell in it where each is drawn.
    pub(super) open_groups: Vec<(usize, usize, usize)>,
    /// How often words of the form were drawn.
    pub(super) n_drawn: FxHashMap<Name, usize>,
}

/// A row to be drawn, the form's or the report's own.
#[derive(Clone, Copy)]
pub(super) enum Drawn<'z> {
    Official(usize),
    Own(&'z OwnRow),
}

impl<'a> Painter<'a, '_> {
    /// Section 三: all rows have the same columns; groups stand on the left over their rows.
    fn rows_in_groups(&mut self) {
        let spec = self.spec;
        let depth = (0..spec.rows.len()).map(|row| spec.row_path(row).len());
        let depth = depth.max().unwrap_or(1);
        let columns = spec.rows.first().map_or(&[][..], |row| &row.columns);
        self.grid.n_label_columns = depth;
        self.grid.n_columns = depth + columns.len();
        self.header(depth, columns);
        let mut group = None;
        for drawn in self.drawn_rows() {
            if let Drawn::Official(row) = drawn {
                group = spec.rows[row].group;
            }
            let path = spec.group_path(group);
            let level = path.len().min(depth - 1);
            let mut cells = self.group_cells(&path[..level]);
            let label = self.label(drawn);
            cells.push(SheetCell {
                column: level,
                n_columns: depth - level,
                ..label
            });
            cells.extend(self.values(drawn, depth, columns.len()));
            self.grid.rows.push(SheetRow { cells });
        }
    }

    /// The cells of groups that begin with the next row; those that go on become taller.
    fn group_cells(&mut self, path: &[usize]) -> Vec<SheetCell> {
        let open = self.open_groups.iter().zip(path);
        let n_same = open
            .take_while(|((open, ..), group)| open == *group)
            .count();
        self.open_groups.truncate(n_same);
        for &(_, row, cell) in &self.open_groups {
            self.grid.rows[row].cells[cell].n_rows += 1;
        }
        let mut cells = Vec::new();
        for (level, &group) in path.iter().enumerate().skip(n_same) {
            let name = Name::Group(self.table.spec, group);
            let words = self.words(name, CellRole::Group);
            self.open_groups
                .push((group, self.grid.rows.len(), cells.len()));
            cells.push(SheetCell {
                column: level,
                ..words
            });
        }
        cells
    }

    /// Section 二: groups are captions across the table, each followed by the columns of its rows.
    fn rows_under_captions(&mut self) {
        let spec = self.spec;
        let widest = spec.rows.iter().map(|row| row.columns.len()).max();
        let n_values = widest.unwrap_or(1);
        self.grid.n_label_columns = 1;
        self.grid.n_columns = 1 + n_values;
        let mut path: Vec<usize> = Vec::new();
        let mut columns: Option<&[usize]> = None;
        for drawn in self.drawn_rows() {
            if let Drawn::Official(row) = drawn {
                let row = &spec.rows[row];
                let groups = spec.group_path(row.group);
                let n_same = path.iter().zip(&groups).take_while(|(a, b)| a == b).count();
                for &group in &groups[n_same..] {
                    let words = self.words(Name::Group(self.table.spec, group), CellRole::Caption);
                    let cells = vec![SheetCell {
                        n_columns: 1 + n_values,
                        ..words
                    }];
                    self.grid.rows.push(SheetRow { cells });
                }
                if groups.len() > n_same || columns != Some(&row.columns) {
                    self.column_words(&row.columns, n_values);
                    columns = Some(&row.columns);
                }
                path = groups;
            }
            let mut cells = vec![self.label(drawn)];
            cells.extend(self.values(drawn, 1, n_values));
            self.grid.rows.push(SheetRow { cells });
        }
    }

    pub(super) fn numbers_in_one_line(&mut self) {
        let slots = self.table.slots.iter().enumerate();
        let cells = match self.zone.unplaced.first() {
            Some((_, values)) => vec![self.unplaced(values, 0, self.spec.n_cells)],
            None => slots.map(|(at, slot)| self.value(at, slot, at)).collect(),
        };
        self.grid.rows.push(SheetRow { cells });
        for own in &self.zone.own_rows {
            let cells = vec![self.label(Drawn::Own(own))];
            self.grid.rows.push(SheetRow { cells });
            let cells = self.values(Drawn::Own(own), 0, self.spec.n_cells);
            self.grid.rows.push(SheetRow { cells });
        }
    }

    /// The rows that the report has, in its order.
    fn drawn_rows(&self) -> Vec<Drawn<'a>> {
        let rows = self.table.rows.iter().enumerate();
        let rows = rows.filter(|(_, row)| row.state != RowState::Missing);
        let mut all: Vec<(u32, Drawn<'a>)> = rows
            .map(|(at, row)| (row.span.start, Drawn::Official(at)))
            .collect();
        let cells = &self.report.aligned.document.cells;
        let own = self.zone.own_rows.iter();
        all.extend(own.map(|row| (cells[row.label].span.start, Drawn::Own(row))));
        all.sort_by_key(|(start, _)| *start);
        all.into_iter().map(|(_, drawn)| drawn).collect()
    }

    /// The label of a row.
    fn label(&mut self, drawn: Drawn<'_>) -> SheetCell {
        let document = &self.report.aligned.document;
        let row = match drawn {
            Drawn::Official(row) => row,
            Drawn::Own(own) => {
                let cell = SheetCell::of(CellRole::Label, 0, String::new());
                let span = document.cells[own.label].span;
                return written(document, self.origin, cell, span, self.marks);
            }
        };
        let name = Name::Row(self.table.spec, row);
        let Some(span) = self.table.rows[row].label else {
            return self.words(name, CellRole::Label);
        };
        let official = &self.spec.rows[row].label;
        let as_written = match self.cell_run_into(row, span) {
            Some(cell) => on_one_line(document.at(cell)),
            None => self.joined(span),
        };
        let mut slips = self.table.label_slips.iter();
        let is_slip = slips.any(|slip| slip.name == name);
        let place = self.origin.place(span);
        SheetCell {
            span: Some(place),
            findings: self.marks.take(place),
            text: match !is_slip && self.is_torn(&as_written, official) {
                true => official.clone(),
                false => self.set_together(as_written, official),
            },
            ..SheetCell::of(CellRole::Label, 0, String::new())
        }
    }

    /// The cell of a label that numbers ran into.
    fn cell_run_into(&self, row: usize, label: Span) -> Option<Span> {
        let document = &self.report.aligned.document;
        let cells = &document.cells;
        let first = cells.partition_point(|cell| cell.span.start < label.start);
        let cell = cells.get(first)?.span;
        let row = &self.table.rows[row];
        row.is_run_into(document, cell).then_some(cell)
    }

    /// The words of a label, which may fill several cells.
    fn joined(&self, label: Span) -> String {
        let document = &self.report.aligned.document;
        let first = document
            .cells
            .partition_point(|cell| cell.span.start < label.start);
        let cells = document.cells[first..].iter();
        let cells = cells.take_while(|cell| cell.span.end <= label.end);
        let pieces = cells.map(|cell| on_one_line(document.at(cell.span)));
        let joined: String = pieces.collect();
        match joined.is_empty() {
            true => on_one_line(document.at(label)),
            false => joined,
        }
    }

    /// Whether words that are no slip are a part of the official ones: the rest stands elsewhere.
    fn is_torn(&self, written: &str, official: &str) -> bool {
        let fold = self.report.aligned.fold();
        let (written, official) = (fold.fold(written), fold.fold(official));
        written.len() < official.len() && is_subsequence(written.into_iter(), official.into_iter())
    }

    /// Words without the spaces that only set them apart.
    fn set_together(&self, written: String, official: &str) -> String {
        let fold = self.report.aligned.fold();
        match fold.fold(&written) == fold.fold(official) {
            true => written.chars().filter(|c| !c.is_whitespace()).collect(),
            false => written,
        }
    }
}
