//! `analyze`: the one call that both front ends make.

use std::borrow::Cow;
use std::sync::Arc;

use crate::align::{AlignedReport, align, align_one};
use crate::figures::Figures;
use crate::finding::Finding;
use crate::fix::{Applicability, Edit, Fix, apply, compose, disjoint, together};
use crate::form::{Edition, Forms};
use crate::narrative::{self, Fact, Narrative};
use crate::outline::{self, OutlineItem};
use crate::repair::Advice;
use crate::rules::{Context, advice, check_all};
use crate::settings::Settings;
use crate::several::{Placed, each_part};
use crate::span::Span;
use crate::syntax::parse;
use crate::syntax::source_map::SourceMap;

/// Everything that is said about one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// Whether the text is an annual report at all; if not, nothing else is filled in.
    pub is_report: bool,
    /// The id of the edition the text was checked against.
    pub edition: Option<String>,
    /// Sorted by position, then by code.
    pub findings: Vec<Finding>,
}

/// What may be kept between two analyses of a text that is edited; see [`analyze_again`].
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// One for each report of the text.
    reports: Vec<ReportMemory>,
}

/// What may be kept of one report.
#[derive(Clone, Debug, Default)]
struct ReportMemory {
    /// The text of a report among several, and what was found in it.
    part: Option<(String, Vec<Finding>)>,
    narrative: narrative::Memory,
    /// The id of the edition that `tables` belong to.
    edition: String,
    tables: Vec<advice::Memory>,
}

impl Memory {
    /// That of a report, by its number in the text.
    fn of(&mut self, report: usize) -> &mut ReportMemory {
        if self.reports.len() <= report {
            self.reports.resize_with(report + 1, Default::default);
        }
        &mut self.reports[report]
    }
}

impl ReportMemory {
    /// What `find` finds in a report among several, asked only if it is not the text of the last time.
    fn findings_in(
        &mut self,
        part: &str,
        find: impl FnOnce(&mut Self) -> Vec<Finding>,
    ) -> Vec<Finding> {
        if let Some((_, found)) = self.part.as_ref().filter(|(text, _)| text == part) {
            return found.clone();
        }
        let found = find(self);
        self.part = Some((part.to_owned(), found.clone()));
        found
    }

    /// That of the tables of an edition.
    fn tables_of(&mut self, edition: &Edition) -> &mut [advice::Memory] {
        if self.edition != edition.id {
            edition.id.clone_into(&mut self.edition);
            self.tables.clear();
        }
        let n_tables = edition.tables.len();
        self.tables.resize_with(n_tables, Default::default);
        &mut self.tables
    }
}

/// Reads `text` and says what is wrong with it. Pure; never fails, whatever the text is.
pub fn analyze(text: &str, forms: &Forms, settings: &Settings) -> Analysis {
    analyze_again(text, forms, settings, &mut Memory::default())
}

/// The same as [`analyze`], sooner where sentences and numbers are those of the last time. A memory belongs to one set of forms and settings.
pub fn analyze_again(
    text: &str,
    forms: &Forms,
    settings: &Settings,
    memory: &mut Memory,
) -> Analysis {
    let document = parse(text);
    let Some(report) = align(&document, forms, settings.edition.as_deref()) else {
        return Analysis::default();
    };
    let findings = match further_reports(&report) {
        None => findings(&report, forms, settings, memory.of(0)),
        Some(starts) => {
            let mut parts = 0..;
            each_part(text, &starts, |part| {
                let memory = memory.of(parts.next().unwrap_or_default());
                memory.findings_in(part, |memory| {
                    with_report(part, forms, settings, |report| {
                        findings(report, forms, settings, memory)
                    })
                })
            })
        }
    };
    Analysis {
        is_report: true,
        edition: Some(report.edition.id.clone()),
        findings,
    }
}

/// What is wrong with one report, by position.
fn findings(
    report: &AlignedReport,
    forms: &Forms,
    settings: &Settings,
    memory: &mut ReportMemory,
) -> Vec<Finding> {
    let document = report.document;
    let figures = figures_of(report);
    let systems = forms.systems(report.edition);
    let narrative = narrative_of(report, forms, &mut memory.narrative);
    let mut mentions: Vec<Vec<usize>> = Vec::with_capacity(figures.len());
    let mut found: Vec<Arc<[Advice]>> = Vec::with_capacity(figures.len());
    let tables = figures.iter().zip(&report.edition.tables).zip(systems);
    let tables = tables.zip(memory.tables_of(report.edition));
    for (at, (((figures, spec), system), memory)) in tables.enumerate() {
        let heard = advice::mentions_of(&narrative, at, system);
        let facts: Vec<&Fact> = heard
            .iter()
            .filter_map(|&fact| narrative.facts.get(fact))
            .collect();
        found.push(advice::advise(figures, spec, system, &facts, memory));
        mentions.push(heard);
    }
    let context = Context {
        report,
        figures: &figures,
        advice: &found,
        systems,
        narrative: &narrative,
        mentions: &mentions,
        editions: &forms.editions,
        locale: settings.locale,
    };
    let mut findings = Vec::new();
    check_all(&context, |rule, mut found| {
        let Some(severity) = settings.severity(rule.code, rule.severity) else {
            return;
        };
        for finding in &mut found {
            // A rule's quieter findings stay as quiet as they are.
            if finding.severity == rule.severity {
                finding.severity = severity;
            }
        }
        found.retain(|finding| !is_ignored(settings, finding));
        findings.append(&mut found);
    });
    if !document.map.is_identity() {
        findings
            .iter_mut()
            .for_each(|finding| into_source(&document.map, finding));
    }
    findings.sort_by(|a, b| (a.span, a.code).cmp(&(b.span, b.code)));
    findings
}

