//! Clauses to facts: which cells a number names, if it certainly names any.
//!
//! In: the tokens of all sentences. Out: [`Narrative`]. A number counts if a cue hangs together with it and nothing in the clause, or before it in the
//! sentence, speaks of another time, another body or another matter. In doubt there is no fact.

mod alike;
mod brackets;
mod clauses;
pub(super) mod closing;
mod complete;
mod completion;
mod context;
mod counts;
mod denials;
mod disputes;
mod headings;
mod name_start;
mod naming;
mod number;
mod own_level;
mod plainly;
mod refusals;
mod shares;
mod some;
mod state;
mod totals;
mod turns;
mod ways;

use super::body::Background;
use super::cells::NamedCells;
use super::dates::periods;
use super::paragraphs::SoFar;
use super::sentence::CarryYear;
use super::silence::{Silence, Silent};
use super::tokens::{Token, TokenMeaning};
use super::{Fact, Narrative, Said, YearMention, YearRole};
use crate::form::Edition;
use crate::form::phrases::Needs;
use crate::span::Span;
use crate::words::{CueSet, HEADING, Lexis, LexisEntry, PARAGRAPH};
pub(super) use state::Topic;
use state::{ClauseState, Last, Sentence, Whole};

/// Reads tokens into facts, which are placed by the bytes of the folded text.
pub(super) struct SentenceReader<'a> {
    edition: &'a Edition,
    lexis: &'a Lexis,
    /// The folded text.
    text: &'a str,
    background: &'a Background,
    year: Option<u16>,
    /// Of the nearest heading above.
    heading_topic: Topic,
    topic: Topic,
    /// Whether disclosure has been spoken of in this paragraph.
    disclosure: bool,
    /// Whether the heading above lets it be supposed: below 依申请公开, a suit is about an answer to an application unless it is said to be another.
    may_disclose: bool,
    last: Vec<Last>,
    /// The facts of this paragraph start at this index.
    first_of_paragraph: usize,
    sentence: Sentence,
    clause: ClauseState,
    /// Whether the last number was one of reviews or suits, and nothing else has been named since.
    follows_dispute: bool,
    /// Whether what is read stands in brackets.
    in_bracket: bool,
    /// Whether the numbers round the bracket are differences.
    is_than_outside: bool,
    /// Whether a bracket behind the clause that is read says what its number leaves out.
    is_less: bool,
    /// Whether what it leaves out is something else than what was carried over, so that the number is no whole.
    lacks_part: bool,
    carry_years: Vec<CarryYear>,
    /// The cues of each fact.
    cues: Vec<CueSet>,
    out: Narrative,
}

/// A longer sentence is none. Those of offices hold some hundred tokens, those of pages on one line a few hundred.
const MAX_TOKENS: usize = 1000;

impl<'a> SentenceReader<'a> {
    pub(super) fn new(
        edition: &'a Edition,
        lexis: &'a Lexis,
        text: &'a str,
        background: &'a Background,
    ) -> Self {
        SentenceReader {
            edition,
            lexis,
            text,
            background,
            year: background.year,
            heading_topic: Topic::Unknown,
            topic: Topic::Unknown,
            disclosure: false,
            may_disclose: false,
            last: Vec::new(),
            first_of_paragraph: 0,
            sentence: Sentence::default(),
            clause: ClauseState::default(),
            follows_dispute: false,
            in_bracket: false,
            is_than_outside: false,
            is_less: false,
            lacks_part: false,
            carry_years: Vec::new(),
            cues: Vec::new(),
            out: Narrative::default(),
        }
    }

