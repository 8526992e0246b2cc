//! A sentence to clauses. A bracket inside a clause is read behind it, and stands in it as one token.

use super::super::sentence::is_light;
use super::super::tokens::{Token, TokenMeaning};
use super::state::Last;
use super::turns::numbers_ahead;
use super::{SentenceReader, Topic, behind};
use crate::form::phrases::Role;

/// Brackets inside brackets inside brackets are read; deeper ones only end clauses.
const DEEPEST: usize = 3;

/// A stretch of a sentence, by the indices of its tokens, with the bytes at which it begins and ends.
#[derive(Clone, Copy)]
struct BracketStretch {
    first: usize,
    behind: usize,
    begin: usize,
    end: usize,
}

/// For each token that opens a bracket the index of the one that closes it.
fn partners(tokens: &[Token]) -> Vec<Option<usize>> {
    let is_open = |token: &&Token| token.mark() == Some('(');
    let Some(first) = tokens.iter().position(|token| is_open(&token)) else {
        return Vec::new();
    };
    let mut partners = vec![None; tokens.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, token) in tokens.iter().enumerate().skip(first) {
        match token.mark() {
            Some('(') => open.push(at),
            Some(')') => {
                if let Some(opened) = open.pop().filter(|_| open.len() < DEEPEST) {
                    partners[opened] = Some(at);
                }
            }
            _ => {}
        }
    }
    partners
}

