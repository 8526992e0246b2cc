//! A review as a workbook for Excel and WPS: overview, findings, data, bodies. Words are written as words, so that none of them is computed.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    Color, DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use serde_json::Value;

use super::gather::ReviewedReport;
use super::page::name;
use super::said::Told;
use crate::cli::Stop;
use crate::cli::print::{severity_word, shown};
use crate::locale::Locale;
use crate::rules::RULES;
use crate::say;
use crate::views::tidy::TidyState;

/// Rows of a sheet, the header's among them.
const MOST_ROWS: u32 = 1_048_576;
/// Characters of a cell.
const MOST_CHARACTERS: usize = 32_000;

/// The bytes of the workbook.
pub(super) fn workbook(told: &Told<'_>) -> Result<Vec<u8>, Stop> {
    written(told).map_err(|error| {
        Stop::Failed(say!(
            told.locale,
            "做不了工作簿：{error}",
            "cannot make the workbook: {error}"
        ))
    })
}

fn written(told: &Told<'_>) -> Result<Vec<u8>, XlsxError> {
    let locale = told.locale;
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_author("nianbao review"));
    let looks = Looks::new();
    let sheet = book.add_worksheet();
    sheet.set_name(say!(locale, "概况", "Overview"))?;
    overview(told, &looks, sheet)?;
    let sheet = book.add_worksheet_with_low_memory()?;
    findings(
        told,
        &mut List::begin(
            sheet,
            &looks,
            say!(locale, "问题清单", "Findings"),
            finding_columns(locale),
        )?,
    )?;
    data(told, &looks, &mut book)?;
    let sheet = book.add_worksheet();
    units(
        told,
        &mut List::begin(
            sheet,
            &looks,
            say!(locale, "按单位", "By body"),
            unit_columns(locale),
        )?,
    )?;
    book.save_to_buffer()
}

/// How cells look.
struct Looks {
    plain: Format,
    header: Format,
    title: Format,
    wrapped: Format,
}

impl Looks {
    fn new() -> Looks {
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

/// What stands in a cell.
enum Said {
    Words(String),
    Number(f64),
    Nothing,
}

impl Said {
    fn count(count: usize) -> Said {
        Said::Number(count as f64)
    }

    fn year(year: Option<u16>) -> Said {
        year.map_or(Said::Nothing, |year| Said::Number(f64::from(year)))
    }
}

/// A sheet with a header that stays, a filter and one record a row.
struct List<'a> {
    sheet: &'a mut Worksheet,
    looks: &'a Looks,
    n_columns: u16,
    row: u32,
}

impl<'a> List<'a> {
    fn begin(
        sheet: &'a mut Worksheet,
        looks: &'a Looks,
        name: String,
        columns: Vec<(String, f64)>,
    ) -> Result<List<'a>, XlsxError> {
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        let mut n_columns = 0;
        for (column, width) in columns {
            sheet.set_column_width(n_columns, width)?;
            sheet.set_column_format(n_columns, &looks.plain)?;
            sheet.write_string_with_format(0, n_columns, column, &looks.header)?;
            n_columns += 1;
        }
        Ok(List {
            sheet,
            looks,
            n_columns,
            row: 1,
        })
    }

    fn push(&mut self, record: impl IntoIterator<Item = Said>) -> Result<(), XlsxError> {
        for (column, said) in (0..self.n_columns).zip(record) {
            match said {
                Said::Words(words) => {
                    let words: String = words.chars().take(MOST_CHARACTERS).collect();
                    self.sheet.write_string_with_format(
                        self.row,
                        column,
                        words,
                        &self.looks.plain,
                    )?;
                }
                Said::Number(number) => {
                    self.sheet.write_number_with_format(
                        self.row,
                        column,
                        number,
                        &self.looks.plain,
                    )?;
                }
                Said::Nothing => {}
            }
        }
        self.row += 1;
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.row >= MOST_ROWS
    }

    /// The filter over all rows.
    fn end(&mut self) -> Result<(), XlsxError> {
        self.sheet
            .autofilter(0, 0, self.row - 1, self.n_columns - 1)?;
        Ok(())
    }
}

