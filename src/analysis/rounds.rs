//! Fixes made one round after the other, until none is left to make.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{analyze, leave_out_misread};
use crate::door::{Edit, Finding, Fix};
use crate::edit::{apply, compose};
use crate::fix::{Applicability, together};
use crate::kit::Forms;
use crate::settings::Settings;

/// Rounds after which fix-all stops. Each may make further blanks computable, or find the next label of a heading that was written otherwise; there
/// are fewer of these than rounds.
const MAX_ROUNDS: usize = 32;

/// All safe fixes to a fixpoint, as sorted, disjoint edits of `text`; empty when there is nothing to do. Applying them twice changes nothing the second time.
pub fn fix_all(text: &str, forms: &Forms, settings: &Settings) -> Vec<Edit> {
    fix_at_least(text, forms, settings, Applicability::Safe)
}

/// The first fix of every finding that may be trusted at least as far as `least` and has no equal, to a fixpoint, as sorted, disjoint edits of
/// `text`.
pub fn fix_at_least(
    text: &str,
    forms: &Forms,
    settings: &Settings,
    least: Applicability,
) -> Vec<Edit> {
    let mut all: Vec<Edit> = Vec::new();
    let mut now = Cow::Borrowed(text);
    let mut made = Made::default();
    for _ in 0..MAX_ROUNDS {
        let mut findings = analyze(&now, forms, settings).findings;
        for finding in &mut findings {
            let wanted = finding.fixes.drain(..).find(|fix| is_wanted(fix, least));
            finding.fixes.extend(wanted);
        }
        leave_out_misread(&now, forms, settings, &mut findings);
        let fixes = made.without_vain(&findings, |fix| is_wanted(fix, least));
        let edits = together(fixes.iter().map(|(_, fix)| *fix));
        if edits.is_empty() {
            break;
        }
        made.take(&fixes, &edits);
        now = Cow::Owned(apply(&now, &edits));
        all = compose(&all, &edits);
    }
    all
}

/// Whether a fix may be made by a program that trusts fixes as far as `least`.
pub(super) fn is_wanted(fix: &Fix, least: Applicability) -> bool {
    fix.applicability >= least && !fix.needs_choice
}

/// Fixes by code, message and title. What a fix writes into a torn text may not be read as what it is; such a fix would be made in every round.
#[derive(Default)]
struct Made {
    /// How many of those offered in the last round it left.
    left: FxHashMap<String, usize>,
    /// Those that were offered again after they had been made.
    in_vain: FxHashSet<String>,
}

impl Made {
    /// The first wanted fix of each finding, without those that were made in vain.
    fn without_vain<'f>(
        &mut self,
        findings: &'f [Finding],
        is_wanted: impl Fn(&Fix) -> bool,
    ) -> Vec<(String, &'f Fix)> {
        let wanted = findings.iter().filter_map(|finding| {
            let fix = finding.fixes.iter().find(|fix| is_wanted(fix))?;
            let Finding { code, message, .. } = finding;
            Some((format!("{code}\n{message}\n{}", fix.title), fix))
        });
        let mut fixes: Vec<(String, &Fix)> = wanted.collect();
        let n_offered = counted(fixes.iter().map(|(name, _)| name.clone()));
        for (name, n_left) in self.left.drain() {
            if n_offered.get(&name).is_some_and(|&n| n > n_left) {
                self.in_vain.insert(name);
            }
        }
        fixes.retain(|(name, _)| !self.in_vain.contains(name));
        fixes
    }

    /// Remembers which of the fixes are among the edits that are made now.
    fn take(&mut self, fixes: &[(String, &Fix)], edits: &[Edit]) {
        let is_made = |edit: &Edit| {
            let at = edits.binary_search_by_key(&edit.span, |made| made.span);
            at.is_ok_and(|at| edits[at].text == edit.text)
        };
        let left = fixes
            .iter()
            .filter(|(_, fix)| !fix.edits().iter().all(is_made));
        self.left = fixes.iter().map(|(name, _)| (name.clone(), 0)).collect();
        self.left
            .extend(counted(left.map(|(name, _)| name.clone())));
    }
}

fn counted(names: impl Iterator<Item = String>) -> FxHashMap<String, usize> {
    let mut counts = FxHashMap::default();
    for name in names {
        *counts.entry(name).or_insert(0) += 1;
    }
    counts
}