impl SentenceReader<'_> {
    /// Reads every clause of a sentence.
    pub(super) fn read_clauses(&mut self, tokens: &[Token], begin: usize, end: usize) {
        let partners = partners(tokens);
        let stretch = BracketStretch {
            first: 0,
            behind: tokens.len(),
            begin,
            end,
        };
        self.read_stretch(tokens, &partners, stretch);
    }

    fn read_stretch(&mut self, tokens: &[Token], partners: &[Option<usize>], all: BracketStretch) {
        let mut clause = ClauseParts::new(all.first);
        let mut at = all.first;
        while at < all.behind {
            let Some(token) = tokens.get(at) else { break };
            let closing = partners
                .get(at)
                .copied()
                .flatten()
                .filter(|&close| close < all.behind);
            if let Some(close) = closing {
                let inner = BracketStretch {
                    first: at + 1,
                    behind: close,
                    begin: token.end,
                    end: tokens.get(close).map_or(all.end, |close| close.start),
                };
                if at > clause.first && goes_on(tokens, close, all) {
                    let inside = tokens.get(at + 1..close).unwrap_or_default();
                    let is_light = changes_nothing(inside) && !leaves_out(inside);
                    clause.add_bracket(tokens, (at, close), is_light);
                    clause.brackets.push(inner);
                } else {
                    let inside = tokens.get(at + 1..close).unwrap_or_default();
                    self.is_less = leaves_out(inside);
                    self.lacks_part = self.is_less && !self.tells_of_carrying(inside);
                    self.read_parts(tokens, partners, &mut clause, (at, token.start), all);
                    (self.is_less, self.lacks_part) = (false, false);
                    self.read_bracket(tokens, partners, inner);
                    clause = ClauseParts::new(close + 1);
                }
                at = close + 1;
                continue;
            }
            let ends = match token.mark() {
                // 维持：2 件
                Some(':') if leads_to_number(tokens, clause.first, at, all) => false,
                Some(',' | ';' | ':' | '(' | ')' | '\n') => true,
                // A list breaks behind a number; before one its words belong together.
                // 无复议、无诉讼: each says 0 for itself.
                Some('、') => {
                    let denies = |next: &Token| next.has(Role::Deny);
                    clause.has_count || clause.denies && tokens.get(at + 1).is_some_and(denies)
                }
                _ => false,
            };
            clause.has_count |= token.is_number();
            clause.denies |= token.has(Role::Deny) || token.has(Role::Nothing);
            if ends {
                self.read_parts(tokens, partners, &mut clause, (at, token.start), all);
                clause = ClauseParts::new(at + 1);
            }
            at += 1;
        }
        self.read_parts(tokens, partners, &mut clause, (all.behind, all.end), all);
    }

    /// Reads a clause that ends before token and byte `stop`, and the brackets in it.
    fn read_parts(
        &mut self,
        tokens: &[Token],
        partners: &[Option<usize>],
        clause: &mut ClauseParts,
        (stop, end): (usize, usize),
        all: BracketStretch,
    ) {
        let begin = match clause.first == all.first {
            true => all.begin,
            false => behind(tokens, clause.first, all.begin),
        };
        let rest = tokens.get(clause.from..stop).unwrap_or_default();
        let lists_on = tokens.get(stop).and_then(Token::mark) == Some('、');
        if lists_on && rest.last().is_some_and(|last| last.count().is_some()) {
            self.sentence.ahead = numbers_ahead(tokens.get(stop..all.behind).unwrap_or_default());
        }
        if clause.joined.is_empty() {
            if !rest.is_empty() {
                self.read_clause(rest, begin, end);
                self.sentence.lists_on = lists_on;
            }
            return;
        }
        let mut joined = std::mem::take(&mut clause.joined);
        joined.extend_from_slice(rest);
        self.read_clause(&joined, begin, end);
        self.sentence.lists_on = lists_on;
        for inner in std::mem::take(&mut clause.brackets) {
            self.read_bracket(tokens, partners, inner);
        }
    }

    /// Whether the words are about what is taken over from one year to the next.
    fn tells_of_carrying(&self, words: &[Token]) -> bool {
        let carried = [self.lexis.carried_in, self.lexis.carried_out];
        let tells = |token: &Token| {
            token.has(Role::Carry) || token.cue().is_some_and(|cue| carried.contains(&cue))
        };
        words.iter().any(tells)
    }

    fn read_bracket(
        &mut self,
        tokens: &[Token],
        partners: &[Option<usize>],
        inner: BracketStretch,
    ) {
        let outside = std::mem::replace(&mut self.in_bracket, true);
        let (topic, was_foreign) = (self.topic, self.sentence.was_foreign);
        let times = self.sentence.times();
        let last = self.last.clone();
        // 比上年增加 3 件（其中自然人 2 件）
        let than = std::mem::replace(&mut self.is_than_outside, self.clause.than);
        self.read_stretch(tokens, partners, inner);
        (self.in_bracket, self.is_than_outside) = (outside, than);
        // 处罚 12 件（其中简易程序 8 件），许可 3 件: only what the bracket lists is a part, or of another time.
        let inside = tokens.get(inner.first..inner.behind).unwrap_or_default();
        if inside.iter().any(|token| token.count().is_some()) {
            self.sentence.go_back_to(times);
        }
        // 诉讼 9 件（直接起诉 7 件，复议后起诉 2 件），维持 5 件: what follows is of the number before the bracket.
        let is_told = |before: &Last| last.iter().any(|last| last.subject == before.subject);
        let new = self.last.drain(..).filter(|before| !is_told(before));
        self.last = new.chain(last.iter().copied()).collect();
        self.last.sort_by_key(|last| last.fact);
        // 予以公开 9 件（含主动公开 1 件），部分公开 3 件: the text goes on as before.
        if self.topic == Topic::Foreign {
            self.topic = topic;
            self.sentence.was_foreign = was_foreign;
        }
    }
}

/// A clause that is being put together.
struct ClauseParts {
    /// Its first token.
    first: usize,
    /// Its tokens from here on are not in `joined`.
    from: usize,
    has_count: bool,
    /// Whether it says that there is none of something.
    denies: bool,
    /// Its tokens up to the last bracket in it, if there is any.
    joined: Vec<Token>,
    brackets: Vec<BracketStretch>,
}

impl ClauseParts {
    fn new(first: usize) -> ClauseParts {
        ClauseParts {
            first,
            from: first,
            has_count: false,
            denies: false,
            joined: Vec::new(),
            brackets: Vec::new(),
        }
    }

