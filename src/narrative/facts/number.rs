//! A number within its clause: the words round it, and which of them hang together with it.

use super::super::sentence::{run_after, run_before};
use super::super::tokens::{Count, Token};
use super::SentenceReader;
use crate::form::phrases::Role;
use crate::span::Span;
use crate::words::Cue;

/// One number within its clause.
pub(super) struct StatedNumber<'c> {
    pub count: Count,
    pub token: &'c Token,
    /// The byte at which the clause begins, or at which the number before ends.
    pub begin: usize,
    /// From the number before to this one.
    pub left: &'c [Token],
    /// The end of `left`, with nothing unknown in it: what leads to the number.
    pub run: &'c [Token],
    /// The rest of `left`, beyond something unknown.
    pub far: &'c [Token],
    /// Up to the next number.
    pub right: &'c [Token],
    /// The beginning of `right`, with nothing unknown in it.
    pub behind: &'c [Token],
    /// The byte at which `right` ends.
    pub right_end: usize,
    /// The words that may say what the number is.
    pub words: Vec<&'c Token>,
    /// Whether it is the last of its clause.
    pub is_last: bool,
    /// Whether another number stands right before it.
    pub is_second: bool,
    /// The ways of arriving that are named round it.
    pub ways: Vec<u8>,
}

/// Where a number stands.
pub(super) struct At<'c> {
    pub clause: &'c [Token],
    /// Of the number among the tokens of the clause.
    pub at: usize,
    /// The first token behind the number before.
    pub first: usize,
    /// The byte at which the clause begins, or at which the number before ends.
    pub begin: usize,
    /// The byte at which the clause ends.
    pub end: usize,
}

