//! Sheets of records: a header that stays, a filter, and one record a row.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// Rows of a sheet, the header's among them.
pub(super) const MOST_ROWS: u32 = 1_048_576;
/// Characters of a cell.
const MOST_CHARACTERS: usize = 32_000;

/// How cells look.
pub(super) struct Looks {
    pub plain: Format,
    pub header: Format,
    pub title: Format,
    pub wrapped: Format,
}

impl Looks {
    pub fn new() -> Looks {
        // Every Chinese office has it; elsewhere another takes its place.
        let plain = Format::new().set_font_name("宋体").set_font_size(11);
        let header = plain
            .clone()
            .set_bold()
            .set_background_color(Color::RGB(0xE7_EC_F1));
        Looks {
            header: header
                .set_border_bottom(FormatBorder::Thin)
                .set_align(FormatAlign::Center),
            title: plain.clone().set_bold().set_font_size(14),
            wrapped: plain.clone().set_text_wrap().set_align(FormatAlign::Top),
            plain,
        }
    }
}

/// The number of A4 among the paper sizes.
const A4: u8 = 9;

/// How a sheet is printed: on A4, each row whole on one page.
pub(super) fn printed(sheet: &mut Worksheet) {
    // As many pages below each other as it takes.
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    // The edges of Excel's own narrow page, in inches, so that small letters are as large as can be.
    sheet.set_margins(0.25, 0.25, 0.75, 0.75, 0.3, 0.3);
}

/// What stands in a cell.
pub(super) enum CellContent {
    Words(String),
    Number(f64),
    Nothing,
}

impl CellContent {
    pub fn count(count: usize) -> CellContent {
        CellContent::Number(count as f64)
    }

    pub fn year(year: Option<u16>) -> CellContent {
        year.map_or(CellContent::Nothing, |year| {
            CellContent::Number(f64::from(year))
        })
    }
}

/// A sheet with a header that stays, a filter and one record a row.
pub(super) struct RecordSheet<'a> {
    sheet: &'a mut Worksheet,
    /// How its records look.
    look: &'a Format,
    n_columns: u16,
    /// The next row.
    pub row: u32,
}

impl<'a> RecordSheet<'a> {
    /// Begins a sheet with its name and the names and widths of its columns.
    pub fn begin(
        sheet: &'a mut Worksheet,
        looks: &'a Looks,
        name: String,
        columns: Vec<(String, f64)>,
    ) -> Result<RecordSheet<'a>, XlsxError> {
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        printed(sheet);
        sheet.set_landscape().set_repeat_rows(0, 0)?;
        let mut n_columns = 0;
        for (column, width) in columns {
            sheet.set_column_width(n_columns, width)?;
            sheet.set_column_format(n_columns, &looks.plain)?;
            sheet.write_string_with_format(0, n_columns, column, &looks.header)?;
            n_columns += 1;
        }
        Ok(RecordSheet {
            sheet,
            look: &looks.plain,
            n_columns,
            row: 1,
        })
    }

    /// The same with long words on several lines.
    pub fn wrapping(self, looks: &'a Looks) -> Self {
        RecordSheet {
            look: &looks.wrapped,
            ..self
        }
    }

    /// Adds a record.
    pub fn push(&mut self, record: impl IntoIterator<Item = CellContent>) -> Result<(), XlsxError> {
        for (column, said) in (0..self.n_columns).zip(record) {
            match said {
                CellContent::Words(words) => {
                    let words: String = words.chars().take(MOST_CHARACTERS).collect();
                    self.sheet
                        .write_string_with_format(self.row, column, words, self.look)?;
                }
                CellContent::Number(number) => {
                    self.sheet
                        .write_number_with_format(self.row, column, number, self.look)?;
                }
                CellContent::Nothing => {}
            }
        }
        self.row += 1;
        Ok(())
    }

    /// Whether no record can be added.
    pub fn is_full(&self) -> bool {
        self.row >= MOST_ROWS
    }

    /// The filter over all rows.
    pub fn end(&mut self) -> Result<(), XlsxError> {
        self.sheet
            .autofilter(0, 0, self.row - 1, self.n_columns - 1)?;
        Ok(())
    }
}
