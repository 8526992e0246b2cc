//! Several reports at once: which of them belong together, and what is kept of each so that others can be compared with it.
//!
//! In: what was read of reports, and where each of them lies. Out: [`Dossier`], which knows the reports of one unit year by year. Deliberately
//! absent: judgement, which is that of the rules; files, which front ends read.

mod amount;
mod archive;
mod bytes;
mod cell_bytes;
mod compare;
mod compared_cells;
mod digest;
mod known_prints;
mod member;
mod names;
mod nobody_else;
mod own_letters;
mod passages;
mod places;
mod roll_up;
mod sketch;
mod twins;
mod unit;
mod writing;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::finding::DocumentId;

pub use amount::{MILLION, decimal};
pub use archive::{Archive, Card};
pub(crate) use bytes::as_bytes;
pub use compare::{ChangedCell, ChangedSection, Comparison};
pub use compared_cells::ComparedCells;
pub use digest::{CellDigest, Digest};
pub use member::{KnownReport, Member};
pub use names::NameBearers;
pub use nobody_else::is_rival;
pub use passages::{Passage, share_of_words};
pub use places::{lie_together, steps_between};
pub use roll_up::{RollUp, Summed, Unfit, UnitParts};
pub use twins::AmongUnits;
use unit::NameReach;
pub use unit::Unit;
pub(crate) use writing::edits_that_write;

/// One report of a dossier: a document may hold several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId {
    /// The document that it stands in.
    pub document: DocumentId,
    /// Which of its reports it is, from 0.
    pub at: usize,
}

/// The reports that are looked at together.
#[derive(Debug, Default)]
pub struct Dossier {
    /// Looked up for nearly every pair that is compared.
    members: FxHashMap<DocumentId, Arc<Member>>,
    /// By year, and by the names of their units.
    by_year: FxHashMap<u16, NameBearers<ReportId>>,
    /// Passages by the prints by which they are found, with their numbers in their reports.
    by_print: FxHashMap<u32, Vec<(ReportId, usize)>>,
    /// Which reports are the sums of which.
    roll_ups: Vec<RollUp>,
    /// The claims to a year of a unit that were judged before, among these documents or more.
    settled: FxHashMap<(ReportId, u16), Vec<ReportId>>,
}

/// More reports than this that claim one place in a series make it uncertain whose reports they are.
const MOST_CLAIMS: usize = 32;

/// So do more than this whose names only end alike: not all of them are looked at.
pub const MOST_LIKE: usize = 512;

impl Dossier {
    /// Puts in a document, or puts it in the place of what was kept of it before.
    pub fn insert(&mut self, id: DocumentId, member: impl Into<Arc<Member>>) {
        let member = member.into();
        if let Some(known) = self.members.get_mut(&id)
            && known.is_found_like(&member)
        {
            *known = member;
            return;
        }
        self.remove(id);
        for ((at, number), passage) in member.passages() {
            let report = ReportId { document: id, at };
            for print in passage.keys() {
                let bearers = self.by_print.entry(*print).or_default();
                bearers.push((report, number));
            }
        }
        self.insert_unprinted(id, member);
    }

    /// The same for a new document whose passages are not looked for.
    fn insert_unprinted(&mut self, id: DocumentId, member: Arc<Member>) {
        self.settled.clear();
        for (at, digest) in member.digests.iter().enumerate() {
            if let (Some(unit), Some(year)) = (&digest.unit, digest.year) {
                let of_year = self.by_year.entry(year).or_default();
                of_year.insert(unit, ReportId { document: id, at });
            }
        }
        self.members.insert(id, member);
    }

    /// Takes out a document, with what was kept of it.
    pub fn remove(&mut self, id: DocumentId) -> Option<Arc<Member>> {
        let member = self.members.remove(&id)?;
        self.settled.clear();
        for digest in &member.digests {
            for print in digest.passages.iter().flat_map(Passage::keys) {
                if let Some(bearers) = self.by_print.get_mut(print) {
                    bearers.retain(|(report, _)| report.document != id);
                }
            }
            let (Some(unit), Some(year)) = (&digest.unit, digest.year) else {
                continue;
            };
            if let Some(of_year) = self.by_year.get_mut(&year) {
                of_year.remove(unit, |report| report.document == id);
            }
        }
        Some(member)
    }

    /// Judges which reports are those of the year before of a document's, so that this is not judged again until a document comes or goes.
    pub fn settle(&mut self, id: DocumentId) {
        for report in self.reports_of(id) {
            let year = self.digest(report).and_then(|digest| digest.year);
            let place = year.map(|year| (report, year.wrapping_sub(1)));
            let Some(place) = place.filter(|place| !self.settled.contains_key(place)) else {
                continue;
            };
            let claims = self.claims(place.0, place.1);
            self.settled.insert(place, claims);
        }
    }

    /// Says which reports are the sums of which.
    pub fn declare(&mut self, roll_ups: Vec<RollUp>) {
        self.roll_ups = roll_ups;
    }

    /// Whether reports are declared to be the sums of others.
    pub fn has_roll_ups(&self) -> bool {
        !self.roll_ups.is_empty()
    }

