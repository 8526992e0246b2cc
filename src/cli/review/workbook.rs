//! A review as a workbook for Excel and WPS: overview, findings, data, bodies. Words are written as words, so that none of them is computed.

mod overview;
mod record_sheet;

use std::collections::BTreeMap;

use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};
use serde_json::value::RawValue;

use self::overview::overview;
use self::record_sheet::{CellContent, Looks, MOST_ROWS, RecordSheet, SheetPlan};
use super::gather::ReviewedReport;
use super::page::name;
use super::said::ReviewTold;
use crate::cli::Stop;
use crate::cli::print::{severity_word, shown};
use crate::locale::{Locale, Words};
use crate::rules::RULES;
use crate::say;
use crate::views::tidy::TidyState;

/// Of the levels of compression the one that takes least time: a workbook of hundreds of reports is waited for.
const FASTEST: u8 = 1;

/// Height of a row and width of a column of which nothing else is said, in pixels: those of Excel.
const ROW_HEIGHT: u32 = 20;
const COLUMN_WIDTH: u32 = 64;

/// The bytes of the workbook.
pub(super) fn workbook(told: &ReviewTold<'_>) -> Result<Vec<u8>, Stop> {
    written(told).map_err(|error| {
        Stop::Failed(say!(
            told.locale,
            "做不了工作簿：{error}",
            "cannot make the workbook: {error}"
        ))
    })
}

fn written(told: &ReviewTold<'_>) -> Result<Vec<u8>, XlsxError> {
    let locale = told.locale;
    let mut book = Workbook::new();
    book.set_zip_compression_level(FASTEST);
    book.set_properties(&DocProperties::new().set_author("nianbao review"));
    let looks = Looks::new();
    // Cells of the look that the whole book has need none of their own: they are written sooner, and in fewer bytes.
    book.set_default_format(&looks.plain, ROW_HEIGHT, COLUMN_WIDTH)?;
    let sheet = book.add_worksheet();
    sheet.set_name(say!(locale, "概况", "Overview"))?;
    overview(told, &looks, sheet)?;
    let sheet = book.add_worksheet_with_low_memory()?;
    let plan = SheetPlan {
        name: say!(locale, "问题清单", "Findings"),
        columns: finding_columns(locale),
        look: Some(&looks.wrapped),
    };
    findings(told, &mut RecordSheet::begin(sheet, &looks, plan)?)?;
    data(told, &looks, &mut book)?;
    let sheet = book.add_worksheet();
    let plan = SheetPlan {
        name: say!(locale, "按单位", "By body"),
        columns: unit_columns(locale),
        look: None,
    };
    units(told, &mut RecordSheet::begin(sheet, &looks, plan)?)?;
    book.save_to_buffer()
}

fn columns<const N: usize>(columns: [(String, f64); N]) -> Vec<(String, f64)> {
    columns.into()
}

fn finding_columns(locale: Locale) -> Vec<(String, f64)> {
    columns([
        (say!(locale, "单位", "body"), 18.0),
        (say!(locale, "年度", "year"), 6.0),
        (say!(locale, "文件", "file"), 22.0),
        (say!(locale, "所在", "where"), 10.0),
        (say!(locale, "单元格", "cell"), 22.0),
        (say!(locale, "级别", "severity"), 6.0),
        (say!(locale, "规则", "rule"), 14.0),
        (say!(locale, "问题", "finding"), 36.0),
        (say!(locale, "原文", "quote"), 26.0),
        (say!(locale, "建议", "suggestion"), 26.0),
    ])
}

