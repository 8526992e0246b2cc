//! What `nianbao explain` and the editors show of each rule is true: its example, read by the program, gives the finding it quotes.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::path::Path;

use nianbao::analysis::{analyze, analyze_across};
use nianbao::door::Finding;
use nianbao::dossier::{Dossier, Member, RollUp};
use nianbao::finding::DocumentId;
use nianbao::fix::Applicability;
use nianbao::kit::Forms;
use nianbao::locale::Locale;
use nianbao::reading::Reading;
use nianbao::rules::{FixKind, RULES, Rule};
use nianbao::settings::Settings;
use nianbao::skeleton::Skeleton;
use nianbao::syntax::Surface;

const HEADINGS: [(Locale, [&str; 4]); 2] = [
    (Locale::Chinese, ["查什么", "为什么", "例", "修正是否安全"]),
    (
        Locale::English,
        ["What it checks", "Why", "Example", "Is the fix safe"],
    ),
];

#[test]
fn every_explanation_has_its_four_parts_in_both_languages() {
    for rule in RULES {
        for (locale, wanted) in HEADINGS {
            let explanation = rule.explain.page(locale);
            let headings: Vec<&str> = explanation
                .lines()
                .filter_map(|line| line.strip_prefix("## "))
                .collect();
            assert_eq!(headings, wanted, "{}", rule.code);
            for part in explanation.split("## ").skip(1) {
                let (heading, text) = part.split_once('\n').expect("a line after the heading");
                assert!(
                    text.trim().chars().count() >= 6,
                    "{}: {heading} says nothing",
                    rule.code
                );
            }
        }
    }
}

#[test]
fn every_example_gives_the_finding_that_the_explanation_quotes() {
    for rule in RULES {
        for (locale, _) in HEADINGS {
            let quoted = rule.explain.says.get(locale);
            let found = found_in_example(rule, locale);
            assert!(
                found.iter().any(|finding| finding.message == quoted),
                "{} quotes\n  {quoted}\nbut its example gives\n  {:#?}",
                rule.code,
                found.iter().map(|f| &f.message).collect::<Vec<_>>()
            );
        }
    }
}

#[test]
fn fixes_of_examples_may_be_trusted_as_far_as_the_rule_says() {
    for rule in RULES {
        let found = found_in_example(rule, Locale::Chinese);
        let quoted = rule.explain.says.get(Locale::Chinese);
        let finding = found
            .into_iter()
            .find(|finding| finding.message == quoted)
            .expect("a finding as quoted");
        let trust = finding.fixes.iter().map(|fix| fix.applicability).max();
        let wanted = match rule.fixes {
            FixKind::None => None,
            FixKind::Unsafe => Some(Applicability::Unsafe),
            FixKind::Safe => Some(Applicability::Safe),
        };
        assert_eq!(trust, wanted, "{}", rule.code);
    }
}

#[test]
fn the_example_and_what_it_gives_stand_on_the_page() {
    for rule in RULES {
        for (locale, _) in HEADINGS {
            let page = rule.explain.page(locale);
            let (example, says) = (rule.explain.example, rule.explain.says.get(locale));
            let wanted = format!("\n\n```text\n{example}```\n\n> {says}\n\n## ");
            assert!(example.ends_with('\n'), "{}", rule.code);
            assert!(page.contains(&wanted), "{}\n{page}", rule.code);
        }
    }
}

/// What the rule says of the example of its explanation: as it stands, or, where a sum runs over rows that the example leaves out, laid into a
/// report that is otherwise all zeros.
fn found_in_example(rule: &Rule, locale: Locale) -> Vec<Finding> {
    let (example, quoted) = (rule.explain.example, rule.explain.says.get(locale));
    let title = "某市某局2024年政府信息公开工作年度报告\n";
    let texts = [
        example.to_string(),
        format!("{title}{example}"),
        format!("{title}{}", laid_into_zeros(example, 2024)),
    ];
    let settings = Settings {
        locale,
        ..Settings::default()
    };
    let mut instead = Vec::new();
    for text in texts {
        let mut found = match rule.is_across() {
            false => analyze(&text, Forms::builtin(), &settings).findings,
            true => found_across(rule, &text, &settings),
        };
        found.retain(|finding| finding.code == rule.code);
        if found.iter().any(|finding| finding.message == quoted) {
            return found;
        }
        instead.extend(found);
    }
    instead
}

/// What is found in the reports of a text beside each other.
fn found_across(rule: &Rule, text: &str, settings: &Settings) -> Vec<Finding> {
    let asked = Settings {
        rules: vec![(rule.code, Some(rule.severity))],
        ..settings.clone()
    };
    let reading = Reading::of(text, Forms::builtin(), settings);
    let own = DocumentId(1);
    let mut dossier = Dossier::default();
    dossier.insert(own, Member::of(Path::new("/r/report.md"), &reading));
    // Of an example about a sum the first report is the whole.
    let mut reports = dossier.reports_of(own);
    if let Some(whole) = reports.next() {
        dossier.declare(vec![RollUp {
            whole,
            parts: reports.collect(),
            tables: Vec::new(),
        }]);
    }
    analyze_across(&dossier, own, Some(&reading), &asked)
}

/// A report of zeros on the form of a year, with the rows of `example` in the places of its own.
fn laid_into_zeros(example: &str, year: u16) -> String {
    let mut editions = Forms::builtin().editions();
    let edition = editions.find(|edition| edition.is_prescribed_for(year));
    let edition = edition.expect("the form of the year");
    let skeleton = Skeleton {
        surface: Surface::Bars,
        markdown_headings: false,
        newline: "\n",
    };
    let mut report = String::new();
    for section in &edition.sections {
        report.push_str(&skeleton.heading(section));
        if let Some(table) = section.table {
            report.push_str(&skeleton.table_with(&edition.tables[table], |_| "0".to_string()));
        }
    }
    let label = |line: &str| line.split('|').nth(1).map(|cell| cell.trim().to_string());
    let lines = report.lines().map(|line| {
        let other = example
            .lines()
            .find(|other| label(line).is_some() && label(other) == label(line));
        other.unwrap_or(line)
    });
    lines.collect::<Vec<_>>().join("\n")
}
