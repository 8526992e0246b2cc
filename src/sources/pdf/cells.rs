//! Cells between ruling lines.
//!
//! In: the lines of a page. Out: [`RuledGrid`]: where lines run is laid on a grid of squares; squares with no line between them are one cell, and what is
//! open to the page is none. Lines that a page break cuts off, and tables open at their sides, are closed.

use super::closing::{NEAR, clustered, cut_off, merged, nearest, open_sides};
use super::geometry::Point;
use super::rulings::Ruling;

/// A grid of more squares is a drawing.
const SQUARES: usize = 100_000;
/// More lines than this are a drawing.
const LINES: usize = 4000;

/// Cells of a page.
pub(super) struct RuledGrid {
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// The cell of each square, row by row.
    owner: Vec<Option<usize>>,
    pub cells: Vec<RuledCell>,
}

/// A cell, by the numbers of the lines round it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RuledCell {
    pub left: usize,
    pub right: usize,
    pub top: usize,
    pub bottom: usize,
    /// Cells that touch are of one table.
    pub table: usize,
}

impl RuledGrid {
    pub fn of(rulings: &[Ruling]) -> RuledGrid {
        let mut rulings = merged(rulings);
        if rulings.len() > LINES {
            rulings.clear();
        }
        rulings.extend(cut_off(&rulings));
        rulings.extend(open_sides(&rulings));
        let rulings = merged(&rulings);
        let places = |is_horizontal: bool| {
            let own = rulings
                .iter()
                .filter(|own| own.is_horizontal == is_horizontal);
            clustered(own.map(|own| own.at).collect())
        };
        let (xs, ys) = (places(false), places(true));
        let mut grid = RuledGrid {
            xs,
            ys,
            owner: Vec::new(),
            cells: Vec::new(),
        };
        let (wide, high) = grid.squares();
        if wide > 0 && high > 0 && wide * high <= SQUARES {
            grid.fill(&rulings);
        }
        grid
    }

    /// How many squares there are, along and down.
    fn squares(&self) -> (usize, usize) {
        (
            self.xs.len().saturating_sub(1),
            self.ys.len().saturating_sub(1),
        )
    }

    /// The cell that a place is in.
    pub fn cell_at(&self, at: Point) -> Option<usize> {
        let (wide, _) = self.squares();
        let column = self.xs.partition_point(|&x| x <= at.x).checked_sub(1)?;
        let row = self.ys.partition_point(|&y| y <= at.y).checked_sub(1)?;
        (column < wide)
            .then(|| self.owner.get(row * wide + column).copied().flatten())
            .flatten()
    }

    /// Left and right of a cell on the page.
    pub fn across(&self, cell: RuledCell) -> (f64, f64) {
        let at = |number: usize| self.xs.get(number).copied().unwrap_or_default();
        (at(cell.left), at(cell.right))
    }

    /// Top and bottom of a cell on the page.
    pub fn down(&self, cell: RuledCell) -> (f64, f64) {
        let at = |number: usize| self.ys.get(number).copied().unwrap_or_default();
        (at(cell.top), at(cell.bottom))
    }

    fn fill(&mut self, rulings: &[Ruling]) {
        let (wide, high) = self.squares();
        let walls = Walls::of(rulings, &self.xs, &self.ys);
        // The page round the grid is one more area.
        let page = wide * high;
        let mut areas = Areas::new(page + 1);
        for row in 0..high {
            for column in 0..wide {
                let own = row * wide + column;
                if !walls.left_of(row, column) {
                    areas.join(own, if column == 0 { page } else { own - 1 });
                }
                if !walls.left_of(row, column + 1) && column + 1 == wide {
                    areas.join(own, page);
                }
                if !walls.above(row, column) {
                    areas.join(own, if row == 0 { page } else { own - wide });
                }
                if !walls.above(row + 1, column) && row + 1 == high {
                    areas.join(own, page);
                }
            }
        }
        self.take(&mut areas);
        self.group();
    }

