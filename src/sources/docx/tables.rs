//! Tables: rows and cells as they are shown in the end, each cell with the column of the grid where it begins.

use super::super::ink::Ink;
use super::super::pen::InkCell;
use super::super::place::Place;
use super::super::unread::NotRead;
use super::super::xml::Space;
use super::walk::DocumentWalk;

/// A cell that is to be read.
#[derive(Clone, Copy)]
struct CellAt {
    at: usize,
    column: u32,
}

impl DocumentWalk<'_, '_> {
    /// Reads a table.
    pub(super) fn table(&mut self, at: usize) -> Result<(), NotRead> {
        let mut rows = Vec::new();
        self.collect(at, "tr", &mut rows);
        let mut above = Vec::new();
        let cells = rows.into_iter().map(|row| self.cells(row, &mut above));
        let cells: Vec<Vec<CellAt>> = cells.collect();
        let tree = self.tree;
        // A table of one cell, and one that holds tables, frames what stands in it.
        let is_frame = matches!(cells.as_slice(), [row] if row.len() == 1);
        if is_frame {
            let inside = cells.iter().flatten();
            return inside.into_iter().try_for_each(|cell| self.blocks(cell.at));
        }
        self.tables += 1;
        let number = self.tables;
        for (row, cells) in (1..).zip(&cells) {
            let holds = |cell: &CellAt| tree.inside(cell.at, "tbl").any(|at| !self.is_line(at));
            if cells.iter().any(holds) || self.is_long(cells) {
                for cell in cells {
                    self.blocks(cell.at)?;
                }
                continue;
            }
            let mut inks = Vec::with_capacity(cells.len());
            for cell in cells {
                let place = Place {
                    table: Some(number),
                    row: Some(row),
                    column: Some(cell.column),
                    ..Place::default()
                };
                self.cell(cell.at, &place, &mut inks);
            }
            self.pen.row(&inks)?;
        }
        Ok(())
    }

    /// Whether a table is one row without tables in it, so that its cells may stand in for the cell that holds it.
    fn is_line(&self, at: usize) -> bool {
        let tree = self.tree;
        tree.inside(at, "tr").count() <= 1 && tree.inside(at, "tbl").next().is_none()
    }

    /// Whether a row is one cell with several paragraphs: text with a frame round it.
    fn is_long(&self, cells: &[CellAt]) -> bool {
        let [cell] = cells else { return false };
        let tree = self.tree;
        let has_text = |at: &usize| tree.inside(*at, "t").next().is_some();
        tree.inside(cell.at, "p").filter(has_text).take(2).count() > 1
    }

    /// The elements of a name in a table or a row that are shown, through content controls and what wraps them.
    fn collect(&mut self, at: usize, name: &str, out: &mut Vec<usize>) {
        let tree = self.tree;
        for child in tree.children(at) {
            let Some(element) = tree.get(child) else {
                continue;
            };
            match (element.space, element.name) {
                (Space::Word, own) if own == name => out.push(child),
                (Space::Word, "del" | "moveFrom" | "tblPr" | "tblGrid" | "trPr" | "tblPrEx") => {}
                (Space::Word, "sdt") => {
                    if let Some(content) = tree.child(child, "sdtContent") {
                        self.collect(content, name, out);
                    }
                }
                (Space::Compatibility, "AlternateContent") => {
                    if let Some(choice) = self.choice(child) {
                        self.collect(choice, name, out);
                    }
                }
                (Space::Word, "p" | "tbl" | "tr" | "tc") => {}
                _ => self.collect(child, name, out),
            }
        }
    }

