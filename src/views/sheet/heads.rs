//! The words over columns: as deep as the form stacks them, each over the columns that it is about.

use super::grid::spread;
use super::official::Painter;
use super::{CellRole, SheetCell, SheetRow};
use crate::form::lexicon::Name;

impl Painter<'_, '_> {
    /// The note at the top left, and the words over columns, as deep as they are stacked.
    pub(super) fn header(&mut self, depth: usize, columns: &[usize]) {
        let spec = self.spec;
        let covers = |header: usize, column: usize| spec.headers[header].over.contains(&column);
        let over = |column: usize, before: usize| {
            (0..before).filter(|&header| covers(header, column)).count()
        };
        let n_headers = spec.headers.len();
        let height = columns.iter().map(|&column| over(column, n_headers) + 1);
        let height = height.max().unwrap_or(1);
        let mut rows = vec![SheetRow::default(); height];
        let mut corners = (0..n_headers).filter(|&header| spec.headers[header].over.is_empty());
        let corner = match corners.next() {
            Some(header) => self.words(Name::Header(self.table.spec, header), CellRole::Header),
            None => SheetCell::of(CellRole::Header, 0, String::new()),
        };
        rows[0].cells.push(SheetCell {
            n_columns: depth,
            n_rows: height,
            ..corner
        });
        for (at, &column) in columns.iter().enumerate() {
            for header in (0..n_headers).filter(|&header| covers(header, column)) {
                let goes_on = at > 0 && covers(header, columns[at - 1]);
                let run = columns[at..].iter();
                let run = run.take_while(|&&column| covers(header, column)).count();
                let level = over(column, header);
                if !goes_on && level + 1 < height {
                    let words = self.words(Name::Header(self.table.spec, header), CellRole::Header);
                    rows[level].cells.push(SheetCell {
                        column: depth + at,
                        n_columns: run,
                        ..words
                    });
                }
            }
            let level = over(column, n_headers);
            let words = self.words(Name::Column(self.table.spec, column), CellRole::Header);
            rows[level].cells.push(SheetCell {
                column: depth + at,
                n_rows: height - level,
                ..words
            });
        }
        for row in &mut rows {
            row.cells.sort_by_key(|cell| cell.column);
        }
        self.grid.n_header_rows = height;
        self.grid.rows = rows;
    }

    pub(super) fn column_words(&mut self, columns: &[usize], n_values: usize) {
        let spec = self.spec;
        let corner = spec
            .headers
            .iter()
            .position(|header| header.over.is_empty());
        let mut cells = vec![match corner {
            Some(header) => self.words(Name::Header(self.table.spec, header), CellRole::Header),
            None => SheetCell::of(CellRole::Header, 0, String::new()),
        }];
        for &column in columns {
            cells.push(self.words(Name::Column(self.table.spec, column), CellRole::Header));
        }
        spread(&mut cells[1..], 1, n_values);
        self.grid.rows.push(SheetRow { cells });
    }

    /// Section 四: the rows of the form stand side by side, each under its label.
    pub(super) fn blocks_side_by_side(&mut self) {
        let (spec, table) = (self.spec, self.table.spec);
        let paths: Vec<Vec<Name>> = (0..spec.rows.len())
            .map(|row| {
                let groups = spec.group_path(spec.rows[row].group).into_iter();
                let groups = groups.map(|group| Name::Group(table, group));
                groups.chain([Name::Row(table, row)]).collect()
            })
            .collect();
        let height = paths.iter().map(Vec::len).max().unwrap_or_default() + 1;
        let mut rows = vec![SheetRow::default(); height];
        for (at, path) in paths.iter().enumerate() {
            let first = spec.rows[at].first_cell;
            for (level, &name) in path.iter().enumerate() {
                let is_same = |other: &&Vec<Name>| other.get(..=level) == path.get(..=level);
                if at > 0 && is_same(&&paths[at - 1]) {
                    continue;
                }
                let blocks = paths[at..].iter().take_while(is_same).count();
                let n_columns = spec.rows[at..at + blocks].iter();
                let n_columns = n_columns.map(|row| row.columns.len()).sum();
                let words = self.words(name, CellRole::Header);
                rows[level].cells.push(SheetCell {
                    column: first,
                    n_columns,
                    ..words
                });
            }
            for (offset, &column) in spec.rows[at].columns.iter().enumerate() {
                let words = self.words(Name::Column(table, column), CellRole::Header);
                rows[path.len()].cells.push(SheetCell {
                    column: first + offset,
                    n_rows: height - path.len(),
                    ..words
                });
            }
        }
        self.grid.n_columns = spec.n_cells;
        self.grid.n_header_rows = height;
        self.grid.rows = rows;
        self.numbers_in_one_line();
    }
}
