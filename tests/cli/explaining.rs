//! What is found in a report, rule by rule.

use super::Folder;
use super::report::{blank_total, report_with, wrong_total};

/// What a rule's manual says it checks.
fn manual(code: &str) -> &'static str {
    nianbao::rules::rule(code).unwrap().explain.checks.chinese
}

#[test]
fn the_rules_behind_what_is_found_in_a_report_are_explained_at_their_places() {
    let folder = Folder::with(&[("年报.md", &wrong_total()), ("空.md", &blank_total())]);
    folder.run(&["export", "年报.md", "-o", "年报.docx"]);
    let checked = folder.run(&["check", "年报.md"]);
    for (report, place) in [("年报.md", ":"), ("年报.docx", "表 2 第 ")] {
        let run = folder.run(&["explain", report]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert!(run.out.contains(manual("row-total")), "{}", run.out);
        assert!(!run.out.contains(manual("blank-total")), "{}", run.out);
        let mut lines = run.out.lines();
        let head = format!("在 {report} 中（1 处）");
        assert!(lines.any(|line| line == head), "{}", run.out);
        let said = lines.next().unwrap();
        assert!(said.contains(place) && said.contains(" 错误 "), "{said}");
        let message = said.split(" 错误 ").nth(1).unwrap();
        assert!(checked.out.contains(message), "{message}");
    }
    let run = folder.run(&["explain", "空.md"]);
    assert!(run.out.contains(manual("blank-total")), "{}", run.out);
}

#[test]
fn a_report_on_standard_input_is_explained_in_english() {
    let folder = Folder::with(&[]);
    let run = folder.run_with_input(
        &["explain", "-", "--locale", "en"],
        wrong_total().as_bytes(),
    );
    assert_eq!(run.code, 0);
    assert!(run.out.contains("row-total (error"), "{}", run.out);
    assert!(run.out.contains("\nIn - (1)\n"), "{}", run.out);
}

#[test]
fn a_report_without_findings_a_text_that_is_none_and_a_file_that_is_not_there() {
    let folder = Folder::with(&[("好.md", &report_with(&[])), ("札记.md", "买菜\n")]);
    let good = folder.run(&["explain", "好.md"]);
    assert_eq!(good.out, folder.run(&["check", "好.md"]).out);
    folder.run(&["explain", "札记.md"]).failed_with("札记.md");
    folder
        .run(&["explain", "没有.docx"])
        .failed_with("没有.docx");
}

#[test]
fn many_places_of_one_rule_are_counted_unless_all_are_asked_for() {
    let reports: String = (0..30)
        .map(|at| wrong_total().replace("示范镇", &format!("示范{at}镇")))
        .collect();
    let folder = Folder::with(&[("多.md", &reports)]);
    let run = folder.run(&["explain", "多.md"]);
    assert!(
        run.out.contains("另有 10 处（用 -v 全部列出）"),
        "{}",
        run.out
    );
    let all = folder.run(&["explain", "-v", "多.md"]);
    assert!(!all.out.contains("另有"), "{}", all.out);
}
