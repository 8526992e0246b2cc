//! Words that are too common to name an outcome anywhere but beside others: 公开 4 件，不予公开 1 件.
//!
//! In: the tokens of a sentence. Out: the same with these words among them, where a number follows and nothing but a mark, or 其中, stands before.

use std::borrow::Cow;

use super::super::cells::outcomes;
use super::super::tokens::{Token, TokenMeaning};
use super::{SentenceReader, behind};
use crate::form::phrases::Role;
use crate::words::{Cue, CueSet, LexisEntry};

impl SentenceReader<'_> {
    /// Whether a cue names how reviews or suits ended.
    fn is_end_of_dispute(&self, at: usize) -> bool {
        let cue = self.lexis.cue(at);
        cue.is_some_and(|cue| !cue.columns.is_empty() && self.needs_disclosure(cue.subject))
    }

    /// The tokens of a sentence that begins at byte `begin`, with the plain words among them; as they are where no outcome is named.
    pub(super) fn with_plain_words<'t>(
        &self,
        tokens: &'t [Token],
        begin: usize,
    ) -> Cow<'t, [Token]> {
        let is_outcome = |at: usize| {
            outcomes(self.lexis, CueSet::one(at)).is_some() || self.is_end_of_dispute(at)
        };
        if !tokens
            .iter()
            .any(|token| token.cue().is_some_and(is_outcome))
        {
            return Cow::Borrowed(tokens);
        }
        let mut out = Cow::Borrowed(tokens);
        let mut last = None;
        for (at, token) in tokens.iter().enumerate() {
            last = token.cue().or(last);
            if token.count().is_none() {
                continue;
            }
            let is_before = |token: &Token| token.mark().is_some() || token.has(Role::Among);
            let words = tokens.get(..at).unwrap_or_default();
            // 其 is a word of 其他.
            let n_words = words.iter().rev().take_while(|token| !is_before(token));
            let n_words = n_words.take(2).count();
            let first = at - n_words;
            let from = behind(tokens, first, begin);
            let opens = first.checked_sub(1).and_then(|at| tokens.get(at));
            let is_first = opens.is_none_or(is_before);
            // 公开 5 件，其中 2 件为部分公开: more than what was granted.
            let mut rest = tokens.iter().skip(at + 1);
            let is_divided = rest.next().is_some_and(|next| next.mark().is_some())
                && rest.next().is_some_and(|next| next.has(Role::Among));
            if !is_first || is_divided {
                continue;
            }
            let word = self.text.get(from..token.start).unwrap_or_default();
            // 维持 2 件、其他 1 件: beside other ends of disputes it is one of them.
            let is_beside = |cue: &Cue| {
                cue.columns.is_empty() || last.is_some_and(|last| self.is_end_of_dispute(last))
            };
            let names = |cue: &Cue| cue.plainly.iter().any(|plain| plain == word) && is_beside(cue);
            if let Some(cue) = self.lexis.cues.iter().position(names) {
                let out = out.to_mut();
                let place = out.len() - (tokens.len() - at);
                let kind = TokenMeaning::Word(LexisEntry::of_cue(Some(cue)));
                let (start, end) = (from, token.start);
                let named = Token { kind, start, end };
                out.splice(place - n_words..place, [named]);
            }
        }
        out
    }
}
