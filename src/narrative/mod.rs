//! What the sentences of a report say about the numbers of its tables.
//!
//! In: an aligned report and the words of [`crate::form::phrases`]. Out: [`Narrative`], every number that certainly names cells of the form, shares,
//! lists that make up a whole, years. Deliberately absent: judgement; whether a number is right is asked by [`compare`] and the rules.

pub mod body;
mod cells;
pub mod compare;
mod dates;
mod facts;
mod paragraphs;
mod prose;
mod sentence;
mod sentences;
mod signs;
mod silence;
mod surroundings;
mod tokens;

pub use dates::{Date, date_at_end, find_date, read_date};
pub(crate) use sentences::Sentences;
pub(crate) use signs::{Sign, SignKind};
pub use silence::{Silence, Silent};
pub(crate) use surroundings::Surroundings;

use std::sync::Arc;

use body::Background;
use body::OwnName;
use paragraphs::Paragraphs;
use prose::Prose;

use crate::align::{AlignedReport, AlignedTable};
use crate::span::Span;
use crate::syntax::Damage;
use crate::words::Lexis;

/// A sum of cells of one table: those of `plus` less those of `minus`, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sum {
    /// Cells that add up, ascending.
    pub plus: Vec<usize>,
    /// Cells that are taken away, ascending.
    pub minus: Vec<usize>,
}

/// How a sentence states a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// As a number.
    Number,
    /// In words that mean 0: 未收到, 均为零.
    None,
    /// By saying it of all: that all is done leaves 0 for another cell; that all were maintained makes so many of them.
    All,
}

/// One number of the text with the cells it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The number without its measure word, or the words that stand for it.
    pub span: Span,
    /// The clause it stands in.
    pub clause: Span,
    /// How it is stated.
    pub said: Said,
    /// The number.
    pub value: i64,
    /// The table, an index into the edition's.
    pub table: usize,
    /// The sums that it may be; the first is the plain meaning.
    pub readings: Vec<Sum>,
    /// It says nothing if this sum is this number: 53 件均已办结, where 53 were.
    pub unless: Option<(Sum, i64)>,
}

impl Fact {
    /// Whether it can be nothing but what it plainly means.
    pub fn is_certain(&self) -> bool {
        self.readings.len() == 1
    }
}

/// A percentage of what was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// The percentage.
    pub span: Span,
    /// In percent.
    pub percent: f64,
    /// With so many decimals.
    pub decimals: u32,
    /// The table, an index into the edition's.
    pub table: usize,
    /// What the share is of the whole.
    pub part: Sum,
    /// What it may be a share of; the first is the plain meaning.
    pub wholes: Vec<Sum>,
}

/// Numbers of one sentence that make up another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedSum {
    /// The whole, an index into [`Narrative::facts`].
    pub whole: usize,
    /// The numbers with their values, in reading order.
    pub parts: Vec<(Span, i64)>,
}

/// What a year in the text has to do with the year of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearRole {
    /// The period of the report.
    Period,
    /// The year from which applications were taken over.
    CarriedIn,
    /// The year to which applications are left.
    CarriedOut,
}

/// A year that tells something about the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearMention {
    /// The year without 年.
    pub span: Span,
    /// The year.
    pub year: u16,
    /// What it is.
    pub role: YearRole,
    /// Whether it fits the year of the report.
    pub fits: bool,
}

/// Everything that was understood of the sentences of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Narrative {
    /// In reading order.
    pub facts: Vec<Fact>,
    /// In reading order.
    pub shares: Vec<Share>,
    /// In reading order.
    pub listings: Vec<ListedSum>,
    /// In reading order.
    pub years: Vec<YearMention>,
    /// The numbers that are compared with nothing, in reading order.
    pub silent: Vec<Silent>,
    /// The sentences themselves, for what is no number.
    pub(crate) sentences: Arc<Sentences>,
}

impl Narrative {
    /// The same in a document whose damage touches none of its sentences.
    pub(crate) fn moved(mut self, damage: &Damage) -> Narrative {
        if damage.shift == 0 {
            return self;
        }
        let sentences = Arc::make_mut(&mut self.sentences);
        sentences.move_places(damage);
        self.place(|span| damage.place(span));
        self
    }

    /// Whether it states the same of the same cells as another, in the document that has become this one's.
    pub(crate) fn states_the_same(&self, before: &Narrative, damage: &Damage) -> bool {
        let states = |fact: &Fact, was: &Fact| {
            let is_apart = !damage.touches(was.clause) && !damage.touches(was.span);
            is_apart
                && fact.span == damage.place(was.span)
                && fact.clause == damage.place(was.clause)
                && (fact.said, fact.value, fact.table) == (was.said, was.value, was.table)
                && fact.readings == was.readings
        };
        let (now, before) = (&self.facts, &before.facts);
        now.len() == before.len() && now.iter().zip(before).all(|(now, was)| states(now, was))
    }

    /// Puts every place through `place`.
    fn place(&mut self, place: impl Fn(Span) -> Span) {
        let placed = self;
        for fact in &mut placed.facts {
            fact.span = place(fact.span);
            fact.clause = place(fact.clause);
        }
        for silent in &mut placed.silent {
            silent.span = place(silent.span);
            silent.clause = place(silent.clause);
        }
        let parts = placed.listings.iter_mut().flat_map(|list| &mut list.parts);
        let shares = placed.shares.iter_mut().map(|share| &mut share.span);
        let years = placed.years.iter_mut().map(|year| &mut year.span);
        let spans = parts.map(|(span, _)| span).chain(shares).chain(years);
        spans.for_each(|span| *span = place(*span));
    }
}

/// What a report's sentences were last understood to say, kept for when the same report is read again: most edits leave its sentences as they are.
#[derive(Clone, Debug, Default)]
pub struct NarrativeMemory {
    background: Background,
    paragraphs: Paragraphs,
}

/// Makes ready what the signs of slips are found by.
pub(crate) fn prepare() {
    signs::prepare();
}

/// Reads the sentences of a report. What is not certainly understood is left out. `memory` saves work and changes nothing else; it is of use as
/// long as the editions stay the same.
pub fn read(
    report: &AlignedReport,
    tables: &[AlignedTable],
    lexis: &Lexis,
    memory: &mut NarrativeMemory,
) -> Narrative {
    let body = body::name(report);
    read_again((report, tables), body.as_deref(), lexis, memory, None)
}

/// The same for a document that has become this one by an edit, and what it said before, where it is known who reports.
pub(crate) fn read_again(
    (report, tables): (&AlignedReport, &[AlignedTable]),
    own: Option<&str>,
    lexis: &Lexis,
    memory: &mut NarrativeMemory,
    before: Option<(&Narrative, &Damage)>,
) -> Narrative {
    let bodies = report.edition().bodies();
    let reports_for_area = own.is_some_and(|name| body::reports_for_area(name, bodies));
    let background = Background {
        edition: report.edition().id.clone(),
        year: report.year(),
        reports_for_area,
        own: OwnName::new(own, bodies),
    };
    let before = before.map(|(narrative, damage)| (narrative.sentences.prose(), damage));
    let prose = Prose::of(report, tables, lexis, before);
    if memory.background != background {
        memory.paragraphs = Paragraphs::default();
        memory.background = background;
    }
    let how = paragraphs::HowToRead {
        edition: report.edition(),
        lexis,
        background: &memory.background,
    };
    memory.paragraphs.read(&prose, how);
    let (mut narrative, signs) = memory.paragraphs.whole();
    narrative.place(|span| prose.source(&report.document, span));
    narrative.sentences = Arc::new(Sentences::new(prose, signs));
    narrative
}
