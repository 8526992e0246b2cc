//! What is known of a text while its sentences are read: of the whole, of a sentence, of a clause.

use rustc_hash::FxHashSet;

use super::super::Sum;
use super::super::silence::Silence;
use super::super::tokens::Token;
use super::turns::NumberInTurn;
use crate::span::Span;
use crate::words::{CueSet, SubjectSet};

/// What a text speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) enum Topic {
    #[default]
    Unknown,
    Subject(usize),
    Foreign,
}

/// What the numbers behind “12 件中” are parts of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whole {
    Received,
    Processed,
}

/// What later clauses may refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Last {
    pub subject: usize,
    /// The cues that gave its rows.
    pub cues: CueSet,
    /// The cues that gave its columns.
    pub columns: CueSet,
    pub fact: usize,
}

/// Which applications a number counts that is not that of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartOfApplications {
    /// Some that are told apart.
    Certain,
    /// Those of some applicants, whose results may be those of all.
    OfApplicants,
    /// Perhaps none: what it counts is not understood.
    Unnamed,
}

/// What is known while reading a sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Sentence {
    /// Figures of other bodies or of no certain time, to its end.
    pub elsewhere: Option<Silence>,
    /// Figures up to some day, to its end.
    pub as_of: bool,
    /// Figures of another year, until the report's own is named.
    pub other_year: bool,
    /// Figures of some months, until the whole year is named.
    pub part_of_year: bool,
    /// The first month that is named.
    pub first_month: Option<u8>,
    /// Whether the report's own year has been named.
    pub is_of_year: bool,
    /// Whether something is counted in that came from the year before.
    pub includes: bool,
    /// The whole that it goes on to divide.
    pub whole: Option<Whole>,
    /// Whether the number before names no cells, so that what it is the whole of is unknown.
    pub unnamed_whole: bool,
    /// Whether the number before is a part of such a whole.
    pub divides_unnamed: bool,
    /// Whether it has begun to divide what the text before has told.
    pub divides: bool,
    /// Whether it tells the own part of a government in its area.
    pub is_own_part: bool,
    /// The subjects whose things it tells to have been published.
    pub published: SubjectSet,
    /// Whether something is set apart from the whole.
    pub has_rest: bool,
    /// Whether it has spoken of something that the tables do not count.
    pub was_foreign: bool,
    /// Its facts start at this index.
    pub first_fact: usize,
    /// Its numbers that are not compared start at this index.
    pub first_silent: usize,
    /// Whether one of its numbers, of which it may go on to speak, was not understood.
    pub passed_over: bool,
    /// How many of its facts name something else than what was carried over.
    pub n_not_carried: usize,
    /// The row that a clause without a number has named for the columns that follow (规范性文件方面：), with its subject.
    pub announced: Option<(usize, CueSet)>,
    /// Whether the clause before is an item of a list that goes on.
    pub lists_on: bool,
    /// What a clause without a number has named last: 行政复议方面，共 3 件.
    pub named: Vec<Token>,
    /// The numbers that go on the list of the clause that is read, by their first bytes.
    pub ahead: Vec<usize>,
    /// Numbers that are told in turn.
    pub turns: Vec<NumberInTurn>,
    /// Numbers in a row that nothing tells apart, by their first bytes.
    pub untold: Vec<usize>,
    /// Numbers of some applications, of which later ones may be parts.
    pub of_some: Vec<(i64, PartOfApplications)>,
    /// Whether it holds something that is not understood.
    pub has_unknown: bool,
    /// Whether it has told a number of all that came in, or of all that was answered.
    pub has_whole: bool,
    /// The rows of the only number of disputes of all kinds, of which those about disclosure are a part.
    pub of_all_kinds: Option<CueSet>,
    /// Its first fact that a number of disputes about disclosure may be a part of, once it has told a number of disputes.
    pub disputes_from: Option<usize>,
    /// The same of the sentence before.
    pub disputes_before: Option<usize>,
    /// The fact that tells how many applications came in, where it does not say for what.
    pub came_unnamed: Option<usize>,
    /// Whether the disputes it told last are those about disclosure, of more that it has told.
    pub goes_on_from_part: bool,
    /// Whether a bracket has left something out of a number of its own, so that its figures are no wholes.
    pub lacks_part: bool,
    /// Whether the sentence before does.
    pub follows_lack: bool,
    /// Whether it has named disclosure.
    pub names_disclosure: bool,
    /// Whether it divides a number of some applicants: 17 件法人申请中.
    pub divides_column: bool,
    /// Whether it has told a number of disputes that are not said to be about disclosure.
    pub has_disputes_of_all_kinds: bool,
    /// Columns that it has denied without naming the row (未制定、未废止规范性文件), each with its place and its clause's.
    pub denied_columns: Vec<(usize, Span, Span)>,
    /// Cues whose cells hold what no row counts by itself, too.
    pub shared: CueSet,
    /// What it has said to be 0.
    pub zeros: FxHashSet<(usize, Vec<Sum>)>,
    /// Numbers by the way they came: way, place, value.
    pub parts: Vec<(u8, Span, i64)>,
    /// Facts that came in several ways at once.
    pub in_many_ways: Vec<usize>,
}

/// Whose figures, and of what time, a sentence gives at some place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    elsewhere: Option<Silence>,
    as_of: bool,
    other_year: bool,
    part_of_year: bool,
}

impl Sentence {
    pub(super) fn times(&self) -> Times {
        Times {
            elsewhere: self.elsewhere,
            as_of: self.as_of,
            other_year: self.other_year,
            part_of_year: self.part_of_year,
        }
    }

    pub(super) fn go_back_to(&mut self, times: Times) {
        self.elsewhere = times.elsewhere;
        self.as_of = times.as_of;
        self.other_year = times.other_year;
        self.part_of_year = times.part_of_year;
    }
}

/// What is known while reading a clause.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ClauseState {
    /// It speaks of something that the tables do not count.
    pub is_foreign: bool,
    /// Numbers from here on are differences.
    pub than: bool,
    /// Numbers from here on are those of more than a year.
    pub is_cumulative: bool,
    /// It stands in brackets.
    pub is_bracket: bool,
    /// It goes on a list of what the tables do not count.
    pub lists_foreign: bool,
    /// It names disclosure itself.
    pub names_disclosure: bool,
    /// Its numbers that are not compared start at this index.
    pub first_silent: usize,
}