impl<'c> StatedNumber<'c> {
    /// The number at a place; `None` if there is none.
    pub(super) fn of(place: &At<'c>, reader: &SentenceReader<'_>) -> Option<StatedNumber<'c>> {
        let (clause, at, first) = (place.clause, place.at, place.first);
        let token = clause.get(at)?;
        let count = token.count()?;
        let left = clause.get(first..at).unwrap_or_default();
        let rest = clause.get(at + 1..).unwrap_or_default();
        let n_right = rest.iter().position(Token::is_number).unwrap_or(rest.len());
        let (right, next) = rest.split_at_checked(n_right)?;
        let before = run_before(clause, at).max(first);
        let run = clause.get(before..at).unwrap_or_default();
        let far = left.get(..left.len() - run.len()).unwrap_or_default();
        let after = run_after(clause, at).min(at + 1 + right.len());
        let behind = clause.get(at + 1..after).unwrap_or_default();
        let last = before.checked_sub(1).and_then(|last| clause.get(last));
        let is_second =
            before == first && run.is_empty() && last.is_some_and(|last| last.end == token.start);
        let mut number = StatedNumber {
            count,
            token,
            begin: place.begin,
            left,
            run,
            far,
            right,
            behind,
            right_end: next.first().map_or(place.end, |next| next.start),
            words: run.iter().collect(),
            is_last: next.is_empty(),
            is_second,
            ways: Vec::new(),
        };
        number.add_words_behind(reader);
        number.ways.extend(
            left.iter()
                .chain(behind)
                .filter_map(|token| token.entry()?.way),
        );
        number.ways.sort_unstable();
        number.ways.dedup();
        Some(number)
    }

    fn add_words_behind(&mut self, reader: &SentenceReader<'_>) {
        let behind = self.behind.iter();
        if self.has_cue(reader) {
            // What stands behind may only name the subject again, or the row that a verb lacks (制定 3 件规范性文件).
            let lacks_row = self.lacks_row_of(reader);
            let names_row = |token: &Token| {
                let cue = token.cue().and_then(|cue| reader.lexis.cue(cue));
                cue.is_some_and(|cue| !cue.rows.is_empty() && Some(cue.subject) == lacks_row)
            };
            self.words
                .extend(behind.filter(|token| token.subject().is_some() || names_row(token)));
        } else {
            // 12件全部办结, 其余 2 件分别为重复申请 1 件: the number is not that of the cue behind it.
            let is_other = |token: &&Token| token.has(Role::All) || token.has(Role::Each);
            let behind = behind.take_while(|token| !is_other(token));
            // 39 件申请办结 38 件: the cue leads to the next number.
            let leads_on = |token: &&Token| {
                let touches = !self.is_last && token.end == self.right_end;
                touches && reader.is_known_cue(token)
            };
            let behind = behind.take_while(|token| !leads_on(token));
            // 3件因年底收到: not all that was received.
            let mut is_reason = false;
            let tells = |token: &&Token| {
                is_reason |= token.has(Role::Because);
                let cue = token.cue().filter(|_| is_reason);
                !cue.is_some_and(|cue| reader.lexis.ways_of.contains(cue))
            };
            self.words.extend(behind.filter(tells));
        }
    }

    /// The subject of the columns that lead to the number, if no row does, and what is behind is known to the end.
    fn lacks_row_of(&self, reader: &SentenceReader<'_>) -> Option<usize> {
        let mut cues = self
            .run
            .iter()
            .filter_map(|token| reader.lexis.cue(token.cue()?));
        let first = cues.next()?;
        let is_column = |cue: &Cue| cue.rows.is_empty() && cue.subject == first.subject;
        let about = reader.lexis.subjects.get(first.subject)?;
        let lacks = is_column(first) && cues.all(is_column) && about.column.is_none();
        (lacks && self.ends_in_known_words()).then_some(first.subject)
    }

    /// Whether what leads to the number names cells.
    pub(super) fn has_cue(&self, reader: &SentenceReader<'_>) -> bool {
        self.run.iter().any(|token| reader.is_known_cue(token))
    }

    /// Whether the numbers that follow are parts of it: 12 件中, 12 件申请中.
    pub(super) fn is_divided(&self) -> bool {
        let is_noun = |token: &&Token| token.has(Role::OfKind) || token.subject().is_some();
        let mut behind = self.behind.iter().skip_while(|token| is_noun(token));
        behind.next().is_some_and(|token| token.has(Role::Within))
    }

    /// Whether something unknown stands right before it.
    pub(super) fn is_cut_off(&self) -> bool {
        let touches = |last: &Token| last.end == self.token.start;
        self.run.is_empty() && !self.left.last().is_none_or(touches)
    }

    /// Whether a word of vagueness stands right before it, or before what leads to it.
    pub(super) fn is_vague(&self) -> bool {
        let is_vague = |before: Option<&Token>, start: usize| {
            before.is_some_and(|token| token.end == start && token.has(Role::About))
        };
        let run = self.run.first();
        is_vague(self.left.last(), self.token.start)
            || run.is_some_and(|run| is_vague(self.far.last(), run.start))
    }

    /// Whether nothing but words of weight stands before it in the clause.
    pub(super) fn goes_on(&self) -> bool {
        let start = self
            .run
            .first()
            .map_or(self.token.start, |first| first.start);
        self.far.is_empty() && start == self.begin
    }

    /// Whether nothing unknown follows what stands behind it.
    pub(super) fn ends_in_known_words(&self) -> bool {
        let last = self.behind.last();
        last.map_or(self.token.end, |last| last.end) == self.right_end
    }

    pub(super) fn says(&self, role: Role) -> bool {
        self.left.iter().any(|token| token.has(role))
    }

    /// Whether its number is said to be a whole.
    pub(super) fn is_together(&self) -> bool {
        self.run.iter().any(|token| token.has(Role::Together))
    }

    /// The number without its measure word.
    pub(super) fn span(&self) -> Span {
        Span::new(self.token.start, self.count.digits_end)
    }

    /// What it is read in: from the number before to the next one.
    pub(super) fn place(&self) -> Span {
        let first = self.left.first().unwrap_or(self.token);
        Span::new(first.start, self.right_end)
    }
}
