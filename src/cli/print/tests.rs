#![allow(clippy::unwrap_used, clippy::expect_used)]

use serde_json::Value;

use super::tally::Tally;
use super::*;
use crate::door::Span;
use crate::door::{Edit, Fix};
use crate::door::{Finding, Related};
use crate::finding::{DocumentId, Severity};
use crate::fix::Applicability;

const TEXT: &str = "标题\r\n一、𠮷 | 5 | 13\n";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::new(start, start + words.len())
}

/// One finding of each severity, the first with everything that a finding can have.
fn findings() -> Vec<Finding> {
    let plain = |code, severity, span, message: &str| Finding {
        document: DocumentId::THIS,
        code,
        severity,
        span,
        message: message.to_owned(),
        cell: None,
        related: Vec::new(),
        fixes: Vec::new(),
    };
    let fix = |title: &str, applicability, text: &str| {
        let edit = Edit {
            span: span("13"),
            text: text.to_owned(),
        };
        Fix::new(title.to_owned(), applicability, vec![edit])
    };
    vec![
        Finding {
            document: DocumentId::THIS,
            cell: Some("三/总计/自然人".to_owned()),
            related: vec![Related {
                document: DocumentId::THIS,
                span: span("5"),
                message: "分项 5".to_owned(),
            }],
            fixes: vec![
                fix("改为 5", Applicability::Safe, "5"),
                fix("改为 6", Applicability::Unsafe, "6"),
            ],
            ..plain(
                "row-total",
                Severity::Error,
                span("13"),
                "总计填报 13，分项之和为 5（100%）",
            )
        },
        plain(
            "report-title",
            Severity::Warning,
            span("标题\r\n一"),
            "<标题>\u{1b}[2J有误",
        ),
        plain(
            "blank-cell",
            Severity::Information,
            Span::at(TEXT.len()),
            "空",
        ),
    ]
}

fn printed(format: OutputFormat, findings: Vec<Finding>) -> String {
    let analysis = Analysis {
        is_report: true,
        edition: Some("2021".to_owned()),
        reports: 1,
        reports_with_findings: usize::from(!findings.is_empty()),
        findings,
    };
    let checked = Checked {
        others: &[],
        path: "甲 乡/a,b:c.txt",
        absolute: Path::new("/根 目录/甲 乡/a,b:c.txt"),
        encoding: "GB18030",
        lines: SourceLines::of(TEXT),
        analysis: &analysis,
        locale: Locale::Chinese,
    };
    let printer = Printer::new(format, false, Some("/根 目录".to_owned()));
    let summary = Summary::default();
    let ending = Ending {
        tables: None,
        summary: &summary,
        failed: false,
        locale: Locale::Chinese,
    };
    printer.opening(Locale::Chinese) + &printer.piece(&checked) + &printer.closing(&ending)
}

fn plain(format: OutputFormat) -> String {
    anstream::adapter::strip_str(&printed(format, findings())).to_string()
}

#[test]
fn text_shows_the_source_line_with_the_cell_marked_and_what_can_be_done() {
    assert_eq!(
        plain(OutputFormat::Text),
        "甲 乡/a,b:c.txt:2:11 错误[row-total] 总计填报 13，分项之和为 5（100%）\n    三/总计/自然人\n    一、𠮷 | 5 | ⟦13⟧\n    2:7 分项 5\n    可自动修正：改为 5\n\
         甲 乡/a,b:c.txt:1:1 警告[report-title] <标题>␛[2J有误\n    ⟦标题…⟧\n\
         甲 乡/a,b:c.txt:3:1 提示[blank-cell] 空\n    ⟦⟧\n"
    );
}

#[test]
fn verbose_text_lists_every_fix_that_is_offered() {
    let analysis = Analysis {
        findings: findings(),
        ..Analysis::default()
    };
    let checked = Checked {
        others: &[],
        path: "a.txt",
        absolute: Path::new("/a.txt"),
        encoding: "UTF-8",
        lines: SourceLines::of(TEXT),
        analysis: &analysis,
        locale: Locale::English,
    };
    let piece = Printer::new(OutputFormat::Text, true, None).piece(&checked);
    assert!(piece.contains("can be fixed: 改为 5\n"), "{piece}");
    assert!(piece.contains("to be confirmed: 改为 6\n"), "{piece}");
}

#[test]
fn concise_is_one_line_per_finding() {
    assert_eq!(
        plain(OutputFormat::Concise),
        "甲 乡/a,b:c.txt:2:11 错误[row-total] 总计填报 13，分项之和为 5（100%）\n\
         甲 乡/a,b:c.txt:1:1 警告[report-title] <标题>␛[2J有误\n\
         甲 乡/a,b:c.txt:3:1 提示[blank-cell] 空\n"
    );
}

