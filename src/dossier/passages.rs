//! Stretches of text that may be copies of each other: what is left of them without years, numbers, names and what everybody writes, as prints.
//!
//! A print is the hash of a few characters in a row. Which of them are kept is decided by the text alone, so that the same words leave the same prints
//! wherever they stand; the share of prints that two texts have in common is the share of words.

use std::hash::Hasher;
use std::sync::Arc;

use rustc_hash::{FxHashSet, FxHasher};
use serde::{Deserialize, Serialize};

use super::known_prints::KnownPrints;
use super::sketch::{Sketch, most_missing};
use super::unit::Unit;
use crate::door::{Origin, Span};
use crate::form::CopiedWords;
use crate::reading::ReportReading;

/// Characters in a print.
const WINDOW: usize = 8;
/// So many of a text's prints, the least of them, are looked for in other texts.
pub(super) const N_KEYS: usize = 3;

/// Most sections that are compared whole have no more bytes.
const MOST_BYTES: usize = 4 << 10;

/// A stretch of text with its prints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The section that it stands in, an index into the edition's.
    pub section: usize,
    /// Where it stands in the opened text; its heading, where it is a whole section.
    pub span: Span,
    /// Ascending, each once.
    #[serde(with = "print_bytes")]
    prints: Arc<[u32]>,
}

impl Passage {
    /// How much of this one stands in the others too, in percent.
    pub fn share_in<'p>(&self, others: impl IntoIterator<Item = &'p Passage>) -> usize {
        let mut found = vec![false; self.prints.len()];
        for other in others {
            for (is_there, found) in self.each_in(other).zip(&mut found) {
                *found |= is_there;
            }
        }
        let n_found = found.iter().filter(|found| **found).count();
        100 * n_found / self.prints.len().max(1)
    }

    /// How much of this one stands in another, in percent, if that is at least so much.
    pub(super) fn share_from(&self, other: &Passage, least: usize) -> Option<usize> {
        let n_prints = self.prints.len();
        let most = most_missing(n_prints, least)?;
        let mut n_missing = 0;
        for is_there in self.each_in(other) {
            n_missing += usize::from(!is_there);
            if n_missing > most {
                return None;
            }
        }
        Some(100 * (n_prints - n_missing) / n_prints.max(1))
    }

    /// For each print whether it stands in another passage.
    fn each_in(&self, other: &Passage) -> impl Iterator<Item = bool> {
        let mut others = other.prints.iter().copied().peekable();
        self.prints.iter().map(move |print| {
            while others.next_if(|other| other < print).is_some() {}
            others.peek() == Some(print)
        })
    }

    /// The prints by which texts like this one are found.
    pub(super) fn keys(&self) -> &[u32] {
        &self.prints[..self.prints.len().min(N_KEYS)]
    }

    /// As little of it as tells that most others are no copies of it.
    pub(super) fn sketch(&self) -> Sketch {
        Sketch::of(&self.prints)
    }
}

