//! Workflow commands of GitHub Actions: findings beside the changed lines of a pull request.

use super::{Checked, Ending, INTERRUPTED, shown};
use crate::cli::uri::slashed;
use crate::door::Finding;
use crate::finding::Severity;

/// All findings of a text.
pub(super) fn piece(checked: &Checked<'_>) -> String {
    checked
        .analysis
        .findings
        .iter()
        .map(|finding| command(checked, finding))
        .collect()
}

/// What could not be checked and should have been, and what might be a report and was not read. Other files do not concern a pull request.
pub(super) fn closing(ending: &Ending<'_>) -> String {
    let said = ending.summary.left_out.iter().filter_map(|left| {
        let level = match left.failed {
            true => "error",
            false if left.reason.is_unread() => "notice",
            false => return None,
        };
        let (path, title) = (property(&slashed(&left.path)), left.reason.code());
        Some(format!(
            "::{level} file={path},title={title}::{}\n",
            message(&left.sentence)
        ))
    });
    let interrupted = ending.interrupted();
    let interrupted = interrupted.map(|words| format!("::error title={INTERRUPTED}::{words}\n"));
    said.chain(interrupted).collect()
}

fn command(checked: &Checked<'_>, finding: &Finding) -> String {
    let range = finding.span.range();
    let start = checked.lines.place(range.start);
    let end = checked.lines.place(range.end);
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "notice",
    };
    if checked.lines.are_read() {
        let place = checked.lines.words(finding.span, checked.locale);
        return format!(
            "::{level} file={},title={}::{}\n",
            property(checked.path),
            property(finding.code),
            message(&format!("{place} {}", finding.message)),
        );
    }
    format!(
        "::{level} file={},line={},col={},endLine={},endColumn={},title={}::{}\n",
        property(checked.path),
        start.line,
        start.column,
        end.line,
        end.column,
        property(finding.code),
        message(&finding.message),
    )
}

/// A log is a terminal in the end, so control characters are shown; line ends have a way of their own to be written.
fn message(words: &str) -> String {
    let lines: Vec<String> = words
        .split('\n')
        .map(|line| shown(&line.replace('%', "%25")))
        .collect();
    lines.join("%0A")
}

fn property(words: &str) -> String {
    message(words).replace(':', "%3A").replace(',', "%2C")
}
