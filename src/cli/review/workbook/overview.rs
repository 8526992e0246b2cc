//! The first sheet: the summary, findings by rule, sums by year, and what could not be read.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::record_sheet::{CellContent, Looks};
use crate::cli::print::shown;
use crate::cli::review::said::ReviewTold;
use crate::say;

/// Writes the sheet.
pub(super) fn overview(
    told: &ReviewTold<'_>,
    looks: &Looks,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let locale = told.locale;
    sheet.set_column_width(0, 60)?;
    for column in 1..=4 {
        sheet.set_column_width(column, 16)?;
    }
    let mut row = 0;
    let mut line =
        |sheet: &mut Worksheet, cells: &[CellContent], look: &Format| -> Result<(), XlsxError> {
            for (column, said) in (0..).zip(cells) {
                match said {
                    CellContent::Words(words) => {
                        sheet.write_string_with_format(row, column, words, look)?
                    }
                    CellContent::Number(number) => {
                        sheet.write_number_with_format(row, column, *number, look)?
                    }
                    CellContent::Nothing => sheet,
                };
            }
            row += 1;
            Ok(())
        };
    let words = |words: String| CellContent::Words(words);
    line(
        sheet,
        &[words(say!(
            locale,
            "年度报告核对结果",
            "Review of annual reports"
        ))],
        &looks.title,
    )?;
    for sentence in told.sentences() {
        line(sheet, &[words(sentence)], &looks.wrapped)?;
    }
    line(sheet, &[], &looks.plain)?;
    let header = [
        say!(locale, "规则", "rule"),
        say!(locale, "代码", "code"),
        say!(locale, "问题数", "findings"),
    ];
    line(sheet, &header.map(words), &looks.header)?;
    for (rule, n) in told.by_rule() {
        let cells = [
            words(rule.summary.get(locale).to_owned()),
            words(rule.code.to_owned()),
            CellContent::count(n),
        ];
        line(sheet, &cells, &looks.plain)?;
    }
    line(sheet, &[], &looks.plain)?;
    let header = [
        say!(locale, "年度", "year"),
        say!(locale, "报告数", "reports"),
        say!(locale, "新收申请", "received"),
        say!(locale, "办结", "dealt with"),
        say!(locale, "予以公开", "granted"),
    ];
    line(sheet, &header.map(words), &looks.header)?;
    for (year, sums) in &told.survey.years {
        let year = match year {
            Some(year) => CellContent::Words(year.to_string()),
            None => words(say!(locale, "未写明年度", "no year stated")),
        };
        let numbers = [sums.received, sums.processed, sums.granted];
        let numbers = numbers.map(|number| CellContent::Number(number as f64));
        let cells: Vec<CellContent> = [year, CellContent::count(sums.reports)]
            .into_iter()
            .chain(numbers)
            .collect();
        line(sheet, &cells, &looks.plain)?;
    }
    let mut unread = told.unread().peekable();
    if unread.peek().is_some() {
        line(sheet, &[], &looks.plain)?;
        line(
            sheet,
            &[words(say!(
                locale,
                "读不了的文件",
                "files that could not be read"
            ))],
            &looks.header,
        )?;
    }
    for left_out in unread {
        line(sheet, &[words(shown(&left_out.sentence))], &looks.wrapped)?;
    }
    Ok(())
}
