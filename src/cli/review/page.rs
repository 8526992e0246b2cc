//! A review as one page: everything is in it, nothing is fetched, and it is printed as it is seen.

mod records;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::charts::{Bar, bars};
use super::form::blank_form;
use super::gather::ReviewedReport;
use super::said::ReviewTold;
use crate::cli::load::PAGE_MAKER;
use crate::cli::print::{severity_word, shown};
use crate::finding::Severity;
use crate::locale::Locale;
use crate::say;

const STYLE: &str = include_str!("page/style.css");
const SCRIPT: &str = include_str!("page/script.js");
/// Nothing is fetched from anywhere, whatever a report says.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// The page.
pub(super) fn page(told: &ReviewTold<'_>) -> String {
    let locale = told.locale;
    let title = say!(locale, "年度报告核对结果", "Review of annual reports");
    let page = html! {
        (DOCTYPE)
        html lang=(locale.tag()) {
            head {
                meta charset="utf-8";
                (PreEscaped(PAGE_MAKER))
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main id="all" {
                    h1 { (title) }
                    section.summary {
                        @for sentence in told.sentences() { p { (sentence) } }
                    }
                    (unread(told))
                    (charts(told))
                    (table(told))
                }
                main id="one" hidden {}
                @for kit in records::kits(told) {
                    template id={ "form-" (kit.edition.id) } { (blank_form(&kit.edition)) }
                }
                script id="records" type="application/json" { (PreEscaped(records::json(told))) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

/// The files that could not be read, each with what is the matter.
fn unread(told: &ReviewTold<'_>) -> Markup {
    let mut files = told.unread().peekable();
    html! {
        @if files.peek().is_some() {
            section.unread {
                h2 { (say!(told.locale, "读不了的文件", "Files that could not be read")) }
                ul { @for left_out in files { li { (shown(&left_out.sentence)) } } }
            }
        }
    }
}

fn charts(told: &ReviewTold<'_>) -> Markup {
    let (locale, survey) = (told.locale, told.survey);
    let rules = told.by_rule().into_iter().map(|(rule, n)| Bar {
        label: rule.summary.get(locale).to_owned(),
        parts: vec![n as f64],
        said: format!("{n}"),
    });
    let numbers = spread(&survey.by_number, locale);
    let years = survey.years.iter();
    let years: Vec<_> = years
        .filter_map(|(year, sums)| Some(((*year)?, sums)))
        .collect();
    let received = years.iter().map(|(year, sums)| Bar {
        label: format!("{year}"),
        parts: vec![sums.received as f64],
        said: say!(locale, "{n} 件", "{n}", n = sums.received),
    });
    let legend: Vec<String> = years.iter().fold(Vec::new(), |mut legend, (_, sums)| {
        for (label, _) in &sums.results {
            if !legend.contains(label) {
                legend.push(label.clone());
            }
        }
        legend
    });
    let results = years.iter().map(|(year, sums)| {
        let sum = |label: &String| {
            let known = sums.results.iter().find(|(known, _)| known == label);
            known.map_or(0, |(_, sum)| *sum)
        };
        let all: i64 = sums.results.iter().map(|(_, sum)| sum).sum();
        Bar {
            label: format!("{year}"),
            parts: legend.iter().map(|label| sum(label) as f64).collect(),
            said: say!(locale, "{all} 件", "{all}"),
        }
    });
    let shares = years
        .iter()
        .filter(|(_, sums)| sums.processed > 0)
        .map(|(year, sums)| {
            let share = sums.granted as f64 * 100.0 / sums.processed as f64;
            Bar {
                label: format!("{year}"),
                parts: vec![share],
                said: format!("{share:.1}%"),
            }
        });
    let first = legend.first().cloned().unwrap_or_default();
    html! {
        section.charts {
            (bars(&say!(locale, "各规则的问题数", "Findings by rule"), &rules.collect::<Vec<_>>(), &[]))
            (bars(&say!(locale, "问题个数不同的报告各有几份", "Reports by number of findings"), &numbers, &[]))
            @if !years.is_empty() {
                (bars(&say!(locale, "各年度新收申请", "Applications received by year"), &received.collect::<Vec<_>>(), &[]))
                (bars(&say!(locale, "各年度办理结果", "Results by year"), &results.collect::<Vec<_>>(), &legend))
                (bars(&say!(locale, "“{first}”占办结总数的比例", "Share of “{first}” in all that was dealt with"), &shares.collect::<Vec<_>>(), &[]))
            }
        }
    }
}

/// Reports with 0, 1, 2, 3 to 5, 6 to 10 and more findings.
fn spread(by_number: &std::collections::BTreeMap<usize, usize>, locale: Locale) -> Vec<Bar> {
    let bands = [(0, 0), (1, 1), (2, 2), (3, 5), (6, 10), (11, usize::MAX)];
    let bar = |(from, to): (usize, usize)| {
        let n: usize = by_number.range(from..=to).map(|(_, n)| n).sum();
        let label = match (from, to) {
            (_, usize::MAX) => say!(locale, "{from} 个及以上", "{from} or more"),
            _ if from == to => say!(locale, "{from} 个", "{from}"),
            _ => say!(locale, "{from}–{to} 个", "{from}–{to}"),
        };
        Bar {
            label,
            parts: vec![n as f64],
            said: say!(locale, "{n} 份", "{n}"),
        }
    };
    bands.into_iter().map(bar).collect()
}

/// The table of reports with what sorts and filters it.
fn table(told: &ReviewTold<'_>) -> Markup {
    let locale = told.locale;
    let headers = [
        (say!(locale, "单位", "body"), "text"),
        (say!(locale, "年度", "year"), "number"),
        (say!(locale, "类别", "kind"), "text"),
        (severity_word(Severity::Error, locale), "number"),
        (severity_word(Severity::Warning, locale), "number"),
        (severity_word(Severity::Information, locale), "number"),
        (say!(locale, "文件", "file"), "text"),
    ];
    html! {
        section.reports {
            h2 { (say!(locale, "报告", "Reports")) " " span id="shown" {} }
            div.filters id="filters" hidden {
                input id="search" type="search" placeholder=(say!(locale, "查找单位、文件、标题", "search body, file, title"));
                select id="rule" { option value="" { (say!(locale, "全部规则", "all rules")) } }
                select id="severity" { option value="" { (say!(locale, "全部级别", "all severities")) } }
                select id="year" { option value="" { (say!(locale, "全部年度", "all years")) } }
                select id="kind" { option value="" { (say!(locale, "全部类别", "all kinds")) } }
                button id="copy-all" type="button" { (say!(locale, "复制这些报告的退回意见", "copy the notes for these reports")) }
            }
            table id="reports" {
                thead { tr { @for (name, sort) in headers { th data-sort=(sort) { (name) } } } }
                tbody {
                    @for (at, report) in told.survey.kept.iter().enumerate() { (row(at, report, told)) }
                }
            }
        }
    }
}

fn row(at: usize, report: &ReviewedReport, told: &ReviewTold<'_>) -> Markup {
    let [errors, warnings, notes] = report.counts();
    let year = report.year.map(|year| year.to_string()).unwrap_or_default();
    html! {
        tr data-r=(at) {
            td { a href={ "#r" (at) } { (name(report, told.locale)) } }
            td.number { (year) }
            td { (told.kind(&report.kind)) }
            td.number { (errors) }
            td.number { (warnings) }
            td.number { (notes) }
            td.file { (shown(&report.file)) }
        }
    }
}

/// What a report is called: by its body, else by its file.
pub(super) fn name(report: &ReviewedReport, locale: Locale) -> String {
    match &report.unit {
        Some(unit) => unit.clone(),
        None => say!(locale, "（未写明单位）", "(no body named)"),
    }
}
