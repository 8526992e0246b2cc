//! `analyze`: the one call that both front ends make.

mod memory;
mod rounds;
mod trial;

pub use memory::Memory;
use rounds::is_wanted;
pub use rounds::{fix_all, fix_at_least};
pub use trial::{analyze_and_try, leave_out_misread, leave_out_misread_again};

use std::collections::BTreeSet;
use std::sync::Once;
use std::thread;

use crate::door::{Edit, Finding, Origin};
use crate::dossier::{Dossier, ReportId};
use crate::finding;
use crate::finding::DocumentId;
use crate::fix::Applicability;
use crate::follow::{Noted, ReportHistory};
use crate::kit::Forms;
use crate::narrative;
use crate::reading::{Reading, ReportReading};
use crate::rules::{AcrossContext, Context, RULES, Rule, check_across, meant_rules};
use crate::settings::Settings;
use crate::views::totals::{settled_totals, settled_zeros};

/// Everything that is said about one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// Whether the text is an annual report at all; if not, nothing else is filled in.
    pub is_report: bool,
    /// The id of the edition the text was checked against.
    pub edition: Option<String>,
    /// How many reports the text holds.
    pub reports: usize,
    /// In how many of them something was found.
    pub reports_with_findings: usize,
    /// Sorted by position, then by code.
    pub findings: Vec<Finding>,
}

/// Has what the first analysis needs made ready by threads of their own, while who calls this has other things to do. Nothing waits for it; what is
/// needed sooner is made where it is needed. Only the first call does anything.
pub fn prepare() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(begin_preparing);
}

fn begin_preparing() {
    let form = || {
        if let Some(newest) = Forms::builtin().kits().first() {
            newest.lexis();
        }
    };
    let parts: [(&str, fn()); 2] = [("form", form), ("words", narrative::prepare)];
    for (name, part) in parts {
        // A thread that cannot be started leaves its part to who needs it.
        drop(thread::Builder::new().name(name.to_owned()).spawn(part));
    }
}

/// Reads `text` and says what is wrong with it. Pure; never fails, whatever the text is. Who offers the fixes has [`leave_out_misread`] try them out
/// first.
pub fn analyze(text: &str, forms: &Forms, settings: &Settings) -> Analysis {
    let mut analysis = Analysis::default();
    let edition = Reading::in_passing(text, forms, settings, |report, origin| {
        let mut found = Vec::new();
        look_again(report, None, settings, &mut found);
        analysis.add_report(found.into_iter().flatten(), origin);
    });
    analysis.is_report = edition.is_some();
    analysis.edition = edition;
    analysis
}

/// The same as [`analyze`], sooner where sentences and numbers are those of the last time, and with a reading left in `memory`, of which other
/// things can be asked. A memory belongs to one set of forms and settings.
pub fn analyze_again(
    text: &str,
    forms: &Forms,
    settings: &Settings,
    memory: &mut Memory,
) -> Analysis {
    let before = std::mem::take(&mut memory.reading);
    let reading = before.again(text, forms, settings);
    let mut before = std::mem::take(&mut memory.found).into_iter();
    if let Some(history) = &mut memory.history
        && history.note(&reading) == Noted::Anew
    {
        before = Vec::new().into_iter();
    }
    let mut histories = 0..;
    let mut analysis = Analysis {
        is_report: reading.is_report(),
        edition: reading.edition().map(|edition| edition.id.clone()),
        ..Analysis::default()
    };
    for part in reading.parts() {
        let mut found = before.next().unwrap_or_default();
        let Some((report, origin)) = part.report() else {
            memory.found.push(Vec::new());
            continue;
        };
        let at = histories.next().unwrap_or_default();
        let history = memory.history.as_ref().and_then(|all| all.report(at));
        if !part.is_unchanged || found.is_empty() {
            look_again(report, history, settings, &mut found);
        }
        analysis.add_report(found.iter().flatten().cloned(), origin);
        memory.found.push(found);
    }
    memory.reading = reading;
    analysis
}

/// What is wrong with one report, rule by rule. `found` is what was wrong with it before, or nothing.
fn look_again(
    report: &ReportReading,
    history: Option<&ReportHistory>,
    settings: &Settings,
    found: &mut Vec<Vec<finding::Finding>>,
) {
    let context = Context {
        history,
        ..Context::new(report, settings.locale)
    };
    let unchanged = report.unchanged().filter(|_| !found.is_empty());
    found.resize_with(RULES.len(), Vec::new);
    let is_meant = meant_rules(&context);
    for (at, (rule, found)) in RULES.iter().zip(found).enumerate() {
        let is_kept = |found| unchanged.is_some_and(|unchanged| unchanged.keep(at, found));
        if !rule.is_on(settings) || !is_meant(rule) {
            found.clear();
        } else if !is_kept(found) {
            *found = as_set(rule, rule.ask(&context), settings);
        }
    }
}

