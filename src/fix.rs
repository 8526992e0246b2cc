//! A change as data, with a degree of trust.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::edit::{Edit, clash, disjoint};
use crate::span::{Read, Span};

/// How far a fix may be trusted. Ordered: `fix.applicability >= Safe` may be applied without a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// An offered change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Fix<T = Read> {
    /// What it does, as shown on the button, in the settings' language.
    pub title: String,
    /// Sorted and disjoint (see [`Fix::new`]).
    edits: Vec<Edit<T>>,
    /// Whether it may be applied without a question.
    pub applicability: Applicability,
    /// Whether an editor may put it first; always true of safe fixes.
    pub preferred: bool,
    /// Whether others may be as good, so that no program chooses it, however far it may go.
    pub needs_choice: bool,
}

impl<T: Ord + Copy> Fix<T> {
    /// A fix; its edits are sorted, and an edit that overlaps an earlier one is dropped together with the whole fix's claim to be safe.
    pub fn new(title: String, applicability: Applicability, edits: Vec<Edit<T>>) -> Self {
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
            needs_choice: false,
        }
    }

    /// The same change of another text: each edit becomes the edits that `write` gives. The order must not change.
    pub(crate) fn written<U>(self, write: impl Fn(&Edit<T>) -> Vec<Edit<U>>) -> Fix<U> {
        Fix {
            title: self.title,
            edits: self.edits.iter().flat_map(write).collect(),
            applicability: self.applicability,
            preferred: self.preferred,
            needs_choice: self.needs_choice,
        }
    }

    /// The edits, sorted by position and disjoint.
    pub fn edits(&self) -> &[Edit<T>] {
        &self.edits
    }
}

/// The edits of those `fixes` that can be made together: the first of two that touch the same place wins, and the other is left out as a
/// whole, never in part. Fixes may share edits. Sorted and disjoint.
pub fn together<'f, T: Ord + Copy + 'f>(
    fixes: impl IntoIterator<Item = &'f Fix<T>>,
) -> Vec<Edit<T>> {
    let mut taken: BTreeMap<Span<T>, &str> = BTreeMap::new();
    for fix in fixes {
        let fits = |edit: &Edit<T>| {
            let up_to = Span::over(edit.span.end, u32::MAX);
            taken
                .range(..=up_to)
                .rev()
                .take_while(|(span, _)| span.end >= edit.span.start)
                .all(|(span, text)| {
                    !clash(*span, edit.span) || (*span == edit.span && *text == edit.text)
                })
        };
        if fix.edits.iter().all(fits) {
            let edits = fix.edits.iter();
            taken.extend(edits.map(|edit| (edit.span, edit.text.as_str())));
        }
    }
    let edits = taken.into_iter();
    edits
        .map(|(span, text)| Edit {
            span,
            text: text.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;

    fn fix(edits: &[(usize, usize, &str)]) -> Fix {
        let edit = |(start, end, text): &(usize, usize, &str)| Edit {
            span: Span::new(*start, *end),
            text: (*text).to_owned(),
        };
        let edits = edits.iter().map(edit).collect();
        Fix::new(String::new(), Applicability::Unsafe, edits)
    }

    /// `0123456789` after those of the fixes that can be made together.
    fn made(fixes: &[Fix]) -> String {
        apply("0123456789", &together(fixes))
    }

    #[test]
    fn fixes_of_different_places_are_all_made() {
        let fixes = [fix(&[(8, 9, "x")]), fix(&[(1, 2, "a"), (3, 4, "b")])];
        assert_eq!(made(&fixes), "0a2b4567x9");
    }

    #[test]
    fn a_fix_that_clashes_in_one_place_is_left_out_in_all() {
        let fixes = [fix(&[(3, 5, "x")]), fix(&[(1, 2, "a"), (4, 5, "b")])];
        assert_eq!(made(&fixes), "012x56789");
    }

    #[test]
    fn fixes_may_share_an_edit_but_not_disagree_on_it() {
        let shared = [fix(&[(3, 4, "x")]), fix(&[(1, 2, "a"), (3, 4, "x")])];
        assert_eq!(made(&shared), "0a2x456789");
        let disagreeing = [fix(&[(3, 4, "x")]), fix(&[(3, 4, "y")])];
        assert_eq!(made(&disagreeing), "012x456789");
    }

    #[test]
    fn edits_that_only_touch_do_not_clash_but_insertions_at_one_place_do() {
        assert_eq!(
            made(&[fix(&[(1, 3, "x")]), fix(&[(3, 4, "y")])]),
            "0xy456789"
        );
        assert_eq!(
            made(&[fix(&[(3, 4, "x")]), fix(&[(3, 3, "y")])]),
            "012yx456789"
        );
        assert_eq!(
            made(&[fix(&[(3, 3, "x")]), fix(&[(3, 3, "y")])]),
            "012x3456789"
        );
        assert_eq!(made(&[fix(&[(2, 6, "x")]), fix(&[(4, 4, "y")])]), "01x6789");
    }
}
