//! `word/document.xml`: the blocks of sheets, in the styles of the template.

use std::io;

use super::super::clean;
use super::red_head;
use super::xml::Xml;
use crate::views::sheet::{
    CellRole, Sheet, SheetBlock, SheetCell, SheetGrid, SheetLine, SheetRow, SheetRun,
};

/// Between the margins of an A4 page, in twentieths of a point.
const WIDTH: usize = 8844;
/// A number of a table with groups.
const VALUE: usize = 640;
/// The columns of groups; the labels behind them get what is left.
const GROUPS: [usize; 3] = [840, 1200, 1200];
/// From this many columns on words are smaller.
const MANY_COLUMNS: usize = 8;

/// Writes the part; `has_head` if the first page has a head of its own.
pub(super) fn body(sheets: &[Sheet], has_head: bool) -> io::Result<Vec<u8>> {
    let mut xml = Xml::new()?;
    let names = [
        (
            "xmlns:w",
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        ),
        (
            "xmlns:r",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        ),
    ];
    xml.within("w:document", &names, |xml| {
        xml.within("w:body", &[], |xml| {
            for (at, sheet) in sheets.iter().enumerate() {
                if at > 0 && !sheet.blocks.is_empty() {
                    page_break(xml)?;
                }
                for block in &sheet.blocks {
                    write_block(xml, block)?;
                }
            }
            section(xml, has_head)
        })
    })?;
    Ok(xml.into_bytes())
}

fn write_block(xml: &mut Xml, block: &SheetBlock) -> io::Result<()> {
    match block {
        SheetBlock::Title(line) => paragraph(xml, "Title", line),
        SheetBlock::Section(line) => paragraph(xml, "Heading1", line),
        SheetBlock::Heading(line) => paragraph(xml, "Heading2", line),
        SheetBlock::Paragraph(line) => paragraph(xml, "BodyText", line),
        SheetBlock::Table(grid) => {
            table(xml, grid)?;
            // Two tables with nothing between them would become one.
            xml.within("w:p", &[], |xml| style(xml, "AfterTable"))
        }
    }
}

fn style(xml: &mut Xml, name: &str) -> io::Result<()> {
    xml.within("w:pPr", &[], |xml| xml.value("w:pStyle", name))
}

fn page_break(xml: &mut Xml) -> io::Result<()> {
    xml.within("w:p", &[], |xml| {
        style(xml, "AfterTable")?;
        xml.within("w:r", &[], |xml| xml.empty("w:br", &[("w:type", "page")]))
    })
}

fn paragraph(xml: &mut Xml, name: &str, line: &SheetLine) -> io::Result<()> {
    xml.within("w:p", &[], |xml| {
        style(xml, name)?;
        line.runs.iter().try_for_each(|words| run(xml, words))
    })
}

fn run(xml: &mut Xml, words: &SheetRun) -> io::Result<()> {
    let text = clean(&words.text);
    xml.within("w:r", &[], |xml| {
        if words.is_strong {
            xml.within("w:rPr", &[], |xml| xml.empty("w:b", &[]))?;
        }
        xml.within("w:t", &[("xml:space", "preserve")], |xml| xml.words(&text))
    })
}

/// Page size, margins and the page's number at its foot.
fn section(xml: &mut Xml, has_head: bool) -> io::Result<()> {
    xml.within("w:sectPr", &[], |xml| {
        if has_head {
            let first = ("w:type", "first");
            xml.empty("w:headerReference", &[first, ("r:id", red_head::ID)])?;
            xml.empty("w:footerReference", &[first, ("r:id", "rId4")])?;
        }
        xml.empty(
            "w:footerReference",
            &[("w:type", "default"), ("r:id", "rId4")],
        )?;
        xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")])?;
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", "2098"),
                ("w:right", "1474"),
                ("w:bottom", "1984"),
                ("w:left", "1588"),
                ("w:header", "851"),
                ("w:footer", "1417"),
                ("w:gutter", "0"),
            ],
        )?;
        match has_head {
            true => xml.empty("w:titlePg", &[]),
            false => Ok(()),
        }
    })
}

fn table(xml: &mut Xml, grid: &SheetGrid) -> io::Result<()> {
    let widths = widths(grid);
    let total: usize = widths.iter().sum();
    xml.within("w:tbl", &[], |xml| {
        xml.within("w:tblPr", &[], |xml| {
            xml.value("w:tblStyle", "ReportTable")?;
            xml.empty("w:tblW", &[("w:w", &total.to_string()), ("w:type", "dxa")])?;
            xml.value("w:jc", "center")?;
            xml.empty("w:tblLayout", &[("w:type", "fixed")])
        })?;
        xml.within("w:tblGrid", &[], |xml| {
            let mut all = widths.iter();
            all.try_for_each(|width| xml.empty("w:gridCol", &[("w:w", &width.to_string())]))
        })?;
        let small = grid.n_columns >= MANY_COLUMNS;
        let writer = TableWriter {
            grid,
            widths: &widths,
            small,
        };
        writer.rows(xml)
    })
}

