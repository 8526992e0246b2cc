//! Which rows and cells of a document belong to the tables of the form, and what stands among them that the form does not know.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::SheetGrid;
use crate::align::{RowState, is_page_line};
use crate::form::Layout;
use crate::form::lexicon::{Name, TableWords};
use crate::reading::{ReportReading, TableReading};
use crate::span::Span;
use crate::syntax::value::Value;
use crate::syntax::{Cell, Document, Surface};

/// The tables of a report that the form has.
#[derive(Default)]
pub(super) struct Zones<'r> {
    /// In reading order.
    pub all: Vec<Zone<'r>>,
    /// As they are drawn, once they are, with the words that the drawing does not bear.
    pub grids: Vec<(SheetGrid, Vec<Span>)>,
    /// For each cell of the document, whether a grid or its strays say it.
    is_consumed: Vec<bool>,
    /// For each row of the document, whether a table of the form stands on it.
    is_held: Vec<bool>,
    /// For each row of the document, whether it is of a table that is drawn as it stands.
    is_as_written: Vec<bool>,
}

/// A table of the form and where it stands.
pub(super) struct Zone<'r> {
    pub table: &'r TableReading,
    /// Its rows in the document.
    rows: Range<usize>,
    /// Rows that the form does not have: a label and its values, cells of the document.
    pub own_rows: Vec<OwnRow>,
    /// The values of rows that cannot be placed, by row; for a table on one line all under row 0.
    pub unplaced: Vec<(usize, Vec<usize>)>,
    /// Where words over columns and the names of groups stand, in reading order.
    pub words: FxHashMap<Name, Vec<Span>>,
    /// Cells that the grid has no place for.
    pub strays: Vec<usize>,
}

/// A row that the form does not have, by cells of the document.
pub(super) struct OwnRow {
    pub label: usize,
    pub values: Vec<usize>,
    /// Whether nothing that the form knows has followed yet.
    is_open: bool,
}

impl<'r> Zones<'r> {
    /// Of a text without tables of the form.
    pub fn none(document: &Document) -> Self {
        Zones {
            is_consumed: vec![false; document.cells.len()],
            is_held: vec![false; document.rows.len()],
            is_as_written: vec![false; document.rows.len()],
            ..Zones::default()
        }
    }

    pub fn of(report: &'r ReportReading) -> Self {
        let document = &report.aligned.document;
        let mut zones = Zones::none(document);
        let mut tables: Vec<&TableReading> = report.found_tables().collect();
        tables.sort_by_key(|table| table.span.start);
        let mut floor = 0;
        for table in tables {
            let Some(words) = report.aligned.kit().lexicon.table(table.spec) else {
                continue;
            };
            let finder = ZoneFinder::new(report, table, words);
            let rows = finder.rows(floor);
            if rows.is_empty() {
                continue;
            }
            floor = rows.end;
            if finder.is_left_as_written(rows.clone()) {
                zones.is_as_written[rows].fill(true);
                continue;
            }
            zones.is_held[rows.clone()].fill(true);
            let zone = finder.zone(rows, &mut zones.is_consumed);
            zones.all.push(zone);
        }
        zones
    }

    /// Whether a row belongs to a table of the form.
    pub fn holds(&self, row: usize) -> bool {
        self.is_held.get(row).copied().unwrap_or_default()
    }

    /// Whether a row is one of a table that is drawn as it stands.
    pub fn is_as_written(&self, row: usize) -> bool {
        self.is_as_written.get(row).copied().unwrap_or_default()
    }

    /// Whether a cell is said by a grid or below it.
    pub fn is_consumed(&self, cell: usize) -> bool {
        self.is_consumed.get(cell).copied().unwrap_or_default()
    }

    /// The tables whose last row this is, as they are drawn.
    pub fn ending_at(
        &self,
        row: usize,
    ) -> impl Iterator<Item = (&Zone<'r>, &(SheetGrid, Vec<Span>))> {
        let drawn = self.all.iter().zip(&self.grids);
        drawn.filter(move |(zone, _)| zone.rows.end == row + 1)
    }
}

/// Finds what belongs to one table.
pub(super) struct ZoneFinder<'r> {
    pub(super) report: &'r ReportReading,
    pub(super) document: &'r Document,
    pub(super) table: &'r TableReading,
    /// The table's words, folded.
    pub(super) words: Vec<&'r [char]>,
    /// Where the number cells of the form begin.
    pub(super) slots: FxHashSet<u32>,
    /// Where the labels of rows begin that the form does not have.
    pub(super) unknown: FxHashSet<u32>,
    /// What words name that are worded otherwise than in the form.
    pub(super) slips: FxHashMap<Span, Name>,
    /// Labels and header words as written, sorted.
    pub(super) labels: Vec<Span>,
}

impl<'r> ZoneFinder<'r> {
    fn new(report: &'r ReportReading, table: &'r TableReading, words: &'r TableWords) -> Self {
        let slots = table.slots.iter();
        let slots = slots.filter(|slot| slot.is_placed());
        let slips = table.label_slips.iter().chain(&table.header_slips);
        let labels = table.rows.iter().filter_map(|row| row.label);
        let mut labels: Vec<Span> = labels.chain(slips.clone().map(|slip| slip.span)).collect();
        labels.sort_unstable();
        let headers = words.headers.iter();
        let headers = headers.flat_map(|(_, words, also)| std::iter::once(words).chain(also));
        // The label of a row that is missing is drawn nowhere else.
        let rows = words.rows.iter().zip(&table.rows);
        let rows = rows.filter(|(_, row)| row.state != RowState::Missing);
        let rows = rows.map(|(words, _)| words);
        let all = rows.chain(&words.groups).chain(headers);
        ZoneFinder {
            report,
            document: &report.aligned.document,
            table,
            words: all.map(Vec::as_slice).collect(),
            slots: slots.map(|slot| slot.span().start).collect(),
            unknown: table
                .unknown_rows
                .iter()
                .map(|row| row.label.start)
                .collect(),
            slips: slips.map(|slip| (slip.span, slip.name)).collect(),
            labels,
        }
    }

