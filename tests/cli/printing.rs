//! The output formats of `nianbao check`, over real findings and over none.

use serde_json::Value;

use super::Folder;
use super::report::{report_with, wrong_total};

fn json(words: &str) -> Value {
    serde_json::from_str(words).unwrap_or_else(|error| panic!("{error}: {words}"))
}

#[test]
fn json_points_at_the_characters_of_the_cell() {
    let text = wrong_total();
    let folder = Folder::with(&[("甲/a.md", &text)]);
    let run = folder.run(&[
        "check",
        "--output-format",
        "json",
        "--select",
        "row-total",
        "甲",
    ]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let out = json(&run.out);
    let file = &out["files"][0];
    assert_eq!(
        (&file["path"], &file["edition"]),
        (&"甲/a.md".into(), &"2021".into())
    );
    let findings = file["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1);
    let range = &findings[0]["range"];
    let number =
        |end: &str, unit: &str| usize::try_from(range[end][unit].as_u64().unwrap()).unwrap();
    assert_eq!(&text[number("start", "byte")..number("end", "byte")], "13");
    let line: Vec<char> = text
        .lines()
        .nth(number("start", "line") - 1)
        .unwrap()
        .chars()
        .collect();
    let marked: String = line[number("start", "column") - 1..number("end", "column") - 1]
        .iter()
        .collect();
    assert_eq!(marked, "13");
    assert_eq!(
        findings[0]["cell"],
        "三/一、本年新收政府信息公开申请数量/总计"
    );
}

#[test]
fn nothing_found_is_valid_in_every_machine_format() {
    let clean = Folder::with(&[("a.md", &report_with(&[]))]);
    let none = Folder::with(&[("a.md", "购物清单")]);
    for (folder, reports, skipped) in [(&clean, 1, 0), (&none, 0, 1)] {
        let out = |format: &str| {
            let run = folder.run(&["check", "--output-format", format, "a.md"]);
            assert_eq!(run.code, 0, "{run:?}");
            run.out
        };
        let files = &json(&out("json"))["files"];
        assert_eq!(files.as_array().unwrap().len(), reports);
        assert_eq!(out("json-lines").lines().count(), skipped);
        assert_eq!(out("github"), "");
        let sarif = json(&out("sarif"));
        assert_eq!(sarif["runs"][0]["results"], Value::Array(Vec::new()));
        let junit = out("junit");
        assert!(
            junit.starts_with("<?xml") && junit.ends_with("</testsuites>\n"),
            "{junit}"
        );
    }
}

#[test]
fn machine_formats_stay_valid_when_a_file_cannot_be_read() {
    let folder = Folder::with(&[("a.md", &wrong_total()), ("b.md", &wrong_total())]);
    for format in ["json", "sarif"] {
        let run = folder.run(&[
            "check",
            "--output-format",
            format,
            "a.md",
            "nowhere.md",
            "b.md",
        ]);
        run.failed_with("nowhere.md");
        json(&run.out);
    }
    let run = folder.run(&[
        "check",
        "--output-format",
        "json-lines",
        "a.md",
        "nowhere.md",
    ]);
    let lines: Vec<Value> = run.out.lines().map(json).collect();
    let (skipped, findings): (Vec<&Value>, Vec<&Value>) =
        lines.iter().partition(|line| !line["skipped"].is_null());
    assert_eq!(skipped.len(), 1);
    assert_eq!(skipped[0]["skipped"]["path"], "nowhere.md");
    assert!(!findings.is_empty() && findings.iter().all(|line| line["path"] == "a.md"));
}

#[test]
fn every_sarif_result_names_a_rule_of_the_run() {
    let folder = Folder::with(&[("a.md", &wrong_total())]);
    let out = json(
        &folder
            .run(&["check", "--output-format", "sarif", "a.md"])
            .out,
    );
    let run = &out["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        assert!(
            rules.iter().any(|rule| rule["id"] == result["ruleId"]),
            "{result}"
        );
        let location = &result["locations"][0]["physicalLocation"]["artifactLocation"];
        assert_eq!(
            (&location["uri"], &location["uriBaseId"]),
            (&"a.md".into(), &"%SRCROOT%".into())
        );
    }
}

#[test]
fn github_names_file_line_and_rule() {
    let folder = Folder::with(&[("a.md", &wrong_total())]);
    let run = folder.run(&[
        "check",
        "--output-format",
        "github",
        "--select",
        "row-total",
        "a.md",
    ]);
    assert_eq!(run.out.lines().count(), 1);
    assert!(
        run.out.starts_with("::error file=a.md,line="),
        "{}",
        run.out
    );
    assert!(run.out.contains("title=row-total::"), "{}", run.out);
}

#[test]
fn colour_is_for_people_who_want_it() {
    let folder = Folder::with(&[("a.md", &wrong_total())]);
    let coloured = |args: &[&str]| folder.run(args).raw.contains(&0x1b);
    assert!(!coloured(&["check", "a.md"]));
    assert!(coloured(&["check", "--color", "always", "a.md"]));
    assert!(!coloured(&[
        "check",
        "--color",
        "always",
        "--output-format",
        "json",
        "a.md"
    ]));
    for args in [
        &["check", "a.md"],
        &["check", "missing.md"],
        &["check", "--no"],
    ] {
        for (name, value, expected) in [
            ("FORCE_COLOR", "1", true),
            ("FORCE_COLOR", "0", false),
            ("FORCE_COLOR", "", false),
            ("CLICOLOR_FORCE", "1", true),
            ("CLICOLOR_FORCE", "0", false),
            ("CLICOLOR_FORCE", "", false),
            ("CLICOLOR", "1", false),
            ("NO_COLOR", "1", false),
        ] {
            let run = folder.command(args).env(name, value).output().unwrap();
            let said = [run.stdout, run.stderr].concat();
            let is_coloured = said.contains(&0x1b);
            assert_eq!(is_coloured, expected, "{args:?} {name}={value}");
        }
    }
}

#[test]
fn no_control_character_of_a_file_or_its_name_is_sent() {
    // Colours aside, and what a JSON string may not hold anyway.
    let commands = ['\u{7}', '\u{8}', '\u{7f}', '\u{9b}', '\u{202e}'];
    let name = "a\u{202e}\u{9b}2J.md";
    let text = report_with(&[("三/（一）予以公开/自然人", "\u{9b}2J\u{8}\u{7f}１\u{202e}")])
        + "\u{7}\u{9b}0m\n";
    let folder = Folder::with(&[(name, &text)]);
    for args in [
        &["check"][..],
        &["check", "-v"],
        &["check", "--output-format", "concise"],
        &["check", "--output-format", "json"],
        &["check", "--output-format", "json-lines"],
        &["check", "--output-format", "sarif"],
        &["check", "--output-format", "github"],
        &["check", "--output-format", "junit"],
        &["check", "--require-report", "\u{9b}x.txt"],
    ] {
        let run = folder.run(args);
        for out in [&run.out, &run.err] {
            assert!(!out.contains(commands), "{args:?}: {out:?}");
        }
    }
    let run = folder.run(&["check"]);
    assert!(run.out.contains("a<U+202E><U+009B>2J.md:"), "{run:?}");
    let run = folder.run(&["check", "--output-format", "json"]);
    assert_eq!(json(&run.out)["files"][0]["path"], name);
}

#[test]
fn a_diff_keeps_every_byte_of_a_line_and_its_header_one_line() {
    let name = "a\nb \u{1b}[2J.md";
    let before = report_with(&[("三/（一）予以公开/总计", "")]);
    let marked = |report: String| report.replace("本机关", "本\u{1b}[31m机关");
    let folder = Folder::with(&[(name, &marked(before))]);
    let run = folder.run(&["fix", "--diff"]);
    assert!(
        run.out.starts_with("--- \"a\\nb \\033[2J.md\"\n+++ "),
        "{run:?}"
    );
    folder.write(
        "c.md",
        marked(report_with(&[("三/（一）予以公开/总计", "")])).as_bytes(),
    );
    let diff = folder.run(&["fix", "--diff", "c.md"]).raw;
    folder.write("d.diff", &diff);
    // Not every machine has it.
    let patched = std::process::Command::new("patch")
        .args(["-s", "-p0", "-i", "d.diff"])
        .current_dir(folder.path(""))
        .status();
    if patched.is_ok_and(|status| status.success()) {
        let now = String::from_utf8(folder.read("c.md")).unwrap();
        assert_eq!(now, marked(report_with(&[])));
    }
}

#[test]
fn messages_are_chinese_unless_english_is_asked_for() {
    let folder = Folder::with(&[("a.md", &wrong_total())]);
    assert!(
        folder
            .run(&["check", "a.md"])
            .out
            .contains("错误[row-total]")
    );
    let english = folder.run(&["check", "--locale", "en", "a.md"]).out;
    assert!(
        english.contains("error[row-total]") && english.contains("1 report checked"),
        "{english}"
    );
    folder.write("nianbao.toml", b"locale = \"en\"");
    assert!(
        folder
            .run(&["check", "a.md"])
            .out
            .contains("error[row-total]")
    );
    assert!(
        folder
            .run(&["check", "--locale", "zh-CN", "a.md"])
            .out
            .contains("错误[row-total]")
    );
    for (tag, word) in [
        ("zh", "错误["),
        ("zh-Hans", "错误["),
        ("zh_CN.UTF-8", "错误["),
        ("en_US.UTF-8", "error["),
        ("EN", "error["),
    ] {
        let run = folder.run(&["check", "--locale", tag, "a.md"]);
        assert!(run.out.contains(word), "{tag}: {run:?}");
    }
    folder
        .run(&["check", "--locale", "fr", "a.md"])
        .failed_with("zh-CN, en");
}

#[test]
fn quiet_leaves_the_summary_out() {
    let folder = Folder::with(&[("a.md", &wrong_total()), ("b.md", &report_with(&[]))]);
    assert_eq!(folder.run(&["check", "-q", "b.md"]).out, "");
    let run = folder.run(&[
        "check",
        "-q",
        "--output-format",
        "concise",
        "--select",
        "row-total",
        "a.md",
    ]);
    assert_eq!(run.out.lines().count(), 1);
}

#[test]
fn more_findings_than_anybody_reads_end_in_one_line() {
    let text = wrong_total().repeat(103);
    let folder = Folder::with(&[("汇编.md", &text)]);
    let check = |more: &[&str]| {
        let run = folder.run(&[&["check", "--select", "row-total"], more, &["汇编.md"]].concat());
        assert_eq!(run.code, 1);
        run.out
    };
    let (short, long) = (check(&[]), check(&["-v"]));
    assert_eq!(short.matches("[row-total]").count(), 100);
    assert!(
        short.contains("汇编.md：另有 3 个问题（用 -v 全部列出）"),
        "{short}"
    );
    assert_eq!(long.matches("[row-total]").count(), 103);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_found_by_its_uri_in_sarif() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::with(&[]);
    for (name, text) in [
        (&b"a\xFF.md"[..], wrong_total()),
        (b"b\xFE.md", "x\0\x01".to_owned()),
    ] {
        let path = folder.path(std::ffi::OsStr::from_bytes(name));
        std::fs::write(path, text).unwrap();
    }
    let run = folder.run(&["check", "--output-format", "sarif"]);
    let root = folder.path("").display().to_string();
    for name in ["a%FF.md", "b%FE.md"] {
        let uri = format!("\"file://{root}{name}\"");
        assert!(run.out.contains(&uri), "{uri}: {run:?}");
    }
    assert!(!run.out.contains("%EF%BF%BD"), "{run:?}");
}
