//! The colours that a client was told of a text, in the protocol's counting, and how the text was edited since.
//!
//! In: tokens, and the text that they stand in. Out: each counted from the one before it. Two that stand next to each other as they did, with nothing
//! edited from the first to the second, are not counted again.

use std::ops::Range;

use tower_lsp::lsp_types::{SemanticToken, SemanticTokensEdit};

use super::super::to_proto::View;
use crate::door::Span;
use crate::views::tokens::{ColouredToken, TokenKind};

/// What a client was told.
#[derive(Debug, Default)]
pub(in crate::lsp) struct ToldColours {
    /// By which the next question may speak of it; 0 while nothing was told.
    name: u32,
    /// In bytes of the text as it was then.
    tokens: Vec<ColouredToken>,
    /// The same for the protocol.
    pub(super) data: Vec<SemanticToken>,
    edited: Option<EditedStretch>,
}

/// Where a text was edited: what stood from `start` to `old_end` stands, as something else, from `start` to `new_end`.
#[derive(Clone, Copy, Debug)]
struct EditedStretch {
    start: usize,
    old_end: usize,
    new_end: usize,
}

/// A token that was told before.
#[derive(Clone, Copy)]
struct ToldToken {
    at: usize,
    /// Whether it stands behind what was edited.
    is_behind: bool,
}

impl ToldToken {
    /// Whether nothing was edited from the token told before this one to its end.
    fn follows(self, before: Option<ToldToken>) -> bool {
        match before {
            Some(before) => self.is_behind == before.is_behind && self.at == before.at + 1,
            None => !self.is_behind && self.at == 0,
        }
    }
}

impl ToldColours {
    /// Notes that other characters, so many bytes, stand in the place of some bytes.
    pub(in crate::lsp) fn edited(&mut self, old: Range<usize>, new: usize) {
        let edited = self.edited.get_or_insert(EditedStretch {
            start: old.start,
            old_end: old.start,
            new_end: old.start,
        });
        edited.start = edited.start.min(old.start);
        let more = old.end.saturating_sub(edited.new_end);
        edited.old_end += more;
        edited.new_end = edited.new_end + more + new - old.len();
    }

    /// Notes that the whole text was replaced.
    pub(in crate::lsp) fn replaced(&mut self) {
        self.tokens.clear();
    }

    /// Their name.
    pub(super) fn name(&self) -> String {
        self.name.to_string()
    }

    /// Whether they were told under this name.
    pub(super) fn are(&self, name: &str) -> bool {
        self.name != 0 && self.name() == name
    }

    /// What is to be told now of the text, in which these tokens stand.
    pub(super) fn next(&self, view: &View, mut tokens: Vec<ColouredToken>) -> ToldColours {
        let mut data = Vec::with_capacity(tokens.len());
        let mut from = 0;
        let mut before: Option<(Span, Option<ToldToken>)> = None;
        tokens.retain(|token| {
            let told = self.find(token.span, &mut from);
            let known = match before {
                Some((_, None)) => None,
                Some((_, last @ Some(_))) => told.filter(|told| told.follows(last)),
                None => told.filter(|told| told.follows(None)),
            };
            let known = known.and_then(|told| self.data.get(told.at)).copied();
            let last = before.map(|(span, _)| span);
            let Some(counted) = known.or_else(|| counted(view, last, token.span)) else {
                return false;
            };
            data.push(painted(counted, token));
            before = Some((token.span, told));
            true
        });
        ToldColours {
            name: self.name.wrapping_add(1),
            tokens,
            data,
            edited: None,
        }
    }

    /// The token that stood in a place, which lies behind that of the last one looked for; `from` is where to go on looking.
    fn find(&self, now: Span, from: &mut usize) -> Option<ToldToken> {
        let (was, is_behind) = match self.edited {
            Some(edited) if now.end as usize > edited.start => {
                let moved =
                    |at: u32| Some((at as usize).checked_sub(edited.new_end)? + edited.old_end);
                (Span::new(moved(now.start)?, moved(now.end)?), true)
            }
            _ => (now, false),
        };
        let rest = self.tokens.get(*from..)?;
        *from += rest
            .iter()
            .take_while(|old| old.span.start < was.start)
            .count();
        let at = *from;
        let is_it = self.tokens.get(at).is_some_and(|old| old.span == was);
        is_it.then_some(ToldToken { at, is_behind })
    }
}

