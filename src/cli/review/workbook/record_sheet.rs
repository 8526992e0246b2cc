//! Sheets of records: a header that stays, a filter, and one record a row.

use std::borrow::Cow;

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
pub(super) enum CellContent<'a> {
    Words(Cow<'a, str>),
    Number(f64),
    Nothing,
}

impl<'a> CellContent<'a> {
    pub fn words(words: impl Into<Cow<'a, str>>) -> CellContent<'a> {
        CellContent::Words(words.into())
    }

    pub fn count(count: usize) -> CellContent<'a> {
        CellContent::Number(count as f64)
    }

    pub fn year(year: Option<u16>) -> CellContent<'a> {
        year.map_or(CellContent::Nothing, |year| {
            CellContent::Number(f64::from(year))
        })
    }
}

/// A sheet with a header that stays, a filter and one record a row.
pub(super) struct RecordSheet<'a> {
    sheet: &'a mut Worksheet,
    n_columns: u16,
    /// The next row.
    pub row: u32,
}

/// The name of a sheet with the names and widths of its columns, and how its records look.
pub(super) struct SheetPlan<'a> {
    pub name: String,
    pub columns: Vec<(String, f64)>,
    /// `None` for the look of the book.
    pub look: Option<&'a Format>,
}

impl<'a> RecordSheet<'a> {
    /// Begins a sheet.
    pub fn begin(
        sheet: &'a mut Worksheet,
        looks: &Looks,
        plan: SheetPlan<'_>,
    ) -> Result<RecordSheet<'a>, XlsxError> {
        sheet.set_name(plan.name)?;
        sheet.set_freeze_panes(1, 0)?;
        printed(sheet);
        sheet.set_landscape().set_repeat_rows(0, 0)?;
        let mut n_columns = 0;
        for (column, width) in plan.columns {
            sheet.set_column_width(n_columns, width)?;
            // Cells without a look of their own have that of their column, which is looked up sooner.
            if let Some(look) = plan.look {
                sheet.set_column_format(n_columns, look)?;
            }
            sheet.write_string_with_format(0, n_columns, column, &looks.header)?;
            n_columns += 1;
        }
        Ok(RecordSheet {
            sheet,
            n_columns,
            row: 1,
        })
    }

    /// Adds a record.
    pub fn push<'c>(
        &mut self,
        record: impl IntoIterator<Item = CellContent<'c>>,
    ) -> Result<(), XlsxError> {
        for (column, said) in (0..self.n_columns).zip(record) {
            match said {
                CellContent::Words(words) => {
                    self.sheet.write_string(self.row, column, fitting(&words))?;
                }
                CellContent::Number(number) => {
                    self.sheet.write_number(self.row, column, number)?;
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

/// As much of some words as a cell holds.
fn fitting(words: &str) -> &str {
    if words.len() <= MOST_CHARACTERS {
        return words;
    }
    let end = words.char_indices().nth(MOST_CHARACTERS);
    end.map_or(words, |(end, _)| &words[..end])
}
