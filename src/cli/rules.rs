//! `nianbao rules` and `nianbao explain`: what the registry of rules says.

use std::path::Path;

use anstyle::Style;
use serde_json::{Value, json};

use super::args::{CheckArgs, Common};
use super::check;
use super::configs::no_rule;
use super::print::{severity_word, width};
use super::streams::Streams;
use super::{Exit, Stop};
use crate::locale::Locale;
use crate::rules::{FixKind, RULES, Rule, rule};
use crate::say;

/// Lists the rules.
pub(super) fn list(json: bool, locale: Locale, streams: &mut Streams) -> Result<Exit, Stop> {
    if json {
        let rules: Vec<Value> = RULES.iter().map(|rule| as_json(rule, locale)).collect();
        streams.out(&format!("{:#}\n", Value::from(rules)))?;
        return Ok(Exit::Clean);
    }
    let row = |rule: &&Rule| {
        let severity = severity_word(rule.severity, locale);
        [
            rule.code.to_owned(),
            severity,
            fix_words(rule.fixes, locale),
        ]
    };
    let rows: Vec<[String; 3]> = RULES.iter().map(row).collect();
    let widest = |column: usize| {
        let widths = rows.iter().map(|row| width(&row[column]));
        widths.max().unwrap_or_default()
    };
    let columns = [widest(0), widest(1), widest(2)];
    let bold = Style::new().bold();
    for (rule, row) in RULES.iter().zip(&rows) {
        let cell = |column: usize| {
            let room = columns[column] - width(&row[column]);
            row[column].clone() + &" ".repeat(room)
        };
        let (code, severity, fixes) = (cell(0), cell(1), cell(2));
        let summary = rule.summary.get(locale);
        streams.out(&format!(
            "{bold}{code}{bold:#}  {severity}  {fixes}  {summary}\n"
        ))?;
    }
    Ok(Exit::Clean)
}

/// Explains one rule, or those behind what is found in a report.
pub(super) fn explain(
    what: &Path,
    common: &Common,
    locale: Locale,
    streams: &mut Streams,
) -> Result<Exit, Stop> {
    let code = what.to_string_lossy();
    if let Some(rule) = rule(&code) {
        let page = rule.explain.page(locale);
        streams.out(&explained(rule, &page, locale))?;
        return Ok(Exit::Clean);
    }
    // No code has a dot or a slash in it.
    if code != "-" && !code.contains(['.', '/', '\\']) && !what.exists() {
        return Err(Stop::Failed(no_rule(&code, locale)));
    }
    let asked = CheckArgs::explaining(what.to_path_buf());
    check::run(&asked, common, locale, streams)
}

/// A rule with a page of its manual.
pub(super) fn explained(rule: &Rule, page: &str, locale: Locale) -> String {
    let bold = Style::new().bold();
    let (code, severity) = (rule.code, severity_word(rule.severity, locale));
    let (fixes, summary) = (fix_words(rule.fixes, locale), rule.summary.get(locale));
    let heading = say!(
        locale,
        "{bold}{code}{bold:#}（{severity}，{fixes}）\n{summary}",
        "{bold}{code}{bold:#} ({severity}, {fixes})\n{summary}"
    );
    format!("{heading}\n\n{}", for_terminal(page))
}

/// The manual as it reads on a terminal: headings bold, examples indented, no marks of Markdown.
fn for_terminal(manual: &str) -> String {
    let bold = Style::new().bold();
    let mut out = String::with_capacity(manual.len());
    let mut in_example = false;
    for line in manual.trim().lines() {
        let line = line.trim_end();
        if line.starts_with("```") {
            in_example = !in_example;
        } else if in_example {
            out.push_str(&format!("    {line}\n"));
        } else if let Some(heading) = line.strip_prefix("## ") {
            out.push_str(&format!("{bold}{heading}{bold:#}\n"));
        } else if let Some(said) = line.strip_prefix("> ") {
            out.push_str(&format!("    → {said}\n"));
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
    // A heading stands right above its text.
    out.replace(&format!("{bold:#}\n\n"), &format!("{bold:#}\n"))
}

fn as_json(rule: &Rule, locale: Locale) -> Value {
    let fix = match rule.fixes {
        FixKind::None => "none",
        FixKind::Unsafe => "unsafe",
        FixKind::Safe => "safe",
    };
    json!({
        "code": rule.code,
        "severity": rule.severity.name(),
        "fix": fix,
        "summary": rule.summary.get(locale),
    })
}

fn fix_words(fixes: FixKind, locale: Locale) -> String {
    match fixes {
        FixKind::None => say!(locale, "须手工修改", "no fix"),
        FixKind::Unsafe => say!(locale, "确认后修正", "fix to be confirmed"),
        FixKind::Safe => say!(locale, "可自动修正", "automatic fix"),
    }
}
