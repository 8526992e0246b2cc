//! JUnit XML, which most build servers show as a table.

use std::fmt::Write;

use super::{Checked, Ending, INTERRUPTED, shown_text};
use crate::cli::uri::slashed;

/// Before the first file.
pub(super) const OPENING: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"nianbao\">\n";
/// A suite of one file: a failed case per finding, or one case that passed.
pub(super) fn piece(checked: &Checked<'_>) -> String {
    let findings = &checked.analysis.findings;
    let path = escaped(checked.path);
    let (tests, failures) = (findings.len().max(1), findings.len());
    let mut out =
        format!("  <testsuite name=\"{path}\" tests=\"{tests}\" failures=\"{failures}\">\n");
    if findings.is_empty() {
        let _ = writeln!(
            out,
            "    <testcase name=\"nianbao\" classname=\"{path}\" file=\"{path}\"/>"
        );
    }
    for finding in findings {
        let place = escaped(&checked.lines.words(finding.span, checked.locale));
        let line = match checked.lines.are_read() {
            true => String::new(),
            false => {
                let line = checked.lines.place(finding.span.range().start).line;
                format!(" line=\"{line}\"")
            }
        };
        let code = escaped(finding.code);
        let kind = finding.severity.name();
        let message = escaped(&finding.message);
        let _ = writeln!(
            out,
            "    <testcase name=\"{code} {place}\" classname=\"{path}\" file=\"{path}\"{line}>\n      \
             <failure type=\"{kind}\" message=\"{message}\"/>\n    </testcase>"
        );
    }
    out + "  </testsuite>\n"
}

/// After the last file that was checked: a suite for each that was not.
pub(super) fn closing(ending: &Ending<'_>) -> String {
    let mut out = String::new();
    for left in &ending.summary.left_out {
        let path = escaped(&slashed(&left.path));
        let (reason, message) = (left.reason.code(), escaped(&left.sentence));
        let (errors, skipped) = (usize::from(left.failed), usize::from(!left.failed));
        let told = match left.failed {
            true => format!("<error type=\"{reason}\" message=\"{message}\"/>"),
            false => format!("<skipped message=\"{message}\"/>"),
        };
        let _ = write!(
            out,
            "  <testsuite name=\"{path}\" tests=\"1\" failures=\"0\" errors=\"{errors}\" skipped=\"{skipped}\">\n    \
             <testcase name=\"{reason}\" classname=\"{path}\" file=\"{path}\">\n      {told}\n    </testcase>\n  </testsuite>\n"
        );
    }
    if let Some(words) = ending.interrupted() {
        let words = escaped(&words);
        let _ = write!(
            out,
            "  <testsuite name=\"nianbao\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n    \
             <testcase name=\"{INTERRUPTED}\" classname=\"nianbao\">\n      \
             <error type=\"{INTERRUPTED}\" message=\"{words}\"/>\n    </testcase>\n  </testsuite>\n"
        );
    }
    out + "</testsuites>\n"
}

/// Words for an attribute. XML has no way to write most control characters, so they are shown.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in shown_text(words).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}
