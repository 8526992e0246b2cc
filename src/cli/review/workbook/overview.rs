//! The first sheet: the summary, findings by rule, sums by year, and what could not be read.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::record_sheet::{CellContent, Looks, printed};
use crate::cli::print::shown;
use crate::cli::review::said::ReviewTold;
use crate::locale::Locale;
use crate::say;

/// The sheet while it is written, line by line.
struct OverviewSheet<'a> {
    sheet: &'a mut Worksheet,
    looks: &'a Looks,
    locale: Locale,
    /// The next row.
    row: u32,
}

/// Writes the sheet.
pub(super) fn overview(
    told: &ReviewTold<'_>,
    looks: &Looks,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    printed(sheet);
    sheet.set_column_width(0, 60)?;
    for column in 1..=4 {
        sheet.set_column_width(column, 16)?;
    }
    let mut overview = OverviewSheet {
        sheet,
        looks,
        locale: told.locale,
        row: 0,
    };
    overview.summary(told)?;
    overview.findings_by_rule(told)?;
    overview.sums_by_year(told)?;
    overview.unread(told)
}

impl OverviewSheet<'_> {
    fn summary(&mut self, told: &ReviewTold<'_>) -> Result<(), XlsxError> {
        let title = say!(self.locale, "年度报告核对结果", "Review of annual reports");
        self.line(&[CellContent::words(title)], &self.looks.title)?;
        for sentence in told.sentences() {
            self.line(&[CellContent::words(sentence)], &self.looks.wrapped)?;
        }
        Ok(())
    }

    fn findings_by_rule(&mut self, told: &ReviewTold<'_>) -> Result<(), XlsxError> {
        let locale = self.locale;
        self.header([
            say!(locale, "规则", "rule"),
            say!(locale, "代码", "code"),
            say!(locale, "问题数", "findings"),
        ])?;
        for (rule, n) in told.by_rule() {
            let cells = [
                CellContent::words(rule.summary.get(locale)),
                CellContent::words(rule.code),
                CellContent::count(n),
            ];
            self.line(&cells, &self.looks.plain)?;
        }
        Ok(())
    }

    fn sums_by_year(&mut self, told: &ReviewTold<'_>) -> Result<(), XlsxError> {
        let locale = self.locale;
        self.header([
            say!(locale, "年度", "year"),
            say!(locale, "报告数", "reports"),
            say!(locale, "新收申请", "received"),
            say!(locale, "办结", "dealt with"),
            say!(locale, "予以公开", "granted"),
        ])?;
        for (year, sums) in &told.survey.years {
            let none = || say!(locale, "未写明年度", "no year stated");
            let year = year.map_or_else(none, |year| year.to_string());
            let number = |number: i64| CellContent::Number(number as f64);
            let cells = [
                CellContent::words(year),
                CellContent::count(sums.reports),
                number(sums.received),
                number(sums.processed),
                number(sums.granted),
            ];
            self.line(&cells, &self.looks.plain)?;
        }
        Ok(())
    }

    fn unread(&mut self, told: &ReviewTold<'_>) -> Result<(), XlsxError> {
        let mut unread = told.unread().peekable();
        if unread.peek().is_some() {
            let locale = self.locale;
            self.header([say!(locale, "读不了的文件", "files that could not be read")])?;
        }
        for left_out in unread {
            let sentence = CellContent::words(shown(&left_out.sentence));
            self.line(&[sentence], &self.looks.wrapped)?;
        }
        Ok(())
    }

    /// A line of headings, set off from what stands above.
    fn header<const N: usize>(&mut self, words: [String; N]) -> Result<(), XlsxError> {
        self.line(&[], &self.looks.plain)?;
        self.line(&words.map(CellContent::words), &self.looks.header)
    }

    fn line(&mut self, cells: &[CellContent<'_>], look: &Format) -> Result<(), XlsxError> {
        for (column, said) in (0..).zip(cells) {
            let (sheet, row) = (&mut *self.sheet, self.row);
            match said {
                CellContent::Words(words) => {
                    sheet.write_string_with_format(row, column, &**words, look)?
                }
                CellContent::Number(number) => {
                    sheet.write_number_with_format(row, column, *number, look)?
                }
                CellContent::Nothing => sheet,
            };
        }
        self.row += 1;
        Ok(())
    }
}
