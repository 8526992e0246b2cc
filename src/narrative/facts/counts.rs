//! A number in a clause: which cells it names, by the cues that hang together with it.

use super::super::Said;
use super::super::cells::{NamedCells, outcomes};
use super::super::silence::Silence;
use super::super::tokens::Token;
use super::number::StatedNumber;
use super::own_level::is_of_own_level;
use super::refusals::refusal;
use super::turns::NumberInTurn;
use super::{SentenceReader, Whole};
use crate::form::phrases::{Needs, Role};
use crate::words::CueSet;

/// How the cues beside a number are to be taken.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CountManner {
    /// The number is said to be a whole.
    pub together: bool,
    /// It is said to be a part of the number before, or less than the whole.
    pub among: bool,
    /// Nothing but words of weight stands before it in the clause.
    pub goes_on: bool,
    /// It is 0.
    pub is_zero: bool,
}

impl SentenceReader<'_> {
    /// Makes one number a fact, or says why it is none.
    pub(super) fn read_count(&mut self, number: &StatedNumber<'_>) -> Result<(), Silence> {
        let is_new = |turn: &NumberInTurn| turn.is_new && turn.start == number.token.start;
        if self.sentence.turns.iter().any(is_new) {
            (self.sentence.other_year, self.clause.than) = (false, false);
        }
        if let Some(all) = self.cells_of_each(number) {
            return self.say_of_each(number, &all?);
        }
        let named = self
            .cells_of(number)
            .inspect_err(|why| self.heed(number, *why))?;
        self.sentence.unnamed_whole = false;
        self.sentence.divides_unnamed = false;
        let said = match number.count.in_words {
            true => Said::None,
            false => Said::Number,
        };
        if self.is_finished_and_carried(number) {
            self.sentence.whole = Some(Whole::Processed);
            self.drop_other_ends();
        }
        if number.is_divided() || self.goes_on_to_its_end(number) {
            self.note_whole(number);
        }
        if number.ways.len() > 1 {
            self.sentence.in_many_ways.push(self.out.facts.len());
        }
        self.note_unnamed(number, named.cues);
        self.note_whole_or_some(&named, number);
        let mut named = named;
        self.count_parts_of_wholes(&mut named, number.count.value);
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
        let mut turns = self.sentence.turns.iter();
        if let Some(turn) = turns.find(|turn| turn.start == number.token.start) {
            return self.cells_in_turn(number, &turn.words);
        }
        if self.sentence.untold.contains(&number.token.start) {
            return Err(self.elsewhere().unwrap_or(Silence::SeveralCells));
        }
        if self.is_divided_by_matter(number) {
            return Err(Silence::CountsSomethingElse);
        }
        if let Some(cells) = self.part_about_disclosure(number) {
            return Ok(cells);
        }
        if let Some(words) = self.words_named_before(number) {
            return self.cells_in_turn(number, words);
        }
        if let Some(cells) = self.cells_of_total(number) {
            return Ok(cells);
        }
        if let Some(silence) = refusal(self, number) {
            return Err(silence);
        }
        let manner = CountManner {
            together: number.is_together(),
            among: number.says(Role::Among) || self.is_less,
            goes_on: number.goes_on(),
            is_zero: number.count.value == 0,
        };
        let named = self.name(&number.words, manner)?;
        if self.is_published(number, named.subject) {
            return Err(Silence::OtherMatter);
        }
        let of_others = self.is_of_unknown_matter(number, named.subject);
        if of_others || self.is_of_many_matters(number, named.subject) {
            return Err(Silence::NoSubject);
        }
        if self.says_what_disputes_are_about(number, named.subject) {
            return Err(Silence::CountsSomethingElse);
        }
        if self.is_of_some(number, &named) {
            return Err(Silence::OtherPart);
        }
        if self.goes_on_from_disputes(number, &named) {
            return Err(Silence::NoSubject);
        }
        let units = number.count.unit_of;
        match units.is_empty() || units.contains(named.subject) {
            true => Ok(named),
            false => Err(Silence::OtherUnit),
        }
    }

    /// 公开规划信息 20 条、行政许可决定 31 件: those that were published, where no verb says that they were made.
    fn is_published(&self, number: &StatedNumber<'_>, subject: usize) -> bool {
        let about = self.lexis.subjects.get(subject);
        let is_of = |token: &Token| token.has(Role::OfKind) && token.has(Role::Filler);
        // 公布新制定的规范性文件 1 件、废止的规范性文件 2 件
        if self.clause.lists_foreign && number.run.iter().any(is_of) {
            return about.is_some_and(|about| about.needs == Needs::Nothing);
        }
        let may_be = about.is_some_and(|about| !about.published.is_empty());
        let is_told = self.sentence.was_foreign || self.sentence.published.contains(subject);
        let mut cues = number
            .run
            .iter()
            .filter_map(|token| self.lexis.cue(token.cue()?));
        // 作出行政许可决定 31 件、行政处罚决定 12 件: the list goes on.
        let goes_on = self
            .last
            .iter()
            .any(|last| last.subject == subject && last.fact >= self.sentence.first_fact);
        may_be && is_told && !goes_on && cues.next().is_none_or(|first| first.columns.is_empty())
    }

    /// 受理各类申请 52 件，其中政府信息公开申请 12 件: the first number is that of all kinds.
    fn note_unnamed(&mut self, number: &StatedNumber<'_>, cues: CueSet) {
        let is_named = number.words.iter().any(|word| word.subject().is_some());
        let is_bare = |at: usize| self.lexis.cue(at).is_some_and(|cue| cue.bare);
        if !is_named && cues.is_within(self.lexis.ways_of) {
            self.sentence.came_unnamed = Some(self.out.facts.len());
        } else if is_named && number.says(Role::Among) && cues.iter().all(is_bare) {
            let before = self.sentence.came_unnamed.take();
            let fact = before.and_then(|at| self.out.facts.get_mut(at));
            fact.into_iter().for_each(|fact| fact.readings.clear());
        }
    }

    /// 办结上年结转 4 件、当年新收 28 件: what came in is some of what was answered.
    fn is_finished_and_carried(&self, number: &StatedNumber<'_>) -> bool {
        let cues: CueSet = number
            .words
            .iter()
            .filter_map(|token| token.cue())
            .collect();
        let mut ends = cues.iter().filter_map(|at| self.lexis.cue(at));
        cues.contains(self.lexis.carried_in) && ends.any(|cue| !cue.finished.is_empty())
    }

    /// 新收的 52 件办结 49 件: what follows is about these alone.
    fn goes_on_to_its_end(&self, number: &StatedNumber<'_>) -> bool {
        let mut behind = number.right.iter().filter_map(|token| token.cue());
        let next = behind.find_map(|cue| self.lexis.cue(cue));
        number.run.last().is_some_and(|last| last.has(Role::OfKind))
            && !number.is_last
            && next.is_some_and(|cue| !cue.finished.is_empty())
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
        // One part of it that is passed over leaves the others parts of it.
        let is_part = why == Silence::CountsSomethingElse && self.sentence.unnamed_whole;
        let is_whole = why == Silence::NoCue && !number.says(Role::Among);
        self.sentence.is_own_part |= why == Silence::OtherPart && is_of_own_level(self, number);
        if self.sentence.is_own_part {
            self.excuse_whole(number);
        }
        // 规划领域行政复议 5 件，行政诉讼 3 件: what the first was about, the second is.
        if why == Silence::NoSubject && self.is_dispute(number) {
            (self.disclosure, self.may_disclose) = (false, false);
            self.note_disputes_of_all_kinds(number);
        }
        self.note_some(number, why);
        self.sentence.unnamed_whole = is_whole || is_part;
        self.sentence.divides_unnamed = is_part;
        match (why, number.ways.as_slice()) {
            (Silence::Unlisted, _)
                if number.says(Role::PartOfDone)
                    && !number.says(Role::Among)
                    && !number.says(Role::Including) =>
            {
                self.drop_other_ends();
            }
            // 信息不存在 5 件，本机关不掌握 2 件: a row may hold both.
            (Silence::Unlisted, _) => {
                // 因商业秘密不予公开 2 件，其余 5 件不予公开: nor is the second all that was denied.
                let is_listed = |word: &&Token| word.has(Role::Unlisted) && word.cue().is_some();
                if number.words.iter().any(is_listed) {
                    let words = number.words.iter().filter(|word| !word.has(Role::Filler));
                    let cues: CueSet = words.filter_map(|word| word.cue()).collect();
                    self.sentence.shared = self.sentence.shared.and(cues);
                }
            }
            (Silence::OtherPart, _) if self.lacks_part || self.sentence.lacks_part => {
                self.sentence.lacks_part = true;
            }
            // 处罚 12 件，其中简易程序 8 件；强制 3 件: the text goes on about its own.
            (Silence::OtherPart, _) if number.says(Role::Unlisted) => {}
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

    /// 全区收到 512 件，其中区政府收到 42 件: a table of the second number is not wrong; whose a government's table is, differs.
    fn excuse_whole(&mut self, number: &StatedNumber<'_>) {
        let manner = CountManner {
            goes_on: true,
            ..CountManner::default()
        };
        let own = self.name(&number.words, manner).ok();
        let first = self.first_of_paragraph;
        let facts = self.out.facts.get_mut(first..).unwrap_or_default();
        for fact in facts.iter_mut().rev() {
            let plain = fact.readings.first();
            let is_whole = own.as_ref().is_none_or(|own| own.readings.first() == plain);
            if fact.said == Said::Number && is_whole {
                fact.unless = plain.cloned().map(|sum| (sum, number.count.value));
                return;
            }
        }
    }

    /// Whether words round a number name ways in which an application ends.
    pub(super) fn is_outcome(&self, number: &StatedNumber<'_>) -> bool {
        let mut cues = number.words.iter().filter_map(|token| token.cue());
        cues.any(|cue| outcomes(self.lexis, CueSet::one(cue)).is_some())
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
}
