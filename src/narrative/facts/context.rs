//! What a clause is about: its matter, its time, whose figures it gives.

use super::super::YearMention;
use super::super::sentence::{is_light, run_after};
use super::super::silence::Silence;
use super::super::tokens::{Token, TokenMeaning};
use super::name_start::{LONGEST_NAME, name_start};
use super::{SentenceReader, Topic, behind};
use crate::form::phrases::Role;
use crate::span::Span;
use crate::words::LexisEntry;

/// Stands between the ends of a range.
const RANGE: [char; 6] = ['至', '到', '-', '~', '—', '–'];

impl SentenceReader<'_> {
    /// Remembers what the tokens speak of. True if it is something that the tables do not count.
    pub(super) fn note_topic(&mut self, tokens: &[Token]) -> bool {
        let divides = !self.last.is_empty() && tokens.iter().any(|token| token.has(Role::Among));
        let ends_part = |token: &Token| divides && self.ends_application(token);
        let is_end = |token: &Token| self.ends_dispute(token) || ends_part(token);
        let is_foreign = |token: &Token| token.has(Role::Foreign) && !is_end(token);
        let is_foreign = tokens.iter().any(is_foreign);
        let subject = tokens.iter().find_map(Token::subject);
        let names_disclosure = names_disclosure(tokens);
        self.disclosure |= names_disclosure;
        self.sentence.names_disclosure |= names_disclosure;
        match subject {
            _ if is_foreign => self.topic = Topic::Foreign,
            Some(subject) => self.topic = Topic::Subject(subject),
            None => {}
        }
        is_foreign
    }

    pub(super) fn note_carry_years(&mut self, first: usize) {
        for carried in self.carry_years.drain(first..) {
            self.out.years.push(YearMention {
                span: Span::new(carried.start, carried.start + 4),
                year: carried.year,
                role: carried.role,
                fits: carried.fits,
            });
        }
    }

    /// Notes what a clause says of wholes and parts. `is_part`: whether it tells how many of the disputes before are about disclosure.
    pub(super) fn note_parts(&mut self, clause: &[Token], is_part: bool) {
        let carries_in = |token: &Token| token.cue() == Some(self.lexis.carried_in);
        let has = |role| clause.iter().any(|token| token.has(role));
        if is_part {
            self.drop_disputes_of_all_kinds();
        }
        self.sentence.lacks_part |= self.divides_what_lacks_part(clause);
        let counts_in = |token: &Token| token.has(Role::Including) || token.has(Role::Among);
        // 收到 12 件（上年结转 2 件）: a bracket lists what is in the number before it.
        let counts_in = self.clause.is_bracket || clause.iter().any(counts_in);
        self.sentence.includes |= counts_in && clause.iter().any(carries_in);
        self.sentence.divides |= has(Role::Among);
        self.sentence.was_foreign |= self.clause.is_foreign;
        self.sentence.has_rest |= clause.iter().any(|token| token.has(Role::Rest));
    }

    /// 收到 20 件（不含分局的 41 件）。其中自然人 18 件: parts of a number that is no whole.
    fn divides_what_lacks_part(&self, clause: &[Token]) -> bool {
        let sentence = &self.sentence;
        if !sentence.follows_lack {
            return false;
        }
        let is_first = self.out.facts.len() == sentence.first_fact
            && self.out.silent.len() == sentence.first_silent;
        let is_column = |token: &Token| {
            let cue = token.cue().and_then(|cue| self.lexis.cue(cue));
            cue.is_some_and(|cue| !cue.columns.is_empty())
        };
        let divides = |token: &Token| token.has(Role::Among) || is_column(token);
        is_first && clause.iter().any(divides)
    }

    /// Notes whether words between those that are known tell of publishing: 公开许可信息 20 条、处罚决定 12 件.
    pub(super) fn note_published(&mut self, clause: &[Token], begin: usize, end: usize) {
        let starts = clause.iter().map(|token| token.start).chain([end]);
        let ends = std::iter::once(begin).chain(clause.iter().map(|token| token.end));
        let gaps = ends.zip(starts).filter(|(from, to)| from < to);
        for (from, to) in gaps {
            self.sentence.has_unknown = true;
            let gap = self.text.get(from..to).unwrap_or_default();
            for (at, subject) in self.lexis.subjects.iter().enumerate() {
                if subject
                    .published
                    .iter()
                    .any(|word| gap.contains(word.as_str()))
                {
                    self.sentence.published.insert(at);
                }
            }
        }
    }

    /// Notes what the token `at` says of the time and the body that the numbers behind it are those of.
    pub(super) fn note_time_and_body(&mut self, clause: &[Token], at: usize, begin: usize) {
        let Some(token) = clause.get(at) else { return };
        match &token.kind {
            TokenMeaning::Year(year) => self.note_year(clause, at, *year),
            TokenMeaning::Month(month) => self.note_month(*month, token.start),
            TokenMeaning::Word(entry) => {
                let is_other = match self.background.reports_for_area {
                    true => entry.has(Role::OwnLevel) || self.is_of_another_area(token, entry),
                    false => entry.has(Role::Wider),
                };
                self.sentence.is_own_part |=
                    self.background.reports_for_area && entry.has(Role::OwnLevel);
                if entry.has(Role::Others) || is_other {
                    self.sentence.elsewhere.get_or_insert(Silence::OtherBody);
                }
                if entry.has(Role::Elsewhere) {
                    self.sentence.elsewhere.get_or_insert(Silence::OtherTime);
                }
                self.sentence.as_of |= entry.has(Role::AsOf);
                if entry.has(Role::Cumulative) && !self.sentence.is_of_year {
                    self.note_cumulative();
                }
                if entry.has(Role::ThisYear) {
                    self.is_this_year(true);
                } else if entry.has(Role::LastYear) || entry.has(Role::NextYear) {
                    self.is_this_year(false);
                }
            }
            _ => {}
        }
        if self.names_another_body(clause, at, begin) {
            self.sentence.elsewhere.get_or_insert(Silence::OtherBody);
        }
    }

    /// 全市 in the report of a county.
    fn is_of_another_area(&self, token: &Token, entry: &LexisEntry) -> bool {
        let bodies = self.edition.bodies();
        let words = || self.text.get(token.start..token.end).unwrap_or_default();
        entry.has(Role::Wider) && self.background.own.is_of_another_area(words(), bodies)
    }

    /// 累计 of posts says nothing about the applications that follow.
    fn note_cumulative(&mut self) {
        match self.clause.is_foreign {
            true => self.clause.is_cumulative = true,
            false => {
                self.sentence.elsewhere.get_or_insert(Silence::OtherTime);
            }
        }
    }

    fn is_this_year(&mut self, is_this: bool) {
        // 较去年: a difference is of this year.
        if self.clause.than {
            return;
        }
        self.sentence.other_year = !is_this;
        self.sentence.is_of_year |= is_this;
        if is_this {
            self.sentence.part_of_year = false;
        }
    }

    fn note_year(&mut self, clause: &[Token], at: usize, year: u16) {
        let Some(own) = self.year else { return };
        let (before, next) = (
            at.checked_sub(1).and_then(|at| clause.get(at)),
            clause.get(at + 1),
        );
        let token = clause.get(at);
        let end = token.map_or(0, |token| token.end);
        let is_end = |next: &Token| next.start == end && next.has(Role::YearEnd);
        // 2022年至2024年, 2023年、2024年: more than one year.
        let is_joint = |token: &Token| token.mark() == Some('、') || token.has(Role::And);
        let before_joint = match before {
            Some(joint) if is_joint(joint) => at.checked_sub(2).and_then(|at| clause.get(at)),
            before => before,
        };
        let is_range = before_joint.is_some_and(|before| {
            let start = token.map_or(0, |token| token.start);
            let joint = self.text.get(before.end..start).unwrap_or_default();
            let is_short = joint.chars().count() == 1;
            matches!(before.kind, TokenMeaning::Year(_)) && is_short
        }) || self.ends_bare_range(token.map_or(0, |token| token.start));
        let is_to_end = next.is_some_and(is_end);
        if is_range || is_to_end && year != own {
            self.sentence.elsewhere.get_or_insert(Silence::OtherTime);
        } else if is_to_end {
            self.sentence.as_of = true;
        } else {
            self.is_this_year(year == own);
        }
    }

    /// 2022-2024年: the first year of a range has no 年 of its own.
    fn ends_bare_range(&self, start: usize) -> bool {
        let before = self.text.get(..start).unwrap_or_default();
        let first = before.trim_end_matches(RANGE);
        let is_year = |first: &str| {
            first
                .bytes()
                .rev()
                .take(4)
                .all(|byte| byte.is_ascii_digit())
        };
        first.len() < before.len() && first.len() >= 4 && is_year(first)
    }

    /// 3月收到 2 件: of a part of the year, unless the months are all of it.
    fn note_month(&mut self, month: u8, start: usize) {
        let before = self.text.get(..start).unwrap_or_default();
        let digits = before.trim_end_matches(RANGE);
        let from_first = digits.len() < before.len()
            && digits.ends_with('1')
            && !digits
                .trim_end_matches('1')
                .ends_with(|c: char| c.is_ascii_digit());
        let sentence = &self.sentence;
        let is_from_start = from_first || sentence.as_of || sentence.first_month == Some(1);
        let is_whole = month == 12 && is_from_start;
        self.sentence.part_of_year = !is_whole;
        self.sentence.first_month.get_or_insert(month);
    }

    /// Whether something unknown right before the token `at` is the name of another body that does what the words from here on say.
    fn names_another_body(&self, clause: &[Token], at: usize, begin: usize) -> bool {
        let Some(token) = clause.get(at) else {
            return false;
        };
        let before = behind(clause, at, begin);
        let is_behind_name = before < token.start || is_own(clause, at.checked_sub(1));
        let is_said = is_light(token) || token.has(Role::Deny);
        if !is_behind_name || !is_said || matches!(token.kind, TokenMeaning::Own) {
            return false;
        }
        let acts = |token: &Token| {
            let cue = token.cue().and_then(|cue| self.lexis.cue(cue));
            cue.is_some_and(|cue| !cue.rows.is_empty() && !token.has(Role::Filler))
                || token.has(Role::Deny)
        };
        let run = clause.get(at..run_after(clause, at)).unwrap_or_default();
        if !run.iter().any(acts) {
            return false;
        }
        let start = name_start(clause, at, begin);
        let is_another = |end: usize| {
            let is_short = end.saturating_sub(start) <= LONGEST_NAME * '局'.len_utf8();
            let called = self.text.get(start..end).filter(|_| is_short);
            let bodies = self.edition.bodies();
            called.is_some_and(|called| self.background.own.is_another(called, bodies))
        };
        // 派出所收到: the name may end in what is otherwise a word without weight.
        is_another(token.start) || (!acts(token) && is_another(token.end))
    }
}

/// Whether disclosure is named, by itself or by an application for it.
pub(super) fn names_disclosure(tokens: &[Token]) -> bool {
    let names = |token: &Token| token.subject().is_some() || token.has(Role::Disclosure);
    tokens.iter().any(names)
}

fn is_own(clause: &[Token], at: Option<usize>) -> bool {
    let token = at.and_then(|at| clause.get(at));
    token.is_some_and(|token| matches!(token.kind, TokenMeaning::Own))
}
