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

/// So many merged cells may stand over each cell of a sheet, all in all.
const AREAS_A_CELL: usize = 16;

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
    /// Bytes of all texts: cells may share one.
    n_bytes: usize,
    merged: Vec<(Corner, Corner)>,
}

impl Grid {
    pub fn insert(&mut self, row: u32, cell: GridCell) -> Result<(), NotRead> {
        self.n_cells += 1;
        self.n_bytes += cell.ink.text.len();
        if self.n_cells > limits::CELLS || self.n_bytes > limits::TEXT {
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

    /// The merged cells of each row that the sheet holds, from left to right.
    fn areas(&self) -> Result<HashMap<u32, Vec<MergedArea>>, NotRead> {
        let mut merged = self.merged.clone();
        merged.sort_by_key(|(first, _)| first.column);
        let mut areas: HashMap<u32, Vec<MergedArea>> = HashMap::new();
        // No sheet has so many over each other; one that pretends to would cost rows times areas.
        let mut left = AREAS_A_CELL * (self.n_cells + merged.len());
        for (first, last) in merged {
            if last.row < first.row {
                continue;
            }
            for (&row, _) in self.rows.range(first.row..=last.row) {
                left = left.checked_sub(1).ok_or(NotRead::TooLarge)?;
                areas.entry(row).or_default().push(MergedArea {
                    first: first.column,
                    last: last.column,
                    begins: first.row == row,
                });
            }
        }
        Ok(areas)
    }

    /// Writes the sheet.
    pub fn write(&self, name: &Arc<str>, pen: &mut Pen) -> Result<(), NotRead> {
        let cells = self.rows.values().flatten();
        let columns = cells.filter(is_stated).map(|cell| cell.column);
        let Some(bounds) = bounds(columns) else {
            return Ok(());
        };
        let areas = self.areas()?;
        let mut before = None;
        for (&row, cells) in &self.rows {
            // Blank rows between others count as one.
            if before.is_some_and(|before| before + 1 < row) {
                pen.paragraph(&Ink::default(), &Place::default())?;
            }
            before = Some(row);
            let place = |column: u32| Place {
                sheet: Some(Arc::clone(name)),
                row: Some(row),
                column: Some(column),
                ..Place::default()
            };
            let areas = areas.get(&row).map(Vec::as_slice).unwrap_or_default();
            match line_of(cells, bounds, areas) {
                GridLine::Blank => pen.paragraph(&Ink::default(), &Place::default())?,
                GridLine::Paragraph(only) => pen.paragraph(&only.ink, &place(only.column))?,
                GridLine::Row => {
                    let cells = cells_of(cells, bounds, areas)?;
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
}

/// A merged cell, as one of its rows sees it.
#[derive(Clone, Copy)]
struct MergedArea {
    first: u32,
    last: u32,
    /// Whether the row is its first, where its text stands.
    begins: bool,
}

/// What a row of a sheet is.
enum GridLine<'c> {
    Blank,
    /// One cell as wide as the sheet: a heading, a sentence.
    Paragraph(&'c GridCell),
    /// A row of a table.
    Row,
}

fn is_stated(cell: &&GridCell) -> bool {
    !cell.ink.is_blank()
}

fn line_of<'c>(
    cells: &'c [GridCell],
    (first, last): (u32, u32),
    areas: &[MergedArea],
) -> GridLine<'c> {
    let inside = |cell: &&GridCell| (first..=last).contains(&cell.column);
    let n_cells = cells.iter().filter(inside).count();
    let mut stated = cells.iter().filter(is_stated);
    match (stated.next(), stated.next()) {
        (None, _) if n_cells < 3 => GridLine::Blank,
        (Some(only), None) => {
            let own = areas
                .iter()
                .find(|area| area.begins && area.first == only.column);
            let width = own.map_or(1, |area| area.last.saturating_sub(area.first) + 1);
            match n_cells == 1 || width.saturating_mul(2) > last - first {
                true => GridLine::Paragraph(only),
                false => GridLine::Row,
            }
        }
        _ => GridLine::Row,
    }
}

/// The cells of a row between two columns, without those that others cover.
fn cells_of(
    cells: &[GridCell],
    (first, last): (u32, u32),
    areas: &[MergedArea],
) -> Result<Vec<(u32, Ink)>, NotRead> {
    let held: HashMap<u32, &GridCell> = cells.iter().map(|cell| (cell.column, cell)).collect();
    let mut out = Vec::new();
    let mut put = |columns: std::ops::Range<u32>| {
        for column in columns {
            let own = held.get(&column);
            out.push((
                column,
                own.map_or_else(Ink::default, |cell| cell.ink.clone()),
            ));
            if out.len() > limits::CELLS {
                return Err(NotRead::TooLarge);
            }
        }
        Ok(())
    };
    let mut next = first;
    for area in areas.iter().filter(|area| area.last >= area.first) {
        let start = area.first.clamp(first, last + 1);
        put(next.min(start)..start)?;
        if area.begins && area.first == start && next <= start && start <= last {
            put(start..start + 1)?;
        }
        next = next.max(start).max((area.last + 1).clamp(first, last + 1));
    }
    put(next.min(last + 1)..last + 1)?;
    Ok(out)
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
