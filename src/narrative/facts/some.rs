//! What is said of some applications alone: 以邮寄方式提交的 8 件申请，予以公开 4 件; 企业申请 6 件，办结 5 件.
//!
//! A number behind that of some is taken for one of these, unless it is more, the sentence has told a whole, or others of their kind stand beside them.

use super::super::cells::NamedCells;
use super::super::silence::Silence;
use super::super::tokens::Token;
use super::SentenceReader;
use super::number::StatedNumber;
use crate::form::phrases::{Needs, Role};
use crate::words::Cue;

impl SentenceReader<'_> {
    /// Remembers a number that is not compared as that of some applications.
    pub(super) fn note_some(&mut self, number: &StatedNumber<'_>, why: Silence) {
        let names = |token: &Token| token.has(Role::OfKind) || token.subject().is_some();
        let is_named = number.run.iter().chain(number.behind).any(names);
        let is_of_some = match why {
            Silence::Channel => true,
            Silence::Unlisted | Silence::LooseCue | Silence::CountsSomethingElse => is_named,
            Silence::NoCue => is_named && !number.goes_on(),
            _ => false,
        };
        if is_of_some {
            self.sentence.of_some.push((number.count.value, false));
        }
    }

    /// Remembers a number that is compared as that of a whole, or of some applicants.
    pub(super) fn note_whole_or_some(&mut self, named: &NamedCells, value: i64) {
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
            self.sentence.of_some.push((value, true));
        } else if any(is_whole) {
            self.sentence.has_whole = true;
        }
    }

    /// Whether a number of these cells is one of some applications that have been told before.
    pub(super) fn is_of_some(&self, named: &NamedCells, value: i64) -> bool {
        let [(some, is_applicants)] = self.sentence.of_some[..] else {
            return false;
        };
        let mut cues = named.cues.iter().filter_map(|at| self.lexis.cue(at));
        let ends = |cue: &Cue| {
            let is_left = cue.including.is_empty() && cue.columns.is_empty();
            // Outcomes of applicants are compared with their column, too.
            is_left && (!is_applicants || !cue.finished.is_empty())
        };
        self.needs_subject(named.subject)
            && !self.sentence.has_whole
            && value <= some
            && cues.all(ends)
    }

    fn needs_subject(&self, subject: usize) -> bool {
        let about = self.lexis.subjects.get(subject);
        about.is_some_and(|about| about.needs == Needs::Subject)
    }
}
