//! Clauses to facts: which cells a number names, if it certainly names any.
//!
//! In: the tokens of all sentences. Out: [`Narrative`]. A number counts if a cue hangs together with it and nothing in the clause, or before it in the
//! sentence, speaks of another time, another body or another matter. In doubt there is no fact.

mod closing;
mod completion;
mod counts;
mod denials;
mod number;
mod refusals;
mod shares;

use rustc_hash::FxHashSet;

use number::{At, Number};

use super::cells::Named;
use super::dates::periods;
use super::sentence::{CarryYear, with_carries};
use super::silence::{Silence, Silent};
use super::tokens::{Kind, Token};
use super::{Fact, Narrative, Said, Sum, YearMention};
use crate::form::Edition;
use crate::form::phrases::{Needs, Role};
use crate::span::Span;
use crate::words::{CueSet, HEADING, Lexis, PARAGRAPH};

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
    /// How many of its facts name something else than what was carried over.
    n_not_carried: usize,
    /// What it has said to be 0.
    zeros: FxHashSet<(usize, Vec<Sum>)>,
    /// Numbers by the way they came: way, place, value.
    parts: Vec<(u8, Span, i64)>,
}

/// What is known while reading a clause.
#[derive(Clone, Copy, Debug, Default)]
struct ClauseState {
    /// It speaks of something that the tables do not count.
    is_foreign: bool,
    /// Numbers from here on are differences.
    than: bool,
}

/// What the sentences of a report are read against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Background {
    /// The id of the edition.
    pub edition: String,
    /// The year of the report.
    pub year: Option<u16>,
    /// Whether the body reports for its whole area.
    pub reports_for_area: bool,
}