/// Prints as bytes: written and read again whole, not number for number.
mod print_bytes {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(prints: &[u32], to: S) -> Result<S::Ok, S::Error> {
        let mut bytes = Vec::with_capacity(size_of_val(prints));
        for print in prints {
            bytes.extend_from_slice(&print.to_le_bytes());
        }
        to.serialize_bytes(&bytes)
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Arc<[u32]>, D::Error> {
        let bytes = <&[u8]>::deserialize(from)?;
        let (prints, _) = bytes.as_chunks();
        Ok(prints.iter().copied().map(u32::from_le_bytes).collect())
    }
}

/// The passages of a report that are compared with those of others, in reading order. `known` saves work and changes nothing else.
pub(super) fn passages(
    report: &ReportReading,
    origin: Origin<'_>,
    (name, unit): (Option<&str>, Option<&Unit>),
    known: &mut KnownPrints,
) -> Vec<Passage> {
    let words = CopiedWords::builtin();
    let aligned = &report.aligned;
    let (edition, sentences) = (aligned.edition(), &report.narrative.sentences);
    known.begin(names_of(name, unit), aligned.kit());
    let mut headings = aligned.headings.main.iter().peekable();
    let mut section = None;
    let mut open: Option<(usize, Span, String)> = None;
    let mut passages = Vec::new();
    let mut add = |(section, span, text): (usize, Span, &str)| {
        let spec = edition.sections.get(section)?;
        let prints = known.of(section, text, spec)?;
        passages.push(Passage {
            section,
            span,
            prints,
        });
        Some(())
    };
    for range in sentences.paragraphs() {
        let start = sentences.start(range.start);
        let mut is_new = false;
        while let Some(heading) = headings.next_if(|heading| heading.span.start <= start) {
            section = Some((heading.section, origin.place(heading.span)));
            is_new = true;
        }
        if is_new && let Some((at, span, all)) = open.take() {
            add((at, span, &all));
        }
        let found =
            section.and_then(|(at, heading)| Some((at, heading, edition.sections.get(at)?)));
        let Some((at, heading, spec)) = found else {
            continue;
        };
        let is_whole = words.as_a_whole.contains(&spec.id);
        if !is_whole && !words.by_paragraph.contains(&spec.id) {
            continue;
        }
        let text = sentences.get(range.clone());
        match (&mut open, is_whole) {
            (Some((_, _, all)), true) => all.extend(['\n', '。']),
            (None, true) => open = Some((at, heading, String::with_capacity(MOST_BYTES))),
            (_, false) => {
                let span = sentences.source(&aligned.document, range);
                add((at, origin.place(span), text));
            }
        }
        if let Some((_, _, all)) = open.as_mut().filter(|_| is_whole) {
            all.push_str(text);
        }
    }
    if let Some((at, span, all)) = open.take() {
        add((at, span, &all));
    }
    known.end();
    passages
}

/// The name of the body and the parts by which its text calls it, the longest first.
fn names_of(name: Option<&str>, unit: Option<&Unit>) -> Vec<String> {
    let Some(name) = name else {
        return Vec::new();
    };
    let core = unit.map(|unit| unit.core().to_owned());
    let mut names = vec![name.to_owned()];
    if let Some(core) = core.filter(|core| core.chars().count() > 2) {
        let front = name.strip_suffix(core.as_str()).unwrap_or_default();
        names.extend([core, front.to_owned()]);
    }
    names.retain(|name| name.chars().count() > 1);
    names
}

/// Whether a text may have letters enough for prints.
pub(super) fn says_enough(text: &str) -> bool {
    text.chars().count() >= CopiedWords::builtin().least_characters
}

/// The prints of a text with these letters; none if it says too little.
pub(super) fn prints(letters: &[char]) -> Option<Arc<[u32]>> {
    if letters.len() < CopiedWords::builtin().least_characters {
        return None;
    }
    let mut prints: Vec<u32> = Vec::with_capacity(letters.len() / 3);
    for window in letters.windows(WINDOW).filter(|window| is_start(window[0])) {
        let mut hasher = FxHasher::default();
        window
            .iter()
            .for_each(|&letter| hasher.write_u32(u32::from(letter)));
        let hash = hasher.finish();
        prints.push(u32::try_from((hash ^ hash >> 32) & u64::from(u32::MAX)).unwrap_or_default());
    }
    prints.sort_unstable();
    prints.dedup();
    let enough = prints.len() >= WINDOW;
    enough.then(|| prints.into())
}

/// Whether prints begin at a letter: at one of four.
fn is_start(letter: char) -> bool {
    u32::from(letter).wrapping_mul(0x9E37_79B1) >> 30 == 0
}

/// How much of a text is new beside another, in percent, paragraph for paragraph; `None` if it says too little to tell. For two versions of one
/// report, not for what counts as a copy.
pub fn share_of_words(own: &str, other: &str) -> Option<usize> {
    let windows = |text: &str| -> Vec<Vec<char>> {
        let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
        letters.windows(4).map(<[char]>::to_vec).collect()
    };
    let (own, other) = (windows(own), windows(other));
    if own.is_empty() {
        return None;
    }
    let other: FxHashSet<Vec<char>> = other.into_iter().collect();
    let same = own.iter().filter(|window| other.contains(*window)).count();
    Some(100 * same / own.len())
}