    /// Takes the areas that are rectangles and not the page for cells.
    fn take(&mut self, areas: &mut Areas) {
        let (wide, high) = self.squares();
        let page = areas.root(wide * high);
        let mut number_of = vec![None; wide * high + 1];
        let mut sizes: Vec<usize> = Vec::new();
        let mut owner = vec![None; wide * high];
        for row in 0..high {
            for column in 0..wide {
                let root = areas.root(row * wide + column);
                if root == page {
                    continue;
                }
                let Some(slot) = number_of.get_mut(root) else {
                    continue;
                };
                let number = *slot.get_or_insert_with(|| {
                    sizes.push(0);
                    self.cells.push(RuledCell {
                        left: column,
                        right: column,
                        top: row,
                        bottom: row,
                        table: 0,
                    });
                    self.cells.len() - 1
                });
                if let (Some(cell), Some(size)) =
                    (self.cells.get_mut(number), sizes.get_mut(number))
                {
                    cell.left = cell.left.min(column);
                    cell.right = cell.right.max(column + 1);
                    cell.bottom = cell.bottom.max(row + 1);
                    *size += 1;
                }
                if let Some(own) = owner.get_mut(row * wide + column) {
                    *own = Some(number);
                }
            }
        }
        // A frame round tables, or whatever else is no rectangle, is part of the page.
        let is_cell = |number: &usize| {
            let cell = self.cells.get(*number);
            let area = cell.map(|cell| (cell.right - cell.left) * (cell.bottom - cell.top));
            area.as_ref() == sizes.get(*number)
        };
        let kept: Vec<usize> = (0..self.cells.len()).filter(is_cell).collect();
        let mut numbers = vec![None; self.cells.len()];
        for (new, &old) in kept.iter().enumerate() {
            if let Some(number) = numbers.get_mut(old) {
                *number = Some(new);
            }
        }
        self.cells = kept
            .iter()
            .filter_map(|&old| self.cells.get(old).copied())
            .collect();
        self.owner = owner
            .into_iter()
            .map(|old| numbers.get(old?).copied().flatten())
            .collect();
    }

    /// Says of each cell which table it is of.
    fn group(&mut self) {
        let (wide, _) = self.squares();
        let mut areas = Areas::new(self.cells.len());
        for (at, own) in self.owner.iter().enumerate() {
            let Some(own) = own else { continue };
            let beside = ((at + 1) % wide != 0)
                .then(|| self.owner.get(at + 1))
                .flatten();
            for other in [beside, self.owner.get(at + wide)]
                .into_iter()
                .flatten()
                .flatten()
            {
                areas.join(*own, *other);
            }
        }
        for (number, cell) in self.cells.iter_mut().enumerate() {
            cell.table = areas.root(number);
        }
    }
}

/// Where lines stand between squares.
struct Walls {
    wide: usize,
    left: Vec<bool>,
    above: Vec<bool>,
}

impl Walls {
    fn of(rulings: &[Ruling], xs: &[f64], ys: &[f64]) -> Walls {
        let wide = xs.len();
        let mut walls = Walls {
            wide,
            left: vec![false; wide * ys.len()],
            above: vec![false; wide * ys.len()],
        };
        for ruling in rulings {
            let (along, across) = if ruling.is_horizontal {
                (xs, ys)
            } else {
                (ys, xs)
            };
            let Some(at) = nearest(across, ruling.at) else {
                continue;
            };
            let first = along.partition_point(|&place| place < ruling.from - NEAR);
            let after = along.partition_point(|&place| place <= ruling.to + NEAR);
            for square in first..after.saturating_sub(1) {
                let (side, place) = match ruling.is_horizontal {
                    true => (&mut walls.above, at * wide + square),
                    false => (&mut walls.left, square * wide + at),
                };
                if let Some(wall) = side.get_mut(place) {
                    *wall = true;
                }
            }
        }
        walls
    }

    fn left_of(&self, row: usize, column: usize) -> bool {
        self.left
            .get(row * self.wide + column)
            .is_some_and(|wall| *wall)
    }

    fn above(&self, row: usize, column: usize) -> bool {
        self.above
            .get(row * self.wide + column)
            .is_some_and(|wall| *wall)
    }
}

/// Sets that grow together.
struct Areas(Vec<usize>);

impl Areas {
    fn new(len: usize) -> Areas {
        Areas((0..len).collect())
    }

    fn root(&mut self, of: usize) -> usize {
        let mut at = of;
        while let Some(&up) = self.0.get(at) {
            if up == at {
                break;
            }
            let higher = self.0.get(up).copied().unwrap_or(up);
            if let Some(own) = self.0.get_mut(at) {
                *own = higher;
            }
            at = higher;
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(own) = self.0.get_mut(one.max(other)) {
            *own = one.min(other);
        }
    }
}

#[cfg(test)]
mod tests;