/// Reads tokens into facts, which are placed by the bytes of the folded text.
pub(super) struct Reader<'a> {
    edition: &'a Edition,
    lexis: &'a Lexis,
    /// The folded text.
    text: &'a str,
    reports_for_area: bool,
    year: Option<u16>,
    /// Of the nearest heading above.
    heading_topic: Topic,
    topic: Topic,
    /// Whether disclosure has been spoken of in this paragraph.
    disclosure: bool,
    last: Vec<Last>,
    sentence: Sentence,
    clause: ClauseState,
    carry_years: Vec<CarryYear>,
    /// The cues of each fact.
    cues: Vec<CueSet>,
    out: Narrative,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        edition: &'a Edition,
        lexis: &'a Lexis,
        text: &'a str,
        background: &Background,
    ) -> Self {
        Reader {
            edition,
            lexis,
            text,
            reports_for_area: background.reports_for_area,
            year: background.year,
            heading_topic: Topic::Unknown,
            topic: Topic::Unknown,
            disclosure: false,
            last: Vec::new(),
            sentence: Sentence::default(),
            clause: ClauseState::default(),
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
        self.finish()
    }

    /// A heading says what the paragraphs below it are about.
    fn read_heading(&mut self, tokens: &[Token]) {
        let subject = tokens.iter().find_map(Token::subject);
        self.heading_topic = subject.map_or(Topic::Unknown, Topic::Subject);
        for token in tokens.iter().filter(|token| token.is_number()) {
            self.pass_over(token, Span::new(token.start, token.end), Silence::InHeading);
        }
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
        periods(tokens, self.text, end, self.year, |year, start, fits| {
            let span = Span::new(start, start + 4);
            let role = super::YearRole::Period;
            self.out.years.push(YearMention {
                span,
                year,
                role,
                fits,
            });
        });
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
            has_count |= token.is_some_and(Token::is_number);
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
        self.note_carry_years(n_years);
        self.clause = ClauseState {
            is_foreign: self.note_topic(&clause),
            than: false,
        };
        self.note_parts(&clause);
        let (n_facts, n_parts) = (self.out.facts.len(), self.sentence.parts.len());
        let any_fact = self.read_numbers(&clause, begin, end);
        // 受理低保申请 35 件，办结 35 件, 主动公开 60 件，依申请公开 20 件: what was not understood is what the rest is about.
        let counts = clause.iter().any(|token| token.count().is_some());
        let names = |token: &Token| self.is_known_cue(token) && !token.has(Role::Filler);
        let is_strange = self.sentence.was_foreign || clause.iter().any(names);
        if counts && is_strange && !any_fact && self.sentence.parts.len() == n_parts {
            self.topic = Topic::Foreign;
        }
        if self.is_out() {
            return;
        }
        if !any_fact || !counts {
            self.read_denial(&clause, end);
        }
        if self.out.facts.len() == n_facts || any_fact {
            self.read_completion(&clause, end);
        }
    }

    /// Whether nothing here can be about the body's own year.
    fn is_out(&self) -> bool {
        let (clause, sentence) = (&self.clause, &self.sentence);
        clause.is_foreign || sentence.elsewhere || sentence.other_year || clause.than
    }

    /// Reads every number of a clause. True if one of them became a fact.
    fn read_numbers(&mut self, clause: &[Token], begin: usize, end: usize) -> bool {
        let mut first = 0;
        let mut any_fact = false;
        for (at, token) in clause.iter().enumerate() {
            self.clause.than |= token.has(Role::Than);
            self.note_time_and_place(token);
            let place = At {
                clause,
                at,
                first,
                begin: behind(clause, first, begin),
                end,
            };
            let silence = match token.kind {
                Kind::Word(_) | Kind::Year(_) => continue,
                Kind::Percent(percent, decimals) => {
                    self.read_share(clause, at, percent, decimals).err()
                }
                Kind::Other => Some(Silence::NotPlain),
                Kind::Count(_) => {
                    let number = Number::of(&place, self);
                    let read = number.map(|number| self.read_count(&number));
                    any_fact |= read == Some(Ok(()));
                    read.and_then(Result::err)
                }
            };
            if let Some(why) = silence {
                self.pass_over(token, Span::new(place.begin, end), why);
            }
            first = at + 1;
        }
        any_fact
    }

    /// Notes a number that is not compared.
    fn pass_over(&mut self, token: &Token, clause: Span, why: Silence) {
        let count = token.count();
        let end = count.map_or(token.end, |count| count.digits_end);
        self.out.silent.push(Silent {
            span: Span::new(token.start, end),
            clause,
            value: count.map(|count| count.value),
            why,
        });
    }

    fn note_carry_years(&mut self, first: usize) {
        for carried in self.carry_years.drain(first..) {
            self.out.years.push(YearMention {
                span: Span::new(carried.start, carried.start + 4),
                year: carried.year,
                role: carried.role,
                fits: carried.fits,
            });
        }
    }

    /// Notes what a clause says of wholes and parts.
    fn note_parts(&mut self, clause: &[Token]) {
        let carries_in = |token: &Token| token.cue() == Some(self.lexis.carried_in);
        let counts_in = |token: &Token| token.has(Role::Including) || token.has(Role::Among);
        self.sentence.includes |= clause.iter().any(carries_in) && clause.iter().any(counts_in);
        self.sentence.was_foreign |= self.clause.is_foreign;
        self.sentence.has_rest |= clause.iter().any(|token| token.has(Role::Rest));
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

    fn note_time_and_place(&mut self, token: &Token) {
        let wider = token.has(Role::Wider) && !self.reports_for_area;
        self.sentence.elsewhere |= token.has(Role::Elsewhere) || wider;
        let other = match token.kind {
            Kind::Year(year) => self.year.map(|report| report != year),
            _ if token.has(Role::ThisYear) => Some(false),
            _ if token.has(Role::LastYear) || token.has(Role::NextYear) => Some(true),
            _ => None,
        };
        if let Some(other) = other.filter(|_| !self.clause.than) {
            self.sentence.other_year = other;
        }
    }

    fn push(&mut self, named: &Named, span: Span, clause: Span, said: Said, value: i64) {
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
        let carried = CueSet::one(self.lexis.carried_in).and(CueSet::one(self.lexis.carried_out));
        self.sentence.n_not_carried += usize::from(named.cues.is_apart_from(carried));
        if value == 0 {
            let zero = (named.table, named.readings.clone());
            self.sentence.zeros.insert(zero);
        }
        if said != Said::All {
            self.last.retain(|last| last.subject != named.subject);
            self.last.push(Last {
                subject: named.subject,
                cues: named.row_cues,
                columns: named.cues.without(named.row_cues),
                fact,
            });
        }
        let subject = self.lexis.subjects.get(named.subject);
        let has_words = subject.is_some_and(|subject| subject.needs == Needs::Subject);
        if self.topic != Topic::Foreign && has_words {
            self.topic = Topic::Subject(named.subject);
        }
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
        Kind::Word(entry) => entry.states(),
        _ => true,
    }
}
