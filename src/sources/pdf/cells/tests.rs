//! Cells between lines.

use super::super::geometry::Point;
use super::super::rulings::Ruling;
use super::RuledGrid;

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
