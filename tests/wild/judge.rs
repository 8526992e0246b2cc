//! Whether what is said about a generated report is right.

use std::collections::BTreeMap;
use std::fmt;

use nianbao::analysis::analyze;
use nianbao::door::Finding;
use nianbao::door::Span;
use nianbao::finding::Severity;
use nianbao::kit::Forms;
use nianbao::reading::Reading;
use nianbao::settings::Settings;
use nianbao::views::{CellState, cells};

use crate::grid::number_key;
use crate::recipe::Recipe;
use crate::report::{Report, report};

/// What is said about one report, judged.
#[derive(Debug, Default)]
pub struct Verdict {
    /// The mistake was not found in its place.
    missed: Option<String>,
    /// Warnings and errors that nothing in the report asks for.
    alarms: Vec<String>,
    /// Numbers that were read as another cell's, or not at all.
    misplaced: Vec<String>,
}

impl Verdict {
    pub fn is_right(&self) -> bool {
        self.missed.is_none() && self.alarms.is_empty() && self.misplaced.is_empty()
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if let Some(missed) = &self.missed {
            writeln!(f, "  missed: {missed}")?;
        }
        for (what, lines) in [("alarm", &self.alarms), ("misplaced", &self.misplaced)] {
            for line in lines.iter().take(4) {
                writeln!(f, "  {what}: {line}")?;
            }
            if lines.len() > 4 {
                writeln!(f, "  and {} more", lines.len() - 4)?;
            }
        }
        Ok(())
    }
}

/// Judges what is said about the report of a recipe.
pub fn verdict(recipe: &Recipe) -> Verdict {
    let report = report(recipe);
    let findings = analyze(&report.text, Forms::builtin(), &Settings::default()).findings;
    let mut verdict = Verdict::default();
    let planted = report.planted.as_ref();
    let is_wanted = |finding: &Finding| {
        planted.is_some_and(|planted| {
            (planted.wanted.iter())
                .any(|(code, key)| finding.code == *code && is_at(&report, finding.span, key))
        })
    };
    if let Some(planted) = planted
        && !findings.iter().any(is_wanted)
    {
        verdict.missed = Some(format!(
            "{} {:?}",
            planted.wanted[0].0,
            report
                .places
                .get(&planted.wanted[0].1)
                .map(|place| place.of(&report.text))
        ));
    }
    for finding in findings
        .iter()
        .filter(|finding| finding.severity >= Severity::Warning)
    {
        let cell = finding.cell.as_deref().unwrap_or_default();
        let follows = planted.is_some_and(|planted| {
            (planted.consequences.iter()).any(|(code, at)| finding.code == code && cell == at)
        });
        if !is_wanted(finding) && !follows {
            let place = finding.span.of(&report.text);
            verdict
                .alarms
                .push(format!("{} ⟦{place}⟧ {}", finding.code, finding.message));
        }
    }
    let tolerates = |alarm: &String| recipe.manners.iter().any(|manner| manner.asks_for(alarm));
    verdict.alarms.retain(|alarm| !tolerates(alarm));
    if planted.is_none() {
        verdict.misplaced = misplaced(&report);
    }
    verdict
}

/// Whether a finding is at a place without a name, at the named one, or for a blank anywhere on its line.
fn is_at(report: &Report, span: Span, key: &str) -> bool {
    let Some(place) = report.places.get(key) else {
        return key.is_empty();
    };
    let between = Span::new(
        place.start.min(span.start) as usize,
        place.end.max(span.end) as usize,
    );
    let is_blank = place.is_empty() && span.is_empty();
    place.touches(span) || is_blank && !between.of(&report.text).contains(['\n', '\r', '|'])
}

