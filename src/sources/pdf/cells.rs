//! Cells between ruling lines.
//!
//! In: the lines of a page. Out: [`RuledGrid`]: where lines run is laid on a grid of squares; squares with no line between them are one cell, and what is
//! open to the page is none. Lines that a page break cuts off, and tables open at their sides, are closed.

use super::geometry::Point;
use super::rulings::Ruling;

/// Lines this near to each other are one, and reach what is this near.
const NEAR: f64 = 3.2;
/// Pieces of a line with gaps up to this are one: dots and dashes.
const GAP: f64 = 4.5;
/// A grid of more squares is a drawing.
const SQUARES: usize = 400_000;
/// Lines of the same length that are a table open at its sides.
const OPEN_ROWS: usize = 3;

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

/// The middle of each bundle of places near each other, sorted.
fn clustered(mut places: Vec<f64>) -> Vec<f64> {
    places.sort_by(f64::total_cmp);
    let mut clusters = Vec::new();
    let mut own: Vec<f64> = Vec::new();
    for place in places {
        if own.first().is_some_and(|first| place - first > NEAR) {
            clusters.push(own.iter().sum::<f64>() / own.len() as f64);
            own.clear();
        }
        own.push(place);
    }
    if !own.is_empty() {
        clusters.push(own.iter().sum::<f64>() / own.len() as f64);
    }
    clusters
}

fn nearest(places: &[f64], to: f64) -> Option<usize> {
    let after = places.partition_point(|&place| place < to);
    let near = |at: &usize| places.get(*at).map_or(f64::MAX, |place| (place - to).abs());
    let candidates = [after.checked_sub(1), Some(after)];
    let best = candidates
        .into_iter()
        .flatten()
        .min_by(|a, b| near(a).total_cmp(&near(b)))?;
    (near(&best) <= 2.0 * NEAR).then_some(best)
}

/// Lines with their pieces put together, those too short to be a side of a cell left out.
fn merged(rulings: &[Ruling]) -> Vec<Ruling> {
    let mut out = Vec::new();
    for is_horizontal in [true, false] {
        let own = rulings
            .iter()
            .filter(|own| own.is_horizontal == is_horizontal);
        let mut own: Vec<Ruling> = own.copied().collect();
        let places = clustered(own.iter().map(|own| own.at).collect());
        for ruling in &mut own {
            if let Some(&at) = nearest(&places, ruling.at).and_then(|at| places.get(at)) {
                ruling.at = at;
            }
        }
        own.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
        let mut last: Option<Ruling> = None;
        for ruling in own {
            match &mut last {
                Some(last) if last.at == ruling.at && ruling.from <= last.to + GAP => {
                    last.to = last.to.max(ruling.to);
                }
                _ => out.extend(last.replace(ruling)),
            }
        }
        out.extend(last);
    }
    out.retain(|ruling| ruling.to - ruling.from > 2.0 * NEAR);
    out
}

/// Lines across the ends of lines that a page break cuts off.
fn cut_off(rulings: &[Ruling]) -> Vec<Ruling> {
    let is_met = |at: f64, x: f64| {
        rulings.iter().any(|own| {
            own.is_horizontal
                && (own.at - at).abs() <= 2.0 * NEAR
                && own.from - NEAR <= x
                && x <= own.to + NEAR
        })
    };
    let mut out = Vec::new();
    for end in [|own: &Ruling| own.from, |own: &Ruling| own.to] {
        let loose = rulings
            .iter()
            .filter(|own| !own.is_horizontal && !is_met(end(own), own.at));
        let mut loose: Vec<(f64, f64)> = loose.map(|own| (end(own), own.at)).collect();
        loose.sort_by(|a, b| a.0.total_cmp(&b.0));
        for bundle in loose.chunk_by(|a, b| b.0 - a.0 <= NEAR) {
            let Some(&(at, first)) = bundle.first().filter(|_| bundle.len() >= 3) else {
                continue;
            };
            let bounds = bundle
                .iter()
                .fold((first, first), |(least, most), &(_, x)| {
                    (least.min(x), most.max(x))
                });
            out.push(Ruling::horizontal(at, bounds.0, bounds.1));
        }
    }
    out
}

