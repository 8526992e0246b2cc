//! What is said of a text, to be compared: each cell's name, value and state; each finding's code, severity, cell and words.

use nianbao::analysis::analyze;
use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::views::cells;

/// Cells and findings of a text.
#[derive(Debug, PartialEq)]
pub struct Said {
    pub cells: Vec<String>,
    pub findings: Vec<String>,
}

impl Said {
    pub fn of(text: &str, settings: &Settings) -> Said {
        let squeeze = |text: &str| text.split_whitespace().collect::<String>();
        let cells = cells(&Reading::of(text, Forms::builtin(), settings));
        let cells = cells.iter().map(|cell| {
            let (name, written, state) = (&cell.name, squeeze(&cell.written), cell.state);
            format!("{name} = {written} ({state:?})")
        });
        let findings = analyze(text, Forms::builtin(), settings).findings;
        let mut findings: Vec<String> = findings
            .iter()
            .map(|finding| {
                let cell = finding.cell.as_deref().unwrap_or_default();
                let (code, message) = (finding.code, squeeze(&finding.message));
                format!("{code} {:?} {cell} {message}", finding.severity)
            })
            .collect();
        findings.sort();
        // A header that is repeated on a second page is found wrong twice.
        findings.dedup();
        Said {
            cells: cells.collect(),
            findings,
        }
    }

    /// The lines in which `other` differs.
    pub fn differences(&self, other: &Said) -> Vec<String> {
        let mut lines = Vec::new();
        for (ours, theirs) in [
            (&self.cells, &other.cells),
            (&self.findings, &other.findings),
        ] {
            let missing = ours.iter().filter(|line| !theirs.contains(line));
            lines.extend(missing.map(|line| format!("- {line}")));
            let new = theirs.iter().filter(|line| !ours.contains(line));
            lines.extend(new.map(|line| format!("+ {line}")));
        }
        if lines.is_empty() && self != other {
            lines.push("the same lines in another order".to_string());
        }
        lines
    }
}
