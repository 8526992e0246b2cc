//! What the description of a paragraph says of tables: how deep it stands in them, whether it ends a cell or a row, and of a row its cells.

use super::super::numbers::{place, short};
use super::sprms::{codes, sprms};

/// What a paragraph or its style says of the list that it is of, as far as it says it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ListItem {
    /// The number of the list's use; 0 for none.
    pub list: Option<u16>,
    pub level: Option<u8>,
}

impl ListItem {
    pub fn of(list: &[u8]) -> ListItem {
        let mut item = ListItem::default();
        for (code, operand) in sprms(list) {
            item.learn(code, operand);
        }
        item
    }

    fn learn(&mut self, code: u16, operand: &[u8]) {
        match code {
            // Numbers beyond those of uses say that there is none.
            codes::P_LIST => {
                self.list = short(operand, 0).map(|list| if list < 0x7ff { list } else { 0 });
            }
            codes::P_LEVEL => self.level = operand.first().copied(),
            _ => {}
        }
    }
}

/// What a paragraph's description says of its place.
#[derive(Default)]
pub(super) struct ParagraphPlace {
    is_in_table: bool,
    depth: Option<usize>,
    deeper: usize,
    pub ends_row: bool,
    pub ends_inner_cell: bool,
    pub item: ListItem,
    /// Of the row that it ends.
    pub cells: Vec<CellMerge>,
}

impl ParagraphPlace {
    /// By the paragraph's description; what is too long for it stands in the stream of data.
    pub fn of(list: &[u8], data: &[u8]) -> ParagraphPlace {
        let mut place = ParagraphPlace::default();
        place.learn(list, Some(data));
        place
    }

    /// In how many tables it stands.
    pub fn depth(&self) -> usize {
        let depth = self.depth.unwrap_or(usize::from(self.is_in_table));
        depth.saturating_add(self.deeper)
    }

    fn learn(&mut self, list: &[u8], data: Option<&[u8]>) {
        for (code, operand) in sprms(list) {
            let is_set = operand.first().is_some_and(|&set| set != 0);
            match code {
                codes::P_IN_TABLE => self.is_in_table = is_set,
                codes::P_ROW_END | codes::P_INNER_ROW_END => self.ends_row |= is_set,
                codes::P_INNER_CELL_END => self.ends_inner_cell = is_set,
                codes::P_DEPTH => self.depth = place(operand, 0),
                codes::P_DEEPER => self.deeper = place(operand, 0).unwrap_or_default(),
                codes::T_CELLS => self.cells = cells(operand),
                codes::T_DOWNWARDS => {
                    let cell = operand.first().map(|&cell| usize::from(cell));
                    let cell = cell.and_then(|cell| self.cells.get_mut(cell));
                    if let (Some(cell), Some(&how)) = (cell, operand.get(1)) {
                        cell.goes_on = how == 1;
                    }
                }
                codes::P_ELSEWHERE | codes::P_ROW_ELSEWHERE => {
                    // What stands there does not lead on.
                    if let Some(list) = data.and_then(|data| elsewhere(data, operand)) {
                        self.learn(list, None);
                    }
                }
                code => self.item.learn(code, operand),
            }
        }
    }
}

/// The description that stands in the stream of data.
fn elsewhere<'d>(data: &'d [u8], operand: &[u8]) -> Option<&'d [u8]> {
    let at = place(operand, 0)?;
    let len = usize::from(short(data, at)?);
    data.get(at + 2..at + 2 + len)
}

/// How a cell belongs to its neighbours.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CellMerge {
    /// Where it begins, in twentieths of a point from the left.
    pub left: i32,
    /// Whether it is one with the cell above.
    pub goes_on: bool,
    /// Whether it is one with a cell beside it.
    pub is_beside: bool,
}

/// The cells of a row: their number, their edges, then how each belongs to its neighbours.
fn cells(operand: &[u8]) -> Vec<CellMerge> {
    let n_cells = operand.first().map_or(0, |&n| usize::from(n));
    let first = 1 + 2 * (n_cells + 1);
    let cells = (0..n_cells).map(|cell| {
        let flags = short(operand, first + 20 * cell).unwrap_or_default();
        let left = short(operand, 1 + 2 * cell).unwrap_or_default();
        CellMerge {
            left: left.cast_signed().into(),
            goes_on: flags & 0x60 == 0x20,
            is_beside: flags & 0x03 != 0,
        }
    });
    cells.collect()
}
