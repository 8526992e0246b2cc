//! Counting findings, for the summary and the exit status.

use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::door::Finding;
use crate::finding::Severity;
use crate::fix::Applicability;
use crate::locale::Locale;
use crate::say;

/// How many findings there are of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Reports checked.
    pub reports: usize,
    /// Those in which something was found.
    pub with_findings: usize,
    pub errors: usize,
    pub warnings: usize,
    pub informations: usize,
    /// Findings that have a safe fix.
    pub fixable: usize,
    /// Findings with several changes between which only the writer can choose.
    pub undecided: usize,
    /// Findings of each rule that found something.
    pub by_rule: BTreeMap<&'static str, usize>,
}

impl Tally {
    /// Of one text, which may hold several reports.
    pub fn of(analysis: &Analysis) -> Self {
        let findings = &analysis.findings;
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
        let mut by_rule = BTreeMap::new();
        for finding in findings {
            *by_rule.entry(finding.code).or_default() += 1;
        }
        Tally {
            reports: analysis.reports,
            with_findings: analysis.reports_with_findings,
            errors: with(Severity::Error),
            warnings: with(Severity::Warning),
            informations: with(Severity::Information),
            fixable: findings.iter().filter(safe).count(),
            undecided: findings
                .iter()
                .filter(|finding| finding.needs_choice())
                .count(),
            by_rule,
        }
    }

    /// Adds the counts of another.
    pub fn add(&mut self, other: &Tally) {
        self.reports += other.reports;
        self.with_findings += other.with_findings;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.informations += other.informations;
        self.fixable += other.fixable;
        self.undecided += other.undecided;
        for (rule, findings) in &other.by_rule {
            *self.by_rule.entry(rule).or_default() += findings;
        }
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
        let with = match (reports, self.with_findings) {
            (1, _) => String::new(),
            (_, with) => say!(locale, "，{with} 份有问题", ", {with} with findings"),
        };
        say!(
            locale,
            "已核对 {reports} 份报告{with}：{counts}{fixable}",
            "{reports} report{plural} checked{with}: {counts}{fixable}"
        )
    }

    /// How many findings each rule has, the commonest first; `None` for a single report, whose findings anybody can count.
    pub fn by_rule(&self, locale: Locale) -> Option<String> {
        if self.reports < 2 || self.by_rule.is_empty() {
            return None;
        }
        let mut rules: Vec<(&str, usize)> =
            self.by_rule.iter().map(|(rule, n)| (*rule, *n)).collect();
        rules.sort_by_key(|(rule, n)| (std::cmp::Reverse(*n), *rule));
        let counts: Vec<String> = rules
            .iter()
            .map(|(rule, n)| format!("{rule} {n}"))
            .collect();
        let counts = counts.join(&say!(locale, "，", ", "));
        Some(say!(locale, "按规则：{counts}", "by rule: {counts}"))
    }
}