fn overview(told: &Told<'_>, looks: &Looks, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let locale = told.locale;
    sheet.set_column_width(0, 60)?;
    for column in 1..=4 {
        sheet.set_column_width(column, 16)?;
    }
    let mut row = 0;
    let mut line = |sheet: &mut Worksheet,
                    cells: &[Said],
                    look: &Format|
     -> Result<(), XlsxError> {
        for (column, said) in (0..).zip(cells) {
            match said {
                Said::Words(words) => sheet.write_string_with_format(row, column, words, look)?,
                Said::Number(number) => {
                    sheet.write_number_with_format(row, column, *number, look)?
                }
                Said::Nothing => sheet,
            };
        }
        row += 1;
        Ok(())
    };
    let words = |words: String| Said::Words(words);
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
            Said::count(n),
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
            Some(year) => Said::Words(year.to_string()),
            None => words(say!(locale, "未写明年度", "no year stated")),
        };
        let numbers = [sums.received, sums.processed, sums.granted];
        let numbers = numbers.map(|number| Said::Number(number as f64));
        let cells: Vec<Said> = [year, Said::count(sums.reports)]
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

fn columns<const N: usize>(columns: [(String, f64); N]) -> Vec<(String, f64)> {
    columns.into()
}

fn finding_columns(locale: Locale) -> Vec<(String, f64)> {
    columns([
        (say!(locale, "单位", "body"), 24.0),
        (say!(locale, "年度", "year"), 8.0),
        (say!(locale, "文件", "file"), 30.0),
        (say!(locale, "所在", "where"), 14.0),
        (say!(locale, "单元格", "cell"), 40.0),
        (say!(locale, "级别", "severity"), 8.0),
        (say!(locale, "规则", "rule"), 20.0),
        (say!(locale, "问题", "finding"), 70.0),
        (say!(locale, "原文", "quote"), 50.0),
        (say!(locale, "建议", "suggestion"), 50.0),
    ])
}

fn findings(told: &Told<'_>, list: &mut List<'_>) -> Result<(), XlsxError> {
    for report in &told.survey.kept {
        for finding in report.findings.iter().take((MOST_ROWS - list.row) as usize) {
            let fix = finding.fixes.first().map(|(title, _)| title.clone());
            list.push([
                Said::Words(name(report, told.locale)),
                Said::year(report.year),
                Said::Words(shown(&report.file)),
                Said::Words(finding.place.clone()),
                Said::Words(finding.cell_name.clone().unwrap_or_default()),
                Said::Words(severity_word(finding.severity, told.locale)),
                Said::Words(finding.code.to_owned()),
                Said::Words(finding.message.clone()),
                Said::Words(shown(&finding.quote.concat())),
                Said::Words(fix.unwrap_or_default()),
            ])?;
        }
    }
    list.end()
}

fn data_columns(locale: Locale) -> Vec<(String, f64)> {
    columns([
        (say!(locale, "文件", "file"), 30.0),
        (say!(locale, "单位", "body"), 24.0),
        (say!(locale, "年度", "year"), 8.0),
        (say!(locale, "格式", "edition"), 8.0),
        (say!(locale, "部分", "section"), 8.0),
        (say!(locale, "行", "row"), 44.0),
        (say!(locale, "列", "column"), 16.0),
        (say!(locale, "数值", "value"), 10.0),
        (say!(locale, "状态", "state"), 10.0),
        (say!(locale, "原文", "written"), 12.0),
        (say!(locale, "问题", "findings"), 24.0),
    ])
}

/// One row a cell; on further sheets where one does not hold them.
fn data(told: &Told<'_>, looks: &Looks, book: &mut Workbook) -> Result<(), XlsxError> {
    let mut reports = told.survey.kept.iter().peekable();
    for number in 1.. {
        let sheet = book.add_worksheet_with_low_memory()?;
        let name = match number {
            1 => say!(told.locale, "数据", "Data"),
            _ => say!(told.locale, "数据{number}", "Data {number}"),
        };
        let mut list = List::begin(sheet, looks, name, data_columns(told.locale))?;
        // A report stays on one sheet.
        let fits = |list: &List<'_>, report: &ReviewedReport| {
            let n_cells: usize = report
                .kit
                .edition
                .tables
                .iter()
                .map(|table| table.n_cells)
                .sum();
            list.row as usize + n_cells <= MOST_ROWS as usize
        };
        while let Some(report) = reports.next_if(|report| fits(&list, report)) {
            cells_of(report, told, &mut list)?;
        }
        list.end()?;
        if reports.peek().is_none() || list.row == 1 {
            break;
        }
    }
    Ok(())
}

