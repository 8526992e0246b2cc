//! What the script of the page knows of each report: as JSON that no word of a report can leave.

use std::sync::Arc;

use serde::Serialize;
use serde_json::value::RawValue;

use super::super::gather::{ReviewedFinding, ReviewedReport, cell_names};
use super::super::said::ReviewTold;
use super::name;
use crate::cli::print::{severity_word, shown};
use crate::finding::Severity;
use crate::kit::Kit;
use crate::locale::Locale;
use crate::rules::RULES;
use crate::say;

#[derive(Serialize)]
struct PageRecords<'a> {
    /// Words of the script.
    words: Vec<(&'static str, String)>,
    severities: Vec<(&'static str, String)>,
    /// Code and summary of the rules that found something.
    rules: Vec<(&'static str, &'static str)>,
    /// For each edition the names of its cells.
    cells: Vec<(String, Vec<String>)>,
    reports: Vec<PageReport<'a>>,
}

/// A report, with short names: there are thousands.
#[derive(Serialize)]
struct PageReport<'a> {
    /// Name, title, file, number in the file.
    n: String,
    t: &'a str,
    f: String,
    i: usize,
    /// Year, kind, edition.
    y: Option<u16>,
    k: &'a str,
    e: &'a str,
    /// Values, findings.
    v: &'a RawValue,
    w: Vec<PageFinding<'a>>,
}

/// Rule, severity, message, cell, place, quote, fixes.
#[derive(Serialize)]
struct PageFinding<'a>(
    &'static str,
    &'static str,
    &'a str,
    Option<usize>,
    &'a str,
    &'a [String; 3],
    &'a [(String, bool)],
);

/// The editions of the reports, each once.
pub(super) fn kits(told: &ReviewTold<'_>) -> Vec<Arc<Kit>> {
    let mut kits: Vec<Arc<Kit>> = Vec::new();
    for report in &told.survey.kept {
        if !kits
            .iter()
            .any(|kit| kit.edition.id == report.kit.edition.id)
        {
            kits.push(Arc::clone(&report.kit));
        }
    }
    kits
}

/// The records. Every `<`, `>` and `&` is spelt out, so that nothing in them ends the element they stand in.
pub(super) fn json(told: &ReviewTold<'_>) -> String {
    let locale = told.locale;
    let found = &told.summary.tally.by_rule;
    let rules = RULES.iter().filter(|rule| found.contains_key(rule.code));
    let severities = [Severity::Error, Severity::Warning, Severity::Information];
    let records = PageRecords {
        words: words(locale),
        severities: severities
            .map(|severity| (severity.name(), severity_word(severity, locale)))
            .to_vec(),
        rules: rules
            .map(|rule| (rule.code, rule.summary.get(locale)))
            .collect(),
        cells: kits(told)
            .iter()
            .map(|kit| (kit.edition.id.clone(), cell_names(kit)))
            .collect(),
        reports: told
            .survey
            .kept
            .iter()
            .map(|report| record(report, told))
            .collect(),
    };
    let json = serde_json::to_string(&records).unwrap_or_default();
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

fn record<'a>(report: &'a ReviewedReport, told: &ReviewTold<'a>) -> PageReport<'a> {
    let values: Result<&RawValue, _> = serde_json::from_str(&report.values);
    PageReport {
        n: name(report, told.locale),
        t: &report.title,
        f: shown(&report.file),
        i: report.number,
        y: report.year,
        k: told.kind(&report.kind),
        e: &report.kit.edition.id,
        v: values.unwrap_or(RawValue::NULL),
        w: report.findings.iter().map(finding).collect(),
    }
}

fn finding(finding: &ReviewedFinding) -> PageFinding<'_> {
    PageFinding(
        finding.code(),
        finding.severity.name(),
        &finding.message,
        finding.cell,
        &finding.place,
        &finding.quote,
        &finding.fixes,
    )
}

fn words(locale: Locale) -> Vec<(&'static str, String)> {
    vec![
        ("back", say!(locale, "返回全部报告", "back to all reports")),
        ("next", say!(locale, "下一份", "next")),
        ("previous", say!(locale, "上一份", "previous")),
        (
            "shown",
            say!(
                locale,
                "（显示 {{n}} 份，共 {{all}} 份）",
                "({{n}} of {{all}})"
            ),
        ),
        ("findings", say!(locale, "问题", "Findings")),
        ("none", say!(locale, "没有发现问题。", "Nothing was found.")),
        ("fix", say!(locale, "可自动修正：", "can be fixed: ")),
        (
            "suggestion",
            say!(locale, "建议（需确认）：", "suggestion, to be confirmed: "),
        ),
        ("or", say!(locale, "或：", "or: ")),
        ("note", say!(locale, "退回意见", "Note to send back")),
        ("copy", say!(locale, "复制", "copy")),
        ("copied", say!(locale, "已复制", "copied")),
        (
            "opening",
            say!(
                locale,
                "{{name}}：\n贵单位报送的《{{title}}》经核对，有以下问题，请核实修改后重新报送。",
                "{{name}}:\nin your report \"{{title}}\" the following was found. Please check, correct and send it again."
            ),
        ),
        ("title", say!(locale, "年度报告", "annual report")),
        ("absent", say!(locale, "报告中没有", "not in the report")),
        ("unplaced", say!(locale, "对不上列", "column unclear")),
        ("stop", say!(locale, "。", ". ")),
    ]
}
