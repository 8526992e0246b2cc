//! How near a written label is to the official one, both folded.

use super::super::fold::is_mark;

/// How a written label relates to the official one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wording {
    /// The same after folding.
    Official,
    /// The official label and a note in brackets behind it.
    Noted,
    /// Only marks differ: `行政复议行政诉讼` for `行政复议、行政诉讼`.
    Marks,
    /// The official label with characters left out: rather damage than a slip.
    LeftOut,
    /// Another wording that the form's data lists.
    Known,
    /// Near the official label.
    Near,
}

/// The least nearness (0 to 1) at which a wording counts as the label's.
pub const NEAR: f64 = 0.6;

/// Whether `written` says the same as `official` (both folded), perhaps with a note behind it or other marks in it; cheap.
pub fn same_words(written: &[char], official: &[char]) -> Option<Wording> {
    if written == official {
        return Some(Wording::Official);
    }
    if let Some(note) = written.strip_prefix(official)
        && note.first() == Some(&'(')
        && note.last() == Some(&')')
    {
        return Some(Wording::Noted);
    }
    let is_same = words(written).next().is_some() && words(written).eq(words(official));
    is_same.then_some(Wording::Marks)
}

/// How `written` relates to `official` (both folded), with the nearness from 0 to 1; `None` if they have too little in common.
pub fn wording(written: &[char], official: &[char]) -> Option<(Wording, f64)> {
    match same_words(written, official) {
        Some(Wording::Official) => return Some((Wording::Official, 1.0)),
        Some(Wording::Noted) => return Some((Wording::Noted, 0.99)),
        Some(wording) => return Some((wording, 0.98)),
        None => {}
    }
    let n_words = |chars: &[char]| chars.iter().filter(|&&c| !is_mark(c)).count();
    let (n_written, n_official) = (n_words(written), n_words(official));
    let (shorter, both) = (n_written.min(n_official), n_written + n_official);
    if n_written == 0 {
        return None;
    }
    let leaves_out = n_written >= 2 && is_subsequence(words(written), words(official));
    // The lengths alone may say that too little is common.
    if !leaves_out && (2 * shorter) as f64 / (both as f64) < NEAR {
        return None;
    }
    let collect = |chars: &[char]| words(chars).collect::<Vec<_>>();
    let nearness = nearness(&collect(written), &collect(official));
    if leaves_out {
        return Some((Wording::LeftOut, nearness.max(NEAR)));
    }
    (nearness >= NEAR).then_some((Wording::Near, nearness))
}

/// The characters that are no marks.
fn words(chars: &[char]) -> impl Iterator<Item = char> + '_ {
    chars.iter().copied().filter(|&c| !is_mark(c))
}

/// Whether all of `short` occurs in `long` in the same order.
pub fn is_subsequence(
    mut short: impl Iterator<Item = char>,
    mut long: impl Iterator<Item = char>,
) -> bool {
    short.all(|c| long.any(|other| other == c))
}

/// Likeness of two words from 0 to 1: twice the length of their longest common subsequence over the sum of their lengths.
pub fn nearness(a: &[char], b: &[char]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    // Labels are short: their row of the table needs no memory of its own.
    let mut short = [0u16; 64];
    let mut long;
    let best = match short.get_mut(..=b.len()) {
        Some(short) => short,
        None => {
            long = vec![0u16; b.len() + 1];
            long.as_mut_slice()
        }
    };
    for &c in a {
        let mut diagonal = 0;
        for (at, &other) in b.iter().enumerate() {
            let above = best[at + 1];
            best[at + 1] = if c == other {
                diagonal + 1
            } else {
                above.max(best[at])
            };
            diagonal = above;
        }
    }
    2.0 * f64::from(best[b.len()]) / (a.len() + b.len()) as f64
}
