//! Every fix, also those that a person has to confirm: `nianbao fix --unsafe`.

use std::collections::HashSet;

use crate::analysis::{analyze, fix_all};
use crate::fix::{Edit, apply};
use crate::form::Forms;
use crate::settings::Settings;

/// How often the text is read again: filling a table in takes a round, its totals another.
const MOST_ROUNDS: usize = 8;

/// The text after the best fix of every finding, again and again until none is left, and the number of changes. Two fixes that touch
/// the same place are never mixed: the first one wins, the other has its turn when the text has been read again.
pub(super) fn fix_everything(text: &str, forms: &Forms, settings: &Settings) -> (String, usize) {
    let mut text = text.to_owned();
    let mut seen = HashSet::from([text.clone()]);
    let mut changes = 0;
    for _ in 0..MOST_ROUNDS {
        let findings = analyze(&text, forms, settings).findings;
        let best = findings.iter().filter_map(|finding| finding.fixes.first());
        let mut accepted: Vec<Edit> = Vec::new();
        for fix in best {
            let fresh: Vec<Edit> = fix
                .edits()
                .iter()
                .filter(|edit| !accepted.contains(edit))
                .cloned()
                .collect();
            if !fresh
                .iter()
                .any(|edit| accepted.iter().any(|other| clash(edit, other)))
            {
                accepted.extend(fresh);
            }
        }
        accepted.sort();
        let next = apply(&text, &accepted);
        // Coming back to an earlier text means that two fixes undo each other.
        if !seen.insert(next.clone()) {
            break;
        }
        changes += accepted.len();
        text = next;
    }
    let rest = fix_all(&text, forms, settings);
    (apply(&text, &rest), changes + rest.len())
}

/// Whether two different edits touch the same place.
fn clash(one: &Edit, other: &Edit) -> bool {
    if one.span.is_empty() || other.span.is_empty() {
        one.span.touches(other.span)
    } else {
        one.span.start < other.span.end && other.span.start < one.span.end
    }
}
