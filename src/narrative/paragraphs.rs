//! What was read of the sentences, paragraph by paragraph, so that after an edit only the paragraphs that it touched are read.
//!
//! In: folded sentences, and what was read of those before. Out: what a fresh reading of all of them gives. What a paragraph says rests on its text, on
//! what the heading above it is about, and on the background of the whole report; nothing else is carried from one to the next.

use std::ops::Range;
use std::sync::Arc;

use super::Narrative;
use super::body::Background;
use super::facts::{SentenceReader, Topic, closing};
use super::prose::Prose;
use super::signs::{Sign, signs};
use super::tokens::tokens;
use crate::form::Edition;
use crate::span::Span;
use crate::syntax::difference;
use crate::words::{CueSet, Lexis};

/// What was read of whole paragraphs, placed by the bytes of the folded text, before paragraphs far apart are held against each other.
#[derive(Clone, Debug, Default)]
pub(super) struct SoFar {
    pub out: Narrative,
    /// The cues of each fact.
    pub cues: Vec<CueSet>,
    /// One for each paragraph.
    pub ends: Vec<ParagraphEnd>,
}

/// How much was read when a paragraph ended.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ParagraphEnd {
    n_facts: usize,
    n_shares: usize,
    n_listings: usize,
    n_years: usize,
    n_silent: usize,
    /// What the heading above the next one is about.
    topic: Topic,
}

/// What was read of the sentences of a report.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraphs {
    /// The folded text, with the byte behind the mark that ends each paragraph.
    text: String,
    behind: Vec<usize>,
    /// For each paragraph how much of it tells something, which the breaks of its lines have a share in.
    telling: Vec<usize>,
    said: SoFar,
    signs: Vec<Sign>,
    /// What all of it says, and its signs.
    whole: (Narrative, Arc<[Sign]>),
}

impl ParagraphEnd {
    fn of(out: &Narrative, topic: Topic) -> ParagraphEnd {
        ParagraphEnd {
            n_facts: out.facts.len(),
            n_shares: out.shares.len(),
            n_listings: out.listings.len(),
            n_years: out.years.len(),
            n_silent: out.silent.len(),
            topic,
        }
    }

    /// The same behind other paragraphs: `to` was read up to where it had been `from`.
    fn moved(self, from: ParagraphEnd, to: ParagraphEnd) -> ParagraphEnd {
        ParagraphEnd {
            n_facts: self.n_facts - from.n_facts + to.n_facts,
            n_shares: self.n_shares - from.n_shares + to.n_shares,
            n_listings: self.n_listings - from.n_listings + to.n_listings,
            n_years: self.n_years - from.n_years + to.n_years,
            n_silent: self.n_silent - from.n_silent + to.n_silent,
            topic: self.topic,
        }
    }
}

impl SoFar {
    /// Notes that a paragraph ends here.
    pub(super) fn end_paragraph(&mut self, out: &Narrative, topic: Topic) {
        self.ends.push(ParagraphEnd::of(out, topic));
    }

    /// How much was read above a paragraph.
    fn above(&self, paragraph: usize) -> ParagraphEnd {
        let before = paragraph.checked_sub(1);
        let end = before.and_then(|before| self.ends.get(before)).copied();
        end.unwrap_or_default()
    }

    /// Puts what was read of paragraphs anew in the place of others; what stands behind them has moved by so many bytes.
    fn splice(&mut self, old: Range<usize>, new: SoFar, shift: i64) {
        let (from, to) = (self.above(old.start), self.above(old.end));
        let read = new.above(new.ends.len());
        let n_facts = from.n_facts + read.n_facts;
        let out = &mut self.out;
        let place = |span: Span| {
            let at = |at: u32| u32::try_from(i64::from(at) + shift).unwrap_or(u32::MAX);
            Span::over(at(span.start), at(span.end))
        };
        let mut behind = Narrative {
            facts: out.facts.split_off(to.n_facts),
            shares: out.shares.split_off(to.n_shares),
            listings: out.listings.split_off(to.n_listings),
            years: out.years.split_off(to.n_years),
            silent: out.silent.split_off(to.n_silent),
            sentences: Arc::default(),
        };
        if shift != 0 {
            behind.place(place);
        }
        for listing in &mut behind.listings {
            listing.whole = listing.whole - to.n_facts + n_facts;
        }
        let read_listings = new.out.listings.into_iter().map(|mut listing| {
            listing.whole += from.n_facts;
            listing
        });
        out.facts.truncate(from.n_facts);
        out.facts
            .extend(new.out.facts.into_iter().chain(behind.facts));
        out.shares.truncate(from.n_shares);
        out.shares
            .extend(new.out.shares.into_iter().chain(behind.shares));
        out.listings.truncate(from.n_listings);
        out.listings.extend(read_listings.chain(behind.listings));
        out.years.truncate(from.n_years);
        out.years
            .extend(new.out.years.into_iter().chain(behind.years));
        out.silent.truncate(from.n_silent);
        out.silent
            .extend(new.out.silent.into_iter().chain(behind.silent));
        self.cues.splice(from.n_facts..to.n_facts, new.cues);
        let now = read.moved(ParagraphEnd::default(), from);
        for end in self.ends.iter_mut().skip(old.end) {
            *end = end.moved(to, now);
        }
        let ends = new.ends.into_iter();
        let ends = ends.map(|end| end.moved(ParagraphEnd::default(), from));
        self.ends.splice(old, ends);
    }
}

