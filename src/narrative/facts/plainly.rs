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
    /// The tokens of a sentence that begins at byte `begin`, with the plain words among them; as they are where no outcome is named.
    pub(super) fn with_plain_words<'t>(
        &self,
        tokens: &'t [Token],
        begin: usize,
    ) -> Cow<'t, [Token]> {
        let is_outcome = |at: usize| outcomes(self.lexis, CueSet::one(at)).is_some();
        if !tokens
            .iter()
            .any(|token| token.cue().is_some_and(is_outcome))
        {
            return Cow::Borrowed(tokens);
        }
        let mut out = Cow::Borrowed(tokens);
        for (at, token) in tokens.iter().enumerate() {
            let from = behind(tokens, at, begin);
            let is_first = at
                .checked_sub(1)
                .and_then(|at| tokens.get(at))
                .is_none_or(|before| before.mark().is_some() || before.has(Role::Among));
            // 公开 5 件，其中 2 件为部分公开: more than what was granted.
            let mut rest = tokens.iter().skip(at + 1);
            let is_divided = rest.next().is_some_and(|next| next.mark().is_some())
                && rest.next().is_some_and(|next| next.has(Role::Among));
            if token.count().is_none() || !is_first || is_divided {
                continue;
            }
            let word = self.text.get(from..token.start).unwrap_or_default();
            let names = |cue: &Cue| cue.plainly.iter().any(|plain| plain == word);
            if let Some(cue) = self.lexis.cues.iter().position(names) {
                let out = out.to_mut();
                let place = out.len() - (tokens.len() - at);
                let kind = TokenMeaning::Word(LexisEntry::of_cue(Some(cue)));
                let (start, end) = (from, token.start);
                out.insert(place, Token { kind, start, end });
            }
        }
        out
    }
}