    /// The declarations of which a report is the whole.
    pub fn roll_ups_of(&self, report: ReportId) -> impl Iterator<Item = &RollUp> {
        let roll_ups = self.roll_ups.iter();
        roll_ups.filter(move |roll_up| roll_up.whole == report)
    }

    /// The documents, in the order of their ids.
    pub fn members(&self) -> impl Iterator<Item = (DocumentId, &Member)> {
        let members = self.members.iter().map(|(id, member)| (*id, &**member));
        let mut members: Vec<(DocumentId, &Member)> = members.collect();
        members.sort_unstable_by_key(|(id, _)| *id);
        members.into_iter()
    }

    /// A document.
    pub fn member(&self, id: DocumentId) -> Option<&Member> {
        self.members.get(&id).map(|member| &**member)
    }

    /// The reports of a document.
    pub fn reports_of(&self, id: DocumentId) -> impl ExactSizeIterator<Item = ReportId> + use<> {
        let n_reports = self.member(id).map_or(0, |member| member.digests.len());
        (0..n_reports).map(move |at| ReportId { document: id, at })
    }

    /// What is kept of a report.
    pub fn digest(&self, report: ReportId) -> Option<&Digest> {
        let member = self.members.get(&report.document)?;
        member.digests.get(report.at).map(|digest| &**digest)
    }

    /// The reports of the same unit on the year before, the nearest first and only those that are equally near: drafts beside a final text, one
    /// report in two formats. Empty if there is none, or if it is not certain whose they are.
    pub fn last_year(&self, report: ReportId) -> Vec<ReportId> {
        let year = self.digest(report).and_then(|digest| digest.year);
        year.map_or_else(Vec::new, |year| self.of_year(report, year.wrapping_sub(1)))
    }

    /// All claims to the place of the year before, the nearest first.
    pub fn claims_of_last_year(&self, report: ReportId) -> Vec<ReportId> {
        let year = self.digest(report).and_then(|digest| digest.year);
        let mut claims =
            year.map_or_else(Vec::new, |year| self.claims(report, year.wrapping_sub(1)));
        claims.sort_by_key(|claim| (self.distance(report, *claim), *claim));
        claims
    }

    /// The same for the year after.
    pub fn next_year(&self, report: ReportId) -> Vec<ReportId> {
        let year = self.digest(report).and_then(|digest| digest.year);
        year.map_or_else(Vec::new, |year| {
            self.of_year(report, year.saturating_add(1))
        })
    }

    fn of_year(&self, report: ReportId, year: u16) -> Vec<ReportId> {
        let mut claims = self.claims(report, year);
        let distance = |claim: &ReportId| self.distance(report, *claim);
        let Some(nearest) = claims.iter().map(distance).min() else {
            return claims;
        };
        claims.retain(|claim| distance(claim) == nearest);
        claims.sort_unstable();
        claims
    }

    /// The reports that may be those of the same unit on a year.
    fn claims(&self, report: ReportId, year: u16) -> Vec<ReportId> {
        if let Some(settled) = self.settled.get(&(report, year)) {
            return settled.clone();
        }
        let Some(mut claims) = self.namesakes(report, year) else {
            return Vec::new();
        };
        if !self.is_one_unit(report, &claims) {
            return Vec::new();
        }
        claims.retain(|claim| self.is_certain(report, *claim) && self.is_only_one(report, *claim));
        claims
    }

    /// The reports on a year that the name of the unit allows to be its own; `None` if there are more than can be told apart.
    fn namesakes(&self, report: ReportId, year: u16) -> Option<Vec<ReportId>> {
        let unit = self.digest(report)?.unit.as_ref()?;
        let mut claims = Vec::new();
        for (n_seen, other) in self.bearers(unit, year).enumerate() {
            let other_unit = self.digest(other).and_then(|other| other.unit.as_ref());
            if other_unit.is_some_and(|other| unit.may_be(other)) {
                claims.push(other);
            }
            if claims.len() > MOST_CLAIMS || n_seen == MOST_LIKE {
                return None;
            }
        }
        Some(claims)
    }

    /// Whether it is certain that two reports whose names allow it are of one unit: both names say whose they are, or the files lie as those of one unit
    /// do; and neither is named or laid as if it were another area's.
    fn is_certain(&self, report: ReportId, other: ReportId) -> bool {
        if report.document == other.document {
            return true;
        }
        let unit = |report| self.digest(report).and_then(|digest| digest.unit.as_ref());
        let (Some(own), Some(others)) = (unit(report), unit(other)) else {
            return false;
        };
        match own.reach().min(others.reach()) {
            NameReach::Nobodys => false,
            NameReach::Full => true,
            NameReach::District => !self.name_other_areas(report, other),
            NameReach::Bare => {
                self.lie_together(report, other) && !self.name_other_areas(report, other)
            }
        }
    }

    /// The reports on a year whose names end like that of a unit.
    fn bearers(&self, unit: &Unit, year: u16) -> impl Iterator<Item = ReportId> {
        let of_year = self.by_year.get(&year);
        of_year
            .into_iter()
            .flat_map(|names| names.like(unit))
            .copied()
    }
}

#[cfg(test)]
mod tests;
