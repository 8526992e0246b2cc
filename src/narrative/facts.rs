//! Clauses to facts: which cells a number names, if it certainly names any.
//!
//! In: the tokens of all sentences. Out: [`Narrative`]. A number counts if a cue hangs together with it and nothing in the clause, or before it in the
//! sentence, speaks of another time, another body or another matter. In doubt there is no fact.

use super::cells::{Named, sums};
use super::dates::periods;
use super::lexis::{CueSet, Lexis, set_of};
use super::prose::{HEADING, PARAGRAPH, Prose};
use super::sentence::{CarryYear, run_after, run_before, with_carries};
use super::tokens::{Kind, Token};
use super::{Fact, Listing, Narrative, Said, Share, YearMention};
use crate::align::AlignedReport;
use crate::form::phrases::{Needs, Role};
use crate::span::Span;

/// What the text speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Topic {
    Unknown,
    Subject(usize),
    Foreign,
}

/// What later clauses may refer to.
#[derive(Clone, Copy, Debug)]
struct Last {
    subject: usize,
    /// The cues that gave its rows.
    cues: CueSet,
    /// The cues that gave its columns.
    columns: CueSet,
    fact: usize,
}

/// What is known while reading a sentence.
#[derive(Clone, Debug, Default)]
struct Sentence {
    /// Figures of other bodies or of no certain time, to its end.
    elsewhere: bool,
    /// Figures of another year, until the report's own is named.
    other_year: bool,
    /// Whether something is counted in that came from the year before.
    includes: bool,
    /// Whether something is set apart from the whole.
    has_rest: bool,
    /// Whether it has spoken of something that the tables do not count.
    was_foreign: bool,
    /// Its facts start at this index.
    first_fact: usize,
    /// Numbers by the way they came: way, place, value.
    parts: Vec<(u8, Span, i64)>,
}

