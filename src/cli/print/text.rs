//! For people: each finding with its source line, the cell marked, the places it rests on and what can be done.

use std::fmt::Write;

use anstyle::Style;

use super::concise::{headline, style};
use super::excerpt::excerpt;
use super::{Checked, shown};
use crate::door::Finding;
use crate::fix::Applicability;
use crate::say;

/// How many related places are listed unless all are asked for.
const MOST_RELATED: usize = 3;

/// How many findings of one text are listed unless all are asked for.
const MOST_FINDINGS: usize = 100;

/// The findings of a text; a last line for those beyond the most that anybody reads.
pub(super) fn piece(checked: &Checked<'_>, verbose: bool) -> String {
    let mut out = String::new();
    let findings = &checked.analysis.findings;
    let most = if verbose { usize::MAX } else { MOST_FINDINGS };
    for finding in findings.iter().take(most) {
        headline(checked, finding, &mut out);
        cell(finding, &mut out);
        source_line(checked, finding, &mut out);
        related(checked, finding, verbose, &mut out);
        fixes(checked, finding, verbose, &mut out);
    }
    let more = findings.len().saturating_sub(most);
    if more > 0 {
        let path = shown(checked.path);
        let _ = writeln!(
            out,
            "{}",
            say!(
                checked.locale,
                "{path}：另有 {more} 个问题（用 -v 全部列出）",
                "{path}: {more} more findings (-v lists them)"
            )
        );
    }
    out
}

/// Names the cell, unless the message does: where each cell stands on a line of its own, the line does not say which one it is.
fn cell(finding: &Finding, out: &mut String) {
    let dim = Style::new().dimmed();
    let said = |cell: &str| {
        let without_table = cell.split_once('/').map_or(cell, |(_, rest)| rest);
        finding.message.contains(without_table)
    };
    if let Some(cell) = finding.cell.as_ref().filter(|cell| !said(cell)) {
        let _ = writeln!(out, "    {dim}{}{dim:#}", shown(cell));
    }
}

fn source_line(checked: &Checked<'_>, finding: &Finding, out: &mut String) {
    let place = checked.lines.place(finding.span.range().start);
    let line = checked.lines.line(place.line);
    let start = checked.lines.start(place.line);
    let mark = finding.span.range();
    let cut = excerpt(
        line,
        mark.start.saturating_sub(start)..mark.end.saturating_sub(start),
    );
    let colour = style(finding.severity);
    let (before, marked, after) = (
        visible(&cut.before),
        visible(&cut.marked),
        visible(&cut.after),
    );
    let _ = writeln!(out, "    {before}{colour}⟦{marked}⟧{colour:#}{after}");
}

/// As [`shown`], but tabs stay: they separate cells.
fn visible(words: &str) -> String {
    let parts: Vec<String> = words.split('\t').map(shown).collect();
    parts.join("\t")
}

fn related(checked: &Checked<'_>, finding: &Finding, verbose: bool, out: &mut String) {
    let most = if verbose { usize::MAX } else { MOST_RELATED };
    let dim = Style::new().dimmed();
    for place in finding.related.iter().take(most) {
        let Some((path, lines)) = checked.home_of(place) else {
            continue;
        };
        let at = shown(&lines.words(place.span, checked.locale));
        let message = shown(&place.message);
        let between = if lines.are_read() { " " } else { ":" };
        let path = path.map_or_else(String::new, |path| shown(path) + between);
        let _ = writeln!(out, "    {dim}{path}{at} {message}{dim:#}");
    }
    let more = finding.related.len().saturating_sub(most);
    if more > 0 {
        let words = say!(
            checked.locale,
            "另有 {more} 处相关（用 -v 全部列出）",
            "{more} more related places (-v lists them)"
        );
        let _ = writeln!(out, "    {dim}{words}{dim:#}");
    }
}

/// The best fix, or all that are offered.
fn fixes(checked: &Checked<'_>, finding: &Finding, verbose: bool, out: &mut String) {
    let most = if verbose { usize::MAX } else { 1 };
    for fix in finding.fixes.iter().take(most) {
        let title = shown(&fix.title);
        let words = match fix.applicability {
            _ if checked.lines.is_only_read() => say!(
                checked.locale,
                "可在原件中修正：{title}",
                "to be mended in the original: {title}"
            ),
            Applicability::Safe => say!(
                checked.locale,
                "可自动修正：{title}",
                "can be fixed: {title}"
            ),
            Applicability::Unsafe => say!(
                checked.locale,
                "确认后可修正：{title}",
                "possible fix, to be confirmed: {title}"
            ),
        };
        let _ = writeln!(out, "    {words}");
    }
}