    /// Reads whole paragraphs below a heading that is about `topic`; the first begins at a byte.
    pub(super) fn read(mut self, tokens: &[Token], first_byte: usize, topic: Topic) -> SoFar {
        (self.heading_topic, self.topic) = (topic, topic);
        self.expect_disputes();
        let mut said = SoFar::default();
        let (mut start, mut opens) = (0, true);
        for (at, token) in tokens.iter().enumerate() {
            let Some(mark @ (PARAGRAPH | HEADING | '。' | '!' | '?')) = token.mark() else {
                continue;
            };
            let sentence = tokens.get(start..at).unwrap_or_default();
            let begin = behind(tokens, start, first_byte);
            start = at + 1;
            match mark {
                HEADING => self.read_heading(sentence),
                _ => {
                    if opens {
                        self.note_lead(sentence);
                    }
                    self.read_sentence(sentence, begin, token.start);
                }
            }
            opens = matches!(mark, PARAGRAPH | HEADING);
            if mark == PARAGRAPH {
                self.start_paragraph();
            }
            if matches!(mark, PARAGRAPH | HEADING) {
                said.end_paragraph(&self.out, self.heading_topic);
            }
        }
        self.close_paragraph();
        (said.out, said.cues) = (self.out, self.cues);
        said
    }

    fn start_paragraph(&mut self) {
        self.close_paragraph();
        self.topic = self.heading_topic;
        self.expect_disputes();
        self.last.clear();
        self.follows_dispute = false;
        self.sentence = Sentence::default();
    }

    fn read_sentence(&mut self, tokens: &[Token], begin: usize, end: usize) {
        self.sentence = Sentence {
            first_fact: self.out.facts.len(),
            first_silent: self.out.silent.len(),
            disputes_before: self.sentence.disputes_from,
            follows_lack: self.sentence.lacks_part,
            ..Sentence::default()
        };
        if self.topic == Topic::Foreign {
            self.topic = self.heading_topic;
        }
        self.clause = ClauseState::default();
        if tokens.len() > MAX_TOKENS {
            self.pass_over_all(tokens, Span::new(begin, end));
            return;
        }
        if !tokens.iter().any(is_worth_reading) {
            // Nothing is stated here; but what is spoken of may matter to what follows.
            self.note_topic(tokens);
            return;
        }
        periods(tokens, self.text, end, self.year, |year, start, fits| {
            self.out.years.push(YearMention {
                span: Span::new(start, start + 4),
                year,
                role: YearRole::Period,
                fits,
            });
        });
        let tokens = self.with_plain_words(tokens, begin);
        self.read_clauses(&tokens, begin, end);
        self.close_sentence();
    }

    /// A sentence longer than anybody writes: a table without line ends, or a text that repeats itself.
    fn pass_over_all(&mut self, tokens: &[Token], sentence: Span) {
        for token in tokens.iter().filter(|token| token.count().is_some()) {
            self.pass_over(token, sentence, Silence::NoCue);
        }
    }

    /// Notes a number that is not compared.
    fn pass_over(&mut self, token: &Token, clause: Span, why: Silence) {
        let count = token.count();
        let is_known = matches!(
            why,
            Silence::Channel | Silence::OtherMatter | Silence::NoCue
        );
        // 3.2万件
        let counts = count.is_some() || matches!(token.kind, TokenMeaning::Other);
        self.sentence.passed_over |= counts && !is_known;
        let end = count.map_or(token.end, |count| count.digits_end);
        self.out.silent.push(Silent {
            span: Span::new(token.start, end),
            clause,
            value: count.map(|count| count.value),
            why,
        });
    }

    fn push(&mut self, named: &NamedCells, span: Span, clause: Span, said: Said, value: i64) {
        let fact = self.out.facts.len();
        self.out.facts.push(Fact {
            span,
            clause,
            said,
            value,
            table: named.table,
            readings: named.readings.clone(),
            unless: None,
        });
        self.cues.push(named.cues);
        let carried = CueSet::one(self.lexis.carried_in).and(CueSet::one(self.lexis.carried_out));
        self.sentence.n_not_carried += usize::from(named.cues.is_apart_from(carried));
        if value == 0 {
            let zero = (named.table, named.readings.clone());
            self.sentence.zeros.insert(zero);
        }
        // 收到 14 件，上年结转 0 件。其中: nothing has no parts.
        let is_empty = value == 0 && !named.cues.is_apart_from(carried);
        let follows = |last: &Last| last.subject == named.subject;
        if said != Said::All && !(is_empty && self.last.iter().any(follows)) {
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
    token.entry().is_none_or(LexisEntry::states)
}