fn cells_of(
    report: &ReviewedReport,
    told: &Told<'_>,
    list: &mut List<'_>,
) -> Result<(), XlsxError> {
    let values: Vec<Value> = serde_json::from_str(&report.values).unwrap_or_default();
    let edition = &report.kit.edition;
    let cells = edition
        .tables
        .iter()
        .flat_map(|table| (0..table.n_cells).map(move |cell| (table, cell)));
    for (at, ((table, cell), value)) in cells.zip(values).enumerate() {
        let (row, column) = table.row_and_column(cell);
        let codes = report
            .findings
            .iter()
            .filter(|finding| finding.cell == Some(at));
        let codes: Vec<&str> = codes.map(|finding| finding.code).collect();
        let (value, state, written) = match value {
            Value::Number(number) => (number.as_f64(), TidyState::Stated, None),
            Value::String(words) if words.is_empty() => (None, TidyState::Blank, None),
            Value::String(words) => (None, TidyState::Stated, Some(words)),
            Value::Array(words) => {
                let first = words.first().and_then(Value::as_str).map(str::to_owned);
                (None, TidyState::Unplaced, first)
            }
            _ => (None, TidyState::Absent, None),
        };
        list.push([
            Said::Words(shown(&report.file)),
            Said::Words(name(report, told.locale)),
            Said::year(report.year),
            Said::Words(edition.id.clone()),
            Said::Words(table.short.clone()),
            Said::Words(table.rows[row].label.clone()),
            Said::Words(table.columns[column].label.clone()),
            value.map_or(Said::Nothing, Said::Number),
            Said::Words(state_words(state, told.locale)),
            written.map_or(Said::Nothing, |words| Said::Words(shown(&words))),
            if codes.is_empty() {
                Said::Nothing
            } else {
                Said::Words(codes.join(" "))
            },
        ])?;
    }
    Ok(())
}

fn state_words(state: TidyState, locale: Locale) -> String {
    match state {
        TidyState::Stated => say!(locale, "已填", "stated"),
        TidyState::Blank => say!(locale, "空白", "blank"),
        TidyState::Unplaced => say!(locale, "对不上列", "unplaced"),
        TidyState::Absent => say!(locale, "缺", "absent"),
    }
}

fn unit_columns(locale: Locale) -> Vec<(String, f64)> {
    columns([
        (say!(locale, "单位", "body"), 30.0),
        (say!(locale, "类别", "kind"), 14.0),
        (say!(locale, "报告数", "reports"), 10.0),
        (severity_word(crate::finding::Severity::Error, locale), 8.0),
        (
            severity_word(crate::finding::Severity::Warning, locale),
            8.0,
        ),
        (
            severity_word(crate::finding::Severity::Information, locale),
            8.0,
        ),
        (say!(locale, "最常见的问题", "commonest finding"), 50.0),
    ])
}

/// What was found in the reports of one body.
#[derive(Default)]
struct UnitSums {
    kind: String,
    reports: usize,
    counts: [usize; 3],
    by_rule: BTreeMap<&'static str, usize>,
}

fn units(told: &Told<'_>, list: &mut List<'_>) -> Result<(), XlsxError> {
    let mut units: BTreeMap<String, UnitSums> = BTreeMap::new();
    for report in &told.survey.kept {
        let unit = units.entry(name(report, told.locale)).or_default();
        unit.kind = told.kind(&report.kind).to_owned();
        unit.reports += 1;
        for (sum, count) in unit.counts.iter_mut().zip(report.counts()) {
            *sum += count;
        }
        for finding in &report.findings {
            *unit.by_rule.entry(finding.code).or_default() += 1;
        }
    }
    let mut units: Vec<(String, UnitSums)> = units.into_iter().collect();
    units.sort_by_key(|(_, unit)| std::cmp::Reverse(unit.counts));
    for (unit, sums) in units {
        if list.is_full() {
            break;
        }
        let commonest = sums
            .by_rule
            .iter()
            .max_by_key(|(_, n)| **n)
            .map(|(code, _)| *code);
        let rule = RULES.iter().find(|rule| Some(rule.code) == commonest);
        let [errors, warnings, notes] = sums.counts.map(Said::count);
        list.push([
            Said::Words(unit),
            Said::Words(sums.kind),
            Said::count(sums.reports),
            errors,
            warnings,
            notes,
            rule.map_or(Said::Nothing, |rule| {
                Said::Words(rule.summary.get(told.locale).to_owned())
            }),
        ])?;
    }
    list.end()
}
