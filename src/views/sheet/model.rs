//! What a report in the official layout is made of: plain data.

use crate::door::Span;

/// One report in the official layout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The id of its edition; `None` for a stretch of the text that is no report.
    pub edition: Option<String>,
    /// The title on one line; empty if there is none.
    pub title: String,
    /// Everything from top to bottom.
    pub blocks: Vec<SheetBlock>,
    /// The findings that nothing in `blocks` bears, such as those of what is missing; indices into the findings given.
    pub findings: Vec<usize>,
}

/// What stands below each other on a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetBlock {
    /// The title of the report.
    Title(SheetLine),
    /// The heading of an official section.
    Section(SheetLine),
    /// A heading within a section.
    Heading(SheetLine),
    /// A paragraph.
    Paragraph(SheetLine),
    /// A table, the form's or the report's own.
    Table(SheetGrid),
}

/// A line of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetLine {
    /// Its words, cut where a finding begins or ends.
    pub runs: Vec<SheetRun>,
    /// In bytes of the opened text.
    pub span: Span,
}

/// Words that share everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetRun {
    /// The words, without markup.
    pub text: String,
    /// Whether they are printed bold.
    pub is_strong: bool,
    /// The findings about them, indices into the findings given.
    pub findings: Vec<usize>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetGrid {
    /// The id of the form's table; `None` for a table that the form does not have.
    pub table: Option<String>,
    /// Columns of the grid.
    pub n_columns: usize,
    /// How many of them hold labels.
    pub n_label_columns: usize,
    /// How many rows at the top are headers, to be repeated on every page.
    pub n_header_rows: usize,
    /// From top to bottom.
    pub rows: Vec<SheetRow>,
    /// In bytes of the opened text.
    pub span: Span,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// The cells that begin in it, from left to right.
    pub cells: Vec<SheetCell>,
}

/// A cell, possibly merged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetCell {
    /// What it is.
    pub role: CellRole,
    /// Its leftmost column.
    pub column: usize,
    /// How many columns it covers.
    pub n_columns: usize,
    /// How many rows it covers.
    pub n_rows: usize,
    /// What it says, on one line; empty for a blank cell.
    pub text: String,
    /// Of values that cannot be told from each other, each by itself.
    pub pieces: Vec<String>,
    /// In bytes of the opened text; `None` for words of the form that the report does not state at one place.
    pub span: Option<Span>,
    /// The name of a number cell: `三/（七）总计/自然人`.
    pub path: Option<String>,
    /// The findings about it, indices into the findings given.
    pub findings: Vec<usize>,
}

/// What a cell of a sheet is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CellRole {
    /// Words above columns.
    Header,
    /// Words across the whole table.
    Caption,
    /// Words that name several rows.
    Group,
    /// Words that name one row.
    Label,
    /// A number cell of the form, or what stands in its place.
    Value,
    /// The values of a row that cannot be told from each other, in one cell.
    Unplaced,
    /// A cell of a table that the form does not have.
    #[default]
    Plain,
}

impl SheetLine {
    /// All its words.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl SheetCell {
    /// One row high and one column wide.
    pub(super) fn of(role: CellRole, column: usize, text: String) -> SheetCell {
        SheetCell {
            role,
            column,
            n_columns: 1,
            n_rows: 1,
            text,
            ..SheetCell::default()
        }
    }
}
