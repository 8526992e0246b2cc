//! Rule by rule: the manual of each rule that found something, with what it found in the place of the manual's example.

use std::fmt::Write;

use super::{Checked, severity_word, shown};
use crate::cli::rules::explained;
use crate::door::Finding;
use crate::rules::{Rule, rule};
use crate::say;

/// How many places of one rule are listed unless all are asked for.
const MOST_PLACES: usize = 20;

/// The rules behind the findings of a text, in the order in which they speak.
pub(super) fn piece(checked: &Checked<'_>, verbose: bool) -> String {
    let mut groups: Vec<(&Rule, Vec<&Finding>)> = Vec::new();
    for finding in &checked.analysis.findings {
        let of_rule = groups.iter_mut().find(|(own, _)| own.code == finding.code);
        match (of_rule, rule(finding.code)) {
            (Some((_, findings)), _) => findings.push(finding),
            (None, Some(rule)) => groups.push((rule, vec![finding])),
            (None, None) => debug_assert!(false, "no rule {}", finding.code),
        }
    }
    let most = if verbose { usize::MAX } else { MOST_PLACES };
    let pages = groups.iter().map(|(rule, findings)| {
        let page = page(checked, rule, findings, most);
        explained(rule, &page, checked.locale) + "\n"
    });
    pages.collect()
}

fn page(checked: &Checked<'_>, rule: &Rule, findings: &[&Finding], most: usize) -> String {
    let (path, count) = (shown(checked.path), findings.len());
    let head = say!(
        checked.locale,
        "在 {path} 中（{count} 处）",
        "In {path} ({count})"
    );
    let mut places = String::from("```text\n");
    for finding in findings.iter().take(most) {
        let place = shown(&checked.lines.words(finding.span, checked.locale));
        let word = severity_word(finding.severity, checked.locale);
        let message = shown(&finding.message);
        let between = if place.is_empty() { "" } else { " " };
        let _ = writeln!(places, "{place}{between}{word} {message}");
    }
    let more = count.saturating_sub(most);
    if more > 0 {
        places += &say!(
            checked.locale,
            "另有 {more} 处（用 -v 全部列出）\n",
            "{more} more places (-v lists them)\n"
        );
    }
    rule.explain
        .page_with((&head, &(places + "```")), checked.locale)
}