/// Reads tokens into facts.
pub(super) struct Reader<'a> {
    report: &'a AlignedReport<'a>,
    lexis: &'a Lexis,
    prose: &'a Prose,
    reports_for_area: bool,
    year: Option<u16>,
    /// Of the nearest heading above.
    heading_topic: Topic,
    topic: Topic,
    /// Whether disclosure has been spoken of in this paragraph.
    disclosure: bool,
    last: Vec<Last>,
    sentence: Sentence,
    carry_years: Vec<CarryYear>,
    /// The cues of each fact.
    cues: Vec<CueSet>,
    out: Narrative,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        report: &'a AlignedReport<'a>,
        lexis: &'a Lexis,
        prose: &'a Prose,
        reports_for_area: bool,
    ) -> Self {
        Reader {
            report,
            lexis,
            prose,
            reports_for_area,
            year: report.year(),
            heading_topic: Topic::Unknown,
            topic: Topic::Unknown,
            disclosure: false,
            last: Vec::new(),
            sentence: Sentence::default(),
            carry_years: Vec::new(),
            cues: Vec::new(),
            out: Narrative::default(),
        }
    }

    pub(super) fn read(mut self, tokens: &[Token]) -> Narrative {
        let mut start = 0;
        for (at, token) in tokens.iter().enumerate() {
            let Some(mark @ (PARAGRAPH | HEADING | '。' | '!' | '?')) = token.mark() else {
                continue;
            };
            let sentence = tokens.get(start..at).unwrap_or_default();
            let begin = behind(tokens, start, 0);
            start = at + 1;
            if mark == HEADING {
                self.read_heading(sentence);
                continue;
            }
            self.read_sentence(sentence, begin, token.start);
            if mark == PARAGRAPH {
                self.start_paragraph();
            }
        }
        let mut out = self.out;
        drop_hasty_ends(&mut out, &self.cues, self.lexis);
        prune(&mut out);
        out
    }

    /// A heading says what the paragraphs below it are about.
    fn read_heading(&mut self, tokens: &[Token]) {
        let subject = tokens.iter().find_map(Token::subject);
        self.heading_topic = subject.map_or(Topic::Unknown, Topic::Subject);
        self.start_paragraph();
    }

    fn start_paragraph(&mut self) {
        self.topic = self.heading_topic;
        self.disclosure = false;
        self.last.clear();
    }

    fn read_sentence(&mut self, tokens: &[Token], begin: usize, end: usize) {
        self.sentence = Sentence {
            first_fact: self.out.facts.len(),
            ..Sentence::default()
        };
        if self.topic == Topic::Foreign {
            self.topic = self.heading_topic;
        }
        if !tokens.iter().any(is_worth_reading) {
            // Nothing is stated here; but what is spoken of may matter to what follows.
            self.note_topic(tokens);
            return;
        }
        periods(
            tokens,
            &self.prose.text,
            end,
            self.year,
            |year, start, fits| {
                let span = self.prose.source(self.report.document, start, start + 4);
                let role = super::YearRole::Period;
                self.out.years.push(YearMention {
                    span,
                    year,
                    role,
                    fits,
                });
            },
        );
        let mut start = 0;
        let mut has_count = false;
        for at in 0..=tokens.len() {
            let token = tokens.get(at);
            let ends = match token.map(Token::mark) {
                None => true,
                Some(Some(',' | ';' | ':' | '(' | ')' | '\n')) => true,
                // A list breaks behind a number; before one its words belong together.
                Some(Some('、')) => has_count,
                Some(_) => false,
            };
            has_count |= token.is_some_and(|token| {
                matches!(token.kind, Kind::Count(_) | Kind::Percent(..) | Kind::Other)
            });
            if ends {
                let clause = tokens.get(start..at).unwrap_or_default();
                let clause_end = token.map_or(end, |token| token.start);
                if !clause.is_empty() {
                    self.read_clause(clause, behind(tokens, start, begin), clause_end);
                }
                start = at + 1;
                has_count = false;
            }
        }
        self.close_sentence();
    }

    fn read_clause(&mut self, tokens: &[Token], begin: usize, end: usize) {
        let n_years = self.carry_years.len();
        let clause = with_carries(tokens, self.lexis, self.year, &mut self.carry_years);
        for carried in self.carry_years.drain(n_years..) {
            let (start, document) = (carried.start, self.report.document);
            self.out.years.push(YearMention {
                span: self.prose.source(document, start, start + 4),
                year: carried.year,
                role: carried.role,
                fits: carried.fits,
            });
        }
        let is_foreign = self.note_topic(&clause);
        let carries_in = |token: &Token| token.cue() == Some(self.lexis.carried_in);
        let counts_in = |token: &Token| token.has(Role::Including) || token.has(Role::Among);
        if clause.iter().any(carries_in) && clause.iter().any(counts_in) {
            self.sentence.includes = true;
        }
        self.sentence.was_foreign |= is_foreign;
        self.sentence.has_rest |= clause.iter().any(|token| token.has(Role::Rest));
        let mut first = 0;
        let mut than = false;
        let mut any_fact = false;
        let first_count = self.out.facts.len();
        let n_parts = self.sentence.parts.len();
        for (at, token) in clause.iter().enumerate() {
            than |= token.has(Role::Than);
            self.note_time_and_place(token, than);
            if let Kind::Percent(percent, decimals) = token.kind {
                self.read_share(&clause, at, percent, decimals);
            }
            if matches!(token.kind, Kind::Count(_) | Kind::Percent(..) | Kind::Other) {
                let is_out =
                    than || is_foreign || self.sentence.elsewhere || self.sentence.other_year;
                if token.count().is_some() && !is_out {
                    let found = Clause {
                        tokens: &clause,
                        begin: behind(&clause, first, begin),
                        end,
                        first,
                        at,
                    };
                    any_fact |= self.read_count(&found);
                }
                first = at + 1;
            }
        }
        // 受理低保申请 35 件，办结 35 件, 主动公开 60 件，依申请公开 20 件: what was not understood is what the rest is about.
        let counts = clause.iter().any(|token| token.count().is_some());
        let names = |token: &Token| self.is_known_cue(token) && !token.has(Role::Filler);
        let is_strange = self.sentence.was_foreign || clause.iter().any(names);
        if counts && is_strange && !any_fact && self.sentence.parts.len() == n_parts {
            self.topic = Topic::Foreign;
        }
        let is_out = is_foreign || self.sentence.elsewhere || self.sentence.other_year || than;
        if is_out {
            return;
        }
        if !any_fact || clause.iter().all(|token| token.count().is_none()) {
            self.read_denial(&clause, end);
        }
        if self.out.facts.len() == first_count || any_fact {
            self.read_completion(&clause, end);
        }
    }

    /// Remembers what the tokens speak of. True if it is something that the tables do not count.
    fn note_topic(&mut self, tokens: &[Token]) -> bool {
        let is_foreign = tokens.iter().any(|token| token.has(Role::Foreign));
        let subject = tokens.iter().find_map(Token::subject);
        self.disclosure |=
            subject.is_some() || tokens.iter().any(|token| token.has(Role::Disclosure));
        match subject {
            _ if is_foreign => self.topic = Topic::Foreign,
            Some(subject) => self.topic = Topic::Subject(subject),
            None => {}
        }
        is_foreign
    }

    fn note_time_and_place(&mut self, token: &Token, than: bool) {
        let wider = token.has(Role::Wider) && !self.reports_for_area;
        self.sentence.elsewhere |= token.has(Role::Elsewhere) || wider;
        let other = match token.kind {
            Kind::Year(year) => self.year.map(|report| report != year),
            _ if token.has(Role::ThisYear) => Some(false),
            _ if token.has(Role::LastYear) || token.has(Role::NextYear) => Some(true),
            _ => None,
        };
        if let Some(other) = other.filter(|_| !than) {
            self.sentence.other_year = other;
        }
    }

    /// One number. True if it became a fact.
    fn read_count(&mut self, clause: &Clause<'_>) -> bool {
        let Some(token) = clause.tokens.get(clause.at) else {
            return false;
        };
        let Some(count) = token.count() else {
            return false;
        };
        let left = clause.left();
        let right = clause.right();
        if left
            .last()
            .is_some_and(|last| last.end == token.start && last.has(Role::About))
        {
            return false;
        }
        // Something unknown directly behind the number is what it counts.
        match right.first() {
            Some(next) if next.start != token.end || next.has(Role::Beyond) => return false,
            Some(next) if next.has(Role::Plain) => return false,
            None if clause.right_end() != token.end => return false,
            _ => {}
        }
        let before = run_before(clause.tokens, clause.at).max(clause.first);
        let run = clause.tokens.get(before..clause.at).unwrap_or_default();
        if run.is_empty()
            && !left.is_empty()
            && left.last().is_some_and(|last| last.end != token.start)
        {
            return false;
        }
        if before == clause.first && before > 0 && run.is_empty() {
            // Two numbers side by side.
            let touches = clause
                .tokens
                .get(before - 1)
                .is_some_and(|last| last.end == token.start);
            if touches {
                return false;
            }
        }
        let far = left.get(..left.len() - run.len()).unwrap_or_default();
        if far.last().is_some_and(|last| {
            last.has(Role::About) && run.first().is_some_and(|first| first.start == last.end)
        }) {
            return false;
        }
        // 其中城关镇收到 3 件: a part of somebody else's.
        if far.iter().any(|token| token.has(Role::Among)) {
            self.sentence.elsewhere = true;
            return false;
        }
        let after = run_after(clause.tokens, clause.at).min(clause.at + 1 + right.len());
        let behind = clause.tokens.get(clause.at + 1..after).unwrap_or_default();
        // 结转 of no certain direction is no word for anything.
        let stops = |token: &Token| token.has(Role::Deny) || token.has(Role::Carry);
        if left.iter().chain(behind).any(stops) {
            return false;
        }
        let mut words: Vec<&Token> = run.iter().collect();
        if !run.iter().any(|token| self.is_known_cue(token)) {
            if far.iter().any(|token| self.is_known_cue(token)) {
                return false;
            }
            // 12件全部办结: the number is not that of the cue behind it.
            let all = behind.iter().position(|token| token.has(Role::All));
            words.extend(behind.iter().take(all.unwrap_or(behind.len())));
        } else {
            // What stands behind may only name the subject again.
            words.extend(behind.iter().filter(|token| token.subject().is_some()));
            if far.iter().any(|token| self.hangs_loose(token, run)) {
                return false;
            }
        }
        let ways: Vec<u8> = {
            let all = left
                .iter()
                .chain(behind)
                .filter_map(|token| token.entry()?.way);
            let mut ways: Vec<u8> = all.collect();
            ways.sort_unstable();
            ways.dedup();
            ways
        };
        let together = run.iter().any(|token| token.has(Role::Together));
        let via = left.iter().any(|token| token.has(Role::Via));
        if let [way] = ways.as_slice() {
            let plain = words
                .iter()
                .filter_map(|token| token.cue())
                .all(|cue| self.lexis.ways_of >> cue & 1 == 1);
            if plain && count.unit_of != 0 && !count.in_words {
                let span = self.source(token.start, count.digits_end);
                self.sentence.parts.push((*way, span, count.value));
            }
            return false;
        }
        if (via || !ways.is_empty()) && !together {
            return false;
        }
        let has_unit =
            count.unit_of != 0 || (count.value < 1000 && self.may_lack_unit(run, clause));
        // A year that has lost its 年 is no number.
        let is_year = self
            .year
            .is_some_and(|year| (i64::from(year) - count.value).abs() <= 1);
        if !has_unit || is_year {
            return false;
        }
        let among = left.iter().any(|token| token.has(Role::Among));
        // Nothing but words of weight before it in the clause.
        let start = run.first().map_or(token.start, |first| first.start);
        let goes_on = far.is_empty() && start == clause.begin;
        let Some(named) = self.name(&words, together, among, goes_on, count.value == 0) else {
            return false;
        };
        if count.unit_of != 0 && count.unit_of >> named.subject.min(7) & 1 == 0 {
            return false;
        }
        let said = if count.in_words {
            Said::None
        } else {
            Said::Number
        };
        let span = self.source(token.start, count.digits_end);
        let place = self.source(clause.start(), clause.right_end());
        self.push(&named, span, place, said, count.value)
    }

    /// A number without measure word is one if it ends its clause and a word leads to it: 申请数为 12.
    fn may_lack_unit(&self, run: &[Token], clause: &Clause<'_>) -> bool {
        let leads = |last: &Token| last.has(Role::States);
        clause.right().is_empty() && run.last().is_some_and(leads)
    }

    /// Whether a word names cells by itself.
    fn is_known_cue(&self, token: &Token) -> bool {
        let Some(cue) = token.cue() else { return false };
        self.lexis.cue(cue).is_none_or(|cue| !cue.bare)
    }

    /// Whether a cue beyond something unknown might have a say in what the number of `run` names.
    fn hangs_loose(&self, token: &Token, run: &[Token]) -> bool {
        let Some(cue) = token.cue().and_then(|cue| self.lexis.cue(cue)) else {
            return false;
        };
        if token.has(Role::Filler) {
            return false;
        }
        let subject = run
            .iter()
            .filter_map(|token| self.lexis.cue(token.cue()?))
            .map(|cue| cue.subject)
            .next();
        subject == Some(cue.subject)
    }

    /// The cells that the cues among `words` name together.
    fn name(
        &self,
        words: &[&Token],
        together: bool,
        among: bool,
        goes_on: bool,
        none: bool,
    ) -> Option<Named> {
        let own = words.iter().find_map(|token| token.subject());
        let strong = words
            .iter()
            .filter(|token| !token.has(Role::Filler))
            .filter_map(|token| self.lexis.cue(token.cue()?))
            .map(|cue| cue.subject)
            .next_back();
        let mut cues: Vec<usize> = Vec::new();
        for token in words {
            let Some(at) = token.cue() else { continue };
            let cue = self.lexis.cue(at)?;
            let weak =
                token.has(Role::Filler) && strong.is_some_and(|strong| strong != cue.subject);
            let lacks_subject = cue.bare && own != Some(cue.subject);
            if !weak && !lacks_subject && !cues.contains(&at) {
                cues.push(at);
            }
        }
        let joined = words
            .iter()
            .any(|token| token.has(Role::And) || token.mark() == Some('、'));
        let all = set_of(&cues);
        let outranked = |at: usize| {
            cues.iter().any(|&other| {
                let over = self.lexis.cue(other).map_or(0, |cue| cue.over);
                let sums = self.lexis.cue(other).map_or(0, |cue| cue.sums_with);
                over >> at & 1 == 1 && !(joined && together && sums >> at & 1 == 1)
            })
        };
        let mut kept: Vec<usize> = cues.iter().copied().filter(|&at| !outranked(at)).collect();
        // A bare amount gives way to any verb.
        if kept.len() > 1 {
            kept.retain(|&at| self.lexis.cue(at).is_some_and(|cue| !cue.bare));
        }
        if kept.is_empty()
            && let Some(subject) = own.filter(|_| together && all == 0)
        {
            kept.extend(self.lexis.subjects.get(subject)?.bare);
        }
        // 某公司政府信息公开申请 5 件: whose, is unknown.
        let is_bare = |&at: &usize| self.lexis.cue(at).is_some_and(|cue| cue.bare);
        if !goes_on && kept.iter().all(is_bare) {
            return None;
        }
        let kept_set = set_of(&kept);
        let joining = |cue: &super::lexis::Cue| kept.len() > 1 && cue.joins == kept_set;
        if let Some(at) = self.lexis.cues.iter().position(joining) {
            kept = vec![at];
        }
        let subject = self.lexis.cue(*kept.first()?)?.subject;
        if kept
            .iter()
            .any(|&at| self.lexis.cue(at).is_none_or(|cue| cue.subject != subject))
        {
            return None;
        }
        if !self.is_about(subject, &kept, none) {
            return None;
        }
        let parent = self.parent(subject);
        let divides = |at: &usize| {
            self.lexis
                .cue(*at)
                .is_some_and(|cue| !cue.columns.is_empty())
        };
        // A list goes on: 作出行政许可决定 9 件、行政处罚 3 件.
        let about = self.lexis.subjects.get(subject)?;
        if about.column.is_none() && !kept.iter().any(divides) {
            let last = self
                .last
                .iter()
                .rev()
                .find(|last| last.subject == subject)?;
            if !goes_on || last.fact < self.sentence.first_fact {
                return None;
            }
            kept.extend(super::cells::members(last.columns));
        }
        sums(self.report, self.lexis, subject, &kept, parent, among)
    }

    /// The cues of the rows that were last spoken of.
    fn parent(&self, subject: usize) -> Option<CueSet> {
        let last = self.last.iter().rev().find(|last| last.subject == subject);
        last.map(|last| last.cues)
    }

    /// Whether the text has said enough for the cues of a subject to count.
    fn is_about(&self, subject: usize, cues: &[usize], none: bool) -> bool {
        let needs = self
            .lexis
            .subjects
            .get(subject)
            .map(|subject| subject.needs);
        match needs {
            Some(Needs::Subject) => {
                self.topic == Topic::Subject(subject)
                    || cues
                        .iter()
                        .any(|&at| self.lexis.cue(at).is_some_and(|cue| cue.alone))
            }
            // Who has none at all has none about disclosure.
            Some(Needs::Disclosure) => self.disclosure || none,
            Some(Needs::Nothing) => true,
            None => false,
        }
    }

    /// A clause that denies what a cue names says 0.
    fn read_denial(&mut self, clause: &[Token], end: usize) {
        if clause
            .iter()
            .any(|token| token.count().is_some() || token.has(Role::Rest))
        {
            return;
        }
        if let Some(token) = clause.iter().find(|token| token.has(Role::Nothing)) {
            let subject = match self.topic {
                Topic::Subject(subject) => subject,
                _ => return,
            };
            let row_cue = self
                .lexis
                .subjects
                .get(subject)
                .and_then(|subject| subject.row_cue);
            if let Some(named) = row_cue.and_then(|cue| self.plainly(subject, cue)) {
                let span = self.source(token.start, token.end);
                self.push_zero(&named, span, span);
            }
            return;
        }
        let mut denials = clause
            .iter()
            .enumerate()
            .filter(|(_, token)| token.has(Role::Deny));
        let Some((at, denial)) = denials.next() else {
            return;
        };
        if denials.next().is_some() {
            return;
        }
        let rest = clause.get(at + 1..).unwrap_or_default();
        let is_free = |token: &Token| {
            token.has(Role::Plain) || token.has(Role::About) || token.has(Role::Beyond)
        };
        if rest.iter().any(is_free) {
            return;
        }
        // Nothing unknown may follow the last word of weight.
        let last = rest.last().map_or(denial.end, |token| token.end);
        if last != end || rest.is_empty() {
            return;
        }
        let tail = run_before(clause, clause.len()).max(at + 1);
        let tail = clause.get(tail..).unwrap_or_default();
        let strong = tail
            .iter()
            .filter(|token| !token.has(Role::Filler) || token.subject().is_some())
            .filter_map(|token| Some(self.lexis.cue(token.cue()?)?.subject))
            .next_back();
        let own = rest.iter().find_map(Token::subject);
        let touches = |token: Option<&Token>| token.is_some_and(|token| token.start == denial.end);
        let Some(subject) = strong.or(own) else {
            return;
        };
        let needs = self
            .lexis
            .subjects
            .get(subject)
            .map(|subject| subject.needs);
        let is_adjacent = touches(rest.first());
        let unbroken = run_after(clause, at) >= clause.len();
        let words: Vec<&Token> = if needs == Some(Needs::Disclosure) {
            tail.iter().collect()
        } else if is_adjacent && (unbroken || tail.iter().any(|token| token.subject().is_some())) {
            rest.iter().collect()
        } else {
            return;
        };
        let mut cues: Vec<usize> = words
            .iter()
            .filter_map(|token| token.cue())
            .filter(|&at| {
                self.lexis
                    .cue(at)
                    .is_some_and(|cue| cue.subject == subject && !cue.bare)
            })
            .collect();
        let own_row = self
            .lexis
            .subjects
            .get(subject)
            .and_then(|subject| subject.row_cue);
        if cues.is_empty() {
            cues.extend(own_row.filter(|_| own == Some(subject)));
        }
        let set = set_of(&cues);
        cues.retain(|&at| {
            let over = cues_over(self.lexis, set);
            over >> at & 1 == 0
        });
        cues.sort_unstable();
        cues.dedup();
        if !cues
            .iter()
            .any(|&at| self.lexis.cue(at).is_some_and(|cue| cue.deniable))
        {
            return;
        }
        let is_app = needs == Some(Needs::Subject);
        if is_app && !self.is_about(subject, &cues, true) {
            return;
        }
        let parent = self.parent(subject);
        let Some(named) = sums(self.report, self.lexis, subject, &cues, parent, false) else {
            return;
        };
        let span = self.source(denial.start, last);
        let place = self.source(
            clause.first().map_or(denial.start, |token| token.start),
            end,
        );
        self.push_zero(&named, span, place);
    }

    fn push_zero(&mut self, named: &Named, span: Span, place: Span) {
        // 未收到申请，零报告 says one thing twice.
        let said = self
            .out
            .facts
            .get(self.sentence.first_fact..)
            .unwrap_or_default();
        let known = said.iter().any(|fact| {
            fact.value == 0 && fact.readings == named.readings && fact.table == named.table
        });
        if !known {
            self.push(named, span, place, Said::None, 0);
        }
    }

    fn plainly(&self, subject: usize, cue: usize) -> Option<Named> {
        sums(self.report, self.lexis, subject, &[cue], None, false)
    }

    /// All of it is done: nothing is left for the cell that `finished` names.
    fn read_completion(&mut self, clause: &[Token], end: usize) {
        if self.sentence.has_rest {
            return;
        }
        let stops = |token: &Token| {
            token.has(Role::Deny) || token.has(Role::About) || token.has(Role::Among)
        };
        if clause.iter().any(stops) {
            return;
        }
        for (at, token) in clause.iter().enumerate() {
            let full = matches!(token.kind, Kind::Percent(100.0, _));
            let run = |at: usize| {
                let end = run_after(clause, at);
                (clause.get(at + 1..end).unwrap_or_default(), end)
            };
            let (cue, stop) = if token.has(Role::Rate) {
                let (light, after) = run(at);
                let is_full = clause.get(after).is_some_and(|next| {
                    matches!(next.kind, Kind::Percent(100.0, _))
                        && clause
                            .get(after - 1)
                            .is_some_and(|last| last.end == next.start)
                });
                let plain = light
                    .iter()
                    .all(|token| token.cue().is_none() || token.has(Role::Filler));
                let cues = self.lexis.cues.iter();
                (
                    cues.clone()
                        .position(|cue| !cue.finished.is_empty())
                        .filter(|_| is_full && plain),
                    after + 1,
                )
            } else if token.has(Role::All) || full {
                let (light, _) = run(at);
                let found = light.iter().position(|token| {
                    token
                        .cue()
                        .and_then(|cue| self.lexis.cue(cue))
                        .is_some_and(|cue| !cue.finished.is_empty())
                });
                let blocked = |token: &Token| {
                    token.cue().is_some_and(|cue| {
                        self.lexis
                            .cue(cue)
                            .is_some_and(|cue| cue.finished.is_empty() && !token.has(Role::Filler))
                    })
                };
                let found = found.filter(|&found| !light.iter().take(found).any(blocked));
                (
                    found.and_then(|found| light.get(found)?.cue()),
                    found.map_or(at, |found| at + found + 2),
                )
            } else {
                continue;
            };
            let Some(cue) = cue.and_then(|cue| self.lexis.cue(cue)) else {
                continue;
            };
            let (subject, rows) = (cue.subject, cue.finished.clone());
            // Of what was taken over alone nothing follows for the rest.
            let only_carried = {
                let said = self
                    .cues
                    .get(self.sentence.first_fact..)
                    .unwrap_or_default();
                let carried = 1 << self.lexis.carried_in | 1 << self.lexis.carried_out;
                said.last().is_some_and(|&cues| cues & carried != 0)
                    && !said.iter().any(|&cues| cues & carried == 0)
            };
            if self.topic != Topic::Subject(subject) || only_carried {
                continue;
            }
            let Some(named) = super::cells::rows_alone(self.report, self.lexis, subject, &rows)
            else {
                continue;
            };
            let stop = clause
                .get(..stop.min(clause.len()))
                .and_then(<[Token]>::last)
                .map_or(end, |token| token.end);
            let span = self.source(token.start, stop.max(token.end));
            let place = self.source(clause.first().map_or(token.start, |token| token.start), end);
            self.push(&named, span, place, Said::All, 0);
            return;
        }
    }

    fn read_share(&mut self, clause: &[Token], at: usize, percent: f64, decimals: u32) {
        let Some(token) = clause.get(at) else { return };
        let mut start = at;
        loop {
            let Some(before) = start.checked_sub(1).and_then(|at| clause.get(at)) else {
                return;
            };
            if clause
                .get(start)
                .is_some_and(|next| next.start != before.end)
            {
                return;
            }
            start -= 1;
            if before.has(Role::Share) {
                break;
            }
            if !(before.has(Role::ShareFiller) || before.subject().is_some())
                || before.has(Role::About)
            {
                return;
            }
        }
        let Some(last) = self
            .last
            .last()
            .filter(|last| last.fact >= self.sentence.first_fact)
        else {
            return;
        };
        let Some(fact) = self
            .out
            .facts
            .get(last.fact)
            .filter(|fact| fact.said == Said::Number)
        else {
            return;
        };
        let ([part], table) = (fact.readings.as_slice(), fact.table) else {
            return;
        };
        if last.fact + 1 != self.out.facts.len() {
            return;
        }
        let Some(wholes) = super::cells::wholes_of(self.report, self.lexis, last.cues) else {
            return;
        };
        let span = self.source(token.start, token.end);
        self.out.shares.push(Share {
            span,
            percent,
            decimals,
            table,
            part: part.clone(),
            wholes,
        });
    }

    fn push(&mut self, named: &Named, span: Span, clause: Span, said: Said, value: i64) -> bool {
        let fact = self.out.facts.len();
        self.out.facts.push(Fact {
            span,
            clause,
            said,
            value,
            table: named.table,
            readings: named.readings.clone(),
        });
        self.cues.push(named.cues);
        if said != Said::All {
            self.last.retain(|last| last.subject != named.subject);
            self.last.push(Last {
                subject: named.subject,
                cues: named.row_cues,
                columns: named.cues & !named.row_cues,
                fact,
            });
        }
        if self.topic != Topic::Foreign
            && matches!(
                self.lexis.subjects.get(named.subject).map(|s| s.needs),
                Some(Needs::Subject)
            )
        {
            self.topic = Topic::Subject(named.subject);
        }
        true
    }

    fn close_sentence(&mut self) {
        let first = self.sentence.first_fact;
        if self.sentence.includes {
            for (fact, &cues) in self.out.facts.iter_mut().zip(&self.cues).skip(first) {
                super::cells::count_in(self.report, self.lexis, fact, cues);
            }
        }
        self.drop_lists_of_bodies(first);
        if self.sentence.was_foreign {
            self.disclosure = false;
        }
        // What others did is not what the next sentence goes on with.
        if self.sentence.elsewhere || self.sentence.other_year {
            self.topic = self.heading_topic;
        }
        let parts = std::mem::take(&mut self.sentence.parts);
        let mut ways: Vec<u8> = parts.iter().map(|(way, ..)| *way).collect();
        ways.sort_unstable();
        ways.dedup();
        let mut wholes = (first..self.out.facts.len()).filter(|&at| {
            let cues = self.cues.get(at).copied().unwrap_or(0);
            cues != 0
                && cues & !self.lexis.ways_of == 0
                && self
                    .out
                    .facts
                    .get(at)
                    .is_some_and(|fact| fact.said == Said::Number)
        });
        if let (Some(whole), None) = (wholes.next(), wholes.next())
            && parts.len() >= 2
            && ways.len() == parts.len()
        {
            let parts = parts
                .into_iter()
                .map(|(_, span, value)| (span, value))
                .collect();
            self.out.listings.push(Listing { whole, parts });
        }
    }

    /// 教育局收到 3 件，民政局收到 2 件: different numbers for one cell are those of several bodies.
    fn drop_lists_of_bodies(&mut self, first: usize) {
        let said = self.out.facts.get(first..).unwrap_or_default();
        let plain = |fact: &Fact| (fact.table, fact.readings.first().cloned());
        let quarrels: Vec<bool> = said
            .iter()
            .map(|fact| {
                let differs =
                    |other: &Fact| other.value != fact.value && plain(other) == plain(fact);
                fact.said == Said::Number
                    && said
                        .iter()
                        .any(|other| other.said == Said::Number && differs(other))
            })
            .collect();
        let facts = self.out.facts.iter_mut().skip(first);
        for (fact, _) in facts.zip(quarrels).filter(|(_, quarrels)| *quarrels) {
            fact.readings.clear();
        }
    }

    fn source(&self, start: usize, end: usize) -> Span {
        self.prose.source(self.report.document, start, end)
    }
}

