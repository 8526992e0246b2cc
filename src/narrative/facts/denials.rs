//! Words that stand for 0: nothing was received.

use super::super::Said;
use super::super::cells::{NamedCells, sums};
use super::super::sentence::{run_after, run_before};
use super::super::tokens::Token;
use super::context::names_disclosure;
use super::ways::names_some_ways;
use super::{SentenceReader, Topic};
use crate::form::phrases::{Needs, Role};
use crate::span::Span;
use crate::words::{Cue, CueSet, Lexis};

/// A clause that denies something.
struct Denial<'c> {
    word: &'c Token,
    /// What follows the word.
    rest: &'c [Token],
    /// The end of `rest`, with nothing unknown in it.
    tail: &'c [Token],
    /// Whether nothing unknown stands between the word and the end of the clause.
    is_unbroken: bool,
    /// Whether what is denied stands right beside the word.
    is_adjacent: bool,
    /// The byte behind its last token.
    last: usize,
}

impl<'c> Denial<'c> {
    /// The only denial of a clause, if all that it denies is known.
    fn of(clause: &'c [Token], end: usize) -> Option<Denial<'c>> {
        let mut denials = clause.iter().enumerate();
        let mut denials = denials.by_ref().filter(|(_, token)| token.has(Role::Deny));
        let ((at, word), None) = (denials.next()?, denials.next()) else {
            return None;
        };
        let (clause, end) = without_nor_else(clause, end);
        let rest = clause.get(at + 1..)?;
        if rest.is_empty() {
            return Denial::behind(clause, end);
        }
        let is_free = |token: &Token| {
            let roles = [
                Role::Plain,
                Role::About,
                Role::Inexact,
                Role::Beyond,
                Role::Unlisted,
                Role::PartOfDone,
            ];
            roles.iter().any(|&role| token.has(role))
        };
        // Nothing unknown may follow the last word of weight.
        let last = rest.last().map(|token| token.end)?;
        let names_who = rest.last().is_some_and(|last| last.has(Role::Who));
        if last != end || names_who || rest.iter().any(is_free) || is_narrowed(word, rest) {
            return None;
        }
        let tail = run_before(clause, clause.len()).max(at + 1);
        Some(Denial {
            word,
            rest,
            tail: clause.get(tail..)?,
            is_unbroken: run_after(clause, at) >= clause.len(),
            is_adjacent: rest.first().is_some_and(|next| next.start == word.end),
            last,
        })
    }

    /// 依申请公开政府信息情况：本年度无: a clause that ends in its denial, of what stands before its colon.
    fn behind(clause: &'c [Token], end: usize) -> Option<Denial<'c>> {
        let (word, before) = clause.split_last()?;
        let colon = before.iter().rposition(|token| token.mark() == Some(':'))?;
        let rest = before.get(..colon)?;
        let names = |token: &Token| token.subject().is_some() || token.cue().is_some();
        let is_whole = run_before(before, before.len()) == 0
            && before.last().is_some_and(|last| last.end == word.start)
            && rest.iter().any(names);
        (is_whole && word.end == end).then_some(Denial {
            word,
            rest,
            tail: rest,
            is_unbroken: true,
            is_adjacent: true,
            last: end,
        })
    }

    /// The cue of the column that is denied, if it is all that is.
    fn column(&self, lexis: &Lexis) -> Option<usize> {
        let mut cues = self.rest.iter().filter_map(Token::cue);
        let cue = cues
            .next()
            .filter(|_| cues.next().is_none() && self.is_unbroken)?;
        let is_plain = self.rest.iter().all(|token| token.cue().is_some());
        let is_column = |cue: &Cue| cue.deniable && cue.rows.is_empty();
        (is_plain && lexis.cue(cue).is_some_and(is_column)).then_some(cue)
    }

    /// The words that say what is denied, if they are certain.
    fn words(&self, needs: Needs) -> Option<&'c [Token]> {
        if needs == Needs::Disclosure {
            // 未发生群体性行政诉讼: what is unknown may say which.
            let is_told = self.is_unbroken && self.is_adjacent || names_disclosure(self.rest);
            return is_told.then_some(self.tail);
        }
        let names_subject = self.tail.iter().any(|token| token.subject().is_some());
        (self.is_adjacent && (self.is_unbroken || names_subject)).then_some(self.rest)
    }
}

/// 没有发生行政诉讼和申诉: the clause without what else is denied, and its end.
fn without_nor_else(clause: &[Token], end: usize) -> (&[Token], usize) {
    match clause.split_last() {
        Some((last, before)) if last.has(Role::NorElse) && last.end == end => (before, last.start),
        _ => (clause, end),
    }
}

/// 未收到涉及商业秘密的申请: something unknown, which 的 ends, says of which kind there is none.
fn is_narrowed(word: &Token, rest: &[Token]) -> bool {
    let mut before = word.end;
    rest.iter().any(|token| {
        let is_behind_unknown = before < token.start;
        before = token.end;
        is_behind_unknown && token.has(Role::OfKind)
    })
}

impl SentenceReader<'_> {
    /// A clause that denies what a cue names says 0.
    pub(super) fn read_denial(&mut self, clause: &[Token], end: usize) {
        let states = |token: &Token| token.count().is_some() || token.has(Role::Rest);
        if clause.iter().any(states) {
            return;
        }
        // 年末无结转资金: what there was none of is not what the word says.
        let says_it = |token: &&Token| {
            token.has(Role::Nothing) && (token.cue().is_none() || token.end == end)
        };
        if let Some(token) = clause.iter().find(says_it) {
            self.read_nothing(token);
            return;
        }
        let Some(denial) = Denial::of(clause, end) else {
            return;
        };
        let start = denial.rest.first().map_or(denial.word.start, |first| {
            first.start.min(denial.word.start)
        });
        let span = Span::new(start, denial.last);
        let first = clause.first().unwrap_or(denial.word);
        let place = Span::new(first.start, end);
        let all = match names_some_ways(clause) {
            // 未收到邮寄或传真申请: what came another way is not denied.
            true => Vec::new(),
            false => self.denied(&denial),
        };
        if all.is_empty() {
            let column = denial.column(self.lexis);
            let denied = column.map(|column| (column, span, place));
            self.sentence.denied_columns.extend(denied);
        }
        for named in all {
            self.push_columns_denied_before(&named);
            self.push_zero(&named, span, place);
        }
    }