    /// The rows of the document from the first header word to the last cell, none of them before `floor`.
    fn rows(&self, floor: usize) -> Range<usize> {
        let rows = &self.document.rows;
        let (start, end) = (self.table.span.start, self.table.span.end);
        let mut first = rows.partition_point(|row| row.span.end <= start).max(floor);
        let mut last = rows.partition_point(|row| row.span.start < end);
        if first >= last {
            return first..first;
        }
        while first > floor && self.is_part(first - 1) {
            first -= 1;
        }
        while last < rows.len() && self.is_part(last) && rows[last].n_cells == 1 {
            last += 1;
        }
        first..last
    }

    /// Whether a row beside the table says nothing but words of the table.
    fn is_part(&self, row: usize) -> bool {
        let aligned = &self.report.aligned;
        // As many as the form has sections; a repeated heading says no words of a table.
        let mut headings = aligned.headings.main.iter();
        let title = aligned.title.as_ref();
        let is_title = title.is_some_and(|title| (title.first_row..=title.last_row).contains(&row));
        if is_title || headings.any(|heading| heading.row == row) {
            return false;
        }
        let cells = self.document.cells_of(&self.document.rows[row]);
        cells.iter().all(|cell| self.is_of_the_form(cell))
    }

    fn zone(&self, rows: Range<usize>, is_consumed: &mut [bool]) -> Zone<'r> {
        let mut zone = Zone {
            table: self.table,
            rows: rows.clone(),
            own_rows: Vec::new(),
            unplaced: self.unplaced_rows(),
            words: FxHashMap::default(),
            strays: Vec::new(),
        };
        for row in rows {
            let is_heading = !self.may_hold_cells(row);
            let first = self.document.rows[row].first_cell as usize;
            for (at, cell) in self
                .document
                .cells_of(&self.document.rows[row])
                .iter()
                .enumerate()
            {
                // Words in front of the table on the row of its heading are none of it.
                if is_heading && cell.span.start < self.table.span.start {
                    continue;
                }
                is_consumed[first + at] = true;
                for name in self.names_of(cell) {
                    zone.words.entry(name).or_default().push(cell.span);
                }
                self.sort_in(first + at, cell, &mut zone);
            }
        }
        zone
    }

    fn may_hold_cells(&self, row: usize) -> bool {
        let mut headings = self.report.aligned.headings.main.iter();
        !headings.any(|heading| heading.row == row)
    }

    /// Says where a cell of the table is to be drawn.
    fn sort_in(&self, at: usize, cell: &Cell, zone: &mut Zone<'r>) {
        let is_slot = self.slots.contains(&cell.span.start) && !cell.span.is_empty();
        let unplaced = zone.unplaced.iter_mut();
        let mut unplaced = unplaced.filter(|(row, _)| {
            let state = self.table.rows[*row].state;
            matches!(state, RowState::Unplaced { span, .. } if span.start <= cell.span.start && cell.span.end <= span.end)
        });
        let is_label = self.is_labelled(cell.span);
        let is_word = cell.value == Value::Words;
        if cell.span.is_empty() {
            return;
        }
        if let (true, Some(own)) = (is_slot || is_label, zone.own_rows.last_mut()) {
            own.is_open = false;
        }
        let mut rows = self.table.rows.iter();
        if is_slot || rows.any(|row| row.is_run_into(self.document, cell.span)) {
            return;
        }
        if let (false, Some((_, values))) = (
            is_label || is_word && self.is_of_the_form(cell),
            unplaced.next(),
        ) {
            values.push(at);
            return;
        }
        if self.unknown.contains(&cell.span.start) {
            zone.own_rows.push(OwnRow {
                label: at,
                values: Vec::new(),
                is_open: true,
            });
            return;
        }
        if is_label || self.is_of_the_form(cell) {
            return;
        }
        let is_value = matches!(cell.value, Value::Number(_) | Value::Dash);
        match zone.own_rows.last_mut() {
            Some(own) if is_value && own.is_open => own.values.push(at),
            _ if is_page_line(self.document.at(cell.span)) && is_alone(self.document, at) => {}
            _ => zone.strays.push(at),
        }
    }

    fn unplaced_rows(&self) -> Vec<(usize, Vec<usize>)> {
        let rows = self.table.rows.iter().enumerate();
        let rows = rows.filter(|(_, row)| matches!(row.state, RowState::Unplaced { .. }));
        let most = match self.table.spec().layout {
            Layout::LabelledRows => usize::MAX,
            // All blocks are one line.
            Layout::OneLine => 1,
        };
        rows.map(|(row, _)| (row, Vec::new())).take(most).collect()
    }
}

/// Whether a cell is a line of its own.
fn is_alone(document: &Document, cell: usize) -> bool {
    let before = document
        .rows
        .partition_point(|row| row.first_cell as usize <= cell);
    let row = before.checked_sub(1).and_then(|row| document.rows.get(row));
    row.is_some_and(|row| row.n_cells == 1 && row.surface == Surface::Line)
}