/// The byte behind the token before the one at `at`; `begin` if there is none.
fn behind(tokens: &[Token], at: usize, begin: usize) -> usize {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    before.map_or(begin, |before| before.end)
}

/// Whether a token may state something by itself: a number, or a word that stands for one.
fn is_worth_reading(token: &Token) -> bool {
    match &token.kind {
        Kind::Word(entry) => [Role::Deny, Role::All, Role::Rate, Role::Nothing]
            .iter()
            .any(|&role| entry.has(role)),
        _ => true,
    }
}

/// The cues that any of `set` outranks.
fn cues_over(lexis: &Lexis, set: CueSet) -> CueSet {
    let cues = lexis.cues.iter().enumerate();
    cues.filter(|(at, _)| set >> at & 1 == 1)
        .fold(0, |over, (_, cue)| over | cue.over)
}

/// Who states what is left to the next year has not said that nothing is left.
fn drop_hasty_ends(out: &mut Narrative, cues: &[CueSet], lexis: &Lexis) {
    let left_over = out.facts.iter().zip(cues).any(|(fact, cues)| {
        cues >> lexis.carried_out & 1 == 1 && fact.value > 0 && fact.said == Said::Number
    });
    if left_over {
        let hasty = out.facts.iter_mut().filter(|fact| fact.said == Said::All);
        hasty.for_each(|fact| fact.readings.clear());
    }
}

