//! Tables of a text: rows and cells as they are shown, each cell with the column where it begins.

use super::super::ink::Ink;
use super::super::limits;
use super::super::pen::InkCell;
use super::super::place::Place;
use super::super::unread::NotRead;
use super::walk::OdfWalk;

/// Blank cells that one element stands for are written up to this many.
const BLANKS: u32 = 256;

/// A cell that no other covers.
#[derive(Clone, Copy)]
pub(super) struct OdfCell {
    pub at: usize,
    pub column: u32,
    /// How many cells it stands for.
    pub times: u32,
}

impl OdfWalk<'_, '_> {
    /// Reads a table.
    pub(super) fn table(&mut self, at: usize) -> Result<(), NotRead> {
        let rows = self.rows(at);
        let cells: Vec<Vec<OdfCell>> = rows.iter().map(|&row| self.cells(row)).collect();
        // A table of one cell frames what stands in it.
        if let [row] = cells.as_slice()
            && let [only] = row.as_slice()
            && only.times == 1
        {
            return self.blocks(only.at);
        }
        self.tables += 1;
        let mut place = Place {
            table: Some(self.tables),
            ..Place::default()
        };
        let mut number: u32 = 1;
        for (&row, cells) in rows.iter().zip(&cells) {
            let times = self.times(row, "number-rows-repeated");
            place.row = Some(number);
            self.row(cells, times, &place)?;
            number = number.saturating_add(times);
        }
        Ok(())
    }

    fn row(&mut self, cells: &[OdfCell], times: u32, place: &Place) -> Result<(), NotRead> {
        if self.is_text(cells) {
            return cells.iter().try_for_each(|cell| self.blocks(cell.at));
        }
        let mut inks = self.inks(cells, place)?;
        let len: usize = inks.iter().map(|cell| cell.ink.text.len() + 1).sum();
        let is_blank = inks.iter().all(|cell| cell.ink.is_blank());
        let times = if is_blank { 1 } else { times };
        self.spend(times - 1, len)?;
        for _ in 0..times {
            self.pen.row(&inks)?;
            for cell in &mut inks {
                cell.place.row = cell.place.row.map(|row| row.saturating_add(1));
            }
        }
        Ok(())
    }

    /// Whether a row is text with a frame round it: it holds tables of several rows, or is one cell of several paragraphs.
    fn is_text(&self, cells: &[OdfCell]) -> bool {
        let tree = self.tree;
        let is_line = |at: usize| {
            tree.inside(at, "table-row").take(2).count() <= 1
                && tree.inside(at, "table").next().is_none()
        };
        if let [cell] = cells {
            let has_text = |&at: &usize| {
                let element = tree.get(at);
                element.is_some_and(|element| element.inner_end > element.inner_start)
            };
            if tree.inside(cell.at, "p").filter(has_text).take(2).count() > 1 {
                return true;
            }
        }
        let mut tables = cells.iter().flat_map(|cell| tree.inside(cell.at, "table"));
        tables.any(|at| !is_line(at))
    }

    /// The rows of a table in their order, those of its head and of groups too.
    pub(super) fn rows(&self, at: usize) -> Vec<usize> {
        let tree = self.tree;
        let mut rows = Vec::new();
        for child in tree.children(at) {
            match tree.get(child).map_or("", |element| element.name) {
                "table-row" => rows.push(child),
                "table-header-rows" | "table-rows" | "table-row-group" => {
                    rows.extend(self.rows(child));
                }
                _ => {}
            }
        }
        rows
    }

    /// The cells of a row that no other covers.
    pub(super) fn cells(&self, row: usize) -> Vec<OdfCell> {
        let tree = self.tree;
        let mut column: u32 = 1;
        let mut cells = Vec::new();
        for at in tree.children(row) {
            let is_cell = tree.is(at, "table-cell");
            if !is_cell && !tree.is(at, "covered-table-cell") {
                continue;
            }
            let times = self.times(at, "number-columns-repeated");
            if is_cell {
                cells.push(OdfCell { at, column, times });
            }
            column = column.saturating_add(times);
        }
        cells
    }

