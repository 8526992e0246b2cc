//! What was found in a report by itself, put away until all reports have been looked at, so that none is checked twice.

use std::hash::Hasher;

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

use crate::analysis::{Analysis, starts_of};
use crate::door::Finding;
use crate::dossier::as_bytes;
use crate::reading::Reading;
use crate::rules::RULES;

/// What was found in the reports of one text.
#[derive(Serialize, Deserialize)]
pub(super) struct FoundAlone {
    /// The hash of the text.
    text: u64,
    /// Where its reports begin.
    pub starts: Vec<usize>,
    edition: Option<String>,
    reports_with_findings: usize,
    findings: Vec<Finding>,
    /// For each finding, the place of its rule in [`RULES`].
    rules: Vec<usize>,
}

impl FoundAlone {
    /// Puts away what was found in a text.
    pub fn put(text: &str, analysis: &Analysis, reading: &Reading) -> Vec<u8> {
        let Analysis {
            edition,
            reports_with_findings,
            findings,
            ..
        } = analysis;
        let rule = |finding: &Finding| RULES.iter().position(|rule| rule.code == finding.code);
        let rules = findings
            .iter()
            .map(|finding| rule(finding).unwrap_or(RULES.len()));
        let rules: Vec<usize> = rules.collect();
        let starts = starts_of(reading);
        let found = (
            hash(text),
            starts,
            edition,
            reports_with_findings,
            findings,
            rules,
        );
        as_bytes(&found)
    }

    /// What was put away.
    pub fn back(bytes: &[u8]) -> Option<FoundAlone> {
        postcard::from_bytes(bytes).ok()
    }

    /// Whether it was found in this text.
    pub fn is_of(&self, text: &str) -> bool {
        self.text == hash(text)
    }

    /// The analysis, and where the reports begin.
    pub fn analysis(self) -> (Analysis, Vec<usize>) {
        let rules = self.rules.into_iter();
        let findings = self.findings.into_iter().zip(rules);
        let findings = findings.map(|(finding, rule)| Finding {
            code: RULES.get(rule).map_or("", |rule| rule.code),
            ..finding
        });
        let analysis = Analysis {
            is_report: true,
            edition: self.edition,
            reports: self.starts.len(),
            reports_with_findings: self.reports_with_findings,
            findings: findings.collect(),
        };
        (analysis, self.starts)
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::analysis::{Memory, analyze_again};
    use crate::kit::Forms;
    use crate::settings::Settings;

    #[test]
    fn what_was_put_away_comes_back_as_it_was() {
        let text = "某市某局2024年政府信息公开工作年度报告\n一、总体情况\n照常。\n三、收到和处理政府信息公开申请情况\n\
                    | （一）予以公开 | 5 | 7 | 0 | 0 | 0 | 0 | 13 |\n";
        let mut memory = Memory::default();
        let settings = Settings::default();
        let analysis = analyze_again(text, Forms::builtin(), &settings, &mut memory);
        assert!(analysis.findings.len() > 2);
        let found = FoundAlone::back(&FoundAlone::put(text, &analysis, &memory.reading)).unwrap();
        assert!(found.is_of(text) && !found.is_of("another"));
        assert_eq!(found.analysis(), (analysis, starts_of(&memory.reading)));
    }
}