/// Title, sections, tables and rows, for an outline view; empty if the text is no report.
pub fn outline(text: &str, forms: &Forms, settings: &Settings) -> Vec<OutlineItem> {
    of_each_report(text, forms, settings, outline::outline)
}

/// What `ask` says of each report in a text, in the text's own places.
pub(crate) fn of_each_report<T: Placed>(
    text: &str,
    forms: &Forms,
    settings: &Settings,
    ask: impl Fn(&AlignedReport) -> Vec<T>,
) -> Vec<T> {
    let document = parse(text);
    let report = align(&document, forms, settings.edition.as_deref());
    report.map_or_else(Vec::new, |report| match further_reports(&report) {
        None => ask(&report),
        Some(starts) => each_part(text, &starts, |part| {
            with_report(part, forms, settings, &ask)
        }),
    })
}

/// What `ask` says of a part of a text, which is one report; nothing if it is none.
fn with_report<T>(
    part: &str,
    forms: &Forms,
    settings: &Settings,
    ask: impl FnOnce(&AlignedReport) -> Vec<T>,
) -> Vec<T> {
    let document = parse(part);
    align_one(&document, forms, settings.edition.as_deref())
        .map_or_else(Vec::new, |report| ask(&report))
}

/// Where the second and each further report begins, in bytes of the source; `None` if there is but one.
fn further_reports(report: &AlignedReport) -> Option<Vec<usize>> {
    let map = &report.document.map;
    let source = |&start: &usize| map.source(Span::at(start)).start as usize;
    (!report.further.is_empty()).then(|| report.further.iter().map(source).collect())
}

pub(crate) fn narrative_of(
    report: &AlignedReport,
    forms: &Forms,
    memory: &mut narrative::Memory,
) -> Narrative {
    let lexis = forms.lexis(report.edition);
    lexis.map_or_else(Narrative::default, |lexis| {
        narrative::read(report, lexis, memory)
    })
}

pub(crate) fn figures_of(report: &AlignedReport) -> Vec<Figures> {
    report
        .tables
        .iter()
        .map(|table| Figures::of(table, &report.edition.tables[table.spec]))
        .collect()
}

fn is_ignored(settings: &Settings, finding: &Finding) -> bool {
    settings.ignores.iter().any(|ignore| {
        ignore.rule == finding.code
            && ignore
                .cell
                .as_ref()
                .is_none_or(|cell| finding.cell.as_ref() == Some(cell))
    })
}

/// Moves a finding from the projection of an HTML text to its source.
fn into_source(map: &SourceMap, finding: &mut Finding) {
    finding.span = map.source(finding.span);
    for related in &mut finding.related {
        related.span = map.source(related.span);
    }
    for fix in &mut finding.fixes {
        fix.translate(|edit| map.source_edits(edit));
    }
}

/// Rounds after which fix-all stops; each may make further blanks computable.
const MAX_ROUNDS: usize = 5;

/// All safe fixes to a fixpoint, as sorted, disjoint edits of `text`; empty when there is nothing to do. Applying them twice changes nothing the second time.
pub fn fix_all(text: &str, forms: &Forms, settings: &Settings) -> Vec<Edit> {
    fix_at_least(text, forms, settings, Applicability::Safe)
}

/// The first fix of every finding that may be trusted at least as far as `least`, to a fixpoint, as sorted, disjoint edits of `text`.
pub fn fix_at_least(
    text: &str,
    forms: &Forms,
    settings: &Settings,
    least: Applicability,
) -> Vec<Edit> {
    let mut all: Vec<Edit> = Vec::new();
    let mut now = Cow::Borrowed(text);
    for _ in 0..MAX_ROUNDS {
        let findings = analyze(&now, forms, settings).findings;
        let wanted = |fix: &&Fix| fix.applicability >= least;
        let fixes = findings
            .iter()
            .filter_map(|finding| finding.fixes.iter().find(wanted));
        let edits = together(fixes);
        if edits.is_empty() {
            break;
        }
        now = Cow::Owned(apply(&now, &edits));
        all = compose(&all, &edits);
    }
    all
}

/// Every total of the document computed from its parts, blanks as 0, overwriting stated ones: the writer's explicit wish. Sorted, disjoint edits.
pub fn fill_totals(text: &str, forms: &Forms, settings: &Settings) -> Vec<Edit> {
    of_each_report(text, forms, settings, |report| {
        totals(report, forms, settings)
    })
}

fn totals(report: &AlignedReport, forms: &Forms, settings: &Settings) -> Vec<Edit> {
    let figures = figures_of(report);
    let context = Context {
        report,
        figures: &figures,
        advice: &[],
        systems: forms.systems(report.edition),
        narrative: &Narrative::default(),
        mentions: &[],
        editions: &forms.editions,
        locale: settings.locale,
    };
    let mut edits = Vec::new();
    for (table, figures) in report.tables.iter().zip(&figures) {
        let Some(system) = context.systems.get(table.spec) else {
            continue;
        };
        for (cell, value) in figures.recomputed(system) {
            let slot = &table.slots[cell];
            let edit = Edit {
                span: slot.span,
                text: context.cell_text(table, slot, &value.to_string()),
            };
            edits.extend(report.document.map.source_edits(&edit));
        }
    }
    disjoint(edits)
}