/// The widths of the columns: numbers as wide as they need, labels what is left.
fn widths(grid: &SheetGrid) -> Vec<usize> {
    let n = grid.n_columns.max(1);
    let n_values = n.saturating_sub(grid.n_label_columns);
    let mut widths = vec![WIDTH / n; n];
    if let 2..=3 = grid.n_label_columns
        && n_values * VALUE + 3 * VALUE < WIDTH
    {
        let (labels, values) = widths.split_at_mut(grid.n_label_columns);
        values.fill(VALUE);
        labels.copy_from_slice(&GROUPS[..labels.len()]);
        let before: usize = labels.iter().rev().skip(1).sum();
        if let Some(last) = labels.last_mut() {
            *last = WIDTH.saturating_sub(before + n_values * VALUE).max(VALUE);
        }
    }
    widths
}

struct TableWriter<'g> {
    grid: &'g SheetGrid,
    widths: &'g [usize],
    small: bool,
}

impl TableWriter<'_> {
    fn rows(&self, xml: &mut Xml) -> io::Result<()> {
        // For each column, the cell that goes on downwards from above, and for how many rows.
        let mut open: Vec<Option<(&SheetCell, usize)>> = vec![None; self.widths.len()];
        for (at, row) in self.grid.rows.iter().enumerate() {
            xml.within("w:tr", &[], |xml| {
                xml.within("w:trPr", &[], |xml| {
                    xml.empty("w:cantSplit", &[])?;
                    match at < self.grid.n_header_rows {
                        true => xml.empty("w:tblHeader", &[]),
                        false => Ok(()),
                    }
                })?;
                self.cells(xml, row, &mut open)
            })?;
        }
        Ok(())
    }

    fn cells<'g>(
        &self,
        xml: &mut Xml,
        row: &'g SheetRow,
        open: &mut [Option<(&'g SheetCell, usize)>],
    ) -> io::Result<()> {
        let blank = SheetCell::default();
        let mut column = 0;
        while column < open.len() {
            let own = row.cells.iter().find(|cell| cell.column == column);
            if let Some(cell) = own {
                let merge = (cell.n_rows > 1).then_some("restart");
                open[column] = (cell.n_rows > 1).then_some((cell, cell.n_rows - 1));
                column += self.cell(xml, cell, column, merge)?;
            } else if let Some((cell, left)) = open[column] {
                open[column] = (left > 1).then_some((cell, left - 1));
                column += self.cell(xml, cell, column, Some("continue"))?;
            } else {
                column += self.cell(xml, &blank, column, None)?;
            }
        }
        Ok(())
    }

    /// Writes a cell and says how many columns it covers.
    fn cell(
        &self,
        xml: &mut Xml,
        cell: &SheetCell,
        column: usize,
        merge: Option<&str>,
    ) -> io::Result<usize> {
        let n_columns = cell.n_columns.clamp(1, self.widths.len() - column);
        let width: usize = self.widths[column..column + n_columns].iter().sum();
        let is_first = merge != Some("continue");
        xml.within("w:tc", &[], |xml| {
            xml.within("w:tcPr", &[], |xml| {
                xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")])?;
                if n_columns > 1 {
                    xml.value("w:gridSpan", &n_columns.to_string())?;
                }
                match merge {
                    Some("restart") => xml.value("w:vMerge", "restart")?,
                    Some(_) => xml.empty("w:vMerge", &[])?,
                    None => {}
                }
                xml.value("w:vAlign", "center")
            })?;
            xml.within("w:p", &[], |xml| {
                style(xml, self.style_of(cell))?;
                match is_first && !cell.text.is_empty() {
                    true => run(
                        xml,
                        &SheetRun {
                            text: cell.text.clone(),
                            ..SheetRun::default()
                        },
                    ),
                    false => Ok(()),
                }
            })
        })?;
        Ok(n_columns)
    }

    fn style_of(&self, cell: &SheetCell) -> &'static str {
        let is_left =
            matches!(cell.role, CellRole::Label | CellRole::Group) && self.grid.n_label_columns > 1;
        match (self.small, is_left) {
            (false, false) => "TableText",
            (false, true) => "TableLabel",
            (true, false) => "SmallTableText",
            (true, true) => "SmallTableLabel",
        }
    }
}
