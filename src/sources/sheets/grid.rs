//! The cells of a sheet, and how its rows are written: tables as rows, single cells as lines.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::super::ink::Ink;
use super::super::limits;
use super::super::pen::{InkCell, Pen};
use super::super::place::Place;
use super::super::unread::NotRead;

/// A cell's place in a sheet, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sources) struct Corner {
    pub row: u32,
    pub column: u32,
}

impl Corner {
    /// By its name, such as `C5`.
    pub fn of(name: &str) -> Option<Corner> {
        let name = name.trim_start_matches('$');
        let letters = name.bytes().take_while(u8::is_ascii_alphabetic);
        let n_letters = letters.clone().count();
        let column = letters.fold(0_u32, |column, letter| {
            let letter = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
            column.saturating_mul(26).saturating_add(letter)
        });
        let row = name
            .get(n_letters..)?
            .trim_start_matches('$')
            .parse()
            .ok()?;
        (column > 0 && column <= 16_384 && row > 0).then_some(Corner { row, column })
    }
}

/// A cell that the sheet holds, with or without a value.
pub(in crate::sources) struct GridCell {
    pub column: u32,
    pub ink: Ink,
}

/// The cells of a sheet by their rows; nothing is kept of those that it does not hold.
#[derive(Default)]
pub(in crate::sources) struct Grid {
    rows: BTreeMap<u32, Vec<GridCell>>,
    n_cells: usize,
    merged: Vec<(Corner, Corner)>,
}

impl Grid {
    pub fn insert(&mut self, row: u32, cell: GridCell) -> Result<(), NotRead> {
        self.n_cells += 1;
        if self.n_cells > limits::CELLS {
            return Err(NotRead::TooLarge);
        }
        self.rows.entry(row).or_default().push(cell);
        Ok(())
    }

    pub fn merge(&mut self, first: Corner, last: Corner) -> Result<(), NotRead> {
        self.merged.push((first, last));
        match self.merged.len() > limits::MERGED {
            true => Err(NotRead::TooLarge),
            false => Ok(()),
        }
    }

    /// How many columns the merged cell that begins here covers.
    fn width(&self, row: u32, column: u32, merged: &[&(Corner, Corner)]) -> u32 {
        let here = Corner { row, column };
        let own = merged.iter().find(|(first, _)| *first == here);
        own.map_or(1, |(first, last)| {
            last.column.saturating_sub(first.column) + 1
        })
    }

    /// Writes the sheet.
    pub fn write(&self, name: &Arc<str>, pen: &mut Pen) -> Result<(), NotRead> {
        let stated = |cell: &&GridCell| !cell.ink.is_blank();
        let columns = self
            .rows
            .values()
            .flatten()
            .filter(stated)
            .map(|cell| cell.column);
        let Some((first, last)) = bounds(columns) else {
            return Ok(());
        };
        let mut before = None;
        for (&row, cells) in &self.rows {
            // Blank rows between others count as one.
            if before.is_some_and(|before| before + 1 < row) {
                pen.paragraph(&Ink::default(), &Place::default())?;
            }
            before = Some(row);
            let merged: Vec<&(Corner, Corner)> = self
                .merged
                .iter()
                .filter(|(first, last)| first.row <= row && row <= last.row)
                .collect();
            let place = |column: u32| Place {
                sheet: Some(Arc::clone(name)),
                row: Some(row),
                column: Some(column),
                ..Place::default()
            };
            let inside = |cell: &&GridCell| (first..=last).contains(&cell.column);
            let n_cells = cells.iter().filter(inside).count();
            let mut all = cells.iter().filter(stated);
            match (all.next(), all.next()) {
                (None, _) if n_cells < 3 => pen.paragraph(&Ink::default(), &Place::default())?,
                (Some(only), None)
                    if n_cells == 1 || self.width(row, only.column, &merged) * 2 > last - first =>
                {
                    pen.paragraph(&only.ink, &place(only.column))?;
                }
                _ => {
                    let cells = self.cells_of(row, (first, last), &merged);
                    let cells: Vec<InkCell> = cells
                        .into_iter()
                        .map(|(column, ink)| InkCell {
                            ink: ink.on_one_line(),
                            place: place(column),
                        })
                        .collect();
                    pen.row(&cells)?;
                }
            }
        }
        pen.paragraph(&Ink::default(), &Place::default())
    }

    /// The cells of a row between two columns, without those that others cover.
    fn cells_of(
        &self,
        row: u32,
        (first, last): (u32, u32),
        merged: &[&(Corner, Corner)],
    ) -> Vec<(u32, Ink)> {
        let held = self.rows.get(&row).map(Vec::as_slice).unwrap_or_default();
        let held: HashMap<u32, &GridCell> = held.iter().map(|cell| (cell.column, cell)).collect();
        let mut cells = Vec::new();
        for column in first..=last {
            let covers = |(from, to): &&&(Corner, Corner)| {
                (from.column..=to.column).contains(&column)
                    && (from.row, from.column) != (row, column)
            };
            if merged.iter().any(|area| covers(&area)) {
                continue;
            }
            let own = held.get(&column);
            cells.push((
                column,
                own.map_or_else(Ink::default, |cell| cell.ink.clone()),
            ));
        }
        cells
    }
}

/// The least and the greatest.
fn bounds(columns: impl Iterator<Item = u32>) -> Option<(u32, u32)> {
    columns.fold(None, |bounds, column| match bounds {
        None => Some((column, column)),
        Some((first, last)) => Some((column.min(first), column.max(last))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_their_names() {
        let corner = |row, column| Some(Corner { row, column });
        assert_eq!(Corner::of("A1"), corner(1, 1));
        assert_eq!(Corner::of("$AB$12"), corner(12, 28));
        assert_eq!(Corner::of("12"), None);
        assert_eq!(Corner::of("ZZZZ1"), None);
    }
}
