//! A review as a workbook for Excel and WPS: overview, findings, data, bodies. Words are written as words, so that none of them is computed.

mod overview;
mod record_sheet;

use std::collections::BTreeMap;

use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};
use serde_json::Value;

use self::overview::overview;
use self::record_sheet::{CellContent, Looks, MOST_ROWS, RecordSheet};
use super::gather::ReviewedReport;
use super::page::name;
use super::said::ReviewTold;
use crate::cli::Stop;
use crate::cli::print::{severity_word, shown};
use crate::locale::Locale;
use crate::rules::RULES;
use crate::say;
use crate::views::tidy::TidyState;

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
    book.set_properties(&DocProperties::new().set_author("nianbao review"));
    let looks = Looks::new();
    let sheet = book.add_worksheet();
    sheet.set_name(say!(locale, "概况", "Overview"))?;
    overview(told, &looks, sheet)?;
    let sheet = book.add_worksheet_with_low_memory()?;
    let name = say!(locale, "问题清单", "Findings");
    let list = RecordSheet::begin(sheet, &looks, name, finding_columns(locale))?;
    findings(told, &mut list.wrapping(&looks))?;
    data(told, &looks, &mut book)?;
    let sheet = book.add_worksheet();
    units(
        told,
        &mut RecordSheet::begin(
            sheet,
            &looks,
            say!(locale, "按单位", "By body"),
            unit_columns(locale),
        )?,
    )?;
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
        for finding in report.findings.iter().take((MOST_ROWS - list.row) as usize) {
            let fix = finding.fixes.first().map(|(title, _)| title.clone());
            list.push([
                CellContent::Words(name(report, told.locale)),
                CellContent::year(report.year),
                CellContent::Words(shown(&report.file)),
                CellContent::Words(finding.place.clone()),
                CellContent::Words(finding.cell_name.clone().unwrap_or_default()),
                CellContent::Words(severity_word(finding.severity, told.locale)),
                CellContent::Words(finding.code().to_owned()),
                CellContent::Words(finding.message.clone()),
                CellContent::Words(shown(&finding.quote.concat())),
                CellContent::Words(fix.unwrap_or_default()),
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
        let mut list = RecordSheet::begin(sheet, looks, name, data_columns(told.locale))?;
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
        let codes: Vec<&str> = codes.map(|finding| finding.code()).collect();
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
            CellContent::Words(shown(&report.file)),
            CellContent::Words(name(report, told.locale)),
            CellContent::year(report.year),
            CellContent::Words(edition.id.clone()),
            CellContent::Words(table.short.clone()),
            CellContent::Words(table.rows[row].label.clone()),
            CellContent::Words(table.columns[column].label.clone()),
            value.map_or(CellContent::Nothing, CellContent::Number),
            CellContent::Words(state_words(state, told.locale)),
            written.map_or(CellContent::Nothing, |words| {
                CellContent::Words(shown(&words))
            }),
            if codes.is_empty() {
                CellContent::Nothing
            } else {
                CellContent::Words(codes.join(" "))
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
            CellContent::Words(unit),
            CellContent::Words(sums.kind),
            CellContent::count(sums.reports),
            errors,
            warnings,
            notes,
            rule.map_or(CellContent::Nothing, |rule| {
                CellContent::Words(rule.summary.get(told.locale).to_owned())
            }),
        ])?;
    }
    list.end()
}
