//! One line per finding: place, severity, code, message.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::{Checked, severity_word, shown};
use crate::door::Finding;
use crate::finding::Severity;

/// All findings of a text.
pub(super) fn piece(checked: &Checked<'_>) -> String {
    let mut out = String::new();
    for finding in &checked.analysis.findings {
        headline(checked, finding, &mut out);
    }
    out
}

/// `路径:行:列 错误[row-total] …` with its line end.
pub(super) fn headline(checked: &Checked<'_>, finding: &Finding, out: &mut String) {
    let place = checked.lines.words(finding.span, checked.locale);
    let between = if checked.lines.are_read() { " " } else { ":" };
    let bold = Style::new().bold();
    let colour = style(finding.severity);
    let word = severity_word(finding.severity, checked.locale);
    let (path, message) = (shown(checked.path), shown(&finding.message));
    let (place, code) = (shown(&place), finding.code);
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{bold}{path}{between}{place}{bold:#} {colour}{word}[{code}]{colour:#} {message}"
    );
}

/// The colour of a severity.
pub(super) fn style(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Information => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}
