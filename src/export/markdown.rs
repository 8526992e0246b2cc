//! Sheets as text: Markdown in the layout of our own examples, or lines with bars between the cells of tables.

use crate::syntax::escapes::escaped;
use crate::views::sheet::{CellRole, Sheet, SheetBlock, SheetGrid, SheetLine};

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextForm {
    /// Markdown: headings with `#`, tables with a delimiter row.
    Markdown,
    /// Plain lines; bars round the cells of tables.
    Bars,
}

/// Writes reports one behind the other.
pub fn text_of(sheets: &[Sheet], form: TextForm) -> String {
    let mut writer = TextWriter {
        form,
        out: String::new(),
    };
    for block in sheets.iter().flat_map(|sheet| &sheet.blocks) {
        writer.block(block);
    }
    writer.out
}

struct TextWriter {
    form: TextForm,
    out: String,
}

impl TextWriter {
    fn block(&mut self, block: &SheetBlock) {
        let is_markdown = self.form == TextForm::Markdown;
        if !self.out.is_empty() && is_markdown {
            self.out.push('\n');
        }
        let (mark, line) = match block {
            SheetBlock::Title(line) => ("# ", line),
            SheetBlock::Section(line) => ("## ", line),
            SheetBlock::Heading(line) => ("### ", line),
            SheetBlock::Paragraph(line) => ("", line),
            SheetBlock::Table(grid) => return self.table(grid),
        };
        if is_markdown {
            self.out.push_str(mark);
        }
        self.words(line);
        self.out.push('\n');
    }

    fn words(&mut self, line: &SheetLine) {
        for (at, run) in line.runs.iter().enumerate() {
            let is_bold = |at: usize| line.runs.get(at).is_some_and(|run| run.is_strong);
            let is_marked = self.form == TextForm::Markdown && run.is_strong;
            if is_marked && (at == 0 || !is_bold(at - 1)) {
                self.out.push_str("**");
            }
            self.out.push_str(&escaped(&run.text));
            if is_marked && !is_bold(at + 1) {
                self.out.push_str("**");
            }
        }
    }

    fn table(&mut self, grid: &SheetGrid) {
        for (at, row) in grid.rows.iter().enumerate() {
            // A row that is drawn with fewer cells has fewer: a blank one more would be a value.
            let ends = row.cells.iter().map(|cell| cell.column + cell.n_columns);
            let n_drawn = ends.max().unwrap_or_default();
            let n_columns = match grid.table {
                Some(_) => grid.n_columns,
                None => n_drawn,
            };
            let mut cells = vec![String::new(); n_columns];
            for cell in &row.cells {
                if cell.role == CellRole::Unplaced {
                    // As many cells as there are values, so that nobody takes them for placed.
                    cells.truncate(cell.column);
                    cells.extend(cell.pieces.iter().map(|piece| in_a_cell(piece)));
                } else if let Some(place) = cells.get_mut(cell.column) {
                    *place = in_a_cell(&cell.text);
                }
            }
            self.row(&cells);
            if at == 0 && self.form == TextForm::Markdown {
                self.row(&vec!["---".to_owned(); grid.n_columns]);
            }
        }
    }

    fn row(&mut self, cells: &[String]) {
        self.out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
}

/// Words of which no bar ends the cell and no tag is one.
fn in_a_cell(words: &str) -> String {
    escaped(words)
}
