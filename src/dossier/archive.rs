//! So many documents that what is kept of each lies elsewhere: what stays at hand tells which of them belong together, and the rest is fetched for those
//! that are looked at.
//!
//! In: documents that are put away. Out: for one of them a [`Dossier`] of those that it is judged beside, in which the same is found as in one of all.
//! Deliberately absent: where things lie, which is the business of whoever fetches them.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::digest::DigestBody;
use super::twins::MOST_BEARERS;
use super::{Dossier, Member, ReportId, RollUp};
use crate::finding::DocumentId;

/// What stays at hand of a document that is put away.
#[derive(Debug)]
pub struct Card {
    /// The document with nothing but whose its reports are.
    member: Member,
    /// The prints of its passages, with the numbers of report and passage.
    prints: Box<[(u32, u32, u32)]>,
}

/// A passage that bears a print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Bearer {
    print: u32,
    document: DocumentId,
    report: u32,
    passage: u32,
}

/// Documents of which most lies elsewhere.
#[derive(Debug, Default)]
pub struct Archive {
    dossier: Dossier,
    /// Once [`Archive::sort`] has been called those of prints that several reports bear, ascending.
    bearers: Vec<Bearer>,
    /// The documents among them.
    sharing: FxHashSet<DocumentId>,
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
        let prints = self.prints();
        let prints =
            prints.map(|(report, passage, print)| (print, narrow(report), narrow(passage)));
        let prints = prints.collect();
        let bodies: Vec<DigestBody> = self
            .digests
            .iter_mut()
            .map(|digest| Arc::make_mut(digest).take_body())
            .collect();
        // Plain values in memory are written without fail.
        let bytes = postcard::to_allocvec(&bodies).unwrap_or_default();
        let member = self;
        (Card { member, prints }, bytes)
    }
}

impl Archive {
    /// Adds a document that was put away.
    pub fn add(&mut self, id: DocumentId, card: Card) {
        self.bearers
            .extend(card.prints.iter().map(|&(print, report, passage)| Bearer {
                print,
                document: id,
                report,
                passage,
            }));
        self.dossier.insert_unprinted(id, Arc::new(card.member));
    }

    /// Says which reports are the sums of which.
    pub fn declare(&mut self, roll_ups: Vec<RollUp>) {
        self.dossier.declare(roll_ups);
    }

    /// Makes what was added ready to be looked at.
    pub fn sort(&mut self) {
        self.bearers.sort_unstable();
        let is_of_one_report = |group: &[Bearer]| {
            let report = |bearer: &Bearer| (bearer.document, bearer.report);
            group.first().map(report) == group.last().map(report)
        };
        let groups = self.bearers.chunk_by(|one, other| one.print == other.print);
        let shared = groups.filter(|group| !is_of_one_report(group)).flatten();
        // Most prints are borne by one report alone.
        self.bearers = shared.copied().collect();
        self.sharing = self.bearers.iter().map(|bearer| bearer.document).collect();
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
        if wanted.len() == 1 && is_one_report && !self.sharing.contains(&id) {
            return Ok(None);
        }
        let own = fetch(id)?;
        let mut known: FxHashMap<(usize, ReportId), bool> = FxHashMap::default();
        for (at, _, print) in own.prints() {
            let report = ReportId { document: id, at };
            let bearers = around.by_print.entry(print).or_default();
            for bearer in self.bearers_of(print).iter().take(MOST_BEARERS) {
                let other = ReportId {
                    document: bearer.document,
                    at: wide(bearer.report),
                };
                let may_be = known
                    .entry((at, other))
                    .or_insert_with(|| self.dossier.may_be_copied(report, other));
                let place = (other, wide(bearer.passage));
                if *may_be && !bearers.contains(&place) {
                    wanted.insert(other.document);
                    bearers.push(place);
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

    fn bearers_of(&self, print: u32) -> &[Bearer] {
        let start = self.bearers.partition_point(|bearer| bearer.print < print);
        let rest = self.bearers.get(start..).unwrap_or_default();
        let end = rest.partition_point(|bearer| bearer.print == print);
        rest.get(..end).unwrap_or_default()
    }
}