    fn inks(&mut self, cells: &[OdfCell], row: &Place) -> Result<Vec<InkCell>, NotRead> {
        let mut inks = Vec::with_capacity(cells.len());
        for cell in cells {
            let first = inks.len();
            let place = Place {
                column: Some(cell.column),
                ..row.clone()
            };
            self.cell(cell.at, &place, &mut inks)?;
            let own: Vec<Ink> = inks
                .iter()
                .skip(first)
                .map(|cell| cell.ink.clone())
                .collect();
            let is_blank = own.iter().all(Ink::is_blank);
            let times = if is_blank {
                cell.times.min(BLANKS)
            } else {
                cell.times
            };
            let len: usize = own.iter().map(|ink| ink.text.len() + 1).sum();
            self.spend(times - 1, len)?;
            for more in 1..times {
                let place = Place {
                    column: Some(cell.column.saturating_add(more)),
                    ..row.clone()
                };
                inks.extend(own.iter().map(|ink| InkCell {
                    ink: ink.clone(),
                    place: place.clone(),
                }));
            }
            if inks.len() > limits::CELLS {
                return Err(NotRead::TooLarge);
            }
        }
        Ok(inks)
    }

    /// Reads a cell: its paragraphs, one after the other, or the cells of a table of one row inside it.
    fn cell(&mut self, at: usize, place: &Place, out: &mut Vec<InkCell>) -> Result<(), NotRead> {
        let first = out.len();
        let mut text = Ink::default();
        self.fill(at, place, &mut text, out)?;
        if out.len() == first || !text.is_blank() {
            out.push(ink_cell(text, place));
        }
        Ok(())
    }

    fn fill(
        &mut self,
        at: usize,
        place: &Place,
        text: &mut Ink,
        out: &mut Vec<InkCell>,
    ) -> Result<(), NotRead> {
        let tree = self.tree;
        for child in tree.children(at) {
            let name = tree.get(child).map_or("", |element| element.name);
            match name {
                "p" | "h" => {
                    join(text, self.ink(child));
                    for content in std::mem::take(&mut self.boxes) {
                        self.fill(content, place, text, out)?;
                    }
                }
                "table" => {
                    if !text.is_blank() {
                        out.push(ink_cell(std::mem::take(text), place));
                    }
                    for row in self.rows(child) {
                        for cell in self.cells(row) {
                            let element = tree.get(cell.at);
                            let len = element.map_or(0, |own| own.end - own.start);
                            self.spend(cell.times - 1, len)?;
                            for _ in 0..cell.times {
                                self.cell(cell.at, place, out)?;
                            }
                        }
                    }
                }
                "list" => {
                    self.outline.enter(tree, child);
                    let filled = self.fill(child, place, text, out);
                    self.outline.leave();
                    filled?;
                }
                _ if self.is_left_out(child, name) => {}
                _ => self.fill(child, place, text, out)?,
            }
        }
        Ok(())
    }

    /// The text of a cell of a workbook: its own paragraphs.
    pub(super) fn shown(&mut self, cell: usize) -> Ink {
        let tree = self.tree;
        let mut text = Ink::default();
        for child in tree.children(cell).filter(|&child| tree.is(child, "p")) {
            join(&mut text, self.ink(child));
        }
        self.boxes.clear();
        text
    }
}

fn ink_cell(ink: Ink, place: &Place) -> InkCell {
    InkCell {
        ink: ink.on_one_line(),
        place: place.clone(),
    }
}

/// Adds a paragraph of the same cell.
fn join(text: &mut Ink, next: Ink) {
    if text.is_blank() {
        *text = next;
    } else if !next.is_blank() {
        text.make("\n");
        text.append(&next);
    }
}