/// What is left of a rule's findings, as loud as the settings want them.
fn as_set<T>(
    rule: &'static Rule,
    mut found: Vec<finding::Finding<T>>,
    settings: &Settings,
) -> Vec<finding::Finding<T>> {
    let Some(severity) = settings.severity(rule.code, rule.default_severity()) else {
        return Vec::new();
    };
    for finding in &mut found {
        // A rule's quieter findings stay as quiet as they are.
        if finding.severity == rule.severity {
            finding.severity = severity;
        }
    }
    found.retain(|finding| !is_ignored(settings, finding));
    found
}

/// Whether anything is to be said about reports beside others.
pub fn looks_across(settings: &Settings) -> bool {
    let mut across = RULES.iter().filter(|rule| rule.is_across());
    across.any(|rule| rule.is_on(settings))
}

/// Where the reports of a reading begin, in bytes of the opened text.
pub fn starts_of(reading: &Reading) -> Vec<usize> {
    let reports = reading.reports();
    reports.map(|(_, origin)| origin.start()).collect()
}

/// The findings of each of the reports that begin at these bytes. Findings come report by report.
pub fn by_report<'f>(findings: &'f [Finding], starts: &[usize]) -> Vec<&'f [Finding]> {
    let mut rest = findings;
    let each = (0..starts.len()).map(|at| {
        let next = starts.get(at + 1);
        let is_here =
            |finding: &Finding| next.is_none_or(|&next| finding.span.range().start < next);
        let (here, others) = rest.split_at(rest.partition_point(is_here));
        rest = others;
        here
    });
    each.collect()
}

/// What is wrong with the reports of a document beside others, sorted by position, then by code. With the document's `reading`
/// fixes are offered too.
pub fn analyze_across(
    dossier: &Dossier,
    document: DocumentId,
    reading: Option<&Reading>,
    settings: &Settings,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for report in dossier.reports_of(document) {
        let ReportId { at, .. } = report;
        let writing = reading.and_then(|reading| reading.reports().nth(at));
        let Some(context) = AcrossContext::new(dossier, report, writing, settings.locale) else {
            continue;
        };
        check_across(
            &context,
            |rule| rule.is_on(settings),
            |rule, found| {
                findings.extend(as_set(rule, found, settings));
            },
        );
    }
    findings.sort_by(|a: &Finding, b| (a.span, a.code).cmp(&(b.span, b.code)));
    findings
}

impl Analysis {
    /// Adds what was found in one more report.
    fn add_report(&mut self, found: impl Iterator<Item = finding::Finding>, origin: Origin<'_>) {
        let first = self.findings.len();
        self.findings
            .extend(found.map(|finding| origin.finding(finding)));
        let here = &mut self.findings[first..];
        here.sort_by(|a, b| (a.span, a.code).cmp(&(b.span, b.code)));
        self.reports += 1;
        self.reports_with_findings += usize::from(!here.is_empty());
    }

    /// Whether [`fix_all`] finds something to do.
    pub fn has_safe_fixes(&self) -> bool {
        let mut fixes = self.findings.iter().flat_map(|finding| &finding.fixes);
        fixes.any(|fix| is_wanted(fix, Applicability::Safe))
    }

    /// Adds what was found beside others in the reports that begin at these bytes.
    pub fn add(&mut self, across: Vec<Finding>, starts: &[usize]) {
        self.findings.extend(across);
        self.findings
            .sort_by(|a: &Finding, b| (a.span, a.code).cmp(&(b.span, b.code)));
        self.count_anew(starts);
    }

    /// Counts those of the reports that begin at these bytes in which something is found, after findings have come or gone.
    pub fn count_anew(&mut self, starts: &[usize]) {
        let of_report = |finding: &Finding| {
            let at = finding.span.range().start;
            starts.partition_point(|&start| start <= at)
        };
        let with_findings: BTreeSet<usize> = self.findings.iter().map(of_report).collect();
        self.reports_with_findings = with_findings.len();
    }
}

fn is_ignored<T>(settings: &Settings, finding: &finding::Finding<T>) -> bool {
    settings.ignores.iter().any(|ignore| {
        ignore.rule == finding.code
            && ignore
                .cell
                .as_ref()
                .is_none_or(|cell| finding.cell.as_ref() == Some(cell))
    })
}

/// Every total of the document computed from its parts, blanks as 0, overwriting stated ones: the writer's explicit wish. Sorted, disjoint edits.
pub fn fill_totals(text: &str, forms: &Forms, settings: &Settings) -> Vec<Edit> {
    let read = |text: &str| Reading::of(text, forms, settings);
    settled_totals(&read(text), text, &read)
}

/// Every blank number cell of the document filled, with what the relations tell or else with 0: the writer's explicit wish. Sorted, disjoint edits.
pub fn fill_zeros(text: &str, forms: &Forms, settings: &Settings) -> Vec<Edit> {
    let read = |text: &str| Reading::of(text, forms, settings);
    settled_zeros(&read(text), text, &read)
}
