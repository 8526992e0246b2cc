//! A number in a clause: which cells it names, by the cues that hang together with it.

use super::super::Said;
use super::super::cells::{NamedCells, sums};
use super::super::silence::Silence;
use super::super::tokens::Token;
use super::number::StatedNumber;
use super::refusals::refusal;
use super::{SentenceReader, Topic, Whole};
use crate::form::phrases::{Needs, Role};
use crate::words::{Cue, CueSet};

/// How the cues beside a number are to be taken.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CountManner {
    /// The number is said to be a whole.
    pub together: bool,
    /// It is said to be a part of the number before.
    pub among: bool,
    /// Nothing but words of weight stands before it in the clause.
    pub goes_on: bool,
    /// It is 0.
    pub is_zero: bool,
}

impl SentenceReader<'_> {
    /// Makes one number a fact, or says why it is none.
    pub(super) fn read_count(&mut self, number: &StatedNumber<'_>) -> Result<(), Silence> {
        let named = self
            .cells_of(number)
            .inspect_err(|why| self.heed(number, *why))?;
        let said = match number.count.in_words {
            true => Said::None,
            false => Said::Number,
        };
        if number.is_divided() {
            self.note_whole(number);
        }
        if number.ways.len() > 1 {
            self.sentence.in_many_ways.push(self.out.facts.len());
        }
        self.push(
            &named,
            number.span(),
            number.place(),
            said,
            number.count.value,
        );
        Ok(())
    }

    /// The cells that a number names.
    fn cells_of(&self, number: &StatedNumber<'_>) -> Result<NamedCells, Silence> {
        if let Some(silence) = refusal(self, number) {
            return Err(silence);
        }
        let manner = CountManner {
            together: number.is_together(),
            among: number.says(Role::Among),
            goes_on: number.goes_on(),
            is_zero: number.count.value == 0,
        };
        let named = self.name(&number.words, manner)?;
        let units = number.count.unit_of;
        match units.is_empty() || units.contains(named.subject) {
            true => Ok(named),
            false => Err(Silence::OtherUnit),
        }
    }

    /// Notes what the numbers that follow are parts of: those of the outcomes of an applicant or of the year before are not the table's.
    fn note_whole(&mut self, number: &StatedNumber<'_>) {
        let cues = number.words.iter().filter_map(|token| token.cue());
        for at in cues {
            let Some(cue) = self.lexis.cue(at) else {
                continue;
            };
            if !cue.columns.is_empty()
                || [self.lexis.carried_in, self.lexis.carried_out].contains(&at)
            {
                self.sentence.elsewhere.get_or_insert(Silence::OtherPart);
            } else if !cue.finished.is_empty() {
                self.sentence.whole = Some(Whole::Processed);
            } else if !cue.including.is_empty() {
                self.sentence.whole.get_or_insert(Whole::Received);
            }
        }
    }

    /// Some numbers that are not compared tell something all the same.
    fn heed(&mut self, number: &StatedNumber<'_>, why: Silence) {
        match (why, number.ways.as_slice()) {
            (Silence::OtherPart, _) => {
                self.sentence.elsewhere.get_or_insert(Silence::OtherBody);
            }
            (Silence::Channel, [way]) => {
                let mut cues = number.words.iter().filter_map(|token| token.cue());
                let is_plain = cues.all(|cue| self.lexis.ways_of.contains(cue));
                if is_plain && !number.count.unit_of.is_empty() && !number.count.in_words {
                    let part = (*way, number.span(), number.count.value);
                    self.sentence.parts.push(part);
                }
            }
            _ => {}
        }
    }

    /// Whether a word names cells by itself.
    pub(super) fn is_known_cue(&self, token: &Token) -> bool {
        let Some(cue) = token.cue() else { return false };
        self.lexis.cue(cue).is_none_or(|cue| !cue.bare)
    }

    /// Whether a cue beyond something unknown might have a say in what the number of `run` names.
    pub(super) fn hangs_loose(&self, token: &Token, run: &[Token]) -> bool {
        let Some(cue) = token.cue().and_then(|cue| self.lexis.cue(cue)) else {
            return false;
        };
        let mut subjects = run.iter().filter_map(|token| self.lexis.cue(token.cue()?));
        !token.has(Role::Filler) && subjects.next().map(|cue| cue.subject) == Some(cue.subject)
    }

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
        named.ok_or(Silence::SeveralCells)
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
            let is_weak =
                token.has(Role::Filler) && strong.is_some_and(|strong| strong != cue.subject);
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
        let mut last = self.last.iter().rev();
        let last = last
            .find(|last| last.subject == subject)
            .ok_or(Silence::NoCue)?;
        if !manner.goes_on || last.fact < self.sentence.first_fact {
            return Err(Silence::NoCue);
        }
        kept.extend(last.columns.iter());
        Ok(())
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
                self.topic == Topic::Subject(subject) || cues.iter().any(is_alone)
            }
            // Who has none at all has none about disclosure.
            Some(Needs::Disclosure) => self.disclosure || is_zero,
            Some(Needs::Nothing) => true,
            None => false,
        }
    }
}