    /// The cells of a row that have text of their own. `above` are the columns, in order, in which the row above has a cell that may go on in this one.
    fn cells(&mut self, row: usize, above: &mut Vec<u32>) -> Vec<CellAt> {
        let tree = self.tree;
        let properties = tree.child(row, "trPr");
        let is_deleted = properties.is_some_and(|at| tree.child(at, "del").is_some());
        if is_deleted {
            return Vec::new();
        }
        let before = properties.and_then(|at| tree.value_of(at, "gridBefore")?.parse().ok());
        let mut column: u32 = before.unwrap_or(0) + 1;
        let mut all = Vec::new();
        self.collect(row, "tc", &mut all);
        let mut cells = Vec::with_capacity(all.len());
        let mut open = Vec::new();
        for at in all {
            let properties = tree.child(at, "tcPr");
            let value = |name: &str| properties.and_then(|at| tree.value_of(at, name));
            let has = |name: &str| properties.and_then(|at| tree.child(at, name));
            if has("cellDel").is_some() {
                continue;
            }
            let goes_on = |name: &str| {
                has(name).is_some() && value(name).is_none_or(|value| value == "continue")
            };
            let merged = has("cellMerge").and_then(|at| tree.attribute(at, "vMerge"));
            // A cell that says it goes on below none is one of its own, if anything stands in it.
            let is_orphan = || above.binary_search(&column).is_err() && self.says_something(at);
            let is_below = goes_on("vMerge") && !is_orphan();
            if !is_below && !goes_on("hMerge") && merged.as_deref() != Some("cont") {
                cells.push(CellAt { at, column });
            }
            if has("vMerge").is_some() {
                open.push(column);
            }
            let span: Option<u32> = value("gridSpan").and_then(|value| value.parse().ok());
            column = column.saturating_add(span.unwrap_or(1).clamp(1, 1000));
        }
        *above = open;
        cells
    }

    fn says_something(&self, at: usize) -> bool {
        let tree = self.tree;
        let mut texts = tree.inside(at, "t").filter_map(|at| tree.get(at));
        texts.any(|text| {
            let own = tree.xml.get(text.inner_start..text.inner_end);
            own.is_some_and(|own| !own.trim().is_empty())
        })
    }

    /// Reads a cell: its paragraphs, one after the other, or the cells of a table of one row inside it.
    fn cell(&mut self, at: usize, place: &Place, out: &mut Vec<InkCell>) {
        let mut inks = Vec::new();
        self.paragraphs_of(at, &mut inks, &mut |walk, table| {
            let mut rows = Vec::new();
            walk.collect(table, "tr", &mut rows);
            let mut above = Vec::new();
            let cells = rows.into_iter().map(|row| walk.cells(row, &mut above));
            let cells: Vec<CellAt> = cells.flatten().collect();
            let mut inner = Vec::new();
            for cell in cells {
                walk.cell(cell.at, place, &mut inner);
            }
            inner
        });
        let mut joined: Option<Ink> = None;
        let mut is_spliced = false;
        let of = |ink: Ink| InkCell {
            ink: ink.on_one_line(),
            place: place.clone(),
        };
        for content in inks {
            match content {
                Content::Cells(cells) => {
                    out.extend(joined.take().filter(|ink| !ink.is_blank()).map(of));
                    is_spliced |= !cells.is_empty();
                    out.extend(cells);
                }
                Content::Ink(ink) => match &mut joined {
                    Some(open) if open.is_blank() && !ink.is_blank() => *open = ink,
                    Some(_) if ink.is_blank() => {}
                    Some(open) => {
                        open.make("\n");
                        open.append(&ink);
                    }
                    None => joined = Some(ink),
                },
            }
        }
        let joined = joined.unwrap_or_default();
        if !(is_spliced && joined.is_blank()) {
            out.push(of(joined));
        }
    }

    /// The paragraphs of a cell in order, text boxes behind theirs.
    fn paragraphs_of(
        &mut self,
        at: usize,
        out: &mut Vec<Content>,
        table: &mut impl FnMut(&mut Self, usize) -> Vec<InkCell>,
    ) {
        let tree = self.tree;
        for child in tree.children(at) {
            let Some(element) = tree.get(child) else {
                continue;
            };
            match (element.space, element.name) {
                (Space::Word, "p") => {
                    if let Some(ink) = self.ink(child) {
                        out.push(Content::Ink(ink));
                    }
                    for content in std::mem::take(&mut self.boxes) {
                        self.paragraphs_of(content, out, table);
                    }
                }
                (Space::Word, "tbl") => {
                    let cells = table(self, child);
                    out.push(Content::Cells(cells));
                }
                (Space::Word, "tcPr" | "del" | "moveFrom") => {}
                (Space::Word, "sdt") => {
                    // It cannot fail: nothing is written here.
                    let _ = self.control(child, |walk, content| {
                        walk.paragraphs_of(content, out, table);
                        Ok(())
                    });
                }
                (Space::Compatibility, "AlternateContent") => {
                    if let Some(choice) = self.choice(child) {
                        self.paragraphs_of(choice, out, table);
                    }
                }
                _ => self.paragraphs_of(child, out, table),
            }
        }
        if let Some(ink) = self.end_paragraph() {
            out.push(Content::Ink(ink));
        }
    }
}

/// What stands in a cell.
enum Content {
    Ink(Ink),
    Cells(Vec<InkCell>),
}