    /// 未制定、未废止规范性文件: the row that is named last is that of the columns before.
    fn push_columns_denied_before(&mut self, named: &NamedCells) {
        for (column, span, place) in std::mem::take(&mut self.sentence.denied_columns) {
            let (edition, lexis) = (self.edition, self.lexis);
            let is_of = lexis
                .cue(column)
                .is_some_and(|cue| cue.subject == named.subject);
            let rows = Some(named.row_cues);
            let cells = sums(edition, lexis, named.subject, &[column], rows, false);
            if let Some(cells) = cells.filter(|_| is_of) {
                self.push_zero(&cells, span, place);
            }
        }
    }

    /// 零报告: nothing came in. 年初无结转: the word says itself what there was none of.
    fn read_nothing(&mut self, token: &Token) {
        let Topic::Subject(subject) = self.topic else {
            return;
        };
        let about = self.lexis.subjects.get(subject);
        let cue = token.cue().or(about.and_then(|about| about.row_cue));
        let named =
            cue.and_then(|cue| sums(self.edition, self.lexis, subject, &[cue], None, false));
        if let Some(named) = named {
            let span = Span::new(token.start, token.end);
            self.push_zero(&named, span, span);
        }
    }

    /// The cells that are said to be 0: a sum of all that is denied, or each where they do not add up.
    fn denied(&self, denial: &Denial<'_>) -> Vec<NamedCells> {
        let Some((subject, cues)) = self.cues_denied(denial) else {
            return Vec::new();
        };
        let parent = self.parent(subject);
        let named = |cues: &[usize]| {
            let (edition, lexis) = (self.edition, self.lexis);
            sums(edition, lexis, subject, cues, parent, false)
        };
        let is = |at: usize, is: fn(&Cue) -> bool| self.lexis.cue(at).is_some_and(is);
        let (rows, columns): (Vec<usize>, Vec<usize>) = cues
            .iter()
            .partition(|&&at| is(at, |cue| !cue.rows.is_empty()));
        // 没有废止新制发的规范性文件: of those alone.
        if columns.len() > 1 && denial.rest.iter().any(|token| token.has(Role::OfKind)) {
            return Vec::new();
        }
        let about = self.lexis.subjects.get(subject);
        let has_zeros = about.is_some_and(|about| about.zero_column.is_some());
        let is_apart = has_zeros && rows.len() > 1;
        if let Some(all) = named(&cues).filter(|_| !is_apart) {
            return vec![all];
        }
        let each: Option<Vec<NamedCells>> = match is_apart {
            // 未作出行政许可、行政处罚决定: none of the one and none of the other.
            true => {
                let each = rows
                    .iter()
                    .map(|&row| [&[row], columns.as_slice()].concat());
                each.map(|cues| named(&cues)).collect()
            }
            false => cues.iter().map(|&cue| named(&[cue])).collect(),
        };
        let is_deniable = |&at: &usize| is(at, |cue| cue.deniable);
        each.filter(|_| cues.iter().all(is_deniable))
            .unwrap_or_default()
    }