    fn add_bracket(&mut self, tokens: &[Token], (open, close): (usize, usize), is_light: bool) {
        self.joined
            .extend_from_slice(tokens.get(self.from..open).unwrap_or_default());
        if let (Some(open), Some(close)) = (tokens.get(open), tokens.get(close)) {
            self.joined.push(Token {
                kind: TokenMeaning::Bracket(is_light),
                start: open.start,
                end: close.end,
            });
        }
        self.from = close + 1;
    }
}

/// Whether the mark `at` stands between words that name something and a number that says no more: 维持：2 件；纠正：1 件.
fn leads_to_number(tokens: &[Token], first: usize, at: usize, all: BracketStretch) -> bool {
    let words = without_own_number(tokens.get(first..at).unwrap_or_default());
    let number = tokens.get(at + 1).filter(|_| at + 1 < all.behind);
    let touches = |number: &Token| tokens.get(at).is_some_and(|mark| mark.end == number.start);
    let is_bare = number.is_some_and(|number| {
        let next = tokens.get(at + 2).filter(|_| at + 2 < all.behind);
        let ends = match next {
            Some(next) => next.mark().is_some() && next.start == number.end,
            None => number.end == all.end,
        };
        number.count().is_some() && touches(number) && ends
    });
    let carries = [Role::Carry, Role::LastYear, Role::NextYear];
    let is_name = |word: &Token| is_light(word) || carries.iter().any(|&role| word.has(role));
    let mark = tokens.get(at).map_or(0, |mark| mark.start);
    let ends = words.iter().skip(1).map(|word| word.start).chain([mark]);
    let is_unbroken = words.iter().zip(ends).all(|(word, next)| word.end == next);
    (is_bare || leads_to_none(tokens, at, all)) && words.iter().all(is_name) && is_unbroken
}

/// 依申请公开政府信息情况：本年度无: whether nothing but a denial, and the time before it, stands behind the mark.
fn leads_to_none(tokens: &[Token], at: usize, all: BracketStretch) -> bool {
    let behind = tokens.get(at + 1..all.behind).unwrap_or_default();
    let is_end = |token: &Token| matches!(token.mark(), Some(',' | ';' | ':' | '(' | ')' | '\n'));
    let stop = behind.iter().position(is_end).unwrap_or(behind.len());
    let end = behind.get(stop).map_or(all.end, |mark| mark.start);
    let Some((denial, before)) = behind.get(..stop).and_then(<[Token]>::split_last) else {
        return false;
    };
    let is_time = |token: &Token| token.has(Role::ThisYear) || token.has(Role::Filler);
    denial.has(Role::Deny) && denial.end == end && before.iter().all(is_time)
}

/// The words of an item behind its own number: 1.新收.
fn without_own_number(words: &[Token]) -> &[Token] {
    let is_number = |word: &Token| {
        let counts = word.count().map(|count| count.unit_of.is_empty());
        word.is_number() && counts.unwrap_or(true)
    };
    match words.split_first() {
        Some((first, rest)) if is_number(first) => rest,
        _ => words,
    }
}

/// Whether the clause goes on behind a bracket that ends at token `close`.
fn goes_on(tokens: &[Token], close: usize, all: BracketStretch) -> bool {
    let Some(bracket) = tokens.get(close) else {
        return false;
    };
    match tokens.get(close + 1).filter(|_| close + 1 < all.behind) {
        Some(next) => next.mark().is_none() || next.start != bracket.end,
        None => bracket.end != all.end,
    }
}

/// 办结 29 件（不含上年结转）; 全部办结（结转件除外）
fn leaves_out(inside: &[Token]) -> bool {
    let mut ends = inside.first().into_iter().chain(inside.last());
    ends.any(|token| token.has(Role::Excluding))
}

/// Whether what stands in a bracket leaves what stands round it as it is: 予以公开（含部分公开） is another cell.
fn changes_nothing(inner: &[Token]) -> bool {
    let counts = inner.iter().any(|token| token.count().is_some());
    let says_why = |token: &Token| token.has(Role::Filler) || token.has(Role::Unlisted);
    let names_cells = |token: &Token| token.cue().is_some() && !says_why(token);
    counts || !inner.iter().any(names_cells)
}
