//! House rules that a compiler cannot see.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "support/fixtures.rs"]
mod fixtures;
#[path = "support/sources.rs"]
mod sources;

use std::collections::BTreeSet;
use std::fs;

use nianbao::door::Finding;
use nianbao::finding::Severity;
use nianbao::fix::Applicability;
use nianbao::kit::Forms;
use nianbao::rules::{FixKind, RULES, Rule};

use sources::{code, is_test_file, root, sources};

/// Asserts that none of `words` stands in the code of a file that `may_say` does not allow.
fn assert_only_in(words: &[&str], may_say: impl Fn(&str) -> bool) {
    let mut said = Vec::new();
    for (name, text) in sources() {
        if may_say(&name) || is_test_file(&name) {
            continue;
        }
        for (at, line) in code(&text) {
            if let Some(word) = words.iter().find(|word| line.contains(**word)) {
                said.push(format!("src/{name}:{at} says {word}"));
            }
        }
    }
    assert!(said.is_empty(), "\n{}", said.join("\n"));
}

#[test]
fn only_the_server_speaks_the_protocol() {
    let words = ["tower_lsp", "lsp_types", "tokio", "jsonrpc", "textDocument"];
    assert_only_in(&words, |name| name.starts_with("lsp/") || name == "lsp.rs");
}

#[test]
fn only_the_text_of_an_editor_knows_ropes_and_utf_16() {
    assert_only_in(&["ropey"], |name| name == "text.rs");
    // files may be written in UTF-16 too, and JSON tells columns in its units beside its own
    let words = ["encode_utf16", "len_utf16", "from_utf16"];
    assert_only_in(&words, |name| {
        ["text.rs", "encoding.rs", "cli/lines.rs"].contains(&name)
    });
}

#[test]
fn only_the_front_ends_touch_files_streams_and_processes() {
    let words = [
        "std::fs",
        "std::env",
        "std::process",
        "std::net",
        "println!",
        "eprint",
    ];
    let is_front_end =
        |name: &str| name == "main.rs" || name.starts_with("cli") || name.starts_with("lsp");
    assert_only_in(&words, is_front_end);
    // the libraries of packages and of packed streams read and write bytes in memory by the traits for files
    let is_package = |name: &str| {
        let own = [
            "sources/package.rs",
            "sources/compound.rs",
            "sources/rewritten.rs",
            "sources/xml/tags.rs",
            "sources/pdf/gate.rs",
        ];
        name.starts_with("export/docx") || own.contains(&name)
    };
    assert_only_in(&["std::io"], |name| is_front_end(name) || is_package(name));
}

#[test]
fn no_code_compares_with_words_of_the_form() {
    let mut words: BTreeSet<String> = BTreeSet::new();
    for edition in Forms::builtin().editions() {
        words.extend(edition.sections.iter().map(|section| section.title.clone()));
        for table in &edition.tables {
            words.extend(table.rows.iter().map(|row| row.label.clone()));
            words.extend(table.columns.iter().map(|column| column.label.clone()));
            words.extend(table.groups.iter().map(|group| group.label.clone()));
            words.extend(table.headers.iter().map(|header| header.label.clone()));
        }
    }
    let literals: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let literals: Vec<&str> = literals.iter().map(String::as_str).collect();
    assert!(literals.contains(&"\"总计\"") && literals.len() > 60);
    assert_only_in(&literals, |_| false);
}

#[test]
fn every_module_says_first_what_it_is_for() {
    for (name, text) in sources() {
        assert!(
            text.starts_with("//! ") || is_test_file(&name),
            "src/{name}"
        );
    }
}

#[test]
fn people_read_their_own_words() {
    // what office staff see speaks of 问题, 修正 and 核对
    let is_chinese = |line: &str| line.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    for (name, text) in sources() {
        for (at, line) in code(&text).filter(|(_, line)| is_chinese(line)) {
            for word in ["诊断", "lint", "LSP", "diagnostic", "修复"] {
                assert!(!line.contains(word), "src/{name}:{at} says {word}: {line}");
            }
        }
    }
}

#[test]
fn every_rule_has_a_code_of_its_own_and_a_file_of_that_name() {
    let mut codes = BTreeSet::new();
    for rule in RULES {
        let code = rule.code;
        let is_kebab = code
            .split('-')
            .all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase()));
        assert!(is_kebab, "{code}");
        assert!(codes.insert(code), "{code} is given twice");
        let file = root().join(format!("src/rules/{}.rs", code.replace('-', "_")));
        assert!(file.exists(), "{} is missing", file.display());
    }
    let rules = sources().into_iter().filter(|(name, text)| {
        name.starts_with("rules/") && text.contains("pub(super) const RULE: Rule")
    });
    for (name, _) in rules {
        let code = name["rules/".len()..]
            .trim_end_matches(".rs")
            .replace('_', "-");
        assert!(
            codes.contains(code.as_str()),
            "{code} is not among the rules"
        );
    }
}

