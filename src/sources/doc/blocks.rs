//! The characters put together into paragraphs, and those into cells, rows and tables, which may stand inside each other.

use super::super::numbers::short;
use super::super::unread::NotRead;
use super::letters::{Letter, marks};
use super::lists::DocLists;
use super::paragraphs::{CellMerge, ListItem, ParagraphPlace};
use super::runs::FormattedRuns;
use super::sprms::{codes, sprms};

/// Tables inside each other.
const DEEPEST: usize = 32;
/// Edges of cells that are no further apart, in twentieths of a point, are one.
const SAME_EDGE: i32 = 20;
/// A field's instruction is looked at up to this many characters.
const INSTRUCTION: usize = 200;

/// What stands one below the other.
pub(super) enum DocBlock {
    /// With its line breaks.
    Paragraph(String),
    Table(Vec<DocRow>),
}

/// The cells of a row that are shown.
pub(super) type DocRow = Vec<DocCell>;

/// A cell with what stands in it.
pub(super) struct DocCell {
    /// Where it begins, in twentieths of a point from the left.
    left: i32,
    /// The column of the table's grid where it begins, from 1.
    pub column: u32,
    pub blocks: Vec<DocBlock>,
}

/// A table whose end has not been seen.
#[derive(Default)]
struct GrowingTable {
    rows: Vec<DocRow>,
    row: Vec<Vec<DocBlock>>,
    cell: Vec<DocBlock>,
}

/// A field whose end has not been seen.
#[derive(Default)]
struct OpenField {
    instruction: String,
    has_result: bool,
    is_contents: bool,
}

/// The reading of characters on its way.
pub(super) struct Blocks<'d> {
    runs: &'d FormattedRuns<'d>,
    paragraphs: &'d FormattedRuns<'d>,
    data: &'d [u8],
    lists: DocLists,
    out: Vec<DocBlock>,
    tables: Vec<GrowingTable>,
    fields: Vec<OpenField>,
    /// The paragraph so far, in UTF-16.
    text: Vec<u16>,
    /// Whether the paragraph holds something that is shown, or could.
    was_shown: bool,
}

impl<'d> Blocks<'d> {
    pub fn new(
        runs: &'d FormattedRuns<'d>,
        paragraphs: &'d FormattedRuns<'d>,
        data: &'d [u8],
        lists: DocLists,
    ) -> Self {
        Blocks {
            runs,
            paragraphs,
            data,
            lists,
            out: Vec::new(),
            tables: Vec::new(),
            fields: Vec::new(),
            text: Vec::new(),
            was_shown: true,
        }
    }

    /// Everything that stands in the document.
    pub fn read(mut self, letters: &[Letter]) -> Result<Vec<DocBlock>, NotRead> {
        for letter in letters {
            let (is_hidden, symbol) = self.looks(letter.at);
            match letter.unit {
                // The end of a paragraph that was deleted: it goes on.
                marks::PARAGRAPH if is_hidden && self.tables.is_empty() => {}
                marks::PARAGRAPH | marks::CELL | marks::PAGE => self.end(*letter)?,
                marks::FIELD => self.fields.push(OpenField::default()),
                marks::RESULT => self.begin_result(),
                marks::FIELD_END => {
                    self.fields.pop();
                }
                _ if is_hidden => {}
                unit => self.letter(symbol.unwrap_or(unit)),
            }
        }
        self.close(0);
        if !self.text.is_empty() {
            let rest = self.take_paragraph(None);
            self.out.extend(rest);
        }
        Ok(self.out)
    }

    /// Whether a character is not shown, and the character of another font that is shown instead.
    fn looks(&self, at: usize) -> (bool, Option<u16>) {
        let (mut is_hidden, mut symbol) = (false, None);
        for (code, operand) in sprms(self.runs.at(at)) {
            match code {
                codes::C_DELETED | codes::C_HIDDEN => {
                    is_hidden |= matches!(operand.first(), Some(1 | 0x81));
                }
                // What fonts of symbols show has no character of its own.
                codes::C_SYMBOL => {
                    symbol =
                        short(operand, 2).map(|unit| if unit < 0xe000 { unit } else { 0x25a1 });
                }
                _ => {}
            }
        }
        (is_hidden, symbol)
    }

    fn letter(&mut self, unit: u16) {
        if let Some(field) = self.fields.last_mut().filter(|field| !field.has_result) {
            if field.instruction.len() < INSTRUCTION {
                let letter = char::from_u32(unit.into()).unwrap_or_default();
                field.instruction.push(letter);
            }
            return;
        }
        if !self.shows() {
            return;
        }
        self.was_shown = true;
        match unit {
            marks::TAB | marks::LINE => self.text.push(match unit {
                marks::TAB => b'\t'.into(),
                _ => b'\n'.into(),
            }),
            marks::HYPHEN => self.text.push(b'-'.into()),
            // Pictures, references to notes, places where a word may break.
            0..0x20 | 0xad | 0x200b | 0xfeff => {}
            unit => self.text.push(unit),
        }
    }

