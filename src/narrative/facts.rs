//! Clauses to facts: which cells a number names, if it certainly names any.
//!
//! In: the tokens of all sentences. Out: [`Narrative`]. A number counts if a cue hangs together with it and nothing in the clause, or before it in the
//! sentence, speaks of another time, another body or another matter. In doubt there is no fact.

mod counts;
mod denials;
mod shares;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cells::Named;
use super::dates::periods;
use super::lexis::{CueSet, Lexis};
use super::prose::{HEADING, PARAGRAPH};
use super::sentence::{CarryYear, with_carries};
use super::tokens::{Kind, Token};
use super::{Fact, Listing, Narrative, Said, Sum, YearMention};
use crate::form::Edition;
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
    /// How many of its facts name something else than what was carried over.
    n_not_carried: usize,
    /// What it has said to be 0.
    zeros: FxHashSet<(usize, Vec<Sum>)>,
    /// Numbers by the way they came: way, place, value.
    parts: Vec<(u8, Span, i64)>,
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
            self.out.years.push(YearMention {
                span: Span::new(carried.start, carried.start + 4),
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
        let carried = 1 << self.lexis.carried_in | 1 << self.lexis.carried_out;
        self.sentence.n_not_carried += usize::from(named.cues & carried == 0);
        if value == 0 {
            let zero = (named.table, named.readings.clone());
            self.sentence.zeros.insert(zero);
        }
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
                super::cells::count_in(self.edition, self.lexis, fact, cues);
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
        // For each sum of cells the first number, and whether another one follows.
        let mut said: FxHashMap<(usize, Sum), (i64, bool)> = FxHashMap::default();
        let plain = |fact: &Fact| {
            let is_number = fact.said == Said::Number;
            let sum = fact.readings.first().filter(|_| is_number)?;
            Some((fact.table, sum.clone()))
        };
        let facts = self.out.facts.get_mut(first..).unwrap_or_default();
        for fact in facts.iter() {
            let Some(sum) = plain(fact) else { continue };
            let (value, quarrels) = said.entry(sum).or_insert((fact.value, false));
            *quarrels |= *value != fact.value;
        }
        for fact in facts {
            let known = plain(fact).and_then(|sum| said.get(&sum));
            if known.is_some_and(|(_, quarrels)| *quarrels) {
                fact.readings.clear();
            }
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