    /// The cues that are denied, with their subject.
    fn cues_denied(&self, denial: &Denial<'_>) -> Option<(usize, Vec<usize>)> {
        let strong = denial
            .tail
            .iter()
            .filter(|token| !token.has(Role::Filler) || token.subject().is_some())
            .filter_map(|token| Some(self.lexis.cue(token.cue()?)?.subject))
            .next_back();
        let own = denial.rest.iter().find_map(Token::subject);
        let subject = strong.or(own)?;
        let about = self.lexis.subjects.get(subject)?;
        let words = denial.words(about.needs)?;
        let is_meant = |&at: &usize| {
            let cue = self.lexis.cue(at);
            cue.is_some_and(|cue| cue.subject == subject && !cue.bare)
        };
        let mut cues: CueSet = words
            .iter()
            .filter_map(Token::cue)
            .filter(is_meant)
            .collect();
        if cues.is_empty() && own == Some(subject) {
            cues = about.row_cue.into_iter().collect();
        }
        let over = cues
            .iter()
            .filter_map(|at| Some(self.lexis.cues.get(at)?.over));
        cues = cues.without(over.fold(CueSet::EMPTY, CueSet::and));
        let cues: Vec<usize> = cues.iter().collect();
        let is_deniable = |&at: &usize| self.lexis.cue(at).is_some_and(|cue| cue.deniable);
        if !cues.iter().any(is_deniable)
            || about.needs == Needs::Subject && !self.is_about(subject, &cues, true)
        {
            return None;
        }
        // 未因行政处罚被申请行政复议: none of that matter.
        if about.needs == Needs::Disclosure
            && denial.rest.iter().any(|token| token.has(Role::Because))
            && self.names_matter_of_no_application(denial.rest)
        {
            return None;
        }
        // 未受到行政处罚: none that others made.
        let is_strange = |token: &&Token| {
            let cue = token.cue().and_then(|cue| self.lexis.cue(cue));
            let is_other = cue.is_some_and(|cue| cue.subject != subject);
            is_other && !token.has(Role::Filler) || token.has(Role::Disclosure)
        };
        let is_strange = about.zero_column.is_some() && words.iter().any(|word| is_strange(&word));
        (!is_strange).then_some((subject, cues))
    }

    fn push_zero(&mut self, named: &NamedCells, span: Span, place: Span) {
        // 未收到申请，零报告 says one thing twice.
        let zero = (named.table, named.readings.clone());
        if !self.sentence.zeros.contains(&zero) {
            self.push(named, span, place, Said::None, 0);
        }
    }
}