    fn begin_result(&mut self) {
        if let Some(field) = self.fields.last_mut() {
            field.has_result = true;
            let mut words = field.instruction.split_whitespace();
            field.is_contents = words
                .next()
                .is_some_and(|word| word.eq_ignore_ascii_case("TOC"));
        }
    }

    /// Whether text at this place is shown: no instruction of a field, and no list of contents, which repeats the headings.
    fn shows(&self) -> bool {
        let mut fields = self.fields.iter();
        fields.all(|field| field.has_result && !field.is_contents)
    }

    /// The paragraph that ends here; `item` is what it says of lists, with the number of its style.
    fn take_paragraph(&mut self, item: Option<(ListItem, u16)>) -> Option<DocBlock> {
        let mut text = decoded(&self.text);
        self.text.clear();
        let is_blank = text.trim().is_empty();
        // Blank cells that others cover have the looks of their neighbours and count for nothing.
        let counts = !is_blank || self.tables.is_empty();
        let number = item.filter(|_| counts);
        let number = number.and_then(|(item, style)| self.lists.next(item, style));
        if let Some(number) = number.filter(|_| !is_blank) {
            text.insert_str(0, &number);
        }
        let is_wanted = !text.trim().is_empty() || self.was_shown && self.shows();
        self.was_shown = self.shows();
        is_wanted.then_some(DocBlock::Paragraph(text))
    }

    /// A paragraph ends here, and with it perhaps a cell or a row.
    fn end(&mut self, letter: Letter) -> Result<(), NotRead> {
        let place = ParagraphPlace::of(self.paragraphs.at(letter.at), self.data);
        let depth = place.depth();
        if depth > DEEPEST {
            return Err(NotRead::TooDeep);
        }
        self.close(depth);
        while self.tables.len() < depth {
            self.tables.push(GrowingTable::default());
        }
        let item = (place.item, self.paragraphs.style(letter.at));
        let paragraph = self.take_paragraph(Some(item).filter(|_| !place.ends_row));
        let Some(table) = self.tables.last_mut() else {
            self.out.extend(paragraph);
            return Ok(());
        };
        let is_outer = depth == 1;
        if place.ends_row {
            let cells = std::mem::take(&mut table.row);
            let row = shown_cells(cells, &place.cells);
            table.rows.push(row);
            table.cell.clear();
            return Ok(());
        }
        table.cell.extend(paragraph);
        let ends_cell = match is_outer {
            true => letter.unit == marks::CELL,
            false => place.ends_inner_cell || letter.unit == marks::CELL,
        };
        if ends_cell {
            table.row.push(std::mem::take(&mut table.cell));
        }
        Ok(())
    }

    /// Ends the tables that are deeper than this.
    fn close(&mut self, depth: usize) {
        while self.tables.len() > depth
            && let Some(mut table) = self.tables.pop()
        {
            // A row that was cut off still says what it says.
            if !table.cell.is_empty() {
                table.row.push(std::mem::take(&mut table.cell));
            }
            if !table.row.is_empty() {
                let row = shown_cells(std::mem::take(&mut table.row), &[]);
                table.rows.push(row);
            }
            count_columns(&mut table.rows);
            let block = DocBlock::Table(table.rows);
            match self.tables.last_mut() {
                Some(outer) => outer.cell.push(block),
                None => self.out.push(block),
            }
        }
    }
}

/// Units of UTF-16 as text.
fn decoded(units: &[u16]) -> String {
    let letters = char::decode_utf16(units.iter().copied());
    letters
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// The cells that are shown: not those that others cover.
fn shown_cells(cells: Vec<Vec<DocBlock>>, merges: &[CellMerge]) -> DocRow {
    let merge = |at: usize| merges.get(at).copied().unwrap_or_default();
    let is_covered = |at: usize, blocks: &[DocBlock]| {
        let before = at.checked_sub(1).map(merge).unwrap_or_default();
        merge(at).goes_on || before.is_beside && merge(at).is_beside && is_blank(blocks)
    };
    let shown = cells.into_iter().enumerate();
    shown
        .filter(|(at, blocks)| !is_covered(*at, blocks))
        .map(|(at, blocks)| DocCell {
            left: merge(at).left,
            column: u32::try_from(at + 1).unwrap_or(u32::MAX),
            blocks,
        })
        .collect()
}

/// Tells cells the column of the grid where they begin: every edge of any row begins one.
fn count_columns(rows: &mut [DocRow]) {
    let mut edges: Vec<i32> = rows.iter().flatten().map(|cell| cell.left).collect();
    edges.sort_unstable();
    edges.dedup_by(|edge, before| *edge - *before <= SAME_EDGE);
    for cell in rows.iter_mut().flatten() {
        let column = edges.partition_point(|&edge| edge <= cell.left);
        cell.column = u32::try_from(column).unwrap_or(u32::MAX);
    }
}

fn is_blank(blocks: &[DocBlock]) -> bool {
    blocks.iter().all(|block| match block {
        DocBlock::Paragraph(text) => text.trim().is_empty(),
        DocBlock::Table(_) => false,
    })
}
