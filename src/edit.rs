//! A change of a text as data, and what can be done with several.

use serde::{Deserialize, Serialize};

use crate::span::{Read, Span};

/// Replaces the bytes of `span` by `text`; an insertion has an empty span.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Edit<T = Read> {
    /// In bytes of the text before the change.
    pub span: Span<T>,
    /// What stands there afterwards.
    pub text: String,
}

/// Sorts `edits` by position and keeps those that do not overlap (or insert at the same place as) an earlier one.
pub fn disjoint<T: Ord + Copy>(mut edits: Vec<Edit<T>>) -> Vec<Edit<T>> {
    edits.sort();
    edits.dedup();
    let mut kept: Vec<Edit<T>> = Vec::with_capacity(edits.len());
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

/// Whether edits of two spans cannot both be made: they share a byte, or insert at the same place.
pub(crate) fn clash<T: Ord + Copy>(one: Span<T>, other: Span<T>) -> bool {
    let (first, second) = (one.min(other), one.max(other));
    second.start < first.end || (first == second && first.is_empty())
}

/// The same change without the characters at the beginning and the end that `old`, which stands in its place, has already.
pub(crate) fn narrowed(old: &str, edit: Edit) -> Edit {
    let length = |one: &mut dyn Iterator<Item = (char, char)>| -> usize {
        let same = one.take_while(|(one, other)| one == other);
        same.map(|(one, _)| one.len_utf8()).sum()
    };
    let head = length(&mut old.chars().zip(edit.text.chars()));
    let rest = |text: &str| text.get(head..).unwrap_or_default().to_owned();
    let (old, new) = (rest(old), rest(&edit.text));
    let tail = length(&mut old.chars().rev().zip(new.chars().rev()));
    let start = edit.span.start as usize + head;
    Edit {
        span: Span::new(start, start + old.len() - tail),
        text: new.get(..new.len() - tail).unwrap_or_default().to_owned(),
    }
}

/// The text after `edits`, which are sorted and disjoint. An edit outside the text or off a character boundary is left out.
pub fn apply<T: Copy>(text: &str, edits: &[Edit<T>]) -> String {
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
pub fn compose<T: Copy>(first: &[Edit<T>], second: &[Edit<T>]) -> Vec<Edit<T>> {
    // Each stretch of the middle text comes either from the first text or from an edit; walk over both lists of edits at once.
    let mut out: Vec<Edit<T>> = Vec::with_capacity(first.len() + second.len());
    // How far the middle text is ahead of the first text behind the edits of `first` that are done with.
    let mut shift: i64 = 0;
    let (mut first, mut second) = (first.iter().peekable(), second.iter().peekable());
    loop {
        let middle_start = |edit: &Edit<T>, shift: i64| i64::from(edit.span.start) + shift;
        let middle_end =
            |edit: &Edit<T>, shift: i64| middle_start(edit, shift) + edit.text.len() as i64;
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
                let (mut ours, mut theirs): (Vec<&Edit<T>>, Vec<&Edit<T>>) =
                    (Vec::new(), Vec::new());
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
fn melt<T: Copy>(
    from: i64,
    to: i64,
    start_shift: i64,
    end_shift: i64,
    ours: &[&Edit<T>],
    theirs: &[&Edit<T>],
) -> Edit<T> {
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
