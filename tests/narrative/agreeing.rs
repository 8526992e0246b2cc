//! A report whose text and tables agree has no finding; changing one of its numbers has exactly one, at that number, or a repair that names it.

use nianbao::analysis::analyze;
use nianbao::door::Finding;
use nianbao::door::Span;
use nianbao::kit::Forms;
use nianbao::narrative::Said;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::views::{FactVerdict, FactView, cells, facts};

use crate::{base, sentences, with_paragraph};

/// The bundled report with a text that says as much about its tables as a text can.
fn agreeing() -> String {
    let base = base();
    let old = "收到政府信息公开申请19件，没有上年结转的申请；办结18件，结转下年度1件。";
    assert!(base.contains(old));
    base.replace(old, SAID)
}

const SAID: &str = include_str!("agreeing.txt");

fn check(text: &str) -> Vec<Finding> {
    analyze(text, Forms::builtin(), &Settings::default()).findings
}

#[test]
fn nothing_is_found_while_all_agrees() {
    let report = agreeing();
    assert_eq!(check(&report), []);
    let facts = facts(&Reading::of(
        &report,
        Forms::builtin(),
        &Settings::default(),
    ));
    let open: Vec<_> = facts
        .iter()
        .filter(|fact| {
            !matches!(
                fact.verdict,
                FactVerdict::Agrees | FactVerdict::AgreesOtherwise
            )
        })
        .collect();
    assert!(open.is_empty(), "{open:#?}");
    assert!(facts.len() >= 25, "{}", facts.len());
}

#[test]
fn numbers_that_are_not_those_of_the_tables_are_left_alone_beside_those_that_are() {
    let (forms, settings) = (Forms::builtin(), Settings::default());
    let mut agreeing = 0;
    for paragraph in sentences(include_str!("beside.txt")) {
        let report = with_paragraph(paragraph);
        assert_eq!(check(&report), [], "{paragraph}");
        let facts = facts(&Reading::of(&report, forms, &settings));
        let agrees = |fact: &&FactView| fact.verdict == FactVerdict::Agrees;
        agreeing += facts.iter().filter(agrees).count();
    }
    assert!(agreeing >= 34, "{agreeing}");
}

#[test]
fn what_each_of_two_reports_says_is_understood_by_itself() {
    let report = agreeing();
    let (forms, settings) = (Forms::builtin(), Settings::default());
    let both = format!("{report}\n\n{report}");
    let (alone, together) = (
        facts(&Reading::of(&report, forms, &settings)),
        facts(&Reading::of(&both, forms, &settings)),
    );
    let second = report.len() + 2;
    let places = |facts: &[FactView]| facts.iter().map(|fact| fact.span).collect::<Vec<_>>();
    let moved = alone.iter().map(|fact| {
        let (start, end) = (fact.span.start as usize, fact.span.end as usize);
        Span::new(second + start, second + end)
    });
    let expected: Vec<Span> = places(&alone).into_iter().chain(moved).collect();
    assert_eq!(places(&together), expected);
}

#[test]
fn a_number_of_the_text_that_is_off_by_one_is_the_only_finding() {
    let report = agreeing();
    let all = facts(&Reading::of(
        &report,
        Forms::builtin(),
        &Settings::default(),
    ));
    let numbers: Vec<_> = all
        .iter()
        .filter(|fact| fact.said == Said::Number)
        .collect();
    assert!(numbers.len() >= 25, "{}", numbers.len());
    for fact in numbers {
        for value in [fact.value + 1, fact.value - 1] {
            if value < 0 {
                continue;
            }
            let mut changed = report.clone();
            changed.replace_range(fact.span.range(), &value.to_string());
            let found = check(&changed);
            let [finding] = found.as_slice() else {
                panic!("{} → {value}: {found:#?}", fact.text)
            };
            assert_eq!(
                (finding.code, finding.span.start),
                ("narrative-mismatch", fact.span.start)
            );
        }
    }
}

#[test]
fn a_number_of_a_table_that_is_off_by_one_is_named() {
    let report = agreeing();
    let named: Vec<String> = facts(&Reading::of(
        &report,
        Forms::builtin(),
        &Settings::default(),
    ))
    .into_iter()
    .filter(|fact| fact.cells.len() == 1)
    .flat_map(|fact| fact.cells)
    .collect();
    for cell in cells(&Reading::of(
        &report,
        Forms::builtin(),
        &Settings::default(),
    )) {
        if !named.contains(&cell.name) {
            continue;
        }
        let value: i64 = cell.value.as_deref().unwrap().parse().unwrap();
        let mut changed = report.clone();
        changed.replace_range(cell.span.range(), &(value + 1).to_string());
        let found = check(&changed);
        let mends = |finding: &Finding| {
            let back = |fix: &nianbao::door::Fix| {
                fix.edits().iter().any(|edit| {
                    edit.span.start == cell.span.start && edit.text == value.to_string()
                })
            };
            finding.fixes.iter().any(back)
        };
        let points = |finding: &Finding| {
            finding.code == "narrative-mismatch"
                && finding
                    .related
                    .iter()
                    .any(|place| place.span.start == cell.span.start)
        };
        assert!(
            found
                .iter()
                .any(|finding| mends(finding) || points(finding)),
            "{}: {found:#?}",
            cell.name
        );
    }
}

#[test]
fn so_many_as_were_answered_are_all_answered_though_others_are_carried_over() {
    let old = "办结18件，结转下年度1件。";
    let said = |sentence: &str| {
        let base = base();
        assert!(base.contains(old));
        let findings = check(&base.replace(old, sentence));
        findings
            .into_iter()
            .map(|finding| finding.message)
            .collect::<Vec<_>>()
    };
    assert_eq!(said("18件申请均已答复。"), [""; 0]);
    assert_eq!(
        said("19件申请均已答复。"),
        ["正文写“均已答复”，表中“三/四、结转下年度继续办理/总计”却为 1"]
    );
}