/// The sides of tables whose lines all begin and end alike, with columns between but nothing at their sides.
fn open_sides(rulings: &[Ruling]) -> Vec<Ruling> {
    let mut rows: Vec<&Ruling> = rulings.iter().filter(|own| own.is_horizontal).collect();
    rows.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.to.total_cmp(&b.to)));
    let columns: Vec<&Ruling> = rulings.iter().filter(|own| !own.is_horizontal).collect();
    let mut out = Vec::new();
    let is_alike =
        |a: &&Ruling, b: &&Ruling| (a.from - b.from).abs() <= NEAR && (a.to - b.to).abs() <= NEAR;
    for bundle in rows.chunk_by(is_alike) {
        let Some(first) = bundle.first().filter(|_| bundle.len() >= OPEN_ROWS) else {
            continue;
        };
        let top = bundle.iter().map(|own| own.at).fold(f64::MAX, f64::min);
        let bottom = bundle.iter().map(|own| own.at).fold(f64::MIN, f64::max);
        let overlaps = |own: &&&Ruling| own.from < bottom - NEAR && own.to > top + NEAR;
        let is_inside = |own: &&Ruling| first.from + NEAR < own.at && own.at < first.to - NEAR;
        if !columns.iter().filter(overlaps).any(|own| is_inside(own)) {
            continue;
        }
        for side in [first.from, first.to] {
            let mut own = columns.iter().filter(overlaps);
            if !own.any(|own| (own.at - side).abs() <= 2.0 * NEAR) {
                out.push(Ruling::vertical(side, top, bottom));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn box_of(xs: &[f64], ys: &[f64]) -> Vec<Ruling> {
        let (left, right) = (xs[0], xs[xs.len() - 1]);
        let (top, bottom) = (ys[0], ys[ys.len() - 1]);
        let rows = ys.iter().map(|&y| Ruling::horizontal(y, left, right));
        let columns = xs.iter().map(|&x| Ruling::vertical(x, top, bottom));
        rows.chain(columns).collect()
    }

    #[test]
    fn lines_make_cells() {
        let grid = RuledGrid::of(&box_of(&[10.0, 60.0, 110.0], &[10.0, 30.0, 50.0]));
        assert_eq!(grid.cells.len(), 4);
        assert_eq!(grid.cell_at(Point { x: 70.0, y: 20.0 }), Some(1));
        assert_eq!(grid.cell_at(Point { x: 170.0, y: 20.0 }), None);
        assert!(
            grid.cells
                .iter()
                .all(|cell| cell.table == grid.cells[0].table)
        );
    }

    #[test]
    fn a_missing_line_is_a_merged_cell() {
        let mut rulings = box_of(&[10.0, 60.0, 110.0], &[10.0, 30.0, 50.0]);
        rulings.retain(|own| own.is_horizontal || own.at != 60.0);
        rulings.push(Ruling::vertical(60.0, 30.0, 50.0));
        let grid = RuledGrid::of(&rulings);
        assert_eq!(grid.cells.len(), 3);
        assert_eq!((grid.cells[0].left, grid.cells[0].right), (0, 2));
    }

    #[test]
    fn a_frame_round_a_table_is_no_cell_of_it() {
        let mut rulings = box_of(&[10.0, 60.0, 110.0], &[10.0, 30.0, 50.0]);
        rulings.extend(box_of(&[0.0, 200.0], &[0.0, 200.0]));
        assert_eq!(RuledGrid::of(&rulings).cells.len(), 4);
    }

    #[test]
    fn tables_open_at_their_sides_or_cut_off_are_closed() {
        let mut open = box_of(&[10.0, 60.0, 110.0], &[10.0, 30.0, 50.0]);
        open.retain(|own| own.is_horizontal || own.at == 60.0);
        assert_eq!(RuledGrid::of(&open).cells.len(), 4);
        let mut cut = box_of(&[10.0, 60.0, 110.0], &[10.0, 30.0, 50.0]);
        cut.retain(|own| !own.is_horizontal || own.at != 50.0);
        assert_eq!(RuledGrid::of(&cut).cells.len(), 4);
    }
}