/// A place as the protocol counts it, from the token before; `None` if it takes several lines.
fn counted(view: &View, before: Option<Span>, span: Span) -> Option<SemanticToken> {
    let range = view.range(span);
    if range.start.line != range.end.line {
        return None;
    }
    let last = before.map_or_else(Default::default, |before| {
        view.position(before.start as usize)
    });
    let delta_line = range.start.line - last.line;
    Some(SemanticToken {
        delta_line,
        delta_start: match delta_line {
            0 => range.start.character - last.character,
            _ => range.start.character,
        },
        length: range.end.character - range.start.character,
        ..SemanticToken::default()
    })
}

/// A counted place with the colours of a token.
fn painted(place: SemanticToken, token: &ColouredToken) -> SemanticToken {
    SemanticToken {
        token_type: match token.kind {
            TokenKind::Heading => 0,
            TokenKind::Label => 1,
            TokenKind::Number => 2,
            TokenKind::Mention => 3,
            TokenKind::Furniture => 4,
        },
        token_modifiers_bitset: u32::from(token.is_total)
            | u32::from(token.is_zero) << 1
            | u32::from(token.is_broken) << 2,
        ..place
    }
}

/// The one change that makes `new` of `old`: what begins and ends alike stays. The protocol counts the five numbers of each token.
pub(super) fn difference(old: &[SemanticToken], new: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    if old == new {
        return Vec::new();
    }
    let alike = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[alike..], &new[alike..]);
    let from_behind = old_rest.iter().rev().zip(new_rest.iter().rev());
    let behind = from_behind.take_while(|(a, b)| a == b).count();
    let narrow = |n: usize| u32::try_from(5 * n).unwrap_or(u32::MAX);
    vec![SemanticTokensEdit {
        start: narrow(alike),
        delete_count: narrow(old_rest.len() - behind),
        data: Some(new_rest[..new_rest.len() - behind].to_vec()),
    }]
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::locale::Locale;
    use crate::lsp::abilities::Abilities;
    use crate::text::Text;
    use proptest::prelude::*;
    use proptest::sample::Index;
    use tower_lsp::lsp_types::Url;

    fn token(length: u32) -> SemanticToken {
        SemanticToken {
            delta_line: 1,
            delta_start: 0,
            length,
            token_type: 0,
            token_modifiers_bitset: 0,
        }
    }

    /// Every word of a text is a token, of a kind that its length tells.
    fn words(text: &str) -> Vec<ColouredToken> {
        let mut words = Vec::new();
        for word in text.split_whitespace() {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            words.push(ColouredToken {
                span: Span::new(start, start + word.len()),
                kind: TokenKind::Number,
                is_total: word.len().is_multiple_of(2),
                is_zero: word.len().is_multiple_of(3),
                is_broken: text.len().is_multiple_of(2),
            });
        }
        words
    }

    fn told(before: &ToldColours, text: &str) -> ToldColours {
        let view = View {
            uri: &Url::parse("untitled:words").unwrap(),
            text: &Text::from(text),
            client: &Abilities::default(),
            locale: Locale::Chinese,
            others: &[],
        };
        before.next(&view, words(text))
    }

    fn pieces() -> impl Strategy<Value = String> {
        let piece =
            prop::sample::select(&["", "甲", "𠮷", "5", "𠮷é", " ", "\n", "\r\n", "\r", "\t"][..]);
        prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn the_difference_makes_the_new_tokens_of_the_old(
            old in prop::collection::vec(0..3_u32, 0..12),
            new in prop::collection::vec(0..3_u32, 0..12),
        ) {
            let old: Vec<SemanticToken> = old.into_iter().map(token).collect();
            let new: Vec<SemanticToken> = new.into_iter().map(token).collect();
            let mut made = old.clone();
            for edit in difference(&old, &new) {
                let (start, count) = (edit.start as usize / 5, edit.delete_count as usize / 5);
                made.splice(start..start + count, edit.data.unwrap_or_default());
            }
            prop_assert_eq!(made, new);
        }

        #[test]
        fn what_is_not_counted_again_is_counted_right(
            text in prop::collection::vec(pieces(), 0..12),
            edits in prop::collection::vec((any::<Index>(), 0..5_usize, pieces(), any::<bool>()), 1..12),
        ) {
            let mut text = text.concat();
            let mut last = told(&ToldColours::default(), &text);
            for (place, length, with, is_asked) in edits {
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let start = place.index(places.len());
                let end = (start + length).min(places.len() - 1);
                let bytes = places[start]..places[end];
                last.edited(bytes.clone(), with.len());
                text.replace_range(bytes, &with);
                // Some edits come between two questions.
                if is_asked {
                    last = told(&last, &text);
                    prop_assert_eq!(&last.data, &told(&ToldColours::default(), &text).data, "{:?}", text);
                }
            }
        }
    }
}
