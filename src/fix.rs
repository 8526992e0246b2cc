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

    /// Moves every edit to where `map` says its span stands in another text; the order must not change.
    pub(crate) fn map_spans(&mut self, map: impl Fn(Span) -> Span) {
        for edit in &mut self.edits {
            edit.span = map(edit.span);
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
