//! So many documents that what is kept of each lies elsewhere: what stays at hand tells which of them belong together, and the rest is fetched for those
//! that are looked at.
//!
//! In: documents that are put away. Out: for one of them a [`Dossier`] of those that it is judged beside, in which the same is found as in one of all.
//! Deliberately absent: where things lie, which is the business of whoever fetches them.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::as_bytes;
use super::digest::DigestBody;
use super::passages::N_KEYS;
use super::sketch::Sketch;
use super::twins::MOST_BEARERS;
use super::{Dossier, Member, ReportId, RollUp};
use crate::finding::DocumentId;
use crate::form::CopiedWords;

/// What stays at hand of a document that is put away.
#[derive(Debug)]
pub struct Card {
    /// The document with nothing but whose its reports are.
    member: Member,
    passages: Box<[PassageCard]>,
}

/// What stays at hand of a passage.
#[derive(Debug)]
struct PassageCard {
    /// The number of its report.
    at: u32,
    /// Its own number.
    number: u32,
    keys: [u32; N_KEYS],
    sketch: Sketch,
}

/// A passage among those of all documents.
#[derive(Debug)]
struct ArchivedPassage {
    document: DocumentId,
    at: u32,
    number: u32,
    sketch: Sketch,
}

/// A passage that bears a print, by its number among those of all documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Bearer {
    print: u32,
    passage: u32,
}