#[test]
fn json_counts_characters_and_utf16_units_from_one_and_bytes_from_zero() {
    let json: Value = serde_json::from_str(&printed(OutputFormat::Json, findings())).unwrap();
    assert_eq!(json["version"], 1);
    let file = &json["files"][0];
    assert_eq!(file["path"], "甲 乡/a,b:c.txt");
    assert_eq!(file["edition"], "2021");
    assert_eq!(file["encoding"], "GB18030");
    let first = &file["findings"][0];
    assert_eq!(first["code"], "row-total");
    assert_eq!(first["severity"], "error");
    assert_eq!(first["cell"], "三/总计/自然人");
    let start = &first["range"]["start"];
    let byte = TEXT.find("13").unwrap();
    assert_eq!(
        (&start["line"], &start["column"], &start["byte"]),
        (&2.into(), &11.into(), &byte.into())
    );
    assert_eq!(first["range"]["end"]["column"], 13);
    // The line has a character of two units.
    assert_eq!(first["range"]["end"]["utf16Column"], 14);
    assert_eq!(first["related"][0]["message"], "分项 5");
    assert_eq!(first["fix"]["applicability"], "safe");
    assert_eq!(first["fix"]["edits"][0]["text"], "5");
    assert_eq!(first["otherFixes"][0]["applicability"], "unsafe");
    assert_eq!(file["findings"][2]["fix"], Value::Null);
}

#[test]
fn json_lines_hold_one_finding_each() {
    let printed = printed(OutputFormat::JsonLines, findings());
    let lines: Vec<Value> = printed
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let codes: Vec<&Value> = lines.iter().map(|line| &line["code"]).collect();
    assert_eq!(codes, ["row-total", "report-title", "blank-cell"]);
    assert!(lines.iter().all(|line| line["path"] == "甲 乡/a,b:c.txt"));
}

#[test]
fn sarif_names_its_unit_and_encodes_its_paths() {
    let sarif: Value = serde_json::from_str(&printed(OutputFormat::Sarif, findings())).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(
        run["originalUriBaseIds"]["%SRCROOT%"]["uri"],
        "file:///%E6%A0%B9%20%E7%9B%AE%E5%BD%95/"
    );
    let results = run["results"].as_array().unwrap();
    let levels: Vec<&Value> = results.iter().map(|result| &result["level"]).collect();
    assert_eq!(levels, ["error", "warning", "note"]);
    let physical = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(
        physical["artifactLocation"]["uri"],
        "%E7%94%B2%20%E4%B9%A1/a,b:c.txt"
    );
    assert_eq!(physical["region"]["startColumn"], 11);
    let replacement = &results[0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "5");
}

#[test]
fn github_commands_escape_what_would_end_a_property() {
    let printed = printed(OutputFormat::Github, findings());
    let first = printed.lines().next().unwrap();
    assert_eq!(
        first,
        "::error file=甲 乡/a%2Cb%3Ac.txt,line=2,col=11,endLine=2,endColumn=13,title=row-total::总计填报 13，分项之和为 5（100%25）"
    );
    assert!(printed.lines().nth(2).unwrap().starts_with("::notice "));
}

#[test]
fn junit_escapes_markup_and_shows_control_characters() {
    let printed = printed(OutputFormat::Junit, findings());
    assert!(printed.contains("tests=\"3\" failures=\"3\""));
    assert!(printed.contains("message=\"&lt;标题&gt;␛[2J有误\""));
    assert!(!printed.contains('\u{1b}'));
}

#[test]
fn a_clean_report_gives_valid_output_in_every_format() {
    let json: Value = serde_json::from_str(&printed(OutputFormat::Json, Vec::new())).unwrap();
    assert_eq!(json["files"][0]["findings"], Value::Array(Vec::new()));
    let sarif: Value = serde_json::from_str(&printed(OutputFormat::Sarif, Vec::new())).unwrap();
    assert_eq!(sarif["runs"][0]["results"], Value::Array(Vec::new()));
    assert!(printed(OutputFormat::Junit, Vec::new()).contains("failures=\"0\""));
    for format in [
        OutputFormat::Text,
        OutputFormat::Concise,
        OutputFormat::JsonLines,
        OutputFormat::Github,
    ] {
        assert_eq!(printed(format, Vec::new()), "");
    }
}

#[test]
fn the_tally_counts_by_severity_and_by_what_can_be_fixed() {
    let of_one = |findings: Vec<Finding>| {
        Tally::of(&Analysis {
            reports: 1,
            reports_with_findings: usize::from(!findings.is_empty()),
            findings,
            ..Analysis::default()
        })
    };
    let tally = of_one(findings());
    assert!(tally.reaches(Severity::Error));
    assert_eq!(
        tally.summary(Locale::Chinese),
        "已核对 1 份报告：1 个错误，1 个警告，1 个提示；其中 1 个可自动修正（nianbao fix）"
    );
    assert_eq!(
        tally.summary(Locale::English),
        "1 report checked: 1 error, 1 warning, 1 note; 1 of them can be fixed by `nianbao fix`"
    );
    let quiet = of_one(findings().split_off(2));
    assert!(!quiet.reaches(Severity::Warning) && quiet.reaches(Severity::Information));
    assert_eq!(
        of_one(Vec::new()).summary(Locale::English),
        "1 report checked, nothing found"
    );
}
