//! Counting findings, for the summary and the exit status.

use crate::door::Finding;
use crate::finding::Severity;
use crate::fix::Applicability;
use crate::locale::Locale;
use crate::say;

/// How many findings there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Reports checked.
    pub reports: usize,
    errors: usize,
    warnings: usize,
    informations: usize,
    /// Findings that have a safe fix.
    fixable: usize,
    /// Findings with several changes between which only the writer can choose.
    pub undecided: usize,
}

impl Tally {
    /// Of one report.
    pub fn of(findings: &[Finding]) -> Self {
        let with = |severity| {
            findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .count()
        };
        let safe = |finding: &&Finding| {
            finding
                .fixes
                .iter()
                .any(|fix| fix.applicability == Applicability::Safe)
        };
        Tally {
            reports: 1,
            errors: with(Severity::Error),
            warnings: with(Severity::Warning),
            informations: with(Severity::Information),
            fixable: findings.iter().filter(safe).count(),
            undecided: findings
                .iter()
                .filter(|finding| finding.needs_choice())
                .count(),
        }
    }

    /// Adds the counts of another.
    pub fn add(&mut self, other: Tally) {
        self.reports += other.reports;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.informations += other.informations;
        self.fixable += other.fixable;
        self.undecided += other.undecided;
    }

    /// Whether there are findings of this severity or above.
    pub fn reaches(&self, severity: Severity) -> bool {
        match severity {
            Severity::Error => self.errors > 0,
            Severity::Warning => self.errors + self.warnings > 0,
            Severity::Information => self.errors + self.warnings + self.informations > 0,
        }
    }

    /// The last line of the output.
    pub fn summary(&self, locale: Locale) -> String {
        let reports = self.reports;
        let mut counts = Vec::new();
        let mut count = |n: usize, chinese: &str, english: &str| {
            if n > 0 {
                let plural = if n == 1 { "" } else { "s" };
                counts.push(say!(locale, "{n} 个{chinese}", "{n} {english}{plural}"));
            }
        };
        count(self.errors, "错误", "error");
        count(self.warnings, "警告", "warning");
        count(self.informations, "提示", "note");
        let plural = if reports == 1 { "" } else { "s" };
        if counts.is_empty() {
            return say!(
                locale,
                "已核对 {reports} 份报告，没有发现问题",
                "{reports} report{plural} checked, nothing found"
            );
        }
        let counts = counts.join(&say!(locale, "，", ", "));
        let fixable = match self.fixable {
            0 => String::new(),
            n => say!(
                locale,
                "；其中 {n} 个可自动修正（nianbao fix）",
                "; {n} of them can be fixed by `nianbao fix`"
            ),
        };
        say!(
            locale,
            "已核对 {reports} 份报告：{counts}{fixable}",
            "{reports} report{plural} checked: {counts}{fixable}"
        )
    }
}