/// Documents of which most lies elsewhere.
#[derive(Debug, Default)]
pub struct Archive {
    dossier: Dossier,
    passages: Vec<ArchivedPassage>,
    /// Once [`Archive::sort`] has been called those of prints by which copies are found, ascending.
    bearers: Vec<Bearer>,
    /// The documents that may hold copies.
    copying: FxHashSet<DocumentId>,
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn wide(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

impl Member {
    /// Puts a document away: what stays at hand of it, and the rest as bytes.
    pub fn put_away(mut self) -> (Card, Vec<u8>) {
        let cards = self.passages().filter_map(|((at, number), passage)| {
            Some(PassageCard {
                at: narrow(at),
                number: narrow(number),
                keys: *passage.keys().first_chunk()?,
                sketch: passage.sketch(),
            })
        });
        let passages = cards.collect();
        let bodies: Vec<DigestBody> = self
            .digests
            .iter_mut()
            .map(|digest| Arc::make_mut(digest).take_body())
            .collect();
        let member = self;
        (Card { member, passages }, as_bytes(&bodies))
    }
}

impl Archive {
    /// Adds a document that was put away.
    pub fn add(&mut self, id: DocumentId, card: Card) {
        for PassageCard {
            at,
            number,
            keys,
            sketch,
        } in card.passages
        {
            let passage = narrow(self.passages.len());
            let bearers = keys.map(|print| Bearer { print, passage });
            self.bearers.extend(bearers);
            self.passages.push(ArchivedPassage {
                document: id,
                at,
                number,
                sketch,
            });
        }
        self.dossier.insert_unprinted(id, Arc::new(card.member));
    }

    /// Says which reports are the sums of which.
    pub fn declare(&mut self, roll_ups: Vec<RollUp>) {
        self.dossier.declare(roll_ups);
    }

    /// Makes what was added ready to be looked at.
    pub fn sort(&mut self) {
        let mut bearers = std::mem::take(&mut self.bearers);
        bearers.sort_unstable();
        let (mut kept, mut copying) = (Vec::new(), FxHashSet::default());
        let groups = bearers.chunk_by(|one, other| one.print == other.print);
        // Most prints are borne by one passage alone.
        for group in groups.filter(|group| group.len() > 1) {
            let passages = group.iter().filter_map(|bearer| self.passage(*bearer));
            let copies = passages.filter(|own| self.may_be_copy(own, group));
            let mut documents = copies.map(|own| own.document).peekable();
            if documents.peek().is_some() {
                copying.extend(documents);
                kept.extend_from_slice(group);
            }
        }
        (self.bearers, self.copying) = (kept, copying);
    }

    fn passage(&self, bearer: Bearer) -> Option<&ArchivedPassage> {
        self.passages.get(wide(bearer.passage))
    }

    /// Whether a passage may be a copy of one of those that bear a print.
    fn may_be_copy(&self, own: &ArchivedPassage, bearers: &[Bearer]) -> bool {
        let others = bearers.iter().take(MOST_BEARERS);
        let mut others = others.filter_map(|other| self.passage(*other));
        others.any(|other| {
            may_stand_in(&own.sketch, &other.sketch)
                && self.dossier.may_be_copied(own.report(), other.report())
        })
    }

    /// Whose reports all documents are, without their numbers and words.
    pub fn units(&self) -> &Dossier {
        &self.dossier
    }

    /// A document with what was put away of it; `None` if the bytes are not its own.
    pub fn whole(&self, id: DocumentId, bytes: &[u8]) -> Option<Member> {
        let known = self.dossier.member(id)?;
        let bodies: Vec<DigestBody> = postcard::from_bytes(bytes).ok()?;
        let digests = known.digests.iter().zip(bodies);
        (digests.len() == known.digests.len()).then(|| Member {
            path: known.path.clone(),
            digests: digests
                .map(|(digest, body)| Arc::new(digest.with_body(body)))
                .collect(),
        })
    }

    /// The documents beside which one is judged, and itself; `None` if there are no others, so that nothing can be found.
    pub fn around<E>(
        &self,
        id: DocumentId,
        fetch: impl Fn(DocumentId) -> Result<Arc<Member>, E>,
    ) -> Result<Option<Dossier>, E> {
        let mut around = Dossier::default();
        let mut wanted = self.related_to(id, &mut around);
        let is_one_report = self.dossier.reports_of(id).len() < 2;
        // What is alone need not be fetched.
        if wanted.len() == 1 && is_one_report && !self.copying.contains(&id) {
            return Ok(None);
        }
        let own = fetch(id)?;
        let mut known: FxHashMap<(usize, ReportId), bool> = FxHashMap::default();
        for ((at, _), passage) in own.passages() {
            let report = ReportId { document: id, at };
            let sketch = passage.sketch();
            for print in passage.keys() {
                let places = around.by_print.entry(*print).or_default();
                for other in self.passages_of(*print).take(MOST_BEARERS) {
                    let place = (other.report(), wide(other.number));
                    if !may_stand_in(&sketch, &other.sketch) || places.contains(&place) {
                        continue;
                    }
                    let may_be = known
                        .entry((at, other.report()))
                        .or_insert_with(|| self.dossier.may_be_copied(report, other.report()));
                    if *may_be {
                        wanted.insert(other.document);
                        places.push(place);
                    }
                }
            }
        }
        if wanted.len() == 1 && is_one_report {
            return Ok(None);
        }
        // Whose they are has been settled.
        for document in wanted {
            around.members.insert(document, fetch(document)?);
        }
        Ok(Some(around))
    }

    /// A document with those that hold reports of the year before or parts of sums; which these are is told to `around`.
    fn related_to(&self, id: DocumentId, around: &mut Dossier) -> BTreeSet<DocumentId> {
        let mut related = BTreeSet::from([id]);
        for report in self.dossier.reports_of(id) {
            let year = self.dossier.digest(report).and_then(|digest| digest.year);
            if let Some(year) = year {
                let before = year.wrapping_sub(1);
                let claims = self.dossier.claims(report, before);
                related.extend(claims.iter().map(|claim| claim.document));
                around.settled.insert((report, before), claims);
            }
            for roll_up in self.dossier.roll_ups_of(report) {
                related.extend(roll_up.parts.iter().map(|part| part.document));
                around.roll_ups.push(roll_up.clone());
            }
        }
        related
    }

    /// The passages that bear a print by which copies are found.
    fn passages_of(&self, print: u32) -> impl Iterator<Item = &ArchivedPassage> {
        let start = self.bearers.partition_point(|bearer| bearer.print < print);
        let rest = self.bearers.get(start..).unwrap_or_default().iter();
        let bearers = rest.take_while(move |bearer| bearer.print == print);
        bearers.filter_map(|bearer| self.passage(*bearer))
    }
}

impl ArchivedPassage {
    fn report(&self) -> ReportId {
        ReportId {
            document: self.document,
            at: wide(self.at),
        }
    }
}

/// Whether enough of one passage may stand in another for a copy.
fn may_stand_in(own: &Sketch, other: &Sketch) -> bool {
    own.may_stand_in(other, CopiedWords::builtin().least_share)
}