/// What sentences are read with.
#[derive(Clone, Copy)]
pub(super) struct HowToRead<'r> {
    pub edition: &'r Edition,
    pub lexis: &'r Lexis,
    pub background: &'r Background,
}

impl Paragraphs {
    /// What the sentences say, placed by the bytes of the folded text, with the signs of slips in them.
    pub(super) fn whole(&self) -> (Narrative, Arc<[Sign]>) {
        (self.whole.0.clone(), Arc::clone(&self.whole.1))
    }

    /// Reads the sentences; what was read of the same paragraphs before is kept. All of it has to be of the same background.
    pub(super) fn read(&mut self, prose: &Prose, how: HowToRead<'_>) {
        let telling = prose
            .paragraphs
            .iter()
            .map(|paragraph| paragraph.telling.len());
        let telling: Vec<usize> = telling.collect();
        if self.text == prose.text && self.telling == telling {
            return;
        }
        let (old, new) = difference(&self.text, &prose.text);
        let shift = new.len() as i64 - old.len() as i64;
        // Paragraphs are kept with the marks that end them, and those behind with the mark before them.
        let first = self.behind.partition_point(|&behind| behind <= old.start);
        let touched = self.behind.partition_point(|&behind| behind <= old.end);
        let n_before = self.behind.len();
        let mut behind = (touched + 1).min(n_before);
        let n_kept = |behind: usize| n_before - behind;
        let same = |pairs: &mut dyn Iterator<Item = (&usize, &usize)>| {
            pairs.take_while(|(was, is)| was == is).count()
        };
        let first = first.min(same(&mut self.telling.iter().zip(&telling)));
        let n_same = same(&mut self.telling.iter().rev().zip(telling.iter().rev()));
        behind = behind.max(n_before - n_same).max(first);
        if first + n_kept(behind) > prose.paragraphs.len() {
            behind = n_before;
        }
        let last = prose.paragraphs.len() - n_kept(behind);
        let mut read = read(prose, first..last, how, self.said.above(first).topic);
        let is_same_topic = read
            .0
            .ends
            .last()
            .map_or(self.said.above(first).topic, |end| end.topic)
            == self.said.above(behind).topic;
        if !is_same_topic && behind < n_before {
            behind = n_before;
            let rest = first..prose.paragraphs.len();
            read = self::read(prose, rest, how, self.said.above(first).topic);
        }
        self.keep_signs(first..behind, read.1, shift);
        self.said.splice(first..behind, read.0, shift);
        self.text
            .replace_range(old, prose.text.get(new).unwrap_or_default());
        self.telling = telling;
        self.behind.clear();
        self.behind
            .extend(prose.paragraphs.iter().map(|paragraph| paragraph.end + 1));
        self.whole = (
            closing::finished(&self.said, how.lexis),
            self.signs.as_slice().into(),
        );
    }

    /// Puts the signs of paragraphs read anew in the place of those of others.
    fn keep_signs(&mut self, old: Range<usize>, new: Vec<Sign>, shift: i64) {
        let begin = |paragraph: usize| {
            let before = paragraph.checked_sub(1);
            before
                .and_then(|before| self.behind.get(before))
                .copied()
                .unwrap_or(0)
        };
        let (start, end) = (begin(old.start), begin(old.end));
        let first = self.signs.partition_point(|sign| sign.start < start);
        let behind = self.signs.partition_point(|sign| sign.start < end);
        let moved = |at: usize| usize::try_from(at as i64 + shift).unwrap_or_default();
        for sign in self.signs.iter_mut().skip(behind) {
            (sign.start, sign.end) = (moved(sign.start), moved(sign.end));
        }
        self.signs.splice(first..behind, new);
    }
}

/// What some paragraphs say, below a heading that is about `topic`, and the signs of slips in them.
fn read(
    prose: &Prose,
    paragraphs: Range<usize>,
    how: HowToRead<'_>,
    topic: Topic,
) -> (SoFar, Vec<Sign>) {
    let bytes = prose.bytes_of(&paragraphs);
    let tokens = tokens(prose, paragraphs, how.lexis, &how.background.own);
    let reader = SentenceReader::new(how.edition, how.lexis, &prose.text, how.background);
    let said = reader.read(&tokens, bytes.start, topic);
    (said, signs(&prose.text, bytes))
}
