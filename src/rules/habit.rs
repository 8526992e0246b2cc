//! What a writer does all over a table is told once.
//!
//! In: findings of one kind about one table. Out: the same, or one for all of them where they are many, with one change for all.

use crate::edit::Edit;
use crate::finding::{Finding, Related, Severity};
use crate::fix::{Applicability, Fix};

/// So many findings of one kind in one table are still told one by one.
const FEW: usize = 4;

/// What is said of many findings at once, given how many they are and what the first of them says.
pub(super) struct Told {
    /// The message.
    pub message: String,
    /// The title of the change for all of them, if there is one.
    pub title: Option<String>,
}

/// One finding for all of these, if they are many; a change for all is as certain as the least certain of them, and there is one only if each has one.
pub(super) fn told_once(
    findings: Vec<Finding>,
    told: impl FnOnce(usize, &Finding) -> Told,
) -> Vec<Finding> {
    let [first, rest @ ..] = findings.as_slice() else {
        return findings;
    };
    if rest.len() < FEW {
        return findings;
    }
    let Told { message, title } = told(findings.len(), first);
    let related = rest.iter().map(|finding| Related {
        document: finding.document,
        span: finding.span,
        message: finding.message.clone(),
    });
    let fixes: Option<Vec<&Fix>> = findings
        .iter()
        .map(|finding| finding.fixes.first())
        .collect();
    let fix = fixes.zip(title).map(|(fixes, title)| {
        let is_safe = |fix: &&Fix| fix.applicability == Applicability::Safe;
        let applicability = match fixes.iter().all(is_safe) {
            true => Applicability::Safe,
            false => Applicability::Unsafe,
        };
        let edits: Vec<Edit> = fixes.iter().flat_map(|fix| fix.edits().to_vec()).collect();
        Fix::new(title, applicability, edits)
    });
    let severities = findings.iter().map(|finding| finding.severity);
    vec![Finding {
        severity: severities.max().unwrap_or(Severity::Information),
        message,
        cell: None,
        related: related.collect(),
        fixes: fix.into_iter().collect(),
        ..first.clone()
    }]
}
