//! A change as data, with a degree of trust.

use crate::span::Span;

/// How far a fix may be trusted. Ordered: `fix.applicability >= Safe` may be applied without a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// The writer has to decide.
    Unsafe,
    /// Certain: applied on save, by fix-all and by `nianbao fix`.
    Safe,
}

impl Applicability {
    /// The stable English name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Applicability::Unsafe => "unsafe",
            Applicability::Safe => "safe",
        }
    }
}

/// Replaces the bytes of `span` by `text`; an insertion has an empty span.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// In bytes of the text before the change.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// An offered change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as shown on the button, in the settings' language.
    pub title: String,
    /// Sorted and disjoint (see [`Fix::new`]).
    edits: Vec<Edit>,
    /// Whether it may be applied without a question.
    pub applicability: Applicability,
    /// Whether an editor may put it first; always true of safe fixes.
    pub preferred: bool,
}

impl Fix {
    /// A fix; its edits are sorted, and an edit that overlaps an earlier one is dropped together with the whole fix's claim to be safe.
    pub fn new(title: String, applicability: Applicability, edits: Vec<Edit>) -> Self {
        let wanted = edits.len();
        let edits = disjoint(edits);
        let applicability = if edits.len() == wanted {
            applicability
        } else {
            Applicability::Unsafe
        };
        Fix {
            title,
            edits,
            applicability,
            preferred: applicability == Applicability::Safe,
        }
    }

    /// The edits, sorted by position and disjoint.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }
}

/// Sorts `edits` by position and keeps those that do not overlap (or insert at the same place as) an earlier one.
pub fn disjoint(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort();
    edits.dedup();
    let mut kept: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        let clear = kept.last().is_none_or(|last| {
            last.span.end < edit.span.start
                || (last.span.end == edit.span.start
                    && !(last.span.is_empty() && edit.span.is_empty()))
        });
        if clear {
            kept.push(edit);
        }
    }
    kept
}

/// The text after `edits`, which are sorted and disjoint. An edit outside the text or off a character boundary is left out.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len() + 16 * edits.len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        let Some(before) = text.get(at..range.start) else {
            continue;
        };
        if text.get(range.clone()).is_none() {
            continue;
        }
        out.push_str(before);
        out.push_str(&edit.text);
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