fn findings(told: &ReviewTold<'_>, list: &mut RecordSheet<'_>) -> Result<(), XlsxError> {
    for report in &told.survey.kept {
        let (unit, file) = (name(report, told.locale), shown(&report.file));
        for finding in report.findings.iter().take((MOST_ROWS - list.row) as usize) {
            let fix = finding.fixes.first().map(|(title, _)| title.as_str());
            list.push([
                CellContent::words(&unit),
                CellContent::year(report.year),
                CellContent::words(&file),
                CellContent::words(&finding.place),
                CellContent::words(finding.cell_name.as_deref().unwrap_or_default()),
                CellContent::words(severity_word(finding.severity, told.locale)),
                CellContent::words(finding.code()),
                CellContent::words(&finding.message),
                CellContent::words(shown(&finding.quote.concat())),
                CellContent::words(fix.unwrap_or_default()),
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
fn data(told: &ReviewTold<'_>, looks: &Looks, book: &mut Workbook) -> Result<(), XlsxError> {
    let mut reports = told.survey.kept.iter().peekable();
    for number in 1.. {
        let sheet = book.add_worksheet_with_low_memory()?;
        let name = match number {
            1 => say!(told.locale, "数据", "Data"),
            _ => say!(told.locale, "数据{number}", "Data {number}"),
        };
        let plan = SheetPlan {
            name,
            columns: data_columns(told.locale),
            look: None,
        };
        let mut list = RecordSheet::begin(sheet, looks, plan)?;
        // A report stays on one sheet.
        let fits = |list: &RecordSheet<'_>, report: &ReviewedReport| {
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
    told: &ReviewTold<'_>,
    list: &mut RecordSheet<'_>,
) -> Result<(), XlsxError> {
    let values: Vec<&RawValue> = serde_json::from_str(&report.values).unwrap_or_default();
    let edition = &report.kit.edition;
    let (file, unit) = (shown(&report.file), name(report, told.locale));
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
        let codes: Vec<&str> = codes.map(|finding| finding.code()).collect();
        let (value, state, written) = told_of(value.get());
        list.push([
            CellContent::words(&file),
            CellContent::words(&unit),
            CellContent::year(report.year),
            CellContent::words(&edition.id),
            CellContent::words(&table.short),
            CellContent::words(&table.rows[row].label),
            CellContent::words(&table.columns[column].label),
            value.map_or(CellContent::Nothing, CellContent::Number),
            CellContent::words(state_words(state, told.locale)),
            CellContent::words(shown(&written)),
            CellContent::words(codes.join(" ")),
        ])?;
    }
    Ok(())
}

/// The number of a cell, its state, and its words where it has no number, by its value as JSON.
fn told_of(json: &str) -> (Option<f64>, TidyState, String) {
    let words = |json: &str| serde_json::from_str::<String>(json).unwrap_or_default();
    match json.as_bytes() {
        b"\"\"" => (None, TidyState::Blank, String::new()),
        [b'"', ..] => (None, TidyState::Stated, words(json)),
        [b'[', inside @ .., b']'] => {
            let inside = std::str::from_utf8(inside).unwrap_or_default();
            (None, TidyState::Unplaced, words(inside))
        }
        b"null" => (None, TidyState::Absent, String::new()),
        _ => (json.parse().ok(), TidyState::Stated, String::new()),
    }
}

fn state_words(state: TidyState, locale: Locale) -> &'static str {
    let words = |chinese, english| Words { chinese, english }.get(locale);
    match state {
        TidyState::Stated => words("已填", "stated"),
        TidyState::Blank => words("空白", "blank"),
        TidyState::Unplaced => words("对不上列", "unplaced"),
        TidyState::Absent => words("缺", "absent"),
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

fn units(told: &ReviewTold<'_>, list: &mut RecordSheet<'_>) -> Result<(), XlsxError> {
    let mut units: BTreeMap<String, UnitSums> = BTreeMap::new();
    for report in &told.survey.kept {
        let unit = units.entry(name(report, told.locale)).or_default();
        unit.kind = told.kind(&report.kind).to_owned();
        unit.reports += 1;
        for (sum, count) in unit.counts.iter_mut().zip(report.counts()) {
            *sum += count;
        }
        for finding in &report.findings {
            *unit.by_rule.entry(finding.code()).or_default() += 1;
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
        let [errors, warnings, notes] = sums.counts.map(CellContent::count);
        list.push([
            CellContent::words(unit),
            CellContent::words(sums.kind),
            CellContent::count(sums.reports),
            errors,
            warnings,
            notes,
            rule.map_or(CellContent::Nothing, |rule| {
                CellContent::words(rule.summary.get(told.locale))
            }),
        ])?;
    }
    list.end()
}
