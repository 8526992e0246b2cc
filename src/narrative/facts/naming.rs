//! Cues beside each other: which of them count, what they are about, and which cells they name together.

use super::super::cells::{NamedCells, also_of, sums};
use super::super::silence::Silence;
use super::super::tokens::Token;
use super::counts::CountManner;
use super::state::Last;
use super::{SentenceReader, Topic};
use crate::form::phrases::{Needs, Role};
use crate::words::{Cue, CueSet};

impl SentenceReader<'_> {
    /// The cells that the cues among `words` name together.
    pub(super) fn name(
        &self,
        words: &[&Token],
        manner: CountManner,
    ) -> Result<NamedCells, Silence> {
        let own = words.iter().find_map(|token| token.subject());
        let cues = self.cues_among(words, own)?;
        let mut kept = self.strongest(&cues, words, manner);
        if kept.is_empty()
            && let Some(subject) = own.filter(|_| manner.together && cues.is_empty())
        {
            kept.extend(
                self.lexis
                    .subjects
                    .get(subject)
                    .and_then(|subject| subject.bare),
            );
        }
        // 依申请公开 0 件: of whatever was counted, none came in.
        if manner.is_zero && manner.goes_on && kept.is_empty() && cues.is_empty() {
            let about = own.and_then(|own| self.lexis.subjects.get(own));
            let about = about.filter(|_| !self.sentence.was_foreign);
            kept.extend(about.and_then(|about| about.row_cue));
        }
        // 某公司政府信息公开申请 5 件: whose, is unknown.
        let is_bare = |&at: &usize| self.lexis.cue(at).is_some_and(|cue| cue.bare);
        if !manner.goes_on && kept.iter().all(is_bare) {
            return Err(match kept.is_empty() {
                true => Silence::NoCue,
                false => Silence::OtherPart,
            });
        }
        self.join(&mut kept);
        let subject = self.subject_of(&kept)?;
        if !self.is_about(subject, &kept, manner.is_zero) {
            return Err(Silence::NoSubject);
        }
        if self.goes_on_from_afar(subject, &kept) {
            return Err(Silence::NoCue);
        }
        let parent = self.parent(subject);
        self.take_over_columns(subject, &mut kept, manner)?;
        let named = sums(
            self.edition,
            self.lexis,
            subject,
            &kept,
            parent,
            manner.among,
        );
        let mut named = named.ok_or(Silence::SeveralCells)?;
        // 自然人申请 9 件，予以公开 4 件: perhaps of theirs alone.
        let columns = self.lone_columns(subject).unwrap_or(CueSet::EMPTY);
        also_of(self.edition, self.lexis, columns, &mut named);
        Ok(named)
    }

    /// The columns of the fact before in this sentence, if it is the first one that names any: of a list of applicants, all are meant.
    fn lone_columns(&self, subject: usize) -> Option<CueSet> {
        let last = self
            .last
            .iter()
            .rev()
            .find(|last| last.subject == subject)?;
        let told = self.cues.get(self.sentence.first_fact..last.fact)?;
        let divides = |at: usize| {
            self.lexis
                .cue(at)
                .is_some_and(|cue| !cue.columns.is_empty())
        };
        let mut told = told.iter().flat_map(|cues| cues.iter());
        (!told.any(divides)).then_some(last.columns)
    }

    /// The cues among `words` that count beside each other. `own`: the subject that the words name.
    fn cues_among(&self, words: &[&Token], own: Option<usize>) -> Result<Vec<usize>, Silence> {
        let strong = words
            .iter()
            .filter(|token| !token.has(Role::Filler))
            .filter_map(|token| self.lexis.cue(token.cue()?))
            .map(|cue| cue.subject)
            .next_back();
        let mut cues: Vec<usize> = Vec::new();
        for token in words {
            let Some(at) = token.cue() else { continue };
            let cue = self.lexis.cue(at).ok_or(Silence::SeveralCells)?;
            let is_other = |subject: Option<usize>| subject.is_some_and(|at| at != cue.subject);
            // 共办理政府信息公开申请 12 件: no 办理 of decisions.
            let is_weak = token.has(Role::Filler) && (is_other(strong) || is_other(own));
            let lacks_subject = cue.bare && own != Some(cue.subject);
            if !is_weak && !lacks_subject && !cues.contains(&at) {
                cues.push(at);
            }
        }
        Ok(cues)
    }

    /// Those that no other outranks.
    fn strongest(&self, cues: &[usize], words: &[&Token], manner: CountManner) -> Vec<usize> {
        let joins = |token: &&Token| token.has(Role::And) || token.mark() == Some('、');
        let adds_up = manner.together && words.iter().any(joins);
        let outranks = |other: &Cue, at: usize| {
            other.over.contains(at) && !(adds_up && other.sums_with.contains(at))
        };
        let is_outranked = |at: usize| {
            let mut others = cues.iter().filter_map(|&other| self.lexis.cue(other));
            others.any(|other| outranks(other, at))
        };
        let mut kept: Vec<usize> = cues
            .iter()
            .copied()
            .filter(|&at| !is_outranked(at))
            .collect();
        // A bare amount gives way to any verb.
        if kept.len() > 1 {
            kept.retain(|&at| self.lexis.cue(at).is_some_and(|cue| !cue.bare));
        }
        kept
    }

    /// Cues that meet may have one that stands for them (收到、办结).
    fn join(&self, kept: &mut Vec<usize>) {
        let set: CueSet = kept.iter().copied().collect();
        let stands_for_all = |cue: &Cue| kept.len() > 1 && cue.joins == set;
        if let Some(at) = self.lexis.cues.iter().position(stands_for_all) {
            *kept = vec![at];
        }
    }

    /// The one subject of these cues.
    fn subject_of(&self, cues: &[usize]) -> Result<usize, Silence> {
        let subject = |at: &usize| self.lexis.cue(*at).map(|cue| cue.subject);
        let first = cues.first().ok_or(Silence::NoCue)?;
        let first = subject(first).ok_or(Silence::NoCue)?;
        match cues.iter().all(|at| subject(at) == Some(first)) {
            true => Ok(first),
            false => Err(Silence::SeveralCells),
        }
    }

    /// A list goes on: 作出行政许可决定 9 件、行政处罚 3 件.
    fn take_over_columns(
        &self,
        subject: usize,
        kept: &mut Vec<usize>,
        manner: CountManner,
    ) -> Result<(), Silence> {
        let divides = |at: &usize| {
            self.lexis
                .cue(*at)
                .is_some_and(|cue| !cue.columns.is_empty())
        };
        let about = self.lexis.subjects.get(subject).ok_or(Silence::NoCue)?;
        if about.column.is_some() || kept.iter().any(divides) {
            return Ok(());
        }
        // 行政许可 0 件: whatever of them is counted, there was none.
        if about.zero_column.is_some() && manner.is_zero {
            return Ok(());
        }
        let mut last = self.last.iter().rev();
        let last = last
            .find(|last| last.subject == subject)
            .ok_or(Silence::NoCue)?;
        if !manner.goes_on || last.fact < self.sentence.first_fact {
            return Err(Silence::NoCue);
        }
        kept.extend(last.columns.iter());
        match kept.iter().any(divides) {
            true => Ok(()),
            false => Err(Silence::NoCue),
        }
    }

    /// The cues of the rows that were last spoken of.
    pub(super) fn parent(&self, subject: usize) -> Option<CueSet> {
        let last = self.last.iter().rev().find(|last| last.subject == subject);
        let in_sentence = last.filter(|last| last.fact >= self.sentence.first_fact);
        let announced = self.sentence.announced;
        let announced = announced.filter(|(other, _)| *other == subject);
        match (in_sentence, announced) {
            (None, Some((_, cues))) => Some(cues),
            _ => last.map(|last| last.cues),
        }
    }

    /// 处罚决定 9 件。全年办理 38 件: whether only the sentence before tells of which row a number would be, where it tells of its only column already,
    /// or where this sentence is about something else.
    fn goes_on_from_afar(&self, subject: usize, cues: &[usize]) -> bool {
        let Some(about) = self.lexis.subjects.get(subject) else {
            return false;
        };
        let is_apart = about.zero_column.is_some() || self.sentence.was_foreign;
        let is_told =
            |last: &Last| last.subject == subject && last.fact >= self.sentence.first_fact;
        let announced = self.sentence.announced;
        about.column.is_none()
            && is_apart
            && self.are_columns(cues)
            && !self.last.iter().any(is_told)
            && announced.is_none_or(|(other, _)| other != subject)
    }

    fn are_columns(&self, cues: &[usize]) -> bool {
        let is_column = |&at: &usize| self.lexis.cue(at).is_some_and(|cue| cue.rows.is_empty());
        cues.iter().all(is_column)
    }

    /// Whether disclosure is named as near as these cues need it; a list of them goes on (复议应诉 3 件，诉讼应诉 2 件).
    fn is_near(&self, cues: &[usize]) -> bool {
        let is_near = |at: usize| self.lexis.cue(at).is_some_and(|cue| cue.near);
        let told = self
            .cues
            .get(self.sentence.first_fact..)
            .unwrap_or_default();
        let goes_on = told.last().is_some_and(|cues| cues.iter().any(is_near));
        goes_on || self.clause.names_disclosure || !cues.iter().any(|&at| is_near(at))
    }

    /// 行政复议案件 6 件（上年结转 1 件）
    fn goes_on_with_another(&self, subject: usize) -> bool {
        let last = self.last.iter().max_by_key(|last| last.fact);
        last.is_some_and(|last| last.fact >= self.sentence.first_fact && last.subject != subject)
    }

    /// 城管案件 5210 件，转入下年 26 件
    fn goes_on_with_unknown(&self, subject: usize) -> bool {
        let told = |last: &Last| last.subject == subject && last.fact >= self.sentence.first_fact;
        self.out.silent.len() > self.sentence.first_silent && !self.last.iter().any(told)
            || self.goes_on_with_another(subject)
    }

    /// Whether the text has said enough for the cues of a subject to count.
    pub(super) fn is_about(&self, subject: usize, cues: &[usize], is_zero: bool) -> bool {
        let is_alone = |&at: &usize| self.lexis.cue(at).is_some_and(|cue| cue.alone);
        match self
            .lexis
            .subjects
            .get(subject)
            .map(|subject| subject.needs)
        {
            Some(Needs::Subject) => {
                // 办结信访件 20 件，结转下年 3 件: what was spoken of goes on.
                let may_be_alone =
                    self.topic != Topic::Foreign && !self.goes_on_with_unknown(subject);
                let is_about = self.topic == Topic::Subject(subject)
                    || may_be_alone && cues.iter().any(is_alone);
                is_about && !(self.in_bracket && self.goes_on_with_another(subject))
            }
            // Who has none at all has none about disclosure.
            Some(Needs::Disclosure) => {
                let is_disclosed = self.disclosure
                    || self.may_disclose
                    || self.sentence.goes_on_from_part && self.are_columns(cues);
                is_zero || is_disclosed && self.is_near(cues)
            }
            Some(Needs::Nothing) => true,
            None => false,
        }
    }
}
