//! Fixes made one round after the other, until none is left to make.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::{analyze, leave_out_misread};
use crate::door::{Edit, Finding, Fix, Span};
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
        let fixes = made.without_vain(&findings, &all, |fix| is_wanted(fix, least));
        let edits = together(fixes.iter().map(|wanted| wanted.fix));
        if edits.is_empty() {
            break;
        }
        made.take(fixes, &edits);
        now = Cow::Owned(apply(&now, &edits));
        all = compose(&all, &edits);
    }
    all
}

/// Whether a fix may be made by a program that trusts fixes as far as `least`.
pub(super) fn is_wanted(fix: &Fix, least: Applicability) -> bool {
    fix.applicability >= least && !fix.needs_choice
}

/// Fixes by code, message and title, each with the place in the first text where it was made. What a fix writes into a torn text may not be read as
/// what it is; such a fix would be made in every round.
#[derive(Default)]
struct Made(FxHashMap<String, Vec<u32>>);

impl Made {
    /// The first wanted fix of each finding, without those that would change once more what they wrote. `all` is what was changed so far. The same fix
    /// of another place is no repetition, even where it is offered only now.
    fn without_vain<'f>(
        &self,
        findings: &'f [Finding],
        all: &[Edit],
        is_wanted: impl Fn(&Fix) -> bool,
    ) -> Vec<WantedFix<'f>> {
        let origins = Origins::of(all);
        let wanted = findings.iter().filter_map(|finding| {
            let fix = finding.fixes.iter().find(|fix| is_wanted(fix))?;
            let Finding { code, message, .. } = finding;
            Some(WantedFix {
                name: format!("{code}\n{message}\n{}", fix.title),
                origin: origins.of_place(fix.edits().first()?.span.start),
                fix,
            })
        });
        wanted.filter(|wanted| !self.holds(wanted)).collect()
    }

    fn holds(&self, wanted: &WantedFix<'_>) -> bool {
        let places = self.0.get(&wanted.name);
        places.is_some_and(|places| {
            let range = wanted.origin.start..=wanted.origin.end;
            places.iter().any(|place| range.contains(place))
        })
    }

    /// Remembers which of the fixes are among the edits that are made now.
    fn take(&mut self, fixes: Vec<WantedFix<'_>>, edits: &[Edit]) {
        let is_made = |edit: &Edit| {
            let at = edits.binary_search_by_key(&edit.span, |made| made.span);
            at.is_ok_and(|at| edits[at].text == edit.text)
        };
        for WantedFix { name, origin, fix } in fixes {
            if fix.edits().iter().all(is_made) {
                self.0.entry(name).or_default().push(origin.start);
            }
        }
    }
}

/// A fix that may be made in this round.
struct WantedFix<'f> {
    /// Code, message and title.
    name: String,
    /// Where its first edit begins, in the first text.
    origin: Span,
    fix: &'f Fix,
}

/// Where a text that was changed comes from: each edit by the place of what it wrote, and by the place in the first text of what that replaces.
struct Origins(Vec<(Span, Span)>);

impl Origins {
    /// Of the text after `edits`, which are sorted and disjoint.
    fn of(edits: &[Edit]) -> Origins {
        let mut shift = 0i64;
        let written = edits.iter().map(|edit| {
            let from = i64::from(edit.span.start) + shift;
            let start = usize::try_from(from).unwrap_or(0);
            shift += edit.text.len() as i64 - edit.span.len() as i64;
            (Span::new(start, start + edit.text.len()), edit.span)
        });
        Origins(written.collect())
    }

    /// The place in the first text of a byte of the changed text; all that an edit replaced, if the byte stands in or beside what it wrote.
    fn of_place(&self, at: u32) -> Span {
        let next = self.0.partition_point(|(new, _)| new.end < at);
        match (self.0[..next].last(), self.0.get(next)) {
            (_, Some((new, old))) if new.start <= at => *old,
            (Some((new, old)), _) => Span::at((old.end + (at - new.end)) as usize),
            (None, _) => Span::at(at as usize),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit {
            span: Span::new(start, end),
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_place_beside_what_was_written_comes_from_what_that_replaced() {
        // `0123456789` becomes `01xyz45679`.
        let origins = Origins::of(&[edit(2, 4, "xyz"), edit(8, 9, "")]);
        let place = |at| origins.of_place(at).range();
        assert_eq!(place(1), 1..1);
        assert_eq!([2, 3, 5].map(place), [2..4, 2..4, 2..4]);
        assert_eq!([6, 8].map(place), [5..5, 7..7]);
        assert_eq!([9, 10].map(place), [8..9, 10..10]);
    }
}