/// Drops the facts that have turned out to name nothing.
fn prune(out: &mut Narrative) {
    let mut kept = 0;
    let places: Vec<Option<usize>> = out
        .facts
        .iter()
        .map(|fact| {
            let place = (!fact.readings.is_empty()).then_some(kept);
            kept += usize::from(place.is_some());
            place
        })
        .collect();
    out.facts.retain(|fact| !fact.readings.is_empty());
    out.listings.retain_mut(|listing| {
        let place = places.get(listing.whole).copied().flatten();
        listing.whole = place.unwrap_or_default();
        place.is_some()
    });
}

/// One number within its clause.
struct Clause<'c> {
    tokens: &'c [Token],
    /// The byte at which it begins, or at which the number before ends.
    begin: usize,
    /// The byte at which the clause ends.
    end: usize,
    /// The first token behind the number before.
    first: usize,
    at: usize,
}

impl Clause<'_> {
    fn left(&self) -> &[Token] {
        self.tokens.get(self.first..self.at).unwrap_or_default()
    }

    /// The tokens up to the next number.
    fn right(&self) -> &[Token] {
        let rest = self.tokens.get(self.at + 1..).unwrap_or_default();
        let next = rest
            .iter()
            .position(|token| !matches!(token.kind, Kind::Word(_) | Kind::Year(_)));
        rest.get(..next.unwrap_or(rest.len())).unwrap_or_default()
    }

    /// The byte at which the words behind the number end.
    fn right_end(&self) -> usize {
        let next = self.tokens.get(self.at + 1 + self.right().len());
        next.map_or(self.end, |next| next.start)
    }

    fn start(&self) -> usize {
        let first = self.tokens.get(self.first).or(self.tokens.get(self.at));
        first.map_or(self.end, |token| token.start)
    }
}
