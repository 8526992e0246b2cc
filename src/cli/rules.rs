//! `nianbao rules` and `nianbao explain`: what the registry of rules says.

use anstyle::Style;
use serde_json::{Value, json};

use super::configs::no_rule;
use super::print::severity_word;
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
    let widest = RULES
        .iter()
        .map(|rule| rule.code.len())
        .max()
        .unwrap_or_default();
    let bold = Style::new().bold();
    for rule in RULES {
        let (code, severity) = (rule.code, severity_word(rule.severity, locale));
        let (fixes, summary) = (fix_words(rule.fixes, locale), rule.summary.get(locale));
        streams.out(&format!(
            "{bold}{code:widest$}{bold:#}  {severity}  {fixes}  {summary}\n"
        ))?;
    }
    Ok(Exit::Clean)
}

/// Explains one rule.
pub(super) fn explain(code: &str, locale: Locale, streams: &mut Streams) -> Result<Exit, Stop> {
    let rule = rule(code).ok_or_else(|| Stop::Failed(no_rule(code, locale)))?;
    let bold = Style::new().bold();
    let (severity, fixes) = (
        severity_word(rule.severity, locale),
        fix_words(rule.fixes, locale),
    );
    let (summary, explain) = (rule.summary.get(locale), rule.explain.page(locale));
    let heading = say!(
        locale,
        "{bold}{code}{bold:#}（{severity}，{fixes}）\n{summary}",
        "{bold}{code}{bold:#} ({severity}, {fixes})\n{summary}"
    );
    streams.out(&format!("{heading}\n\n{}", for_terminal(&explain)))?;
    Ok(Exit::Clean)
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
