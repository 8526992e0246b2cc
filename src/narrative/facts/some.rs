//! What is said of some applications alone: 以邮寄方式提交的 8 件申请，予以公开 4 件; 企业申请 6 件，办结 5 件.
//!
//! A number behind that of some is taken for one of these, unless it is more, the sentence has told a whole, or others of their kind stand beside them.

use super::super::Said;
use super::super::cells::NamedCells;
use super::super::silence::Silence;
use super::super::tokens::Token;
use super::SentenceReader;
use super::number::StatedNumber;
use super::state::PartOfApplications;
use crate::form::phrases::{Needs, Role};
use crate::words::{Cue, CueSet};

impl SentenceReader<'_> {
    /// Remembers a number that is not compared as that of some applications.
    pub(super) fn note_some(&mut self, number: &StatedNumber<'_>, why: Silence) {
        let names = |token: &Token| token.has(Role::OfKind) || token.subject().is_some();
        let is_named = number.run.iter().chain(number.behind).any(names);
        let certain = PartOfApplications::Certain;
        let some = match why {
            Silence::Channel => Some(certain),
            Silence::Unlisted | Silence::LooseCue if is_named => Some(certain),
            // 对 5 件被纠正的案件重新答复，予以公开 3 件
            Silence::CountsSomethingElse if is_named || number.says(Role::Object) => Some(certain),
            Silence::NoCue if is_named && !number.goes_on() => Some(certain),
            // 征收处承办 40 件，其中予以公开 18 件
            Silence::NoCue if !number.goes_on() => Some(PartOfApplications::Unnamed),
            _ => None,
        };
        let some = some.map(|some| (number.count.value, some));
        self.sentence.of_some.extend(some);
    }

    /// Remembers a number that is compared as that of a whole, or of some applicants.
    pub(super) fn note_whole_or_some(&mut self, named: &NamedCells, number: &StatedNumber<'_>) {
        if !self.needs_subject(named.subject) {
            return;
        }
        let divides = |cue: &Cue| !cue.columns.is_empty();
        let is_whole = |cue: &Cue| !cue.including.is_empty() || !cue.finished.is_empty();
        let any = |is: fn(&Cue) -> bool| {
            let mut cues = named.cues.iter().filter_map(|at| self.lexis.cue(at));
            cues.any(is)
        };
        if any(divides) {
            // 企业提出的 6 件申请，予以公开 4 件: of theirs alone.
            let is_of = number.run.last().is_some_and(|last| last.has(Role::OfKind));
            let some = match is_of {
                true => PartOfApplications::Certain,
                false => PartOfApplications::OfApplicants,
            };
            self.sentence.of_some.push((number.count.value, some));
        } else if any(is_whole) {
            self.sentence.has_whole = true;
        }
    }

    /// Whether a number of these cells is one of some applications that have been told before.
    pub(super) fn is_of_some(&self, number: &StatedNumber<'_>, named: &NamedCells) -> bool {
        let is_told = |&&(_, some): &&(i64, PartOfApplications)| {
            some != PartOfApplications::Unnamed || number.says(Role::Among)
        };
        let mut told = self.sentence.of_some.iter().filter(is_told);
        let (Some(&(value, some)), None) = (told.next(), told.next()) else {
            return false;
        };
        let mut cues = named.cues.iter().filter_map(|at| self.lexis.cue(at));
        let ends = |cue: &Cue| {
            let is_left = cue.including.is_empty() && cue.columns.is_empty();
            // Outcomes of applicants are compared with their column, too.
            is_left && (some != PartOfApplications::OfApplicants || !cue.finished.is_empty())
        };
        self.needs_subject(named.subject)
            && !self.sentence.has_whole
            && number.count.value <= value
            && cues.all(ends)
    }

    /// 按期答复 12 件，延期答复 2 件: the first is not all that was answered.
    pub(super) fn drop_other_ends(&mut self) {
        let first = self.sentence.first_fact;
        let said = self.out.facts.iter_mut().zip(&self.cues).skip(first);
        let is_end = |cues: &CueSet| {
            let mut cues = cues.iter().filter_map(|at| self.lexis.cue(at));
            cues.any(|cue| !cue.finished.is_empty())
        };
        let ends = said.filter(|(fact, cues)| fact.said == Said::Number && is_end(cues));
        ends.for_each(|(fact, _)| fact.readings.clear());
    }

    /// 行政诉讼旧存 3 件，新收 25 件: behind a number of disputes a verb alone does not lead back to applications.
    pub(super) fn goes_on_from_disputes(
        &self,
        number: &StatedNumber<'_>,
        named: &NamedCells,
    ) -> bool {
        let mut words = number.words.iter();
        let is_alone = |at: usize| self.lexis.cue(at).is_some_and(|cue| cue.alone);
        self.follows_dispute
            && self.sentence.disputes_from.is_some()
            && named.row_cues.is_within(self.lexis.ways_of)
            && !named.cues.iter().any(is_alone)
            && !words.any(|word| word.subject().is_some())
    }

    fn needs_subject(&self, subject: usize) -> bool {
        let about = self.lexis.subjects.get(subject);
        about.is_some_and(|about| about.needs == Needs::Subject)
    }
}