/// Stated numbers that were not read where they stand.
fn misplaced(report: &Report) -> Vec<String> {
    let cells = cells(&Reading::of(
        &report.text,
        Forms::builtin(),
        &Settings::default(),
    ));
    let mut wrong = Vec::new();
    let mut read = cells.iter();
    for (table, spec) in report.edition.tables.iter().enumerate() {
        for at in 0..spec.n_cells {
            let Some(cell) = read.next() else {
                return vec!["nothing was read".to_string()];
            };
            let Some(place) = report.places.get(&number_key(table, at)) else {
                continue;
            };
            if !place.is_empty()
                && (cell.span != *place
                    || !matches!(cell.state, CellState::Found | CellState::Guessed))
            {
                let (stated, written) = (place.of(&report.text), &cell.written);
                wrong.push(format!(
                    "{} {stated} read as {written} ({:?})",
                    cell.name, cell.state
                ));
            }
        }
    }
    wrong
}

/// The verdicts on many reports.
#[derive(Default)]
pub struct Tally {
    by_surface: BTreeMap<&'static str, Counts>,
    failures: Vec<(Recipe, Verdict)>,
}

#[derive(Default, Clone, Copy)]
struct Counts {
    reports: usize,
    planted: usize,
    missed: usize,
    alarmed: usize,
    misplaced: usize,
}

impl Tally {
    pub fn count(&mut self, recipe: &Recipe) {
        let verdict = verdict(recipe);
        let counts = self.by_surface.entry(recipe.surface.word()).or_default();
        counts.reports += 1;
        counts.planted += usize::from(report(recipe).planted.is_some());
        counts.missed += usize::from(verdict.missed.is_some());
        counts.alarmed += usize::from(!verdict.alarms.is_empty());
        counts.misplaced += usize::from(!verdict.misplaced.is_empty());
        if !verdict.is_right() {
            self.failures.push((recipe.clone(), verdict));
        }
    }

    fn total(&self) -> Counts {
        let mut total = Counts::default();
        for counts in self.by_surface.values() {
            total.reports += counts.reports;
            total.planted += counts.planted;
            total.missed += counts.missed;
            total.alarmed += counts.alarmed;
            total.misplaced += counts.misplaced;
        }
        total
    }

    /// The figures, surface by surface.
    pub fn print(&self) {
        println!(
            "{:14} {:>7} {:>7} {:>7} {:>7} {:>9}",
            "surface", "reports", "planted", "missed", "alarms", "misplaced"
        );
        let total = self.total();
        for (surface, counts) in self.by_surface.iter().chain([(&"all", &total)]) {
            println!(
                "{surface:14} {:7} {:7} {:7} {:7} {:9}",
                counts.reports, counts.planted, counts.missed, counts.alarmed, counts.misplaced
            );
        }
    }

    /// Asserts that no greater share of the reports with a mistake was missed, and of all reports drew further warnings; nothing may be misread.
    pub fn assert_at_most(&self, missed: f64, alarmed: f64) {
        let total = self.total();
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        let is_good = share(total.missed, total.planted) <= missed
            && share(total.alarmed, total.reports) <= alarmed
            && total.misplaced == 0;
        if is_good {
            return;
        }
        // the same words fail for the same reason: one example of each
        let mut kinds: BTreeMap<String, (usize, Recipe)> = BTreeMap::new();
        for (recipe, _) in &self.failures {
            let recipe = simplest(recipe);
            let words = Recipe {
                seed: 0,
                ..recipe.clone()
            }
            .to_string();
            kinds.entry(words).or_insert((0, recipe)).0 += 1;
        }
        let mut lines = String::new();
        for (number, recipe) in kinds.values() {
            lines.push_str(&format!("{number} × {recipe}\n{}", verdict(recipe)));
        }
        panic!("\n{lines}");
    }
}

/// The recipe without the words that do not matter.
fn simplest(recipe: &Recipe) -> Recipe {
    let mut simplest = recipe.clone();
    while let Some(simpler) = simplest
        .simpler()
        .into_iter()
        .find(|simpler| !verdict(simpler).is_right())
    {
        simplest = simpler;
    }
    simplest
}
