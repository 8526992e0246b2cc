//! Blocks written down: paragraphs as lines, tables as rows. A table round other tables, or round text, is only a frame.

use super::super::ink::Ink;
use super::super::manuscript::Manuscript;
use super::super::pen::{InkCell, Pen};
use super::super::place::Place;
use super::super::unread::NotRead;
use super::blocks::{DocBlock, DocCell, DocRow};

/// A pen that counts paragraphs and tables.
pub(super) struct DocPen {
    pen: Pen,
    paragraphs: u32,
    tables: u32,
}

impl DocPen {
    pub fn new(pen: Pen) -> Self {
        DocPen {
            pen,
            paragraphs: 0,
            tables: 0,
        }
    }

    pub fn finish(self) -> Manuscript {
        self.pen.finish()
    }

    pub fn blocks(&mut self, blocks: &[DocBlock]) -> Result<(), NotRead> {
        blocks.iter().try_for_each(|block| match block {
            DocBlock::Paragraph(text) => self.paragraph(text),
            DocBlock::Table(rows) => self.table(rows),
        })
    }

    fn paragraph(&mut self, text: &str) -> Result<(), NotRead> {
        let ink = ink(text);
        if !ink.is_blank() {
            self.paragraphs += 1;
        }
        let place = Place {
            paragraph: Some(self.paragraphs),
            ..Place::default()
        };
        self.pen.paragraph(&ink, &place)
    }

    fn table(&mut self, rows: &[DocRow]) -> Result<(), NotRead> {
        if let [row] = rows
            && let [only] = row.as_slice()
        {
            return self.blocks(&only.blocks);
        }
        self.tables += 1;
        let table = self.tables;
        for (number, cells) in (1..).zip(rows) {
            if is_frame(cells) {
                cells
                    .iter()
                    .try_for_each(|cell| self.blocks(&cell.blocks))?;
                continue;
            }
            let mut inks = Vec::with_capacity(cells.len());
            for cell in cells {
                let place = Place {
                    table: Some(table),
                    row: Some(number),
                    column: Some(cell.column),
                    ..Place::default()
                };
                fill(&cell.blocks, &place, &mut inks);
            }
            self.pen.row(&inks)?;
        }
        Ok(())
    }
}

fn ink(text: &str) -> Ink {
    let mut ink = Ink::default();
    ink.make(text);
    ink
}

/// Whether a row is text with a frame round it: it holds tables of several rows, or is one cell of several paragraphs.
fn is_frame(cells: &[DocCell]) -> bool {
    let holds_table = |cell: &DocCell| {
        let mut blocks = cell.blocks.iter();
        blocks.any(|block| matches!(block, DocBlock::Table(rows) if !is_line(rows)))
    };
    let is_text =
        |block: &&DocBlock| matches!(block, DocBlock::Paragraph(text) if !text.trim().is_empty());
    let is_long = match cells {
        [cell] => cell.blocks.iter().filter(is_text).take(2).count() > 1,
        _ => false,
    };
    is_long || cells.iter().any(holds_table)
}

/// Whether a table is one row without tables in it, so that its cells may stand in for the cell that holds it.
fn is_line(rows: &[DocRow]) -> bool {
    let mut blocks = rows.iter().flatten().flat_map(|cell| &cell.blocks);
    rows.len() <= 1 && blocks.all(|block| matches!(block, DocBlock::Paragraph(_)))
}

/// Writes what stands in a cell: its paragraphs, one after the other, and the cells of a table of one row inside it.
fn fill(blocks: &[DocBlock], place: &Place, out: &mut Vec<InkCell>) {
    let first = out.len();
    let mut text = String::new();
    let put = |text: &mut String, out: &mut Vec<InkCell>| {
        out.push(InkCell {
            ink: ink(text.as_str()).on_one_line(),
            place: place.clone(),
        });
        text.clear();
    };
    for block in blocks {
        match block {
            DocBlock::Paragraph(more) if more.trim().is_empty() => {}
            DocBlock::Paragraph(more) => {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(more);
            }
            DocBlock::Table(rows) => {
                if !text.is_empty() {
                    put(&mut text, out);
                }
                for cell in rows.iter().flatten() {
                    fill(&cell.blocks, place, out);
                }
            }
        }
    }
    if out.len() == first || !text.is_empty() {
        put(&mut text, out);
    }
}