/// The row of the rules' table of a README for a rule.
fn documented(rule: &Rule, chinese: bool) -> String {
    let severity = match (rule.severity, chinese) {
        (severity, false) => severity.name(),
        (Severity::Error, true) => "错误",
        (Severity::Warning, true) => "警告",
        (Severity::Information, true) => "提示",
    };
    let fix = match (rule.fixes, chinese) {
        (FixKind::None, _) => "–",
        (FixKind::Unsafe, false) => "to be confirmed",
        (FixKind::Safe, false) => "automatic",
        (FixKind::Unsafe, true) => "需确认",
        (FixKind::Safe, true) => "可自动",
    };
    let summary = match chinese {
        true => rule.summary.chinese,
        false => rule.summary.english,
    };
    format!("| `{}` | {severity} | {summary} | {fix} |", rule.code)
}

#[test]
fn both_readmes_list_the_rules_as_they_are() {
    for (file, chinese) in [("README.md", false), ("README.zh-CN.md", true)] {
        let text = fs::read_to_string(root().join(file)).unwrap();
        let rows: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("| `"))
            .collect();
        let first = rows.iter().position(|row| row.contains(RULES[0].code));
        let first = first.unwrap_or_else(|| panic!("{file} has no table of the rules"));
        let expected: Vec<String> = RULES.iter().map(|rule| documented(rule, chinese)).collect();
        for (at, expected) in expected.iter().enumerate() {
            let found = rows.get(first + at).copied().unwrap_or_default();
            let before = at.checked_sub(1).map(|before| RULES[before].code);
            assert_eq!(
                found,
                expected,
                "{file}: behind the row of {} the table of the rules has to say\n  {expected}\nbut says\n  {found}\n",
                before.unwrap_or("its head")
            );
        }
        let listed = &rows[first..first + RULES.len()];
        let others = rows.iter().filter(|row| !listed.contains(row));
        for row in others {
            let is_rule = RULES
                .iter()
                .any(|rule| row.starts_with(&format!("| `{}` |", rule.code)));
            assert!(!is_rule, "{file} lists a rule twice: {row}");
        }
    }
}

/// The findings of every fixture, by the rule that the fixture is about.
fn fixture_findings() -> Vec<(String, String, Vec<Finding>)> {
    let of = |fixture: fixtures::Fixture| {
        let findings = fixture.found();
        (fixture.rule, fixture.name, findings)
    };
    fixtures::all().into_iter().map(of).collect()
}

#[test]
fn every_rule_has_a_fixture_that_finds_and_one_that_stays_silent() {
    let all = fixture_findings();
    for (folder, name, _) in &all {
        let is_rule = RULES.iter().any(|rule| rule.code == folder);
        assert!(is_rule, "{name} is about no rule");
        let is_sentence = name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "/-_".contains(c));
        assert!(is_sentence, "{name} is not named by plain words");
    }
    for rule in RULES {
        let mut own = all.iter().filter(|(folder, ..)| folder == rule.code);
        let finds = |findings: &[Finding]| findings.iter().any(|f| f.code == rule.code);
        assert!(
            own.clone().any(|(_, _, f)| finds(f)),
            "{} never finds",
            rule.code
        );
        assert!(
            own.any(|(_, _, f)| !finds(f)),
            "{} is never silent",
            rule.code
        );
    }
}

#[test]
fn rules_offer_the_fixes_that_they_promise() {
    let all = fixture_findings();
    let all: Vec<&Finding> = all.iter().flat_map(|(_, _, findings)| findings).collect();
    for rule in RULES {
        let own = all.iter().filter(|finding| finding.code == rule.code);
        let best = own
            .flat_map(|finding| &finding.fixes)
            .map(|fix| fix.applicability)
            .max();
        let promised = match rule.fixes {
            FixKind::None => None,
            FixKind::Unsafe => Some(Applicability::Unsafe),
            FixKind::Safe => Some(Applicability::Safe),
        };
        assert_eq!(best, promised, "{}", rule.code);
    }
}

/// The lines of the example in a chapter of CONTRIBUTING.md.
fn shown_in_guide(chapter: &str) -> Vec<String> {
    let guide = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let (_, guide) = guide.split_once(chapter).expect("its chapter");
    let (_, shown) = guide.split_once("```rust\n").expect("its example");
    let (shown, _) = shown
        .split_once("   ```\n")
        .expect("the end of its example");
    let lines = shown.lines();
    lines
        .map(|line| line.strip_prefix("   ").unwrap_or(line).to_owned())
        .collect()
}

#[test]
fn the_request_that_contributors_are_shown_is_the_one_that_there_is() {
    let file = root().join("src/lsp/features/document_highlight.rs");
    let file = fs::read_to_string(file).unwrap();
    let shown = shown_in_guide("## Adding a request");
    assert_eq!(shown, file.lines().collect::<Vec<_>>());
}

#[test]
fn the_rule_that_contributors_are_shown_is_one_that_compiles() {
    let file = fs::read_to_string(root().join("tests/guide/lone_total.rs")).unwrap();
    let shown = shown_in_guide("## Adding a rule");
    let compiled: Vec<&str> = file.lines().take(shown.len()).collect();
    assert_eq!(shown, compiled);
}
