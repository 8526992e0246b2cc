//! A change as data, with a degree of trust.

use std::collections::BTreeMap;

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

    /// Makes the same change in another text: each edit becomes the edits that `translate` gives. The order must not change.
    pub(crate) fn translate(&mut self, translate: impl Fn(&Edit) -> Vec<Edit>) {
        self.edits = self.edits.iter().flat_map(translate).collect();
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

/// The edits of those `fixes` that can be made together: the first of two that touch the same place wins, and the other is left out as a
/// whole, never in part. Fixes may share edits. Sorted and disjoint.
pub fn together<'f>(fixes: impl IntoIterator<Item = &'f Fix>) -> Vec<Edit> {
    let mut taken: BTreeMap<Span, &str> = BTreeMap::new();
    for fix in fixes {
        let fits = |edit: &Edit| {
            let up_to = Span {
                start: edit.span.end,
                end: u32::MAX,
            };
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

/// Whether edits of two spans cannot both be made: they share a byte, or insert at the same place.
fn clash(one: Span, other: Span) -> bool {
    let (first, second) = (one.min(other), one.max(other));
    second.start < first.end || (first == second && first.is_empty())
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

/// One set of edits of the first text that does what `first` and then `second` (edits of the text after `first`) do. All sorted and disjoint.
pub fn compose(first: &[Edit], second: &[Edit]) -> Vec<Edit> {
    // Each stretch of the middle text comes either from the first text or from an edit; walk over both lists of edits at once.
    let mut out: Vec<Edit> = Vec::with_capacity(first.len() + second.len());
    // How far the middle text is ahead of the first text behind the edits of `first` that are done with.
    let mut shift: i64 = 0;
    let (mut first, mut second) = (first.iter().peekable(), second.iter().peekable());
    loop {
        let middle_start = |edit: &Edit, shift: i64| i64::from(edit.span.start) + shift;
        let middle_end =
            |edit: &Edit, shift: i64| middle_start(edit, shift) + edit.text.len() as i64;
        match (first.peek(), second.peek()) {
            (None, None) => return out,
            (Some(a), b) if b.is_none_or(|b| middle_end(a, shift) < i64::from(b.span.start)) => {
                shift += a.text.len() as i64 - a.span.len() as i64;
                out.extend(first.next().cloned());
            }
            (a, Some(b)) if a.is_none_or(|a| i64::from(b.span.end) < middle_start(a, shift)) => {
                let back = |at: u32| usize::try_from(i64::from(at) - shift).unwrap_or(0);
                out.push(Edit {
                    span: Span::new(back(b.span.start), back(b.span.end)),
                    text: b.text.clone(),
                });
                second.next();
            }
            // They touch: melt all edits that do into one.
            _ => {
                let start_shift = shift;
                let Some(a) = first.peek() else { return out };
                let Some(b) = second.peek() else { return out };
                let mut from = middle_start(a, shift).min(i64::from(b.span.start));
                let mut to = from;
                let (mut ours, mut theirs): (Vec<&Edit>, Vec<&Edit>) = (Vec::new(), Vec::new());
                loop {
                    if let Some(a) = first.next_if(|a| {
                        ours.is_empty() && theirs.is_empty() || middle_start(a, shift) <= to
                    }) {
                        from = from.min(middle_start(a, shift));
                        to = to.max(middle_end(a, shift));
                        shift += a.text.len() as i64 - a.span.len() as i64;
                        ours.push(a);
                    } else if let Some(b) = second.next_if(|b| i64::from(b.span.start) <= to) {
                        to = to.max(i64::from(b.span.end));
                        theirs.push(b);
                    } else {
                        break;
                    }
                }
                out.push(melt(from, to, start_shift, shift, &ours, &theirs));
            }
        }
    }
}

/// One edit for `from..to` of the middle text, which `ours` produced and `theirs` change. What lies between `ours` is not known here, so `ours` and
/// `theirs` must cover it; edits that only touch do.
fn melt(
    from: i64,
    to: i64,
    start_shift: i64,
    end_shift: i64,
    ours: &[&Edit],
    theirs: &[&Edit],
) -> Edit {
    let narrow = |at: i64| usize::try_from(at).unwrap_or(0);
    let span = Span::new(narrow(from - start_shift), narrow(to - end_shift));
    // The middle text of the stretch, byte by byte: known where an edit of `ours` wrote it, otherwise replaced by `theirs`.
    let mut text = String::new();
    let mut at = from;
    let mut shift = start_shift;
    let mut pieces: Vec<(i64, i64, &str)> = Vec::new();
    for edit in ours {
        let start = i64::from(edit.span.start) + shift;
        pieces.push((start, start + edit.text.len() as i64, &edit.text));
        shift += edit.text.len() as i64 - edit.span.len() as i64;
    }
    let keep = |text: &mut String, from: i64, to: i64| {
        for &(start, end, piece) in &pieces {
            let (low, high) = (from.max(start), to.min(end));
            if low < high {
                text.push_str(
                    piece
                        .get(narrow(low - start)..narrow(high - start))
                        .unwrap_or_default(),
                );
            }
        }
    };
    for edit in theirs {
        keep(&mut text, at, i64::from(edit.span.start));
        text.push_str(&edit.text);
        at = i64::from(edit.span.end);
    }
    keep(&mut text, at, to);
    Edit { span, text }
}

#[cfg(test)]
mod tests {
    use super::*;

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
