//! Which passages of other units say the same.

use std::path::{MAIN_SEPARATOR, Path};

use memchr::memrchr2;
use rustc_hash::FxHashMap;

use super::{Digest, Dossier, Member, Passage, ReportId};

/// So many texts that share a print are looked at.
pub(super) const MOST_BEARERS: usize = 24;

/// What is kept of a report, in its document.
type InDocument<'d> = (&'d Member, &'d Digest);

/// A report among others of whose text its own may be a copy.
#[derive(Debug)]
pub struct AmongUnits<'d> {
    dossier: &'d Dossier,
    report: ReportId,
    own: Option<InDocument<'d>>,
    /// Which of the others these are, as far as that has been asked.
    known: FxHashMap<ReportId, bool>,
    /// The same of those in its own document, by their numbers.
    known_beside: Vec<Option<bool>>,
}

impl<'d> AmongUnits<'d> {
    /// A report of a dossier.
    pub fn new(dossier: &'d Dossier, report: ReportId) -> Self {
        AmongUnits {
            dossier,
            report,
            own: dossier.in_document(report),
            known: FxHashMap::default(),
            known_beside: Vec::new(),
        }
    }

    /// Whether the text of the report may be a copy of another's.
    fn may_be_from(&mut self, other: ReportId) -> bool {
        let (dossier, report, own) = (self.dossier, self.report, self.own);
        let may_be = || {
            let others = own.zip(dossier.in_document(other));
            others.is_some_and(|(own, others)| may_be_from((report, own), (other, others)))
        };
        if other.document != report.document {
            return *self.known.entry(other).or_insert_with(may_be);
        }
        if self.known_beside.len() <= other.at {
            self.known_beside.resize(other.at + 1, None);
        }
        let known = self.known_beside.get_mut(other.at);
        known.is_some_and(|known| *known.get_or_insert_with(may_be))
    }

    /// Passages of other units in the same folder that are found by what a passage of a report says, on no later year, with how much of the passage
    /// stands in them, at least so much in percent; the likest first.
    pub fn twins(&mut self, passage: &Passage, least: usize) -> Vec<(ReportId, usize, usize)> {
        let dossier = self.dossier;
        let bearers = passage
            .keys()
            .iter()
            .filter_map(|print| dossier.by_print.get(print));
        let mut seen: Vec<(ReportId, usize)> = Vec::new();
        let mut twins: Vec<(ReportId, usize, usize)> = Vec::new();
        for (other, number) in bearers.flat_map(|bearers| bearers.iter().take(MOST_BEARERS)) {
            if !self.may_be_from(*other) || seen.contains(&(*other, *number)) {
                continue;
            }
            seen.push((*other, *number));
            let digest = dossier.digest(*other);
            let twin = digest.and_then(|digest| digest.passages.get(*number));
            let share = twin.and_then(|twin| passage.share_from(twin, least));
            twins.extend(share.map(|share| (*other, *number, share)));
        }
        // Of those that are equally like the same one comes first in whatever order files were come across.
        let place = |report: ReportId| (dossier.path_of(report), report.at);
        twins.sort_by(|(one, number, share), (other, other_number, other_share)| {
            let likest = other_share.cmp(share);
            let first = || place(*one).cmp(&place(*other));
            likest.then_with(first).then(number.cmp(other_number))
        });
        twins
    }
}

/// What stands in front of a file's own name.
fn folder_of(path: &Path) -> &[u8] {
    let written = path.as_os_str().as_encoded_bytes();
    // Elsewhere the two are one.
    let end = memrchr2(b'/', MAIN_SEPARATOR as u8, written);
    written.get(..end.unwrap_or(0)).unwrap_or_default()
}

impl Dossier {
    /// Whether the text of a report may be a copy of another's: that of another unit in the same folder, on no later year.
    pub(super) fn may_be_copied(&self, report: ReportId, other: ReportId) -> bool {
        let both = self.in_document(report).zip(self.in_document(other));
        both.is_some_and(|(own, others)| may_be_from((report, own), (other, others)))
    }

    fn in_document(&self, report: ReportId) -> Option<InDocument<'_>> {
        let member = self.member(report.document)?;
        Some((member, member.digests.get(report.at)?))
    }
}

/// The same of two reports that are at hand.
fn may_be_from(
    (report, (document, own)): (ReportId, InDocument<'_>),
    (other, (others_document, others)): (ReportId, InDocument<'_>),
) -> bool {
    let units = own.unit.as_ref().zip(others.unit.as_ref());
    let is_later = others.year > own.year;
    // Asked of many, so that the names of folders are compared as they are written.
    let lie_beside = || {
        report.document == other.document
            || folder_of(&document.path) == folder_of(&others_document.path)
    };
    report != other
        && !is_later
        && lie_beside()
        && units.is_some_and(|(own, others)| !own.may_be(others))
}
